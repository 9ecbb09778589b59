//! An edition as a line of a bibliography, with what is known beyond it in small print.

use askama::Template;
use askama::filters::HtmlSafe;

use super::apparatus::Apparatus;
use super::coins;
use super::evidence::readings;
use super::index::{End, Index, Located};
use super::link::{Anchor, bare_doi, doi_address, web_address};
use super::mention::{Mention, relation_lines};
use super::people::{Credit, credits, sentence};
use super::read_through::{Passage, ReadLine};
use super::text::{Marked, Text};
use super::time::Time;
use super::title::{Title, slips, title_lines};
use super::words::{self, capitalized, ordinal};
use crate::fields::{self, Kind};
use crate::model::field::Fields;
use crate::model::tree::Attribution;
use crate::model::{Field, Place, Role, Standing, Value};

/// An edition.
#[derive(Debug, Template)]
#[template(path = "edition.html")]
pub(super) struct Edition<'a> {
    id: String,
    /// COinS.
    context_object: String,
    standing: Standing,
    key: Option<Text<'a>>,
    title: Title<'a>,
    addon: Option<Marked<'a>>,
    credits: Vec<Credit>,
    statement: Option<Text<'static>>,
    set: Option<Title<'a>>,
    /// Volume, issue and the like.
    numbering: Vec<Text<'static>>,
    host: Option<Host<'a>>,
    imprint: Imprint<'a>,
    extent: Option<Text<'static>>,
    series: Option<Series<'a>>,
    facts: Vec<Fact<'a>>,
    addresses: Vec<Address<'a>>,
    accessed: Option<Time>,
    lineage: Vec<Lineage<'a>>,
    is_disputed: bool,
    contents: Vec<Mention<'a>>,
    apparatus: Apparatus<'a>,
    reads: Vec<ReadLine<'a>>,
    passages: Vec<Passage<'a>>,
    citation: Option<Marked<'a>>,
}

impl HtmlSafe for Edition<'_> {}

/// An edition in a line or two, for feeds.
#[derive(Debug, Template)]
#[template(path = "brief.html")]
pub(super) struct Brief<'a> {
    title: Title<'a>,
    credits: Vec<Credit>,
    host: Option<Title<'a>>,
    imprint: Imprint<'a>,
    extent: Option<Text<'static>>,
}

impl<'a> Brief<'a> {
    pub fn of(located: Located<'a>, index: &Index<'a>) -> Brief<'a> {
        let Located { expression, edition, .. } = located;
        let hands = expression.contributions.iter().chain(&edition.contributions);
        Brief {
            title: Title::of_edition(located),
            credits: sentence(hands, index),
            host: index.container(edition).map(Title::of_edition),
            imprint: Imprint::of(&edition.fields),
            extent: extent(&edition.fields),
        }
    }
}

/// What an edition is part of.
#[derive(Debug)]
struct Host<'a> {
    mention: Mention<'a>,
    issue: Option<Title<'a>>,
    credits: Vec<Credit>,
    /// Of a book, whose parts have none of their own.
    imprint: Imprint<'a>,
}

/// Where, by whom and when it was brought out.
#[derive(Debug, Default, Template)]
#[template(path = "imprint.html")]
struct Imprint<'a> {
    places: Vec<Marked<'a>>,
    publishers: Vec<Marked<'a>>,
    date: Option<Time>,
}

impl HtmlSafe for Imprint<'_> {}

#[derive(Debug)]
struct Series<'a> {
    title: Title<'a>,
    number: Option<Text<'a>>,
}

/// A field that has no place in the line of a bibliography.
#[derive(Debug)]
struct Fact<'a> {
    label: Text<'static>,
    values: Vec<Marked<'a>>,
    verbatim: Vec<Text<'a>>,
}

/// A URL or DOI, as a link where it is one.
#[derive(Debug)]
struct Address<'a> {
    href: Option<String>,
    text: Text<'a>,
}

/// The edition that an edition was made from.
#[derive(Debug)]
struct Lineage<'a> {
    label: &'static str,
    mention: Mention<'a>,
}

/// Fields that have their place in the template.
const IN_LINE: &[Field] = &[
    Field::Title,
    Field::Subtitle,
    Field::TitleAddon,
    Field::Publishers,
    Field::Places,
    Field::Institutions,
    Field::Organizations,
    Field::Date,
    Field::Accessed,
    Field::Edition,
    Field::Volume,
    Field::Volumes,
    Field::Part,
    Field::Issue,
    Field::Number,
    Field::Chapter,
    Field::ArticleNumber,
    Field::Pages,
    Field::PageTotal,
    Field::Note,
    Field::Addendum,
    Field::Url,
    Field::Doi,
];

/// Fields that are for programs or for the owner of the library alone: paths, private notes, how to sort and
/// how to print.
const NOT_SHOWN: &[Field] = &[
    Field::ShortTitle,
    Field::Language,
    Field::Pagination,
    Field::BookPagination,
    Field::EntrySubtype,
    Field::Abstract,
    Field::Annotation,
    Field::Keywords,
    Field::File,
];

impl<'a> Edition<'a> {
    /// An edition with everything that is known of it.
    pub fn of(located: Located<'a>, index: &Index<'a>) -> Edition<'a> {
        let Located { expression, edition, .. } = located;
        let fields = &edition.fields;
        let language = expression.language.as_deref();
        let host = Host::of(located, index);
        Edition {
            id: Anchor::Edition(&edition.key).id(),
            context_object: coins::context_object(located, index),
            standing: edition.standing,
            key: (edition.standing == Standing::Listed).then_some(Text::from(&edition.key)),
            title: Title::of_edition(located),
            addon: marked(fields, Field::TitleAddon),
            credits: sentence(&edition.contributions, index),
            statement: fields
                .text(Place::Here, Field::Edition)
                .map(|statement| edition_statement(statement).into()),
            set: fields.text(Place::Set, Field::Title).map(|title| Title::whole(title, language)),
            numbering: numbering(fields),
            imprint: Imprint::beside(host.as_ref(), fields),
            host,
            extent: extent(fields),
            series: Series::of(fields, language),
            facts: facts(fields),
            addresses: addresses(fields),
            accessed: fields.date(Place::Here, Field::Accessed).map(Time::exact),
            lineage: lineage(located, index),
            is_disputed: edition.attribution == Attribution::Disputed,
            contents: contents(located, index),
            apparatus: apparatus(located, index),
            reads: index
                .shelf()
                .of_edition(&edition.key)
                .iter()
                .map(|read| ReadLine::of(read, Some(fields)))
                .collect(),
            passages: index
                .shelf()
                .quotations(&edition.key)
                .iter()
                .map(|quotation| Passage::of(quotation, language))
                .collect(),
            citation: index.citation(edition).map(Marked),
        }
    }

    fn numbering_sentence(&self) -> Text<'static> {
        let numbers: Vec<_> = self.numbering.iter().map(Text::to_string).collect();
        capitalized(&numbers.join(", ")).into()
    }
}

fn marked(fields: &Fields, field: Field) -> Option<Marked<'_>> {
    fields.text(Place::Here, field).map(Marked)
}

fn apparatus<'a>(located: Located<'a>, index: &Index<'a>) -> Apparatus<'a> {
    let Located { expression, edition, .. } = located;
    let language = expression.language.as_deref();
    let text = |field| edition.fields.text(Place::Here, field).unwrap_or_default();
    let shown = format!("{} {}", text(Field::Title), text(Field::Subtitle));
    let notes = [Field::Note, Field::Addendum];
    Apparatus {
        title_lines: title_lines(&edition.titles, language),
        slips: slips(&edition.titles, language, &shown),
        relations: relation_lines(End::Edition(located), index),
        notes: notes.into_iter().filter_map(|field| marked(&edition.fields, field)).collect(),
        readings: readings(&edition.evidence, index),
    }
}

/// "2nd edition" for a number; a text as it stands.
fn edition_statement(statement: &str) -> String {
    match statement.trim().parse::<usize>() {
        Ok(number) => format!("{} edition", ordinal(number)),
        Err(_) => capitalized(crate::model::title::plain(statement).trim()),
    }
}

/// What each number counts, before it or after it.
fn numbering(fields: &Fields) -> Vec<Text<'static>> {
    let given = |field| fields.text(Place::Here, field);
    let counted = |before: &'static str| {
        move |number: &str| {
            let is_number = number.starts_with(|c: char| c.is_ascii_digit() || "IVXLCDM".contains(c));
            if is_number { format!("{before} {number}") } else { number.to_owned() }
        }
    };
    [
        given(Field::Volumes).map(|number| format!("{number} vols")),
        given(Field::Volume).map(counted("vol.")),
        given(Field::Part).map(counted("part")),
        given(Field::Issue).map(counted("no.")),
        given(Field::Number).map(counted("no.")),
        given(Field::Chapter).map(counted("chapter")),
        given(Field::ArticleNumber).map(counted("article")),
    ]
    .into_iter()
    .flatten()
    .map(Text::from)
    .collect()
}

/// The text with an en dash for a hyphen between two digits.
fn with_dashes(pages: &str) -> String {
    let mut text = String::with_capacity(pages.len());
    let mut rest = pages.chars().peekable();
    let mut after_digit = false;
    while let Some(c) = rest.next() {
        let is_range = c == '-' && after_digit && rest.peek().is_some_and(char::is_ascii_digit);
        text.push(if is_range { '–' } else { c });
        after_digit = c.is_ascii_digit();
    }
    text
}

/// "pp. 3–4"; what is no number as it stands.
pub(super) fn pages_in_words(pages: &str) -> String {
    let is_number = pages.starts_with(|c: char| c.is_ascii_digit() || "ivxlcdm".contains(c));
    let sign = if pages.contains(['–', '-', ',']) { "pp." } else { "p." };
    let words = if is_number { format!("{sign} {pages}") } else { pages.to_owned() };
    with_dashes(&words)
}

/// Pages of a part, or the number of pages of a whole.
pub(super) fn extent(fields: &Fields) -> Option<Text<'static>> {
    if let Some(pages) = fields.text(Place::Here, Field::Pages) {
        return Some(pages_in_words(pages).into());
    }
    fields.text(Place::Here, Field::PageTotal).map(|total| format!("{total} pp.").into())
}

impl<'a> Imprint<'a> {
    fn of(fields: &'a Fields) -> Imprint<'a> {
        let list = |field| fields.list(Place::Here, field).iter().map(|text| Marked(text));
        let publishers =
            list(Field::Publishers).chain(list(Field::Institutions)).chain(list(Field::Organizations));
        Imprint {
            places: list(Field::Places).collect(),
            publishers: publishers.collect(),
            date: fields.date(Place::Here, Field::Date).map(Time::exact),
        }
    }

    /// That of a part, without the date where it is that of its host.
    fn beside(host: Option<&Host<'_>>, fields: &'a Fields) -> Imprint<'a> {
        let imprint = Imprint::of(fields);
        let host_date = host.and_then(|host| host.imprint.date.as_ref());
        Imprint { date: imprint.date.filter(|date| host_date != Some(date)), ..imprint }
    }

    fn is_empty(&self) -> bool {
        self.places.is_empty() && self.publishers.is_empty() && self.date.is_none()
    }

    fn stop(&self) -> &'static str {
        let last = match &self.date {
            Some(date) => Some(date.stop()),
            None => self.publishers.last().or(self.places.last()).map(Marked::stop),
        };
        last.unwrap_or_default()
    }
}

impl<'a> Host<'a> {
    fn of(located: Located<'a>, index: &Index<'a>) -> Option<Host<'a>> {
        let edition = located.edition;
        let language = located.expression.language.as_deref();
        let issue =
            edition.fields.text(Place::Issue, Field::Title).map(|title| Title::whole(title, language));
        let key = edition.container.as_deref()?;
        let Some(host) = index.edition(key) else {
            let mention = Mention::absent(key);
            return Some(Host { mention, issue, credits: Vec::new(), imprint: Imprint::default() });
        };
        let is_book = !edition.entry_type.is_part_of_periodical();
        let below = host.expression.contributions.iter().chain(&host.edition.contributions);
        let hands = below.filter(|given| given.role != Role::Author && is_book);
        let imprint = if is_book { Imprint::of(&host.edition.fields) } else { Imprint::default() };
        Some(Host {
            mention: Mention::host(host, located.work, index),
            issue,
            credits: credits(hands, index),
            imprint,
        })
    }
}

impl<'a> Series<'a> {
    fn of(fields: &'a Fields, language: Option<&'a str>) -> Option<Series<'a>> {
        let title = Title::whole(fields.text(Place::Series, Field::Title)?, language);
        Some(Series { title, number: fields.text(Place::Series, Field::Number).map(Text::from) })
    }
}

fn addresses(fields: &Fields) -> Vec<Address<'_>> {
    let dois = fields.list(Place::Here, Field::Doi).iter().map(|doi| Address {
        href: doi_address(doi),
        text: bare_doi(doi).map_or_else(|| doi.into(), |bare| format!("doi:{bare}").into()),
    });
    let urls = fields
        .list(Place::Here, Field::Url)
        .iter()
        .map(|url| Address { href: web_address(url), text: Text::from(url) });
    dois.chain(urls).collect()
}

/// Whether a reader of the page sees a field of an edition.
pub(super) fn shows(place: Place, field: Field) -> bool {
    match place {
        Place::Here => !NOT_SHOWN.contains(&field),
        Place::Set | Place::Issue | Place::Event => true,
        Place::Series => matches!(field, Field::Title | Field::Number),
        Place::Container | Place::Original | Place::Reprint => false,
    }
}

/// Every field of the edition, its issue and its event that neither has its place in the line nor is private.
fn facts(fields: &Fields) -> Vec<Fact<'_>> {
    fields
        .iter()
        .filter(|((place, field), _)| match place {
            Place::Here => !IN_LINE.contains(field) && !NOT_SHOWN.contains(field),
            Place::Set | Place::Issue => *field != Field::Title,
            Place::Event => true,
            Place::Series | Place::Container | Place::Original | Place::Reprint => false,
        })
        .filter_map(|((place, field), value)| fact(place, field, value))
        .collect()
}

fn fact(place: Place, field: Field, value: &Value) -> Option<Fact<'_>> {
    let row = fields::row(place, field)?;
    let label = match row.kind {
        Kind::Identifier => row.name.to_ascii_uppercase(),
        _ => capitalized(&row.name.replace('_', " ")),
    };
    let list = value.as_list();
    let (values, verbatim) = match value {
        Value::Date(date) => (Vec::new(), vec![Time::exact(date).into_words()]),
        _ if row.kind.has_markup() => (list.iter().map(|text| Marked(text)).collect(), Vec::new()),
        _ => (Vec::new(), list.iter().map(Text::from).collect()),
    };
    Some(Fact { label: label.into(), values, verbatim })
}

fn lineage<'a>(located: Located<'a>, index: &Index<'a>) -> Vec<Lineage<'a>> {
    let edition = located.edition;
    [("Reprint of", &edition.reprint_of), ("Translated from", &edition.translated_from)]
        .into_iter()
        .filter_map(|(label, key)| {
            let key = key.as_deref()?;
            let mention = match index.edition(key) {
                Some(earlier) => Mention::edition(earlier, located.work, index),
                None => Mention::absent(key),
            };
            Some(Lineage { label, mention })
        })
        .collect()
}

/// The parts that stand in the edition, by page where pages are given.
fn contents<'a>(located: Located<'a>, index: &Index<'a>) -> Vec<Mention<'a>> {
    let mut parts = index.contents(located.edition).to_vec();
    parts.sort_by_key(|part| first_page(&part.edition.fields));
    parts.into_iter().map(|part| Mention::part(part, located.work, index)).collect()
}

/// The page that a part begins on; parts without a page come last.
fn first_page(fields: &Fields) -> (bool, Option<u32>) {
    let pages = fields.text(Place::Here, Field::Pages).unwrap_or_default();
    let digits = pages.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let page = digits.parse().ok();
    (page.is_none(), page)
}
