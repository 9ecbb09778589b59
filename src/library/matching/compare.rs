//! Two portraits → what they are to each other, and why.

use super::{Aspect, Comparison, Findings, Parted, Portrait, Verdict, identifiers, imprint, people, titles};
use crate::model::EntryType;

/// What a title and people that are wholly the same weigh together.
const SAME_WORK: i32 = 55;
/// What they have to weigh for two entries to be of one work.
const ONE_WORK: i32 = 37;

/// Weighs two entries.
pub fn compare(one: &Portrait, other: &Portrait) -> Comparison {
    let mut found = Findings::default();
    titles::compare(one, other, &mut found);
    people::compare(one, other, &mut found);
    identifiers::compare(one, other, &mut found);
    imprint::compare_dates(one, other, &mut found);
    imprint::compare_containers(one, other, &mut found);
    imprint::compare_positions(one, other, &mut found);
    imprint::compare_editions(one, other, &mut found);
    imprint::compare_publishers(one, other, &mut found);
    imprint::compare_series(one, other, &mut found);
    imprint::compare_languages(one, other, &mut found);
    people::compare_translators(one, other, &mut found);
    imprint::compare_types(one, other, &mut found);
    weigh_one_place(&mut found);
    let total: i32 = found.evidence.iter().map(|evidence| evidence.weight).sum();
    let score = percent(total);
    if found.parted == Parted::No && score >= Comparison::LIKELY {
        return comparison(Verdict::Same, score, found);
    }
    if let Some(score) = siblings(one, other, &found) {
        return comparison(Verdict::Siblings, score, of_one_work(found, score));
    }
    comparison(Verdict::Different, score, found)
}

/// What it weighs that other people are named where title, container and pages are the same: a pseudonym, or a mistake.
const OTHER_PEOPLE_AT_ONE_PLACE: i32 = -20;

/// On the same pages of the same issue nothing else has the same title.
fn weigh_one_place(found: &mut Findings) {
    let is_one_place = found.weight_of(Aspect::Title) >= titles::LEAST_OF_SAME
        && found.weight_of(Aspect::Container) > 0
        && found.weight_of(Aspect::Pages) >= imprint::SAME_PAGES
        && found.weight_of(Aspect::Date) > 0;
    if !is_one_place {
        return;
    }
    for piece in &mut found.evidence {
        if piece.aspect == Aspect::People {
            piece.weight = piece.weight.max(OTHER_PEOPLE_AT_ONE_PLACE);
        }
    }
}

fn percent(points: i32) -> u8 {
    u8::try_from(points.clamp(0, 100)).unwrap_or_default()
}

fn comparison(verdict: Verdict, score: u8, found: Findings) -> Comparison {
    let Findings { mut evidence, parted } = found;
    evidence.sort_by_key(|piece| (-piece.weight.abs(), piece.aspect));
    Comparison { verdict, score, are_parted: parted != Parted::No, evidence }
}

/// How sure two entries that are not of the same edition are of one work; `None` where they are not. Title and people
/// tell that, and something that sets the editions apart.
fn siblings(one: &Portrait, other: &Portrait, found: &Findings) -> Option<u8> {
    let people = found.weight_of(Aspect::People);
    let title = found.weight_of(Aspect::Title);
    let points = title + people;
    let is_one_work = found.parted < Parted::Works && people >= 12 && title > 15 && points >= ONE_WORK;
    let has_telling_title =
        is_whole(one) && is_whole(other) || one.titles.is_telling() && other.titles.is_telling();
    // What comes again in one periodical is a column.
    let is_column = one.entry_type.is_part_of_periodical()
        && other.entry_type.is_part_of_periodical()
        && found.weight_of(Aspect::Container) > 0
        && !identifiers::share(one, other);
    let says_nothing = one.titles.is_empty() || other.titles.is_empty();
    let differs = found.parted == Parted::Editions || found.weight_of(Aspect::Date) < 0;
    (is_one_work && differs && has_telling_title && !is_column && !says_nothing)
        .then(|| percent(points * 100 / SAME_WORK))
}

/// The evidence as far as it speaks for one work: title and people, in parts of the score. All else is told with no
/// weight, since it sets editions of one work apart and says nothing for or against that.
fn of_one_work(mut found: Findings, score: u8) -> Findings {
    let speaks = |aspect: Aspect| matches!(aspect, Aspect::Title | Aspect::People);
    let points: i32 = found.weight_of(Aspect::Title) + found.weight_of(Aspect::People);
    let (mut before, mut told) = (0, 0);
    for piece in &mut found.evidence {
        if !speaks(piece.aspect) {
            piece.weight = 0;
            continue;
        }
        before += piece.weight;
        let here = i32::from(score) * before / points.max(1);
        (piece.weight, told) = (here - told, here);
    }
    found
}

/// Types of things that stand alone, of which author and title tell the work.
fn is_whole(portrait: &Portrait) -> bool {
    !portrait.is_part() && !matches!(portrait.entry_type, EntryType::Letter | EntryType::Interview)
}
