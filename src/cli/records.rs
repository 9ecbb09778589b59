//! Editions and works as JSON: names of fields and roles are those of the tables, names stand in reading
//! order, dates are EDTF, titles plain, with `…_markup` beside them where markup is lost by that.

use serde_json::{Map, Value as Json, json};

use crate::{
    fields,
    library::{self, Containers, Seen, Triple},
    model::{
        Ending, Field, Name, NameList, Place, Role, Value,
        field::Fields,
        reference::Names,
        title,
        tree::{
            Attribution, Contribution, Edition, Evidence, Expression, FurtherTitle, Identifier, Relation,
            Target, Work,
        },
    },
};

/// An object with its names in the order in which they were put.
type Object = Map<String, Json>;

/// An edition seen whole and flat.
pub fn edition(seen: &Seen) -> Json {
    let (work, expression) = (&seen.whole.work, &seen.whole.expression);
    let mut object = head(&seen.whole.edition);
    put_fields(&mut object, &seen.reference.fields);
    put_names(&mut object, &seen.reference.names);
    if let Some(container) = &seen.whole.container {
        nested(&mut object, "container").insert("key".to_owned(), json!(container.edition.key));
    }
    if let Some(original) = &seen.whole.original {
        nested(&mut object, "original").insert("key".to_owned(), json!(original.edition.key));
    }
    put_tail(&mut object, &seen.whole.edition);
    object.insert("expression".to_owned(), Json::Object(expression_head(expression)));
    object.insert("work".to_owned(), Json::Object(work_head(work)));
    Json::Object(object)
}

/// An edition seen whole, with what it stands on.
pub fn edition_with_evidence(seen: &Seen) -> Json {
    let mut json = edition(seen);
    if let Json::Object(object) = &mut json {
        let levels =
            [&seen.whole.edition.evidence, &seen.whole.expression.evidence, &seen.whole.work.evidence];
        let passages: Vec<_> = levels.into_iter().flatten().map(evidence).collect();
        put_list(object, "evidence", passages);
    }
    json
}

/// A work with all below it.
pub fn work(work: &Work, containers: &Containers) -> Json {
    let mut object = work_head(work);
    let expressions = work.expressions.iter().map(|expression| {
        let mut object = expression_head(expression);
        let editions = expression.editions.iter().map(|edition| edition_in_tree(edition, containers));
        object.insert("editions".to_owned(), editions.collect());
        Json::Object(object)
    });
    object.insert("expressions".to_owned(), expressions.collect());
    Json::Object(object)
}

/// An edition beneath its expression, which says what is not said here.
fn edition_in_tree(edition: &Edition, containers: &Containers) -> Json {
    let mut object = head(edition);
    put_fields(&mut object, &edition.fields);
    put_names(&mut object, &library::names_by_role(&edition.contributions));
    if let Some(key) = &edition.container {
        let place = nested(&mut object, "container");
        place.insert("key".to_owned(), json!(key));
        if let Some(Triple { edition, .. }) = containers.get(key) {
            put_fields(place, &edition.fields);
        }
    }
    put_tail(&mut object, edition);
    Json::Object(object)
}

/// What comes first of an edition.
fn head(edition: &Edition) -> Object {
    let mut object = Object::new();
    object.insert("key".to_owned(), json!(edition.key));
    object.insert("type".to_owned(), json!(edition.entry_type));
    object.insert("standing".to_owned(), json!(edition.standing));
    object
}

/// What comes last of an edition.
fn put_tail(object: &mut Object, edition: &Edition) {
    if edition.attribution == Attribution::Disputed {
        object.insert("attribution".to_owned(), json!(edition.attribution));
    }
    put_list(object, "aliases", edition.aliases.iter().map(|alias| json!(alias)).collect());
    for (name, key) in [("reprint_of", &edition.reprint_of), ("translated_from", &edition.translated_from)] {
        if let Some(key) = key {
            nested(object, name).insert("key".to_owned(), json!(key));
        }
    }
    put_list(object, "titles", edition.titles.iter().map(further_title).collect());
    put_list(object, "relations", edition.relations.iter().map(relation).collect());
    let extras = edition.extras.iter();
    let extras =
        extras.map(|extra| json!({"format": extra.format, "name": extra.name, "value": extra.value}));
    put_list(object, "extras", extras.collect());
}

fn work_head(work: &Work) -> Object {
    let mut object = Object::new();
    object.insert("id".to_owned(), json!(work.handle));
    put_title(&mut object, "title", &work.title);
    if let Some(title) = &work.sort_title {
        put_title(&mut object, "sort_title", title);
    }
    object.insert("kind".to_owned(), json!(work.kind));
    object.insert("language".to_owned(), json!(work.language));
    object.insert("date".to_owned(), json!(work.date));
    object.insert("state".to_owned(), json!(work.state));
    put_contributions(&mut object, &work.contributions, Role::Author);
    put_list(&mut object, "titles", work.titles.iter().map(further_title).collect());
    put_list(&mut object, "keywords", work.keywords.iter().map(|keyword| json!(keyword)).collect());
    if let Some(note) = &work.note {
        put_title(&mut object, "note", note);
    }
    put_list(&mut object, "relations", work.relations.iter().map(relation).collect());
    object
}

fn expression_head(expression: &Expression) -> Object {
    let mut object = Object::new();
    object.insert("id".to_owned(), json!(expression.handle));
    object.insert("kind".to_owned(), json!(expression.kind));
    object.insert("language".to_owned(), json!(expression.language));
    object.insert("derived_from".to_owned(), json!(expression.derived_from));
    put_contributions(&mut object, &expression.contributions, Role::Translator);
    put_list(&mut object, "titles", expression.titles.iter().map(further_title).collect());
    if let Some(note) = &expression.note {
        put_title(&mut object, "note", note);
    }
    object
}

/// Contributions, with one role that is there even when nobody is known in it.
fn put_contributions(object: &mut Object, contributions: &[Contribution], expected: Role) {
    let mut names = library::names_by_role(contributions);
    names.entry((Place::Here, expected)).or_default();
    put_names(object, &names);
}

/// Fields under the names of their rows; those of the container, the original and the reprinted edition in
/// objects of their own.
fn put_fields(object: &mut Object, fields: &Fields) {
    for ((place, field), value) in fields.iter() {
        let Some(row) = fields::row(place, field) else { continue };
        if (place, field) == (Place::Original, Field::Language) {
            // A field that may hold several; the text behind a translation has one.
            nested(object, "original").insert("language".to_owned(), json!(value.as_list().join(" ")));
            continue;
        }
        let (inner, name) = match place {
            Place::Container => (nested(object, "container"), row.name.strip_prefix("container_")),
            Place::Original => (nested(object, "original"), row.name.strip_prefix("original_")),
            Place::Reprint => (nested(object, "reprint_of"), row.name.strip_prefix("reprint_")),
            Place::Here | Place::Set | Place::Issue | Place::Series | Place::Event => (&mut *object, None),
        };
        put_value(inner, name.unwrap_or(row.name), row.kind, value);
    }
}

fn put_value(object: &mut Object, name: &str, kind: fields::Kind, value: &Value) {
    match value {
        Value::Text(text) if kind.has_markup() => put_title(object, name, text),
        Value::Text(text) => {
            object.insert(name.to_owned(), json!(text));
        }
        Value::List(list) => {
            let plain: Vec<_> = list
                .iter()
                .map(|text| if kind.has_markup() { title::plain(text) } else { text.into() })
                .collect();
            object.insert(name.to_owned(), json!(plain));
            if plain.iter().ne(list) {
                object.insert(format!("{name}_markup"), json!(list));
            }
        }
        Value::Date(date) => {
            object.insert(name.to_owned(), json!(date));
        }
    }
}

/// A text without its markup, and with it where there is any.
fn put_title(object: &mut Object, name: &str, marked: &str) {
    let plain = title::plain(marked);
    object.insert(name.to_owned(), json!(plain));
    if plain != marked {
        object.insert(format!("{name}_markup"), json!(marked));
    }
}

/// Names in the order of the table of roles.
fn put_names(object: &mut Object, names: &Names) {
    for row in fields::ROLES {
        let Some(list) = names.get(&(row.place, row.role)) else { continue };
        let plural = plural(row);
        match row.place {
            Place::Container => put_list_of_names(nested(object, "container"), &plural, "container_", list),
            Place::Original => put_list_of_names(nested(object, "original"), &plural, "original_", list),
            _ => put_list_of_names(object, &plural, "", list),
        }
    }
}

fn put_list_of_names(object: &mut Object, name: &str, prefix: &str, list: &NameList) {
    let name = name.strip_prefix(prefix).unwrap_or(name);
    let names: Vec<_> = list.names.iter().map(Name::display).collect();
    object.insert(name.to_owned(), json!(names));
    let ending = match list.ending {
        Ending::Complete => return,
        Ending::AndOthers => "and-others",
        Ending::NotNamed => "not-named",
    };
    object.insert(format!("{name}_ending"), json!(ending));
}

/// The name of a list of people: `authors`. Those who wrote an introduction have no noun of their own.
pub fn plural(row: &fields::RoleRow) -> String {
    match row.role {
        Role::Introduction | Role::Foreword | Role::Afterword => row.name.to_owned(),
        _ => format!("{}s", row.name),
    }
}

/// The object of a name within another; made when it is not there.
fn nested<'a>(object: &'a mut Object, name: &str) -> &'a mut Object {
    let inner = object.entry(name).or_insert_with(|| Json::Object(Object::new()));
    if !inner.is_object() {
        *inner = Json::Object(Object::new());
    }
    match inner {
        Json::Object(inner) => inner,
        // Made an object two lines above.
        _ => unreachable!("an object was put here"),
    }
}

fn put_list(object: &mut Object, name: &str, list: Vec<Json>) {
    if !list.is_empty() {
        object.insert(name.to_owned(), Json::Array(list));
    }
}

fn further_title(further: &FurtherTitle) -> Json {
    let mut object = Object::new();
    object.insert("kind".to_owned(), json!(further.kind));
    put_title(&mut object, "title", &further.text);
    put_texts(
        &mut object,
        &[("language", &further.language), ("script", &further.script), ("ground", &further.ground)],
    );
    Json::Object(object)
}

fn evidence(passage: &Evidence) -> Json {
    let mut object = Object::new();
    object.insert("source".to_owned(), json!(passage.source));
    put_texts(
        &mut object,
        &[("quote", &passage.quote), ("field", &passage.field), ("printed", &passage.printed)],
    );
    if let Some(verdict) = passage.verdict {
        object.insert("verdict".to_owned(), json!(verdict));
    }
    put_texts(&mut object, &[("ground", &passage.ground)]);
    Json::Object(object)
}

fn relation(relation: &Relation) -> Json {
    match &relation.target {
        Target::Work(id) => json!({ "kind": relation.kind, "work": id }),
        Target::Edition(key) => json!({ "kind": relation.kind, "edition": key }),
    }
}

/// Identifiers of an agent.
pub fn identifiers(identifiers: &[Identifier]) -> Json {
    identifiers.iter().map(|one| json!({ "scheme": one.scheme, "value": one.value })).collect()
}

/// Texts that are given.
fn put_texts(object: &mut Object, texts: &[(&str, &Option<String>)]) {
    for (name, text) in texts {
        if let Some(text) = text {
            object.insert((*name).to_owned(), json!(text));
        }
    }
}
