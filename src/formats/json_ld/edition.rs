//! Editions, and what they are part of.

use serde_json::{Value as Json, json};

use super::alternate_names;
use super::node::{Node, iso_date, language_tag, reference, text};
use crate::fields::schema_org::{class, class_of_edition, property};
use crate::formats::address::{Anchor, doi_address, web_address};
use crate::formats::index::Index;
use crate::model::tree::{Contribution, Edition, Expression, Work};
use crate::model::{EntryType, Field, Place, Role};

/// The node of an edition.
pub(super) fn node(work: &Work, expression: &Expression, edition: &Edition, index: &Index<'_>) -> Json {
    let class = class_of_edition(edition.entry_type);
    let mut node = Node::new(Anchor::Edition(&edition.key), class, index);
    let edition = Described { edition, class };
    // A work is called as its original, which a translation without a title of its own is not.
    let of_work = || expression.derived_from.is_none().then(|| text(&work.title));
    node.set(property::NAME, edition.title(Place::Here).or_else(of_work));
    let short = edition.text(Field::ShortTitle).map(text);
    node.set_all(
        property::ALTERNATE_NAME,
        short.into_iter().chain(alternate_names(&edition.edition.titles, "")),
    );
    node.set(property::EXAMPLE_OF_WORK, reference(Anchor::Expression(&expression.handle), index));
    node.set(property::IN_LANGUAGE, expression.language.as_deref().and_then(language_tag));
    let levels = [&work.contributions, &expression.contributions, &edition.edition.contributions];
    node.credit(stated(&levels), index);
    edition.add_imprint(&mut node);
    edition.add_numbers(&mut node);
    edition.add_extent(&mut node);
    edition.add_identifiers(&mut node);
    edition.add_texts(&mut node);
    for whole in edition.wholes(index) {
        node.add(property::IS_PART_OF, whole);
    }
    node.finish()
}

/// Contributions of all levels; those in a role on a lower level stand instead of those on a higher one.
fn stated<'a>(levels: &[&'a Vec<Contribution>]) -> Vec<&'a Contribution> {
    let mut stated: Vec<&Contribution> = Vec::new();
    for level in levels {
        stated.retain(|higher| {
            !level.iter().any(|lower| (lower.place, lower.role) == (higher.place, higher.role))
        });
        stated.extend(level.iter());
    }
    stated
}

struct Described<'a> {
    edition: &'a Edition,
    class: &'static str,
}

impl Described<'_> {
    fn text(&self, field: Field) -> Option<&str> {
        self.edition.fields.text(Place::Here, field)
    }

    /// Title and subtitle of a place.
    fn title(&self, place: Place) -> Option<Json> {
        let title = self.edition.fields.text(place, Field::Title)?;
        Some(match self.edition.fields.text(place, Field::Subtitle) {
            Some(subtitle) => text(&format!("{title}: {subtitle}")),
            None => text(title),
        })
    }

    fn add_imprint(&self, node: &mut Node) {
        let list = |field| self.edition.fields.list(Place::Here, field).iter();
        let publishers =
            list(Field::Publishers).chain(list(Field::Institutions)).chain(list(Field::Organizations));
        let places: Vec<Json> = list(Field::Places)
            .map(|place| {
                let mut node = Node::inner(class::PLACE);
                node.set(property::NAME, text(place));
                node.finish()
            })
            .collect();
        let mut places = Some(places).filter(|places| !places.is_empty());
        // Publishers and places are not paired: the places stand with the first publisher.
        for publisher in publishers {
            let mut body = Node::inner(class::ORGANIZATION);
            body.set(property::NAME, text(publisher));
            body.set_all(property::LOCATION, places.take().unwrap_or_default());
            node.add(property::PUBLISHER, body.finish());
        }
        if let Some(places) = places {
            let mut body = Node::inner(class::ORGANIZATION);
            body.set_all(property::LOCATION, places);
            node.add(property::PUBLISHER, body.finish());
        }
        let date = self.edition.fields.date(Place::Here, Field::Date);
        node.set(property::DATE_PUBLISHED, date.and_then(iso_date));
    }

    fn add_numbers(&self, node: &mut Node) {
        let statement = self.text(Field::Edition).map(text);
        if self.class == class::BOOK {
            node.set(property::BOOK_EDITION, statement);
            if let Some(volume) = self.text(Field::Volume) {
                node.add_class(class::PUBLICATION_VOLUME);
                node.set(property::VOLUME_NUMBER, text(volume));
            }
        } else {
            node.set(property::VERSION, statement);
        }
        node.set(property::VERSION, self.text(Field::Version).map(text));
        if self.class == class::PUBLICATION_ISSUE {
            node.set(property::ISSUE_NUMBER, self.text(Field::Issue).map(text));
        }
        node.set(property::POSITION, self.edition.fields.text(Place::Series, Field::Number).map(text));
    }

    fn add_extent(&self, node: &mut Node) {
        if node.has(property::NUMBER_OF_PAGES) {
            let total = self.text(Field::PageTotal).and_then(|total| total.trim().parse::<u32>().ok());
            node.set(property::NUMBER_OF_PAGES, total);
        }
        if let Some(pages) = self.text(Field::Pages) {
            let entry_type = self.edition.entry_type;
            match node.has(property::PAGINATION) {
                true => {}
                false if entry_type.is_part_of_periodical() => node.add_class(class::ARTICLE),
                false if entry_type.is_part_of_book() => node.add_class(class::CHAPTER),
                false => return node.add(property::POSITION, text(pages)),
            }
            node.set(property::PAGINATION, text(pages));
            let mut ends = pages.split(['–', '-']).map(str::trim);
            if let (Some(first), Some(last), None) = (ends.next(), ends.next(), ends.next())
                && !pages.contains(',')
            {
                node.set(property::PAGE_START, text(first));
                node.set(property::PAGE_END, text(last));
            }
        }
    }

    fn add_identifiers(&self, node: &mut Node) {
        let list = |field| self.edition.fields.list(Place::Here, field).iter();
        if node.has(property::ISBN) {
            node.set_all(property::ISBN, list(Field::Isbn).map(|isbn| text(isbn)));
        }
        if node.has(property::ISSN) {
            node.set_all(property::ISSN, list(Field::Issn).map(|issn| text(issn)));
        }
        node.set_all(property::SAME_AS, list(Field::Doi).filter_map(|doi| doi_address(doi)).map(Json::from));
        node.set(property::URL, self.text(Field::Url).and_then(web_address));
        node.set(property::LICENSE, self.text(Field::License).and_then(web_address));
    }

    fn add_texts(&self, node: &mut Node) {
        let genre = self.text(Field::Genre).map(text);
        let pamphlet = (self.edition.entry_type == EntryType::Booklet).then(|| json!("pamphlet"));
        node.set(property::GENRE, genre.or(pamphlet));
        node.set(property::DESCRIPTION, self.text(Field::Note).map(text));
        node.set(property::ABSTRACT, self.text(Field::Abstract).map(text));
        let keywords = self.edition.fields.list(Place::Here, Field::Keywords).iter();
        node.set_all(property::KEYWORDS, keywords.map(|keyword| text(keyword)));
    }

    /// Issue, book, set and series that it is part of.
    fn wholes(&self, index: &Index<'_>) -> Vec<Json> {
        let container =
            index.container(self.edition).map(|found| reference(Anchor::Edition(&found.edition.key), index));
        let mut wholes = Vec::new();
        match container {
            Some(container) if self.edition.entry_type.is_part_of_periodical() => {
                wholes.push(self.issue(container));
            }
            container => wholes.extend(container),
        }
        if let Some(set) = self.title(Place::Set) {
            let mut node = Node::inner(class::BOOK);
            node.set(property::NAME, set);
            wholes.push(node.finish());
        }
        wholes.extend(self.series(index));
        wholes
    }

    /// The issue of a volume of a periodical; the volume where no issue is named, the periodical where neither is.
    fn issue(&self, periodical: Json) -> Json {
        let mut whole = periodical;
        if let Some(volume) = self.text(Field::Volume) {
            let mut node = Node::inner(class::PUBLICATION_VOLUME);
            node.set(property::VOLUME_NUMBER, text(volume));
            node.set(property::IS_PART_OF, whole);
            whole = node.finish();
        }
        let title = self.title(Place::Issue);
        let number = self.text(Field::Issue).filter(|_| self.class != class::PUBLICATION_ISSUE);
        if title.is_some() || number.is_some() {
            let mut node = Node::inner(class::PUBLICATION_ISSUE);
            node.set(property::NAME, title);
            node.set(property::ISSUE_NUMBER, number.map(text));
            node.set(property::IS_PART_OF, whole);
            whole = node.finish();
        }
        whole
    }

    fn series(&self, index: &Index<'_>) -> Option<Json> {
        let title = self.title(Place::Series)?;
        let mut node = Node::inner(class::BOOK_SERIES);
        node.set(property::NAME, title);
        for contribution in &self.edition.contributions {
            if let (Place::Series, Role::Editor, Ok(who)) =
                (contribution.place, contribution.role, &contribution.who)
            {
                node.add(property::EDITOR, reference(Anchor::Agent(&who.agent), index));
            }
        }
        Some(node.finish())
    }
}
