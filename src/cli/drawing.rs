//! The picture of a work: its translations and their editions beneath it.

use std::collections::BTreeMap;

use anstyle::Style;

use super::{
    hyperlinks::Hyperlinks,
    output::{ASIDE, Colour, KEY, TITLE, columns, padded},
    visible::visible,
    words::names,
};
use crate::{
    library::{self, Containers, address_of},
    model::{
        Ending, Field, NameList, Place, Role, Standing,
        field::Fields,
        title,
        tree::{
            Attribution, Contribution, Edition, Expression, ExpressionKind, ReadingStatus, Target, Work,
            WorkState,
        },
    },
};

/// Between the parts of a line.
const GAP: &str = "   ";

/// Draws works.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// Whether to style what is drawn.
    pub colour: Colour,
    /// Whether titles of editions lead to where these are on the web.
    pub links: Hyperlinks,
    /// Columns to stay within, as far as words allow.
    pub width: Option<usize>,
    /// What editions are part of.
    pub containers: &'a Containers,
    /// How it stands with works and editions that are read.
    pub reading: &'a BTreeMap<Target, ReadingStatus>,
}

/// One part of a line, with its style.
struct Part {
    text: String,
    style: Style,
    /// Where it leads.
    address: Option<String>,
}

impl Part {
    fn new(text: impl Into<String>, style: Style) -> Part {
        Part { text: text.into(), style, address: None }
    }
}

impl Drawing<'_> {
    /// The lines of a work with all below it, each ended.
    pub fn work(&self, work: &Work) -> String {
        let rail = if work.expressions.is_empty() { "  " } else { "│ " };
        let mut text = self.broken("", rail, " ", self.headline(work));
        let wide = work.expressions.iter().filter_map(|expression| expression.language.as_deref());
        let wide = wide.map(|language| columns(&visible(language))).max().unwrap_or(0);
        for (index, expression) in work.expressions.iter().enumerate() {
            let is_last = index + 1 == work.expressions.len();
            let (branch, below) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            let language = visible(expression.language.as_deref().unwrap_or(""));
            let gap = if wide == 0 { "" } else { "  " };
            let indent = format!("{below}{}", " ".repeat(wide + gap.len()));
            let label = Part::new(label(work, expression), Style::new());
            let first = format!("{branch}{}{gap}", padded(&language, wide));
            text.push_str(&self.broken(&first, &indent, " ", vec![label]));
            for edition in &expression.editions {
                let further = format!("{indent}  ");
                text.push_str(&self.broken(&indent, &further, GAP, self.edition(work, edition)));
            }
        }
        text
    }

    /// Title, imprint and key.
    fn edition(&self, work: &Work, edition: &Edition) -> Vec<Part> {
        let key = match edition.standing {
            Standing::Listed => edition.key.as_str(),
            Standing::Mentioned => "",
        };
        let container = edition.container.as_deref().and_then(|key| self.containers.get(key));
        let imprint = imprint(edition, container.map(|container| container.edition.as_ref()));
        vec![
            Part { address: address_of(&edition.fields), ..Part::new(title_of(work, edition), Style::new()) },
            Part::new(imprint, ASIDE),
            Part::new(key, KEY),
            self.mark(&Target::Edition(edition.key.clone())),
        ]
    }

    /// How it stands with reading something; empty where nothing is told.
    fn mark(&self, target: &Target) -> Part {
        Part::new(self.reading.get(target).map_or(String::new(), ReadingStatus::to_string), ASIDE)
    }

    fn headline(&self, work: &Work) -> Vec<Part> {
        let mut parts = headline(work);
        let mark = self.mark(&Target::Work(work.handle.clone()));
        parts.extend((!mark.text.is_empty()).then(|| Part { text: format!("· {}", mark.text), ..mark }));
        parts
    }

    /// Parts with gaps between them, in as many lines as the width asks for: the first behind `first`, the
    /// others behind `further`. A part that does not fit behind another begins a line; one that does not fit
    /// into a line is broken between its words.
    fn broken(&self, first: &str, further: &str, gap: &str, parts: Vec<Part>) -> String {
        let mut text = first.to_owned();
        let mut taken = columns(first);
        let mut is_begun = false;
        for part in parts.iter().filter(|part| !part.text.is_empty()) {
            let shown = visible(&part.text);
            let room = self.width.unwrap_or(usize::MAX).saturating_sub(columns(further)).max(1);
            let before = if is_begun { gap } else { "" };
            let fits = self.width.is_none_or(|width| taken + columns(before) + columns(&shown) <= width);
            if fits || !is_begun {
                text.push_str(before);
                taken += columns(before);
            } else {
                text.push_str(&format!("\n{further}"));
                taken = columns(further);
            }
            let behind = self.width.map_or(usize::MAX, |width| width.saturating_sub(taken)).max(1);
            for (index, line) in wrapped(&shown, behind, room).iter().enumerate() {
                if index > 0 {
                    text.push_str(&format!("\n{further}"));
                    taken = columns(further);
                }
                let painted = self.colour.paint(part.style, line);
                text.push_str(&self.links.link(part.address.as_deref(), painted));
                taken += columns(line);
            }
            is_begun = true;
        }
        text.push('\n');
        text
    }
}

/// A text in lines of whole words: the first of at most `first` columns, the others of at most `further`, but
/// for words that are wider.
fn wrapped(text: &str, first: usize, further: usize) -> Vec<String> {
    if columns(text) <= first {
        return vec![text.to_owned()];
    }
    let mut lines = vec![String::new()];
    let mut taken = 0;
    for word in text.split(' ') {
        let room = if lines.len() == 1 { first } else { further };
        let wide = columns(word);
        if taken > 0 && taken + 1 + wide > room {
            lines.push(String::new());
            taken = 0;
        }
        if let Some(line) = lines.last_mut() {
            if taken > 0 {
                line.push(' ');
                taken += 1;
            }
            line.push_str(word);
            taken += wide;
        }
    }
    lines
}

/// Title, authors, kind, language and what became of it.
fn headline(work: &Work) -> Vec<Part> {
    let title = Part::new(title::plain(&work.title), TITLE);
    let authors = names(&of_role(&work.contributions, Role::Author));
    let state = (work.state != WorkState::Extant).then(|| work.state.to_string());
    let rest = [Some(authors), Some(work.kind.to_string()), work.language.clone(), state];
    let rest = rest.into_iter().flatten().filter(|text| !text.is_empty());
    let rest = rest.map(|text| Part::new(format!("· {text}"), Style::new()));
    std::iter::once(title).chain(rest).collect()
}

/// The names in a role, here.
pub fn of_role(contributions: &[Contribution], role: Role) -> NameList {
    library::names_by_role(contributions).remove(&(Place::Here, role)).unwrap_or_default()
}

/// What an expression is: `original`, `translated by Peter Sedgwick`, `translation from es, translator not
/// named`.
fn label(work: &Work, expression: &Expression) -> String {
    let source = expression.derived_from.as_deref();
    let source = source.and_then(|handle| work.expressions.iter().find(|other| other.handle == handle));
    // That a translation was made from the original goes without saying.
    let from = source
        .filter(|source| source.kind != ExpressionKind::Original)
        .and_then(|source| source.language.as_deref())
        .map_or(String::new(), |language| format!(" from {language}"));
    let translators = of_role(&expression.contributions, Role::Translator);
    let abridgers = of_role(&expression.contributions, Role::Abridger);
    let mut said = match (expression.kind, translators.ending) {
        (ExpressionKind::Translation, Ending::NotNamed) => {
            format!("translation{from}, translator not named")
        }
        (ExpressionKind::Translation, _) if translators.is_empty() => format!("translation{from}"),
        (ExpressionKind::Translation, _) => format!("translated{from} by {}", names(&translators)),
        // What is no more known than that it is there.
        (ExpressionKind::Unstated, _) if translators.is_empty() => "text".to_owned(),
        (kind, _) if translators.is_empty() => kind.to_string(),
        (kind, _) => format!("{kind}, translated{from} by {}", names(&translators)),
    };
    if !abridgers.is_empty() {
        said.push_str(&format!(", abridged by {}", names(&abridgers)));
    }
    said
}

/// Title and subtitle as one; the work's title where the edition gives none.
fn title_of(work: &Work, edition: &Edition) -> String {
    match full_title(&edition.fields) {
        title if title.is_empty() => title::plain(&work.title).to_string(),
        title => title,
    }
}

/// Title and subtitle as one text without markup.
pub fn full_title(fields: &Fields) -> String {
    let part = |field| fields.text(Place::Here, field).map(|text| title::plain(text).to_string());
    match (part(Field::Title), part(Field::Subtitle)) {
        (Some(title), Some(subtitle)) => format!("{title}: {subtitle}"),
        (title, subtitle) => title.or(subtitle).unwrap_or_default(),
    }
}

/// Where and when an edition came out, on one line: `Oxford: Oxford University Press 1963`,
/// `Revolutionary History 5/3, 1994`.
pub fn imprint(edition: &Edition, container: Option<&Edition>) -> String {
    let own = |field| edition.fields.date(Place::Here, field);
    let date = own(Field::Date).or_else(|| container?.fields.date(Place::Here, Field::Date));
    let year = date.map(|date| date.display_year());
    let mut text = match container {
        None => {
            let published = [Some(publication(&edition.fields)), year];
            let published = published.into_iter().flatten().filter(|part| !part.is_empty());
            let published = published.collect::<Vec<_>>().join(" ");
            let parts = [volume(edition).unwrap_or_default(), published];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
        Some(container) if edition.entry_type.is_part_of_book() => {
            let book = [full_title(&container.fields), publication(&container.fields)];
            let book: Vec<_> = book.into_iter().filter(|part| !part.is_empty()).collect();
            [Some(format!("in {}", book.join(", "))), year]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
        }
        Some(container) => {
            let place = format!("{}{}", full_title(&container.fields), numbers(&edition.fields));
            [Some(place), year].into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
    };
    let asides = asides(edition);
    if !asides.is_empty() {
        text.push_str(&format!(" ({})", asides.join(", ")));
    }
    text.trim().to_owned()
}

/// `vol. 2`, `vol. 2 of Collected works`: which volume of a set a book is.
fn volume(edition: &Edition) -> Option<String> {
    let text = |place, field| edition.fields.text(place, field).filter(|text| !text.is_empty());
    if edition.entry_type.is_part_of_periodical() {
        return None;
    }
    let volume = title::plain(text(Place::Here, Field::Volume)?);
    let is_number = volume.starts_with(|c: char| c.is_ascii_digit() || "IVXLC".contains(c));
    let set = text(Place::Set, Field::Title).map(|title| format!(" of {}", title::plain(title)));
    let word = if is_number { "vol. " } else { "" };
    Some(format!("{word}{volume}{}", set.unwrap_or_default()))
}

/// `Places: Publishers`.
fn publication(fields: &Fields) -> String {
    let texts = |field| fields.list(Place::Here, field).iter().map(|text| title::plain(text).to_string());
    let places: Vec<String> = texts(Field::Places).collect();
    let publishers = [Field::Publishers, Field::Institutions, Field::Organizations];
    let publishers = publishers.into_iter().map(|field| texts(field).collect::<Vec<_>>());
    let publishers = publishers.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
    let parts = [places.join(", "), publishers.join("; ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

/// ` 5/3`: volume and issue of a periodical.
fn numbers(fields: &Fields) -> String {
    let number = |field| fields.text(Place::Here, field).filter(|text| !text.is_empty());
    match (number(Field::Volume), number(Field::Issue)) {
        (Some(volume), Some(issue)) => format!(" {volume}/{issue}"),
        (Some(one), None) | (None, Some(one)) => format!(" {one}"),
        (None, None) => String::new(),
    }
}

fn asides(edition: &Edition) -> Vec<String> {
    let statement =
        edition.fields.text(Place::Here, Field::Edition).map(|text| title::plain(text).to_string());
    let statement = statement.map(|text| match text.parse::<u32>() {
        Ok(_) => format!("ed. {text}"),
        Err(_) => text,
    });
    let reprint = edition.reprint_of.is_some().then(|| "reprint".to_owned());
    let attribution = (edition.attribution == Attribution::Disputed).then(|| edition.attribution.to_string());
    [statement, reprint, attribution].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::text_form;

    fn drawn(works: &str, width: Option<usize>) -> String {
        let text = format!(
            "oeuvre: 1\nagents:\n- id: s\n  name: Serge, Victor\n- id: t\n  name: Sedgwick, Peter\nworks:\n{works}"
        );
        let catalogue = text_form::read(&text).unwrap_or_else(|problems| panic!("{problems:?}"));
        let containers = Containers::new();
        let links = Hyperlinks::Plain;
        let reading = BTreeMap::new();
        let drawing =
            Drawing { colour: Colour::Plain, links, width, containers: &containers, reading: &reading };
        catalogue.works.iter().map(|work| drawing.work(work)).collect()
    }

    const MEMOIRS: &str = "\
- id: m
  kind: memoir
  title: Mémoires d'un <i>révolutionnaire</i>, 1901–1941
  language: fr
  date: 1901/1941
  contributions:
  - role: author
    agent: s
  expressions:
  - id: m.fr
    kind: original
    language: fr
    editions:
    - key: a
      standing: mentioned
      type: book
      title: Mémoires d'un révolutionnaire
      places: [Paris]
      date: 1951
  - id: m.en
    kind: translation
    language: en
    derived_from: m.fr
    contributions:
    - role: translator
      agent: t
    editions:
    - key: serge1963memoirs
      type: book
      title: Memoirs of a Revolutionary
      places: [Oxford]
      publishers: [Oxford University Press]
      date: 1963
";

    #[test]
    fn the_picture_of_a_work() {
        assert_eq!(
            drawn(MEMOIRS, None),
            "Mémoires d'un révolutionnaire, 1901–1941 · Victor Serge · memoir · fr\n\
             ├─ fr  original\n\
             │      Mémoires d'un révolutionnaire   Paris 1951\n\
             └─ en  translated by Peter Sedgwick\n\
             \x20      Memoirs of a Revolutionary   Oxford: Oxford University Press 1963   serge1963memoirs\n"
        );
    }

    #[test]
    fn lines_are_broken_between_parts_and_words() {
        assert_eq!(
            drawn(MEMOIRS, Some(40)),
            "Mémoires d'un révolutionnaire, 1901–1941\n\
             │ · Victor Serge · memoir · fr\n\
             ├─ fr  original\n\
             │      Mémoires d'un révolutionnaire\n\
             │        Paris 1951\n\
             └─ en  translated by Peter Sedgwick\n\
             \x20      Memoirs of a Revolutionary\n\
             \x20        Oxford: Oxford University Press\n\
             \x20        1963   serge1963memoirs\n"
        );
        for width in 20..100 {
            let widest = drawn(MEMOIRS, Some(width)).lines().map(columns).max();
            assert!(widest <= Some(width.max(26)), "{width}: {widest:?}");
        }
    }

    #[test]
    fn texts_say_what_they_are() {
        for (lines, expected) in [
            ("kind: original", "original"),
            ("language: en", "en  text"),
            ("kind: translation", "translation"),
            (
                "kind: translation\n    contributions:\n    - role: translator\n      not_named: true",
                "translation, translator not named",
            ),
            (
                "kind: translation\n    contributions:\n    - role: translator\n      agent: t\n    - role: translator\n      and_others: true",
                "translated by Peter Sedgwick and others",
            ),
            (
                "kind: abridgement\n    contributions:\n    - role: abridger\n      agent: t",
                "abridgement, abridged by Peter Sedgwick",
            ),
        ] {
            let drawn = drawn(
                &format!("- id: w\n  kind: essay\n  title: T\n  expressions:\n  - id: e\n    {lines}\n"),
                None,
            );
            assert_eq!(drawn, format!("T · essay\n└─ {expected}\n"));
        }
    }

    #[test]
    fn a_work_may_have_no_text() {
        assert_eq!(drawn("- id: w\n  kind: novel\n  title: T\n  state: lost\n", None), "T · novel · lost\n");
    }
}
