//! The English of the page: what roles, kinds, states and relations are called in running text.

use crate::model::tree::{ExpressionKind, NameKind, ReadingStatus, RelationKind, TitleKind, WorkState};
use crate::model::{Role, WorkKind, language};

/// The heading over works of a kind. Kinds that follow each other and share a heading stand together.
pub(super) fn heading(kind: WorkKind) -> &'static str {
    use WorkKind as K;
    match kind {
        K::Novel => "Novels",
        K::Novella => "Novellas",
        K::Story => "Stories",
        K::Poetry | K::Poem => "Poetry",
        K::Play => "Plays",
        K::Memoir => "Memoirs",
        K::Diary => "Diaries",
        K::Biography => "Biographies",
        K::History => "History",
        K::Essay => "Essays",
        K::Book => "Books",
        K::Article => "Articles",
        K::Pamphlet => "Pamphlets",
        K::Letter | K::Letters => "Letters",
        K::Speech => "Speeches",
        K::Interview => "Interviews",
        K::Review => "Reviews",
        K::Introduction => "Introductions",
        K::Collection => "Collections",
        K::ReferenceWork => "Works of reference",
        K::Periodical => "Periodicals",
        K::Thesis => "Theses",
        K::Report => "Reports",
        K::Document => "Documents",
        K::WebPage => "Web pages",
        K::Podcast => "Podcasts",
        K::Film => "Films",
        K::Music => "Music",
        K::Image => "Images",
        K::Map => "Maps",
        K::Software => "Software",
        K::Dataset => "Data",
        K::Legal => "Laws and decrees",
        K::Other => "Other writings",
    }
}

/// What stands before the names of those in a role.
pub(super) fn by(role: Role) -> &'static str {
    match role {
        Role::Author => "by",
        Role::Editor => "edited by",
        Role::Translator => "translated by",
        Role::Compiler => "compiled by",
        Role::Abridger => "abridged by",
        Role::Founder => "founded by",
        Role::Continuator => "continued by",
        Role::Redactor => "redacted by",
        Role::Reviser => "revised by",
        Role::Collaborator => "in collaboration with",
        Role::Organizer => "organized by",
        Role::EditorialDirector => "under the direction of",
        Role::Annotator => "annotated by",
        Role::Commentator => "with a commentary by",
        Role::Introduction => "with an introduction by",
        Role::Foreword => "with a foreword by",
        Role::Afterword => "with an afterword by",
        Role::Illustrator => "illustrated by",
        Role::Contributor => "with contributions by",
        Role::Holder => "held by",
        Role::Director => "directed by",
        Role::Producer => "produced by",
        Role::ExecutiveProducer => "executive producer",
        Role::ScriptWriter => "written by",
        Role::SeriesCreator => "created by",
        Role::Performer => "performed by",
        Role::Narrator => "read by",
        Role::Composer => "composed by",
        Role::Host => "hosted by",
        Role::Guest => "with",
        Role::Interviewer => "interviewed by",
        Role::Recipient => "to",
        Role::ReviewedAuthor => "on a work by",
        Role::Chair => "chaired by",
        Role::Curator => "curated by",
    }
}

/// The statement that the person in a role is not named.
pub(super) fn not_named(role: Role) -> String {
    let word = role.as_str().replace('-', " ");
    match role {
        Role::Introduction | Role::Foreword | Role::Afterword => format!("author of the {word} not named"),
        _ => format!("{word} not named"),
    }
}

/// What an expression is, where it needs saying.
pub(super) fn version(kind: ExpressionKind) -> &'static str {
    match kind {
        ExpressionKind::Original => "original",
        ExpressionKind::Translation => "translation",
        ExpressionKind::Revision => "revised version",
        ExpressionKind::Abridgement => "abridgement",
        ExpressionKind::Adaptation => "adaptation",
        ExpressionKind::Unstated => "text",
    }
}

/// The English name of a language; a tag that has none as it stands.
pub(super) fn language_name(tag: &str) -> &str {
    language::english_name(tag).unwrap_or(tag)
}

/// What became of a work, where that is not the usual.
pub(super) fn fate(state: WorkState) -> Option<&'static str> {
    match state {
        WorkState::Extant => None,
        WorkState::Lost => Some("lost"),
        WorkState::Confiscated => Some("confiscated"),
        WorkState::Unpublished => Some("unpublished"),
        WorkState::Planned => Some("planned, not carried out"),
        WorkState::Untitled => Some("no title known"),
    }
}

/// What stands before further titles of each kind, in the order in which they are told. Those as printed and
/// their corrections are told as one sentence of their own.
pub(super) const FURTHER_TITLES: &[(TitleKind, &str)] = &[
    (TitleKind::Original, "Original title"),
    (TitleKind::Parallel, "Parallel title"),
    (TitleKind::Gloss, "Meaning"),
    (TitleKind::Alternative, "Also published as"),
    (TitleKind::Short, "Cited as"),
];

/// A relation told from its owner.
pub(super) fn relation(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::About => "About",
        RelationKind::ReviewOf => "Review of",
        RelationKind::ReplyTo => "Reply to",
        RelationKind::IssueOf => "Issue of",
        RelationKind::PartOf => "Part of",
        RelationKind::QuotedIn => "Quoted in",
        RelationKind::CitedIn => "Cited in",
        RelationKind::TranslationMentioned => "Translation mentioned in",
        RelationKind::AlsoPublishedAs => "Also published as",
        RelationKind::Member => "Member of",
        RelationKind::SeeAlso => "See also",
    }
}

/// A relation told from its target.
pub(super) fn converse(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::About => "Written about in",
        RelationKind::ReviewOf => "Reviewed in",
        RelationKind::ReplyTo => "Answered in",
        RelationKind::IssueOf => "Has the issue",
        RelationKind::PartOf => "Includes",
        RelationKind::QuotedIn => "Quotes",
        RelationKind::CitedIn => "Cites",
        RelationKind::TranslationMentioned => "Mentions a translation of",
        RelationKind::AlsoPublishedAs => "Also published as",
        RelationKind::Member => "Includes",
        RelationKind::SeeAlso => "See also",
    }
}

/// The text with its first letter in upper case.
pub(super) fn capitalized(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// How far one has come with a text.
pub(super) fn status(status: ReadingStatus) -> &'static str {
    match status {
        ReadingStatus::Want => "To read",
        ReadingStatus::Reading => "Reading",
        ReadingStatus::Paused => "Paused",
        ReadingStatus::Finished => "Read",
        ReadingStatus::Dropped => "Given up",
    }
}

/// What is told of reading above the works, in this order.
pub(super) const SHELVES: &[(&str, &[ReadingStatus])] = &[
    ("Now", &[ReadingStatus::Reading, ReadingStatus::Paused]),
    ("Next", &[ReadingStatus::Want]),
    ("Lately", &[ReadingStatus::Finished]),
];

/// What stands before further names of an agent.
pub(super) fn kind_of_name(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Birth => "Born",
        NameKind::Pseudonym => "As",
        NameKind::Variant => "Also",
        NameKind::Transliteration => "Transliterated",
        NameKind::Native => "In the original script",
        NameKind::Married => "Married",
        NameKind::Nickname => "Called",
    }
}

/// "1st", "2nd", "11th".
pub(super) fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// A number of things: "1 work", "2 works".
pub(super) fn count(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_with_one_heading_follow_each_other() {
        let mut headings: Vec<_> = WorkKind::ALL.iter().map(|kind| heading(*kind)).collect();
        headings.dedup();
        let mut distinct = headings.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(headings.len(), distinct.len());
    }
}
