//! UNIMARC, as the Bibliothèque nationale de France and the libraries of southern and eastern Europe give it.

use super::record::{Data, Record};
use super::{dates, types};
use crate::formats::xml::statements::{self, without_isbd};
use crate::model::{Field, Name, Place, Role, language};

const HOSTS: &[&str] = &["463", "461"];
const THESIS: &[&str] = &["328"];

/// Codes for what people did (UNIMARC manual, appendix C).
const ROLES: &[(&str, Role)] = &[
    ("010", Role::Reviser),
    ("070", Role::Author),
    ("072", Role::Author),
    ("075", Role::Afterword),
    ("080", Role::Introduction),
    ("212", Role::Commentator),
    ("220", Role::Compiler),
    ("230", Role::Composer),
    ("300", Role::Director),
    ("340", Role::Editor),
    ("440", Role::Illustrator),
    ("460", Role::Interviewer),
    ("550", Role::Narrator),
    ("590", Role::Performer),
    ("605", Role::Chair),
    ("651", Role::EditorialDirector),
    ("660", Role::Recipient),
    ("727", Role::Contributor),
    ("730", Role::Translator),
    ("205", Role::Collaborator),
];

/// Reads a record.
pub(super) fn read(record: &mut Record) {
    let host = HOSTS.iter().find(|tag| record.has(tag)).copied().unwrap_or("463");
    record.reference.entry_type = types::read(record, host, THESIS, &[]);
    let mut statement = None;
    for field in record.take_data() {
        one(record, field, &mut statement);
    }
    dates::set(record, "210", statement, "");
}

fn one(record: &mut Record, mut field: Data, date: &mut Option<String>) {
    match field.tag.as_str() {
        "010" => numbers(record, field, Field::Isbn),
        "011" => numbers(record, field, Field::Issn),
        "017" if field.get('2').is_some_and(|scheme| scheme.eq_ignore_ascii_case("doi")) => {
            field.take('2');
            numbers(record, field, Field::Doi);
        }
        "101" => languages(record, field),
        "200" => title(record, field),
        "205" => {
            let edition = field.take('a').unwrap_or_default();
            record.add(Place::Here, Field::Edition, statements::edition_of(without_isbd(&edition)));
            record.keep(field);
        }
        "210" | "214" => imprint(record, field, date),
        "215" => {
            let extent = field.get('a').unwrap_or_default().to_owned();
            record.add(
                Place::Here,
                Field::PageTotal,
                statements::pages_of_extent(&extent).unwrap_or_default(),
            );
            record.add(
                Place::Here,
                Field::Volumes,
                statements::volumes_of_extent(&extent).unwrap_or_default(),
            );
            record.keep(field);
        }
        "225" | "410" => series(record, field),
        "300" | "328" => {
            let words: Vec<String> = field.subfields().map(|(_, text)| text.to_owned()).collect();
            record.add_line(Field::Note, words.join(" "));
        }
        "330" => {
            for text in field.take_all('a') {
                record.add_line(Field::Abstract, text);
            }
            record.keep(field);
        }
        "454" => original(record, field),
        "461" | "463" => host(record, field),
        "500" => {
            // The title under which editions and translations are entered together.
            if record.reference.fields.has_place(Place::Original)
                && let Some(title) = field.take('a')
            {
                record.add(Place::Original, Field::Title, without_isbd(&title));
            }
            record.keep(field);
        }
        "600" | "601" | "602" | "604" | "605" | "606" | "607" | "608" | "610" => subject(record, field),
        "700" | "701" | "702" | "703" => person(record, field),
        "710" | "711" | "712" => body(record, field),
        "856" => {
            if !record.reference.fields.has(Place::Here, Field::Url)
                && let Some(url) = field.take('u')
            {
                record.add(Place::Here, Field::Url, url);
            }
            record.keep(field);
        }
        _ => record.keep(field),
    }
}

fn numbers(record: &mut Record, mut field: Data, kind: Field) {
    for text in field.take_all('a') {
        record.add(Place::Here, kind, text);
    }
    record.keep(field);
}

fn languages(record: &mut Record, mut field: Data) {
    let tags = |codes: Vec<String>| -> Vec<String> {
        codes
            .iter()
            .filter(|code| !["mul", "und", "zxx"].contains(&code.as_str()))
            .filter_map(|code| language::from_any(code))
            .collect()
    };
    let own = tags(field.take_all('a'));
    if let Some(first) = own.first() {
        record.add(Place::Here, Field::Language, first.clone());
    }
    if own.len() > 1 {
        record.reference.fields.set(Place::Here, Field::PrintedLanguages, own);
    }
    let original = tags(field.take_all('c'));
    if !original.is_empty() {
        record.reference.fields.set(Place::Original, Field::Language, original);
    }
    record.keep(field);
}

fn title(record: &mut Record, mut field: Data) {
    let title = field.take('a').unwrap_or_default();
    record.add(Place::Here, Field::Title, without_isbd(&title));
    let rest = field.take_all('e');
    let rest: Vec<&str> = rest.iter().map(|part| without_isbd(part)).collect();
    record.add(Place::Here, Field::Subtitle, rest.join("; "));
    for (code, kind) in [('h', Field::Part), ('i', Field::PartTitle)] {
        let parts = field.take_all(code);
        record.add(Place::Here, kind, parts.join(". "));
    }
    record.keep(field);
}

fn imprint(record: &mut Record, mut field: Data, date: &mut Option<String>) {
    for (code, kind) in [('a', Field::Places), ('c', Field::Publishers)] {
        for text in field.take_all(code) {
            let text = without_isbd(&text).trim_matches(['[', ']']).to_owned();
            if !["S.l", "S.n", "S.l.", "s.n.", "s.n"].contains(&text.as_str()) {
                record.add(Place::Here, kind, text);
            }
        }
    }
    if date.is_none() {
        *date = field.take('d');
    }
    record.keep(field);
}

fn series(record: &mut Record, mut field: Data) {
    if record.reference.fields.has(Place::Series, Field::Title) {
        return record.keep(field);
    }
    let title = field.take(if field.tag == "225" { 'a' } else { 't' }).unwrap_or_default();
    record.add(Place::Series, Field::Title, without_isbd(&title));
    record.add(Place::Series, Field::Number, field.take('v').unwrap_or_default());
    record.keep(field);
}

fn original(record: &mut Record, mut field: Data) {
    let title = field.take('t').unwrap_or_default();
    if !title.is_empty() {
        record.reference.fields.set(Place::Original, Field::Title, without_isbd(&title));
    }
    for (code, kind) in [('c', Field::Places), ('n', Field::Publishers)] {
        record.add(Place::Original, kind, field.take(code).unwrap_or_default());
    }
    if let Some(date) = field.take('d') {
        record.reference.fields.set(Place::Original, Field::Date, statements::date(&date));
    }
    record.keep(field);
}

fn host(record: &mut Record, mut field: Data) {
    let is_part =
        record.reference.entry_type.is_part_of_book() || record.reference.entry_type.is_part_of_periodical();
    if !is_part || record.reference.fields.has(Place::Container, Field::Title) {
        return record.keep(field);
    }
    record.add(Place::Container, Field::Title, without_isbd(&field.take('t').unwrap_or_default()));
    record.add(Place::Container, Field::Issn, field.take('x').unwrap_or_default());
    record.add(Place::Container, Field::Isbn, field.take('y').unwrap_or_default());
    let is_article = record.reference.entry_type.is_part_of_periodical();
    let place = if is_article { Place::Here } else { Place::Container };
    record.add(place, Field::Volume, field.take('v').unwrap_or_default());
    if let Some(pages) = field.take('p') {
        let pages = pages.trim_start_matches(['p', 'P', '.', ' ']).replace('-', "–");
        record.add(Place::Here, Field::Pages, pages);
    }
    record.keep(field);
}

fn subject(record: &mut Record, mut field: Data) {
    let mut heading = String::new();
    for (code, text) in field.subfields() {
        if matches!(code, 'a' | 'b' | 't' | 'x' | 'y' | 'z' | 'j') {
            if !heading.is_empty() {
                heading.push_str(if code == 'b' { ", " } else { "--" });
            }
            heading.push_str(text);
        }
    }
    record.add(Place::Here, Field::Keywords, heading);
    for code in ['a', 'b', 't', 'x', 'y', 'z', 'j'] {
        field.take_all(code);
    }
    record.keep(field);
}

fn person(record: &mut Record, mut field: Data) {
    let family = field.take('a').unwrap_or_default();
    let given = field.take('b').unwrap_or_default();
    if family.is_empty() {
        return record.keep(field);
    }
    let name = statements::person_of(without_isbd(&family), without_isbd(&given));
    with_roles(record, field, name);
}

fn body(record: &mut Record, mut field: Data) {
    let parts: Vec<String> = field.take_all('a').into_iter().chain(field.take_all('b')).collect();
    if parts.is_empty() {
        return record.keep(field);
    }
    with_roles(record, field, Name::literal(parts.join(". ")));
}

fn with_roles(record: &mut Record, mut field: Data, name: Name) {
    let is_primary = matches!(field.tag.as_str(), "700" | "701" | "710" | "711");
    let codes = field.take_all('4');
    let mut roles = Vec::new();
    for code in codes {
        match ROLES.iter().find(|(known, _)| *known == code) {
            Some((_, role)) if !roles.contains(role) => roles.push(*role),
            Some(_) => {}
            None => record.keep_text(format!("{}$4", field.tag), format!("{}: {code}", name.display())),
        }
    }
    if roles.is_empty() {
        roles.push(if is_primary { Role::Author } else { Role::Contributor });
    }
    for role in roles {
        record.add_name(Place::Here, role, name.clone());
    }
    record.keep(field);
}
