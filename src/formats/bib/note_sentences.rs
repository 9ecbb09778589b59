//! Sentences of `note` that tell of the edition behind an entry, as our writers put them there for styles without
//! fields for it: "Originally published as *Title* (Place: Publisher, Year)" ([`notes`](super::notes)).
//!
//! A sentence counts only where what was read of it makes the same sentence again; any other stays in the note.

use super::{notes, writing::Target};
use crate::{
    fields::Dialect,
    formats::{Escapes, Instead, Loss, fact::Fact, imprint},
    model::{Date, EntryType, Field, Place, Reference, Value, date::Form},
};

/// The words that a sentence begins with, those before the title, and of what it tells.
const VERBS: &[(&str, &str, Place)] = &[
    ("Originally published", "as", Place::Original),
    ("Translation", "of", Place::Original),
    ("First published", "as", Place::Reprint),
];
/// What is told of an edition in such a sentence.
const TOLD: [Field; 4] = [Field::Title, Field::Places, Field::Publishers, Field::Date];

/// What a note tells of the editions behind an entry, and what else it says.
#[derive(Debug, PartialEq)]
pub(super) struct TakenApart {
    facts: Vec<(Place, Field, Value)>,
    rest: String,
}

/// Takes a note apart beside what else the reference says; `None` where it has no such sentence.
pub(super) fn take_apart(dialect: Dialect, reference: &Reference) -> Option<TakenApart> {
    let note = reference.fields.text(Place::Here, Field::Note)?;
    let mut found = TakenApart { facts: Vec::new(), rest: String::new() };
    let mut kept = Vec::new();
    let mut rest = note;
    while let Some((before, sentence, after)) = next_sentence(rest) {
        let told = tell(dialect, reference, &sentence);
        let is_new = |facts: &Facts| {
            facts.first().is_some_and(|(place, ..)| {
                !reference.fields.has_place(*place) && found.facts.iter().all(|(other, ..)| other != place)
            })
        };
        match told.filter(is_new) {
            Some(facts) => {
                kept.push(before.strip_suffix(". ").unwrap_or(before).trim_end());
                found.facts.extend(facts);
            }
            None => kept.push(&rest[..rest.len() - after.len()]),
        }
        rest = after;
    }
    kept.push(rest);
    kept.retain(|text| !text.trim().is_empty());
    let kept: Vec<String> = kept.into_iter().map(|text| text.trim().to_owned()).collect();
    found.rest = notes::join(&kept);
    (!found.facts.is_empty()).then_some(found)
}

/// Makes a reference say what its note tells of the editions behind it.
pub(super) fn apply(dialect: Dialect, reference: &mut Reference) {
    let Some(found) = take_apart(dialect, reference) else { return };
    for (place, field, value) in found.facts {
        reference.fields.set(place, field, value);
    }
    reference.fields.set(Place::Here, Field::Note, found.rest);
}

/// Takes back the losses of what a reader finds in the note without private fields, and tells of a note that it takes
/// apart although nobody composed it. `written` is the reference as it was shaped for the target, with the whole note.
pub(super) fn correct_losses(
    target: Target,
    reference: &Reference,
    written: &Reference,
    losses: &mut Vec<Loss>,
) {
    let mut seen = written.clone();
    let facts = [Place::Original, Place::Reprint].map(|place| TOLD.map(|field| Fact::Field(place, field)));
    for fact in facts.into_iter().flatten() {
        if let Fact::Field(place, field) = fact
            && losses.iter().any(|loss| loss.field == fact.name())
        {
            seen.fields.remove(place, field);
        }
    }
    let Some(found) = take_apart(target.dialect, &seen) else { return };
    for (place, field, value) in &found.facts {
        if reference.fields.get(*place, *field) == Some(value) {
            let name = Fact::Field(*place, *field).name();
            losses.retain(|loss| loss.field != name);
        }
    }
    let own = reference.fields.text(Place::Here, Field::Note).unwrap_or_default();
    if found.rest != own && !own.is_empty() {
        let fact = Fact::Field(Place::Here, Field::Note);
        losses.retain(|loss| loss.field != fact.name());
        losses.push(Loss {
            key: reference.key.clone().unwrap_or_default(),
            field: fact.name().into_owned(),
            value: own.to_owned(),
            why: "a reader takes a sentence of it for fields",
            instead: Instead::Note,
        });
    }
}

/// Whether private fields are needed for the note alone, so that nobody takes it apart.
pub(super) fn needs_escape(target: Target, reference: &Reference) -> bool {
    target.keep == Escapes::Keep && take_apart(target.dialect, reference).is_some()
}

/// A sentence that may tell of an edition.
struct Sentence<'t> {
    verb: &'static (&'static str, &'static str, Place),
    /// From the verb to the last bracket or to the end of the title.
    text: &'t str,
    title: Option<&'t str>,
    imprint: Option<&'t str>,
}

/// What stands before the next sentence of the kind, the sentence, and what follows it.
fn next_sentence(text: &str) -> Option<(&str, Sentence<'_>, &str)> {
    let mut from = 0;
    loop {
        let found = VERBS.iter().filter_map(|verb| Some((text[from..].find(verb.0)? + from, verb)));
        let (at, verb) = found.min_by_key(|(at, _)| *at)?;
        let is_start =
            text[..at].trim().is_empty() || [". ", "? ", "! "].iter().any(|end| text[..at].ends_with(end));
        if is_start && let Some((sentence, after)) = sentence_at(&text[at..], verb) {
            return Some((&text[..at], sentence, after));
        }
        from = at + verb.0.len();
    }
}

/// The sentence that a text begins with, and what follows it.
fn sentence_at<'t>(
    text: &'t str,
    verb: &'static (&'static str, &'static str, Place),
) -> Option<(Sentence<'t>, &'t str)> {
    let mut rest = text.strip_prefix(verb.0)?;
    let mut title = None;
    let inside = rest.strip_prefix(' ').and_then(|rest| rest.strip_prefix(verb.1));
    if let Some(inside) = inside.and_then(|rest| rest.strip_prefix(" <i>")) {
        let (whole, after) = inside.split_once("</i>")?;
        (title, rest) = (Some(whole), after);
    }
    let mut imprint = None;
    if let Some(inside) = rest.strip_prefix(" (") {
        let (whole, after) = inside.split_once(')')?;
        (imprint, rest) = (Some(whole), after);
    }
    let sentence = &text[..text.len() - rest.len()];
    let after = rest.strip_prefix('.').unwrap_or(rest);
    let is_end = after.is_empty() || after.starts_with(' ') && after.len() < rest.len();
    let is_told = title.is_some() || imprint.is_some();
    (is_end && is_told).then_some((Sentence { verb, text: sentence, title, imprint }, after))
}

type Facts = Vec<(Place, Field, Value)>;

/// What a sentence tells, if that is all of it.
fn tell(dialect: Dialect, reference: &Reference, sentence: &Sentence<'_>) -> Option<Facts> {
    let (verb, before_title, place) = *sentence.verb;
    // BibLaTeX has the first edition of a text that is no translation in the fields of the original.
    let is_own = dialect == Dialect::Biblatex && sentence.title.is_none() && !reference.is_translated();
    let place = if is_own { Place::Original } else { place };
    let mut scratch = Reference::new(EntryType::Book);
    if let Some(title) = sentence.title {
        scratch.fields.set(place, Field::Title, title);
    }
    for (field, value) in sentence.imprint.map_or_else(|| Some(Vec::new()), of_imprint)? {
        scratch.fields.set(place, field, value);
    }
    let again = notes::edition_behind(&scratch, place, verb, before_title);
    let is_whole = again.as_deref() == Some(sentence.text);
    is_whole
        .then(|| scratch.fields.of_place(place).map(|(field, value)| (place, field, value.clone())).collect())
}

/// The facts of "Place: Publisher, Year", any of which may be missing. A name alone is a place where it is known as one;
/// several publishers are not told from one that has "and" in its name.
fn of_imprint(text: &str) -> Option<Vec<(Field, Value)>> {
    let (house, date) = match text.rsplit_once(", ") {
        Some((house, date)) => match date_of(date) {
            Some(date) => (house, Some(date)),
            None => (text, None),
        },
        None => date_of(text).map_or((text, None), |date| ("", Some(date))),
    };
    let (places, publisher) = match house.split_once(": ") {
        Some((places, publisher)) => (places, publisher),
        None => (house, ""),
    };
    let is_known = !publisher.is_empty() || places.is_empty() || imprint::is_town(places);
    if !is_known || publisher.contains(" and ") {
        return None;
    }
    let mut facts = Vec::new();
    if !places.is_empty() {
        let places: Vec<String> = places.split(" and ").map(str::to_owned).collect();
        facts.push((Field::Places, places.into()));
    }
    if !publisher.is_empty() {
        facts.push((Field::Publishers, vec![publisher.to_owned()].into()));
    }
    facts.extend(date.map(|date| (Field::Date, date.into())));
    Some(facts)
}

/// The date of a year, or of years, as it is printed.
fn date_of(text: &str) -> Option<Date> {
    let spelled = [
        text.to_owned(),
        text.replace('–', "/"),
        format!("{}~", text.strip_prefix("c. ").unwrap_or(text)),
        format!("{text}?"),
    ];
    let dates = spelled.iter().filter_map(|text| Date::from_edtf(text).ok());
    dates.filter(|date| !matches!(date.form(), Form::Literal(_))).find(|date| date.display_year() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_read_where_all_of_them_is_understood() {
        // Note; of the original, of the reprint: title, places, publishers, date; what is left.
        let cases = [
            (
                "Originally published as <i>La marée</i> (Liège: Quai, 1931)",
                "La marée|Liège|Quai|1931",
                "|||",
                "",
            ),
            ("Two maps. Translation of <i>La marée</i>. Signed", "La marée|||", "|||", "Two maps. Signed"),
            (
                "Translation of <i>La marée</i> (Paris, 1931–1933). First published as <i>Tide</i> (London and Leith: Dock)",
                "La marée|Paris||1931/1933",
                "Tide|London; Leith|Dock|",
                "",
            ),
            ("First published (c. 1931).", "|||", "|||1931~", ""),
            ("Who? First published (1931). And more", "|||", "|||1931", "Who? And more"),
            // By people, more than that in brackets, no title in italics, no end, another beginning.
            ("Originally published as <i>La marée</i> by Ada Vale (1931)", "|||", "|||", "="),
            ("Originally published as <i>La marée</i> (Paris: Quai (rive gauche), 1931)", "|||", "|||", "="),
            ("Originally published as <i>La marée</i> (Quai, 1931)", "|||", "|||", "="),
            ("First published as <i>Tide</i> (London: Smith and Sons, 1931)", "|||", "|||", "="),
            ("Originally published as La marée (Paris: Quai, 1931)", "|||", "|||", "="),
            ("Originally published as <i>La marée</i>, in parts", "|||", "|||", "="),
            ("Not First published (1931)", "|||", "|||", "="),
            ("First published (in the winter of 1931)", "|||", "|||", "="),
            ("Originally published", "|||", "|||", "="),
        ];
        for (note, original, reprint, rest) in cases {
            let mut reference = Reference::new(EntryType::Book);
            reference.fields.set(Place::Here, Field::Note, note);
            apply(Dialect::Bibtex, &mut reference);
            let of = |place| {
                let text = |field| reference.fields.get(place, field).map(Value::to_display);
                TOLD.map(|field| text(field).unwrap_or_default()).join("|")
            };
            assert_eq!(
                (of(Place::Original).as_str(), of(Place::Reprint).as_str()),
                (original, reprint),
                "{note}"
            );
            let left = reference.fields.text(Place::Here, Field::Note).unwrap_or_default();
            assert_eq!(left, if rest == "=" { note } else { rest }, "{note}");
        }
    }

    #[test]
    fn what_the_fields_say_is_not_read_from_the_note() {
        let mut reference = Reference::new(EntryType::Book);
        reference.fields.set(Place::Original, Field::Date, Date::parse("1930"));
        reference.fields.set(Place::Here, Field::Note, "Translation of <i>La marée</i> (1931)");
        let before = reference.clone();
        apply(Dialect::Biblatex, &mut reference);
        assert_eq!(reference, before);
    }
}
