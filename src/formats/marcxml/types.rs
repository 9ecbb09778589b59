//! Entry types: the leader, and what the data fields say.

use super::record::Record;
use crate::model::EntryType;

/// The type of a record. `tag_of_host` is the field that tells what a part stands in, `thesis` and `meeting` are
/// those that only theses and proceedings have.
pub(super) fn read(record: &Record, tag_of_host: &str, thesis: &[&str], meeting: &[&str]) -> EntryType {
    use EntryType as T;
    let has_any = |tags: &[&str]| tags.iter().any(|tag| record.has(tag));
    let level = record.leader(7);
    let is_part = matches!(level, 'a' | 'b');
    let by_kind = match record.leader(6) {
        'c' | 'd' => Some(T::MusicalScore),
        'e' | 'f' => Some(T::Map),
        'g' => Some(T::Video),
        'i' => Some(T::Audio),
        'j' => Some(T::Music),
        'k' => Some(T::Image),
        'm' => Some(T::Software),
        'r' => Some(T::Artwork),
        't' if !has_any(thesis) => Some(T::Manuscript),
        _ => None,
    };
    match (by_kind, level) {
        (Some(found), _) => found,
        _ if has_any(thesis) => T::Thesis,
        (None, 'b') => T::Article,
        (None, 's') => T::Periodical,
        (None, 'i') => T::WebPage,
        _ if is_part || record.has(tag_of_host) && level != 'm' => part(record, tag_of_host),
        _ if has_any(meeting) => T::Proceedings,
        (None, _) if record.leader(19) == 'a' => T::MultiVolumeBook,
        (None, 'm') => T::Book,
        (None, _) if record.leader.trim().is_empty() => T::Book,
        _ => T::Book,
    }
}

/// A part of a periodical or of a book, by the number that its whole has and by how its place in it is told.
fn part(record: &Record, tag_of_host: &str) -> EntryType {
    let Some(host) = record.all(tag_of_host).next() else { return EntryType::Article };
    let has = |code| host.get(code).is_some();
    let counted = host.get('g').or(host.get('q')).or(host.get('v')).unwrap_or_default();
    let has_year_in_brackets = counted.contains('(') && counted.chars().any(|c| c.is_ascii_digit());
    if has('z') || has('y') && tag_of_host != "773" {
        EntryType::InBook
    } else if has('x') || has_year_in_brackets || counted.to_lowercase().contains("no.") {
        EntryType::Article
    } else {
        EntryType::InBook
    }
}
