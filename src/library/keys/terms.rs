//! The terms of patterns, each with an example: docs/keys.md and the help come from this table.

use super::{
    arguments::{Arguments, Takes},
    value::{Letters, People, Value},
};
use crate::{
    fields::{Row, row_named},
    model::{Date, Field, NameList, Place, Reference, Role, WorkKind, language},
};

/// What a pattern does to an edition of the catalogue that ships.
#[derive(Clone, Copy, Debug)]
pub struct KeyExample {
    /// The key of the edition.
    pub of: &'static str,
    /// The pattern.
    pub pattern: &'static str,
    /// The key that it makes.
    pub makes: &'static str,
}

/// A term of patterns.
#[derive(Debug)]
pub struct KeyTerm {
    /// What stands in brackets.
    pub name: &'static str,
    /// What else may stand there.
    pub also: &'static [&'static str],
    /// What it gives.
    pub meaning: &'static str,
    /// A pattern with it.
    pub example: KeyExample,
    pub(super) takes: &'static [Takes],
    pub(super) value: fn(&Subject<'_>, &Arguments, Letters) -> Value,
}

/// What a key is made from.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub(super) reference: &'a Reference,
    /// The title of the work, where its tree is known.
    pub(super) work_title: Option<&'a str>,
}

pub(super) const fn example(of: &'static str, pattern: &'static str, makes: &'static str) -> KeyExample {
    KeyExample { of, pattern, makes }
}

const fn term(
    name: &'static str,
    meaning: &'static str,
    example: KeyExample,
    value: fn(&Subject<'_>, &Arguments, Letters) -> Value,
) -> KeyTerm {
    KeyTerm { name, also: &[], meaning, example, takes: &[], value }
}

impl KeyTerm {
    const fn also(mut self, names: &'static [&'static str]) -> KeyTerm {
        self.also = names;
        self
    }

    const fn takes(mut self, takes: &'static [Takes]) -> KeyTerm {
        self.takes = takes;
        self
    }
}

const MEMOIRS: &str = "serge1963memoirs";
const CHAPTER: &str = "hochschild1997two";
const LETTER: &str = "serge1947letter";

/// Every term that is not just a field or a role.
pub const KEY_TERMS: &[KeyTerm] = &[
    // People
    term(
        "author",
        "who it is filed under: the author, else the editor, the compiler, the editor of the book; the family name of the first",
        example(MEMOIRS, "[author]", "Serge"),
        |subject, _, letters| subject.leading(letters),
    )
    .also(&["auth", "creator"]),
    term(
        "pureauthor",
        "the author alone, nobody in the author's place",
        example(MEMOIRS, "[pureauthor]_[translator]", "Serge_Sedgwick"),
        |subject, _, letters| subject.people(Role::Author, letters),
    )
    .also(&["pureauth"]),
    // Titles
    term(
        "title",
        "the title without subtitle; its words begin with capitals, but for function words",
        example(MEMOIRS, "[title]", "MemoirsofaRevolutionary"),
        |subject, _, letters| super::filters::titled(subject.title(letters)),
    ),
    term(
        "fulltitle",
        "the title without subtitle, as it stands",
        example(MEMOIRS, "[fulltitle:lower:join(-)]", "memoirs-of-a-revolutionary"),
        |subject, _, letters| subject.title(letters),
    ),
    term(
        "shorttitle",
        "the first words of the title, with capitals, without function words of its language: so many, or 3",
        example(MEMOIRS, "[shorttitle(2)]", "MemoirsRevolutionary"),
        |subject, arguments, letters| {
            let words = super::filters::significant(subject.title(letters));
            super::filters::titled(super::filters::first_words(words, arguments.number(0)))
        },
    )
    .takes(&[Takes::Number(3)]),
    term(
        "original",
        "the title of the original of a translation",
        example(MEMOIRS, "[original:words(1)]", "Memoires"),
        |subject, _, letters| subject.original_title(letters),
    )
    .also(&["origtitle"]),
    term(
        "work",
        "the title of the work: that of the original, as far as it is known",
        example(MEMOIRS, "[work:significant:words(2):join(_)]", "Memoires_revolutionnaire"),
        |subject, _, letters| subject.work(letters),
    ),
    term(
        "container",
        "the title of the book or periodical that it is part of",
        example(CHAPTER, "[container:words(2)]", "Findingthe"),
        |subject, _, letters| subject.marked(Place::Container, Field::Title, letters),
    )
    .also(&["journal", "booktitle", "journaltitle"]),
    term(
        "journalabbr",
        "the short title of the book or periodical, else the first letters of its title without function words",
        example(CHAPTER, "[journalabbr]", "FT"),
        |subject, _, letters| {
            let short = subject.marked(Place::Container, Field::ShortTitle, letters);
            if short.clone().into_words().is_empty() {
                let title = subject.marked(Place::Container, Field::Title, letters);
                return super::filters::abbreviated(super::filters::significant(title));
            }
            short
        },
    )
    .also(&["containerabbr"]),
    // Dates
    term("year", "the year of the edition", example(MEMOIRS, "[author][year]", "Serge1963"), |subject, _, _| {
        subject.year(subject.date(Place::Here))
    }),
    term(
        "shortyear",
        "the last two digits of the year",
        example(MEMOIRS, "[author][shortyear]", "Serge63"),
        |subject, _, _| {
            let year = subject.date(Place::Here).and_then(Date::year);
            year.map_or_else(Value::nothing, |year| Value::text(format!("{:02}", year.rem_euclid(100))))
        },
    ),
    term(
        "origyear",
        "the year of the original of a translation",
        example(MEMOIRS, "[author][origyear|year]", "Serge1951"),
        |subject, _, _| subject.year(subject.date(Place::Original)),
    )
    .also(&["originalyear", "origdate"]),
    term(
        "month",
        "the month of the edition, in English; [month:letters(3):lower] is jan, feb",
        example(LETTER, "[year][month:letters(3):lower]", "1947nov"),
        |subject, _, _| {
            let month = subject.month().and_then(|month| Date::from_numbers(2000, Some(month.into()), None).ok());
            let shown = month.map(|date| date.display()).unwrap_or_default();
            let word = shown.split(' ').find(|word| word.chars().all(char::is_alphabetic));
            word.map_or_else(Value::nothing, Value::text)
        },
    ),
    term(
        "monthnumber",
        "the month of the edition in two digits",
        example(LETTER, "[year][monthnumber]", "194711"),
        |subject, _, _| {
            subject.month().map_or_else(Value::nothing, |month| Value::text(format!("{month:02}")))
        },
    ),
    term("day", "the day of the month", example(LETTER, "[year][month][day]", "1947November11"), |subject, _, _| {
        let point = subject.date(Place::Here).and_then(Date::first_point);
        point.and_then(|point| point.day()).map_or_else(Value::nothing, |day| Value::text(day.to_string()))
    }),
    // What it is
    term(
        "language",
        "the language of the text: en, fr",
        example(MEMOIRS, "[author][year][language]", "Serge1963en"),
        |subject, _, _| subject.language(Place::Here),
    )
    .also(&["langid"]),
    term(
        "origlanguage",
        "the language of the original",
        example(MEMOIRS, "[author]-[origlanguage]-[language]", "Serge-fr-en"),
        |subject, _, _| subject.language(Place::Original),
    )
    .also(&["originallanguage"]),
    term(
        "kind",
        "the kind of the work: novel, memoir, essay",
        example(MEMOIRS, "[kind][year]", "memoir1963"),
        |subject, _, _| {
            let kind: WorkKind =
                subject.reference.work_kind.unwrap_or_else(|| subject.reference.entry_type.likely_kind());
            Value::marked(kind.as_str(), None, Letters::Ascii)
        },
    ),
    term(
        "type",
        "the type of the entry: book, chapter, article",
        example(MEMOIRS, "[type]:[author][year]", "book:Serge1963"),
        |subject, _, _| Value::marked(subject.reference.entry_type.as_str(), None, Letters::Ascii),
    )
    .also(&["entrytype"]),
    // Where it is found
    term("firstpage", "the first page", example(CHAPTER, "[author][firstpage]", "Hochschild65"), |subject, _, letters| {
        subject.page(letters, |numbers| numbers.into_iter().next())
    }),
    term("lastpage", "the last page", example(CHAPTER, "[author][lastpage]", "Hochschild87"), |subject, _, letters| {
        subject.page(letters, |numbers| numbers.into_iter().next_back())
    }),
    term(
        "publisher",
        "the first publisher",
        example(MEMOIRS, "[publisher:words(1)][year]", "Oxford1963"),
        |subject, _, letters| {
            let here = subject.marked(Place::Here, Field::Publishers, letters);
            match here.clone().into_words().is_empty() {
                true => subject.marked(Place::Container, Field::Publishers, letters),
                false => here,
            }
        },
    ),
    term(
        "keyword",
        "a keyword by its number, or the first",
        example(MEMOIRS, "[author|keyword(1)]", "Serge"),
        |subject, arguments, letters| {
            let words = subject.reference.fields.list(Place::Here, Field::Keywords);
            let word = arguments.number(0).checked_sub(1).and_then(|index| words.get(index));
            word.map_or_else(Value::nothing, |word| Value::marked(word, subject.own_language(), letters))
        },
    )
    .takes(&[Takes::Number(1)]),
    term(
        "keywords",
        "so many keywords, or all",
        example(MEMOIRS, "[author|keywords(2):join(-)]", "Serge"),
        |subject, arguments, letters| {
            let words = subject.reference.fields.list(Place::Here, Field::Keywords);
            let words = words.iter().take(arguments.number(0));
            let words = words.flat_map(|word| Value::marked(word, subject.own_language(), letters).into_words());
            Value::Words(words.collect())
        },
    )
    .takes(&[Takes::Number(usize::MAX)]),
];

impl<'a> Subject<'a> {
    fn date(&self, place: Place) -> Option<&'a Date> {
        self.reference.fields.date(place, Field::Date)
    }

    fn year(&self, date: Option<&Date>) -> Value {
        date.and_then(Date::year).map_or_else(Value::nothing, |year| Value::text(year.to_string()))
    }

    fn month(&self) -> Option<u8> {
        self.date(Place::Here).and_then(Date::first_point).and_then(|point| point.month())
    }

    fn own_language(&self) -> Option<&'a str> {
        self.language_of(Place::Here)
    }

    fn language_of(&self, place: Place) -> Option<&'a str> {
        let tags = self.reference.fields.list(place, Field::Language).first().map(String::as_str);
        tags.or_else(|| self.reference.fields.text(place, Field::Language)).filter(|tag| !tag.is_empty())
    }

    fn language(&self, place: Place) -> Value {
        let tag = self.language_of(place).map(language::primary).unwrap_or_default();
        Value::marked(tag, None, Letters::Ascii)
    }

    fn title(&self, letters: Letters) -> Value {
        self.marked(Place::Here, Field::Title, letters)
    }

    fn original_title(&self, letters: Letters) -> Value {
        self.marked(Place::Original, Field::Title, letters)
    }

    /// The title of the work, or of what may be taken for its first edition.
    fn work(&self, letters: Letters) -> Value {
        if let Some(title) = self.work_title.filter(|title| !title.is_empty()) {
            let of_original = self.language_of(Place::Original).or_else(|| self.own_language());
            return Value::marked(title, of_original, letters);
        }
        match self.reference.fields.has(Place::Original, Field::Title) {
            true => self.original_title(letters),
            false => self.title(letters),
        }
    }

    /// The words of a field; the first of a list.
    pub(super) fn marked(&self, place: Place, field: Field, letters: Letters) -> Value {
        let value = self.reference.fields.get(place, field);
        let text = match value {
            Some(value) if value.as_list().is_empty() => Some(value.to_display()),
            Some(value) => value.as_list().first().cloned(),
            None => None,
        };
        let language = if place == Place::Here { self.own_language() } else { self.language_of(place) };
        text.map_or_else(Value::nothing, |text| Value::marked(&text, language, letters))
    }

    /// The words of a field by its row.
    pub(super) fn field(&self, row: &Row, letters: Letters) -> Value {
        self.marked(row.place, row.field, letters)
    }

    /// Who has a role.
    pub(super) fn people(&self, role: Role, letters: Letters) -> Value {
        self.people_at(Place::Here, role, letters)
    }

    /// Who has a role at a place.
    pub(super) fn people_at(&self, place: Place, role: Role, letters: Letters) -> Value {
        let list: Option<&NameList> = self.reference.names.get(&(place, role));
        list.map_or_else(Value::nothing, |list| Value::People(People::of(list, letters)))
    }

    /// Those that the entry is filed under.
    fn leading(&self, letters: Letters) -> Value {
        let places = [
            (Place::Here, Role::Author),
            (Place::Here, Role::Editor),
            (Place::Here, Role::Compiler),
            (Place::Container, Role::Editor),
        ];
        let has_names = |place: &&(Place, Role)| !self.reference.names(place.0, place.1).is_empty();
        let found = places.iter().find(has_names);
        found.map_or_else(Value::nothing, |(place, role)| self.people_at(*place, *role, letters))
    }

    fn page(&self, letters: Letters, choose: impl FnOnce(Vec<String>) -> Option<String>) -> Value {
        let pages = self.reference.fields.text(Place::Here, Field::Pages).unwrap_or_default();
        let ranges = pages.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-' | '–' | '—'));
        let numbers = ranges.map(|number| letters.of(number)).filter(|number| !number.is_empty());
        choose(numbers.collect()).map_or_else(Value::nothing, Value::text)
    }
}

/// The term with a name.
pub(super) fn term_named(name: &str) -> Option<&'static KeyTerm> {
    KEY_TERMS.iter().find(|term| {
        std::iter::once(&term.name).chain(term.also).any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// The row of a field by its name here.
pub(super) fn field_named(name: &str) -> Option<&'static Row> {
    row_named(&name.to_lowercase().replace('-', "_"))
}
