//! The fields of queries that are not just columns, with what is told of them: `docs/query.md` and the help come from
//! this table.

use super::{
    columns::{identifier, one_of, printed_in, spoken_in, stored},
    compile::{anywhere, wanted},
    condition::{Condition, escape_like, holds, text},
    days::{days, times},
    having, imports, people, reading, relations,
    told::Shown,
    tree::{Comparison, Wanted},
    values::{Named, Values},
};
use crate::model::{
    EntryType, Role, WorkKind,
    likeness::nearest,
    tree::{ExpressionKind, WorkState},
    wanted::Manner,
};

/// A field of queries.
pub struct TermRow {
    /// What stands before the colon.
    pub name: &'static str,
    /// What else may stand there.
    pub also: &'static [&'static str],
    /// What it asks for.
    pub meaning: &'static str,
    /// A query with it.
    pub example: Example,
    pub(super) values: Values,
    pub(super) compile: fn(&Comparison) -> Result<Condition, String>,
}

/// An example of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    /// It finds something in the catalogue that ships.
    InCatalogue(&'static str),
    /// It asks for what only a library of one's own has.
    InOwn(&'static str),
}

impl Example {
    /// The query.
    pub fn query(self) -> &'static str {
        match self {
            Example::InCatalogue(query) | Example::InOwn(query) => query,
        }
    }
}

use Example::{InCatalogue, InOwn};

const fn term(
    name: &'static str,
    values: Values,
    meaning: &'static str,
    example: Example,
    compile: fn(&Comparison) -> Result<Condition, String>,
) -> TermRow {
    TermRow { name, also: &[], meaning, example, values, compile }
}

impl TermRow {
    const fn also(mut self, names: &'static [&'static str]) -> TermRow {
        self.also = names;
        self
    }
}

/// Every field that is not just a column, a role or an identifier.
pub const TERMS: &[TermRow] = &[
    // People
    term(
        "author",
        Values::Words,
        "who wrote it, under any of the author's names",
        InCatalogue("author:kibalchich"),
        |c| people::person(Some(Role::Author), wanted("author", c)?),
    ),
    term("translator", Values::Words, "who translated it", InCatalogue("translator:greeman"), |c| {
        people::person(Some(Role::Translator), wanted("translator", c)?)
    }),
    term("editor", Values::Words, "who edited it", InCatalogue("editor:richardson"), |c| {
        people::person(Some(Role::Editor), wanted("editor", c)?)
    }),
    term("person", Values::Words, "who had any part in it", InCatalogue("person:~sedgwik"), |c| {
        people::person(None, wanted("person", c)?)
    })
    .also(&["people", "name"]),
    // Titles
    term(
        "title",
        Values::Words,
        "any of its titles: its own, that of the work, that of the original",
        InCatalogue("title:memoirs"),
        |c| titled(wanted("title", c)?),
    ),
    term(
        "original",
        Values::Words,
        "the title of the original of a translation",
        InCatalogue("original:mémoires"),
        |c| original(wanted("original", c)?),
    ),
    term(
        "container",
        Values::Words,
        "the title of the book or periodical that it is part of",
        InCatalogue("container:socialism"),
        |c| {
            let titled = holds("concat_ws(' ', title, subtitle)", wanted("container", c)?, Manner::Phrase)?;
            Ok(titled.within("edition.container_id IN (SELECT id FROM edition WHERE {})"))
        },
    )
    .also(&["journal", "in"]),
    term("series", Values::Words, "the series that it stands in", InOwn("series:penguin"), |c| {
        holds("edition.series_title", wanted("series", c)?, Manner::Phrase)
    }),
    // What it is
    term(
        "kind",
        Values::Other,
        "the kind of the work: novel, memoir, essay …",
        InCatalogue("kind:novel"),
        |c| {
            let words = WorkKind::ALL.iter().map(|kind| kind.as_str());
            one_of("work.kind", Some(Shown::Kind), wanted("kind", c)?, ["a kind of work", "kinds"], words)
        },
    ),
    term(
        "type",
        Values::Other,
        "the type of the entry: book, chapter, article …",
        InCatalogue("type:chapter"),
        |c| {
            let words = EntryType::ALL.iter().map(|entry_type| entry_type.as_str());
            one_of(
                "edition.entry_type",
                Some(Shown::Type),
                wanted("type", c)?,
                ["a type of entry", "types"],
                words,
            )
        },
    ),
    term(
        "text",
        Values::Other,
        "what the text is: original, translation, revision …",
        InCatalogue("text:translation"),
        |c| {
            let words = ExpressionKind::ALL.iter().map(|kind| kind.as_str());
            one_of(
                "expression.kind",
                Some(Shown::Text),
                wanted("text", c)?,
                ["a kind of text", "kinds"],
                words,
            )
        },
    ),
    term(
        "state",
        Values::Other,
        "what became of the work: lost, confiscated, planned …",
        InCatalogue("state:lost"),
        |c| {
            let words = WorkState::ALL.iter().map(|state| state.as_str());
            one_of("work.state", None, wanted("state", c)?, ["a state of a work", "states"], words)
        },
    ),
    term(
        "language",
        Values::Called(Named::Language),
        "the language of the text, by tag or name",
        InCatalogue("language:french"),
        |c| printed_in(wanted("language", c)?),
    ),
    term(
        "original-language",
        Values::Called(Named::Language),
        "the language that the work was written in",
        InCatalogue("original-language:fr"),
        |c| {
            let (spoken, test) = spoken_in("work.language", wanted("original-language", c)?)?;
            Ok(spoken.told_by(Shown::OriginalLanguage, test))
        },
    ),
    term(
        "work",
        Values::Called(Named::Work),
        "the handle of the work, as `oeuvre tree` shows it",
        InCatalogue("work:ville-conquise"),
        |c| {
            let Wanted::Words(handle) = wanted("work", c)? else {
                return Err("the handle of a work must follow".into());
            };
            Ok(Condition::with_text("work.handle = ?", &handle.to_lowercase()))
        },
    ),
    // When and by whom it was published
    term(
        "year",
        Values::Dates,
        "when the edition, or the book that it is part of, came out: a year, 193X, 1967..1982, <1940",
        InCatalogue("year:1967..1982"),
        came_out,
    )
    .also(&["date"]),
    term("work-date", Values::Dates, "when the work first came out", InCatalogue("work-date:<1940"), |c| {
        let (days, test) = days("work.date", c)?;
        Ok(days.told_by(Shown::WorkYear, test))
    })
    .also(&["original-date", "original-year"]),
    term(
        "publisher",
        Values::Words,
        "who published it, or the book that it is part of",
        InCatalogue("publisher:doubleday"),
        |c| published("publishers", "publisher", wanted("publisher", c)?),
    ),
    term(
        "place",
        Values::Words,
        "where it, or the book that it is part of, was published",
        InCatalogue("place:london"),
        |c| published("places", "publisher", wanted("place", c)?),
    )
    .also(&["address", "location"]),
    // What is said of it
    term("keyword", Values::Words, "a keyword", InCatalogue("keyword:kronstadt"), |c| {
        keyword(wanted("keyword", c)?)
    })
    .also(&["keywords", "tag"]),
    term("note", Values::Words, "notes, the abstract, the annotation", InCatalogue("note:translated"), |c| {
        noted(wanted("note", c)?)
    }),
    term(
        "key",
        Values::Keys,
        "the citation key, now or before; * stands for anything",
        InCatalogue("key:serge19*"),
        |c| key(wanted("key", c)?),
    ),
    term("isbn", Values::Other, "an ISBN, with or without hyphens", InOwn("isbn:978-0-19-281037-9"), |c| {
        identifier("isbn", wanted("isbn", c)?)
    }),
    term("doi", Values::Other, "a DOI; has:doi finds whatever has one", InOwn("doi:10.1000/*"), |c| {
        identifier("doi", wanted("doi", c)?)
    }),
    term("added", Values::Other, "when it came into the library", InOwn("added:>=2026-11"), |c| {
        times("edition.added", c)
    }),
    term(
        "imported",
        Values::Other,
        "by which import it came: the name of a file, the day, or the number of the change in `oeuvre log`",
        InOwn("imported:references.bib"),
        imports::imported,
    ),
    // How it hangs together
    term(
        "translation-of",
        Values::Called(Named::EditionOrWork),
        "translations of the text of an edition, or of a work",
        InCatalogue("translation-of:ville-conquise"),
        |c| relations::translation_of(wanted("translation-of", c)?),
    ),
    term(
        "same-work",
        Values::Called(Named::EditionOrWork),
        "editions of the same work",
        InCatalogue("same-work:serge1963memoirs"),
        |c| relations::same_work(wanted("same-work", c)?),
    ),
    term(
        "part-of",
        Values::Called(Named::Edition),
        "what an edition contains",
        InCatalogue("part-of:hochschild1997finding"),
        |c| relations::part_of(wanted("part-of", c)?),
    ),
    term(
        "reprint-of",
        Values::Called(Named::Edition),
        "reprints of an edition",
        InCatalogue("reprint-of:serge1972year"),
        |c| relations::reprint_of(wanted("reprint-of", c)?),
    ),
    term(
        "about",
        Values::Called(Named::EditionOrWork),
        "what is about a work",
        InCatalogue("about:memoires-d-un-revolutionnaire"),
        |c| relations::related("about", wanted("about", c)?),
    ),
    term(
        "review-of",
        Values::Called(Named::EditionOrWork),
        "reviews of a work",
        InOwn("review-of:memoires-d-un-revolutionnaire"),
        |c| relations::related("review-of", wanted("review-of", c)?),
    ),
    term(
        "has",
        Values::Other,
        "whatever has something: a field, someone in a role, an original",
        InCatalogue("has:translator"),
        |c| match wanted("has", c)? {
            Wanted::Words(name) => having::has(name),
            _ => Err("the name of a field must follow, as in has:doi".into()),
        },
    ),
    // The reading list
    term(
        "status",
        Values::Other,
        "how far one has come: want, reading, paused, finished, dropped",
        InOwn("status:reading"),
        |c| reading::status(wanted("status", c)?),
    ),
    term("rating", Values::Other, "how one liked it, 1 to 5", InOwn("rating:>=4"), reading::rating),
    term("finished", Values::Other, "when one has read it", InOwn("finished:2026"), |c| {
        reading::day("finished", c)
    }),
    term("started", Values::Other, "when one began it", InOwn("started:>=2026-10"), |c| {
        reading::day("started", c)
    }),
    term("due", Values::Other, "when it has to be read or given back", InOwn("due:<2027"), |c| {
        reading::day("due", c)
    }),
    term("recommended-by", Values::Other, "who spoke of it", InOwn("recommended-by:anna"), |c| {
        reading::said("recommended_by", wanted("recommended-by", c)?)
    }),
    term("lent-to", Values::Other, "who has the copy", InOwn("lent-to:boris"), |c| {
        reading::said("lent_to", wanted("lent-to", c)?)
    }),
    term(
        "quotation",
        Values::Other,
        "words of a passage that was kept",
        InOwn("quotation:\"grown cold\""),
        |c| reading::quotation(wanted("quotation", c)?),
    ),
    term(
        "list",
        Values::Called(Named::List),
        "the lists that it stands on",
        InOwn("list:\"to teach\""),
        |c| reading::list(wanted("list", c)?),
    ),
];

/// The row of a field.
pub(super) fn row(name: &str) -> Option<&'static TermRow> {
    TERMS.iter().find(|row| row.name == name || row.also.contains(&name))
}

/// Every name that stands before a colon.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let own = TERMS.iter().flat_map(|row| std::iter::once(&row.name).chain(row.also)).copied();
    let roles = Role::ALL.iter().map(|role| role.as_str());
    let columns = crate::fields::FIELDS.iter().map(|row| row.name).filter(|name| stored(name).is_some());
    own.chain(roles).chain(columns)
}

/// What is said of a name that no field has.
pub(super) fn unknown(name: &str) -> String {
    match nearest(name, names()).as_slice() {
        [] => {
            let first: Vec<&str> = TERMS.iter().map(|row| row.name).collect();
            format!(
                "there is no field {name:?}; there are {}, every role and every name that `oeuvre fields` prints",
                first.join(", ")
            )
        }
        near => format!("there is no field {name:?}; did you mean {}?", near.join(" or ")),
    }
}

fn titled(wanted: &Wanted) -> Result<Condition, String> {
    if !matches!(wanted, Wanted::Pattern(_)) {
        return anywhere(Some("title"), wanted);
    }
    let edition = holds("concat_ws(': ', edition.title, edition.subtitle)", wanted, Manner::Phrase)?;
    let work = holds("work.title", wanted, Manner::Phrase)?;
    Ok(Condition::any(vec![edition, work]))
}

/// The editions of the texts that a text was made from: what it is derived from, or what its work has as original.
fn original(wanted: &Wanted) -> Result<Condition, String> {
    let mut titled = vec![holds("concat_ws(' ', source.title, source.subtitle)", wanted, Manner::Phrase)?];
    if !matches!(wanted, Wanted::Pattern(_)) {
        // The index first: few of many editions are left to be looked at one by one.
        titled.insert(
            0,
            anywhere(Some("title"), wanted)?.within("source.id IN (SELECT edition.id FROM edition WHERE {})"),
        );
    }
    let titled = Condition::all(titled);
    let found = |sql: &str| titled.clone().within(sql);
    Ok(Condition::any(vec![
        found("edition.translated_from IN (SELECT source.id FROM edition AS source WHERE {})"),
        found("expression.derived_from IN (SELECT source.expression_id FROM edition AS source WHERE {})"),
        found(
            "(expression.kind NOT IN ('original', 'unstated') AND expression.work_id IN (\
             SELECT text.work_id FROM edition AS source JOIN expression AS text ON text.id = source.expression_id \
             WHERE text.kind = 'original' AND {}))",
        ),
    ]))
}

fn published(column: &str, indexed: &str, wanted: &Wanted) -> Result<Condition, String> {
    let here = holds(&format!("edition.{column}"), wanted, Manner::Phrase)?;
    let of_container = holds(&format!("book.{column}"), wanted, Manner::Phrase)?
        .within("EXISTS (SELECT 1 FROM edition AS book WHERE book.id = edition.container_id AND {})");
    let whole = Condition::any(vec![here, of_container]);
    match wanted {
        Wanted::Pattern(_) => Ok(whole),
        _ => Ok(Condition::all(vec![anywhere(Some(indexed), wanted)?, whole])),
    }
}

/// The date of the edition; where it has none, that of the book or issue that it is part of, which `list` shows too.
fn came_out(comparison: &Comparison) -> Result<Condition, String> {
    let (here, test) = days("edition.date", comparison)?;
    let (of_container, _) = days("book.date", comparison)?;
    let of_container = of_container
        .within("(edition.date IS NULL AND EXISTS (SELECT 1 FROM edition AS book WHERE book.id = edition.container_id AND {}))");
    Ok(Condition::any(vec![here, of_container]).told_by(Shown::Year, test))
}

fn keyword(wanted: &Wanted) -> Result<Condition, String> {
    let word = holds("word", wanted, Manner::Phrase)?;
    let owned = ["edition", "work"].map(|owner| {
        let of_owner =
            format!("{owner}.id IN (SELECT {owner}_id FROM keyword WHERE {owner}_id IS NOT NULL AND {{}})");
        word.clone().within(&of_owner)
    });
    let whole = Condition::any(owned.into());
    match wanted {
        Wanted::Pattern(_) => Ok(whole),
        // The index tells at once where the words are.
        _ => Ok(Condition::all(vec![anywhere(Some("keyword"), wanted)?, whole])),
    }
}

fn noted(wanted: &Wanted) -> Result<Condition, String> {
    if !matches!(wanted, Wanted::Pattern(_)) {
        return anywhere(Some("note"), wanted);
    }
    let columns = [
        "edition.note",
        "edition.addendum",
        "edition.abstract",
        "edition.annotation",
        "expression.note",
        "work.note",
    ];
    let noted = columns.map(|column| holds(column, wanted, Manner::Phrase));
    Ok(Condition::any(noted.into_iter().collect::<Result<_, _>>()?))
}

/// How many letters of a key are looked for one by one: few keys are alike in so many.
const LONGEST_BEGINNING: usize = 40;

/// The keys that are like a pattern, which begins with the text that is bound first. In SQLite LIKE takes letters of
/// ASCII for their capitals, which no index does: the beginnings of keys that are spelled as the text, in whichever case,
/// are found letter by letter.
const KEYS: &str = "WITH RECURSIVE spelled (text) AS (\
        VALUES ('') \
        UNION SELECT spelled.text || letter.value FROM spelled JOIN json_each(json_array(\
            lower(substr(?, length(spelled.text) + 1, 1)), upper(substr(?, length(spelled.text) + 1, 1)))) AS letter \
        WHERE length(spelled.text) < length(?) AND EXISTS (SELECT 1 FROM citation_key \
            WHERE key >= spelled.text || letter.value AND key < spelled.text || letter.value || char(1114111))) \
    SELECT edition_id FROM spelled JOIN citation_key \
        ON key >= spelled.text AND key < spelled.text || char(1114111) \
    WHERE length(spelled.text) = length(?) AND key LIKE ? ESCAPE '\\'";

fn key(wanted: &Wanted) -> Result<Condition, String> {
    let found = match wanted {
        Wanted::Words(key) | Wanted::Prefix(key) => {
            let mut pattern = escape_like(key).replace('*', "%");
            if matches!(wanted, Wanted::Prefix(_)) {
                pattern.push('%');
            }
            let begin = key.split('*').next().unwrap_or_default();
            let begin: String = begin.chars().take(LONGEST_BEGINNING).collect();
            let [one, two, three, four] = [(); 4].map(|()| text(&begin));
            Condition::new(KEYS, vec![one, two, three, four, text(&pattern)])
        }
        Wanted::Near(_) | Wanted::Pattern(_) => {
            holds("key", wanted, Manner::Phrase)?.within("SELECT edition_id FROM citation_key WHERE {}")
        }
    };
    Ok(found.within("edition.id IN ({})"))
}
