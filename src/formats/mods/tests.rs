//! What is written is well-formed and comes back; what others write is read.

use proptest::prelude::*;

use super::*;
use crate::formats::arbitrary::arbitrary_reference;
use crate::formats::fact::Fact;
use crate::formats::tests::listing::{self, check_cases, check_detection, read};
use crate::formats::{Escapes, Instead, Loss, private};
use crate::model::{Date, EntryType, Extra, Field, Name, NameList, Place, Role, Standing};

fn write(references: &[Reference], escapes: Escapes) -> (String, Vec<Loss>) {
    let (text, losses) = listing::write(&Mods, references, &[], escapes);
    assert_well_formed(&text);
    (text, losses)
}

/// What a file says, by a parser that forgives nothing.
fn assert_well_formed(text: &str) {
    let mut reader = quick_xml::NsReader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag)) => {
                assert!(tag.attributes().all(|attribute| attribute.is_ok()), "{text}");
            }
            Ok(_) => {}
            Err(error) => panic!("{error}:\n{text}"),
        }
    }
}

/// The record of the one reference that a file holds.
fn only(text: &str) -> Element {
    let record = xml::Records::new(text, &[RECORD]).next().expect("a record");
    xml::parse(record.text, record.line).element.expect("an element")
}

fn translated() -> Reference {
    let mut reference = Reference::new(EntryType::Book);
    reference.key = Some("vale1963harbour".to_owned());
    let fields = &mut reference.fields;
    fields.set(Place::Here, Field::Title, "The Harbour");
    fields.set(Place::Here, Field::Subtitle, "A <i>chronicle</i>");
    fields.set(Place::Here, Field::Language, "en");
    fields.set(Place::Here, Field::Date, Date::parse("1963~"));
    fields.set(Place::Here, Field::Publishers, vec!["Lantern".to_owned(), "Tide".to_owned()]);
    fields.set(Place::Here, Field::Isbn, vec!["978-0-19-000000-2".to_owned()]);
    fields.set(Place::Original, Field::Title, "Le port");
    fields.set(Place::Original, Field::Language, vec!["fr".to_owned()]);
    fields.set(Place::Original, Field::Date, Date::parse("1951"));
    fields.set(Place::Reprint, Field::Date, Date::parse("1955"));
    for (role, family) in [(Role::Author, "Vale"), (Role::Translator, "Ash"), (Role::Introduction, "Hall")] {
        reference.names.insert((Place::Here, role), NameList::of(vec![Name::person(family, "A.")]));
    }
    reference
}

#[test]
fn what_is_the_records_own_stands_before_related_items() {
    let (text, _) = write(&[translated()], Escapes::Keep);
    let order =
        ["<title>The Harbour", "1963<", "\"original\"", "1951", "\"otherVersion\"", "1955", "<extension>"];
    let places: Vec<usize> = order.iter().map(|part| text.find(part).expect("it is there")).collect();
    assert!(places.is_sorted(), "{places:?}\n{text}");
    let record = only(&text);
    let labels: Vec<&str> =
        record.all(cells::ITEM).filter_map(|item| item.attribute("displayLabel")).collect();
    assert_eq!(labels, ["Translation of", "Reprint of"]);
}

/// FIELDS.md, table D, 12: readers that know few codes make authors of names with others.
#[test]
fn roles_that_few_know_are_contributors_as_well() {
    let record = only(&write(&[translated()], Escapes::Keep).0);
    let codes = |name: &Element| name.all("role").map(Element::words).collect::<Vec<_>>();
    let found: Vec<Vec<String>> = record.all(names::NAME).map(codes).collect();
    assert_eq!(found, [vec!["aut"], vec!["trl"], vec!["win", "ctb"]]);
}

/// FIELDS.md, table D, 12 and 15: identifiers are written whole, languages with the codes of libraries.
#[test]
fn identifiers_and_languages() {
    let text = write(&[translated()], Escapes::Keep).0;
    assert!(text.contains("<identifier type=\"isbn\">978-0-19-000000-2</identifier>"), "{text}");
    assert!(text.contains("authority=\"iso639-2b\">fre<"), "{text}");
}

#[test]
fn every_date_of_the_table_is_told_as_catalogues_do() {
    for (date, expected) in [
        ("1936", "<d encoding=\"edtf\">1936</d>"),
        ("1936~", "<d encoding=\"edtf\" qualifier=\"approximate\">1936</d>"),
        ("1936?", "<d encoding=\"edtf\" qualifier=\"questionable\">1936</d>"),
        ("1936%", "<d encoding=\"edtf\">1936%</d>"),
        ("193X", "<d encoding=\"edtf\">193X</d>"),
        (
            "1936/1938",
            "<d encoding=\"edtf\" point=\"start\">1936</d><d encoding=\"edtf\" point=\"end\">1938</d>",
        ),
        ("1936/..", "<d encoding=\"edtf\" point=\"start\">1936</d>"),
        ("../1936", "<d encoding=\"edtf\" point=\"end\">1936</d>"),
        ("1994-23", "<d encoding=\"edtf\">1994-23</d>"),
        ("-0043", "<d encoding=\"edtf\">-0043</d>"),
        ("in press", "<d>in press</d>"),
    ] {
        let written: String = dates::write("d", &Date::parse(date)).iter().map(Element::compact).collect();
        assert_eq!(written, expected, "{date}");
    }
}

#[test]
fn an_edited_element_wins_over_what_is_private() {
    let text = write(&[translated()], Escapes::Keep).0;
    let edited = text.replace(">The Harbour<", ">The Haven<");
    let given = read(&Mods, edited.as_bytes());
    let (_, found) = &given.references[0];
    assert_eq!(found.fields.text(Place::Here, Field::Title), Some("The Haven"));
    assert_eq!(found.fields.list(Place::Here, Field::Publishers).len(), 2);
}

#[test]
fn characters_that_xml_cannot_have_come_back() {
    let mut reference = Reference::new(EntryType::Misc);
    reference.key = Some("a b".to_owned());
    reference.fields.set(Place::Here, Field::Title, "a\0b\u{1f}\u{fffe}\u{ffff}c\r\n ]]> <d> & \"e\" ");
    reference.extras.push(Extra { format: "biblatex".into(), name: "x\u{1}".into(), value: "\u{8}".into() });
    let (text, _) = write(std::slice::from_ref(&reference), Escapes::Keep);
    assert_eq!(xml::clean(&text), text);
    assert_eq!(read(&Mods, text.as_bytes()).into_references(), [reference]);
}

#[test]
fn elements_of_others_are_written_as_they_were() {
    let text = "<mods xmlns=\"http://www.loc.gov/mods/v3\"><titleInfo><title>T</title></titleInfo>\
        <originInfo><frequency authority=\"marc\">Weekly</frequency></originInfo>\
        <tableOfContents>One -- Two</tableOfContents>\
        <extension><x:y xmlns:x=\"urn:x\" z=\"1\"><x:q>&amp;</x:q></x:y></extension></mods>";
    let given = read(&Mods, text.as_bytes());
    let names: Vec<&str> = given.references[0].1.extras.iter().map(|extra| extra.name.as_str()).collect();
    assert_eq!(names, ["tableOfContents", "originInfo/frequency", "extension/y"]);
    let (written, losses) = write(&given.into_references(), Escapes::Omit);
    assert_eq!(losses, vec![]);
    for part in ["<frequency authority=\"marc\">Weekly</frequency>", "<x:q>&amp;</x:q>", "One -- Two"] {
        assert!(written.contains(part), "{written}");
    }
}

/// What samples of the Library of Congress and of Zotero have.
#[test]
fn types_of_records_without_words_of_ours() {
    let host = |inside: &str| {
        format!("<relatedItem type=\"host\"><titleInfo><title>H</title></titleInfo>{inside}</relatedItem>")
    };
    let continuing = "<originInfo><issuance>continuing</issuance></originInfo>";
    let page = "<physicalDescription><internetMediaType>text/html</internetMediaType></physicalDescription>";
    for (inside, expected) in [
        (format!("<genre>article</genre>{}", host(continuing)), EntryType::Article),
        (format!("<genre>article</genre>{}", host("")), EntryType::Article),
        (host(continuing), EntryType::Article),
        (host(""), EntryType::InBook),
        (format!("{page}{}", host("")), EntryType::WebPage),
        (page.to_owned(), EntryType::WebPage),
        ("<originInfo><issuance>monographic</issuance></originInfo>".to_owned(), EntryType::Book),
    ] {
        let text = format!(
            "<mods><titleInfo><title>A harbour :</title></titleInfo><typeOfResource>text</typeOfResource>{inside}</mods>"
        );
        let found = read(&Mods, text.as_bytes()).into_references().remove(0);
        assert_eq!(found.entry_type, expected, "{inside}");
        assert_eq!(found.fields.text(Place::Here, Field::Title), Some("A harbour"), "{inside}");
    }
}

/// Of elements that say more than their fields nothing is lost, and their fields can be edited.
#[test]
fn elements_that_say_more_stand_for_their_fields() {
    let told = [
        "<titleInfo usage=\"primary\"><nonSort>The </nonSort><title>harbour</title></titleInfo>",
        "<titleInfo type=\"uniform\"><title>Le port. English</title></titleInfo>",
        "<name type=\"personal\" authority=\"naf\"><namePart>Vale, Ada</namePart><role><roleTerm type=\"code\">aut</roleTerm></role></name>",
        "<genre authority=\"marcgt\">bibliography</genre>",
        "<language objectPart=\"translation\"><languageTerm type=\"code\" authority=\"iso639-2b\">fre</languageTerm></language>",
        "<subject authority=\"lcsh\"><topic>Harbors</topic><geographic>Liège</geographic><temporal>1930-1939</temporal></subject>",
        "<classification authority=\"lcc\">PQ2637</classification>",
        "<identifier type=\"isbn\">0190000001 (pbk. : acid-free)</identifier>",
        "<copyrightDate>1962</copyrightDate>",
        "<dateCaptured encoding=\"w3cdtf\">2010</dateCaptured>",
    ];
    let origin = format!(
        "<originInfo><dateIssued encoding=\"edtf\">1963</dateIssued>{}{}</originInfo>",
        told[8], told[9]
    );
    let text = format!("<mods>{}{origin}</mods>", told[..8].concat());
    let reference = read(&Mods, text.as_bytes()).into_references().remove(0);
    let fields = &reference.fields;
    assert_eq!(fields.text(Place::Here, Field::Title), Some("The harbour"));
    assert_eq!(fields.list(Place::Here, Field::Keywords), ["Harbors--Liège--1930-1939"]);
    assert_eq!(fields.text(Place::Original, Field::Title), Some("Le port"));
    assert_eq!(fields.list(Place::Original, Field::Language), ["fr"]);
    assert_eq!(fields.list(Place::Here, Field::Isbn), ["0190000001"]);
    let (written, losses) = write(std::slice::from_ref(&reference), Escapes::Omit);
    assert_eq!(losses, vec![], "{written}");
    let record = only(&written).compact();
    for element in told {
        assert!(record.contains(element), "{element}\n{written}");
    }
    assert_eq!(record.matches("<subject").count(), 1, "{written}");
    assert_eq!(read(&Mods, written.as_bytes()).into_references(), std::slice::from_ref(&reference));

    let mut edited = reference;
    edited.fields.set(Place::Here, Field::Title, "A harbour");
    edited.fields.remove(Place::Here, Field::Keywords);
    let (written, _) = write(std::slice::from_ref(&edited), Escapes::Keep);
    let record = only(&written);
    assert!(record.first("subject").is_none() && record.compact().contains(told[6]), "{written}");
    assert_eq!(read(&Mods, written.as_bytes()).into_references(), [edited], "{written}");
}

#[test]
fn broken_files_lose_only_what_is_broken() {
    let good = |key: &str| format!("<mods ID=\"{key}\"><titleInfo><title>T {key}</title></titleInfo></mods>");
    let broken = [
        "<mods ID=\"x\"><titleInfo><title>half",
        "<mods ID=\"x\"><titleInfo><title>T</titleInfo></mods>",
        "<mods ID=\"x\"><titleInfo><title>a < b & c</title></titleInfo></mods>",
        "<mods ID=\"x\"><titleInfo><title a=\">T</title></titleInfo></mods>",
        "<mods ID=\"x\"><titleInfo><![CDATA[x</titleInfo></mods>",
    ];
    for broken in broken {
        let text = format!("<modsCollection xmlns=\"{NAMESPACE}\">{}{broken}{}", good("a"), good("b"));
        let given = read(&Mods, text.as_bytes());
        let keys: Vec<&str> = given.references.iter().filter_map(|(_, r)| r.key.as_deref()).collect();
        assert_eq!((keys.first(), keys.last()), (Some(&"a"), Some(&"b")), "{broken}");
        assert!(!given.problems.is_empty(), "{broken}");
    }
}

#[test]
fn hostile_files_are_read_in_linear_time() {
    let many = 5_000;
    let inputs = [
        "<mods>".repeat(many),
        format!("<mods>{}</mods>", "<relatedItem type=\"host\">".repeat(many)),
        format!("<mods>{}</mods>", "<note>x</note>".repeat(many)),
        format!("<mods>{}</mods>", "<subject><topic>x</topic></subject>".repeat(many)),
        format!("<mods>{}</mods>", "<identifier type=\"isbn\">x</identifier>".repeat(many)),
        format!(
            "<mods>{}</mods>",
            "<name><namePart>x</namePart><role><roleTerm>y</roleTerm></role></name>".repeat(many)
        ),
        format!("<mods><titleInfo><title>{}</title></titleInfo></mods>", "x".repeat(100 * many)),
        format!("<mods>{}</mods>", "<subject authority=\"lcsh\"><topic>x</topic></subject>".repeat(many)),
        format!(
            "<mods><extension><oeuvre>{}</oeuvre></extension></mods>",
            "<member name=\"title\">\"x\"</member>".repeat(many)
        ),
    ];
    let start = std::time::Instant::now();
    for input in &inputs {
        write(&read(&Mods, input.as_bytes()).into_references(), Escapes::Keep);
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn files_of_others() {
    check_detection(&Mods, NAME, &["xml"]);
    assert!(check_cases(&Mods, NAME, &["xml"]) > 0);
}

/// The reference without what only our own files have.
fn without_ours(mut reference: Reference) -> Reference {
    reference.standing = Standing::Listed;
    reference
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn any_reference_comes_back(reference in arbitrary_reference()) {
        let (text, _) = write(std::slice::from_ref(&reference), Escapes::Keep);
        prop_assert_eq!(xml::clean(&text), text.as_str());
        let back = read(&Mods, text.as_bytes());
        let mut expected = reference;
        // Nothing is stated by an empty list.
        expected.names.retain(|_, list| !list.is_empty());
        prop_assert_eq!(&back.problems, &vec![], "{}", text);
        prop_assert_eq!(back.into_references(), vec![expected], "{}", text);
    }

    #[test]
    fn without_escapes_just_what_is_told_is_missing(reference in arbitrary_reference()) {
        let (text, losses) = write(std::slice::from_ref(&reference), Escapes::Omit);
        prop_assert!(!losses.iter().any(|loss| matches!(loss.instead, Instead::Escape(_))));
        let back = read(&Mods, text.as_bytes());
        let found = back.into_references().pop().unwrap_or_else(|| Reference::new(reference.entry_type));
        let is_told = |name: &str| losses.iter().any(|loss| loss.field == name);
        let mut missing = Vec::new();
        for fact in private::differing(&reference, &found) {
            let is_stated = match fact {
                Fact::Names(place, role) => reference.names.get(&(place, role)).is_some_and(|list| !list.is_empty()),
                Fact::Field(place, field) => reference.fields.has(place, field),
            };
            if is_stated {
                prop_assert!(is_told(&fact.name()), "{}\n{}", fact.name(), text);
                missing.push(fact.name().into_owned());
            }
        }
        // Nothing is told that came back.
        for loss in losses.iter().filter(|loss| Fact::named(&loss.field).is_some()) {
            prop_assert!(missing.contains(&loss.field), "{:?}\n{}", loss, text);
        }
        prop_assert_eq!(without_ours(found).standing, Standing::Listed);
    }

    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>) {
        read(&Mods, &bytes);
        Mods.recognizes(&bytes);
    }

    #[test]
    fn any_elements_are_read_and_written_for_good(scraps in prop::collection::vec(prop::sample::select(SCRAPS.to_vec()), 0..30)) {
        let text = format!("<mods>{}</mods>", scraps.concat());
        let first = read(&Mods, text.as_bytes()).into_references();
        let (written, _) = write(&first, Escapes::Keep);
        prop_assert_eq!(read(&Mods, written.as_bytes()).into_references(), first, "{}", written);
    }
}

/// Pieces of records.
const SCRAPS: &[&str] = &[
    "<titleInfo><nonSort>The</nonSort><title>Sea</title><subTitle>S</subTitle><partNumber>2</partNumber></titleInfo>",
    "<titleInfo type=\"alternative\"><title>Alt</title></titleInfo>",
    "<titleInfo type=\"abbreviated\"><title>S.</title></titleInfo>",
    "<titleInfo><partName>P</partName></titleInfo>",
    "<name type=\"personal\"><namePart>Vale, Ada, 1901-</namePart><role><roleTerm>bsl</roleTerm></role></name>",
    "<name type=\"personal\" usage=\"primary\"><namePart type=\"family\">Wit</namePart></name>",
    "<name type=\"corporate\"><namePart>A</namePart><namePart>B</namePart></name>",
    "<name type=\"conference\"><namePart>Conf</namePart></name>",
    "<name><etal/></name>",
    "<originInfo><dateIssued>c1999</dateIssued><dateIssued encoding=\"marc\">1999</dateIssued></originInfo>",
    "<originInfo><copyrightDate>1998</copyrightDate><edition>2. Aufl.</edition></originInfo>",
    "<originInfo><place><placeTerm type=\"code\">gw</placeTerm></place><place><placeTerm type=\"text\">X</placeTerm></place></originInfo>",
    "<originInfo><publisher>P</publisher><publisher>Q</publisher><issuance>monographic</issuance></originInfo>",
    "<genre authority=\"marcgt\">book</genre>",
    "<genre authority=\"local\">journalArticle</genre>",
    "<genre>thesis</genre>",
    "<genre authority=\"bibutilsgt\">Ph.D. thesis</genre>",
    "<typeOfResource>text</typeOfResource>",
    "<language><languageTerm type=\"code\">fre</languageTerm><languageTerm type=\"text\">French</languageTerm></language>",
    "<language objectPart=\"summary\"><languageTerm>eng</languageTerm></language>",
    "<relatedItem type=\"host\"><titleInfo><title>H</title></titleInfo><part><detail type=\"volume\"><number>1</number></detail></part></relatedItem>",
    "<relatedItem type=\"host\"><titleInfo><title>H</title></titleInfo><relatedItem type=\"host\"><titleInfo><title>I</title></titleInfo></relatedItem></relatedItem>",
    "<relatedItem type=\"series\"><titleInfo><title>S</title><partNumber>4</partNumber></titleInfo></relatedItem>",
    "<relatedItem type=\"original\"><titleInfo><title>O</title></titleInfo></relatedItem>",
    "<relatedItem type=\"otherVersion\"><titleInfo><title>V</title></titleInfo></relatedItem>",
    "<relatedItem><note>n</note></relatedItem>",
    "<part><extent unit=\"page\"><start>3</start><end>9</end></extent><date>1990</date></part>",
    "<part><detail type=\"number\"><number>5</number></detail><text>t</text></part>",
    "<physicalDescription><extent>xii, 212 p. ; 22 cm</extent><form>print</form></physicalDescription>",
    "<subject><topic>A</topic><geographic>B</geographic></subject>",
    "<subject><cartographics><scale>1:5</scale></cartographics></subject>",
    "<note type=\"thesis\">n</note><note>o</note>",
    "<identifier type=\"isbn\">1</identifier><identifier type=\"arXiv\">2</identifier><identifier>3</identifier>",
    "<identifier type=\"isbn\" invalid=\"yes\">9</identifier>",
    "<location><url dateLastAccessed=\"2020-01-02\">http://a/</url><shelfLocator>s</shelfLocator></location>",
    "<recordInfo><recordIdentifier source=\"x\">id1</recordIdentifier><recordOrigin>o</recordOrigin></recordInfo>",
    "<classification authority=\"ddc\">840</classification>",
    "<accessCondition>free</accessCondition>",
    "<titleInfo type=\"uniform\"><title>Le port. English</title></titleInfo>",
    "<language objectPart=\"translation\"><languageTerm type=\"code\">fre</languageTerm></language>",
    "<language><languageTerm type=\"code\" authority=\"iso639-3\">eng</languageTerm></language>",
    "<name type=\"personal\" authority=\"naf\"><namePart>Ash, Jo</namePart><role><roleTerm>trl</roleTerm></role></name>",
    "<subject authority=\"lcsh\"><topic>A</topic></subject>",
    "<genre authority=\"marcgt\">bibliography</genre><classification authority=\"lcc\" edition=\"2\">P1</classification>",
    "<originInfo><dateIssued>1998</dateIssued><copyrightDate>1998</copyrightDate><dateCaptured>2010</dateCaptured></originInfo>",
    "<relatedItem displayLabel=\"Translation of\"><titleInfo><title>Q</title></titleInfo></relatedItem>",
    "<note>Translation of: Z.</note>",
    "<x:y xmlns:x=\"urn:x\">z</x:y>",
    "free text",
];
