//! Conditions on who did something.

use super::{
    condition::{Condition, holds, text},
    tree::Wanted,
};
use crate::model::{Role, wanted::Manner};

/// Everything a person did (in a role, or in any), under whichever of their names.
pub(super) fn person(role: Option<Role>, wanted: &Wanted) -> Result<Condition, String> {
    let parts = ["given", "dropping_particle", "non_dropping_particle", "family", "suffix", "literal"];
    let spelled = format!("concat_ws(' ', {})", parts.map(|part| format!("nullif({part}, '')")).join(", "));
    let name = if matches!(wanted, Wanted::Pattern(_)) { spelled.as_str() } else { "match_key" };
    let named = holds(name, wanted, Manner::Words)?;
    Ok(contributing(role, Some(named)))
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
    let contributed = Condition::all(conditions);
    let owned = ["edition", "expression", "work"].map(|owner| {
        contributed.clone().within(&format!(
            "{owner}.id IN (SELECT {owner}_id FROM contribution WHERE {owner}_id IS NOT NULL AND {{}})"
        ))
    });
    Condition::any(owned.into())
}
