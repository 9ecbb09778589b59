//! How facts look in CSL (FIELDS.md, tables A and C, traps 1 to 4).

use serde_json::{Value as Json, json};

use super::*;
use crate::fields::default_profile;
use crate::formats::Instead;
use crate::model::{Date, Ending, Extra, Field as F, Name, NameList, Place as P, Role as R, Value};

/// A reference with fields and names of one person each.
fn reference(entry_type: EntryType, fields: &[(P, F, &str)], names: &[(P, R, &str)]) -> Reference {
    let mut reference = Reference::new(entry_type);
    reference.key = Some("key".to_owned());
    for (place, field, text) in fields {
        let value = match crate::fields::row(*place, *field).map(|row| row.kind) {
            Some(crate::fields::Kind::Date) => Value::from(Date::parse(text)),
            Some(kind) if kind.is_list() => text.split(" | ").map(str::to_owned).collect::<Vec<_>>().into(),
            _ => Value::from(*text),
        };
        reference.fields.set(*place, *field, value);
    }
    for (place, role, family) in names {
        reference.names.insert((*place, *role), NameList::of(vec![Name::person(*family, "")]));
    }
    reference
}

/// Writes, checks that it comes back, and gives the item without `id`.
fn written(reference: &Reference) -> Json {
    written_for(default_profile(FAMILY), reference)
}

/// The same for a target.
fn written_for(profile: &'static Profile, reference: &Reference) -> Json {
    let (text, _) = write_for(profile, std::slice::from_ref(reference), Escapes::Keep);
    assert_eq!(read(&text).only(), *reference, "{text}");
    let mut item = items(&text).remove(0);
    item.remove("id");
    Json::Object(item)
}

#[test]
fn fields() {
    use EntryType::{Article, Book, Chapter, NewspaperArticle, Thesis};
    type Case = (EntryType, &'static [(P, F, &'static str)], Json);
    let cases: &[Case] = &[
        (
            Book,
            &[(P::Here, F::Title, "Birth of our power"), (P::Here, F::Subtitle, "a novel")],
            json!({"type": "book", "title": "Birth of our power: a novel", "custom": {"subtitle": "a novel"}}),
        ),
        (
            Book,
            &[(P::Here, F::Title, "What is to be done?"), (P::Here, F::Subtitle, "Burning questions")],
            json!({"type": "book", "title": "What is to be done? Burning questions",
                "custom": {"subtitle": "Burning questions"}}),
        ),
        (
            Book,
            &[(P::Here, F::Publishers, "Writers and Readers"), (P::Here, F::Places, "London | New York")],
            json!({"type": "book", "publisher": "Writers and Readers", "publisher-place": "London; New York",
                "custom": {"places": ["London", "New York"]}}),
        ),
        // Trap 1: an edition is printed as it is.
        (Book, &[(P::Here, F::Edition, "complete ed.")], json!({"type": "book", "edition": "complete ed."})),
        (
            Book,
            &[
                (P::Set, F::Title, "Collected works"),
                (P::Here, F::Title, "Novels"),
                (P::Here, F::Volume, "2"),
            ],
            json!({"type": "book", "title": "Collected works", "volume": "2", "volume-title": "Novels"}),
        ),
        (
            Chapter,
            &[
                (P::Here, F::Title, "A letter"),
                (P::Container, F::Title, "Novels"),
                (P::Set, F::Title, "Works"),
                (P::Container, F::Publishers, "Maspero"),
                (P::Here, F::Pages, "12–15, 20"),
            ],
            json!({"type": "chapter", "title": "A letter", "page": "12-15, 20", "container-title": "Works",
                "publisher": "Maspero", "volume-title": "Novels"}),
        ),
        (
            Article,
            &[
                (P::Issue, F::Title, "Victor Serge"),
                (P::Container, F::Title, "Critique"),
                (P::Here, F::Issue, "28/29"),
            ],
            json!({"type": "article-journal", "issue": "28/29", "container-title": "Critique",
                "custom": {"issue_title": "Victor Serge"}}),
        ),
        (
            NewspaperArticle,
            &[(P::Container, F::Title, "Le Soir")],
            json!({"type": "article-newspaper", "container-title": "Le Soir"}),
        ),
        (
            Thesis,
            &[(P::Here, F::Institutions, "Glasgow"), (P::Here, F::Genre, "PhD thesis")],
            json!({"type": "thesis", "publisher": "Glasgow", "genre": "PhD thesis"}),
        ),
        (
            Book,
            &[(P::Here, F::Keywords, "novel | Spain")],
            json!({"type": "book", "keyword": "novel, Spain"}),
        ),
        (
            Book,
            &[(P::Here, F::Isbn, "0-904613-50-1 | 978-1-60486-049-4")],
            json!({"type": "book", "ISBN": "0-904613-50-1; 978-1-60486-049-4"}),
        ),
        (
            Book,
            &[(P::Here, F::Title, "Of <sc>xx</sc> <i>and</i> <span class=\"math\">x^2</span>")],
            json!({"type": "book",
                "title": "Of <span style=\"font-variant:small-caps;\">xx</span> <i>and</i> \
                    <span class=\"nocase\"><i>x</i><sup>2</sup></span>",
                "custom": {"title": "Of <sc>xx</sc> <i>and</i> <span class=\"math\">x^2</span>"}}),
        ),
        (
            EntryType::Collection,
            &[(P::Here, F::PrintedLanguages, "en | fr"), (P::Here, F::Language, "en")],
            json!({"type": "book", "language": "en", "custom": {"type": "collection", "languages": ["en", "fr"]}}),
        ),
    ];
    for (entry_type, fields, expected) in cases {
        assert_eq!(written(&reference(*entry_type, fields, &[])), *expected);
    }
}

#[test]
fn english_titles_are_in_sentence_case_where_the_target_wants_it() {
    use EntryType::{Article, Book, Chapter};
    type Case = (EntryType, &'static [(P, F, &'static str)], Json);
    let cases: &[Case] = &[
        (
            Book,
            &[
                (P::Here, F::Language, "en-GB"),
                (P::Here, F::Title, "The Long Harbour of <span class=\"nocase\">Leith</span>"),
                (P::Here, F::Subtitle, "A Chronicle"),
                (P::Here, F::ShortTitle, "The Long Harbour"),
                (P::Series, F::Title, "Tide and Town Books"),
            ],
            json!({"type": "book", "title": "The long harbour of <span class=\"nocase\">Leith</span>: A chronicle",
                "title-short": "The long harbour", "language": "en-GB", "collection-title": "Tide and Town Books",
                "custom": {"title": "The Long Harbour of <span class=\"nocase\">Leith</span>",
                    "subtitle": "A Chronicle", "short_title": "The Long Harbour"}}),
        ),
        // A name that stands elsewhere is one in the title as well.
        (
            Book,
            &[
                (P::Here, F::Language, "en"),
                (P::Here, F::Title, "A Long Day's Walk from Lenin to Leith"),
                (P::Here, F::Places, "Leith"),
            ],
            json!({"type": "book", "title": "A long day's walk from Lenin to Leith", "language": "en",
                "publisher-place": "Leith", "custom": {"title": "A Long Day's Walk from Lenin to Leith"}}),
        ),
        // Names alone do not make a title case.
        (
            Book,
            &[(P::Here, F::Language, "en"), (P::Here, F::Title, "The long harbour of Leith")],
            json!({"type": "book", "title": "The long harbour of Leith", "language": "en"}),
        ),
        (
            Book,
            &[(P::Here, F::Language, "en"), (P::Here, F::Title, "[On Pavel Nikitin and Leith]")],
            json!({"type": "book", "title": "[On Pavel Nikitin and Leith]", "language": "en"}),
        ),
        // Capitals of other languages, and of a language nobody knows, mean something.
        (
            Book,
            &[(P::Here, F::Language, "de"), (P::Here, F::Title, "Der Lange Hafen und die Alte Stadt")],
            json!({"type": "book", "title": "Der Lange Hafen und die Alte Stadt", "language": "de"}),
        ),
        (
            Book,
            &[(P::Here, F::Title, "The Long Harbour and the Old Town")],
            json!({"type": "book", "title": "The Long Harbour and the Old Town"}),
        ),
        // The name of a periodical keeps its capitals; that of a book does not.
        (
            Article,
            &[(P::Here, F::Language, "en"), (P::Container, F::Title, "Annals of the Northern Shore Society")],
            json!({"type": "article-journal", "language": "en", "container-title": "Annals of the Northern Shore Society"}),
        ),
        (
            Chapter,
            &[(P::Here, F::Language, "en"), (P::Container, F::Title, "Letters of the Old Harbour Town")],
            json!({"type": "chapter", "language": "en", "container-title": "Letters of the old harbour town",
                "custom": {"container_title": "Letters of the Old Harbour Town"}}),
        ),
    ];
    let apa = crate::fields::profiles_of(FAMILY)
        .find(|profile| profile.name == "apa")
        .expect("there is one for APA");
    for (entry_type, fields, expected) in cases {
        let reference = reference(*entry_type, fields, &[]);
        let mut item = written_for(apa, &reference);
        if let Some(custom) = item.get_mut("custom").and_then(Json::as_object_mut) {
            custom.remove("profile");
        }
        if item["custom"] == json!({}) {
            item.as_object_mut().expect("an item is an object").remove("custom");
        }
        assert_eq!(item, *expected);
        // Elsewhere titles are as they are given.
        if let Some(title) = reference.fields.text(P::Here, F::ShortTitle) {
            assert_eq!(written(&reference)["title-short"], title);
        }
    }
}

#[test]
fn the_original() {
    use EntryType::Book;
    type Case = (&'static [(P, F, &'static str)], &'static [(P, R, &'static str)], Json);
    let cases: &[Case] = &[
        // Trap 2: English styles must not capitalise a foreign title.
        (
            &[
                (P::Original, F::Title, "Mémoires d’un révolutionnaire"),
                (P::Original, F::Subtitle, "1901–1941"),
                (P::Original, F::Date, "1951"),
                (P::Original, F::Publishers, "Seuil"),
                (P::Original, F::Places, "Paris"),
                (P::Original, F::Language, "fr"),
            ],
            &[(P::Here, R::Translator, "Sedgwick")],
            json!({"type": "book", "translator": [{"family": "Sedgwick"}],
                "original-title": "<span class=\"nocase\">Mémoires d’un révolutionnaire: 1901–1941</span>",
                "original-date": {"date-parts": [[1951]]}, "original-publisher": "Seuil",
                "original-publisher-place": "Paris",
                "custom": {"original_subtitle": "1901–1941", "original_languages": ["fr"]}}),
        ),
        // A date of a translation's original is not printed without its title.
        (
            &[(P::Original, F::Date, "1951"), (P::Original, F::Publishers, "Seuil")],
            &[(P::Here, R::Translator, "Sedgwick")],
            json!({"type": "book", "translator": [{"family": "Sedgwick"}],
                "custom": {"original_date": "1951", "original_publishers": ["Seuil"]}}),
        ),
        // A reprint of an untranslated text: date and publisher, no title.
        (
            &[(P::Original, F::Date, "1951"), (P::Original, F::Publishers, "Seuil")],
            &[],
            json!({"type": "book", "original-date": {"date-parts": [[1951]]}, "original-publisher": "Seuil"}),
        ),
        (
            &[(P::Reprint, F::Date, "1951"), (P::Reprint, F::Title, "Mémoires")],
            &[],
            json!({"type": "book", "original-date": {"date-parts": [[1951]]},
                "custom": {"original_date": null, "reprint_title": "Mémoires", "reprint_date": "1951"}}),
        ),
        // A reprint of a translation: `original-…` are those of the foreign original.
        (
            &[
                (P::Original, F::Title, "Tout est à nous"),
                (P::Original, F::Date, "1951"),
                (P::Reprint, F::Date, "1963"),
            ],
            &[(P::Here, R::Translator, "Sedgwick")],
            json!({"type": "book", "translator": [{"family": "Sedgwick"}],
                "original-title": "<span class=\"nocase\">Tout est à nous</span>",
                "original-date": {"date-parts": [[1951]]}, "custom": {"reprint_date": "1963"}}),
        ),
    ];
    for (fields, names, expected) in cases {
        assert_eq!(written(&reference(Book, fields, names)), *expected);
    }
}

#[test]
fn names() {
    use EntryType::{Book, Chapter};
    type Case = (EntryType, &'static [(P, R, &'static str)], Json);
    let serge = || json!([{"family": "Serge"}]);
    let cases: &[Case] = &[
        (Chapter, &[(P::Container, R::Editor, "Serge")], json!({"type": "chapter", "editor": serge()})),
        (
            Chapter,
            &[(P::Here, R::Editor, "Serge")],
            json!({"type": "chapter", "custom": {"editor": serge()}}),
        ),
        (
            Chapter,
            &[(P::Container, R::Author, "Serge")],
            json!({"type": "chapter", "container-author": serge()}),
        ),
        (
            Chapter,
            &[(P::Container, R::Translator, "Serge")],
            json!({"type": "chapter", "custom": {"container_translator": serge()}}),
        ),
        (
            Book,
            &[(P::Here, R::Introduction, "Serge")],
            json!({"type": "book", "custom": {"introduction": serge()}}),
        ),
        // Trap 3: styles drop what stands under these roles alone.
        (
            Book,
            &[(P::Here, R::Editor, "Serge"), (P::Here, R::Translator, "Serge")],
            json!({"type": "book", "editor": serge(), "translator": serge()}),
        ),
        (
            Book,
            &[(P::Here, R::Compiler, "Serge")],
            json!({"type": "book", "editor": serge(), "compiler": serge(), "custom": {"editor": null}}),
        ),
        (
            Book,
            &[(P::Here, R::Author, "Hugo"), (P::Here, R::Compiler, "Serge")],
            json!({"type": "book", "author": [{"family": "Hugo"}], "compiler": serge()}),
        ),
    ];
    for (entry_type, names, expected) in cases {
        assert_eq!(written(&reference(*entry_type, &[], names)), *expected);
    }
}

#[test]
fn endings() {
    let mut book = reference(EntryType::Book, &[], &[(P::Here, R::Author, "Serge")]);
    let others = NameList { names: vec![Name::person("Serge", "")], ending: Ending::AndOthers };
    book.names.insert((P::Here, R::Author), others.clone());
    book.names.insert((P::Here, R::Illustrator), NameList { names: Vec::new(), ending: Ending::NotNamed });
    book.names.insert((P::Here, R::Foreword), others);
    assert_eq!(
        written(&book),
        json!({"type": "book", "author": [{"family": "Serge"}],
            "custom": {"author": "and others", "illustrator": "not named", "foreword": [{"family": "Serge"}, "and others"]}})
    );
}

#[test]
fn dates() {
    let cases = [
        ("1936", json!({"date-parts": [[1936]]}), None),
        ("1936-05-01", json!({"date-parts": [[1936, 5, 1]]}), None),
        ("1936~", json!({"date-parts": [[1936]], "circa": true}), None),
        ("1936?", json!({"date-parts": [[1936]], "circa": true}), Some("1936?")),
        ("1936%", json!({"date-parts": [[1936]], "circa": true}), Some("1936%")),
        ("193X", json!({"literal": "1930s"}), Some("193X")),
        ("1936/1938", json!({"date-parts": [[1936], [1938]]}), None),
        ("1936-05/1936-07", json!({"date-parts": [[1936, 5], [1936, 7]]}), None),
        ("1936/..", json!({"literal": "1936–"}), Some("1936/..")),
        ("1994-23", json!({"date-parts": [[1994]], "season": 3}), None),
        ("1994-21/1995-24", json!({"date-parts": [[1994, 21], [1995, 24]]}), None),
        ("1994-22/1995-05", json!({"date-parts": [[1994, 22], [1995, 5]]}), None),
        ("1994-30", json!({"date-parts": [[1994]], "season": 2}), Some("1994-30")),
        ("1994-34", json!({"literal": "1994"}), Some("1994-34")),
        ("-0043", json!({"date-parts": [[-44]]}), None),
        ("0000", json!({"date-parts": [[-1]]}), None),
        ("Y12000", json!({"date-parts": [[12000]]}), None),
        ("1936-XX", json!({"date-parts": [[1936]]}), Some("1936-XX")),
        ("[1667,1668]", json!({"literal": "1667 or 1668"}), Some("[1667,1668]")),
        ("spring, perhaps 1936", json!({"literal": "spring, perhaps 1936"}), None),
    ];
    for (date, expected, escape) in cases {
        let item = written(&reference(EntryType::Book, &[(P::Here, F::Date, date)], &[]));
        assert_eq!(item["issued"], expected, "{date}");
        assert_eq!(item.get("custom").and_then(|custom| custom["date"].as_str()), escape, "{date}");
    }
}

#[test]
fn losses_say_where_a_value_went() {
    let mut chapter = reference(
        EntryType::Chapter,
        &[(P::Here, F::Title, "A"), (P::Here, F::Subtitle, "b"), (P::Here, F::Addendum, "late")],
        &[(P::Here, R::Foreword, "Serge")],
    );
    chapter.extras.push(Extra { format: "biblatex".into(), name: "shelf".into(), value: "3".into() });
    let told = |escapes| -> Vec<(String, Instead)> {
        let (_, losses) = write(std::slice::from_ref(&chapter), escapes);
        losses.into_iter().map(|loss| (loss.field, loss.instead)).collect()
    };
    let escaped = |name: &str| Instead::Escape(format!("custom.{name}"));
    assert_eq!(
        told(Escapes::Keep),
        [
            ("foreword".to_owned(), escaped("foreword")),
            ("addendum".to_owned(), escaped("addendum")),
            ("biblatex:shelf".to_owned(), escaped("extra")),
        ]
    );
    // Trap 4: what cannot stand `custom` gets items without it.
    assert_eq!(
        told(Escapes::Omit),
        [
            ("foreword".to_owned(), Instead::Nowhere),
            ("title".to_owned(), Instead::Reshaped("title".to_owned())),
            ("subtitle".to_owned(), Instead::Reshaped("title".to_owned())),
            ("addendum".to_owned(), Instead::Nowhere),
            ("biblatex:shelf".to_owned(), Instead::Nowhere),
        ]
    );
}

#[test]
fn the_layout_of_a_file() {
    assert_eq!(write(&[], Escapes::Keep).0, "[]\n");
    let one = reference(EntryType::Book, &[(P::Here, F::Title, "One")], &[]);
    let mut two = Reference::new(EntryType::Film);
    two.fields.set(P::Here, F::Title, "Two");
    let expected = r#"[
  {
    "id": "key",
    "type": "book",
    "title": "One"
  },
  {
    "id": "no-key-2",
    "type": "motion_picture",
    "title": "Two",
    "custom": {
      "key": null
    }
  }
]
"#;
    assert_eq!(write(&[one, two], Escapes::Keep).0, expected);
}

#[test]
fn items_in_what_programs_put_around_them() {
    let item = "{\"id\":\"a\",\"type\":\"book\",\"title\":\"T\"}";
    for (text, extras) in [
        (format!("{{\"citationItems\":[{{\"id\":7,\"itemData\":{item}}}],\"schema\":\"x\"}}"), &["id=7"][..]),
        (format!("[{{\"key\":\"K\",\"csljson\":{item}}}]"), &["key=\"K\""]),
        (format!("{{\"data\":[{item}]}}"), &[]),
        (format!("{{\"references\":[{item}]}}"), &[]),
    ] {
        let found = read(&text).only();
        assert_eq!((found.key.as_deref(), found.entry_type), (Some("a"), EntryType::Book), "{text}");
        let kept: Vec<String> =
            found.extras.iter().map(|extra| format!("{}={}", extra.name, extra.value)).collect();
        assert_eq!(kept, extras, "{text}");
    }
    let other = read("{\"results\":[1],\"meta\":{\"count\":1}}");
    assert_eq!((other.references.len(), other.problems.len()), (0, 1));
}

#[test]
fn the_series_stands_before_the_book() {
    let text = |kind: &str| {
        format!("[{{\"id\":\"a\",\"type\":\"{kind}\",\"container-title\":[\"Lectures\",\"Ropes\"]}}]")
    };
    let chapter = read(text("book-chapter")).only();
    assert_eq!(chapter.fields.text(P::Container, F::Title), Some("Ropes"));
    assert_eq!(chapter.fields.text(P::Series, F::Title), Some("Lectures"));
    let article = read(text("journal-article"));
    assert_eq!(article.references[0].1.fields.text(P::Container, F::Title), Some("Lectures"));
    assert_eq!(article.problems.len(), 1);
}

#[test]
fn members_of_names_that_are_no_parts_come_back_as_they_are() {
    let text = "[{\"id\":\"a\",\"type\":\"book\",\"author\":[{},{\"family\":\"Ng\",\"given\":\"Jo\",\
        \"suffix\":\"Jr.\",\"comma-suffix\":true,\"ORCID\":\"1\"},{\"family\":\"Wu\",\"static-ordering\":true}]}]";
    let reference = read(text).only();
    let (written, losses) = write(std::slice::from_ref(&reference), Escapes::Keep);
    assert_eq!(losses.len(), 1);
    assert_eq!(items(&written)[0]["author"][0]["comma-suffix"], true);
    assert_eq!(items(&written)[0]["author"][1]["static-ordering"], true);
    assert_eq!(read(&written).only(), reference);
    let hayagriva = crate::fields::profiles_of(FAMILY).find(|profile| profile.name == "hayagriva");
    let (written, losses) = write_for(hayagriva.expect("a profile"), &[reference], Escapes::Omit);
    assert!(!written.contains("comma-suffix"), "{written}");
    assert_eq!(losses.len(), 3);
}

#[test]
fn fields_of_bibtex_that_are_lines_of_the_note_stay_there() {
    let text = "[{\"id\":\"a\",\"type\":\"book\",\"note\":\"tex.shelf: 3\\ntex.owner: Jo\\nA note.\"}]";
    let reference = read(text).only();
    let names: Vec<&str> = reference.extras.iter().map(|extra| extra.name.as_str()).collect();
    assert_eq!(names, ["shelf", "owner", "note.tex"]);
    for escapes in [Escapes::Keep, Escapes::Omit] {
        let (written, losses) = write(std::slice::from_ref(&reference), escapes);
        assert_eq!(items(&written)[0]["note"], "tex.shelf: 3\ntex.owner: Jo\nA note.");
        assert_eq!(losses, vec![]);
        let back = read(&written).only();
        assert_eq!(back, reference, "{written}");
    }
    // Fields that a program put into a .bib file are for no reader of the note.
    let mut other = reference;
    other.extras.truncate(2);
    assert_eq!(items(&write(std::slice::from_ref(&other), Escapes::Keep).0)[0]["note"], "A note.");
}
