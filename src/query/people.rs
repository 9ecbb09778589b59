//! Conditions on who did something.

use super::{
    condition::{Condition, holds, text},
    tree::Wanted,
};
use crate::model::{Role, title, wanted::Manner};

/// The editions of a contribution: that it was made to, of the text, of the work. It leads from contributions to editions,
/// so that what few people did is found by indexes.
const EDITIONS: &str = "edition.id IN (SELECT coalesce(contribution.edition_id, of_text.id, of_work.id) FROM contribution \
    LEFT JOIN edition AS of_text ON of_text.expression_id = contribution.expression_id \
    LEFT JOIN expression AS text ON text.work_id = contribution.work_id \
    LEFT JOIN edition AS of_work ON of_work.expression_id = text.id WHERE {})";

/// Everything a person did (in a role, or in any), under whichever of their names.
pub(super) fn person(role: Option<Role>, wanted: &Wanted) -> Result<Condition, String> {
    let mut named = match wanted {
        Wanted::Pattern(_) => spelled(wanted)?,
        _ => holds("match_key", wanted, Manner::Words)?,
    };
    if let Wanted::Words(words) | Wanted::Prefix(words) = wanted {
        // Most names are passed over without taking them apart.
        let words = title::normalize(words);
        let longest = words.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
        named = Condition::all(vec![Condition::new("instr(match_key, ?)", vec![text(longest)]), named]);
    }
    Ok(contributing(role, Some(named)))
}

/// A name as it is printed, and as it stands in an index: `Victor Serge`, `Serge, Victor`.
fn spelled(wanted: &Wanted) -> Result<Condition, String> {
    let joined = |joint: &str, parts: &[&str]| {
        let filled: Vec<String> = parts.iter().map(|part| format!("nullif({part}, '')")).collect();
        format!("concat_ws('{joint}', {})", filled.join(", "))
    };
    let name = joined(" ", &["given", "dropping_particle", "non_dropping_particle", "family", "literal"]);
    let printed = joined(", ", &[&name, "suffix"]);
    let family = joined(" ", &["non_dropping_particle", "family"]);
    let given = joined(" ", &["given", "dropping_particle"]);
    let inverted = joined(", ", &[&family, &given, "suffix"]);
    Ok(Condition::any(vec![
        holds(&printed, wanted, Manner::Words)?,
        holds(&inverted, wanted, Manner::Words)?,
    ]))
}

/// What someone contributed to in a role, or in any: whoever it was, or those whose name meets a condition.
pub(super) fn contributing(role: Option<Role>, named: Option<Condition>) -> Condition {
    let mut conditions = Vec::new();
    if let Some(role) = role {
        conditions.push(Condition::new("contribution.role = ?", vec![text(role.as_str())]));
    }
    if let Some(named) = named {
        conditions.push(named.within(
            "contribution.agent_name_id IN (SELECT id FROM agent_name \
             WHERE agent_id IN (SELECT agent_id FROM agent_name WHERE {}))",
        ));
    }
    Condition::all(conditions).within(EDITIONS)
}
