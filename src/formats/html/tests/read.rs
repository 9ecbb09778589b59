//! What was read and quoted on the page.

use super::*;

#[test]
fn what_was_read_stands_with_it_and_is_summed_up() {
    let mut catalogue = library();
    assert!(!page(&catalogue).contains("page:reading"));
    let key = "morel1938harbour";
    let edition = |status| Reading::new(Target::Edition(key.to_owned()), status);
    catalogue.readings = vec![
        Reading {
            finished: Some(Date::parse("1998")),
            ..Reading::new(Target::Work("le-port".to_owned()), ReadingStatus::Finished)
        },
        Reading {
            started: Some(Date::parse("2026-10-03")),
            page: Some("100".to_owned()),
            rating: Some(4),
            ..edition(ReadingStatus::Reading)
        },
        Reading::new(Target::Edition("elsewhere".to_owned()), ReadingStatus::Finished),
    ];
    let text = "One line.\nAnother <line>.".to_owned();
    let passage = Quotation { edition: key.to_owned(), pages: Some("3-4".to_owned()), text, note: None };
    catalogue.quotations = vec![passage];
    let page = page(&catalogue);
    assert_harmless(&page);
    assert_linked(&page);
    assert!(page.contains("data-status=\"reading finished\""), "{page}");
    let line = "since <time datetime=\"2026-10-03\">3 October 2026</time> · page 100 · <span class=\"stars\" role=\"img\" \
                aria-label=\"4 of 5 stars\">★★★★☆</span> · the 2nd time</p>";
    assert_eq!(page.matches(line).count(), 2, "in its place and in the summary: {page}");
    let passage = "<blockquote lang=\"en\" dir=\"auto\"><p>One line.<br>Another &#60;line&#62;.</p></blockquote>\n\
                   <figcaption>pp. 3–4</figcaption>";
    assert!(page.contains(passage), "{page}");
    let places = positions(
        &page,
        &["id=\"page:reading\"", "<h3>Now</h3>", "<h3>Lately</h3>", "1998", "class=\"part\""],
    );
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn under_its_heading_what_is_wanted_says_only_what_else_is_known() {
    let of = |status| Reading::new(Target::Edition("morel1938harbour".to_owned()), status);
    let mut catalogue = library();
    catalogue.readings = vec![of(ReadingStatus::Want)];
    let wanted = page(&catalogue);
    assert_eq!(wanted.matches("<p class=\"read want\">").count(), 1, "{wanted}");
    catalogue.readings.insert(0, of(ReadingStatus::Finished));
    let again = page(&catalogue);
    assert!(again.contains("<p class=\"read want\">read before</p>"), "{again}");
    assert!(again.contains("<span class=\"status\">To read</span> · read before</p>"), "{again}");
}
