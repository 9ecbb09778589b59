//! Properties of any reference and of any bytes.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::fields::profiles_of;
use crate::formats::arbitrary::arbitrary_reference;
use crate::formats::fact::Fact;
use crate::formats::{Instead, private};
use crate::model::{Place, title};

/// The names of the facts in which two references differ.
fn differences(one: &Reference, other: &Reference) -> BTreeSet<String> {
    let stated = |fact: &crate::formats::fact::Fact| private::display(one, *fact).is_some();
    let facts = private::differing(one, other).into_iter().filter(stated);
    let mut names: BTreeSet<String> = facts.map(|fact| fact.name().into_owned()).collect();
    let told = [
        ("type", one.entry_type != other.entry_type),
        ("key", one.key != other.key),
        ("standing", one.standing != other.standing),
        ("work_kind", one.work_kind != other.work_kind),
        ("work", one.work != other.work),
        ("expression", one.expression != other.expression),
        ("aliases", one.aliases != other.aliases),
    ];
    names.extend(told.iter().filter(|(_, differs)| *differs).map(|(name, _)| (*name).to_owned()));
    if one.links != other.links {
        names.extend(one.links.iter().map(|link| link.kind.to_string()));
    }
    let extras = one.extras.iter().filter(|extra| !other.extras.contains(extra));
    names.extend(extras.map(|extra| format!("{}:{}", extra.format, extra.name)));
    names
}

/// Whether a loss is one of the original or the earlier edition.
fn is_behind(loss: &str) -> bool {
    let behind = |fact| matches!(fact, Fact::Field(Place::Original | Place::Reprint, _));
    Fact::named(loss).is_some_and(behind)
}

/// The letters and digits of a text without markup and entities.
fn letters(text: &str) -> String {
    let text = text.replace("&amp;", "&");
    title::plain(&text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn any_profile() -> impl Strategy<Value = &'static str> {
    let names: Vec<&str> = profiles_of(NAME).map(|profile| profile.name).collect();
    prop::sample::select(names)
}

/// Extras of our own: tags of every kind.
fn tags() -> impl Strategy<Value = Vec<Extra>> {
    let tag = prop::sample::select(vec![
        "TY", "ER", "AU", "TI", "U1", "ZZ", "PY", "UR", "N1", "T2", "x", "XXX", "",
    ]);
    let value =
        prop_oneof!["[a-z ]{0,12}", Just("1936".to_owned()), Just("x-title: a".to_owned()), any::<String>()];
    let extra = (tag, value).prop_map(|(tag, value)| reading::extra(tag, &value));
    prop::collection::vec(extra, 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn with_escapes_everything_comes_back(
        mut references in prop::collection::vec(arbitrary_reference(), 0..4),
        tags in tags(),
        name in any_profile(),
    ) {
        if let Some(first) = references.first_mut() {
            first.extras.extend(tags);
        }
        let (text, losses) = write_for(name, &references, Escapes::Keep);
        let given = read(&text);
        let problems = given.problems.clone();
        prop_assert_eq!(given.into_references(), references, "{}", text);
        let is_overruled = |problem: &&crate::formats::Problem| {
            problem.severity == crate::formats::Severity::Notice && !problem.reason.starts_with("unknown tag")
        };
        let notices = problems.iter().filter(is_overruled);
        prop_assert_eq!(notices.count(), 0, "{:?}", problems);
        prop_assert!(losses.iter().all(|loss| loss.instead != Instead::Nowhere));
    }

    #[test]
    fn without_escapes_everything_comes_back_save_reported_losses(
        mut reference in arbitrary_reference(),
        tags in tags(),
        name in any_profile(),
    ) {
        reference.extras.extend(tags);
        let (text, losses) = write_for(name, std::slice::from_ref(&reference), Escapes::Omit);
        let given = read(&text);
        prop_assert_eq!(given.references.len(), 1, "{}", text);
        let back = &given.references[0].1;
        let lost: BTreeSet<String> = losses.iter().map(|loss| loss.field.clone()).collect();
        let missing = differences(&reference, back);
        prop_assert!(missing.is_subset(&lost), "{:?} not in {:?}\n{}", missing, lost, text);
        prop_assert!(!text.contains("N1  - x-title"), "{}", text);
        for loss in losses.iter().filter(|loss| is_behind(&loss.field)) {
            if let Instead::Reshaped(tag) = &loss.instead {
                let tagged: Vec<&str> = text.lines().filter(|line| line.starts_with(tag.as_str())).collect();
                let stands = letters(&tagged.join(" ")).contains(&letters(&loss.value));
                prop_assert!(stands, "{:?}\n{}", loss, text);
            }
        }
    }

    #[test]
    fn what_was_read_is_written_the_same_again(reference in arbitrary_reference(), name in any_profile()) {
        let (once, _) = write_for(name, std::slice::from_ref(&reference), Escapes::Keep);
        let back = read(&once).into_references();
        prop_assert_eq!(write_for(name, &back, Escapes::Keep).0, once);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read(bytes);
    }

    #[test]
    fn any_lines_are_read_and_come_back(lines in prop::collection::vec(prop::sample::select(LINES), 0..24)) {
        let text = lines.concat();
        let given = read(&text);
        let count = 1 + text.matches('\n').count();
        prop_assert!(given.references.iter().all(|(line, _)| (1..=count).contains(line)));
        prop_assert!(given.problems.iter().all(|problem| (1..=count).contains(&problem.line)));
        let references = given.into_references();
        let (written, _) = write(&references, Escapes::Keep);
        prop_assert_eq!(read(&written).into_references(), references, "{}", written);
    }
}

/// What files are made of, whole and broken.
const LINES: &[&str] = &[
    "TY  - JOUR\n",
    "TY  - BOOK\r\n",
    "TY  - EDBOOK\n",
    "TY  - CHAP\n",
    "TY  - CONF\n",
    "TY  - PAT\n",
    "TY  - XYZ\n",
    "ty  - book\n",
    "TY - RPRT\n",
    "ER  - \n",
    "ER  -\n",
    "\n",
    "no tag here\n",
    "AU  - Vale, Ada\n",
    "AU  - Vale, Ada; Hall, Jo\n",
    "A1  - Ada Vale\n",
    "A2  - Hall, Jo, Jr.\n",
    "A3  - Tide Group\n",
    "A4  - Roe, Ann\n",
    "ED  - et al.\n",
    "TA  - Roe, Ann\n",
    "TI  - A title: and more &amp; more\n",
    "T1  - Another title\n",
    "T2  - Journal of Tides\n",
    "T3  - Tide Series\n",
    "JO  - J. Tides\n",
    "JF  - Journal of Tides\n",
    "BT  - Book of tides\n",
    "PY  - 1936\n",
    "PY  - 1936///Fall\n",
    "DA  - 1936/05/01/Spring\n",
    "DA  - May\n",
    "Y1  - 1937\n",
    "Y2  - 2001/01/02\n",
    "SP  - 12\n",
    "SP  - 12-15\n",
    "EP  - 15\n",
    "EP  - 20\n",
    "SN  - 1234-5678; 978-1-60486-049-4\n",
    "SN  - TR-1\n",
    "DO  - https://doi.org/10.1000/a\n",
    "UR  - http://dx.doi.org/10.1000/a\n",
    "UR  - http://example.org/\n",
    "M3  - doi: 10.1000/a\n",
    "M1  - 5\n",
    "M2  - original-title: La marée\n",
    "OP  - La marée. Liège: Quai, 1935\n",
    "RP  - NOT IN FILE\n",
    "RP  - Quai, 1935\n",
    "N1  - A note\n",
    "N1  - x-subtitle: a record\n",
    "N1  - x-title: [\n",
    "N1  - x-type: book\n",
    "KW  - one; two\n",
    "AB  - First line\n",
    "  second line\n",
    "ID  - vale1936\n",
    "ZZ  - what\n",
    "ET  - 2nd\n",
    "CY  - Leith\n",
    "PB  - Quay Press\n",
    "\u{feff}",
];
