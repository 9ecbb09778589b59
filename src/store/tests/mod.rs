//! Tests of the store.

mod bulk;
mod health;
mod opening;
mod schema;
mod trees;
mod undoing;
mod upgrades;
mod writing;

use super::{Store, StoreError, Transaction};
use crate::model::field::Fields;
use crate::model::tree::{
    Agent, AgentKind, Attribution, Catalogue, Contribution, Edition, Expression, ExpressionKind, Who, Work,
    WorkState,
};
use crate::model::{EntryType, Field, Name, Place, Role, Standing, Value, WorkKind};

fn write<T>(store: &mut Store, write: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> T {
    store.transaction(write).expect("the transaction succeeds")
}

fn work(handle: &str, title: &str) -> Work {
    Work {
        handle: handle.to_owned(),
        kind: WorkKind::Novel,
        title: title.to_owned(),
        sort_title: None,
        language: None,
        date: None,
        state: WorkState::Extant,
        contributions: Vec::new(),
        titles: Vec::new(),
        keywords: Vec::new(),
        note: None,
        relations: Vec::new(),
        evidence: Vec::new(),
        expressions: Vec::new(),
    }
}

fn expression(handle: &str, kind: ExpressionKind, language: &str, editions: Vec<Edition>) -> Expression {
    Expression {
        handle: handle.to_owned(),
        kind,
        language: Some(language.to_owned()),
        derived_from: None,
        contributions: Vec::new(),
        titles: Vec::new(),
        note: None,
        evidence: Vec::new(),
        editions,
    }
}

fn edition(key: &str, title: &str) -> Edition {
    let mut fields = Fields::default();
    fields.set(Place::Here, Field::Title, title);
    Edition {
        key: key.to_owned(),
        aliases: Vec::new(),
        standing: Standing::Listed,
        entry_type: EntryType::Book,
        attribution: Attribution::Claimed,
        fields,
        container: None,
        reprint_of: None,
        translated_from: None,
        contributions: Vec::new(),
        titles: Vec::new(),
        relations: Vec::new(),
        evidence: Vec::new(),
        extras: Vec::new(),
    }
}

fn dated(mut edition: Edition, date: &str) -> Edition {
    edition.fields.set(Place::Here, Field::Date, Value::Date(crate::model::Date::parse(date)));
    edition
}

fn agent(handle: &str, name: Name) -> Agent {
    Agent {
        handle: handle.to_owned(),
        kind: AgentKind::Person,
        name,
        names: Vec::new(),
        born: None,
        died: None,
        identifiers: Vec::new(),
        note: None,
        evidence: Vec::new(),
    }
}

fn by(role: Role, agent: &str, name: Name) -> Contribution {
    Contribution { place: Place::Here, role, who: Ok(Who { agent: agent.to_owned(), name }) }
}

/// Two translations of one novel, the first with a chapter of a collection beside it.
fn small_catalogue() -> Catalogue {
    let author = Name::person("Orlova", "Nina");
    let translator = Name::person("Brandt", "Karl");
    let mut original = expression(
        "winter.ru",
        ExpressionKind::Original,
        "ru",
        vec![
            dated(edition("orlova1931second", "Зима, второе издание"), "1931"),
            dated(edition("orlova1928zima", "Зима"), "1928"),
        ],
    );
    original.editions[0].standing = Standing::Mentioned;
    let mut german = expression(
        "winter.de",
        ExpressionKind::Translation,
        "de",
        vec![dated(edition("orlova1930winter", "Der <i>Winter</i>"), "1930")],
    );
    german.derived_from = Some("winter.ru".to_owned());
    german.contributions = vec![by(Role::Translator, "brandt-karl", translator.clone())];
    german.editions[0].reprint_of = None;
    let fields = &mut german.editions[0].fields;
    fields.set(Place::Here, Field::Publishers, vec!["Rowohlt".to_owned(), "Malik".to_owned()]);
    fields.set(Place::Here, Field::Isbn, vec!["3-598-21500-2".to_owned()]);
    fields.set(Place::Here, Field::Keywords, vec!["snow".to_owned(), "exile".to_owned()]);
    let mut winter = work("winter", "Зима");
    winter.contributions = vec![by(Role::Author, "orlova-nina", author.clone())];
    winter.expressions = vec![original, german];

    let mut reader = work("a-reader", "A reader");
    reader.kind = WorkKind::Collection;
    let mut book = edition("reader1950", "A reader");
    book.entry_type = EntryType::Collection;
    book.contributions = vec![by(Role::Editor, "brandt-karl", Name::person("Brandt", "K."))];
    reader.expressions = vec![expression("a-reader.en", ExpressionKind::Original, "en", vec![book])];

    let mut excerpt = work("excerpt", "Excerpt");
    let mut chapter = edition("orlova1950excerpt", "Excerpt");
    chapter.entry_type = EntryType::Chapter;
    chapter.container = Some("reader1950".to_owned());
    chapter.aliases = vec!["orlova1950".to_owned()];
    excerpt.expressions = vec![expression("excerpt.en", ExpressionKind::Unstated, "en", vec![chapter])];

    let mut brandt = agent("brandt-karl", translator);
    brandt.names = vec![crate::model::tree::AgentName {
        kind: crate::model::tree::NameKind::Variant,
        name: Name::person("Brandt", "K."),
        language: None,
    }];
    Catalogue {
        agents: vec![brandt, agent("orlova-nina", author)],
        works: vec![reader, excerpt, winter],
        ..Catalogue::default()
    }
}

/// A library with [`small_catalogue`] in it.
fn small_library() -> Store {
    let mut store = Store::memory().expect("a library in memory");
    write(&mut store, |transaction| transaction.save_catalogue(&small_catalogue()));
    store
}
