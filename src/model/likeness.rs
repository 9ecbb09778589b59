//! Which of several names may have been meant by one that is none of them.

/// How many names are told at most.
const MOST: usize = 3;
/// How many letters the beginning of a name must have to stand for it.
const SHORTEST_BEGINNING: usize = 3;

/// The names most like a wrong one, at most three: those that differ in the fewest letters, else those that begin with
/// it. A letter that is missing, added, wrong or has changed places with its neighbour counts once; short names may
/// differ in one, long ones in up to three. Case does not matter, nor whether words are joined by `-`, `_` or a space.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wrong = folded(wrong);
    let length = wrong.chars().count();
    let most = match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => 3,
    };
    let mut rated: Vec<(usize, &str)> = Vec::new();
    for name in names {
        let known = folded(name);
        if known.chars().count().abs_diff(length) <= most {
            let distance = strsim::osa_distance(&wrong, &known);
            if distance <= most {
                rated.push((distance, name));
                continue;
            }
        }
        if length >= SHORTEST_BEGINNING && known.starts_with(&wrong) {
            rated.push((most + 1, name));
        }
    }
    // Names that are equally like it come by length, since the shorter one leaves more of the wrong one standing.
    rated.sort_by_key(|(distance, name)| (*distance, name.len(), *name));
    rated.dedup();
    let best = rated.first().map(|(distance, _)| *distance);
    rated
        .into_iter()
        .take_while(|(distance, _)| Some(*distance) == best)
        .take(MOST)
        .map(|(_, name)| name)
        .collect()
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_have_been_meant_is_like_it() {
        let names =
            ["author", "translator", "title", "original-title", "original-date", "foreword", "novel", "key"];
        for (wrong, near) in [
            ("tranlsator", &["translator"][..]),
            ("Titel", &["title"]),
            ("auther", &["author"]),
            ("nvel", &["novel"]),
            ("orig", &["original-date", "original-title"]),
            ("original_titel", &["original-title"]),
            ("kye", &["key"]),
            ("foo", &[]),
            ("xyzzy", &[]),
            ("", &[]),
        ] {
            assert_eq!(nearest(wrong, names), near, "{wrong}");
        }
    }
}
