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
    let letters = Letters::of(&wrong);
    let mut rated: Vec<(usize, &str)> = Vec::new();
    for name in names {
        // Of very many names most are nothing like it, which their letters tell.
        if letters.is_far_from(name, most) && !may_begin_with(name, &wrong) {
            continue;
        }
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

/// Which letters and digits a name has, whatever their case.
struct Letters(u64);

impl Letters {
    fn of(name: &str) -> Letters {
        let bit = |byte: u8| match byte.to_ascii_lowercase() {
            letter @ b'a'..=b'z' => 1 << (letter - b'a'),
            digit @ b'0'..=b'9' => 1 << (digit - b'0' + 26),
            _ => 0,
        };
        Letters(name.bytes().map(bit).fold(0, |all, bit: u64| all | bit))
    }

    /// Whether more letters than `most` have to be changed to come to a name, as far as that is seen at once. A change
    /// takes one letter away and brings another one.
    fn is_far_from(&self, name: &str, most: usize) -> bool {
        name.is_ascii() && (self.0 ^ Letters::of(name).0).count_ones() as usize > 2 * most
    }
}

/// Whether a name of ASCII may begin with another one, to which case and joints do not matter.
fn may_begin_with(name: &str, beginning: &str) -> bool {
    let letter = |byte: &u8| byte.is_ascii_alphanumeric().then(|| byte.to_ascii_lowercase());
    let (name, beginning) = (name.trim().as_bytes(), beginning.as_bytes());
    name.len() >= beginning.len()
        && name.iter().zip(beginning).all(|(one, other)| letter(one) == letter(other))
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// What is passed over at once is nothing that would have been told.
        #[test]
        fn no_near_name_is_passed_over(wrong in "[a-cA-C1é_ -]{1,10}", name in "[a-cA-C1é_ -]{1,10}") {
            let is_told = !nearest(&wrong, [name.as_str()]).is_empty();
            let (wrong, known) = (folded(&wrong), folded(&name));
            let distance = strsim::osa_distance(&wrong, &known);
            let most = [0, 0, 0, 1, 1, 1, 2, 2, 2].get(wrong.chars().count()).copied().unwrap_or(3);
            let begins = wrong.chars().count() >= SHORTEST_BEGINNING && known.starts_with(&wrong);
            proptest::prop_assert_eq!(is_told, distance <= most || begins);
        }
    }

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
