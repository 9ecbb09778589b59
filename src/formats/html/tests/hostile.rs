//! Nothing in a catalogue can leave its place on the page, run or load.

use super::*;

/// Texts made to break out of where they stand.
pub(super) const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "<i><script></i>",
    "<i onclick=x>",
    "<b><i></b></i>",
    "<span class=\"nocase\" onclick=\"x\">",
    "<span class=\"math\"></code><script></span>",
    "<span class=\"tex\">\\<b></span>",
    "<!-- --><![CDATA[",
    "&lt;script&gt; &amp;",
    "abc\u{202e}def\u{2066}ghi",
    "a\u{0}b\u{1b}[31mc\u{7f}\u{9b}",
    "{{ 7 * 7 }} {% if x %}",
    "javascript:alert(1)",
    "\u{feff}\u{fffe}\u{1ffff}\u{2028}",
];

/// A catalogue in which this text stands wherever a text can stand.
pub(super) fn filled_with(text: &str) -> Catalogue {
    let all = || Some(text.to_owned());
    let mut agent = person(text, text, text);
    agent.name.suffix = text.to_owned();
    agent.born = Some(Date::parse(text));
    let further =
        |kind| FurtherTitle { kind, text: text.to_owned(), language: all(), script: all(), ground: all() };
    let titles: Vec<_> = TitleKind::ALL.iter().map(|kind| further(*kind)).collect();
    let evidence = vec![Evidence {
        source: text.to_owned(),
        quote: all(),
        field: all(),
        printed: all(),
        verdict: Some(Verdict::Rejected),
        ground: all(),
    }];
    let relations: Vec<_> = RelationKind::ALL
        .iter()
        .map(|kind| Relation { kind: *kind, target: Target::Edition(text.to_owned()) })
        .collect();
    let hands: Vec<_> = Role::ALL.iter().map(|role| by(*role, &agent)).collect();
    let mut printed = edition(text, EntryType::Chapter, &[]);
    for row in crate::fields::FIELDS {
        let value = match row.kind {
            crate::fields::Kind::Date => Date::parse(text).into(),
            kind if kind.is_list() => vec![text.to_owned(), text.to_owned()].into(),
            _ => crate::model::Value::from(text),
        };
        printed.fields.set(row.place, row.field, value);
    }
    printed.container = all();
    printed.reprint_of = all();
    printed.translated_from = Some(format!("{text} "));
    printed.attribution = Attribution::Disputed;
    (printed.contributions, printed.titles) = (hands.clone(), titles.clone());
    (printed.relations, printed.evidence) = (relations.clone(), evidence.clone());
    let mut version = expression(text, ExpressionKind::Adaptation, text, None);
    (version.contributions, version.titles, version.note) = (hands.clone(), titles.clone(), all());
    version.evidence = evidence.clone();
    version.editions = vec![printed];
    let mut whole = work(text, WorkKind::Novel, text);
    (whole.language, whole.note, whole.date) = (all(), all(), Some(Date::parse(text)));
    (whole.contributions, whole.titles, whole.relations) = (hands, titles, relations);
    (whole.evidence, whole.expressions) = (evidence, vec![version]);
    let source =
        Source { handle: text.to_owned(), title: text.to_owned(), file: all(), format: all(), note: all() };
    let read = |subject| Reading {
        started: Some(Date::parse(text)),
        page: all(),
        rating: Some(9),
        priority: Some(1),
        note: all(),
        noted: Some(Date::parse(text)),
        due: Some(Date::parse(text)),
        recommended_by: all(),
        lent_to: all(),
        ..Reading::new(subject, ReadingStatus::Reading)
    };
    let readings = vec![read(Target::Work(text.to_owned())), read(Target::Edition(text.to_owned()))];
    let passage =
        Quotation { edition: text.to_owned(), pages: all(), text: format!("{text}\n{text}"), note: all() };
    Catalogue {
        sources: vec![source],
        agents: vec![agent],
        works: vec![whole],
        readings,
        quotations: vec![passage],
        ..Catalogue::default()
    }
}

/// The elements and attributes that the templates and the markup of titles write.
const ELEMENTS: &str = "html head meta title script style body a header h1 h2 h3 h4 bdi span p time nav ol ul li main \
    section article cite code dl div dt dd details summary footer i b sup sub search label input select option \
    button kbd svg desc line text circle rect table thead tbody tr th td figure blockquote figcaption br";
const ATTRIBUTES: &str = "lang charset http-equiv content name type class href id title aria-labelledby dir rel datetime \
    data-first data-latest data-original data-status data-format data-extension aria-label for autocomplete spellcheck enterkeyhint \
    aria-describedby aria-hidden role value hidden width height x y x1 x2 y1 y2 cx cy r text-anchor scope";

/// Panics unless the page consists of elements of the list, with attributes of the list, closed in order.
pub(super) fn assert_well_formed(page: &str) {
    let body = page.strip_prefix("<!doctype html>").expect("it begins with the document type");
    let style = body.find("<style>").expect("there is one")..body.find("</style>").expect("it ends");
    let body = format!("{}<style>{}", &body[..style.start], &body[style.end..]);
    let script = body.rfind("<script>").expect("there is one");
    let body = format!("{}</body></html>", &body[..script]);
    let mut open: Vec<String> = Vec::new();
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag ends");
        assert!(!text.contains('>'), "{text}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{tag}");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(ELEMENTS.split_whitespace().any(|known| known == name), "{tag}");
        for (number, quoted) in attributes.split('"').enumerate() {
            let attribute = quoted.trim_start_matches("hidden ").trim().trim_end_matches(['=', '/']);
            let is_known = ATTRIBUTES.split_whitespace().any(|known| known == attribute);
            assert!(number % 2 == 1 || attribute.is_empty() || is_known, "{quoted} in {tag}");
        }
        if !["meta", "input", "br"].contains(&name) && !tag.ends_with('/') {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

pub(super) fn assert_harmless(page: &str) {
    assert_well_formed(page);
    let is_bad = |c: char| {
        (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!page.contains(is_bad));
    let links = page.split("href=\"").skip(1);
    assert!(
        links
            .into_iter()
            .all(|link| ["#", "http://", "https://"].iter().any(|start| link.starts_with(start)))
    );
}

#[test]
fn no_text_can_leave_its_place() {
    for text in HOSTILE {
        let citations = BTreeMap::from([(text.to_string(), text.to_string())]);
        let cited = Furnishing { citations, ..Furnishing::default() };
        assert_harmless(&furnished(&filled_with(text), &cited));
    }
    assert_harmless(&page(&library()));
}

#[test]
fn markup_of_titles_becomes_elements_of_a_closed_list() {
    for (marked, expected) in [
        ("a <i>b</i> <b>c</b><sup>d</sup><sub>e</sub>", "a <i>b</i> <b>c</b><sup>d</sup><sub>e</sub>"),
        ("<sc>iv</sc> <span class=\"nocase\">Du</span>", "<span class=\"small-caps\">iv</span> Du"),
        ("<span class=\"math\">x<y</span>", "<code class=\"math\">x&#60;y</code>"),
        ("<i>a", "&#60;i&#62;a"),
        ("a < b & <u>c</u>", "a &#60; b &#38; &#60;u&#62;c&#60;/u&#62;"),
        ("a\u{202e}\tb\u{7}", "a b"),
    ] {
        assert_eq!(text::Marked(marked).to_string(), expected, "{marked}");
    }
}

#[test]
fn nothing_runs_and_nothing_is_loaded() {
    let page = page(&library());
    // A block of data is no script: browsers do not run it.
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("<script type=\"application/ld+json\">").count(), 1);
    assert!(page.contains(&format!("<script>{}</script>", Script::new().0)));
    assert!(!page.contains("<link") && !page.contains("<img"));
    assert!(!page.contains(" style=") && !page.contains("url(") && !page.contains("@import"));
    let style =
        page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).map(|(css, _)| css);
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    let (script, style) = (hash(&Script::new().0), hash(style.expect("there is a style")));
    let policy = format!(
        "content=\"default-src &#39;none&#39;; script-src &#39;sha256-{script}&#39;; style-src &#39;sha256-{style}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;\""
    );
    assert!(page.contains(&policy), "{policy}");
    for text in [Style::new().0, Script::new().0] {
        assert!(!text.contains("</") && !text.contains("<!--") && !text.contains("<script"));
    }
    assert!(!Script::new().0.contains("innerHTML") && !Script::new().0.contains("eval("));
}

#[test]
fn the_style_of_a_user_cannot_leave_its_element() {
    for text in ["</style><script>", "p {} </STYLE >", "a\0", "a\u{7}"] {
        assert!(OwnStyle::new(text).is_none(), "{text}");
    }
    let own = OwnStyle::new("h1 > bdi { color: red }\r\n").expect("it is a style sheet");
    let page = furnished(&library(), &Furnishing { style: Some(own), ..Furnishing::default() });
    assert!(page.contains("</style>\n<style>h1 > bdi { color: red }\n</style>"));
    let hash = BASE64_STANDARD.encode(Sha256::digest(b"h1 > bdi { color: red }\n"));
    assert!(page.contains(&format!(" &#39;sha256-{hash}&#39;; base-uri")), "{page}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_is_harmless(text in r#"([a-z]{0,3}(<|>|/|"|'|&|i>|<b>|</b>|<span class="(math|tex|nocase)">|</span>|\PC|\p{C}| )){0,12}"#) {
        assert_harmless(&page(&filled_with(&text)));
    }
}
