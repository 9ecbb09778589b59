//! Conditions on how editions hang together.

use super::{condition::Condition, tree::Wanted};

/// The edition with a key, now or before.
const EDITION: &str = "SELECT edition_id FROM citation_key WHERE key = ?";
/// The work of it, or the work with a handle.
const WORK: &str = "SELECT work_id FROM expression WHERE id IN (SELECT expression_id FROM edition WHERE id IN \
    (SELECT edition_id FROM citation_key WHERE key = ?)) UNION SELECT id FROM work WHERE handle = ?";
/// What a translation is: texts derived from the text of the edition, at any remove; the translations in the same work
/// of which nothing else is said, when the edition is of the original; all translations of a work, when a work is named.
const TRANSLATIONS: &str = "WITH RECURSIVE start (id) AS (\
        SELECT expression_id FROM edition WHERE id IN (SELECT edition_id FROM citation_key WHERE key = ?)), \
    derived (id) AS (\
        SELECT expression.id FROM expression JOIN start ON expression.derived_from = start.id \
        UNION SELECT expression.id FROM expression JOIN derived ON expression.derived_from = derived.id) \
    SELECT derived.id FROM derived CROSS JOIN expression USING (id) WHERE kind = 'translation' \
    UNION SELECT id FROM expression WHERE kind = 'translation' AND derived_from IS NULL AND work_id IN (\
        SELECT work_id FROM expression JOIN start USING (id) WHERE kind = 'original') \
    UNION SELECT id FROM expression WHERE kind = 'translation' AND work_id IN (\
        SELECT id FROM work WHERE handle = ?)";

fn named(wanted: &Wanted) -> Result<&str, String> {
    match wanted {
        Wanted::Words(key) => Ok(key),
        _ => Err("the key of an edition must follow, as `oeuvre list` shows it".to_owned()),
    }
}

/// Editions of the same work.
pub(super) fn same_work(wanted: &Wanted) -> Result<Condition, String> {
    Ok(Condition::with_text(format!("expression.work_id IN ({WORK})"), named(wanted)?))
}

/// Translations of the text of an edition, or of a work.
pub(super) fn translation_of(wanted: &Wanted) -> Result<Condition, String> {
    let sql = format!(
        "edition.id IN (SELECT id FROM edition WHERE expression_id IN ({TRANSLATIONS}) \
         UNION ALL SELECT id FROM edition WHERE translated_from IN ({EDITION}))"
    );
    Ok(Condition::with_text(sql, named(wanted)?))
}

/// What is part of an edition, at any remove.
pub(super) fn part_of(wanted: &Wanted) -> Result<Condition, String> {
    through("container_id", wanted)
}

/// Reprints of an edition, and reprints of these.
pub(super) fn reprint_of(wanted: &Wanted) -> Result<Condition, String> {
    through("reprint_of", wanted)
}

fn through(column: &str, wanted: &Wanted) -> Result<Condition, String> {
    let sql = format!(
        "edition.id IN (WITH RECURSIVE below (id) AS (\
            SELECT id FROM edition WHERE {column} IN ({EDITION}) \
            UNION SELECT edition.id FROM edition JOIN below ON edition.{column} = below.id) \
        SELECT id FROM below)"
    );
    Ok(Condition::with_text(sql, named(wanted)?))
}

/// What stands in a relation of a kind to an edition or its work, be it an edition or its work.
pub(super) fn related(kind: &str, wanted: &Wanted) -> Result<Condition, String> {
    let towards =
        format!("relation.kind = '{kind}' AND (to_edition_id IN ({EDITION}) OR to_work_id IN ({WORK}))");
    let sql = format!(
        "edition.id IN (SELECT coalesce(relation.edition_id, of_work.id) FROM relation \
         LEFT JOIN expression AS text ON text.work_id = relation.work_id \
         LEFT JOIN edition AS of_work ON of_work.expression_id = text.id WHERE {towards})"
    );
    Ok(Condition::with_text(sql, named(wanted)?))
}
