//! What a library keeps: work → expression → edition, the agents, and the documents it was made from.
//!
//! These are whole values, for showing, editing and dumping. Bulk import writes rows directly.

use super::{
    Date, EntryType, Extra, Name, Place, Role, Standing, WorkKind,
    field::Fields,
    name::Ending,
    reading::{Goal, Quotation, Reading, ReadingList},
};

/// A whole library.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    /// The documents that records name as their evidence, and the files that were imported.
    pub sources: Vec<Source>,
    /// People and bodies, by handle.
    pub agents: Vec<Agent>,
    /// Works with all below them, by handle.
    pub works: Vec<Work>,
    /// What stood in imported files outside every entry (`@preamble`, `@comment`, free text).
    pub extras: Vec<Extra>,
    /// Queries that are kept, by name.
    pub queries: Vec<SavedQuery>,
    /// Pairs of editions that are not the same, by key.
    pub distinct: Vec<Distinct>,
    /// The pattern that new citation keys are made after, if the library has one of its own.
    pub key_pattern: Option<String>,
    /// The keys of editions that nobody is to change, ordered.
    pub pinned_keys: Vec<String>,
    /// What is wanted, read and has been read, in the order in which that was noted.
    pub readings: Vec<Reading<Target>>,
    /// The lists of what is to be read, in order.
    pub lists: Vec<ReadingList>,
    /// Excerpts, by the key of the edition.
    pub quotations: Vec<Quotation<String>>,
    /// How much is to be read, by year.
    pub goals: Vec<Goal>,
}

/// Two editions that somebody found not to be the same, however alike they look.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Distinct {
    /// The key of the one; it sorts before the other.
    pub one: String,
    /// The key of the other.
    pub other: String,
}

/// A query that is kept under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedQuery {
    /// What stands after the `@` that asks for it.
    pub name: String,
    /// The query.
    pub text: String,
}

/// A document that facts were taken from, or a file that was imported.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "each field is its name")]
pub struct Source {
    pub handle: String,
    pub title: String,
    pub file: Option<String>,
    pub format: Option<String>,
    pub note: Option<String>,
}

vocabulary! {
    /// Whether an agent is one human being.
    AgentKind { Person = "person", Body = "body" }
}

vocabulary! {
    /// What a further name of an agent is.
    NameKind {
        Birth = "birth",
        Pseudonym = "pseudonym",
        Variant = "variant",
        Transliteration = "transliteration",
        Native = "native",
        Married = "married",
        Nickname = "nickname",
    }
}

/// A person or body with all the names it has used.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field is its name")]
pub struct Agent {
    pub handle: String,
    pub kind: AgentKind,
    /// The preferred name.
    pub name: Name,
    pub names: Vec<AgentName>,
    pub born: Option<Date>,
    pub died: Option<Date>,
    pub identifiers: Vec<Identifier>,
    pub note: Option<String>,
    pub evidence: Vec<Evidence>,
}

/// A further name of an agent.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field is its name")]
pub struct AgentName {
    pub kind: NameKind,
    pub name: Name,
    /// BCP 47.
    pub language: Option<String>,
}

/// A scheme (`viaf`, `isbn`, …) and a value as given.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field is its name")]
pub struct Identifier {
    pub scheme: String,
    pub value: String,
}

/// An agent in a role, under the name as printed; or the statement that the person is not named.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// Of what: mostly `Here`; `Series` for the editor of the series. Editors of a container and authors of
    /// an original are contributions of those editions.
    pub place: Place,
    /// What was done.
    pub role: Role,
    /// The agent; or what is said instead of one: that the person is not named ([`Ending::NotNamed`]), or
    /// that there were further ones ([`Ending::AndOthers`]).
    pub who: Result<Who, Ending>,
}

/// The agent of a contribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Who {
    /// Handle of the agent.
    pub agent: String,
    /// The name as printed; the agent's preferred name where the source gives no other.
    pub name: Name,
}

vocabulary! {
    /// What a further title is to its owner.
    TitleKind {
        Original = "original",
        Short = "short",
        Alternative = "alternative",
        Gloss = "gloss",
        Parallel = "parallel",
        AsPrinted = "as-printed",
        Corrected = "corrected",
    }
}

/// A further title.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field is its name")]
pub struct FurtherTitle {
    pub kind: TitleKind,
    /// With inline markup.
    pub text: String,
    /// BCP 47.
    pub language: Option<String>,
    /// ISO 15924.
    pub script: Option<String>,
    /// Why a corrected form is right.
    pub ground: Option<String>,
}

vocabulary! {
    /// What became of the reading that a passage gives.
    Verdict { Used = "used", Rejected = "rejected", Corrected = "corrected" }
}

/// The passage of a document that a record stands on.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field is its name")]
pub struct Evidence {
    /// Handle of the source.
    pub source: String,
    /// Verbatim.
    pub quote: Option<String>,
    /// The one field that the passage is the ground of.
    pub field: Option<String>,
    /// The reading as printed.
    pub printed: Option<String>,
    pub verdict: Option<Verdict>,
    /// Why it was used, rejected or corrected.
    pub ground: Option<String>,
}

vocabulary! {
    /// What one record is to another.
    RelationKind {
        About = "about",
        ReviewOf = "review-of",
        ReplyTo = "reply-to",
        IssueOf = "issue-of",
        PartOf = "part-of",
        QuotedIn = "quoted-in",
        CitedIn = "cited-in",
        TranslationMentioned = "translation-mentioned",
        AlsoPublishedAs = "also-published-as",
        Member = "member",
        SeeAlso = "see-also",
    }
}

/// A relation from its owner to a work or to an edition.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// What the owner is to the target.
    pub kind: RelationKind,
    /// The other record.
    pub target: Target,
}

/// The far end of a relation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Handle of a work.
    Work(String),
    /// Key of an edition.
    Edition(String),
}

vocabulary! {
    /// What became of a work.
    WorkState {
        Extant = "extant",
        Lost = "lost",
        Confiscated = "confiscated",
        Unpublished = "unpublished",
        Planned = "planned",
        Untitled = "untitled",
    }
}

/// A creation, whoever printed it in whatever language.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field is its name")]
pub struct Work {
    pub handle: String,
    pub kind: WorkKind,
    /// With inline markup; in the original language where that is known.
    pub title: String,
    pub sort_title: Option<String>,
    /// BCP 47, of the original.
    pub language: Option<String>,
    /// First date of the work.
    pub date: Option<Date>,
    pub state: WorkState,
    pub contributions: Vec<Contribution>,
    pub titles: Vec<FurtherTitle>,
    pub keywords: Vec<String>,
    pub note: Option<String>,
    pub relations: Vec<Relation>,
    pub evidence: Vec<Evidence>,
    pub expressions: Vec<Expression>,
}

vocabulary! {
    /// What an expression is to the work.
    ExpressionKind {
        Original = "original",
        Translation = "translation",
        Revision = "revision",
        Abridgement = "abridgement",
        Adaptation = "adaptation",
        /// The source does not tell whether this is the original text.
        Unstated = "unstated",
    }
}

/// A work in one language and version.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field is its name")]
pub struct Expression {
    pub handle: String,
    pub kind: ExpressionKind,
    /// BCP 47.
    pub language: Option<String>,
    /// Handle of the expression that this one was made from.
    pub derived_from: Option<String>,
    pub contributions: Vec<Contribution>,
    pub titles: Vec<FurtherTitle>,
    pub note: Option<String>,
    pub evidence: Vec<Evidence>,
    pub editions: Vec<Edition>,
}

vocabulary! {
    /// Whether the edition is known to exist or only said to.
    Attribution { Claimed = "claimed", Disputed = "disputed" }
}

/// One published form of an expression; the thing one cites.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field is its name")]
pub struct Edition {
    /// The citation key.
    pub key: String,
    /// Keys it had before; they go on working.
    pub aliases: Vec<String>,
    pub standing: Standing,
    pub entry_type: EntryType,
    pub attribution: Attribution,
    /// Fields of the places that are stored with the edition itself (here, set, issue, series, event).
    pub fields: Fields,
    /// Key of the edition that this one is part of.
    pub container: Option<String>,
    /// Key of the earlier edition of the same expression.
    pub reprint_of: Option<String>,
    /// Key of the edition that was translated, where it is not the earliest of the expression's source.
    pub translated_from: Option<String>,
    pub contributions: Vec<Contribution>,
    pub titles: Vec<FurtherTitle>,
    pub relations: Vec<Relation>,
    pub evidence: Vec<Evidence>,
    pub extras: Vec<Extra>,
}

vocabulary! {
    /// How far one has come with a text on the reading list.
    ReadingStatus {
        Want = "want",
        Reading = "reading",
        Paused = "paused",
        Finished = "finished",
        Dropped = "dropped",
    }
}
