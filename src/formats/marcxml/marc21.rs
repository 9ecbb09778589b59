//! MARC 21.

use super::names::{self, Entry};
use super::record::{Data, Record};
use super::{dates, types};
use crate::formats::xml::statements::{self, without_isbd};
use crate::model::{Date, Field, Place, Role, language};

/// The field that tells what a part stands in.
const HOST: &str = "773";
const THESIS: &[&str] = &["502"];
const MEETING: &[&str] = &["111"];

/// Reads a record.
pub(super) fn read(record: &mut Record) {
    record.reference.entry_type = types::read(record, HOST, THESIS, MEETING);
    let fixed = record.control("008").to_owned();
    let fields = record.take_data();
    let is_translated = fields.iter().any(is_of_translation);
    let has_imprint = fields.iter().any(is_publication);
    let mut statement = None;
    for field in fields {
        match field.tag.as_str() {
            "240" if is_translated => uniform_title(record, field),
            "260" => imprint(record, field, &mut statement),
            "264" if is_publication(&field) || !has_imprint => imprint(record, field, &mut statement),
            _ => one(record, field),
        }
    }
    dates::set(record, "260", statement, &fixed);
    original_in_note(record);
    if let Some(date) = dates::of_reprinted(&fixed) {
        record.reference.fields.set(Place::Reprint, Field::Date, date);
    }
    if !record.reference.fields.has(Place::Here, Field::Language)
        && let Some(tag) = fixed.get(35..38).and_then(language_of)
    {
        record.add(Place::Here, Field::Language, tag);
    }
}

/// Whether a field says that the text is a translation: the codes of languages, a translator, the entry of the
/// original, the language of a uniform title.
fn is_of_translation(field: &Data) -> bool {
    let is_translator =
        || field.subfields().any(|(code, text)| matches!(code, '4' | 'e') && names::is_translator(text));
    match field.tag.as_str() {
        "041" => field.get('h').is_some(),
        "240" => field.get('l').is_some(),
        "700" | "710" => field.get('t').is_none() && is_translator(),
        "765" => true,
        _ => false,
    }
}

/// Where nothing else tells the title of the original, a note often does.
fn original_in_note(record: &mut Record) {
    let fields = &record.reference.fields;
    if fields.has(Place::Original, Field::Title) {
        return;
    }
    let notes = fields.text(Place::Here, Field::Note).unwrap_or_default();
    if let Some(title) = notes.lines().find_map(statements::translated_title).map(str::to_owned) {
        record.add(Place::Original, Field::Title, title);
    }
}

fn is_publication(field: &Data) -> bool {
    field.tag == "264" && field.second == '1' || field.tag == "260"
}

/// A code of a language; none for those that say that there is none or several.
fn language_of(code: &str) -> Option<String> {
    let code = code.trim();
    let is_none = code.len() < 2 || ["zxx", "mul", "und", "|||"].contains(&code);
    if is_none { None } else { language::from_any(code) }
}

fn one(record: &mut Record, mut field: Data) {
    match field.tag.as_str() {
        "020" => identifier(record, field, Field::Isbn),
        "022" => identifier(record, field, Field::Issn),
        "024" => other_identifier(record, field),
        "041" => languages(record, field),
        "050" | "090" => {
            let number: Vec<String> = field.take_all('a').into_iter().chain(field.take_all('b')).collect();
            let number = number.join(" ");
            if !record.add(Place::Here, Field::CallNumber, number.clone()) {
                record.keep_text(field.tag.clone(), number);
            }
            record.keep(field);
        }
        "100" | "110" => names::read(record, field, Entry::Main),
        "700" | "710" => names::read(record, field, Entry::Added),
        "111" | "711" => names::meeting(record, field),
        "245" => title(record, field),
        "250" => {
            let edition = field.take('a').unwrap_or_default();
            let edition = edition.trim_end_matches(['/', ' ', '=']);
            if !record.add(Place::Here, Field::Edition, statements::edition_of(edition)) {
                record.keep_text("250$a".to_owned(), edition.to_owned());
            }
            record.keep(field);
        }
        "300" => extent(record, field),
        "490" | "440" | "830" | "800" => series(record, field),
        "500" | "502" | "534" => note(record, field),
        "520" => {
            for text in field.take_all('a') {
                record.add_line(Field::Abstract, text);
            }
            record.keep(field);
        }
        "600" | "610" | "611" | "630" | "647" | "648" | "650" | "651" | "653" => subject(record, field),
        "765" => original(record, field),
        HOST => host(record, field),
        "856" => address(record, field),
        _ => record.keep(field),
    }
}

fn identifier(record: &mut Record, mut field: Data, kind: Field) {
    for text in field.take_all('a') {
        // "0190000001 (pbk.) :" says more than the number.
        let number = text.split([' ', '(']).find(|part| !part.is_empty()).unwrap_or_default();
        let number = number.trim_end_matches([':', ';', ',']);
        if number != text && text.contains('(') {
            record.keep_text(format!("{}$a", field.tag), text.clone());
        }
        record.add(Place::Here, kind, number);
    }
    record.keep(field);
}

fn other_identifier(record: &mut Record, mut field: Data) {
    let scheme = field.get('2').unwrap_or_default().to_lowercase();
    let kind = match (field.first, scheme.as_str()) {
        ('7', "doi") => Some(Field::Doi),
        ('7', "pmid") => Some(Field::Pmid),
        ('2', _) => Some(Field::Ismn),
        _ => None,
    };
    if let Some(kind) = kind {
        for text in field.take_all('a') {
            record.add(Place::Here, kind, text);
        }
        field.take('2');
    }
    record.keep(field);
}

fn languages(record: &mut Record, mut field: Data) {
    // Older records put several codes into one subfield.
    let codes = |texts: Vec<String>| -> Vec<String> {
        let split = |text: &String| -> Vec<String> {
            let is_run = text.len() > 3 && text.len().is_multiple_of(3) && text.is_ascii();
            if !is_run {
                return vec![text.clone()];
            }
            text.as_bytes().chunks(3).map(|code| String::from_utf8_lossy(code).into_owned()).collect()
        };
        texts.iter().flat_map(split).filter_map(|code| language_of(&code)).collect()
    };
    let own = codes(field.take_all('a'));
    if let Some(first) = own.first().cloned() {
        record.add(Place::Here, Field::Language, first);
    }
    if own.len() > 1 {
        record.reference.fields.set(Place::Here, Field::PrintedLanguages, own);
    }
    let original = codes(field.take_all('h'));
    if !original.is_empty() {
        record.reference.fields.set(Place::Original, Field::Language, original);
    }
    record.keep(field);
}

/// The title with which the translation is entered under its original.
fn uniform_title(record: &mut Record, mut field: Data) {
    let title = field.take('a').unwrap_or_default();
    if !record.reference.fields.has(Place::Original, Field::Title) {
        record.add(Place::Original, Field::Title, without_isbd(&title));
    }
    record.keep(field);
}

fn title(record: &mut Record, mut field: Data) {
    let title = field.take('a').unwrap_or_default();
    let is_parallel = title.trim_end().ends_with('=');
    record.add(Place::Here, Field::Title, without_isbd(&title));
    if !is_parallel {
        let rest: Vec<String> = field.take_all('b');
        let rest: Vec<&str> = rest.iter().map(|part| without_isbd(part)).collect();
        record.add(Place::Here, Field::Subtitle, rest.join("; "));
    }
    for (code, kind) in [('n', Field::Part), ('p', Field::PartTitle)] {
        let parts = field.take_all(code);
        let parts: Vec<&str> = parts.iter().map(|part| without_isbd(part)).collect();
        record.add(Place::Here, kind, parts.join(". "));
    }
    if let Some(medium) = field.take('h') {
        let medium = without_isbd(&medium).trim_matches(['[', ']']).to_owned();
        record.add(Place::Here, Field::Medium, medium);
    }
    record.keep(field);
}

fn imprint(record: &mut Record, mut field: Data, date: &mut Option<String>) {
    let is_known = |text: &str| {
        !["s.n", "s.l", "s.n.", "s.l.", "place of publication not identified", "publisher not identified"]
            .contains(&text.to_lowercase().as_str())
    };
    let is_institution = crate::model::EntryType::INSTITUTIONAL.contains(&record.reference.entry_type);
    let publisher = if is_institution { Field::Institutions } else { Field::Publishers };
    for (code, kind) in [('a', Field::Places), ('b', publisher)] {
        for text in field.take_all(code) {
            let text = without_isbd(&text).trim_matches(['[', ']']).to_owned();
            if is_known(&text) {
                record.add(Place::Here, kind, text);
            }
        }
    }
    for text in field.take_all('c') {
        if date.is_none() {
            *date = Some(text);
        } else {
            record.keep_text(format!("{}$c", field.tag), text);
        }
    }
    record.keep(field);
}

fn extent(record: &mut Record, mut field: Data) {
    let extent = field.get('a').unwrap_or_default().to_owned();
    for (kind, number) in [
        (Field::PageTotal, statements::pages_of_extent(&extent)),
        (Field::Volumes, statements::volumes_of_extent(&extent)),
    ] {
        if let Some(number) = number {
            let whole = without_isbd(&extent).trim_end_matches(['.', 'p', 'v', 'S']).trim();
            if whole == number {
                field.take('a');
            }
            record.add(Place::Here, kind, number);
        }
    }
    record.keep(field);
}

fn series(record: &mut Record, mut field: Data) {
    if record.reference.fields.has(Place::Series, Field::Title) {
        return record.keep(field);
    }
    let title = field.take(if field.tag == "800" { 't' } else { 'a' }).unwrap_or_default();
    record.add(Place::Series, Field::Title, without_isbd(&title));
    if let Some(number) = field.take('v') {
        record.add(Place::Series, Field::Number, without_isbd(&number));
    }
    record.keep(field);
}

fn note(record: &mut Record, mut field: Data) {
    let degree = field.take('b').filter(|_| field.tag == "502");
    if let Some(degree) = degree {
        record.add(Place::Here, Field::Genre, without_isbd(&degree));
        if let Some(school) = field.take('c') {
            record.add(Place::Here, Field::Institutions, without_isbd(&school));
        }
    }
    let words: Vec<&str> =
        field.subfields().filter(|(code, _)| code.is_ascii_lowercase()).map(|(_, text)| text).collect();
    let text = words.join(" ");
    if !text.is_empty() {
        record.add_line(Field::Note, text);
    }
    field.clear();
}

fn subject(record: &mut Record, mut field: Data) {
    let is_name = matches!(field.tag.as_str(), "600" | "610" | "611");
    if field.tag == "653" {
        for text in field.take_all('a') {
            record.add(Place::Here, Field::Keywords, without_isbd(&text));
        }
        return record.keep(field);
    }
    let mut heading = String::new();
    for (code, text) in field.subfields() {
        let is_division = matches!(code, 'v' | 'x' | 'y' | 'z');
        let is_shown = is_division || matches!(code, 'a'..='u') && code != 'e' && code != 'i';
        if !is_shown {
            continue;
        }
        let text = if is_division || !is_name { without_isbd(text) } else { text };
        if !heading.is_empty() {
            heading.push_str(if is_division { "--" } else { " " });
        }
        heading.push_str(text);
    }
    let heading = without_isbd(&heading).to_owned();
    record.add(Place::Here, Field::Keywords, heading);
    for code in 'a'..='z' {
        field.take_all(code);
    }
    record.keep(field);
}

/// The entry of the original.
fn original(record: &mut Record, mut field: Data) {
    let title = field.take('t').or_else(|| field.take('s')).unwrap_or_default();
    let fields = &mut record.reference.fields;
    if !title.is_empty() {
        // It says more exactly than the uniform title what was translated.
        fields.set(Place::Original, Field::Title, without_isbd(&title));
    }
    if let Some(name) = field.take('a') {
        let name = without_isbd(&name).to_owned();
        let is_same =
            record.reference.names(Place::Here, Role::Author).iter().any(|own| own.inverted() == name);
        if !is_same {
            record.add_name(Place::Original, Role::Author, statements::person(&name));
        }
    }
    if let Some(imprint) = field.take('d') {
        imprint_in_words(record, Place::Original, &imprint);
    }
    record.keep(field);
}

/// Place, publisher and date in one text: `Paris : Aube, 1951`.
fn imprint_in_words(record: &mut Record, place: Place, text: &str) {
    let (before, date) = text.rsplit_once(',').unwrap_or(("", text));
    let date = statements::date(date);
    if date.as_edtf().is_none() {
        record.keep_text(format!("{place}$d"), text.to_owned());
        return;
    }
    set_date(record, place, date);
    let (town, publisher) = before.split_once(':').unwrap_or((before, ""));
    for (kind, text) in [(Field::Places, town), (Field::Publishers, publisher)] {
        record.add(place, kind, without_isbd(text).trim_matches(['[', ']']));
    }
}

fn set_date(record: &mut Record, place: Place, date: Date) {
    let is_container = place == Place::Container;
    let place = if is_container { Place::Here } else { place };
    if !record.reference.fields.has(place, Field::Date) {
        record.reference.fields.set(place, Field::Date, date);
    }
}

fn host(record: &mut Record, mut field: Data) {
    if record.reference.fields.has(Place::Container, Field::Title) {
        return record.keep(field);
    }
    let title = ['t', 'p', 'a'].iter().find_map(|code| field.take(*code)).unwrap_or_default();
    record.add(Place::Container, Field::Title, without_isbd(&title));
    if let Some(name) = field.take('a') {
        record.add_name(Place::Container, Role::Author, statements::person(without_isbd(&name)));
    }
    if let Some(edition) = field.take('b') {
        record.add(Place::Container, Field::Edition, statements::edition_of(without_isbd(&edition)));
    }
    if let Some(imprint) = field.take('d') {
        imprint_in_words(record, Place::Container, &imprint);
    }
    for (code, kind) in [('x', Field::Issn), ('z', Field::Isbn)] {
        for number in field.take_all(code) {
            record.add(Place::Container, kind, without_isbd(&number));
        }
    }
    let counted = field.take_all('g');
    for text in counted {
        numbering(record, &text);
    }
    record.keep(field);
}

/// Volume, issue, date and pages in one text: `Vol. 12, no. 2 (May 1981), p. 101-119`, `12(1981),2, Seite 101-119`.
fn numbering(record: &mut Record, text: &str) {
    let is_article = record.reference.entry_type.is_part_of_periodical();
    let mut left = Vec::new();
    for part in text.replace('(', ",(").replace(')', "),").split([',', ';']) {
        let part = part.trim().trim_end_matches('.');
        let lower = part.to_lowercase();
        let behind = |words: &[&str]| {
            let word = words.iter().find(|word| lower.starts_with(**word))?;
            let number = part.get(word.len()..)?.trim_start_matches(['.', ':', ' ']);
            number.starts_with(|c: char| c.is_alphanumeric()).then(|| number.to_owned())
        };
        let pages = behind(&["pages", "page", "pp", "p", "seiten", "seite", "s."]);
        let volume = behind(&["vol", "v.", "bd", "band", "jg", "jahrgang", "tome", "t."]);
        let issue = behind(&["no", "nr", "n°", "issue", "heft", "h."]);
        let inside = part.strip_prefix('(').and_then(|part| part.strip_suffix(')'));
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let has = |record: &Record, field| record.reference.fields.has(Place::Here, field);
        match (pages, volume, issue, inside) {
            _ if part.is_empty() => {}
            (_, _, _, Some(inside)) if statements::date(inside).as_edtf().is_some() => {
                set_date(record, Place::Here, statements::date(inside));
            }
            (_, Some(volume), _, _) => {
                let place = if is_article { Place::Here } else { Place::Container };
                record.add(place, Field::Volume, volume);
            }
            (_, _, Some(issue), _) if is_article => {
                record.add(Place::Here, Field::Issue, issue);
            }
            (Some(pages), _, _, _) => {
                record.add(Place::Here, Field::Pages, pages.replace('-', "–"));
            }
            _ if is_number && is_article && !has(record, Field::Volume) => {
                record.add(Place::Here, Field::Volume, part);
            }
            _ if is_number && is_article && !has(record, Field::Issue) => {
                record.add(Place::Here, Field::Issue, part);
            }
            _ => left.push(part.to_owned()),
        }
    }
    if !left.is_empty() {
        record.keep_text(format!("{HOST}$g"), text.to_owned());
    }
}

fn address(record: &mut Record, mut field: Data) {
    // With a label it is mostly a table of contents or a cover.
    let is_of_text = field.get('3').is_none() && field.second != '2';
    if is_of_text
        && !record.reference.fields.has(Place::Here, Field::Url)
        && let Some(url) = field.take('u')
    {
        record.add(Place::Here, Field::Url, url);
    }
    record.keep(field);
}
