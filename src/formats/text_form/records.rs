//! From the text form to the tree: each kind of record.

use super::checks::{Link, Thing};
use super::reading::{Entries, Reader};
use super::stored_rows;
use crate::fields::Kind;
use crate::formats::yaml::{Node, NodeValue};
use crate::model::field::Fields;
use crate::model::name::Ending;
use crate::model::tree::{
    Agent, AgentKind, AgentName, Attribution, Contribution, Distinct, Edition, Evidence, Expression,
    ExpressionKind, FurtherTitle, Identifier, NameKind, Relation, RelationKind, SavedQuery, Source, Target,
    TitleKind, Verdict, Who, Work, WorkState,
};
use crate::model::{EntryType, Extra, Name, Place, Role, Standing, Value, WorkKind};

const SOURCE: &[&str] = &["id", "title", "file", "format", "note"];
const AGENT: &[&str] = &["id", "kind", "name", "names", "born", "died", "identifiers", "note", "evidence"];
const WORK: &[&str] = &[
    "id",
    "kind",
    "title",
    "sort_title",
    "language",
    "date",
    "state",
    "contributions",
    "titles",
    "keywords",
    "note",
    "relations",
    "evidence",
    "expressions",
];
const EXPRESSION: &[&str] =
    &["id", "kind", "language", "derived_from", "contributions", "titles", "note", "evidence", "editions"];
/// The keys of an edition that are no fields.
pub(super) const EDITION: &[&str] = &[
    "key",
    "aliases",
    "standing",
    "type",
    "attribution",
    "container",
    "reprint_of",
    "translated_from",
    "contributions",
    "titles",
    "relations",
    "extras",
    "evidence",
];
const NAME: &[&str] = &["family", "given", "non_dropping_particle", "dropping_particle", "suffix", "literal"];

impl Reader<'_> {
    pub(super) fn source(&mut self, node: &Node) -> Option<Source> {
        let entries = self.entries(node, SOURCE)?;
        let handle = self.needed_name(&entries, "id");
        self.define(Thing::Source, &handle, &entries, "id");
        Some(self.in_record(&handle.clone(), |reader| Source {
            handle,
            title: reader.needed_text(&entries, "title"),
            file: reader.text(&entries, "file"),
            format: reader.text(&entries, "format"),
            note: reader.text(&entries, "note"),
        }))
    }

    pub(super) fn agent(&mut self, node: &Node) -> Option<Agent> {
        let entries = self.entries(node, AGENT)?;
        let handle = self.needed_name(&entries, "id");
        self.define(Thing::Agent, &handle, &entries, "id");
        self.in_record(&handle.clone(), |reader| {
            let name = match entries.get("name") {
                Some(node) => reader.at("name", |reader| reader.name(node)).unwrap_or_default(),
                None => {
                    reader.problem(entries.line, "name is missing");
                    Name::default()
                }
            };
            reader.names.insert(handle.clone(), name.clone());
            let names = reader.list(&entries, "names", Self::agent_name);
            reader.tell_repeated_names(&name, &names, &entries);
            Some(Agent {
                handle,
                kind: reader
                    .word(&entries, "kind", AgentKind::ALL, AgentKind::as_str)
                    .unwrap_or(AgentKind::Person),
                name,
                names,
                born: reader.date(&entries, "born"),
                died: reader.date(&entries, "died"),
                identifiers: reader.list(&entries, "identifiers", Self::identifier),
                note: reader.text(&entries, "note"),
                evidence: reader.list(&entries, "evidence", Self::evidence),
            })
        })
    }

    fn tell_repeated_names(&mut self, preferred: &Name, names: &[AgentName], entries: &Entries<'_>) {
        let mut seen = std::collections::BTreeSet::from([(preferred, None)]);
        for further in names {
            if !seen.insert((&further.name, further.language.as_deref())) {
                let reason = format!("{} stands twice: keep one", further.name.inverted());
                self.at("names", |reader| reader.problem(entries.line_of("names"), reason));
            }
        }
    }

    fn agent_name(&mut self, node: &Node) -> Option<AgentName> {
        let entries = self.entries(node, &["kind", "name", "language"])?;
        let kind = self.needed_word(&entries, "kind", NameKind::ALL, NameKind::as_str);
        let language = self.text(&entries, "language");
        let Some(node) = entries.get("name") else {
            self.problem(entries.line, "name is missing");
            return None;
        };
        let name = self.at("name", |reader| reader.name(node))?;
        Some(AgentName { kind: kind?, name, language })
    }

    /// "Family, Given", a name that is not taken apart, or a map of parts.
    fn name(&mut self, node: &Node) -> Option<Name> {
        if let NodeValue::Text(text, _) = &node.value {
            return match text.split_once(',') {
                None if text.trim().is_empty() => {
                    self.problem(node.line, "a name is empty");
                    None
                }
                None => Some(Name::literal(text.as_str())),
                Some((family, given))
                    if !family.trim().is_empty() && !given.trim().is_empty() && !given.contains(',') =>
                {
                    Some(Name::person(family.trim(), given.trim()))
                }
                Some(_) => {
                    let reason = "a name with a comma is \"Family, Given\"; write others as a map of \
                                  family, given, suffix, literal";
                    self.problem(node.line, reason);
                    None
                }
            };
        }
        let entries = self.entries(node, NAME)?;
        let mut part = |key| self.text(&entries, key).unwrap_or_default();
        let name = Name {
            family: part("family"),
            given: part("given"),
            non_dropping_particle: part("non_dropping_particle"),
            dropping_particle: part("dropping_particle"),
            suffix: part("suffix"),
            literal: part("literal"),
        };
        if name.is_empty() {
            self.problem(node.line, "a name needs at least one part");
            return None;
        }
        Some(name)
    }

    fn identifier(&mut self, node: &Node) -> Option<Identifier> {
        let entries = self.entries(node, &["scheme", "value"])?;
        Some(Identifier {
            scheme: self.needed_name(&entries, "scheme"),
            value: self.needed_name(&entries, "value"),
        })
    }

    pub(super) fn work(&mut self, node: &Node) -> Option<Work> {
        let entries = self.entries(node, WORK)?;
        let handle = self.needed_name(&entries, "id");
        self.define(Thing::Work, &handle, &entries, "id");
        self.in_record(&handle.clone(), |reader| {
            let kind = reader.needed_word(&entries, "kind", WorkKind::ALL, WorkKind::as_str);
            let relations = reader.list(&entries, "relations", |reader, node| {
                reader.relation(node, |target| matches!(target, Target::Work(work) if *work == handle))
            });
            let work = Work {
                kind: kind.unwrap_or(WorkKind::Other),
                title: reader.needed_text(&entries, "title"),
                sort_title: reader.text(&entries, "sort_title"),
                language: reader.text(&entries, "language"),
                date: reader.date(&entries, "date"),
                state: reader
                    .word(&entries, "state", WorkState::ALL, WorkState::as_str)
                    .unwrap_or(WorkState::Extant),
                contributions: reader.list(&entries, "contributions", Self::contribution),
                titles: reader.list(&entries, "titles", Self::further_title),
                keywords: reader.texts(&entries, "keywords"),
                note: reader.text(&entries, "note"),
                relations,
                evidence: reader.list(&entries, "evidence", Self::evidence),
                expressions: reader.list(&entries, "expressions", Self::expression),
                handle,
            };
            Some(work)
        })
    }

    fn expression(&mut self, node: &Node) -> Option<Expression> {
        let entries = self.entries(node, EXPRESSION)?;
        let handle = self.needed_name(&entries, "id");
        self.define(Thing::Expression, &handle, &entries, "id");
        self.in_record(&handle.clone(), |reader| {
            let derived_from = reader.pointer(&entries, "derived_from", Thing::Expression);
            reader.link(Link::DerivedFrom, &handle, derived_from.as_deref(), &entries);
            Some(Expression {
                handle,
                kind: reader
                    .word(&entries, "kind", ExpressionKind::ALL, ExpressionKind::as_str)
                    .unwrap_or(ExpressionKind::Unstated),
                language: reader.text(&entries, "language"),
                derived_from,
                contributions: reader.list(&entries, "contributions", Self::contribution),
                titles: reader.list(&entries, "titles", Self::further_title),
                note: reader.text(&entries, "note"),
                evidence: reader.list(&entries, "evidence", Self::evidence),
                editions: reader.list(&entries, "editions", Self::edition),
            })
        })
    }

    fn edition(&mut self, node: &Node) -> Option<Edition> {
        let rows = stored_rows();
        let keys: Vec<&str> = EDITION.iter().copied().chain(rows.iter().map(|row| row.name)).collect();
        let entries = self.entries(node, &keys)?;
        let key = self.needed_name(&entries, "key");
        self.define(Thing::Edition, &key, &entries, "key");
        self.in_record(&key.clone(), |reader| {
            let aliases = reader.aliases(&entries, &key);
            let mut pointer = |link: Link| {
                let target = reader.pointer(&entries, link.key(), Thing::Edition);
                reader.link(link, &key, target.as_deref(), &entries);
                target
            };
            let container = pointer(Link::Container);
            let reprint_of = pointer(Link::ReprintOf);
            let translated_from = pointer(Link::TranslatedFrom);
            let relations = reader.list(&entries, "relations", |reader, node| {
                let is_this = |name: &String| *name == key || aliases.contains(name);
                reader.relation(node, |target| matches!(target, Target::Edition(name) if is_this(name)))
            });
            let entry_type = reader.needed_word(&entries, "type", EntryType::ALL, EntryType::as_str);
            Some(Edition {
                standing: reader
                    .word(&entries, "standing", Standing::ALL, Standing::as_str)
                    .unwrap_or(Standing::Listed),
                entry_type: entry_type.unwrap_or(EntryType::Misc),
                attribution: reader
                    .word(&entries, "attribution", Attribution::ALL, Attribution::as_str)
                    .unwrap_or(Attribution::Claimed),
                fields: reader.fields(&entries),
                container,
                reprint_of,
                translated_from,
                contributions: reader.list(&entries, "contributions", Self::contribution),
                titles: reader.list(&entries, "titles", Self::further_title),
                relations,
                extras: reader.list(&entries, "extras", Self::extra),
                evidence: reader.list(&entries, "evidence", Self::evidence),
                key,
                aliases,
            })
        })
    }

    fn aliases(&mut self, entries: &Entries<'_>, key: &str) -> Vec<String> {
        let mut aliases = self.texts(entries, "aliases");
        let line = entries.line_of("aliases");
        for alias in &aliases {
            self.define_alias(alias, key, line);
        }
        // The order of former keys says nothing.
        aliases.sort();
        aliases
    }

    fn fields(&mut self, entries: &Entries<'_>) -> Fields {
        let mut fields = Fields::default();
        for row in stored_rows() {
            let value = match row.kind {
                Kind::Date => self.date(entries, row.name).map(Value::Date),
                kind if kind.is_list() => Some(Value::List(self.texts(entries, row.name))),
                _ => self.text(entries, row.name).map(Value::Text),
            };
            if let Some(value) = value {
                fields.set(row.place, row.field, value);
            }
        }
        fields
    }

    fn contribution(&mut self, node: &Node) -> Option<Contribution> {
        let entries = self.entries(node, &["role", "place", "agent", "as", "not_named", "and_others"])?;
        let role = self.needed_word(&entries, "role", Role::ALL, Role::as_str);
        let place = self.word(&entries, "place", Place::ALL, Place::as_str).unwrap_or(Place::Here);
        let agent = self.pointer(&entries, "agent", Thing::Agent);
        let printed = entries.get("as").and_then(|node| self.at("as", |reader| reader.name(node)));
        let not_named = self.is_stated(&entries, "not_named");
        let and_others = self.is_stated(&entries, "and_others");
        let who = match (agent, not_named, and_others) {
            (Some(agent), false, false) => {
                let name = printed.or_else(|| self.preferred_name(&agent)).unwrap_or_default();
                Ok(Who { agent, name })
            }
            (None, true, false) if printed.is_none() => Err(Ending::NotNamed),
            (None, false, true) if printed.is_none() => Err(Ending::AndOthers),
            _ => {
                let reason = "a contribution needs exactly one of agent (with as, if need be), not_named \
                              and and_others";
                self.problem(entries.line, reason);
                return None;
            }
        };
        Some(Contribution { place, role: role?, who })
    }

    fn further_title(&mut self, node: &Node) -> Option<FurtherTitle> {
        let entries = self.entries(node, &["kind", "text", "language", "script", "ground"])?;
        let kind = self.needed_word(&entries, "kind", TitleKind::ALL, TitleKind::as_str);
        let title = FurtherTitle {
            kind: kind?,
            text: self.needed_name(&entries, "text"),
            language: self.text(&entries, "language"),
            script: self.text(&entries, "script"),
            ground: self.text(&entries, "ground"),
        };
        Some(title)
    }

    fn relation(&mut self, node: &Node, is_owner: impl Fn(&Target) -> bool) -> Option<Relation> {
        let entries = self.entries(node, &["kind", "work", "edition"])?;
        let kind = self.needed_word(&entries, "kind", RelationKind::ALL, RelationKind::as_str);
        let work = self.pointer(&entries, "work", Thing::Work);
        let edition = self.pointer(&entries, "edition", Thing::Edition);
        let target = match (work, edition) {
            (Some(work), None) => Target::Work(work),
            (None, Some(edition)) => Target::Edition(edition),
            _ => {
                self.problem(entries.line, "a relation needs either a work or an edition");
                return None;
            }
        };
        if is_owner(&target) {
            self.problem(entries.line, "a record is not related to itself: remove the relation");
            return None;
        }
        Some(Relation { kind: kind?, target })
    }

    fn evidence(&mut self, node: &Node) -> Option<Evidence> {
        let keys = &["source", "quote", "field", "printed", "verdict", "ground"];
        let entries = self.entries(node, keys)?;
        if entries.get("source").is_none() {
            self.problem(entries.line, "source is missing");
        }
        let evidence = Evidence {
            source: self.pointer(&entries, "source", Thing::Source)?,
            quote: self.text(&entries, "quote"),
            field: self.text(&entries, "field"),
            printed: self.text(&entries, "printed"),
            verdict: self.word(&entries, "verdict", Verdict::ALL, Verdict::as_str),
            ground: self.text(&entries, "ground"),
        };
        let is_of_field = evidence.field.is_some();
        if [evidence.printed.is_some(), entries.get("verdict").is_some()] != [is_of_field, is_of_field] {
            self.problem(entries.line, "field, printed and verdict stand together or not at all");
        } else if evidence.ground.is_some() && !is_of_field {
            self.problem(entries.line, "a ground stands beside field, printed and verdict only");
        }
        Some(evidence)
    }

    pub(super) fn extra(&mut self, node: &Node) -> Option<Extra> {
        let entries = self.entries(node, &["format", "name", "value"])?;
        Some(Extra {
            format: self.needed_text(&entries, "format"),
            name: self.needed_text(&entries, "name"),
            value: self.needed_text(&entries, "value"),
        })
    }

    /// A query that is kept under a name, which no other may have.
    pub(super) fn saved_query(&mut self, node: &Node) -> Option<SavedQuery> {
        let entries = self.entries(node, &["name", "query"])?;
        let name = self.needed_text(&entries, "name");
        if !self.queries.insert(name.clone()) {
            self.problem(entries.line_of("name"), format!("a query {name:?} stands here already"));
        }
        Some(SavedQuery { text: self.needed_text(&entries, "query"), name })
    }

    /// Two editions that are not the same.
    pub(super) fn distinct(&mut self, node: &Node) -> Option<Distinct> {
        let entries = self.entries(node, &["one", "other"])?;
        let one = self.pointer(&entries, "one", Thing::Edition);
        let other = self.pointer(&entries, "other", Thing::Edition);
        let (Some(one), Some(other)) = (one, other) else {
            self.problem(entries.line, "two editions are needed, one and other");
            return None;
        };
        if one == other {
            self.problem(entries.line, "an edition is the same as itself: remove the pair");
            return None;
        }
        Some(Distinct { one, other })
    }

    /// Notes that a record is here; one with the same name is told.
    fn define(&mut self, thing: Thing, name: &str, entries: &Entries<'_>, key: &str) {
        let line = entries.line_of(key);
        if let Err(reason) = self.pointers.define(thing, name, name, line) {
            self.problem(line, reason);
        }
    }

    fn define_alias(&mut self, alias: &str, key: &str, line: usize) {
        if alias.is_empty() {
            self.at("aliases", |reader| reader.problem(line, "an alias is empty: remove the line"));
        } else if let Err(reason) = self.pointers.define(Thing::Edition, alias, key, line) {
            self.at("aliases", |reader| reader.problem(line, reason));
        }
    }

    /// Notes a pointer that may not lead back to its record.
    fn link(&mut self, link: Link, from: &str, to: Option<&str>, entries: &Entries<'_>) {
        if let Some(to) = to {
            let path = self.path_to_here();
            self.pointers.link(link, from, to, entries.line_of(link.key()), path);
        }
    }
}
