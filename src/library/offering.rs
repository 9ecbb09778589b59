//! What the reader of a page can take away: its editions in the formats of papers and reference managers, cut into
//! pieces of which the page's script makes the file that `export` would write of any of them.
//!
//! What an entry says depends on which others stand in its file: a pointer to what the entry tells in its own fields
//! is only written beside the entry that it leads to. So each entry is written once for every set of those.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashSet, HashSetExt};
use serde_json::{Value as Json, json};

use super::{
    Error, Library, Privacy, citing, condition,
    entries::{is_entry_behind, is_told_in_fields},
};
use crate::{
    fields::{Profile, default_profile},
    formats::{Escapes, FORMATS, Format, Offer, Related, WriteOptions},
    model::{Field, Place, Reference, Standing},
    store::EditionId,
};

/// A format that is offered.
struct Offered {
    /// The name for `--format`.
    name: &'static str,
    /// What readers call it.
    label: &'static str,
    /// What begins a file, stands between its entries and ends it.
    first: &'static str,
    next: &'static str,
    last: &'static str,
}

const OFFERED: &[Offered] = &[
    Offered { name: "biblatex", label: "BibLaTeX", first: "", next: "\n", last: "" },
    Offered { name: "bibtex", label: "BibTeX", first: "", next: "\n", last: "" },
    Offered { name: "csl-json", label: "CSL-JSON", first: "[\n", next: ",\n", last: "\n]\n" },
    Offered { name: "ris", label: "RIS", first: "", next: "", last: "" },
];

/// Most pointers of an entry that depend on what else stands in its file. There are a container, an original and an
/// earlier edition; of further ones the entry is written without.
const MOST_CONDITIONS: usize = 4;

/// How the entries of an offer are written.
struct Form {
    format: &'static dyn Format,
    profile: &'static Profile,
    related: Related,
    offered: &'static Offered,
}

impl Library {
    /// Editions in every format that is offered.
    pub(super) fn offers(&self, listed: &[Reference], privacy: Privacy) -> Result<Vec<Offer>, Error> {
        if listed.is_empty() {
            return Ok(Vec::new());
        }
        let mut offers = Vec::new();
        for form in OFFERED.iter().filter_map(Form::of) {
            let behind = self.behind(listed, form.related, privacy)?;
            let extension = form.format.extensions().first().copied().unwrap_or("txt");
            let entries = form.entries(listed, &behind)?;
            let Offered { name, label, .. } = *form.offered;
            offers.push(Offer { format: name, label, extension, entries });
        }
        Ok(offers)
    }

    /// The listed editions of a page of a query, by key: of every work that has an edition which the query selects all,
    /// since the page shows all.
    pub(super) fn page_references(&self, query: &str, privacy: Privacy) -> Result<Vec<Reference>, Error> {
        let wholes = self.store.read(|store| {
            let works = store.work_ids_with(&condition::any(store, query)?)?;
            let editions = store.editions_of(&store.expressions_of(&works)?)?;
            Ok::<_, Error>(store.whole_editions(&editions)?)
        })?;
        let listed = wholes.iter().filter(|whole| whole.edition.standing == Standing::Listed);
        let mut references: Vec<Reference> =
            listed.map(|whole| shown(citing::reference(whole), privacy)).collect();
        references.sort_by(|one, other| one.key.cmp(&other.key));
        Ok(references)
    }

    /// The references that are written besides some or all of these, by the keys that lead to them.
    pub(super) fn behind(
        &self,
        listed: &[Reference],
        related: Related,
        privacy: Privacy,
    ) -> Result<BTreeMap<String, Reference>, Error> {
        let mut behind: BTreeMap<String, Reference> = BTreeMap::new();
        let mut asked: HashSet<String> = HashSet::new();
        let mut wanted: BTreeSet<String> =
            listed.iter().flat_map(|reference| wants(reference, related)).collect();
        // A key is asked for once, so this ends.
        while !wanted.is_empty() {
            let keys: Vec<String> =
                std::mem::take(&mut wanted).into_iter().filter(|key| asked.insert(key.clone())).collect();
            let wholes = self.store.read(|store| {
                let (keys, editions): (Vec<String>, Vec<EditionId>) =
                    store.find_editions_by_keys(keys.iter().map(String::as_str))?.into_iter().unzip();
                let wholes = store.whole_editions(&editions)?;
                Ok::<_, Error>(keys.into_iter().zip(wholes))
            })?;
            for (key, whole) in wholes {
                let reference = shown(citing::reference(&whole), privacy);
                wanted.extend(wants(&reference, related));
                behind.insert(key, reference);
            }
        }
        Ok(behind)
    }
}

/// The keys of the entries that a reference brings with it.
fn wants(reference: &Reference, related: Related) -> impl Iterator<Item = String> {
    let links = reference.links.iter().filter(move |link| is_entry_behind(link.kind, related));
    links.map(|link| link.target.clone())
}

/// The reference as readers of a page may have it.
fn shown(mut reference: Reference, privacy: Privacy) -> Reference {
    if privacy == Privacy::Withheld {
        for field in [Field::Annotation, Field::File] {
            reference.fields.remove(Place::Here, field);
        }
        reference.extras.clear();
    }
    reference
}

impl Form {
    fn of(offered: &'static Offered) -> Option<Form> {
        let format = FORMATS.iter().copied().find(|format| format.name() == offered.name)?;
        let profile = default_profile(format.family());
        Some(Form { format, profile, related: format.related(profile), offered })
    }

    /// The frame and every entry, as the page's script takes them apart.
    fn entries(&self, listed: &[Reference], behind: &BTreeMap<String, Reference>) -> Result<Vec<u8>, Error> {
        let mut known: HashSet<&str> = behind.keys().map(String::as_str).collect();
        known.extend(listed.iter().filter_map(|reference| reference.key.as_deref()));
        let of_listed: Vec<Json> = listed
            .iter()
            .filter_map(|reference| Some((reference.key.as_deref()?, reference)))
            .map(|(key, reference)| self.entry(key, reference, Standing::Listed, &known))
            .collect::<Result<_, Error>>()?;
        let of_behind: Vec<Json> = behind
            .iter()
            .map(|(key, reference)| self.entry(key, reference, Standing::Mentioned, &known))
            .collect::<Result<_, Error>>()?;
        let Offered { first, next, last, .. } = *self.offered;
        let entries =
            json!({ "first": first, "next": next, "last": last, "listed": of_listed, "behind": of_behind });
        Ok(serde_json::to_vec(&entries).map_err(std::io::Error::from)?)
    }

    /// An entry: its key, the keys that its text depends on, its text for each set of those that stand in the file
    /// (of the n-th key bit n of the number), and the keys of the entries that it brings with it.
    fn entry(
        &self,
        key: &str,
        reference: &Reference,
        standing: Standing,
        known: &HashSet<&str>,
    ) -> Result<Json, Error> {
        let depends = |target: &str, kind| is_told_in_fields(kind, self.related) && known.contains(target);
        let conditions: Vec<&str> = reference
            .links
            .iter()
            .filter(|link| depends(&link.target, link.kind))
            .map(|link| link.target.as_str())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .take(MOST_CONDITIONS)
            .collect();
        let mut texts = Vec::new();
        for number in 0..1_usize << conditions.len() {
            let is_there = |target: &str| {
                let place = conditions.iter().position(|condition| *condition == target);
                place.is_some_and(|place| number >> place & 1 == 1)
            };
            let mut written = Reference { standing, ..reference.clone() };
            written
                .links
                .retain(|link| !is_told_in_fields(link.kind, self.related) || is_there(&link.target));
            texts.push(self.text(&written)?);
        }
        let brings: Vec<String> = wants(reference, self.related).collect();
        Ok(json!([key, conditions, texts, brings]))
    }

    /// The text of an entry without what stands around it in its file.
    fn text(&self, reference: &Reference) -> Result<String, Error> {
        let options = WriteOptions { profile: self.profile, escapes: Escapes::Keep, outside: Vec::new() };
        let mut bytes = Vec::new();
        let mut writer = self.format.writer(&mut bytes, options)?;
        writer.write(reference, &mut Vec::new())?;
        writer.finish()?;
        let file = String::from_utf8_lossy(&bytes);
        let text = file.strip_prefix(self.offered.first).unwrap_or(&file);
        Ok(text.strip_suffix(self.offered.last).unwrap_or(text).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntryType, Link, LinkKind};

    fn book(key: &str) -> Reference {
        let mut reference = Reference::new(EntryType::Book);
        reference.key = Some(key.to_owned());
        reference.fields.set(Place::Here, Field::Title, key);
        reference
    }

    #[test]
    fn entries_in_their_frame_are_the_file() {
        for form in OFFERED.iter().filter_map(Form::of) {
            let (one, two) = (book("one"), book("two"));
            let options = WriteOptions { profile: form.profile, escapes: Escapes::Keep, outside: Vec::new() };
            let mut file = Vec::new();
            let mut writer = form.format.writer(&mut file, options).expect("it is written");
            for reference in [&one, &two] {
                writer.write(reference, &mut Vec::new()).expect("memory takes all");
            }
            writer.finish().expect("memory takes all");
            let Offered { first, next, last, .. } = *form.offered;
            let texts = [form.text(&one).expect("written"), form.text(&two).expect("written")];
            let made = format!("{first}{}{next}{}{last}", texts[0], texts[1]);
            assert_eq!(made, String::from_utf8_lossy(&file), "{}", form.offered.name);
        }
        assert_eq!(OFFERED.iter().filter_map(Form::of).count(), OFFERED.len());
    }

    #[test]
    fn an_entry_is_written_for_every_set_of_those_that_it_points_at() {
        let mut part = book("part");
        part.entry_type = EntryType::Chapter;
        part.links = vec![Link { kind: LinkKind::PartOf, target: "whole".to_owned() }];
        let form = OFFERED.iter().find_map(Form::of).expect("there are formats");
        let texts = |known: &[&str]| {
            let known = known.iter().copied().collect();
            let entry = form.entry("part", &part, Standing::Listed, &known).expect("written");
            entry[2].as_array().map_or(0, Vec::len)
        };
        assert_eq!((texts(&["part"]), texts(&["part", "whole"])), (1, 2));
    }

    #[test]
    fn private_notes_are_not_given_away_unasked() {
        let mut reference = book("one");
        reference.fields.set(Place::Here, Field::Annotation, "lent to a friend");
        let kept = |privacy| shown(reference.clone(), privacy).fields.has(Place::Here, Field::Annotation);
        assert!(!kept(Privacy::Withheld) && kept(Privacy::Included));
    }
}
