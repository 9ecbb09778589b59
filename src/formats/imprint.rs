//! What people write of an earlier edition in one text: title, place, publisher and date, in RIS's `OP` and in
//! the XML of EndNote.

use crate::formats::xml::statements;
use crate::model::{Date, Field, Value};

/// Where books come out. These tell a place from a publisher where only commas stand between the two.
#[rustfmt::skip]
const TOWNS: &[&str] = &[
    "amsterdam", "athens", "barcelona", "basel", "belgrade", "bern", "berlin", "bologna", "bonn", "boston",
    "brussels", "bruxelles", "bucharest", "budapest", "buenos aires", "cambridge", "chicago", "cologne",
    "copenhagen", "dresden", "dublin", "edinburgh", "firenze", "florence", "frankfurt", "frankfurt am main",
    "geneva", "genève", "genova", "göttingen", "hamburg", "harmondsworth", "helsinki", "istanbul", "jena",
    "kiev", "københavn", "köln", "kraków", "kyiv", "lausanne", "leiden", "leipzig", "leningrad", "lisboa",
    "lisbon", "london", "los angeles", "lyon", "madrid", "marseille", "mexico", "milan", "milano", "montreal",
    "montréal", "moscow", "moskva", "munich", "münchen", "napoli", "new haven", "new york", "oslo", "oxford",
    "paris", "petrograd", "philadelphia", "praha", "prague", "princeton", "reinbek", "riga", "roma", "rome",
    "rotterdam", "saint petersburg", "san francisco", "santiago", "stockholm", "stuttgart", "sydney", "tokyo",
    "torino", "toronto", "toulouse", "tübingen", "turin", "utrecht", "venezia", "vienna", "warsaw", "warszawa",
    "washington", "weimar", "wien", "zagreb", "zürich", "москва", "ленинград", "петроград", "киев",
];
/// Words in lower case in names of towns.
const SMALL_WORDS: &[&str] =
    &["am", "an", "de", "del", "der", "des", "di", "du", "im", "la", "le", "of", "on", "sur", "the", "upon"];
/// The longest name of a town that is in no list, in words.
const LONGEST_TOWN: usize = 4;

/// What the statement of a reprint says in Reference Manager of its owner's copy.
const OWN_COPY: &[&str] = &["IN FILE", "NOT IN FILE", "ON REQUEST", "NOTINFILE", "INFILE", "ONREQUEST"];

/// Whether the statement of a reprint is about the owner's copy.
pub(super) fn is_own_copy(text: &str) -> bool {
    OWN_COPY.iter().any(|word| text.to_uppercase().starts_with(word))
}

/// The facts in a text, any of which may be missing. The last year is the date, a place stands before its
/// publisher and a colon, and what stands before these is the title: `Title. Place: Publisher, 1936`,
/// `Title, Place: Publisher, 1936`, `Title (Place: Publisher, 1936)`. What cannot be told apart stays together
/// in the title.
pub(super) fn take_apart(text: &str) -> Vec<(Field, Value)> {
    let text = text.trim();
    if let Some(date) = date_of(text) {
        return vec![(Field::Date, date.into())];
    }
    let mut facts = Facts::default();
    if let Some((title, inside)) = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("))
        && date_of(title).is_none()
        && facts.dated(inside)
        && facts.title.is_empty()
    {
        facts.title = title.trim_end_matches([',', '.', ' ']);
        return facts.into_fields();
    }
    facts = Facts::default();
    if !facts.dated(text) && !facts.imprint(text, Surety::OnlyTowns) {
        facts.title = text;
    }
    facts.into_fields()
}

#[derive(Default)]
struct Facts<'t> {
    title: &'t str,
    place: &'t str,
    publisher: &'t str,
    date: Option<Date>,
}

/// What may be taken for a place before a colon.
#[derive(Clone, Copy, PartialEq)]
enum Surety {
    /// Only what is known as one.
    OnlyTowns,
    /// What looks like one.
    Looks,
}

impl<'t> Facts<'t> {
    /// Takes apart what ends in a date; false where it does not.
    fn dated(&mut self, text: &'t str) -> bool {
        let (before, date) = match text.rsplit_once(", ") {
            Some((before, last)) => (before, date_of(last)),
            None => ("", date_of(text)),
        };
        self.date = date;
        if self.date.is_some() && !before.is_empty() && !self.imprint(before, Surety::Looks) {
            self.title = before;
        }
        self.date.is_some()
    }

    /// Takes place and publisher from the end of a text, and the title before them; false where there are none.
    fn imprint(&mut self, text: &'t str, surety: Surety) -> bool {
        match text.rsplit_once(": ") {
            Some((before, publisher)) => {
                let Some((title, place)) = place_at_end(before, surety) else { return false };
                (self.title, self.place, self.publisher) = (title, place, publisher);
            }
            None => {
                let (title, imprint) = text.rsplit_once(". ").unwrap_or(("", text));
                let parts: Vec<&str> = imprint.split(", ").collect();
                match parts.as_slice() {
                    [place] if is_town(place) => (self.title, self.place) = (title, place),
                    [.., place, publisher] if is_town(place) && !is_town(publisher) => {
                        (self.place, self.publisher) = (place, publisher);
                        self.title = before_part(text, place, publisher);
                    }
                    // Of two, the first may be the title or the publisher.
                    [.., _, publisher, place] if is_town(place) => {
                        (self.place, self.publisher) = (place, publisher);
                        self.title = before_part(text, publisher, place);
                    }
                    [publisher, place] if is_town(place) && !title.is_empty() => {
                        (self.title, self.place, self.publisher) = (title, place, publisher);
                    }
                    _ => return false,
                }
            }
        }
        true
    }

    fn into_fields(self) -> Vec<(Field, Value)> {
        let mut fields = Vec::new();
        fields.extend(self.date.map(|date| (Field::Date, date.into())));
        for (field, text) in [(Field::Places, self.place), (Field::Publishers, self.publisher)] {
            fields.extend((!text.is_empty()).then(|| (field, vec![text.trim().to_owned()].into())));
        }
        fields.extend((!self.title.is_empty()).then(|| (Field::Title, self.title.into())));
        fields
    }
}

fn date_of(text: &str) -> Option<Date> {
    let text = text.trim().trim_end_matches('.');
    if text.ends_with(')') && !text.starts_with('(') {
        return None;
    }
    let date = Date::from_edtf(text).unwrap_or_else(|_| statements::date(text));
    date.as_edtf().is_some().then_some(date).filter(|date| date.year().is_some())
}

/// What stands before the last two parts of a text that ends in them, a comma between.
fn before_part<'t>(text: &'t str, first: &str, second: &str) -> &'t str {
    let before = text.strip_suffix(second).and_then(|text| text.strip_suffix(", "));
    let before = before.and_then(|text| text.strip_suffix(first)).unwrap_or_default().trim_end();
    before.strip_suffix([',', '.']).unwrap_or(before)
}

/// The place at the end of a text, and the title before it.
fn place_at_end(text: &str, surety: Surety) -> Option<(&str, &str)> {
    if let Some((title, place)) = text.rsplit_once(", ").filter(|(_, place)| is_town(place)) {
        return Some((title, place));
    }
    let is_place = |place: &str| is_town(place) || (surety == Surety::Looks && looks_like_town(place));
    let split = |separator| text.rsplit_once(separator).filter(|(_, place)| is_place(place));
    split(". ").or_else(|| split(", ")).or_else(|| is_place(text).then_some(("", text)))
}

/// Whether a text begins with the name of a town that is known to have publishers.
pub(super) fn is_town(text: &str) -> bool {
    let name = text.split([',', ';', '/']).next().unwrap_or_default();
    TOWNS.contains(&name.trim().to_lowercase().as_str())
}

/// Whether a text is a few names.
fn looks_like_town(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || SMALL_WORDS.contains(&word);
    words.clone().count() <= LONGEST_TOWN
        && words.all(is_name)
        && text.starts_with(char::is_uppercase)
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '\'' | '’' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_is_taken_apart() {
        // Text; title, place, publisher, date.
        let cases = [
            ("La marée. Liège: Quai, 1951", ["La marée", "Liège", "Quai", "1951"]),
            ("La marée d'un jour, Paris: Quai, 1951", ["La marée d'un jour", "Paris", "Quai", "1951"]),
            ("La marée d'un jour, Liège: Quai, 1951", ["La marée d'un jour", "Liège", "Quai", "1951"]),
            ("La marée, Quai, Paris, 1951", ["La marée", "Paris", "Quai", "1951"]),
            ("La marée, Paris, Quai, 1951", ["La marée", "Paris", "Quai", "1951"]),
            ("La marée. Paris, Quai, 1951", ["La marée", "Paris", "Quai", "1951"]),
            ("La marée. Quai, Paris, 1951", ["La marée", "Paris", "Quai", "1951"]),
            ("La marée (Liège: Quai, 1951)", ["La marée", "Liège", "Quai", "1951"]),
            ("La marée (Quai, 1951)", ["La marée (Quai, 1951)", "", "", ""]),
            ("La marée (1951)", ["La marée", "", "", "1951"]),
            ("La marée, 1951", ["La marée", "", "", "1951"]),
            ("La marée d'hiver: un récit, 1951", ["La marée d'hiver: un récit", "", "", "1951"]),
            ("La marée. Paris: Quai", ["La marée", "Paris", "Quai", ""]),
            ("Sea: Tide", ["Sea: Tide", "", "", ""]),
            ("La marée, Quai, Liège, 1951", ["La marée, Quai, Liège", "", "", "1951"]),
            ("La marée. Tome II. Paris, 1951.", ["La marée. Tome II", "Paris", "", "1951"]),
            ("Frankfurt am Main: Quai, 1951", ["", "Frankfurt am Main", "Quai", "1951"]),
            ("Ebbe. Frankfurt, Main: Quai, 1951", ["Ebbe", "Frankfurt, Main", "Quai", "1951"]),
            ("Liège: Quai, 1951", ["", "Liège", "Quai", "1951"]),
            ("Paris, 1951", ["", "Paris", "", "1951"]),
            ("1951", ["", "", "", "1951"]),
            ("La marée", ["La marée", "", "", ""]),
            ("1951 (Paris)", ["1951 (Paris)", "", "", ""]),
            ("", ["", "", "", ""]),
        ];
        let fields = [Field::Title, Field::Places, Field::Publishers, Field::Date];
        for (text, expected) in cases {
            let found = take_apart(text);
            let of = |field| {
                let fact = found.iter().find(|(known, _)| *known == field);
                fact.map(|(_, value)| value.to_display()).unwrap_or_default()
            };
            assert_eq!(fields.map(of), expected, "{text}");
        }
    }
}
