//! Conditions on the columns of editions.

use super::{
    condition::{Argument, Condition, asked, escape_like, holds, text, turned_range},
    days::days,
    terms,
    told::{Shown, Test},
    tree::{Comparison, Wanted},
};
use crate::{
    fields::{self, Kind, Row, Storage},
    model::{language, likeness::nearest, wanted::Manner},
};

/// A term named after a row of the field table.
pub(super) fn column(name: &str, comparison: &Comparison) -> Result<Condition, String> {
    let Some(row) = stored(name) else { return Err(terms::unknown(name)) };
    if row.storage == Storage::Identifiers {
        return identifier(row.name, super::compile::wanted(name, comparison)?);
    }
    let column = format!("edition.{}", row.name);
    match (row.kind, comparison) {
        (Kind::Date, _) => days(&column, comparison).map(|(days, _)| days),
        (_, Comparison::Is(wanted)) => holds(&column, wanted, Manner::Phrase),
        (_, _) => number(&column, name, comparison),
    }
}

/// The row of the field table for a name, where an edition keeps the field itself.
pub(super) fn stored(name: &str) -> Option<&'static Row> {
    let kept = |row: &&Row| matches!(row.storage, Storage::Column | Storage::Identifiers);
    fields::row_named(&name.replace('-', "_")).filter(kept)
}

/// An identifier of a scheme, as given or without what means nothing in it.
pub(super) fn identifier(scheme: &str, wanted: &Wanted) -> Result<Condition, String> {
    let condition = match asked(wanted, Manner::Phrase) {
        (Manner::Pattern, _) => holds("value", wanted, Manner::Phrase)?,
        (Manner::Prefix, value) => {
            let begin = |value: &str| text(&format!("{}%", escape_like(value)));
            let arguments = vec![begin(value), begin(&fields::identifier_beginning(scheme, value))];
            Condition::new("(value LIKE ? ESCAPE '\\' OR normal LIKE ? ESCAPE '\\')", arguments)
        }
        (_, value) => {
            // What is the same as given is the same in normal form, which the index is of.
            Condition::new("normal = ?", vec![text(&fields::normal_identifier(scheme, value))])
        }
    };
    Ok(condition.within(&format!(
        "edition.id IN (SELECT edition_id FROM identifier WHERE scheme = '{scheme}' AND {{}})"
    )))
}

/// A comparison of what begins with a number.
pub(super) fn number(column: &str, name: &str, comparison: &Comparison) -> Result<Condition, String> {
    let parsed = |value: &String| match value.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(format!("{name} is compared with numbers, and {value:?} is none")),
    };
    let compared = |sign: &str, value: &String| {
        Ok(Condition::new(format!("CAST({column} AS REAL) {sign} ?"), vec![Argument::Real(parsed(value)?)]))
    };
    let condition = match comparison {
        Comparison::Is(Wanted::Words(value)) => compared("=", value)?,
        Comparison::Is(_) => return Err(format!("{name} is a number, as in {name}:4 or {name}:>=4")),
        Comparison::Between(Some(from), Some(to)) if parsed(from)? > parsed(to)? => {
            return Err(turned_range(from, to));
        }
        Comparison::Between(from, to) => {
            let from = from.iter().map(|from| compared(">=", from));
            let to = to.iter().map(|to| compared("<=", to));
            Condition::all(from.chain(to).collect::<Result<_, String>>()?)
        }
        Comparison::Below(value) => compared("<", value)?,
        Comparison::AtMost(value) => compared("<=", value)?,
        Comparison::Above(value) => compared(">", value)?,
        Comparison::AtLeast(value) => compared(">=", value)?,
    };
    Ok(condition.within(&format!("({column} GLOB '[0-9]*' AND {{}})")))
}

/// One of a closed set of words; `shown` is the column of lists that has just what the column of the database has.
pub(super) fn one_of(
    column: &str,
    shown: Option<Shown>,
    wanted: &Wanted,
    noun: [&str; 2],
    words: impl Iterator<Item = &'static str> + Clone,
) -> Result<Condition, String> {
    let lower = match wanted {
        Wanted::Words(word) => word.to_ascii_lowercase().replace(' ', "-"),
        Wanted::Prefix(_) | Wanted::Near(_) | Wanted::Pattern(_) => String::new(),
    };
    if words.clone().any(|word| word == lower) {
        let condition = Condition::with_text(format!("{column} = ?"), &lower);
        return Ok(match shown {
            Some(shown) => condition.told_by(shown, Test::Word(lower)),
            None => condition,
        });
    }
    let (_, typed) = wanted.manner();
    let near = nearest(typed, words.clone());
    let remedy = match near.as_slice() {
        [] => format!("the {} are {}", noun[1], words.collect::<Vec<_>>().join(", ")),
        near => format!("did you mean {}?", near.join(" or ")),
    };
    Err(format!("{typed:?} is not {}; {remedy}", noun[0]))
}

/// The language of the text, or one of those that the edition says it is printed in, where nothing is said of the text.
pub(super) fn printed_in(wanted: &Wanted) -> Result<Condition, String> {
    let (printed, _) = spoken_in("tag.value", wanted)?;
    let printed = printed.within(
        "(expression.language IS NULL AND edition.languages IS NOT NULL \
         AND EXISTS (SELECT 1 FROM json_each(edition.languages) AS tag WHERE {}))",
    );
    let (spoken, test) = spoken_in("expression.language", wanted)?;
    Ok(Condition::any(vec![spoken, printed]).told_by(Shown::Language, test))
}

/// The language, or a regional form of it; asked for by a BCP 47 tag or by the name of a language.
pub(super) fn spoken_in(column: &str, wanted: &Wanted) -> Result<(Condition, Test), String> {
    let Wanted::Words(value) = wanted else {
        return Err(
            "a language is asked for by its tag or name, as in language:fr or language:french".to_owned()
        );
    };
    let tag = language::from_any(value).ok_or_else(|| unknown_language(value))?;
    let arguments = vec![text(&tag), text(&format!("{}-%", escape_like(&tag)))];
    let condition = Condition::new(format!("({column} = ? OR {column} LIKE ? ESCAPE '\\')"), arguments);
    Ok((condition, Test::Language(tag)))
}

/// What is said of what is no language.
pub fn unknown_language(value: &str) -> String {
    match language::similar(value).as_slice() {
        [] => format!("{value:?} is no language; write a tag as fr or a name as french"),
        near => format!("{value:?} is no language; did you mean {}?", near.join(" or ").to_lowercase()),
    }
}
