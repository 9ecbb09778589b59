use std::path::Path;

use proptest::prelude::*;

use super::{Contents, read, write, write_for};
use crate::{
    fields::{Kind, profiles_of, row},
    formats::{
        Escapes, Format, Instead, Loss,
        arbitrary::arbitrary_reference,
        bib::{Biblatex, Bibtex},
        fact::Fact,
        private::{WORK_KIND, differing, display},
    },
    model::{Extra, Field, Link, Place, Reference},
};

const FORMATS: [&dyn Format; 2] = [&Biblatex, &Bibtex];

/// The reference as it must come back: extras of the two .bib formats are of the one that was read, those of other
/// formats are told as lost.
fn expected(format: &dyn Format, reference: &Reference) -> Reference {
    let mut reference = reference.clone();
    reference.extras.retain(|extra| ["biblatex", "bibtex"].contains(&extra.format.as_str()));
    for extra in &mut reference.extras {
        extra.format = format.name().to_owned();
    }
    sorted(reference)
}

pub(super) fn sorted(mut reference: Reference) -> Reference {
    reference.extras.sort();
    reference
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn any_reference_comes_back(reference in arbitrary_reference()) {
        for format in FORMATS {
            let contents = Contents { references: vec![reference.clone()], ..Contents::default() };
            let (text, losses) = write(format, &contents);
            let back = read(format, text.as_bytes());
            prop_assert_eq!(back.references.len(), 1, "{}", text);
            let found = sorted(back.references[0].clone());
            prop_assert_eq!(&found, &expected(format, &reference), "{}\n{:?}", text, back.problems);
            // A month that is none is written back and told again.
            let has_odd_month = reference.extras.iter().any(|extra| extra.name == "month");
            prop_assert!(back.problems.is_empty() || has_odd_month, "{}\n{:?}", text, back.problems);
            prop_assert!(back.outside.is_empty(), "{}\n{:?}", text, back.outside);
            let foreign = reference.extras.iter().any(|extra| extra.format == "csl-json");
            let is_told = losses.iter().any(|loss| loss.field.starts_with("csl-json:"));
            prop_assert_eq!(foreign, is_told);
        }
    }

    #[test]
    fn any_reference_comes_back_from_every_profile(reference in arbitrary_reference()) {
        let contents = Contents { references: vec![reference.clone()], ..Contents::default() };
        for format in FORMATS {
            for profile in profiles_of(format.family()).filter(|profile| !profile.is_default()) {
                let (text, _) = write_for(format, profile, &contents, Escapes::Keep);
                let back = read(format, text.as_bytes());
                prop_assert_eq!(back.references.len(), 1, "{}", text);
                let found = sorted(back.references[0].clone());
                prop_assert_eq!(&found, &expected(format, &reference), "{}: {}", profile.name, text);
            }
        }
    }

    #[test]
    fn without_escapes_exactly_the_told_losses_are_missing(reference in arbitrary_reference()) {
        for format in FORMATS {
            for profile in profiles_of(format.family()) {
                let contents = Contents { references: vec![reference.clone()], ..Contents::default() };
                let (text, losses) = write_for(format, profile, &contents, Escapes::Omit);
                let is_escape = |loss: &Loss| matches!(loss.instead, Instead::Escape(_));
                prop_assert!(!losses.iter().any(is_escape), "{:?}", losses);
                let back = read(format, text.as_bytes());
                prop_assert_eq!(back.references.len(), 1, "{}", text);
                let found = &back.references[0];
                let tells_kind = losses.iter().any(|loss| loss.field == WORK_KIND);
                prop_assert_eq!(tells_kind, reference.work_kind.is_some(), "{}\n{}", profile.name, text);
                let missing = differing(&reference, found);
                let is_told = |fact: &Fact| losses.iter().any(|loss| loss.field == fact.name());
                for fact in missing.iter().filter(|fact| display(&reference, **fact).is_some()) {
                    let is_elsewhere = is_elsewhere(&reference, found, *fact);
                    prop_assert!(is_elsewhere || is_told(fact), "{}: {}\n{}", profile.name, fact.name(), text);
                }
                for link in &reference.links {
                    let is_told = losses.iter().any(|loss| loss.field == "links" && loss.value.ends_with(&link.target));
                    let is_found = |other: &Link| other.kind == link.kind && is_key_of(&other.target, &link.target);
                    prop_assert!(is_told || found.links.iter().any(is_found), "{}: {:?}\n{}", profile.name, link, text);
                }
                if found.entry_type == reference.entry_type {
                    let told = losses.iter().filter_map(|loss| Some((loss, Fact::named(&loss.field)?)));
                    for (loss, fact) in told {
                        prop_assert!(missing.contains(&fact), "{}: {:?}\n{}", profile.name, loss, text);
                    }
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>) {
        for format in FORMATS {
            read(format, &bytes);
            format.recognizes(&bytes);
        }
    }

    #[test]
    fn what_is_read_is_written_for_good(scraps in prop::collection::vec(prop::sample::select(SCRAPS.to_vec()), 0..40)) {
        let text = scraps.concat();
        for format in FORMATS {
            let first = read(format, text.as_bytes());
            let (once, _) = write(format, &first);
            let second = read(format, once.as_bytes());
            prop_assert_eq!(first.references.len(), second.references.len(), "{}", once);
            let (twice, _) = write(format, &second);
            prop_assert_eq!(once, twice);
        }
    }
}

/// Whether what a reader does not find in its place stands somewhere else: in an entry of its own, in the note or in the
/// type; or in a row of another type. The braces around titles are told from those of a name by the language, which
/// may be lost.
fn is_elsewhere(reference: &Reference, found: &Reference, fact: Fact) -> bool {
    match fact {
        Fact::Names(place, _) => place == Place::Original || found.entry_type != reference.entry_type,
        Fact::Field(place, field) => {
            matches!(place, Place::Original | Place::Reprint)
                || row(place, field).is_some_and(|row| matches!(row.kind, Kind::Title | Kind::Subtitle))
                || matches!(field, Field::Note | Field::Genre | Field::EntrySubtype)
                || found.entry_type != reference.entry_type
        }
    }
}

/// Whether a key of a file may stand for one that cannot stand there.
fn is_key_of(written: &str, key: &str) -> bool {
    written == key || key.chars().any(|character| !character.is_ascii_alphanumeric())
}

/// Pieces of files.
const SCRAPS: &[&str] = &[
    "\n@book{a,\n",
    "\n@article{b,\n",
    "@misc{",
    "}\n",
    "}\n",
    "title = {T {x} y},\n",
    "title = \"T\",\n",
    "author = {A, B and others},\n",
    "editor = {C}, editortype = {compiler},\n",
    "year = 1936,\n",
    "date = {1936/},\n",
    "month = may,\n",
    "crossref = {a},\n",
    "xref = {b},\n",
    "related = {a,b},\n",
    "relatedtype = {translationof},\n",
    "relatedtype = {multivolume},\n",
    "options = {skipbib, dataonly=true},\n",
    "ids = {c, d},\n",
    "xdata = {e},\n",
    "foo = {bar},\n",
    "x-medium = {!=t:n},\n",
    "title+an:x-y = {=\"z\"},\n",
    "note = {n},\n",
    "@string{s = \"t\"}\n",
    "publisher = s # { u},\n",
    "@comment{c}\n",
    "free text\n",
    "free text @ home\n",
    "\n@inreference{h,\n",
    "\n@reference{i,\n",
    "x-title = {foreign},\n",
    "x-orig-title = {by hand},\n",
    "x-date = {1999},\n",
    "editora = {D, E},\n",
    "editoratype = {redactor},\n",
    "editortype = {compiler},\n",
    "publisher = {P and others},\n",
    "issue = {Summer},\n",
    "number = {3},\n",
    "year = {1936a},\n",
    "date = {\\noopsort{1937}1936},\n",
    "doi = {https://doi.org/10.1/a},\n",
    "related = {e&f},\n",
    "@book{e&f,\n",
    "@book{A,\n",
    "author = {{\\input{x}} and \\write18{y}},\n",
    "note = {\\input{x}},\n",
    "origlanguage = {german and french},\n",
    "% remark\n",
    "type = {x}, ",
    "@phdthesis{f,\n",
    "@xdata{e, note = {d}}\n",
    "@customa{g,\n",
    "{",
    "\"",
    ",",
    "=",
    "é",
    "\\",
];

/// Files of TeX Live that a client test reads as well; where TeX Live is not installed there is nothing to see here.
#[test]
fn files_of_tex_live_stay_as_they_are() {
    let root = Path::new("/usr/share/texlive/texmf-dist/bibtex/bib");
    let files: [(&str, &dyn Format, usize); 2] =
        [("biblatex/biblatex/biblatex-examples.bib", &Biblatex, 92), ("base/xampl.bib", &Bibtex, 36)];
    for (file, format, count) in files {
        let Ok(bytes) = std::fs::read(root.join(file)) else { continue };
        let first = read(format, &bytes);
        assert_eq!(first.references.len(), count, "{file}");
        assert_eq!(first.problems, [], "{file}");
        let (once, losses) = write(format, &first);
        assert!(losses.iter().all(|loss| loss.instead != Instead::Nowhere));
        let second = read(format, once.as_bytes());
        for (first, second) in first.references.iter().zip(&second.references) {
            let (first, second) = (sorted(first.clone()), sorted(second.clone()));
            assert_eq!(first, second, "{file}");
        }
        assert_eq!(write(format, &second).0, once, "{file}");
    }
}

#[test]
fn an_extra_is_written_back_by_both_formats() {
    let mut reference = Reference::new(crate::model::EntryType::Book);
    reference.key = Some("k".to_owned());
    let extra =
        Extra { format: "bibtex".to_owned(), name: "owner".to_owned(), value: "{\\'E}ditions".to_owned() };
    reference.extras.push(extra);
    let contents = Contents { references: vec![reference], ..Contents::default() };
    for format in FORMATS {
        assert!(write(format, &contents).0.contains("  owner = {{\\'E}ditions},\n"));
    }
}

#[test]
fn types_of_slots_that_are_given_again_come_back() {
    let repeated = "editortype = {compiler},\n".repeat(3);
    let first = read(&Biblatex, format!("@book{{a,\neditor = {{C}},\n{repeated}}}").as_bytes());
    let (once, _) = write(&Biblatex, &first);
    let second = read(&Biblatex, once.as_bytes());
    assert_eq!(second.references, first.references, "{once}");
    assert_eq!(write(&Biblatex, &second).0, once);
}

#[test]
fn a_subtitle_behind_its_title_is_not_lost() {
    let mut reference = Reference::new(crate::model::EntryType::Book);
    reference.key = Some("k".to_owned());
    reference.fields.set(Place::Here, Field::Title, "Tides");
    reference.fields.set(Place::Here, Field::Subtitle, "a tale");
    let contents = Contents { references: vec![reference], ..Contents::default() };
    let (_, losses) = write_for(&Bibtex, crate::fields::default_profile("bibtex"), &contents, Escapes::Omit);
    let found: Vec<_> = losses.iter().map(|loss| (loss.field.as_str(), &loss.instead)).collect();
    assert_eq!(found, [("subtitle", &Instead::Reshaped("Tides: a tale".to_owned()))]);
}

/// A set of BibLaTeX has no note that could tell of the original or of the first edition.
#[test]
fn what_a_set_cannot_tell_in_a_note_stays_in_fields() {
    for place in [Place::Original, Place::Reprint] {
        let mut reference = Reference::new(crate::model::EntryType::EntrySet);
        reference.key = Some("k".to_owned());
        reference.fields.set(place, Field::Title, "Les marées");
        reference.fields.set(place, Field::Date, crate::model::Date::parse("1936"));
        let contents = Contents { references: vec![reference.clone()], ..Contents::default() };
        for profile in profiles_of("biblatex") {
            let (text, losses) = write_for(&Biblatex, profile, &contents, Escapes::Omit);
            let is_invented = |loss: &Loss| ["note", "publication_state"].contains(&loss.field.as_str());
            assert!(!losses.iter().any(is_invented), "{}: {losses:?}\n{text}", profile.name);
            let (text, _) = write_for(&Biblatex, profile, &contents, Escapes::Keep);
            assert_eq!(read(&Biblatex, text.as_bytes()).references, contents.references, "{text}");
        }
    }
}

/// What the library has as a note stays one, even where files of others would have fields in it.
#[test]
fn a_note_with_lines_like_fields_comes_back_as_a_note() {
    let mut reference = Reference::new(crate::model::EntryType::Book);
    reference.key = Some("k".to_owned());
    reference.fields.set(Place::Here, Field::Title, "Tides");
    for note in ["Original Date: 1936", "Fine.\ntex.shelf: 3", "tex.entrytype: booklet"] {
        reference.fields.set(Place::Here, Field::Note, note);
        let contents = Contents { references: vec![reference.clone()], ..Contents::default() };
        for format in FORMATS {
            let (text, _) = write(format, &contents);
            assert_eq!(read(format, text.as_bytes()).references, contents.references, "{text}");
            for profile in profiles_of(format.family()) {
                let (_, losses) = write_for(format, profile, &contents, Escapes::Omit);
                assert!(losses.iter().any(|loss| loss.field == "note"), "{}", profile.name);
            }
        }
    }
}

/// Small entries that ask for much, and one entry that is most of a file.
#[test]
fn hostile_files_are_read_and_written_in_linear_time() {
    let many = |unit: &dyn Fn(usize) -> String, count: usize| (0..count).map(unit).collect::<String>();
    let fields = many(&|i| format!("  field{i} = {{x}},\n"), 1500);
    let escapes = many(&|i| format!("  x-field{i} = {{x}},\n"), 1500);
    let children = |parent: &str| many(&|i| format!("@inbook{{c{i}, {parent} = {{p}}}}\n"), 1500);
    let files = [
        format!("@book{{p,\n{fields}}}\n"),
        format!("@book{{p,\n{escapes}}}\n"),
        format!("@book{{p,\n{}}}\n", "  title = {x},\n".repeat(1500)),
        format!("@book{{p,\n{}}}\n", "  relatedtype = {x},\n".repeat(1500)),
        format!("@book{{p,\n{fields}}}\n{}", children("crossref")),
        format!("@xdata{{p,\n{fields}}}\n{}", children("xdata")),
        many(&|i| format!("@book{{c{i}, crossref = {{c{}}}}}\n", i + 1), 2000),
        many(&|i| format!("@xdata{{c{i}, xdata = {{c{}}}}}\n@book{{b{i}, xdata = {{c{i}}}}}\n", i + 1), 2000),
        format!(
            "@string{{m0 = {{xxxxxxxx}}}}\n{}",
            many(&|i| format!("@string{{m{} = m{i} # m{i}}}\n", i + 1), 200)
        ),
        "@book{a}\n".repeat(6_000),
        format!("@book{{a, author = {{{}}}}}", "A and ".repeat(20_000)),
        format!("@book{{a, keywords = {{{}}}}}", "A, ".repeat(30_000)),
        format!("@book{{a, title = {{{}}}}}", "{a} ".repeat(25_000)),
        format!("@book{{a, note = {{{}}}}}", " ".repeat(100_000)),
        format!("@book{{a, publisher = {{{}}}}}", " and".repeat(25_000)),
        format!("@book{{a, related = {{{}}}}}", "b,".repeat(25_000)),
        format!("@book{{a, month = {{{}}}, year = 1936}}", "jan-".repeat(25_000)),
    ];
    for file in files {
        for format in FORMATS {
            let start = std::time::Instant::now();
            let contents = read(format, file.as_bytes());
            let (text, _) = write(format, &contents);
            let seconds = start.elapsed().as_secs_f64();
            let head: String = file.chars().take(60).collect();
            assert!(seconds < 40.0, "{} → {} bytes: {seconds} s: {head}", file.len(), text.len());
            assert!(text.len() < 40 * file.len() + 4_000_000, "{} bytes: {head}", text.len());
        }
    }
}
