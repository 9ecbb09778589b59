use super::{Condition, Mention, Named, QueryError, Saved, TERMS, Wanted, having};

fn condition(query: &str, saved: &Saved<'_>) -> Result<Condition, QueryError> {
    super::compiled(query, saved).map(|compiled| compiled.condition)
}

fn compiled(query: &str) -> Condition {
    condition(query, &|_| None).unwrap_or_else(|error| panic!("{query}: {error}"))
}

#[test]
fn terms_become_conditions() {
    for (query, sql, arguments) in [
        ("", "1", 0),
        ("kind:novel", "work.kind = ?", 1),
        ("-kind:novel", "NOT coalesce(work.kind = ?, 0)", 1),
        ("kind:(novel OR memoir)", "(work.kind = ? OR work.kind = ?)", 2),
        ("volume:3", "text_holds(edition.volume, 'phrase', ?)", 1),
        ("volume:>3", "(edition.volume GLOB '[0-9]*' AND CAST(edition.volume AS REAL) > ?)", 1),
        ("state:lost", "work.state = ?", 1),
        ("page_total:3*", "text_holds(edition.page_total, 'prefix', ?)", 1),
        ("series-number:/^[ivx]+$/", "text_holds(edition.series_number, 'pattern', ?)", 1),
        ("original-language:french", "(work.language = ? OR work.language LIKE ? ESCAPE '\\')", 2),
        ("serge", "edition.id IN (SELECT rowid FROM edition_text WHERE edition_text MATCH ?)", 1),
        (
            "work-date:1967..1982",
            "(work.date IS NOT NULL AND coalesce(work.date_latest, work.date_earliest) >= ? \
             AND coalesce(work.date_earliest, work.date_latest) <= ?)",
            2,
        ),
        ("has:pages", "edition.pages IS NOT NULL", 0),
        ("pages:*", "edition.pages IS NOT NULL", 0),
        ("added:<2026", "substr(edition.added, 1, length(?)) < ?", 2),
    ] {
        let condition = compiled(query);
        assert_eq!((condition.sql.as_str(), condition.arguments.len()), (sql, arguments), "{query}");
        assert_eq!(condition.sql.matches('?').count(), arguments, "{query}");
    }
}

#[test]
fn every_sign_has_its_argument() {
    for row in TERMS {
        let condition = compiled(row.example.query());
        assert_eq!(condition.sql.matches('?').count(), condition.arguments.len(), "{}", row.name);
    }
}

#[test]
fn names_of_fields_are_their_own() {
    let mut names: Vec<&str> =
        TERMS.iter().flat_map(|row| row.also.iter().chain([&row.name])).copied().collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn mistakes_are_told_with_the_remedy() {
    for (query, at, part) in [
        ("kind:romance", 0, "the kinds are novel"),
        ("kind:nvel", 0, "did you mean novel?"),
        ("language:\"no such\"", 0, "is no language"),
        ("language:frensh", 0, "did you mean french?"),
        ("year:1982..1967", 0, "did you mean 1967..1982?"),
        ("work-date:1930..191X", 0, "ends before it begins"),
        ("volume:4..3", 0, "did you mean 3..4?"),
        ("added:2026-12..2026-11", 0, "did you mean 2026-11..2026-12?"),
        ("type:livre", 0, "the types are book"),
        ("prison auther:serge", 7, "did you mean author?"),
        ("qqq:serge", 0, "there are author, translator"),
        ("has:qqq", 0, "there are every field"),
        ("has:dio", 0, "did you mean has:doi?"),
        ("year:soon", 0, "not a date"),
        ("year:~1936", 0, "dates are asked for"),
        ("kind:>novel", 0, "cannot be compared"),
        ("rating:>good", 0, "\"good\" is none"),
        ("\"...\"", 0, "at least one letter"),
        ("title:/(/", 7, "unclosed group"),
        ("translator:-sedgwick", 11, "as in -translator:word"),
        ("a /b/", 2, "in a field"),
        ("author:s*e", 8, "author:/\\bs\\w*e\\b/"),
        ("*erge", 0, "author:/erge\\b/"),
        ("a @b", 2, "no query is saved as \"b\""),
    ] {
        let error = condition(query, &|_| None).expect_err(query);
        assert_eq!(error.at, at, "{query}");
        assert!(error.reason.contains(part), "{query}: {}", error.reason);
    }
}

#[test]
fn saved_queries_stand_for_their_texts() {
    let saved: &Saved<'_> = &|name| {
        let texts = [
            ("novels", "kind:novel OR kind:novella"),
            ("read", "@novels work-date:<1940"),
            ("wrong", "kind:x"),
        ];
        let rounds = [("a", "@b"), ("b", "@a")];
        texts.iter().chain(&rounds).find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
    };
    assert_eq!(
        condition("-@novels", saved).expect("it is saved").sql,
        "NOT coalesce((work.kind = ? OR work.kind = ?), 0)"
    );
    assert_eq!(condition("@read @read", saved).expect("it is saved").arguments.len(), 6);
    let reason = |query| condition(query, saved).expect_err(query).reason;
    assert!(reason("@wrong").starts_with("in the saved query @wrong (kind:x): \"x\" is not"));
    assert!(reason("@a").ends_with("the saved query @a asks for itself"));
}

#[test]
fn whatever_can_be_asked_for_can_be_there() {
    for name in TERMS.iter().flat_map(|row| row.also.iter().chain([&row.name])).filter(|name| **name != "has")
    {
        assert!(having::has(name).is_ok(), "{name}");
    }
}

#[test]
fn ranges_that_touch_are_not_turned() {
    for query in
        ["year:1967..1967", "year:193X..1930", "added:2026-11..2026", "volume:3..3", "year:1930..193X"]
    {
        compiled(query);
    }
}

#[test]
fn what_must_be_in_the_library_is_told() {
    let saved: &Saved<'_> = &|name| (name == "chapters").then(|| "part-of:one OR list:two".to_owned());
    let mention = |what, wanted: &str, at, length| {
        let wanted = Wanted::Words(wanted.to_owned());
        Mention { what, wanted, at, length, saved: None }
    };
    let of_saved = |mention: Mention| Mention {
        saved: Some(("chapters".to_owned(), "part-of:one OR list:two".to_owned())),
        ..mention
    };
    for (query, mentions) in [
        ("serge key:x kind:novel list:* language:french", vec![]),
        ("a -part-of:b", vec![mention(Named::Edition, "b", 3, 9)]),
        ("same_work:b", vec![mention(Named::EditionOrWork, "b", 0, 11)]),
        ("work:(b OR c)", vec![mention(Named::Work, "b", 6, 1), mention(Named::Work, "c", 11, 1)]),
        ("language:qq", vec![mention(Named::Language, "qq", 0, 11)]),
        (
            "a @chapters",
            vec![of_saved(mention(Named::Edition, "one", 2, 9)), of_saved(mention(Named::List, "two", 2, 9))],
        ),
    ] {
        let compiled = super::compiled(query, saved).expect(query);
        assert_eq!(compiled.mentions, mentions, "{query}");
    }
}
