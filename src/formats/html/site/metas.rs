//! `meta` elements from which reference managers take the item that a page is of.

use crate::fields::highwire;
use crate::formats::address::bare_doi;
use crate::formats::coins;
use crate::formats::html::text::Text;
use crate::formats::index::{Index, Located, editions_of};
use crate::formats::json_ld::iso_date;
use crate::model::tree::{ExpressionKind, Work};
use crate::model::{Field, Place, Role, Standing, title};

/// A name and its content.
#[derive(Debug)]
pub(super) struct Meta {
    pub name: &'static str,
    pub content: Text<'static>,
}

/// Of a work: those of its first edition, of the original where that is listed. The other editions are on the page as
/// COinS.
pub(super) fn metas(work: &Work, index: &Index<'_>) -> Vec<Meta> {
    let listed = editions_of(work).filter(|located| located.edition.standing == Standing::Listed);
    let first = listed.min_by_key(|located| {
        let date = index.date_of(located.edition);
        (located.expression.kind != ExpressionKind::Original, date.is_none(), date, &located.edition.key)
    });
    first.map(|located| Metas::of(located, index)).unwrap_or_default()
}

#[derive(Debug, Default)]
struct Metas(Vec<Meta>);

impl Metas {
    fn of(located: Located<'_>, index: &Index<'_>) -> Vec<Meta> {
        let mut metas = Metas::default();
        metas.both(highwire::TITLE, coins::title_of(located));
        for (names, role) in [
            (highwire::AUTHOR, Role::Author),
            (highwire::EDITOR, Role::Editor),
            (highwire::TRANSLATOR, Role::Translator),
        ] {
            for name in coins::names(located, role) {
                metas.both(names, name.inverted());
            }
        }
        let date = index.date_of(located.edition).and_then(iso_date).unwrap_or_default();
        // Highwire has slashes in its dates.
        metas.push(highwire::DATE[0], date.replace('-', "/"));
        metas.push(highwire::DATE[1], date);
        metas.both(highwire::LANGUAGE, located.expression.language.clone().unwrap_or_default());
        metas.push(highwire::TYPE, located.edition.entry_type.as_str().to_owned());
        metas.imprint(located, index);
        metas.place_in_whole(located, index);
        metas.identifiers(located);
        metas.0
    }

    fn push(&mut self, name: &'static str, content: String) {
        if !content.trim().is_empty() {
            self.0.push(Meta { name, content: content.into() });
        }
    }

    fn both(&mut self, [one, other]: [&'static str; 2], content: String) {
        self.push(one, content.clone());
        self.push(other, content);
    }

    fn imprint(&mut self, located: Located<'_>, index: &Index<'_>) {
        let container = index.container(located.edition);
        let own = &located.edition.fields;
        let list = |field| {
            let own = own.list(Place::Here, field);
            let of_whole = container.map(|whole| whole.edition.fields.list(Place::Here, field));
            if own.is_empty() { of_whole.unwrap_or_default().to_vec() } else { own.to_vec() }
        };
        for publisher in list(Field::Publishers) {
            self.both(highwire::PUBLISHER, title::plain(&publisher).into_owned());
        }
        if let Some(name) = highwire::institution(located.edition.entry_type) {
            let institutions = list(Field::Institutions).into_iter();
            institutions.for_each(|institution| self.push(name, title::plain(&institution).into_owned()));
        }
        let series = own.text(Place::Series, Field::Title).unwrap_or_default();
        self.push(highwire::SERIES, title::plain(series).into_owned());
    }

    /// What it stands in, and where there.
    fn place_in_whole(&mut self, located: Located<'_>, index: &Index<'_>) {
        let text = |field| {
            located.edition.fields.text(Place::Here, field).map(title::plain).unwrap_or_default().into_owned()
        };
        let name = highwire::container_title(located.edition.entry_type);
        if let (Some(name), Some(whole)) = (name, index.container(located.edition)) {
            self.push(name, coins::title_of(whole));
            self.push(highwire::SOURCE, coins::title_of(whole));
        }
        self.push(highwire::VOLUME, text(Field::Volume));
        self.push(highwire::ISSUE, text(Field::Issue));
        let pages = text(Field::Pages).replace('–', "-");
        let mut ends = pages.split('-').map(str::trim);
        if let (Some(first), last, None) = (ends.next(), ends.next(), ends.next())
            && !pages.contains(',')
        {
            self.push(highwire::FIRST_PAGE, first.to_owned());
            self.push(highwire::LAST_PAGE, last.unwrap_or_default().to_owned());
        }
    }

    fn identifiers(&mut self, located: Located<'_>) {
        let list = |field| located.edition.fields.list(Place::Here, field).iter();
        for doi in list(Field::Doi).filter_map(|doi| bare_doi(doi)) {
            self.both(highwire::DOI, doi.to_owned());
        }
        list(Field::Isbn).for_each(|isbn| self.both(highwire::ISBN, isbn.clone()));
        list(Field::Issn).for_each(|issn| self.push(highwire::ISSN, issn.clone()));
        let keywords = located.work.keywords.iter().chain(list(Field::Keywords));
        keywords.for_each(|keyword| self.both(highwire::KEYWORD, title::plain(keyword).into_owned()));
    }
}
