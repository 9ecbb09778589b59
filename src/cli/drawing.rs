//! The picture of a work: its translations and their editions beneath it.

use super::{
    output::{ASIDE, Colour, KEY, TITLE, columns, padded},
    visible::visible,
    words::names,
};
use crate::{
    library::{self, Containers},
    model::{
        Ending, Field, NameList, Place, Role, Standing,
        field::Fields,
        title,
        tree::{Attribution, Contribution, Edition, Expression, ExpressionKind, Work, WorkState},
    },
};

/// Between the parts of a line.
const GAP: &str = "   ";

/// Draws works.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// Whether to style what is drawn.
    pub colour: Colour,
    /// Columns to stay within, where that can be done by breaking lines between their parts.
    pub width: Option<usize>,
    /// What editions are part of.
    pub containers: &'a Containers,
}

/// One part of a line, with its style.
struct Part {
    text: String,
    style: Option<anstyle::Style>,
}

impl Drawing<'_> {
    /// The lines of a work with all below it, each ended.
    pub fn work(&self, work: &Work) -> String {
        let mut text = self.headline(work);
        let wide = work.expressions.iter().filter_map(|expression| expression.language.as_deref());
        let wide = wide.map(|language| columns(&visible(language))).max().unwrap_or(0);
        for (index, expression) in work.expressions.iter().enumerate() {
            let is_last = index + 1 == work.expressions.len();
            let (branch, below) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            let language = expression.language.as_deref().unwrap_or("");
            let gap = if wide == 0 { "" } else { "  " };
            let column = format!("{}{gap}", padded(&visible(language), wide));
            let label = visible(&label(work, expression)).into_owned();
            text.push_str(&format!("{branch}{column}{label}\n"));
            let indent = format!("{below}{}", " ".repeat(wide + gap.len()));
            for edition in &expression.editions {
                self.push_edition(&mut text, &indent, work, edition);
            }
        }
        text
    }

    /// Title, authors, kind, language and what became of it.
    fn headline(&self, work: &Work) -> String {
        let title = title::plain(&work.title);
        let mut line = self.colour.paint(TITLE, visible(&title));
        let authors = names(&of_role(&work.contributions, Role::Author));
        let state = (work.state != WorkState::Extant).then(|| work.state.to_string());
        let rest = [Some(authors), Some(work.kind.to_string()), work.language.clone(), state];
        for part in rest.into_iter().flatten().filter(|part| !part.is_empty()) {
            line.push_str(&format!(" · {}", visible(&part)));
        }
        line.push('\n');
        line
    }

    fn push_edition(&self, text: &mut String, indent: &str, work: &Work, edition: &Edition) {
        let key = match edition.standing {
            Standing::Listed => edition.key.as_str(),
            Standing::Mentioned => "",
        };
        let container = edition.container.as_deref().and_then(|key| self.containers.get(key));
        let parts = [
            Part { text: title_of(work, edition), style: None },
            Part {
                text: imprint(edition, container.map(|container| &container.edition)),
                style: Some(ASIDE),
            },
            Part { text: key.to_owned(), style: Some(KEY) },
        ];
        let parts = parts.into_iter().filter(|part| !part.text.is_empty());
        let mut taken = columns(indent);
        text.push_str(indent);
        for (index, part) in parts.enumerate() {
            let shown = visible(&part.text);
            let wide = columns(&shown);
            if index > 0 {
                let is_full = self.width.is_some_and(|width| taken + GAP.len() + wide > width);
                if is_full {
                    // What follows of an edition stands deeper than the next edition.
                    text.push_str(&format!("\n{indent}  "));
                    taken = columns(indent) + 2;
                } else {
                    text.push_str(GAP);
                    taken += GAP.len();
                }
            }
            taken += wide;
            match part.style {
                Some(style) => text.push_str(&self.colour.paint(style, shown)),
                None => text.push_str(&shown),
            }
        }
        text.push('\n');
    }
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
            let publication = publication(&edition.fields);
            [Some(publication), year]
                .into_iter()
                .flatten()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
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
