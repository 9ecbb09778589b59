//! Editions for tests, from one line of text: a type, then `name=value` with `|` between them. Names are those of the
//! tables of fields and roles, and of the tree (see [`Record::put`]); several values have `; ` between them.

use crate::{
    fields::{self, Kind, ROLES},
    lint::{Linter, People, Remark, Subject, table::CHECKS},
    model::{
        Date, Ending, EntryType, Extra, Name, NameList, Place, Reference, Standing, Value, WorkKind,
        tree::{
            Agent, AgentKind, Attribution, Contribution, Edition, Expression, ExpressionKind, Identifier,
            Who, Work, WorkState,
        },
    },
};

/// An edition, with what it is an edition of.
pub struct Record {
    work: Work,
    expression: Expression,
    edition: Edition,
    reference: Reference,
    source_language: Option<String>,
    people: People,
}

fn value_of(kind: Kind, text: &str) -> Value {
    match kind {
        Kind::Date => Value::Date(Date::parse(text)),
        Kind::Language => Value::Text(text.to_owned()),
        kind if kind.is_list() => Value::List(text.split("; ").map(str::to_owned).collect()),
        _ => Value::Text(text.to_owned()),
    }
}

fn name_of(text: &str) -> Name {
    match text.split_once(", ") {
        _ if text.starts_with('{') => Name::literal(text.trim_matches(['{', '}'])),
        Some((family, given)) => Name::person(family, given),
        None => Name::literal(text),
    }
}

impl Record {
    pub fn parse(text: &str) -> Record {
        let mut parts = text.split(" | ");
        let entry_type = parts.next().and_then(EntryType::from_word).expect("a type first");
        let work = Work {
            handle: "work".to_owned(),
            kind: WorkKind::Other,
            title: "Work".to_owned(),
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
        };
        let expression = Expression {
            handle: "text".to_owned(),
            kind: ExpressionKind::Original,
            language: None,
            derived_from: None,
            contributions: Vec::new(),
            titles: Vec::new(),
            note: None,
            evidence: Vec::new(),
            editions: Vec::new(),
        };
        let edition = Edition {
            key: "key".to_owned(),
            aliases: Vec::new(),
            standing: Standing::Listed,
            entry_type,
            attribution: Attribution::Claimed,
            fields: Default::default(),
            container: None,
            reprint_of: None,
            translated_from: None,
            contributions: Vec::new(),
            titles: Vec::new(),
            relations: Vec::new(),
            evidence: Vec::new(),
            extras: Vec::new(),
        };
        let reference = Reference::new(entry_type);
        let people = People::new();
        let mut record = Record { work, expression, edition, reference, source_language: None, people };
        for part in parts {
            let (name, value) = part.split_once('=').expect("a name and a value");
            record.put(name, value);
        }
        record
    }

    fn put(&mut self, name: &str, value: &str) {
        let text = || Some(value.to_owned());
        match name {
            "key" => value.clone_into(&mut self.edition.key),
            "alias" => self.edition.aliases.push(value.to_owned()),
            "standing" => self.edition.standing = Standing::from_word(value).expect("a standing"),
            "expression" => value.clone_into(&mut self.expression.handle),
            "expression_kind" => self.expression.kind = ExpressionKind::from_word(value).expect("a kind"),
            "language" => self.expression.language = text(),
            "derived_from" => self.expression.derived_from = text(),
            "source_language" => self.source_language = text(),
            "work_date" => self.work.date = Some(Date::parse(value)),
            "part_of" => self.edition.container = text(),
            "reprint_of" => self.edition.reprint_of = text(),
            "born" | "died" | "orcid" => self.put_person(name, value),
            _ if name.starts_with('@') => self.edition.extras.push(Extra {
                format: "biblatex".to_owned(),
                name: name.trim_start_matches('@').to_owned(),
                value: value.to_owned(),
            }),
            _ => self.put_field(name, value),
        }
    }

    /// Of the last person who was named.
    fn put_person(&mut self, name: &str, value: &str) {
        let who =
            self.edition.contributions.last().and_then(|last| last.who.as_ref().ok()).expect("somebody");
        let person = self.people.get_mut(&who.agent).expect("the person");
        match name {
            "born" => person.born = Some(Date::parse(value)),
            "died" => person.died = Some(Date::parse(value)),
            _ => person.identifiers.push(Identifier { scheme: name.to_owned(), value: value.to_owned() }),
        }
    }

    fn put_field(&mut self, name: &str, value: &str) {
        if let Some(row) = fields::row_named(name) {
            let value = value_of(row.kind, value);
            self.reference.fields.set(row.place, row.field, value.clone());
            if !matches!(row.place, Place::Container | Place::Original | Place::Reprint) {
                self.edition.fields.set(row.place, row.field, value);
            }
            return;
        }
        let row = ROLES.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no field {name}"));
        if value == "not named" {
            let list = NameList { names: Vec::new(), ending: Ending::NotNamed };
            self.reference.names.insert((row.place, row.role), list);
            return;
        }
        let names: Vec<Name> = value.split("; ").map(name_of).collect();
        for name in &names {
            let agent = Agent {
                handle: name.inverted(),
                kind: AgentKind::Person,
                name: name.clone(),
                names: Vec::new(),
                born: None,
                died: None,
                identifiers: Vec::new(),
                note: None,
                evidence: Vec::new(),
            };
            self.people.insert(agent.handle.clone(), agent);
            let who = Ok(Who { agent: name.inverted(), name: name.clone() });
            self.edition.contributions.push(Contribution { place: row.place, role: row.role, who });
        }
        self.reference.names.insert((row.place, row.role), NameList::of(names));
    }

    /// The edition after what a remark says would mend it.
    pub fn mended(mut self, remark: &Remark) -> Record {
        for to in &remark.fix {
            self.edition.fields.set(to.place, to.field, to.value.clone());
            self.reference.fields.set(to.place, to.field, to.value.clone());
        }
        self
    }

    pub fn fields(&self) -> String {
        let texts = self.edition.fields.iter().map(|((place, field), value)| {
            let name = fields::row(place, field).map_or("", |row| row.name);
            format!("{name}={}", value.to_display())
        });
        texts.collect::<Vec<_>>().join(" | ")
    }
}

/// What one rule says of some editions on 22 November 2026, each with its key.
pub fn remarks(id: &str, records: &[Record]) -> Vec<(String, Remark)> {
    let check = CHECKS.iter().find(|check| check.id == id).unwrap_or_else(|| panic!("no rule {id}"));
    let mut people = People::new();
    for record in records {
        people.extend(record.people.clone());
    }
    let today = Date::parse("2026-11-22").earliest().expect("a day");
    let mut linter = Linter::new(vec![check]);
    for record in records {
        linter.examine(&Subject {
            reference: &record.reference,
            work: &record.work,
            expression: &record.expression,
            edition: &record.edition,
            source_language: record.source_language.as_deref(),
            people: &people,
            today,
        });
    }
    linter.finish(people).into_iter().map(|finding| (finding.key, finding.remark)).collect()
}
