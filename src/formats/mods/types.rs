//! Entry types: the genres, the type of resource and the issuance that a record is told by.

use crate::fields::{
    BIBUTILS_GENRES, LOCAL, MARC_GENRES, MODS_GENRE_WORDS, MODS_RESOURCES, MODS_TYPES, ModsType,
};
use crate::formats::xml::Element;
use crate::model::EntryType;

pub(super) const GENRE: &str = "genre";
pub(super) const RESOURCE: &str = "typeOfResource";
pub(super) const ORIGIN: &str = "originInfo";
pub(super) const ISSUANCE: &str = "issuance";
pub(super) const AUTHORITY: &str = "authority";
const ITEM: &str = "relatedItem";
/// What the words of a genre are written for theses of each kind.
const THESES: &[(&str, &str)] = &[("phdthesis", "Ph.D. thesis"), ("mathesis", "Masters thesis")];

/// What a record says of its type.
struct Said<'e> {
    genres: Vec<(Option<&'e str>, String)>,
    resource: String,
    issuance: String,
    host: Option<Vec<String>>,
    host_issuance: String,
    /// Whether it is a page for browsers.
    is_page: bool,
}

fn genres(item: &Element) -> Vec<(Option<&str>, String)> {
    item.all(GENRE).map(|genre| (genre.attribute(AUTHORITY), genre.words())).collect()
}

fn issuance(item: &Element) -> String {
    let all = item.all(ORIGIN).flat_map(|origin| origin.all(ISSUANCE)).map(Element::words);
    all.last().unwrap_or_default()
}

fn is_page(record: &Element) -> bool {
    let mut media =
        record.all("physicalDescription").flat_map(|description| description.all("internetMediaType"));
    media.any(|media| media.words() == "text/html")
}

/// The entry type that a record states, and whether every word that states it is one of ours.
pub(super) fn read(record: &Element) -> EntryType {
    let host = record.all(ITEM).find(|item| item.has("type", "host"));
    let said = Said {
        genres: genres(record),
        resource: record.first(RESOURCE).map(Element::words).unwrap_or_default(),
        issuance: issuance(record),
        host: host.map(|host| genres(host).into_iter().map(|(_, word)| word).collect()),
        host_issuance: host.map(issuance).unwrap_or_default(),
        is_page: is_page(record),
    };
    as_written(&said).or_else(|| by_genre(&said)).unwrap_or_else(|| by_the_rest(&said))
}

/// The type for which just these words are written.
fn as_written(said: &Said<'_>) -> Option<EntryType> {
    let has = |(authority, word): &(&str, &str)| {
        said.genres.iter().any(|(found, text)| *found == Some(authority) && text == word)
    };
    // Words for no type, such as that there is a bibliography, stand beside those of the type.
    let is_listed = |authority: &Option<&str>, word: &str| {
        let mut genres = MODS_TYPES.iter().flat_map(|row| row.genres);
        genres.any(|(list, genre)| Some(*list) == *authority && *genre == word)
    };
    let listed =
        said.genres.iter().filter(|(authority, word)| is_listed(authority, word) && !is_thesis(word)).count();
    if listed == 0 {
        return None;
    }
    let matches = |row: &&ModsType| {
        let host_agrees = match &said.host {
            None => true,
            Some(words) => row.host.genres.iter().all(|(_, word)| words.iter().any(|found| found == word)),
        };
        row.genres.iter().all(has)
            && row.genres.len() == listed
            && host_agrees
            && row.resource == said.resource
            && row.issuance == said.issuance
    };
    MODS_TYPES.iter().find(matches).map(|row| row.entry_type)
}

/// Whether a word is one that tells the kind of a thesis.
fn is_thesis(word: &str) -> bool {
    THESES.iter().any(|(_, written)| *written == word)
}

fn by_genre(said: &Said<'_>) -> Option<EntryType> {
    let rank = |authority: Option<&str>| match authority {
        Some(LOCAL) => 0,
        Some(BIBUTILS_GENRES) => 1,
        Some(MARC_GENRES | "marc") => 2,
        _ => 3,
    };
    let mut genres: Vec<_> = said.genres.iter().collect();
    genres.sort_by_key(|(authority, _)| rank(*authority));
    let found = genres.iter().find_map(|(_, word)| type_of_word(word))?;
    Some(in_host(found, said))
}

fn type_of_word(word: &str) -> Option<EntryType> {
    let folded = word.to_lowercase();
    let is_it = |(_, genre): &(&str, &str)| genre.to_lowercase() == folded;
    let row = MODS_TYPES.iter().find(|row| row.genres.iter().any(is_it));
    let further = || MODS_GENRE_WORDS.iter().find(|(genre, _)| *genre == folded);
    row.map(|row| row.entry_type).or_else(|| further().map(|(_, entry_type)| *entry_type))
}

/// The type of what stands in something, where the genre is that of the whole.
fn in_host(found: EntryType, said: &Said<'_>) -> EntryType {
    use EntryType as T;
    let Some(words) = &said.host else { return found };
    let host = host_type(words, &said.host_issuance);
    match found {
        T::Chapter | T::InBook if words.iter().any(|word| word == "collection") => T::Chapter,
        // What stands in something is an article of it.
        T::Preprint => host.unwrap_or(T::Article),
        T::Book | T::Periodical | T::Proceedings | T::ReferenceWork | T::Collection if !words.is_empty() => {
            host.unwrap_or(found)
        }
        _ => found,
    }
}

/// The type of a part of what these words describe.
fn host_type(words: &[String], issuance: &str) -> Option<EntryType> {
    use EntryType as T;
    let host_is = |genres: &[crate::fields::ModsGenre]| {
        !genres.is_empty() && genres.iter().all(|(_, word)| words.iter().any(|found| found == word))
    };
    if let Some(row) = MODS_TYPES.iter().find(|row| host_is(row.host.genres)) {
        return Some(row.entry_type);
    }
    let has = |wanted: &[&str]| {
        words.iter().any(|found| wanted.iter().any(|word| found.eq_ignore_ascii_case(word)))
    };
    let is_serial = || matches!(issuance, "continuing" | "serial");
    if has(&["newspaper"]) {
        Some(T::NewspaperArticle)
    } else if has(&["magazine"]) {
        Some(T::MagazineArticle)
    } else if has(&["periodical", "journal", "academic journal", "series"]) || is_serial() {
        Some(T::Article)
    } else {
        None
    }
}

fn by_the_rest(said: &Said<'_>) -> EntryType {
    use EntryType as T;
    if let Some(words) = &said.host {
        if let Some(found) = host_type(words, &said.host_issuance) {
            return found;
        }
        if said.is_page && said.issuance.is_empty() {
            return T::WebPage;
        }
        // A book in a series is what bibutils means when the record itself is issued.
        if said.issuance == "monographic" {
            return T::Book;
        }
    }
    let resource = said.resource.as_str();
    if let Some((_, found)) = MODS_RESOURCES.iter().find(|(word, _)| *word == resource) {
        return *found;
    }
    match said.issuance.as_str() {
        "continuing" | "serial" | "integrating resource" => T::Periodical,
        "multipart monograph" => T::MultiVolumeBook,
        "monographic" | "single unit" => T::Book,
        "" if said.is_page => T::WebPage,
        _ if said.host.is_some() => T::InBook,
        _ => T::Misc,
    }
}

/// Whether a genre says what the type says already.
pub(super) fn is_of_type(genre: &Element) -> bool {
    let word = genre.words();
    let is_listed = genre
        .attribute(AUTHORITY)
        .is_some_and(|authority| [LOCAL, MARC_GENRES, BIBUTILS_GENRES, "marc", "dct"].contains(&authority));
    is_listed && type_of_word(&word).is_some()
}

/// The genre of a thesis as readers know it.
pub(super) fn thesis_to_word(genre: &str) -> Option<&'static str> {
    THESES.iter().find(|(word, _)| *word == genre).map(|(_, written)| *written)
}

/// The genre of a thesis from what readers know it by.
pub(super) fn thesis_from_word(word: &str) -> Option<&'static str> {
    THESES.iter().find(|(_, written)| *written == word).map(|(genre, _)| *genre)
}
