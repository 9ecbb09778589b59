//! Links to other entries: `crossref`, `xref`, `entryset`, and `related` with its type.

use super::{extras, resolve::keys, words};
use crate::{
    fields::Dialect,
    model::{Link, LinkKind},
};

/// What a related entry is, by the word of BibLaTeX (manual, section 3.4) and ours; the first that a reference
/// has is written.
const RELATED_TYPES: &[(LinkKind, &str)] = &[
    (LinkKind::ReprintOf, "reprintof"),
    (LinkKind::TranslationOf, "translationof"),
    (LinkKind::ReviewOf, "reviewof"),
];

/// Other words for the same, which are kept beside the links that they mean.
const RELATED_TYPES_READ: &[(LinkKind, &str)] =
    &[(LinkKind::ReprintOf, "reprintfrom"), (LinkKind::TranslationOf, "translationfrom")];

/// What this entry is to the related ones: words for the other end of a link.
const INVERSE_TYPES: &[(LinkKind, &str)] = &[
    (LinkKind::TranslationOf, "translationas"),
    (LinkKind::TranslationOf, "bytranslator"),
    (LinkKind::ReprintOf, "reprintas"),
];

/// The link that related entries have to an entry with this `relatedtype`.
pub(super) fn inverse(related_type: &str) -> Option<LinkKind> {
    INVERSE_TYPES.iter().find(|(_, word)| *word == related_type.trim()).map(|(kind, _)| *kind)
}

/// The links that fields say, in the order of [`fields_of`]. `value` gives the value of a field of the entry itself.
pub(super) fn read<'v>(value: impl Fn(&str) -> Option<&'v str>) -> Vec<Link> {
    let list = |name: &str| value(name).map_or_else(Vec::new, |list| keys(list).map(str::to_owned).collect());
    let related_type = value(words::RELATED_TYPE).map_or("", str::trim);
    let related = meaning(related_type);
    let links = [
        (LinkKind::PartOf, words::CROSSREF),
        (related, words::RELATED),
        (LinkKind::SeeAlso, words::XREF),
        (LinkKind::Member, words::ENTRY_SET),
    ];
    links
        .into_iter()
        .flat_map(|(kind, name)| list(name).into_iter().map(move |target| Link { kind, target }))
        .collect()
}

/// The link that any `relatedtype` is read as.
fn meaning(related_type: &str) -> LinkKind {
    let mut types = RELATED_TYPES.iter().chain(RELATED_TYPES_READ);
    types.find(|(_, word)| *word == related_type).map_or(LinkKind::SeeAlso, |(kind, _)| *kind)
}

/// The link that a `relatedtype` is written for.
pub(super) fn known_type(related_type: &str) -> Option<LinkKind> {
    RELATED_TYPES.iter().find(|(_, word)| *word == related_type).map(|(kind, _)| *kind)
}

/// How the links of a reference are spelled: name and value of each field. Not all links may have a place;
/// [`read`] tells. BibTeX knows `crossref` only.
///
/// Nothing is inherited through what is written here, since values are written out: a container is an `xref`,
/// unless the file that the reference came from had `crossref`.
pub(super) fn fields_of(
    dialect: Dialect,
    links: &[Link],
    crossref: Option<&str>,
    has_related_type: RelatedType,
) -> Vec<(&'static str, String)> {
    let targets = |kind: LinkKind| {
        links
            .iter()
            .filter(move |link| link.kind == kind)
            .map(|link| link.target.as_str())
            .collect::<Vec<_>>()
    };
    let mut fields = Vec::new();
    let container = targets(LinkKind::PartOf);
    let see_also = targets(LinkKind::SeeAlso);
    fields.extend(crossref.map(|key| (words::CROSSREF, key.to_owned())));
    if dialect == Dialect::Bibtex {
        fields.retain(|(_, keys)| extras::are_keys(keys));
        return fields;
    }
    let known = RELATED_TYPES.iter().find(|(kind, _)| !targets(*kind).is_empty());
    let mut is_said = false;
    match (has_related_type, known) {
        (RelatedType::Kept(kind), _) if !targets(kind).is_empty() => {
            fields.push((words::RELATED, targets(kind).join(",")));
            is_said = kind == LinkKind::SeeAlso;
        }
        (RelatedType::Free | RelatedType::Worded, Some((kind, word))) => {
            fields.push((words::RELATED, targets(*kind).join(",")));
            fields.push((words::RELATED_TYPE, (*word).to_owned()));
        }
        (RelatedType::Worded, None) if !see_also.is_empty() => {
            fields.push((words::RELATED, see_also.join(",")));
            is_said = true;
        }
        (RelatedType::Free, None) if see_also.len() > 1 => {
            fields.push((words::RELATED, see_also.join(",")));
            is_said = true;
        }
        _ => {}
    }
    let parent = see_also.first().filter(|_| !is_said).or(match crossref {
        Some(_) => None,
        None => container.first(),
    });
    fields.extend(parent.map(|key| (words::XREF, (*key).to_owned())));
    let members = targets(LinkKind::Member);
    if !members.is_empty() {
        fields.push((words::ENTRY_SET, members.join(",")));
    }
    fields.retain(|(name, keys)| *name == words::RELATED_TYPE || extras::are_keys(keys));
    fields
}

/// Whether a `relatedtype` of the file that the reference came from is written back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RelatedType {
    /// It is, for links of this kind.
    Kept(LinkKind),
    /// It is not, but the file had a `relatedstring`, which only `related` goes with.
    Worded,
    Free,
}

/// All links to the letter, as the items of a list.
pub(super) fn to_items(links: &[Link]) -> Vec<String> {
    links.iter().map(|link| format!("{} {}", link.kind, link.target)).collect()
}

/// The links that [`to_items`] spelled.
pub(super) fn from_items(items: &[String]) -> Vec<Link> {
    let link = |item: &String| {
        let (kind, target) = item.split_once(' ')?;
        Some(Link { kind: LinkKind::from_word(kind)?, target: target.to_owned() })
    };
    items.iter().filter_map(link).collect()
}

/// What the `relatedtype` and `relatedstring` that are kept mean for the fields that are written.
pub(super) fn related_type(word: Option<&str>, string: Option<&str>) -> RelatedType {
    match word.map(str::trim) {
        Some(word) if known_type(word).is_none() => RelatedType::Kept(meaning(word)),
        _ if string.is_some() => RelatedType::Worded,
        _ => RelatedType::Free,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn related_entries_come_back_as_they_were() {
        let cases = [
            (Some("translationfrom"), None, LinkKind::TranslationOf),
            (Some("reprintfrom"), None, LinkKind::ReprintOf),
            (Some("multivolume"), None, LinkKind::SeeAlso),
            (None, Some("excerpt in"), LinkKind::SeeAlso),
        ];
        for (word, string, kind) in cases {
            let field = |name: &str| match name {
                words::RELATED => Some("vale1951"),
                words::RELATED_TYPE => word,
                _ => None,
            };
            let links = read(field);
            assert_eq!(links, [Link { kind, target: "vale1951".to_owned() }]);
            let fields = fields_of(Dialect::Biblatex, &links, None, related_type(word, string));
            assert_eq!(fields, [(words::RELATED, "vale1951".to_owned())], "{word:?}");
        }
    }
}
