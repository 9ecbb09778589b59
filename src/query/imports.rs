//! By which import an edition came.

use super::{
    condition::{Argument, Condition, escape_like, text},
    days::times,
    tree::{Comparison, Wanted},
};

/// Editions that came with some imports: they have the numbers that the log tells of, and came at its time.
const CAME_WITH: &str = "edition.id IN (SELECT came.id FROM change \
     JOIN edition AS came ON came.added = change.time \
     AND came.id BETWEEN change.counts ->> '$.\"edition numbers\"[0]' AND change.counts ->> '$.\"edition numbers\"[1]' \
     WHERE change.command = 'import' AND change.state = 'done' AND {})";

/// What came by an import: the number of the change, its day, or the name of a file.
pub(super) fn imported(comparison: &Comparison) -> Result<Condition, String> {
    let which = match comparison {
        Comparison::Is(Wanted::Words(wanted)) => match number(wanted) {
            Some(number) => Condition::new("change.id = ?", vec![Argument::Integer(number)]),
            None => times("change.time", comparison).or_else(|_| of_file(wanted, ""))?,
        },
        Comparison::Is(Wanted::Prefix(start)) => of_file(start, "%")?,
        Comparison::Is(_) => {
            return Err("the name of a file must follow, a day, or the number of a change".to_owned());
        }
        _ => times("change.time", comparison)?,
    };
    Ok(which.within(CAME_WITH))
}

/// Any import.
pub(super) fn by_import() -> Condition {
    Condition::new(CAME_WITH.replace("{}", "true"), Vec::new())
}

/// The number of a change; four digits are a year.
fn number(wanted: &str) -> Option<i64> {
    let digits = wanted.strip_prefix('#').unwrap_or(wanted);
    (digits.len() != 4 || digits != wanted).then(|| digits.parse().ok()).flatten()
}

/// The line of the command names the file.
fn of_file(name: &str, end: &str) -> Result<Condition, String> {
    if !name.chars().any(char::is_alphanumeric) {
        return Err("the name of a file must follow, a day, or the number of a change".to_owned());
    }
    let pattern = format!("%{}{end}%", escape_like(name).replace('*', "%"));
    Ok(Condition::new("change.summary LIKE ? ESCAPE '\\'", vec![text(&pattern)]))
}
