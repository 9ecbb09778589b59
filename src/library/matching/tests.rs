//! What is the same, what is of one work, and what only looks so.

use super::*;
use crate::{
    formats::{FORMATS, Item},
    model::Reference,
};

fn portraits(source: &str) -> Vec<Portrait> {
    let format = FORMATS.iter().find(|format| format.name() == "biblatex").expect("BibLaTeX is read");
    let mut references: Vec<Reference> = Vec::new();
    let read = format.read(source.as_bytes(), &mut |item| {
        if let Item::Reference { reference, .. } = item {
            references.push(*reference);
        }
        Ok(())
    });
    read.expect("it is read");
    references.iter().map(Portrait::of).collect()
}

fn compared(one: &str, other: &str) -> Comparison {
    match portraits(&format!("{one}\n{other}")).as_slice() {
        [one, other] => {
            let (there, back) = (compare(one, other), compare(other, one));
            assert_eq!((there.verdict, there.score), (back.verdict, back.score), "{there:?}\n{back:?}");
            there
        }
        others => panic!("{} entries", others.len()),
    }
}

const TIDE: &str = "@book{a, author={Vale, Ada Mary}, title={The Tide Comes In}, \
    subtitle={A Record of Nine Winters}, publisher={Harbour Press}, location={Bristol}, date={1951}}";
const SALT: &str = "@article{a, author={Kerr, Nadia and Bloom, Oscar}, \
    title={Salt marshes as memory: sediment and the written record}, journaltitle={Journal of Coastal Studies}, \
    volume={12}, number={3}, pages={201--219}, date={2019}, doi={10.5555/jcs.2019.12}}";
const LAMP: &str =
    "@book{a, author={Ford, Elias}, title={Lanterns over the Estuary}, publisher={Merrow}, date={1948}}";
const PORTS: &str = "@book{a, author={Lind, Per}, title={A History of the Northern Ports}, volume={1}, \
    publisher={Skeppet}, date={1933}}";
const COLUMN: &str = "@article{a, author={Marsh, June}, title={From the desk: another year on the water}, \
    journaltitle={The Tidal Review}, volume={4}, number={1}, pages={1--2}, date={2001}}";
const LAW: &str = "@thesis{a, author={Holt, Ben}, title={The Law of Tidal Waters in Three Kingdoms}, type={phdthesis}, \
    institution={University of Hull}, date={1999}}";

#[test]
fn what_is_the_same_however_it_is_spelled() {
    for (one, other) in [
        (TIDE, TIDE),
        // Initials, the subtitle joined, no place.
        (
            TIDE,
            "@book{b, author={A. M. Vale}, title={The tide comes in: A record of nine winters}, publisher={Harbour}, date={1951}}",
        ),
        // A slip, no subtitle, no year.
        (
            TIDE,
            "@book{b, author={Vale, Ada}, title={The Tide Coems In}, publisher={Harbour Press}, location={Bristol}}",
        ),
        // No article before the title.
        (
            TIDE,
            "@book{b, author={Vale, Ada Mary}, title={Tide Comes In}, publisher={Harbour Press}, date={1951}}",
        ),
        // An ISBN in ten digits and in thirteen, and nearly nothing else.
        (
            "@book{a, author={Vale, Ada}, title={The Tide Comes In}, isbn={0-306-40615-2}}",
            "@book{b, author={Vale, Ada}, title={The Tide Comes In}, date={1952}, isbn={978-0-306-40615-7}}",
        ),
        // Parts of the name in each other's place.
        (
            LAMP,
            "@book{b, author={Elias, Ford}, title={Lanterns Over the Estuary}, publisher={Merrow \\& Sons}, date={1948}}",
        ),
        (
            SALT,
            "@article{b, author={Kerr, N. and Bloom, O.}, title={Salt marshes as memory: Sediment and the written record}, journaltitle={J. Coastal Stud.}, volume={12}, pages={201-19}, date={2019}}",
        ),
        // Online first.
        (
            SALT,
            "@article{b, author={Kerr, Nadia and others}, title={Salt marshes as memory}, journaltitle={Journal of Coastal Studies}, date={2018}, doi={10.5555/JCS.2019.12}}",
        ),
        (
            PORTS,
            "@book{b, author={Lind, Per}, title={A History of the Northern Ports}, volume={I}, publisher={Skeppet}, date={1933}}",
        ),
        // Under the name and the pseudonym of its author.
        (
            SALT,
            "@article{b, author={Moor, Ellen}, title={Salt marshes as memory: sediment and the written record}, journaltitle={Journal of Coastal Studies}, volume={12}, number={3}, pages={201--219}, date={2019}}",
        ),
        // The years of what it tells left out, the publisher by its initials.
        (
            "@book{a, author={Ford, Elias}, title={Lanterns over the Estuary, 1911--1932}, publisher={North Coast University Press}, date={1948}}",
            "@book{b, author={Ford, Elias}, title={Lanterns over the Estuary}, publisher={NCUP}, date={1948}}",
        ),
    ] {
        let comparison = compared(one, other);
        assert_eq!(comparison.verdict, Verdict::Same, "{one}\n{other}\n{comparison:#?}");
    }
}

#[test]
fn what_is_of_one_work() {
    for (one, other) in [
        // Another statement of edition, another year.
        (
            "@book{a, author={Ford, Elias}, title={Lanterns over the Estuary}, edition={2}, date={1948}}",
            "@book{b, author={Ford, Elias}, title={Lanterns over the Estuary}, edition={3}, date={1948}}",
        ),
        (
            LAMP,
            "@book{b, author={Ford, Elias}, title={Lanterns over the Estuary}, publisher={Merrow}, date={1962}}",
        ),
        // A translation, and two by different hands.
        (
            LAMP,
            "@book{b, author={Ford, Elias}, title={Lanternes}, translator={Petit, Jeanne}, origtitle={Lanterns over the Estuary}, langid={french}, date={1955}}",
        ),
        (
            "@book{a, author={Ford, Elias}, title={Lanternes sur l'estuaire}, translator={Petit, Jeanne}, date={1955}}",
            "@book{b, author={Ford, Elias}, title={Lanternes sur l'estuaire}, translator={Roux, Paul}, date={1955}}",
        ),
        // Preprint and article, of one year and of two.
        (
            SALT,
            "@online{b, author={Kerr, Nadia and Bloom, Oscar}, title={Salt marshes as memory: sediment and the written record}, eprint={1801.01234}, eprinttype={arxiv}, date={2018}}",
        ),
        (
            SALT,
            "@misc{b, author={Kerr, Nadia and Bloom, Oscar}, title={Salt marshes as memory: sediment and the written record}, eprint={1801.01234}, eprinttype={arxiv}, date={2019}}",
        ),
        (
            LAW,
            "@book{b, author={Holt, Ben}, title={The Law of Tidal Waters in Three Kingdoms}, publisher={Merrow}, date={2003}}",
        ),
    ] {
        let comparison = compared(one, other);
        assert_eq!(comparison.verdict, Verdict::Siblings, "{one}\n{other}\n{comparison:#?}");
    }
}

#[test]
fn what_only_looks_the_same() {
    for (one, other) in [
        (
            PORTS,
            "@book{b, author={Lind, Per}, title={A History of the Northern Ports}, volume={2}, publisher={Skeppet}, date={1933}}",
        ),
        (
            COLUMN,
            "@article{b, author={Marsh, June}, title={From the desk: another year on the water}, journaltitle={The Tidal Review}, volume={5}, number={1}, pages={1--3}, date={2002}}",
        ),
        (
            "@article{a, title={Editorial}, journaltitle={The Tidal Review}, volume={7}, pages={1--3}, date={2004}}",
            "@article{b, title={Editorial}, journaltitle={The Tidal Review}, volume={7}, number=2, pages={1--2}, date={2004}}",
        ),
        (
            "@proceedings{a, title={Proceedings of the 12th Meeting on Estuaries}, editor={Holt, Ben}, publisher={Merrow}, date={2010}}",
            "@proceedings{b, title={Proceedings of the 13th Meeting on Estuaries}, editor={Holt, Ben}, publisher={Merrow}, date={2010}}",
        ),
        (
            "@incollection{a, author={Holt, Ben}, title={Introduction}, booktitle={Water and Law}, publisher={Merrow}, date={2008}, pages={1--12}}",
            "@incollection{b, author={Holt, Ben}, title={Introduction}, booktitle={Law of the Shore}, publisher={Merrow}, date={2008}, pages={1--12}}",
        ),
        (
            "@book{a, author={Grey, Tom}, title={A History of France}, publisher={Merrow}, date={1970}}",
            "@book{b, author={Grey, Tom}, title={A History of Greece}, publisher={Merrow}, date={1970}}",
        ),
        (
            LAMP,
            "@book{b, author={Moss, Kay}, title={Lanterns over the Estuary}, publisher={Merrow}, date={1948}}",
        ),
        (
            TIDE,
            "@article{b, author={Moss, Kay}, title={The Tide Comes In: A Record of Nine Winters}, journaltitle={The Tidal Review}, date={1952}}",
        ),
        // One ISBN for two books, which happens.
        (
            "@book{a, author={Grey, Tom}, title={Ebb and flow}, isbn={0-306-40615-2}}",
            "@book{b, author={Moss, Kay}, title={Knots for sailors}, isbn={0-306-40615-2}}",
        ),
    ] {
        let comparison = compared(one, other);
        assert_eq!(comparison.verdict, Verdict::Different, "{one}\n{other}\n{comparison:#?}");
    }
}

#[test]
fn only_what_differs_in_nothing_is_sure() {
    assert!(compared(TIDE, TIDE).is_sure());
    assert!(compared(SALT, SALT).is_sure());
    for (one, other) in [
        (TIDE, "@book{b, author={Vale, Ada Mary}, title={The Tide Comes In}}"),
        (
            TIDE,
            "@book{b, author={Vale, Ada Mary}, title={The Tide Comes In}, subtitle={A Record of Nine Winters}, publisher={Other}, date={1951}}",
        ),
    ] {
        assert!(!compared(one, other).is_sure(), "{other}");
    }
}

#[test]
fn an_identifier_is_sure_where_title_and_people_and_year_agree() {
    let article = |fields: &str| format!("@article{{b, doi={{10.5555/JCS.2019.12}}, {fields}}}");
    for (fields, is_sure) in [
        (
            "author={Kerr, N. and Bloom, O.}, title={Salt marshes as memory}, journal={J Coast Stud}, year={2018}",
            true,
        ),
        ("title={Salt Marshes as Memory}", true),
        ("author={Kerr, N.}, title={Salt marshes as memory}, volume={12}, date={2019}", true),
        ("author={Kerr, Nadia}, title={Salt marshes as memory}, date={2011}", false),
        ("author={Moss, Kay}, title={Salt marshes as memory}, date={2019}", false),
        ("author={Kerr, Nadia}, title={Knots for sailors}, date={2019}", false),
        ("author={Kerr, Nadia}, title={Salt marshes as memory 2}, date={2019}", false),
    ] {
        let comparison = compared(SALT, &article(fields));
        assert_eq!(comparison.is_sure(), is_sure, "{fields}\n{comparison:#?}");
        assert!(comparison.has_common_identifier());
    }
}

#[test]
fn what_is_the_same_is_in_one_block() {
    let sources = [
        TIDE,
        "@book{b, author={Vale, Ada}, title={The Tide Coems In}, publisher={Harbour Press}}",
        "@book{c, author={Elias, Ford}, title={Lanterns Over the Estuary}, date={1948}}",
        LAMP,
    ];
    let mut blocks = blocking::Blocks::default();
    for portrait in portraits(&sources.join("\n")) {
        blocks.add(&portrait.heading());
    }
    blocks.sort();
    assert_eq!(blocks.pairs(|_| true), [(0, 1), (2, 3)]);
    assert_eq!(blocks.pairs(|place| place == 1), [(0, 1)]);
}

#[test]
fn of_thousands_in_one_block_each_is_compared_with_few() {
    let mut blocks = blocking::Blocks::default();
    let portrait = portraits(TIDE).remove(0);
    for _ in 0..5_000 {
        blocks.add(&portrait.heading());
    }
    blocks.sort();
    let pairs = blocks.pairs(|_| true);
    assert!(pairs.contains(&(0, 1)) && pairs.contains(&(4_998, 4_999)));
    assert!(pairs.len() < 5_000 * 10, "{}", pairs.len());
    assert!((1..20).contains(&blocks.like(&portrait.heading()).len()));
}

#[test]
fn three_that_are_the_same_are_one_group_unless_two_are_not() {
    let sure = compared(TIDE, TIDE);
    let id = crate::store::EditionId;
    let pair = |one, other| Pair { one: id(one), other: id(other), comparison: sure.clone() };
    let groups = grouped(vec![pair(1, 2), pair(2, 3), pair(7, 8)], Verdict::Same, &Default::default());
    let members: Vec<_> = groups.iter().map(|group| group.editions.clone()).collect();
    assert_eq!(members, [vec![id(1), id(2), id(3)], vec![id(7), id(8)]]);
    let apart = [(id(1), id(3))].into_iter().collect();
    let groups = grouped(vec![pair(1, 2), pair(2, 3)], Verdict::Same, &apart);
    assert_eq!(groups.iter().map(|group| group.editions.len()).collect::<Vec<_>>(), [2]);
}
