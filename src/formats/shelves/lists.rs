//! Places on lists: `to-teach (#2), favorites (#7)`.

use super::names::parts;
use crate::model::reading::Listed;

/// The name of a list and the place on it.
fn placed_name(part: &str) -> Option<(&str, u32)> {
    let (name, place) = part.strip_suffix(')')?.rsplit_once(" (#")?;
    Some((name.trim(), place.parse().ok().filter(|place| *place > 0)?))
}

/// Lists with the places that a cell tells.
pub(super) fn placed(names: Vec<String>, cell: &str) -> Vec<Listed> {
    let places: Vec<(&str, u32)> = parts(cell, &[',']).into_iter().filter_map(placed_name).collect();
    let listed = names.into_iter().map(|name| {
        let place = places.iter().find(|(placed, _)| *placed == name).map(|(_, place)| *place);
        Listed { name, place }
    });
    listed.collect()
}

/// The cell that tells places.
pub(super) fn places(lists: &[Listed]) -> String {
    let placed: Vec<String> = lists.iter().filter(|list| list.place.is_some()).map(shown).collect();
    placed.join(", ")
}

/// A list with the place on it.
pub(super) fn shown(list: &Listed) -> String {
    match list.place {
        Some(place) => format!("{} (#{place})", list.name),
        None => list.name.clone(),
    }
}

/// Whether all that a cell tells is told by the one that would be written.
pub(super) fn say_the_same(cell: &str, own: &str) -> bool {
    let own = parts(own, &[',']);
    parts(cell, &[',']).iter().all(|part| own.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_and_written() {
        for (names, cell, written) in [
            (&["to-teach", "sea"][..], "to-teach (#2), sea (#17)", "to-teach (#2), sea (#17)"),
            (&["sea"], "to-read (#3), sea (#1)", "sea (#1)"),
            (&["sea", "a (#4)"], "a (#4) (#5)", "a (#4) (#5)"),
            (&["sea"], "sea", ""),
            (&["sea"], "sea (#0), sea (#x), sea (#99999999999)", ""),
            (&[], "sea (#1)", ""),
        ] {
            let lists = placed(names.iter().map(|name| (*name).to_owned()).collect(), cell);
            assert_eq!(places(&lists), written, "{cell}");
        }
    }
}
