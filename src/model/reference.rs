//! One edition seen whole and flat: the neutral form that every format reads into and writes from.

use std::collections::BTreeMap;

use super::{
    EntryType, Field, NameList, Place, Role, WorkKind, field::Fields, language, reading::OwnReading,
};

/// Names by place and role, in the order of the definitions.
pub type Names = BTreeMap<(Place, Role), NameList>;

vocabulary! {
    /// Whether an edition is an item of the library in its own right.
    Standing {
        Listed = "listed",
        /// Known only through another: the original behind a translation, the book of a chapter.
        Mentioned = "mentioned",
    }
}

vocabulary! {
    /// How a reference points to another one by its key.
    LinkKind {
        TranslationOf = "translation-of",
        ReprintOf = "reprint-of",
        /// The container (BibTeX and BibLaTeX `crossref`).
        PartOf = "part-of",
        ReviewOf = "review-of",
        /// A member of this set (BibLaTeX `entryset`).
        Member = "member",
        /// Seen together with (BibLaTeX `xref` and `related` without a type we know).
        SeeAlso = "see-also",
    }
}

/// A pointer to another reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What the other one is to this one.
    pub kind: LinkKind,
    /// The key of the other one.
    pub target: String,
}

/// A field that no column has a place for, verbatim as the format spelled it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Extra {
    /// The format that it was read from (the name in the list of formats).
    pub format: String,
    /// The field's name there.
    pub name: String,
    /// The value as spelled there (raw TeX, JSON text, …).
    pub value: String,
}

/// One edition seen whole and flat: its own fields, those of its container and series, its expression,
/// its work and the original behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The citation key; `None` when the file gave none.
    pub key: Option<String>,
    /// Further keys that mean the same entry.
    pub aliases: Vec<String>,
    /// How it is cited.
    pub entry_type: EntryType,
    /// The kind of the work, where the file says it more exactly than the entry type does.
    pub work_kind: Option<WorkKind>,
    /// Listed, or only known through another.
    pub standing: Standing,
    /// Every field but names.
    pub fields: Fields,
    /// Every list of names.
    pub names: Names,
    /// Pointers to other references by key.
    pub links: Vec<Link>,
    /// Handle of the work, where a file of ours gives it.
    pub work: Option<String>,
    /// Handle of the expression, where a file of ours gives it.
    pub expression: Option<String>,
    /// What no field could hold.
    pub extras: Vec<Extra>,
    /// How it was read. Only formats of services for readers tell it and are told it.
    pub own_reading: OwnReading,
}

impl Reference {
    /// An empty reference of a type.
    pub fn new(entry_type: EntryType) -> Self {
        Reference {
            key: None,
            aliases: Vec::new(),
            entry_type,
            work_kind: None,
            standing: Standing::Listed,
            fields: Fields::default(),
            names: Names::new(),
            links: Vec::new(),
            work: None,
            expression: None,
            extras: Vec::new(),
            own_reading: OwnReading::default(),
        }
    }

    /// The names in a role at a place; empty when nothing is stated.
    pub fn names(&self, place: Place, role: Role) -> &[super::Name] {
        self.names.get(&(place, role)).map_or(&[], |list| &list.names)
    }

    /// Whether the text is a translation: somebody translated it, it points at what it translates, or its original is
    /// in another language.
    pub fn is_translated(&self) -> bool {
        let own = self.fields.list(Place::Here, Field::Language);
        let is_own = |tag: &String| own.iter().any(|own| language::primary(own) == language::primary(tag));
        let has_translator =
            |place| self.names.get(&(place, Role::Translator)).is_some_and(|list| !list.is_empty());
        has_translator(Place::Here)
            || has_translator(Place::Container)
            || self.link(LinkKind::TranslationOf).is_some()
            || !self.fields.list(Place::Original, Field::Language).iter().all(is_own)
    }

    /// The first link of a kind.
    pub fn link(&self, kind: LinkKind) -> Option<&str> {
        self.links.iter().find(|link| link.kind == kind).map(|link| link.target.as_str())
    }
}
