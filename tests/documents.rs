//! docs/fields.md, docs/query.md, docs/checks.md and docs/formats.md, made from the tables of fields and by measuring what each format does with
//! each field.
//!
//!     UPDATE_DOCS=1 cargo test --test documents
//!
//! writes them; without it the tests compare.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use oeuvre::fields::{
    ENTRY_TYPES, FIELDS, Kind, NAMES_OF_RECORDS, Profile, ROLES, RoleRow, Row, Slot, Spelling,
};
use oeuvre::formats::{Escapes, FORMATS, Format, Instead, Loss, WriteOptions};
use oeuvre::library::{DEFAULT_PATTERN, JABREF_MARKERS, KEY_FILTERS, KEY_TERMS, KeyExample};
use oeuvre::lint::CHECKS;
use oeuvre::model::{EntryType, Field, Name, NameList, Place, Reference, Value};
use oeuvre::query::{NOTES, SIGNS, TERMS};

/// The types of entries in which everything is measured: one of each kind that formats tell apart.
const MEASURED: &[EntryType] = &[
    EntryType::Book,
    EntryType::Collection,
    EntryType::Chapter,
    EntryType::Article,
    EntryType::NewspaperArticle,
    EntryType::SpecialIssue,
    EntryType::ConferencePaper,
    EntryType::Thesis,
    EntryType::Report,
    EntryType::WebPage,
    EntryType::Film,
    EntryType::Misc,
];

/// One line of a table: a field or a role.
#[derive(Clone, Copy)]
enum Subject {
    Field(&'static Row),
    Role(&'static RoleRow),
}

impl Subject {
    /// Every field and role once, in the order of the tables.
    fn all() -> Vec<Subject> {
        let mut seen = BTreeSet::new();
        let fields = FIELDS.iter().filter(|row| seen.insert(row.name)).map(Subject::Field);
        fields.chain(ROLES.iter().map(Subject::Role)).collect()
    }

    fn name(self) -> &'static str {
        match self {
            Subject::Field(row) => row.name,
            Subject::Role(row) => row.name,
        }
    }

    fn place(self) -> Place {
        match self {
            Subject::Field(row) => row.place,
            Subject::Role(row) => row.place,
        }
    }

    /// An entry that has little but this.
    fn example(self, entry_type: EntryType) -> Reference {
        let mut reference = Reference::new(entry_type);
        reference.key = Some("key".to_owned());
        reference.fields.set(Place::Here, Field::Title, "Title");
        if self.place() != Place::Here {
            reference.fields.set(self.place(), Field::Title, "Title of this");
        }
        match self {
            Subject::Field(row) => {
                reference.fields.set(row.place, row.field, value_of(row));
            }
            Subject::Role(row) => {
                let names = NameList::of(vec![Name::person("Family", "Given")]);
                reference.names.insert((row.place, row.role), names);
            }
        }
        reference
    }
}

/// A value of the kind that the row is of.
fn value_of(row: &Row) -> Value {
    match row.kind {
        Kind::Date => Value::Date("1936".parse().expect("it is a date")),
        Kind::Pages => "12–15".into(),
        Kind::Number => "3".into(),
        Kind::Language => "fr".into(),
        Kind::Languages => Value::List(vec!["fr".to_owned()]),
        Kind::Title | Kind::Subtitle | Kind::Text | Kind::Verbatim | Kind::Word => "Words".into(),
        Kind::TextList | Kind::Keywords => Value::List(vec!["Words".to_owned()]),
        Kind::Identifier => Value::List(vec!["1234-5678".to_owned()]),
    }
}

/// What becomes of a value in a file without private fields, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Held,
    Reshaped,
    InNote,
    Lost,
}

impl Outcome {
    fn of(loss: &Loss) -> Outcome {
        match loss.instead {
            Instead::Reshaped(_) => Outcome::Reshaped,
            Instead::Note => Outcome::InNote,
            Instead::Escape(_) | Instead::Nowhere => Outcome::Lost,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Outcome::Held => "=",
            Outcome::Reshaped => "~",
            Outcome::InNote => "note",
            Outcome::Lost => "∅",
        }
    }
}

fn losses(format: &dyn Format, profile: &'static Profile, reference: &Reference) -> Vec<Loss> {
    let (mut out, mut losses) = (Vec::new(), Vec::new());
    let options = WriteOptions { profile, escapes: Escapes::Omit, outside: Vec::new() };
    let mut writer = format.writer(&mut out, options).expect("the format is one that is written");
    writer.write(reference, &mut losses).expect("memory takes everything");
    writer.finish().expect("memory takes everything");
    losses
}

/// The sign of what a profile does with a field: in parentheses where not every entry type gets as much.
fn cell(format: &dyn Format, profile: &'static Profile, subject: Subject) -> String {
    let outcomes: BTreeSet<Outcome> = MEASURED
        .iter()
        .map(|entry_type| {
            let losses = losses(format, profile, &subject.example(*entry_type));
            let own = losses.iter().filter(|loss| loss.field == subject.name());
            own.map(Outcome::of).max().unwrap_or(Outcome::Held)
        })
        .collect();
    let best = outcomes.first().expect("there are entry types").sign();
    if outcomes.len() == 1 { best.to_owned() } else { format!("({best})") }
}

fn table(heads: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule: Vec<String> = heads.iter().map(|_| "---".to_owned()).collect();
    [line(heads), line(&rule)].into_iter().chain(rows.iter().map(|row| line(row))).collect()
}

fn in_code(name: &str) -> String {
    format!("`{name}`")
}

/// The formats that are written, with the profiles of each.
fn written() -> Vec<(&'static dyn Format, Vec<&'static Profile>)> {
    let formats = FORMATS.iter().copied().filter(|format| format.can_write());
    formats.map(|format| (format, oeuvre::fields::profiles_of(format.family()).collect())).collect()
}

const FORMATS_HEAD: &str = "\
# What each format and profile holds

Made by `UPDATE_DOCS=1 cargo test --test documents`: every field is written in every format without private fields,
in entries of a dozen types (book, collection, chapter, article in a journal and in a newspaper, special issue,
conference paper, thesis, report, web page, film, misc), and what the writer reports is what stands here.

| sign | the value |
| --- | --- |
| `=` | comes back as it is |
| `~` | is reshaped: a public field says nearly the same |
| note | stands in a note that people read |
| `∅` | cannot be held |
| `(…)` | the best of what becomes of it; in entries of some types it is less |

With private fields, which are written unless `--no-escapes` is given, everything comes back. A format that is only
read holds what it has names for, and keeps the rest as extras.
";

/// What `NAMES_OF_RECORDS` means to who exports.
const FORMATS_FOOT: &str = "
These are told where a format has no place for them, and are no failure of `export --strict`: they are what the library
calls a record, and say nothing of the edition.
";

fn formats_document() -> String {
    let mut text = FORMATS_HEAD.to_owned();
    text.push_str("\n## Formats\n\n");
    let heads = ["format", "", "for"].map(str::to_owned);
    let rows: Vec<_> = FORMATS
        .iter()
        .map(|format| {
            let ways = if format.can_write() { "reads, writes" } else { "reads" };
            vec![in_code(format.name()), ways.to_owned(), format.purpose().to_owned()]
        })
        .collect();
    text.push_str(&table(&heads, &rows));

    text.push_str("\n## Fields\n\nEach format in its default shape.\n\n");
    let written = written();
    let mut heads = vec!["field".to_owned()];
    heads.extend(written.iter().map(|(format, _)| format.name().to_owned()));
    let subjects = Subject::all();
    let defaults: Vec<Vec<String>> = subjects
        .iter()
        .map(|subject| {
            written.iter().map(|(format, profiles)| cell(*format, profiles[0], *subject)).collect()
        })
        .collect();
    let rows: Vec<_> = subjects
        .iter()
        .zip(&defaults)
        .map(|(subject, cells)| [vec![in_code(subject.name())], cells.clone()].concat())
        .collect();
    text.push_str(&table(&heads, &rows));

    text.push_str(
        "\n## Profiles\n\nOnly the fields with which a profile does something else than the default.\n",
    );
    for (column, (format, profiles)) in written.iter().enumerate() {
        for profile in &profiles[1..] {
            profile_section(&mut text, *format, profile, &subjects, column, &defaults);
        }
    }
    let names: Vec<String> = NAMES_OF_RECORDS.iter().map(|name| in_code(name)).collect();
    let _ = write!(text, "\n## Names of records\n\n{}.\n{FORMATS_FOOT}", names.join(", "));
    text
}

/// What a profile does otherwise than the default of its format, which is a column of `defaults`.
fn profile_section(
    text: &mut String,
    format: &dyn Format,
    profile: &'static Profile,
    subjects: &[Subject],
    column: usize,
    defaults: &[Vec<String>],
) {
    let in_format =
        if format.name() == profile.family { String::new() } else { format!(", {}", format.name()) };
    let rows: Vec<_> = subjects
        .iter()
        .zip(defaults)
        .map(|(subject, cells)| (subject, &cells[column], cell(format, profile, *subject)))
        .filter(|(_, default, own)| *default != own)
        .map(|(subject, default, own)| vec![in_code(subject.name()), default.clone(), own])
        .collect();
    writeln!(text, "\n### {}:{}{in_format}\n\nFor {}.\n", profile.family, profile.name, profile.audience)
        .expect("a String takes everything");
    if rows.is_empty() {
        text.push_str("Every field as by default.\n");
    } else {
        text.push_str(&table(&["field", "default", profile.name].map(str::to_owned), &rows));
    }
}

const FIELDS_HEAD: &str = "\
# Fields, roles and entry types

Made from the tables in `src/fields/` by `UPDATE_DOCS=1 cargo test --test documents`. The name in the first column
is the one in the database, in the text form, in JSON, for `set` and in queries. What a format does with a field
stands in [formats.md](formats.md).
";

fn fields_document() -> String {
    let mut text = FIELDS_HEAD.to_owned();
    text.push_str("\n## Fields\n\n");
    let heads = ["field", "of", "kind", "only in", "BibLaTeX", "BibTeX", "CSL"].map(str::to_owned);
    let rows: Vec<_> = FIELDS
        .iter()
        .map(|row| {
            let only: Vec<_> = row.only.iter().map(|entry_type| entry_type.as_str()).collect();
            vec![
                in_code(row.name),
                row.place.as_str().to_owned(),
                words_of(&format!("{:?}", row.kind)),
                only.join(", "),
                spelled(&row.biblatex),
                spelled(&row.bibtex),
                spelled(&row.csl),
            ]
        })
        .collect();
    text.push_str(&table(&heads, &rows));

    text.push_str("\n## Roles\n\n");
    let heads = ["role", "of", "BibLaTeX", "BibTeX", "CSL"].map(str::to_owned);
    let rows: Vec<_> = ROLES
        .iter()
        .map(|row| {
            vec![
                in_code(row.name),
                row.place.as_str().to_owned(),
                slot(row.biblatex),
                slot(row.bibtex),
                row.csl.map(in_code).unwrap_or_default(),
            ]
        })
        .collect();
    text.push_str(&table(&heads, &rows));

    text.push_str("\n## Entry types\n\n");
    let heads = ["type", "BibLaTeX", "BibTeX", "CSL"].map(str::to_owned);
    let rows: Vec<_> = ENTRY_TYPES
        .iter()
        .map(|row| {
            let names = [row.entry_type.as_str(), row.biblatex, row.bibtex, row.csl];
            names.into_iter().map(in_code).collect()
        })
        .collect();
    text.push_str(&table(&heads, &rows));
    text
}

/// `TextList` as "text list".
fn words_of(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// The name that is written, and in parentheses those that are read as well.
fn spelled(spelling: &Spelling) -> String {
    let also: Vec<_> = spelling
        .also_read
        .iter()
        .filter(|name| spelling.written != Some(**name))
        .map(|name| in_code(name))
        .collect();
    let written = spelling.written.map(in_code);
    match (written, also.is_empty()) {
        (Some(written), true) => written,
        (Some(written), false) => format!("{written} ({})", also.join(", ")),
        (None, true) => String::new(),
        (None, false) => format!("({})", also.join(", ")),
    }
}

fn slot(slot: Slot) -> String {
    match slot {
        Slot::Field(name) => in_code(name),
        Slot::Editor(editor_type) => format!("`editor` with `editortype = {editor_type}`"),
        Slot::None => String::new(),
    }
}

/// Compares a document with what it should be, or writes it.
fn keep(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
        return fs::write(&path, text).expect("the document can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let different = kept.lines().zip(text.lines()).find(|(kept, made)| kept != made);
    assert!(
        kept == text,
        "docs/{name} is not what the tables say; UPDATE_DOCS=1 writes it. First difference: {different:?}"
    );
}

#[test]
fn fields_are_documented() {
    keep("fields.md", &fields_document());
}

/// What `docs/query.md` says.
fn query_document() -> String {
    let mut text = String::from(
        "# Queries\n\nEvery command that takes a QUERY understands the same language: `list`, `tree`, `export`, \
         `bibliography` and the others. What stands here is made from the program, and a test runs every example.\n\n\
         `oeuvre help query` prints the same, `oeuvre query save NAME QUERY` keeps a query for `@NAME`.\n\n\
         ## Words and signs\n\n| | asks for |\n| --- | --- |\n",
    );
    for (example, meaning) in SIGNS {
        text += &format!("| `{}` | {meaning} |\n", example.query().replace('|', "\\|"));
    }
    text += "\n## Fields\n\n| field | asks for | example |\n| --- | --- | --- |\n";
    for row in TERMS {
        let names: Vec<String> =
            [&[row.name], row.also].concat().iter().map(|name| format!("`{name}`")).collect();
        text += &format!("| {} | {} | `{}` |\n", names.join(", "), row.meaning, row.example.query());
    }
    text += "\n## What holds of all\n";
    for note in NOTES {
        text += &format!("\n{note}\n");
    }
    text
}

#[test]
fn queries_are_documented() {
    keep("query.md", &query_document());
}

const CHECKS_HEAD: &str = "\
# What `check` looks for

Made from the rules in `src/lint/` by `UPDATE_DOCS=1 cargo test --test documents`. `oeuvre check` applies them to the
editions of a query, and to the library as a whole; `--only` and `--skip` choose rules, `--least` leaves out what
matters less, `--fix` mends what can be mended without losing anything and `--fix --dry-run` shows that first. Errors are
wrong, warnings are likely wrong or something that is lacking, notes may be so with reason. What a citation style does
not print is told by `oeuvre check --style STYLE`.

";

fn checks_document() -> String {
    let rows: Vec<Vec<String>> = CHECKS
        .iter()
        .map(|check| {
            let example = in_code(&check.example.replace('|', "\\|"));
            vec![in_code(check.id), check.severity.as_str().to_owned(), check.explanation.to_owned(), example]
        })
        .collect();
    let heads = ["rule", "", "finds", "for example"].map(str::to_owned);
    format!("{CHECKS_HEAD}{}", table(&heads, &rows))
}

#[test]
fn checks_are_documented() {
    keep("checks.md", &checks_document());
}

const KEYS_HEAD: &str = "\
# Citation keys

Made from the tables in `src/library/keys/` by `UPDATE_DOCS=1 cargo test --test documents`; a test makes every key that
stands here.

New editions that bring no key get one after the pattern of the library. `oeuvre keys` gives editions that are there
other keys after that pattern, or after another one; `--dry-run` shows old and new ones first. The old keys go on working
for ever, in `show`, `cite`, `paper`, exports of a manuscript and queries, and go to nobody else; a key that somebody
has or had gets a suffix. Keys that differ only in case count as the same, since BibTeX takes them for the same.

| command | does |
| --- | --- |
| `oeuvre keys [QUERY] --dry-run` | shows old and new keys |
| `oeuvre keys [QUERY] --pattern PATTERN` | makes keys after a pattern |
| `oeuvre keys pattern [PATTERN]` | shows the pattern of the library, or keeps another one for new editions |
| `oeuvre keys pin KEY…`, `unpin KEY…`, `pinned` | keys that stay as they are |

## Patterns

| | |
| --- | --- |
| `ab-1` | letters and digits of ASCII and `-` `_` `.` `:` `+` `/` stand in the key as they are |
| `[author]` | what a term says of the edition, in letters and digits of ASCII |
| `[author:lower:letters(4)]` | the same through filters, one after the other |
| `[origyear\\|year]` | the first that says something; each with its own filters |
| `[editor\\|\"anon\"]` | a text in quotation marks says something always |
| `[author]{-[volume]}` | what stands in braces is left out where a term in it says nothing |
| `{[volume]\\|[issue]}` | of several parts in braces, the first in which every term says something |
| `{translator?[translator]\\|[author]}` | if there is a translator, this; else that |
| `{!year?nodate}` | if there is no year |
| `{type=chapter?in}` | if a term says just this |
| `[author][year]\\|[title]` | of several patterns, the first in which every term says something; else the last |
| `[suffix(a)]` | here stands what tells keys apart that would be the same: `a`, `b`, `c` behind the second, third, fourth; `b`, `-1`, `_2` count on from there; `none`: such editions keep the key that they have, and are told |

Without `[suffix(…)]` the second and third key have `-2` and `-3`. What says nothing at all is called `untitled`.

";

fn keys_document() -> String {
    let in_cell = |text: &str| in_code(&text.replace('|', "\\|"));
    let line = |names: Vec<&str>, meaning: &str, example: KeyExample| {
        let names: Vec<String> = names.into_iter().map(in_code).collect();
        let makes = format!("{} → {}", in_cell(example.pattern), in_code(example.makes));
        vec![names.join(", "), meaning.to_owned(), makes]
    };
    let terms = KEY_TERMS.iter().map(|row| line([&[row.name], row.also].concat(), row.meaning, row.example));
    let filters =
        KEY_FILTERS.iter().map(|row| line([&[row.name], row.also].concat(), row.meaning, row.example));
    let heads = |first: &str| [first, "", "for example"].map(str::to_owned);
    let markers: Vec<Vec<String>> = JABREF_MARKERS
        .iter()
        .map(|(marker, meaning)| {
            let named = [marker, meaning].map(|text| text.replace("#1", "N").replace("#2", "M"));
            vec![in_code(&named[0]), in_code(&format!("[{}]", named[1]))]
        })
        .collect();
    format!(
        "{KEYS_HEAD}A library begins with this pattern:\n\n    {DEFAULT_PATTERN}\n\n## Terms\n\nEvery role and every field of \
         [fields.md](fields.md) is a term too (`[illustrator]`, `[volume]`, `[series_title]`), and every field of BibLaTeX \
         under its name there.\n\n{}\n## Filters\n\n{}\n## Patterns of JabRef\n\nThey are understood as they are, with all \
         markers and these names for them, `pure` before those of authors, fields in capitals (`[TITLE]`), and the \
         modifiers `:lower`, `:upper`, `:capitalize`, `:titlecase`, `:sentencecase`, `:abbr`, `:truncateN`, `:regex(…)` and \
         `:(…)`. Words keep the capitals that they have inside: `JabRef`, not `Jabref`. Old patterns of Better BibTeX \
         (`[auth:lower][year]`) are mostly the same; its formulas (`auth.lower + year`) are written with \
         brackets and colons here: `[auth:lower][year]`.\n\n{}",
        table(&heads("term"), &terms.collect::<Vec<_>>()),
        table(&heads("filter"), &filters.collect::<Vec<_>>()),
        table(&["JabRef", "here"].map(str::to_owned), &markers),
    )
}

#[test]
fn keys_are_documented() {
    keep("keys.md", &keys_document());
}

#[test]
fn formats_are_documented() {
    keep("formats.md", &formats_document());
}

/// Every format that is read has a target for the fuzzer, named like it.
#[test]
fn every_reader_is_fuzzed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    if !folder.exists() {
        // It is a package of its own, which the published one does not have.
        return;
    }
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("the package has a manifest");
    for format in FORMATS {
        let target = format!("name = \"{}\"\npath = \"fuzz_targets/reader.rs\"", format.name());
        assert!(manifest.contains(&target), "fuzz/Cargo.toml has no target for {}", format.name());
    }
}
