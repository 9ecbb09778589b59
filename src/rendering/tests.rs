//! What is put right around the engine, on items of our own.

use serde_json::json;

use super::*;

fn style(name: &str) -> Style {
    Styles::default().find(name).expect("a style that the engine brings along")
}

fn items(items: serde_json::Value) -> Vec<CslItem> {
    serde_json::from_value(items).expect("a list of items")
}

fn list(items: &[CslItem], name: &str, language: Option<&str>) -> Vec<String> {
    let style = style(name);
    let lists = Rendering::new(items, &style, language).list(|order| vec![order]);
    let entries = lists.iter().flat_map(|list| &list.entries);
    entries.map(|entry| Markup::Html.line(&entry.runs)).collect()
}

fn only(item: serde_json::Value, name: &str) -> String {
    list(&items(json!([item])), name, None).join("\n")
}

#[test]
fn titles_keep_the_capitals_of_names() {
    let book = json!({
        "id": "a", "type": "book", "language": "en", "author": [{ "family": "Vale", "given": "Ann" }],
        "title": "workers against Lenin: a history of <span class=\"nocase\">sPQR</span> in the south",
        "issued": { "date-parts": [[1996]] },
    });
    assert_eq!(
        only(book, "chicago"),
        "Vale, Ann. 1996. <i>Workers against Lenin: A History of sPQR in the South</i>."
    );
}

#[test]
fn titles_in_other_languages_keep_their_case() {
    let book = json!({
        "id": "a", "type": "book", "language": "fr", "author": [{ "family": "Vale", "given": "Ann" }],
        "title": "Les hommes dans la prison", "issued": { "date-parts": [[1930]] },
    });
    assert_eq!(only(book, "chicago"), "Vale, Ann. 1930. <i>Les hommes dans la prison</i>.");
}

#[test]
fn ranges_literals_and_years_before_one() {
    let book = |date: serde_json::Value| json!({ "id": "a", "type": "book", "title": "Tides", "author": [{ "literal": "Vale" }], "issued": date });
    for (date, shown) in [
        (json!({ "date-parts": [[1936], [1938]] }), "1936–1938"),
        (json!({ "date-parts": [[1909], [0]] }), "1909–"),
        (json!({ "literal": "spring of 1921" }), "spring of 1921"),
        (json!({ "date-parts": [[-44]] }), "44 BC"),
        (json!({ "date-parts": [["1936"]] }), "1936"),
        (json!({ "date-parts": [[99_999]] }), "99999"),
    ] {
        assert_eq!(only(book(date), "chicago"), format!("Vale. {shown}. <i>Tides</i>."));
    }
    for empty in
        [json!({ "date-parts": [] }), json!({ "date-parts": [[]] }), json!(null), json!([]), json!({})]
    {
        assert_eq!(only(book(empty.clone()), "chicago"), "Vale. n.d. <i>Tides</i>.", "{empty}");
    }
}

#[test]
fn what_is_no_csl_is_passed_over() {
    let item = json!({
        "id": "a", "type": "book", "title": "Tides", "custom": { "x": [1] }, "keyword": ["a", "b"], "volume": 1.5,
        "author": [{ "given": "Ann" }, {}, 3, { "family": "de la Mar", "given": "B." }], "note": true,
    });
    assert_eq!(only(item, "chicago"), "Ann, and B. de la Mar. n.d. <i>Tides</i>. 1.5.");
}

#[test]
fn quotations_take_points_where_the_language_has_it_so() {
    let article = json!({
        "id": "a", "type": "article-journal", "language": "en", "title": "On \"Tides\" and 'Ebb'",
        "author": [{ "family": "Vale" }], "container-title": "Sea", "issued": { "date-parts": [[1930]] },
    });
    let article = items(json!([article]));
    assert_eq!(list(&article, "chicago", None), ["Vale. 1930. “On ‘Tides’ and ‘Ebb.’” <i>Sea</i>."]);
    let british = list(&article, "harvard", Some("en-GB")).join("");
    assert!(british.contains("‘On “Tides” and “Ebb”’, <i>Sea</i>"), "{british}");
}

#[test]
fn letters_tell_entries_of_one_year_apart_in_every_group() {
    let book = |id: &str, family: &str, title: &str| {
        json!({ "id": id, "type": "book", "title": title, "author": [{ "family": family, "given": "Ann" }],
                "issued": { "date-parts": [[1930]] } })
    };
    let books: Vec<_> = ["Ash", "Birch", "Cedar", "Elm", "Fir"]
        .iter()
        .flat_map(|family| {
            [book(&format!("{family}1"), family, "Tides"), book(&format!("{family}2"), family, "Ebb")]
        })
        .collect();
    let printed = list(&items(json!(books)), "chicago", None);
    assert_eq!(printed[0], "Ash, Ann. 1930a. <i>Ebb</i>.");
    assert_eq!(printed[9], "Fir, Ann. 1930b. <i>Tides</i>.");
    assert_eq!(list(&items(json!(books)), "turabian", None)[9], "——————. 1930b. <i>Tides</i>.");
    assert_eq!(printed.iter().filter(|line| line.contains("1930a")).count(), 5);
    let undated: Vec<_> = ["Tides", "Ebb"]
        .iter()
        .map(|title| json!({ "id": title, "type": "book", "title": title, "author": [{ "family": "Ash" }] }))
        .collect();
    assert_eq!(
        list(&items(json!(undated)), "apa", None),
        ["Ash. (n.d.-a). <i>Ebb</i>.", "Ash. (n.d.-b). <i>Tides</i>."]
    );
}

#[test]
fn citations_have_places_and_words_around_them() {
    let book = json!({ "id": "a", "type": "book", "title": "Tides", "author": [{ "family": "Vale", "given": "Ann" }],
                       "issued": { "date-parts": [[1930]] } });
    let books = items(json!([book]));
    let cited = |name: &str, cite: Cite| {
        let style = style(name);
        let citations = Rendering::new(&books, &style, None).citations(&[vec![cite]]);
        citations.into_iter().next().flatten().map(|runs| Markup::Text.line(&runs)).unwrap_or_default()
    };
    let (locator, rest) = Locator::read("pp. 12-15, on boats");
    assert_eq!(rest, "on boats");
    let place = Cite { locator, ..Cite::default() };
    assert_eq!(cited("chicago", Cite::default()), "(Vale 1930)");
    assert_eq!(cited("chicago", place.clone()), "(Vale 1930, 12–15)");
    assert_eq!(cited("apa", place.clone()), "(Vale, 1930, pp. 12–15)");
    assert_eq!(cited("apa", Cite { mention: Mention::WithoutAuthor, ..place.clone() }), "(1930, pp. 12–15)");
    let around = Cite { prefix: "see".into(), suffix: ", on boats".into(), ..place };
    assert_eq!(cited("chicago", around), "(see Vale 1930, 12–15, on boats)");
    assert_eq!(cited("chicago-notes", Cite::default()), "Ann Vale, Tides (1930).");
}

#[test]
fn brackets_close_each_other() {
    let book = json!({ "id": "a", "type": "book", "title": "Tides", "author": [{ "family": "Vale", "given": "Ann" }],
                       "issued": { "date-parts": [[1930]] }, "publisher": "Quay", "original-title": "Marées",
                       "original-publisher-place": "Paris", "original-date": { "date-parts": [[1920]] } });
    let books = items(json!([book]));
    let style = style("chicago-notes");
    let citations = Rendering::new(&books, &style, None).citations(&[vec![Cite::default()]]);
    let text =
        citations.into_iter().next().flatten().map(|runs| Markup::Text.line(&runs)).unwrap_or_default();
    assert_eq!(text.matches('(').count(), 2, "{text}");
    assert_eq!(text.matches('(').count(), text.matches(')').count(), "{text}");
}

#[test]
fn nothing_parts_a_bracket_from_what_is_not_printed_before_it() {
    let article = json!({ "id": "a", "type": "article-newspaper", "title": "Tides ( ) [ ]", "author": [{ "family": "Vale" }],
                          "container-title": "Sea", "issued": { "date-parts": [[1938]] } });
    assert_eq!(only(article, "apa"), "Vale. (1938). Tides ( ) [ ]. <i>Sea</i>.");
}

#[test]
fn locators_are_read_with_and_without_labels() {
    for (text, locator, rest) in [
        ("12", Some("12"), ""),
        ("p. 12", Some("12"), ""),
        ("xii", Some("xii"), ""),
        ("ch. 3, the end", Some("3"), "the end"),
        ("§ 4", Some("4"), ""),
        ("passim", None, "passim"),
        ("p. unknown", None, "p. unknown"),
        ("", None, ""),
    ] {
        let (found, left) = Locator::read(text);
        assert_eq!((found.as_ref().map(|found| found.text.as_str()), left), (locator, rest), "{text}");
    }
}

#[test]
fn nothing_unescaped_leaves() {
    let hostile = "<script>$x_1$ #let \\input{a} {\\b} *y* [z](javascript:1) & \"q\" % ~ ^";
    let run = [Run { text: hostile.into(), face: Face::default(), link: Some("javascript:alert(1)".into()) }];
    assert_eq!(Markup::Html.line(&run).matches('<').count(), 0);
    assert!(!Markup::Latex.line(&run).contains("\\input"));
    assert!(!Markup::Rtf.line(&run).contains("{\\b}"));
    assert!(Markup::Typst.line(&run).contains("\\#let"));
    assert!(Markup::Markdown.line(&run).starts_with("\\<script\\>\\$x\\_1\\$ \\#let"));
    for markup in Markup::ALL {
        assert!(!markup.line(&run).contains("href"), "{markup}");
    }
}

#[test]
fn every_style_that_comes_along_prints_and_has_no_endless_macro() {
    let book = json!({ "id": "a", "type": "book", "title": "Tides", "author": [{ "family": "Vale", "given": "Ann" }],
                       "translator": [{ "family": "Ford", "given": "Bo" }], "issued": { "date-parts": [[1930]] } });
    let books = items(json!([book]));
    let styles = Styles::default();
    for (short, _) in SHORT_NAMES {
        let style = styles.find(short).expect("a style with a short name");
        let lists = Rendering::new(&books, &style, None).list(|order| vec![order]);
        let entries: usize = lists.iter().map(|list| list.entries.len()).sum();
        assert_eq!(entries, 1, "{short}");
        assert!(
            !Rendering::new(&books, &style, None).citations(&[vec![Cite::default()]]).contains(&None),
            "{short}"
        );
    }
}

#[test]
fn styles_that_cannot_be_are_refused() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("own.csl");
    let whole = |body: &str| {
        format!(
            "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\"><info><title>Own</title>\
             <id>own</id><updated>2020-01-01T00:00:00+00:00</updated></info>{body}<citation><layout>\
             <text macro=\"a\"/></layout></citation></style>"
        )
    };
    let endless = "<macro name=\"a\"><text macro=\"b\"/></macro><macro name=\"b\"><group><text macro=\"a\"/></group></macro>";
    let deep = format!("<macro name=\"a\">{}{}</macro>", "<group>".repeat(5000), "</group>".repeat(5000));
    for (text, reason) in [
        (whole(endless), "prints itself"),
        (whole(&deep), "nested more than"),
        ("no xml".to_owned(), "is no CSL style"),
    ] {
        std::fs::write(&path, text).expect("a file");
        let error =
            Styles::default().find(path.to_str().expect("a path")).expect_err("a style that is refused");
        assert!(error.to_string().contains(reason), "{error}");
    }
    assert!(
        matches!(Styles::default().find("chicagoo"), Err(StyleError::Unknown { similar, .. }) if similar.contains(&"chicago".to_owned()))
    );
}

/// What citeproc-js prints of the same dates in these styles.
#[test]
fn ranges_of_days_and_months() {
    let article = |date: serde_json::Value| {
        json!({ "id": "a", "type": "article-newspaper", "title": "Tides", "author": [{ "family": "Vale" }],
                "container-title": "Sea", "issued": date })
    };
    for (dates, chicago, mla, apa) in [
        (json!([[1936, 3], [1936, 4]]), "March–April 1936", "Mar.–Apr. 1936", "(1936, March–April)"),
        (json!([[1938, 5, 12], [1938, 5, 15]]), "May 12–15, 1938", "12–15 May 1938", "(1938, May 12–15)"),
        (
            json!([[1938, 5, 12], [1938, 6, 12]]),
            "May 12–June 12, 1938",
            "12 May–12 June 1938",
            "(1938, May 12–June 12)",
        ),
        (
            json!([[1938, 12, 28], [1939, 1, 3]]),
            "December 28, 1938–January 3, 1939",
            "28 Dec. 1938–3 Jan. 1939",
            "(1938–1939, December 28–January 3)",
        ),
        (
            json!([[1938, 12], [1939, 1]]),
            "December 1938–January 1939",
            "Dec. 1938–Jan. 1939",
            "(1938–1939, December–January)",
        ),
        (json!([[1938, 5, 12], [0, 0, 0]]), "May 12, 1938–", "12 May 1938–", "(1938–, May 12)"),
        (json!([[1938, 5, 12], [1938, 5, 12]]), "May 12, 1938", "12 May 1938", "(1938, May 12)"),
        // Ends of another kind than the beginning, which citeproc-js refuses: the years.
        (json!([[1938, 5, 12], [1939]]), "1938–1939", "1938–1939", "(1938–1939)"),
    ] {
        for (style, date) in [("chicago-notes", chicago), ("mla", mla), ("apa", apa)] {
            let printed = only(article(json!({ "date-parts": dates })), style);
            assert!(printed.contains(date), "{style}: {printed} has no {date}");
        }
    }
    let item = article(json!({ "date-parts": [[1938, 5, 12], [1938, 5, 15]] }));
    let style = style("chicago-notes");
    let items = items(json!([item]));
    let citations = Rendering::new(&items, &style, None).citations(&[vec![Cite::default()]]);
    let note =
        citations.into_iter().next().flatten().map(|runs| Markup::Text.line(&runs)).unwrap_or_default();
    assert!(note.contains("May 12–15, 1938"), "{note}");
    assert_eq!(Rendering::new(&items, &style, None).each_alone().len(), 1);
}

#[test]
fn long_titles_of_tags_and_marks_take_time_in_proportion() {
    for piece in ["<i>", "<i>a</i>", "’", "' ", "\"", "<b><i>x</b>"] {
        let title = format!("{}</i>", piece.repeat(60_000 / piece.len()));
        let book = json!({ "id": "a", "type": "book", "title": title, "author": [{ "family": "Vale" }] });
        let start = std::time::Instant::now();
        assert_eq!(list(&items(json!([book])), "chicago", None).len(), 1);
        assert!(start.elapsed() < std::time::Duration::from_secs(10), "{piece}: {:?}", start.elapsed());
    }
}

/// What citeproc-js prints of the same sources in these styles, where the order of citation is that of the style.
#[test]
fn sources_of_one_author_in_one_citation() {
    let book = |id: &str, family: &str, title: &str, date: [i32; 2]| {
        json!({ "id": id, "type": "book", "title": title, "author": [{ "family": family, "given": "Ann" }],
                "issued": { "date-parts": [[date[1]]] }, "original-date": { "date-parts": [[date[0]]] } })
    };
    let books = items(json!([
        book("a", "Vale", "Tides", [1951, 1963]),
        book("b", "Moss", "Ebb", [1848, 1978]),
        book("c", "Vale", "Foam", [1930, 1972]),
        book("d", "Vale", "Surf", [1951, 2012]),
        book("e", "Vale", "Spray", [1951, 2012]),
    ]));
    let cited = |name: &str, cluster: &[Cite]| {
        let citations = Rendering::new(&books, &style(name), None).citations(&[cluster.to_vec()]);
        citations.into_iter().flatten().map(|runs| Markup::Text.line(&runs)).collect::<String>()
    };
    let of = |places: &[usize]| {
        places.iter().map(|item| Cite { item: *item, ..Cite::default() }).collect::<Vec<_>>()
    };
    for (name, places, expected) in [
        ("apa", &[0, 1, 2, 3][..], "(Moss, 1848/1978; Vale, 1951/1963, 1930/1972, 1951/2012)"),
        ("chicago", &[0, 3], "(Vale [1951] 1963, [1951] 2012)"),
        ("chicago", &[0, 1, 2], "(Vale [1951] 1963; Moss [1848] 1978; Vale [1930] 1972)"),
        ("harvard", &[0, 1, 2], "(Vale, 1963, 1972; Moss, 1978)"),
        ("mla", &[0, 2], "(Vale, Tides; Vale, Foam)"),
        ("mla", &[0, 1, 2], "(Vale, Tides; Moss; Vale, Foam)"),
        ("mla", &[0, 1], "(Vale; Moss)"),
        ("mla", &[0], "(Vale)"),
        ("springer-basic-author-date", &[0, 3, 4], "(Vale 1963, 2012a, b)"),
    ] {
        assert_eq!(cited(name, &of(places)), expected, "{name} {places:?}");
    }
    let see = [Cite::default(), Cite { item: 2, prefix: "see also".into(), ..Cite::default() }];
    assert_eq!(cited("apa", &see), "(Vale, 1951/1963; see also Vale, 1930/1972)");
    let in_prose = [Cite { mention: Mention::InProse, ..Cite::default() }];
    let without = |item| Cite { item, mention: Mention::WithoutAuthor, ..Cite::default() };
    for (cluster, expected) in [
        (vec![without(0)], ""),
        (vec![without(0), Cite { item: 1, ..Cite::default() }], "(Moss)"),
        (vec![Cite { item: 1, ..Cite::default() }, without(0)], "(Moss)"),
        (vec![without(0), without(1), Cite { item: 1, ..Cite::default() }], "(Moss)"),
        (vec![without(0), Cite { suffix: ", on boats".into(), ..without(1) }], "(on boats)"),
        (vec![Cite::default(), without(2)], "(Vale, Tides; Foam)"),
    ] {
        assert_eq!(cited("mla", &cluster), expected);
    }
    assert_eq!(cited("apa", &[Cite::default(), without(2)]), "(Vale, 1951/1963, 1930/1972)");
    assert_eq!(cited("mla", &in_prose), "Vale");
    assert_eq!(cited("apa", &in_prose), "Vale (1951/1963)");
}
