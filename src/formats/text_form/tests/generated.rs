//! Catalogues of every shape, for property tests.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::fields::Kind;
use crate::formats::text_form::stored_rows;
use crate::model::field::Fields;
use crate::model::name::Ending;
use crate::model::reading::{Goal, Quotation, Reading, ReadingList};
use crate::model::tree::{
    Agent, AgentKind, AgentName, Attribution, Catalogue, Contribution, Distinct, Edition, Evidence,
    Expression, ExpressionKind, FurtherTitle, Identifier, NameKind, ReadingStatus, Relation, RelationKind,
    SavedQuery, Source, Target, TitleKind, Verdict, Who, Work, WorkState,
};
use crate::model::{Date, EntryType, Extra, Name, Place, Role, Standing, Value, WorkKind};

/// Texts that are hard to spell, and any others; never empty.
fn texts() -> impl Strategy<Value = String> {
    const HARD: &[&str] = &[
        "no",
        "Yes",
        "null",
        "~",
        "1936",
        "1936-05",
        "189X",
        "1.5e3",
        "0x1f",
        "12:30",
        ".inf",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "'",
        "\"",
        "it's",
        "[x]",
        "{x}",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a`",
        "---",
        "...",
        "? a",
        ": a",
        "a:",
        " a",
        "a ",
        "\ta",
        "a\tb",
        "a\nb",
        "a\nb\n",
        "a\n\nb",
        "\na",
        "a\n\n",
        "a\n b",
        "a \nb",
        "a\r\nb",
        "\u{0}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}a",
        "\u{a0}a",
        "\u{fffe}",
        "\u{1f600}",
        "Ōe, Kenzaburō",
        "a, b, c",
        "<i>a</i>",
        "=",
        "<<",
        "a\\nb",
        "é",
        "true",
        "- ",
        "-",
        "?",
        ":",
        "a\u{85}b",
    ];
    prop_oneof![
        3 => proptest::sample::select(HARD).prop_map(str::to_owned),
        3 => "[a-z]{1,8}( [A-Za-z0-9]{1,6}){0,3}",
        2 => "[ -~]{1,12}",
        1 => vec(any::<char>(), 1..6).prop_map(|letters| letters.into_iter().collect()),
    ]
}

/// Catalogues as a library gives them: agents and works by handle, every pointer pointing backwards.
pub(super) fn catalogues() -> impl Strategy<Value = Catalogue> {
    (vec(texts(), 12), vec(any::<u16>(), 0..500))
        .prop_map(|(texts, choices)| Maker { texts, choices, next: 0 }.catalogue())
}

/// Makes a catalogue from a list of choices; when they are used up, the first of everything is chosen and
/// nothing more is made.
struct Maker {
    texts: Vec<String>,
    choices: Vec<u16>,
    next: usize,
}

impl Maker {
    fn number(&mut self, below: usize) -> usize {
        let choice = self.choices.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        usize::from(choice) % below.max(1)
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.number(of.len())]
    }

    fn text(&mut self) -> String {
        let index = self.number(self.texts.len());
        self.texts[index].clone()
    }

    fn maybe_text(&mut self) -> Option<String> {
        (self.number(4) == 3).then(|| self.text())
    }

    fn maybe_date(&mut self) -> Option<Date> {
        let texts = ["1936", "1936-05-01", "189X", "1920/..", "1936~", "after the war", "[1667,1668]"];
        let date =
            if self.number(2) == 0 { Date::parse(&self.text()) } else { Date::parse(self.one(&texts)) };
        (self.number(3) == 2 && !date.as_str().is_empty()).then_some(date)
    }

    fn several<T>(&mut self, at_most: usize, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        let count = self.number(at_most + 1);
        (0..count).map(|_| make(self)).collect()
    }

    fn name(&mut self) -> Name {
        match self.number(4) {
            0 => Name::person("Brandt", self.text()),
            1 => Name::literal(self.text()),
            2 => Name::person(self.text(), ""),
            _ => Name {
                family: self.text(),
                given: self.text(),
                non_dropping_particle: self.maybe_text().unwrap_or_default(),
                dropping_particle: self.maybe_text().unwrap_or_default(),
                suffix: self.maybe_text().unwrap_or_default(),
                literal: String::new(),
            },
        }
    }

    fn catalogue(mut self) -> Catalogue {
        let mut catalogue = Catalogue::default();
        for index in 0..self.number(3) {
            let source = Source {
                handle: format!("source-{index}"),
                title: self.maybe_text().unwrap_or_default(),
                file: self.maybe_text(),
                format: self.maybe_text(),
                note: self.maybe_text(),
            };
            catalogue.sources.push(source);
        }
        for index in 0..self.number(4) {
            let agent = self.agent(index, &catalogue);
            catalogue.agents.push(agent);
        }
        for index in 0..self.number(4) {
            let work = self.work(index, &catalogue);
            catalogue.works.push(work);
        }
        catalogue.extras = self.several(2, Self::extra);
        for index in 0..self.number(3) {
            catalogue.queries.push(SavedQuery { name: format!("query-{index}"), text: self.text() });
        }
        let expressions = catalogue.works.iter().flat_map(|work| &work.expressions);
        let keys: Vec<String> = expressions
            .flat_map(|expression| &expression.editions)
            .map(|edition| edition.key.clone())
            .collect();
        for pair in keys.windows(2).take(self.number(3)) {
            if let [one, other] = pair {
                catalogue.distinct.push(Distinct { one: one.clone(), other: other.clone() });
            }
        }
        catalogue.key_pattern = self.maybe_text().filter(|text| !text.is_empty());
        let works = catalogue.works.iter();
        let editions = works.flat_map(|work| &work.expressions).flat_map(|expression| &expression.editions);
        let mut pinned: Vec<String> = editions.step_by(2).map(|edition| edition.key.clone()).collect();
        pinned.sort();
        catalogue.pinned_keys = pinned;
        self.read(&mut catalogue);
        catalogue
    }

    /// Readings, lists, excerpts and goals.
    fn read(&mut self, catalogue: &mut Catalogue) {
        let expressions = catalogue.works.iter().flat_map(|work| &work.expressions);
        let keys: Vec<String> =
            expressions.flat_map(|found| &found.editions).map(|edition| edition.key.clone()).collect();
        let works = catalogue.works.iter().map(|work| Target::Work(work.handle.clone()));
        let targets: Vec<Target> = works.chain(keys.iter().cloned().map(Target::Edition)).collect();
        for target in targets.iter().filter(|_| self.number(2) == 1).cloned().collect::<Vec<_>>() {
            let mut reading = Reading::new(target, self.one(ReadingStatus::ALL));
            (reading.started, reading.finished, reading.due) =
                (self.maybe_date(), self.maybe_date(), self.maybe_date());
            reading.noted = self.maybe_date();
            (reading.page, reading.note) = (self.maybe_text(), self.maybe_text());
            (reading.recommended_by, reading.lent_to) = (self.maybe_text(), self.maybe_text());
            reading.percent = u8::try_from(self.number(101)).ok();
            reading.rating = u8::try_from(self.number(6)).ok().filter(|rating| *rating > 0);
            reading.priority = (self.number(2) == 1).then_some(-3);
            catalogue.readings.push(reading);
        }
        for index in 0..self.number(3) {
            catalogue.lists.push(ReadingList { name: format!("list-{index}"), entries: targets.clone() });
        }
        for edition in keys {
            if self.number(2) == 1 {
                let (pages, text, note) = (self.maybe_text(), self.text(), self.maybe_text());
                catalogue.quotations.push(Quotation { edition, pages, text, note });
            }
        }
        for year in 0..self.number(3) {
            catalogue.goals.push(Goal { year: 2020 + year as i64, books: 12 });
        }
    }

    fn extra(&mut self) -> Extra {
        Extra { format: self.text(), name: self.text(), value: self.maybe_text().unwrap_or_default() }
    }

    fn agent(&mut self, index: usize, catalogue: &Catalogue) -> Agent {
        let name = self.name();
        let mut names: Vec<AgentName> = Vec::new();
        for _ in 0..self.number(3) {
            let further =
                AgentName { kind: self.one(NameKind::ALL), name: self.name(), language: self.maybe_text() };
            let is_there =
                |known: &AgentName| (&known.name, &known.language) == (&further.name, &further.language);
            if !names.iter().any(is_there) && (further.name != name || further.language.is_some()) {
                names.push(further);
            }
        }
        Agent {
            handle: format!("agent-{index}"),
            kind: self.one(AgentKind::ALL),
            name,
            names,
            born: self.maybe_date(),
            died: self.maybe_date(),
            identifiers: self.several(2, |maker| Identifier { scheme: maker.text(), value: maker.text() }),
            note: self.maybe_text(),
            evidence: self.evidence(catalogue),
        }
    }

    fn evidence(&mut self, catalogue: &Catalogue) -> Vec<Evidence> {
        if catalogue.sources.is_empty() {
            return Vec::new();
        }
        self.several(2, |maker| {
            let source = maker.number(catalogue.sources.len());
            let of_field = maker.number(2) == 1;
            Evidence {
                source: catalogue.sources[source].handle.clone(),
                quote: maker.maybe_text(),
                field: of_field.then(|| maker.text()),
                printed: of_field.then(|| maker.text()),
                verdict: of_field.then(|| maker.one(Verdict::ALL)),
                ground: maker.maybe_text().filter(|_| of_field),
            }
        })
    }

    fn contributions(&mut self, catalogue: &Catalogue) -> Vec<Contribution> {
        self.several(2, |maker| {
            let who = match maker.number(4) {
                0 => Err(Ending::NotNamed),
                1 => Err(Ending::AndOthers),
                _ if catalogue.agents.is_empty() => Err(Ending::NotNamed),
                choice => {
                    let index = maker.number(catalogue.agents.len());
                    let agent = &catalogue.agents[index];
                    let further = agent.names.first().filter(|_| choice == 3);
                    let name = further.map_or(&agent.name, |further| &further.name).clone();
                    Ok(Who { agent: agent.handle.clone(), name })
                }
            };
            Contribution { place: maker.one(Place::ALL), role: maker.one(Role::ALL), who }
        })
    }

    fn titles(&mut self) -> Vec<FurtherTitle> {
        self.several(2, |maker| FurtherTitle {
            kind: maker.one(TitleKind::ALL),
            text: maker.text(),
            language: maker.maybe_text(),
            script: maker.maybe_text(),
            ground: maker.maybe_text(),
        })
    }

    /// Relations to the works before, and to one of their editions.
    fn relations(&mut self, catalogue: &Catalogue) -> Vec<Relation> {
        if catalogue.works.is_empty() {
            return Vec::new();
        }
        self.several(2, |maker| {
            let index = maker.number(catalogue.works.len());
            let work = &catalogue.works[index];
            let edition = work.expressions.iter().flat_map(|expression| &expression.editions).next();
            let target = match edition {
                Some(edition) if maker.number(2) == 1 => Target::Edition(edition.key.clone()),
                _ => Target::Work(work.handle.clone()),
            };
            Relation { kind: maker.one(RelationKind::ALL), target }
        })
    }

    fn work(&mut self, index: usize, catalogue: &Catalogue) -> Work {
        let handle = format!("work-{index}");
        let mut expressions: Vec<Expression> = Vec::new();
        for number in 0..self.number(3) {
            let derived_from =
                expressions.last().filter(|_| self.number(2) == 1).map(|source| source.handle.clone());
            let expression = self.expression(format!("{handle}.{number}"), derived_from, catalogue);
            expressions.push(expression);
        }
        Work {
            handle,
            kind: self.one(WorkKind::ALL),
            title: self.maybe_text().unwrap_or_default(),
            sort_title: self.maybe_text(),
            language: self.maybe_text(),
            date: self.maybe_date(),
            state: self.one(WorkState::ALL),
            contributions: self.contributions(catalogue),
            titles: self.titles(),
            keywords: self.several(2, Self::text),
            note: self.maybe_text(),
            relations: self.relations(catalogue),
            evidence: self.evidence(catalogue),
            expressions,
        }
    }

    fn expression(
        &mut self,
        handle: String,
        derived_from: Option<String>,
        catalogue: &Catalogue,
    ) -> Expression {
        let mut editions: Vec<Edition> = Vec::new();
        for number in 0..self.number(3) {
            let before = editions.last().map(|edition| edition.key.clone());
            let edition = self.edition(format!("{handle}:{number}"), before, catalogue);
            editions.push(edition);
        }
        Expression {
            handle,
            kind: self.one(ExpressionKind::ALL),
            language: self.maybe_text(),
            derived_from,
            contributions: self.contributions(catalogue),
            titles: self.titles(),
            note: self.maybe_text(),
            evidence: self.evidence(catalogue),
            editions,
        }
    }

    fn edition(&mut self, key: String, before: Option<String>, catalogue: &Catalogue) -> Edition {
        let others = catalogue.works.iter().flat_map(|work| &work.expressions);
        let other = others.flat_map(|expression| &expression.editions).next().map(|other| other.key.clone());
        Edition {
            aliases: if self.number(3) == 2 {
                vec![format!("{key}a"), format!("{key}b")]
            } else {
                Vec::new()
            },
            standing: self.one(Standing::ALL),
            entry_type: self.one(EntryType::ALL),
            attribution: self.one(Attribution::ALL),
            fields: self.fields(),
            container: other.clone().filter(|_| self.number(2) == 1),
            reprint_of: before.filter(|_| self.number(2) == 1),
            translated_from: other.filter(|_| self.number(2) == 1),
            contributions: self.contributions(catalogue),
            titles: self.titles(),
            relations: self.relations(catalogue),
            evidence: self.evidence(catalogue),
            extras: self.several(2, Self::extra),
            key,
        }
    }

    fn fields(&mut self) -> Fields {
        let mut fields = Fields::default();
        for _ in 0..self.number(8) {
            let row = self.one(stored_rows());
            let value = match row.kind {
                Kind::Date => match self.maybe_date() {
                    Some(date) => Value::Date(date),
                    None => continue,
                },
                kind if kind.is_list() => Value::List(self.several(3, Self::text)),
                _ => Value::Text(self.text()),
            };
            fields.set(row.place, row.field, value);
        }
        fields
    }
}
