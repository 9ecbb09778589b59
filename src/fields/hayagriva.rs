//! What types, fields and roles are called in hayagriva's YAML (its documentation "The Hayagriva YAML File Format"
//! and the source of version 0.10; FIELDS, tables A, B and C).
//!
//! An entry has parents: what it is part of, the series, the original. So a name is a path of keys in one of
//! these ([`Node`]).

mod types;

pub use types::{
    ALSO_WRITTEN, ANTHOLOGY, ARTICLE, CONFERENCE, HAYAGRIVA_TYPES, HayagrivaType, MEETINGS, MISC, ORIGINAL,
    PROCEEDINGS, RECORDINGS, SERIES, WHOLES, default_parent, hayagriva_type, hayagriva_type_of, is_type_word,
};

use crate::model::{EntryType as T, Field as F, Place as P, Role as R};
/// The entry or one of its parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// The entry itself.
    Own,
    /// The parent of type `original`.
    Original,
    /// What the entry is part of.
    Container,
    /// The multi-volume work: a parent of the entry, or of the container where there is one. It is of the type of
    /// its volume, as in what hayagriva makes of .bib files; where the volume has a number it is an anthology, as
    /// hayagriva would print the number twice more otherwise.
    Set,
    /// The parent of type `conference`.
    Event,
    /// The parent of type `anthology`: of the multi-volume work or the container where there is one, else of the
    /// entry.
    Series,
}

impl Node {
    /// Every node, in the order in which parents are written (FIELDS, trap 6: the original comes first).
    pub const ALL: &'static [Node] =
        &[Node::Own, Node::Original, Node::Container, Node::Set, Node::Event, Node::Series];
}

/// How a value is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A title together with its subtitle, as a formattable string.
    Title,
    /// A formattable string: braces keep capitals, dollars enclose mathematics.
    Text,
    /// A number, or characters that mean themselves.
    Number,
    /// A whole number and nothing else; anything else makes the file unreadable.
    Count,
    /// Pages.
    Pages,
    /// A date.
    Date,
    /// A language identifier of Unicode; anything else makes the file unreadable.
    Language,
    /// An absolute URL; anything else makes the file unreadable.
    Url,
    /// Characters that mean themselves.
    Characters,
    /// A duration.
    Duration,
}

/// The entry types that a name is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// All.
    All,
    /// Parts of books.
    Parts,
    /// All but parts of books.
    NoParts,
    /// Parts of periodicals.
    Articles,
    /// All but parts of periodicals.
    NoArticles,
    /// All but parts of books and of periodicals.
    Whole,
    /// Theses, reports and the cases of courts.
    Institutional,
    /// All but these.
    NotInstitutional,
}

impl Only {
    /// Whether an entry type is among them.
    pub fn includes(self, entry_type: T) -> bool {
        let (part, article) = (entry_type.is_part_of_book(), entry_type.is_part_of_periodical());
        let institutional = T::INSTITUTIONAL.contains(&entry_type) || entry_type == T::LegalCase;
        match self {
            Only::All => true,
            Only::Parts => part,
            Only::NoParts => !part,
            Only::Articles => article,
            Only::NoArticles => !article,
            Only::Whole => !part && !article,
            Only::Institutional => institutional,
            Only::NotInstitutional => !institutional,
        }
    }
}

/// One field.
#[derive(Clone, Copy, Debug)]
pub struct HayagrivaField {
    /// What it is a field of.
    pub place: P,
    /// Which fact it is.
    pub field: F,
    /// Where it stands.
    pub node: Node,
    /// The key, and the key in the map under it where there is one.
    pub path: (&'static str, Option<&'static str>),
    /// How it is spelled.
    pub shape: Shape,
    /// The entry types that have it there.
    pub only: Only,
}

const fn row(place: P, field: F, node: Node, key: &'static str, shape: Shape, only: Only) -> HayagrivaField {
    HayagrivaField { place, field, node, path: (key, None), shape, only }
}

const fn below(
    place: P,
    field: F,
    node: Node,
    path: (&'static str, &'static str),
    shape: Shape,
    only: Only,
) -> HayagrivaField {
    HayagrivaField { place, field, node, path: (path.0, Some(path.1)), shape, only }
}

use Node::{Container, Event, Original, Own, Series, Set};
use Only::{All, Articles, Institutional, NoArticles, NoParts, NotInstitutional, Parts, Whole};
use Shape::{Characters, Count, Date, Duration, Language, Number, Pages, Text, Title, Url};

const SERIAL: &str = "serial-number";

/// The keys that may be given as one text, and the key in the map that is meant then.
pub const SHORTHANDS: &[(&str, &str)] =
    &[("title", "value"), (key::PUBLISHER, key::NAME), ("url", "value"), (SERIAL, "serial")];

/// The words that only our reader and writer of it know.
pub mod key {
    /// The type.
    pub const TYPE: &str = "type";
    /// The title.
    pub const TITLE: &str = "title";
    /// The parents.
    pub const PARENT: &str = "parent";
    /// Names by role.
    pub const AFFILIATED: &str = "affiliated";
    /// The number of a volume.
    pub const VOLUME: &str = "volume";
    /// How many volumes there are.
    pub const VOLUME_TOTAL: &str = "volume-total";
    /// The role of names in `affiliated`.
    pub const ROLE: &str = "role";
    /// The names in `affiliated`.
    pub const NAMES: &str = "names";
    /// The genre.
    pub const GENRE: &str = "genre";
    /// The text of a formattable string in a map.
    pub const VALUE: &str = "value";
    /// Whether the case of a formattable string is to stay.
    pub const VERBATIM: &str = "verbatim";
    /// The publisher.
    pub const PUBLISHER: &str = "publisher";
    /// Where something is or took place.
    pub const LOCATION: &str = "location";
    /// Serial numbers.
    pub const SERIAL_NUMBER: &str = super::SERIAL;
    /// The serial number at arXiv.
    pub const ARXIV: &str = "arxiv";
    /// The parts of a name.
    pub const NAME: &str = "name";
    /// The given name.
    pub const GIVEN_NAME: &str = "given-name";
    /// What stands before the family name.
    pub const PREFIX: &str = "prefix";
    /// What stands behind the name.
    pub const SUFFIX: &str = "suffix";
}

/// The keys of an entry, in the order in which they are written.
pub const KEYS: &[&str] = &[
    key::TYPE,
    "title",
    "author",
    "editor",
    key::AFFILIATED,
    "date",
    key::GENRE,
    "publisher",
    "location",
    "organization",
    "edition",
    "volume",
    "volume-total",
    "issue",
    "chapter",
    "page-range",
    "page-total",
    "time-range",
    "runtime",
    SERIAL,
    "url",
    "language",
    "archive",
    "archive-location",
    "call-number",
    "note",
    "abstract",
    key::PARENT,
];

/// Every field that hayagriva has a name for.
pub const HAYAGRIVA_FIELDS: &[HayagrivaField] = &[
    below(P::Here, F::Title, Own, ("title", "value"), Title, All),
    below(P::Here, F::ShortTitle, Own, ("title", "short"), Text, All),
    row(P::Here, F::Date, Own, "date", Date, All),
    row(P::Here, F::Genre, Own, key::GENRE, Text, All),
    below(P::Here, F::Publishers, Own, ("publisher", "name"), Text, NoParts),
    below(P::Here, F::Places, Own, ("publisher", "location"), Text, NoParts),
    row(P::Here, F::Institutions, Own, "organization", Text, Institutional),
    row(P::Here, F::Organizations, Own, "organization", Text, NotInstitutional),
    row(P::Here, F::Edition, Own, "edition", Number, NoParts),
    row(P::Here, F::Volume, Own, "volume", Number, Whole),
    row(P::Here, F::Volume, Container, "volume", Number, Articles),
    row(P::Here, F::Volumes, Own, "volume-total", Count, NoParts),
    row(P::Here, F::Issue, Own, "issue", Number, NoArticles),
    row(P::Here, F::Issue, Container, "issue", Number, Articles),
    row(P::Here, F::Chapter, Own, "chapter", Number, All),
    row(P::Here, F::Pages, Own, "page-range", Pages, All),
    row(P::Here, F::PageTotal, Own, "page-total", Count, All),
    row(P::Here, F::Dimensions, Own, "runtime", Duration, All),
    below(P::Here, F::Number, Own, (SERIAL, "serial"), Characters, NoArticles),
    below(P::Here, F::ArticleNumber, Own, (SERIAL, "serial"), Characters, Articles),
    below(P::Here, F::Version, Own, (SERIAL, "version"), Characters, All),
    below(P::Here, F::Printing, Own, (SERIAL, "printing"), Characters, All),
    below(P::Here, F::Doi, Own, (SERIAL, "doi"), Characters, All),
    below(P::Here, F::Isbn, Own, (SERIAL, "isbn"), Characters, NoParts),
    below(P::Here, F::Issn, Own, (SERIAL, "issn"), Characters, NoArticles),
    below(P::Here, F::Pmid, Own, (SERIAL, "pmid"), Characters, All),
    below(P::Here, F::Pmcid, Own, (SERIAL, "pmcid"), Characters, All),
    below(P::Here, F::Url, Own, ("url", "value"), Url, All),
    below(P::Here, F::Accessed, Own, ("url", "date"), Date, All),
    row(P::Here, F::Language, Own, "language", Language, All),
    row(P::Here, F::Archive, Own, "archive", Text, All),
    row(P::Here, F::ArchiveLocation, Own, "archive-location", Text, All),
    row(P::Here, F::CallNumber, Own, "call-number", Text, All),
    row(P::Here, F::Note, Own, "note", Text, All),
    row(P::Here, F::Abstract, Own, "abstract", Text, All),
    below(P::Original, F::Title, Original, ("title", "value"), Title, All),
    row(P::Original, F::Date, Original, "date", Date, All),
    below(P::Original, F::Publishers, Original, ("publisher", "name"), Text, All),
    below(P::Original, F::Places, Original, ("publisher", "location"), Text, All),
    row(P::Original, F::Language, Original, "language", Language, All),
    below(P::Container, F::Title, Container, ("title", "value"), Title, All),
    below(P::Container, F::ShortTitle, Container, ("title", "short"), Text, All),
    below(P::Container, F::Publishers, Container, ("publisher", "name"), Text, All),
    below(P::Container, F::Places, Container, ("publisher", "location"), Text, All),
    row(P::Container, F::Organizations, Container, "organization", Text, All),
    row(P::Container, F::Edition, Container, "edition", Number, Parts),
    row(P::Container, F::Volume, Container, "volume", Number, NoArticles),
    row(P::Container, F::Volumes, Container, "volume-total", Count, Parts),
    below(P::Container, F::Isbn, Container, (SERIAL, "isbn"), Characters, All),
    below(P::Container, F::Issn, Container, (SERIAL, "issn"), Characters, All),
    below(P::Set, F::Title, Set, ("title", "value"), Title, All),
    below(P::Event, F::Title, Event, ("title", "value"), Text, All),
    row(P::Event, F::Date, Event, "date", Date, All),
    row(P::Event, F::Places, Event, "location", Text, All),
    below(P::Series, F::Title, Series, ("title", "value"), Title, All),
    below(P::Series, F::ShortTitle, Series, ("title", "short"), Text, All),
    row(P::Series, F::Number, Series, "volume", Number, All),
];

/// Where names of a role stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamesUnder {
    /// Under a key of their own.
    Key(&'static str),
    /// In `affiliated`, with this role.
    Affiliated(&'static str),
}

/// One role at one place.
#[derive(Clone, Copy, Debug)]
pub struct HayagrivaRole {
    /// Of what they are the names.
    pub place: P,
    /// What they did.
    pub role: R,
    /// Where they stand.
    pub node: Node,
    /// Under which key.
    pub under: NamesUnder,
    /// The entry types that have them there.
    pub only: Only,
}

const fn names(place: P, role: R, node: Node, key: &'static str, only: Only) -> HayagrivaRole {
    HayagrivaRole { place, role, node, under: NamesUnder::Key(key), only }
}

const fn affiliated(place: P, role: R, node: Node, word: &'static str) -> HayagrivaRole {
    HayagrivaRole { place, role, node, under: NamesUnder::Affiliated(word), only: All }
}

/// Every role that hayagriva has a name for. Roles are written in lower kebab-case only (FIELDS, trap 7).
pub const HAYAGRIVA_ROLES: &[HayagrivaRole] = &[
    names(P::Here, R::Author, Own, "author", All),
    names(P::Here, R::Editor, Own, "editor", NoParts),
    affiliated(P::Here, R::Translator, Own, "translator"),
    affiliated(P::Here, R::Compiler, Own, "compiler"),
    affiliated(P::Here, R::Introduction, Own, "introduction"),
    affiliated(P::Here, R::Foreword, Own, "foreword"),
    affiliated(P::Here, R::Afterword, Own, "afterword"),
    affiliated(P::Here, R::Annotator, Own, "annotator"),
    affiliated(P::Here, R::Commentator, Own, "commentator"),
    affiliated(P::Here, R::Illustrator, Own, "illustrator"),
    affiliated(P::Here, R::Holder, Own, "holder"),
    affiliated(P::Here, R::Founder, Own, "founder"),
    affiliated(P::Here, R::Collaborator, Own, "collaborator"),
    affiliated(P::Here, R::Organizer, Own, "organizer"),
    affiliated(P::Here, R::Performer, Own, "cast-member"),
    affiliated(P::Here, R::Composer, Own, "composer"),
    affiliated(P::Here, R::Producer, Own, "producer"),
    affiliated(P::Here, R::ExecutiveProducer, Own, "executive-producer"),
    affiliated(P::Here, R::ScriptWriter, Own, "writer"),
    affiliated(P::Here, R::Director, Own, "director"),
    affiliated(P::Here, R::Narrator, Own, "narrator"),
    names(P::Container, R::Author, Container, "author", All),
    names(P::Container, R::Editor, Container, "editor", All),
    affiliated(P::Container, R::Translator, Container, "translator"),
    names(P::Original, R::Author, Original, "author", All),
    names(P::Series, R::Editor, Series, "editor", All),
];

#[cfg(test)]
mod tests {
    use foldhash::HashSet;

    use super::*;

    #[test]
    fn every_type_has_one_row_and_a_name_one_meaning() {
        for entry_type in T::ALL {
            let rows = HAYAGRIVA_TYPES.iter().filter(|row| row.entry_type == *entry_type).count();
            assert_eq!(rows, 1, "{entry_type}");
            let mut names = HashSet::default();
            for row in HAYAGRIVA_FIELDS.iter().filter(|row| row.only.includes(*entry_type)) {
                assert!(names.insert((row.node, row.path)), "{:?} in {entry_type}", row.path);
            }
        }
    }

    #[test]
    fn every_key_has_its_place() {
        for row in HAYAGRIVA_FIELDS {
            assert!(KEYS.contains(&row.path.0), "{}", row.path.0);
            assert!(super::super::row(row.place, row.field).is_some(), "{:?} {:?}", row.place, row.field);
        }
    }

    #[test]
    fn words_are_read() {
        let cases = [
            ("book", None, None, Some(T::Book)),
            ("book", None, Some("pamphlet"), Some(T::Booklet)),
            ("article", Some("newspaper"), None, Some(T::NewspaperArticle)),
            ("article", Some("periodical"), Some("special issue"), Some(T::SpecialIssue)),
            ("article", Some("web"), None, Some(T::Article)),
            ("anthos", Some("anthology"), None, Some(T::Chapter)),
            ("artwork", Some("article"), None, Some(T::Figure)),
            ("tome", None, None, None),
        ];
        for (word, parent, genre, expected) in cases {
            assert_eq!(hayagriva_type_of(word, parent, genre), expected, "{word}");
        }
    }
}
