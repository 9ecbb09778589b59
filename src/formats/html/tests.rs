//! The page of small catalogues: structure, order, escaping, and that nothing in it can run or load.

mod hostile;
mod read;
mod site;

use std::collections::BTreeMap;

use foldhash::HashSet;
use proptest::prelude::*;

use self::hostile::{HOSTILE, assert_harmless, filled_with};
use super::*;
use crate::formats::Offer;
use crate::model::field::Fields;
use crate::model::reading::{Quotation, Reading};
use crate::model::tree::{
    Agent, AgentKind, AgentName, Attribution, Contribution, Edition, Evidence, Expression, FurtherTitle,
    NameKind, ReadingStatus, Relation, RelationKind, Target, TitleKind, Verdict, Who, Work as TreeWork,
    WorkState,
};
use crate::model::{Date, Ending, EntryType, Field, Name, Place, Role, Standing, WorkKind};

fn page(catalogue: &Catalogue) -> String {
    furnished(catalogue, &Furnishing::default())
}

fn furnished(catalogue: &Catalogue, furnishing: &Furnishing) -> String {
    let mut bytes = Vec::new();
    Html.write(catalogue, furnishing, &mut bytes).expect("writing to memory does not fail");
    String::from_utf8(bytes).expect("a page is UTF-8")
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The page without its tags, each run of white space as one space.
fn words_of(catalogue: &Catalogue) -> String {
    let page = page(catalogue);
    let body = page.split_once("</style>").map_or("", |(_, body)| body);
    let body = body.split_once("<script").map_or("", |(body, _)| body);
    let texts = body.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    squeezed(&texts.collect::<String>())
}

fn person(handle: &str, given: &str, family: &str) -> Agent {
    Agent {
        handle: handle.to_owned(),
        kind: AgentKind::Person,
        name: Name::person(family, given),
        names: Vec::new(),
        born: None,
        died: None,
        identifiers: Vec::new(),
        note: None,
        evidence: Vec::new(),
    }
}

fn by(role: Role, agent: &Agent) -> Contribution {
    let who = Who { agent: agent.handle.clone(), name: agent.name.clone() };
    Contribution { place: Place::Here, role, who: Ok(who) }
}

fn work(handle: &str, kind: WorkKind, title: &str) -> TreeWork {
    TreeWork {
        handle: handle.to_owned(),
        kind,
        title: title.to_owned(),
        sort_title: None,
        language: Some("fr".to_owned()),
        date: None,
        state: WorkState::Extant,
        contributions: Vec::new(),
        titles: Vec::new(),
        keywords: Vec::new(),
        note: None,
        relations: Vec::new(),
        evidence: Vec::new(),
        expressions: Vec::new(),
    }
}

fn expression(handle: &str, kind: ExpressionKind, language: &str, from: Option<&str>) -> Expression {
    Expression {
        handle: handle.to_owned(),
        kind,
        language: Some(language.to_owned()),
        derived_from: from.map(str::to_owned),
        contributions: Vec::new(),
        titles: Vec::new(),
        note: None,
        evidence: Vec::new(),
        editions: Vec::new(),
    }
}

fn edition(key: &str, entry_type: EntryType, fields: &[(Field, &str)]) -> Edition {
    let mut stored = Fields::default();
    for (field, text) in fields {
        match field {
            Field::Date | Field::Accessed => stored.set(Place::Here, *field, Date::parse(text)),
            Field::Places | Field::Publishers | Field::Doi | Field::Isbn => {
                stored.set(Place::Here, *field, vec![(*text).to_owned()])
            }
            _ => stored.set(Place::Here, *field, *text),
        };
    }
    Edition {
        key: key.to_owned(),
        aliases: Vec::new(),
        standing: Standing::Listed,
        entry_type,
        attribution: Attribution::Claimed,
        fields: stored,
        container: None,
        reprint_of: None,
        translated_from: None,
        contributions: Vec::new(),
        titles: Vec::new(),
        relations: Vec::new(),
        evidence: Vec::new(),
        extras: Vec::new(),
    }
}

fn title(kind: TitleKind, text: &str, language: &str) -> FurtherTitle {
    FurtherTitle {
        kind,
        text: text.to_owned(),
        language: Some(language.to_owned()),
        script: None,
        ground: None,
    }
}

/// A novel by Jeanne Morel with a Spanish translation, an English one made from that, and a French reprint.
fn harbour() -> TreeWork {
    let author = person("morel-jeanne", "Jeanne", "Morel");
    let mut original = expression("le-port.fr", ExpressionKind::Original, "fr", None);
    let mut first = edition(
        "morel1931port",
        EntryType::Book,
        &[
            (Field::Title, "Le Port"),
            (Field::Subtitle, "Roman"),
            (Field::Places, "Lyon"),
            (Field::Publishers, "Aux Quais"),
            (Field::Date, "1931"),
        ],
    );
    first.standing = Standing::Mentioned;
    let mut reprint = edition(
        "morel1960port",
        EntryType::Book,
        &[(Field::Title, "Le Port"), (Field::Edition, "2"), (Field::Date, "1960"), (Field::PageTotal, "312")],
    );
    reprint.reprint_of = Some("morel1931port".to_owned());
    reprint.titles.push(title(TitleKind::AsPrinted, "Le Prot", "fr"));
    original.editions = vec![reprint, first];
    let mut spanish = expression("le-port.es", ExpressionKind::Translation, "es", Some("le-port.fr"));
    spanish.contributions =
        vec![Contribution { place: Place::Here, role: Role::Translator, who: Err(Ending::NotNamed) }];
    spanish.editions = vec![edition("morel1935puerto", EntryType::Book, &[(Field::Title, "El puerto")])];
    let mut english = expression("le-port.en", ExpressionKind::Translation, "en", Some("le-port.es"));
    english.contributions = vec![by(Role::Translator, &person("hale-tom", "Tom", "Hale"))];
    english.editions = vec![edition(
        "morel1938harbour",
        EntryType::Book,
        &[(Field::Title, "The <i>Harbour</i> & Co"), (Field::Url, "https://example.org/harbour?a=1&b=2")],
    )];
    let mut novel = work("le-port", WorkKind::Novel, "Le Port");
    novel.date = Some(Date::parse("1931"));
    novel.contributions = vec![by(Role::Author, &author)];
    novel.titles = vec![title(TitleKind::Alternative, "The Harbour", "en")];
    novel.evidence = vec![Evidence {
        source: "register".to_owned(),
        quote: None,
        field: Some("date".to_owned()),
        printed: Some("1913".to_owned()),
        verdict: Some(Verdict::Rejected),
        ground: Some("Two figures changed places".to_owned()),
    }];
    novel.expressions = vec![english, spanish, original];
    novel
}

fn library() -> Catalogue {
    let author = person("morel-jeanne", "Jeanne", "Morel");
    let critic = person("hale-tom", "Tom", "Hale");
    let mut poems = work("sel", WorkKind::Poetry, "Sel");
    poems.contributions = vec![by(Role::Author, &author)];
    poems.state = WorkState::Lost;
    let mut early = work("avant", WorkKind::Novel, "Avant");
    early.date = Some(Date::parse("1929"));
    early.contributions = vec![by(Role::Author, &author)];
    let mut study = work("tides", WorkKind::Essay, "Tides");
    study.language = Some("en".to_owned());
    study.contributions = vec![by(Role::Author, &critic)];
    study.relations =
        vec![Relation { kind: RelationKind::About, target: Target::Work("le-port".to_owned()) }];
    let mut review = expression("tides.en", ExpressionKind::Original, "en", None);
    let mut part = edition(
        "hale1940tides",
        EntryType::Chapter,
        &[(Field::Title, "Tides"), (Field::Pages, "12–30"), (Field::Accessed, "2020-03-01")],
    );
    part.container = Some("quay1940".to_owned());
    review.editions = vec![part];
    study.expressions = vec![review];
    let mut anthology = work("quay", WorkKind::Collection, "The Quay");
    let mut text = expression("quay.en", ExpressionKind::Original, "en", None);
    let mut book = edition(
        "quay1940",
        EntryType::Collection,
        &[(Field::Title, "The Quay"), (Field::Places, "Hull"), (Field::Date, "1940")],
    );
    book.contributions = vec![by(Role::Editor, &critic)];
    text.editions = vec![book];
    anthology.expressions = vec![text];
    let source = Source {
        handle: "register".to_owned(),
        title: "Register of Prints".to_owned(),
        file: Some("/home/someone/register.txt".to_owned()),
        ..Source::default()
    };
    Catalogue {
        sources: vec![source],
        agents: vec![author, critic],
        works: vec![study, poems, harbour(), anthology, early],
        ..Catalogue::default()
    }
}

fn only(work: TreeWork) -> Catalogue {
    Catalogue { works: vec![work], ..library() }
}

/// Where each text first stands on the page; every one must be there.
fn positions(page: &str, texts: &[&str]) -> Vec<usize> {
    texts.iter().map(|text| page.find(text).unwrap_or_else(|| panic!("{text} is missing"))).collect()
}

#[test]
fn it_is_headed_by_the_author_in_common_and_counts() {
    let words = words_of(&library());
    assert!(words.contains("Jeanne Morel: a bibliography"), "{words}");
    assert!(words.contains("5 works, 2 translations, 5 editions (and 1 only mentioned)"), "{words}");
    let nobody = words_of(&Catalogue::default());
    assert!(nobody.contains("Bibliography 0 works, 0 translations, 0 editions"), "{nobody}");
    assert!(nobody.contains("No works."));
}

#[test]
fn works_stand_by_what_they_are_then_by_kind_date_and_title() {
    let page = page(&library());
    let found = positions(
        &page,
        &[
            "<h2 id=\"part:own\"",
            "<h3 id=\"part:own:novels\"",
            "<article class=\"work\" id=\"avant\"",
            "<article class=\"work\" id=\"le-port\"",
            "<h3 id=\"part:own:poetry\"",
            "<article class=\"work\" id=\"sel\"",
            "<h2 id=\"part:about\"",
            "<article class=\"work\" id=\"tides\"",
            "<h2 id=\"part:other\"",
            "<article class=\"work\" id=\"quay\"",
            "<h2 id=\"page:sources\"",
        ],
    );
    assert!(found.is_sorted(), "{found:?}");
}

#[test]
fn texts_hang_from_what_they_were_made_from() {
    let page = page(&only(harbour()));
    let found = positions(
        &page,
        &[
            "id=\"text:le-port.fr\"",
            "id=\"edition:morel1931port\"",
            "id=\"edition:morel1960port\"",
            "<ul class=\"tree\">\n<li class=\"expression translation\" id=\"text:le-port.es\"",
            "<ul class=\"tree\">\n<li class=\"expression translation\" id=\"text:le-port.en\"",
        ],
    );
    assert!(found.is_sorted(), "{found:?}");
    let words = words_of(&only(harbour()));
    for expected in [
        "1931 Also published as The Harbour.",
        "French original",
        "Le Port: Roman. Lyon: Aux Quais, 1931.",
        "Le Port. 2nd edition. 1960. 312 pp. morel1960port",
        "Reprint of Le Port: Roman (1931).",
        "Printed as “Le Prot”.",
        "Spanish, translator not named",
        "English, translated by Tom Hale, from the Spanish translation",
        "1 disputed reading",
        "Date “1913” in Register of Prints [1], not followed: Two figures changed places.",
    ] {
        assert!(words.contains(expected), "{expected} is not in {words}");
    }
    assert!(!words.contains("morel1931port"), "the key of an edition that is only mentioned");
}

#[test]
fn parts_and_containers_lead_to_each_other() {
    let page = page(&library());
    let words = words_of(&library());
    assert!(
        words.contains("“Tides”. In The Quay, edited by Tom Hale (Hull, 1940), pp. 12–30. hale1940tides"),
        "{words}"
    );
    assert!(words.contains("Contains “Tides”, by Tom Hale, pp. 12–30"), "{words}");
    assert!(page.contains("In <a href=\"#edition:quay1940\">"));
    assert!(page.contains("<a href=\"#edition:hale1940tides\">"));
    assert!(words.contains("About Le Port, by Jeanne Morel (1931)."), "{words}");
    assert!(words.contains("Written about in Tides, by Tom Hale."), "{words}");
    assert!(words.contains("Accessed 1 March 2020"), "{words}");
}

#[test]
fn lines_of_a_bibliography() {
    use Field as F;
    for (fields, expected) in [
        (vec![(F::Title, "Why?"), (F::Subtitle, "An answer!")], "Why? An answer! key"),
        (vec![(F::Title, "A"), (F::Edition, "11"), (F::Volumes, "3")], "A. 11th edition. 3 vols. key"),
        (vec![(F::Title, "A"), (F::Edition, "revised"), (F::Volume, "II")], "A. Revised. Vol. II. key"),
        (
            vec![(F::Title, "[A list]"), (F::Places, "Paris"), (F::Date, "1936~")],
            "[A list]. Paris, c. 1936. key",
        ),
        (vec![(F::Title, "A"), (F::Publishers, "Vox"), (F::Pages, "9-12")], "A. Vox. pp. 9–12. key"),
        (vec![(F::Title, "A"), (F::Pages, "S-4")], "A. S-4. key"),
        (vec![(F::Date, "1936-05")], "Sel. May 1936. key"),
    ] {
        let mut text = expression("sel.fr", ExpressionKind::Original, "fr", None);
        text.editions = vec![edition("key", EntryType::Book, &fields)];
        let mut poem = work("sel", WorkKind::Poem, "Sel");
        poem.expressions = vec![text];
        let words = words_of(&only(poem));
        assert!(words.contains(&format!("French {expected}")), "{expected} is not in {words}");
    }
}

#[test]
fn a_part_has_a_date_of_its_own_where_it_is_not_that_of_the_book() {
    for (date, expected) in [("1940", "(Hull, 1940), pp. 12–30."), ("1920", "(Hull, 1940), 1920, pp. 12–30.")]
    {
        let mut catalogue = library();
        let part = &mut catalogue.works[0].expressions[0].editions[0];
        part.fields.set(Place::Here, Field::Date, Date::parse(date));
        let words = words_of(&catalogue);
        assert!(words.contains(expected), "{expected} is not in {words}");
    }
}

#[test]
fn nothing_is_told_twice() {
    let mut catalogue = library();
    let told = |target| Relation { kind: RelationKind::PartOf, target };
    catalogue.works[0].relations.push(told(Target::Work("quay".to_owned())));
    catalogue.works[0].relations.push(told(Target::Edition("quay1940".to_owned())));
    let own = Relation {
        kind: RelationKind::AlsoPublishedAs,
        target: Target::Edition("morel1938harbour".to_owned()),
    };
    catalogue.works[2].relations.push(own);
    let words = words_of(&catalogue);
    assert!(!words.contains("Part of") && !words.contains("Includes"), "{words}");
    assert!(!words.contains("Also published as The Harbour & Co"), "{words}");
    catalogue.works[0].expressions[0].editions[0].container = None;
    assert!(words_of(&catalogue).contains("Part of The Quay"));
}

#[test]
fn a_state_that_is_not_the_usual_is_told() {
    assert!(words_of(&library()).contains("Sel lost"));
}

#[test]
fn every_title_has_a_language() {
    for tag in page(&library()).split("<cite").skip(1) {
        assert!(tag.starts_with(" lang=\""), "{tag}");
    }
    for (language, script, expected) in [
        (Some("fr"), None, "fr"),
        (Some("FR_be"), None, "fr-BE"),
        (Some("ru"), Some("Latn"), "ru-Latn"),
        (Some("zh-Hant"), Some("Latn"), "zh-Hant"),
        (Some("und"), None, ""),
        (Some("\" onclick=\"x"), None, ""),
        (None, Some("Latn"), ""),
    ] {
        assert_eq!(text::LanguageTag::new(language, script).to_string(), expected, "{language:?}");
    }
}

#[test]
fn headings_follow_each_other_without_gaps() {
    let page = page(&library());
    let levels: Vec<u32> = page.split("<h").filter_map(|rest| rest.chars().next()?.to_digit(10)).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert_eq!(levels.first(), Some(&1));
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn pseudonyms_are_told_apart_from_other_forms() {
    let mut author = person("morel-jeanne", "Jeanne", "Morel");
    let pen_name = AgentName { kind: NameKind::Pseudonym, name: Name::literal("Vigie"), language: None };
    author.names = vec![pen_name.clone()];
    let mut poem = work("sel", WorkKind::Poem, "Sel");
    poem.contributions = vec![by(Role::Author, &author)];
    if let Ok(who) = &mut poem.contributions[0].who {
        who.name = pen_name.name;
    }
    let catalogue = Catalogue { agents: vec![author], works: vec![poem], ..Catalogue::default() };
    assert!(words_of(&catalogue).contains("by Vigie (Jeanne Morel)"));
}

#[test]
fn credits_say_who_is_named_and_who_is_not() {
    let (one, two) = (person("a", "Ana", "Ruiz"), person("b", "Ben", "Cole"));
    let (named, other) = (by(Role::Translator, &one), by(Role::Translator, &two));
    let said = |ending| Contribution { place: Place::Here, role: Role::Translator, who: Err(ending) };
    for (contributions, expected) in [
        (vec![named.clone()], "translated by Ana Ruiz"),
        (vec![named.clone(), other.clone()], "translated by Ana Ruiz and Ben Cole"),
        (vec![named.clone(), other.clone(), named.clone()], "translated by Ana Ruiz, Ben Cole and Ana Ruiz"),
        (vec![named.clone(), other, said(Ending::AndOthers)], "translated by Ana Ruiz, Ben Cole and others"),
        (vec![named.clone(), said(Ending::AndOthers)], "translated by Ana Ruiz and others"),
        (vec![named, said(Ending::NotNamed)], "translated by Ana Ruiz and another who is not named"),
        (vec![said(Ending::NotNamed)], "translator not named"),
    ] {
        let mut text = expression("x.en", ExpressionKind::Translation, "en", None);
        text.contributions = contributions;
        let mut novel = work("x", WorkKind::Novel, "X");
        novel.expressions = vec![text];
        let words = words_of(&only(novel));
        assert!(words.contains(&format!("English, {expected} ")), "{expected} is not in {words}");
    }
}

#[test]
fn expressions_that_go_round_in_a_circle_or_deep_all_stand_once() {
    let mut circle = work("circle", WorkKind::Essay, "Circle");
    for number in 0..300 {
        let from = format!("text{}", if number == 0 { 299 } else { number - 1 });
        let text = expression(&format!("text{number}"), ExpressionKind::Translation, "en", Some(&from));
        circle.expressions.push(text);
    }
    let page = page(&only(circle));
    for number in 0..300 {
        assert_eq!(page.matches(&format!("id=\"text:text{number}\"")).count(), 1);
    }
    assert!(page.matches("<ul class=\"tree\">").count() <= 6);
}

#[test]
fn what_is_not_in_the_catalogue_is_named_and_not_linked() {
    let mut lone = harbour();
    lone.relations = vec![
        Relation { kind: RelationKind::ReplyTo, target: Target::Work("gone<b>".to_owned()) },
        Relation { kind: RelationKind::SeeAlso, target: Target::Edition("away".to_owned()) },
    ];
    lone.expressions[0].editions[0].container = Some("nowhere".to_owned());
    let page = squeezed(&page(&only(lone)));
    assert!(page.contains("Reply to <code>gone&#60;b&#62;</code>."), "{page}");
    assert!(page.contains("See also <code>away</code>."));
    assert!(page.contains("In <code>nowhere</code>."));
}

#[test]
fn paths_and_private_fields_stay_private() {
    let mut novel = harbour();
    let fields = &mut novel.expressions[0].editions[0].fields;
    fields.set(Place::Here, Field::File, "/home/someone/scan.pdf");
    fields.set(Place::Here, Field::Annotation, "lent to a friend");
    fields.set(Place::Here, Field::Isbn, vec!["978-0-00".to_owned()]);
    fields.set(Place::Event, Field::Date, Date::parse("1931-05"));
    let page = page(&only(novel));
    assert!(!page.contains("someone") && !page.contains("lent"));
    assert!(page.contains("<code>register.txt</code>"));
    assert!(page.contains("<dt>ISBN</dt> <dd dir=\"auto\">978-0-00</dd>"));
    assert!(page.contains("<dt>Event date</dt> <dd dir=\"auto\">May 1931</dd>"));
}

#[test]
fn addresses_are_links_only_where_they_lead_to_the_web() {
    let mut novel = harbour();
    let fields = &mut novel.expressions[0].editions[0].fields;
    fields.set(Place::Here, Field::Doi, vec!["10.1000/a&b".to_owned()]);
    let linked = page(&only(novel.clone()));
    assert!(linked.contains("<a href=\"https://example.org/harbour?a=1&#38;b=2\" rel=\"noreferrer\">"));
    assert!(linked.contains(
        "<a href=\"https://doi.org/10.1000/a&#38;b\" rel=\"noreferrer\"><bdi>doi:10.1000/a&#38;b</bdi></a>"
    ));
    for url in ["javascript:alert(1)", "data:text/html,x", "example.org", "vbscript:x", "https://\"onclick=x"]
    {
        novel.expressions[0].editions[0].fields.set(Place::Here, Field::Url, url);
        let page = page(&only(novel.clone()));
        assert!(!page.to_ascii_lowercase().contains("href=\"javascript"));
        assert_eq!(page.matches("<a href=\"http").count(), 1, "only the DOI, not {url}");
    }
}

/// Panics unless every id is given once and every link within the page leads to one.
fn assert_linked(page: &str) {
    let values = |start: &str| -> Vec<String> {
        page.split(start).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
    };
    let ids = values(" id=\"");
    let distinct: HashSet<&String> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "an id is given twice");
    for place in values("href=\"#").into_iter().chain(values("aria-labelledby=\"")) {
        assert!(distinct.contains(&place), "nothing has the id {place}");
    }
}

#[test]
fn the_shipped_catalogue_is_whole_on_its_page() {
    let text = include_str!("../../../db/serge.yaml");
    let catalogue = crate::formats::text_form::read(text).expect("the shipped catalogue is sound");
    let page = page(&catalogue);
    assert_harmless(&page);
    assert_linked(&page);
    assert_eq!(page.matches("<article ").count(), catalogue.works.len());
    for work in &catalogue.works {
        assert!(page.contains(&format!("<article class=\"work\" id=\"{}\"", work.handle)), "{}", work.handle);
        for expression in &work.expressions {
            assert!(page.contains(&format!("id=\"text:{}\"", expression.handle)), "{}", expression.handle);
            for edition in &expression.editions {
                assert!(page.contains(&format!("id=\"edition:{}\"", edition.key)), "{}", edition.key);
            }
        }
    }
    assert!(page.contains("<bdi class=\"name\">Victor Serge</bdi>"));
}

#[test]
fn links_within_the_page_lead_somewhere() {
    assert_linked(&page(&library()));
    assert_linked(&page(&Catalogue::default()));
}

#[test]
fn nobody_is_the_main_author_of_a_library_about_many_things() {
    let (one, two) = (person("a", "Ana", "Ruiz"), person("b", "Ben", "Cole"));
    let by_whom = |number: usize, agent: &Agent| {
        let mut essay = work(&format!("{}{number}", agent.handle), WorkKind::Essay, "Essay");
        essay.contributions = vec![by(Role::Author, agent)];
        essay
    };
    for (of_one, of_two, expected) in [
        (3, 1, "Ana Ruiz: a bibliography"),
        (2, 1, "Bibliography 3"),
        (1, 1, "Bibliography 2"),
        (1, 0, "Ana Ruiz: a"),
    ] {
        let ones = (0..of_one).map(|number| by_whom(number, &one));
        let works = ones.chain((0..of_two).map(|number| by_whom(number, &two))).collect();
        let catalogue = Catalogue { agents: vec![one.clone(), two.clone()], works, ..Catalogue::default() };
        assert!(words_of(&catalogue).contains(expected), "{of_one} and {of_two}");
    }
}

#[test]
fn what_can_be_taken_away_is_packed_in_the_page() {
    let offer = Offer { format: "ris", label: "RIS", extension: "ris", entries: b"{\"listed\":[]}".to_vec() };
    let page = furnished(&library(), &Furnishing { offers: vec![offer], ..Furnishing::default() });
    let block = page.split_once("data-format=\"ris\" data-extension=\"ris\">").expect("there is a block").1;
    let packed = BASE64_STANDARD.decode(block.split_once('<').expect("it ends").0).expect("Base64");
    let mut text = String::new();
    let mut unpacked = flate2::read::DeflateDecoder::new(packed.as_slice());
    std::io::Read::read_to_string(&mut unpacked, &mut text).expect("deflate");
    assert_eq!(text, "{\"listed\":[]}");
    assert!(page.contains("<option value=\"ris\">RIS</option>"));
}

#[test]
fn years_are_drawn_and_told_in_a_table() {
    let drawn = page(&library());
    assert!(drawn.contains("</cite></a></th><td>1931</td><td></td><td>1960</td>"), "{drawn}");
    let mut many = Catalogue::default();
    for number in 0..60 {
        let mut novel = work(&format!("w{number}"), WorkKind::Novel, "W");
        novel.date = Some(Date::parse(&format!("{}", 1900 + number)));
        many.works.push(novel);
    }
    let words = words_of(&many);
    assert!(words.contains("60 works by decade, from the 1900s to the 1950s"), "{words}");
    assert!(page(&many).contains("<th scope=\"row\">1910s</th><td>10</td><td>0</td><td>0</td>"));
    // Those that were translated have their lines even so.
    assert!(!words.contains("From originals to translations"), "{words}");
    let mut novel = harbour();
    novel.expressions[0].editions[0].fields.set(Place::Here, Field::Date, Date::parse("1938"));
    many.works.push(novel);
    let words = words_of(&many);
    assert!(words.contains("1 work from the year of its original, with"), "{words}");
    assert!(words.contains("61 works by decade"), "{words}");
    assert!(!words_of(&Catalogue::default()).contains("Through the years"));
}

#[test]
fn citations_stand_with_their_editions() {
    let citations = BTreeMap::from([("morel1938harbour".to_owned(), "<i>Port</i> & <u>x</u>".to_owned())]);
    let page = furnished(&library(), &Furnishing { citations, ..Furnishing::default() });
    assert_eq!(page.matches("class=\"cite\"").count(), 1);
    assert!(
        page.contains("<summary>Cite</summary><p><i>Port</i> &#38; &#60;u&#62;x&#60;/u&#62;</p>"),
        "{page}"
    );
}

#[test]
fn the_same_catalogue_gives_the_same_bytes() {
    assert_eq!(page(&library()), page(&library()));
    assert_eq!(page(&filled_with("a")), page(&filled_with("a")));
}

#[test]
fn a_work_without_a_title_has_a_heading() {
    let page = page(&only(work("set", WorkKind::Collection, "")));
    assert!(!page.contains("<h4></h4>"), "{page}");
    assert!(squeezed(&page).contains("untitled"), "{page}");
}
