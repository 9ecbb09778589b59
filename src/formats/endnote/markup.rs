//! Text with its styles.

use crate::formats::xml::{Element, Node};
use crate::model::title::Tag;

const STYLE: &str = "style";
const FACES: &[(&str, Tag)] = &[
    ("italic", Tag::Italic),
    ("bold", Tag::Bold),
    ("superscript", Tag::Superscript),
    ("subscript", Tag::Subscript),
];

/// The text of an element with its styles as markup. EndNote writes carriage returns for line breaks.
pub(super) fn marked(element: &Element) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    lines(&text)
}

/// Depth is bounded by the parser.
fn gather(element: &Element, into: &mut String) {
    for child in &element.children {
        match child {
            Node::Text(text) => into.push_str(text),
            Node::Element(inner) if inner.local() == STYLE => {
                let faces: Vec<&str> =
                    inner.attribute("face").unwrap_or_default().split_whitespace().collect();
                let tags: Vec<Tag> =
                    FACES.iter().filter(|(face, _)| faces.contains(face)).map(|(_, tag)| *tag).collect();
                let is_blank = inner.is_blank();
                tags.iter().filter(|_| !is_blank).for_each(|tag| into.push_str(tag.open()));
                gather(inner, into);
                tags.iter().rev().filter(|_| !is_blank).for_each(|tag| into.push_str(tag.close()));
            }
            Node::Element(inner) => gather(inner, into),
        }
    }
}

/// The text of an element without styles, with its lines.
pub(super) fn plain(element: &Element) -> String {
    lines(&element.text())
}

fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.trim().split('\n').map(str::trim).collect();
    lines.join("\n")
}

/// The lines of an element that have something in them.
pub(super) fn texts(element: &Element) -> Vec<String> {
    plain(element).split('\n').filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
