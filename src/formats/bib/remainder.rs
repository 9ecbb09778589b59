//! What is neither name nor value of a reference → fields: links, aliases, standing, handles of the tree, extras.

use super::{
    BIBLATEX, BIBTEX, dates, escapes, extras, links, loose_dates, names, reading,
    restoring::{self, Restoring},
    roles, types, words,
    writing::{Draft, NOT_TO_THE_LETTER, Unsaid},
};
use crate::{
    fields::{Dialect, Kind},
    formats::{Escapes, Instead, fact::Fact, private},
    model::{EntryType as T, Extra, Field, Link, LinkKind, Place, Role, Standing, Value},
};

const NO_LINK: &str = "the format has no field for this link";
const OURS: &str = "only our own files have it";
const FOREIGN: &str = "it belongs to another format";

impl Draft<'_> {
    pub(super) fn write_links(&mut self) {
        let reference = self.reference;
        let container = reference.link(LinkKind::PartOf);
        let crossref = self.kept(words::CROSSREF).and(container).filter(|key| {
            let kept = self.kept(words::CROSSREF).unwrap_or_default();
            // BibTeX does not tell keys apart by case.
            *key == kept || (self.dialect == Dialect::Bibtex && key.eq_ignore_ascii_case(kept))
        });
        let related_type = self.kept_type;
        let kept_type = links::related_type(related_type, self.kept(words::RELATED_STRING));
        let pointers: Vec<Link> = reference.links.iter().map(|link| self.pointer(link)).collect();
        let crossref = crossref.map(|key| self.keys.pointer(key));
        let fields = links::fields_of(self.dialect, &pointers, crossref.as_deref(), kept_type);
        let said = links::read(|name| {
            let written = fields.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str());
            written.or(related_type.filter(|_| name == words::RELATED_TYPE))
        });
        for (name, value) in &fields {
            self.push(name, value);
        }
        if said != reference.links {
            let inside = escapes::from_value(&Value::List(links::to_items(&reference.links)));
            self.escape_silently(restoring::LINKS, inside);
            let unsaid = pointers.iter().zip(&reference.links).filter(|(pointer, _)| !said.contains(pointer));
            for (pointer, link) in unsaid {
                self.lose_link(pointer, link, &said);
            }
        }
    }

    /// Tells a link that no field of links says.
    fn lose_link(&mut self, pointer: &Link, link: &Link, said: &[Link]) {
        // Said by `xref`, which inherits nothing.
        let is_beside = said.iter().any(|other| other.target == pointer.target);
        let behind = match link.kind {
            LinkKind::TranslationOf => Some(Place::Original),
            LinkKind::ReprintOf => Some(Place::Reprint),
            _ => None,
        };
        let is_told =
            self.note.told.iter().any(
                |fact| matches!((fact, behind), (Fact::Field(place, _), Some(behind)) if *place == behind),
            );
        let instead = match self.keep {
            Escapes::Keep if is_beside => return,
            Escapes::Keep => Instead::Escape(restoring::LINKS.to_owned()),
            Escapes::Omit if is_beside => Instead::Reshaped(words::XREF.to_owned()),
            Escapes::Omit if is_told => Instead::Note,
            Escapes::Omit => Instead::Nowhere,
        };
        let value = links::to_items(std::slice::from_ref(link)).join("; ");
        self.lose("links", value, NO_LINK, instead);
    }

    /// A link as the file must have it.
    fn pointer(&self, link: &Link) -> Link {
        Link { kind: link.kind, target: self.keys.pointer(&link.target) }
    }

    /// Aliases, standing and the handles of the tree.
    pub(super) fn write_frame(&mut self) {
        let reference = self.reference;
        let aliases = reference.aliases.join(",");
        let is_list = super::resolve::keys(&aliases).eq(reference.aliases.iter().map(String::as_str));
        if is_list && extras::are_keys(&aliases) && !aliases.is_empty() {
            self.push(words::IDS, &aliases);
        } else if !reference.aliases.is_empty() {
            let value = reference.aliases.join("; ");
            let inside = escapes::from_value(&Value::List(reference.aliases.clone()));
            let loss = Unsaid { field: "aliases".to_owned(), value, why: NOT_TO_THE_LETTER, public: None };
            self.escape(restoring::ALIASES.to_owned(), inside, loss);
        }
        let options = self.kept(words::OPTIONS);
        match (self.dialect, reference.standing) {
            (Dialect::Biblatex, Standing::Mentioned) => {
                let own = options.map_or_else(String::new, |options| format!("{options},"));
                self.push(words::OPTIONS, &format!("{own}{}=true", words::DATA_ONLY));
            }
            (_, Standing::Mentioned) => {
                let word = escapes::from_text(Standing::Mentioned.as_str());
                self.escape_silently(restoring::STANDING, word);
            }
            _ => {}
        }
        if let Some(kind) = reference.work_kind {
            match self.keep {
                Escapes::Keep => self.push_escape(restoring::WORK_KIND, escapes::from_text(kind.as_str())),
                Escapes::Omit => self.lose(private::WORK_KIND, kind.to_string(), OURS, Instead::Nowhere),
            }
        }
        let handles = [(restoring::WORK, &reference.work), (restoring::EXPRESSION, &reference.expression)];
        for (escape, handle) in handles {
            if let Some(handle) = handle {
                self.escape_silently(escape, escapes::from_text(handle));
            }
        }
    }

    /// The value of the first extra of a name (in lower case), if it can be written as it is.
    pub(super) fn kept(&self, name: &str) -> Option<&str> {
        let extra = self.first_extras.get(name)?;
        let is_sound = extras::is_sound_value(&extra.value)
            && !extra.value.trim().is_empty()
            && !(name == words::OPTIONS && extra.value.split(',').any(reading::is_data_only));
        is_sound.then_some(extra.value.as_str())
    }

    pub(super) fn write_extras(&mut self, unknown_type: Option<&str>) {
        let mut count = 0;
        for extra in &self.reference.extras {
            let display = || format!("{}:{}", extra.format, extra.name);
            if ![BIBLATEX, BIBTEX].contains(&extra.format.as_str()) {
                self.lose(&display(), extra.value.clone(), FOREIGN, Instead::Nowhere);
                continue;
            }
            if self.is_said_already(extra, unknown_type) {
                continue;
            }
            if self.is_writable(extra) {
                match self.dialect {
                    Dialect::Biblatex if reading::IN_ANNOTATIONS.contains(&extra.name.as_str()) => {
                        self.push_escape(&extra.name, escapes::from_tex(&extra.value));
                    }
                    _ => self.push(&extra.name, &extra.value),
                }
                continue;
            }
            count += 1;
            let parts = Value::List(vec![extra.name.clone(), extra.value.clone()]);
            let loss =
                Unsaid { field: display(), value: extra.value.clone(), why: NOT_TO_THE_LETTER, public: None };
            self.escape(format!("{}{count}", restoring::EXTRA), escapes::from_value(&parts), loss);
        }
    }

    /// Whether an extra has been written as a link, an option or the type.
    fn is_said_already(&self, extra: &Extra, unknown_type: Option<&str>) -> bool {
        let first = self.first_extras.get(&extra.name.to_lowercase());
        let is_first = first.is_some_and(|first| std::ptr::eq(*first, extra));
        let is_kept = self.kept(&extra.name) == Some(extra.value.as_str());
        is_first
            && match extra.name.as_str() {
                reading::UNKNOWN_TYPE => self.reference.entry_type == T::Misc && unknown_type.is_some(),
                words::CROSSREF => self.is_taken(words::CROSSREF),
                words::OPTIONS => is_kept && self.is_taken(words::OPTIONS),
                name if roles::role_of(name, None, self.reference.entry_type).is_some() => {
                    let value = format!("{{{}}}", extra.value);
                    let (_, is_partial) = roles::oddities(&names::read(&extra.value));
                    is_partial && self.fields.iter().any(|field| field.0 == name && field.1 == value)
                }
                name if roles::slot_of_type(name).is_some() => {
                    let value = format!("{{{}}}", extra.value);
                    let is_written = self.fields.iter().any(|field| field.0 == name && field.1 == value);
                    is_written && !self.is_default_type(name, &extra.value)
                }
                name => {
                    self.is_written_as_kept(name, &extra.value)
                        || self.is_written_as_address(name, &extra.value)
                }
            }
    }

    /// Whether a slot has this type where nothing tells which slot it is to be: then a reader keeps no extra of it.
    fn is_default_type(&self, name: &str, word: &str) -> bool {
        let none = Vec::new();
        let roles = roles::write(self.dialect, self.profile, &self.type_name, self.reference, &none);
        roles.fields.iter().any(|(other, written)| other == name && written == word)
    }

    /// Whether an extra can be written under its own name and is an extra again when it is read.
    fn is_writable(&self, extra: &Extra) -> bool {
        let name = extra.name.to_lowercase();
        let is_taken = self.is_taken(&name)
            || Restoring::reserves(&name)
            || escapes::escape_name(&name).is_some_and(|escape| self.is_escaped(escape));
        // The type of editors who have none would make others of them.
        let is_type_of_others = roles::slot_of_type(&name).is_some_and(|slot| {
            let role = roles::role_of(slot, Some(&extra.value), self.reference.entry_type);
            self.is_taken(slot) && role.is_some_and(|row| row.role != Role::Editor)
        });
        let is_month = self.dialect == Dialect::Bibtex && name == words::DATE_PARTS[1];
        let is_understood =
            extras::is_understood(self.dialect, &name, &extra.value, self.reference.entry_type);
        let is_child =
            self.is_taken(words::CROSSREF) || self.kept(words::XDATA).is_some_and(extras::are_keys);
        let keeps_away = is_child && extra.value.trim().is_empty();
        extras::is_field_name(&extra.name)
            && extras::is_sound_value(&extra.value)
            && !is_taken
            && !is_type_of_others
            && (!is_understood
                || self.is_other_name_of_taken(&name)
                || keeps_away
                || (is_month && self.is_no_month(&extra.value))
                || self.is_repeated_title(&name)
                || self.is_steering(extra))
    }

    /// Whether a field stands beside the one whose value a reader prefers.
    fn is_other_name_of_taken(&self, name: &str) -> bool {
        let row = types::row_of(self.dialect, name, self.reference.entry_type);
        let preferred =
            row.filter(|row| row.kind != Kind::Date).and_then(|row| row.spelling(self.dialect).written);
        let is_same = |preferred: &str| {
            let other = types::row_of(self.dialect, preferred, self.reference.entry_type);
            other.map(|other| (other.place, other.field)) == row.map(|row| (row.place, row.field))
        };
        preferred.is_some_and(|name_before| {
            name_before != name && self.is_taken(name_before) && is_same(name_before)
        })
    }

    /// A month that is none stays beside the year, where it is printed.
    fn is_no_month(&self, value: &str) -> bool {
        let date = self.reference.fields.date(Place::Here, Field::Date);
        let written = date.and_then(dates::to_bibtex);
        written.is_some_and(|written| {
            {
                let month = loose_dates::month_words(value);
                dates::with_month(&dates::read_year(&written.year), &month, "")
            }
            .is_none()
        })
    }

    /// Fields that steer BibLaTeX and that are read as extras beside what they mean.
    fn is_steering(&self, extra: &Extra) -> bool {
        match extra.name.as_str() {
            words::OPTIONS => self.kept(words::OPTIONS) == Some(&extra.value),
            words::RELATED_TYPE => self.kept_type == Some(&extra.value),
            words::XDATA => extras::are_keys(&extra.value),
            _ => false,
        }
    }
}
