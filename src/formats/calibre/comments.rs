//! The comments of a book: HTML, or a text that has none.

use quick_xml::escape::resolve_html5_entity;

use crate::model::title::{self, Tag};

/// Elements that our markup has.
const MARKUP: &[(&str, Tag)] = &[
    ("i", Tag::Italic),
    ("em", Tag::Italic),
    ("cite", Tag::Italic),
    ("b", Tag::Bold),
    ("strong", Tag::Bold),
    ("sup", Tag::Superscript),
    ("sub", Tag::Subscript),
];
/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
];
/// Elements whose content nobody reads.
const UNSEEN: &[&str] = &["head", "script", "style", "template", "title"];
/// The longest reference to a character, in bytes behind the ampersand.
const LONGEST_REFERENCE: usize = 33;

/// Elements that have neither a line nor markup of their own.
const INLINE: &[&str] = &["a", "s", "span", "u"];

/// Whether a text has tags of elements that are known here, and is not one that merely has such signs.
pub(in crate::formats) fn has_tags(text: &str) -> bool {
    let is_known = |name: &str| {
        MARKUP.iter().any(|(known, _)| *known == name) || BLOCKS.contains(&name) || INLINE.contains(&name)
    };
    text.match_indices('<').any(|(at, _)| tag(&text[at..]).is_some_and(|tag| is_known(&tag.name)))
}

/// The comments as marked text, a line for each paragraph.
pub(in crate::formats) fn marked(comments: &str) -> String {
    let is_html = comments.match_indices('<').any(|(at, _)| tag(&comments[at..]).is_some());
    let marked = match is_html {
        true => from_html(comments),
        false => title::escape(&without_references(comments)).into_owned(),
    };
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = marked.lines().map(words).filter(|line| !line.is_empty()).collect();
    title::balance(&lines.join("\n")).into_owned()
}

fn from_html(html: &str) -> String {
    let mut writing = Writing { marked: String::with_capacity(html.len()), open: Vec::new(), unseen: None };
    let mut rest = html;
    loop {
        let at = rest.find('<').unwrap_or(rest.len());
        writing.text(&rest[..at]);
        rest = &rest[at..];
        if rest.is_empty() {
            break;
        }
        match tag(rest) {
            Some(tag) => {
                writing.element(&tag);
                rest = &rest[tag.length..];
            }
            None => {
                writing.text("<");
                rest = &rest[1..];
            }
        }
    }
    writing.close_all();
    writing.marked
}

/// A tag or a comment.
struct HtmlTag {
    /// Its name in lower case; empty for a comment.
    name: String,
    is_close: bool,
    length: usize,
}

/// The longest tag that is looked for, in bytes; a sign that opens a longer one stands for itself.
const LONGEST_TAG: usize = 2048;

/// The tag that a text begins with.
fn tag(text: &str) -> Option<HtmlTag> {
    let window = text.as_bytes().get(..LONGEST_TAG).unwrap_or(text.as_bytes());
    if text.starts_with("<!--") {
        let end = window.windows("-->".len()).position(|bytes| bytes == b"-->")?;
        return Some(HtmlTag { name: String::new(), is_close: false, length: end + "-->".len() });
    }
    let inside = text.strip_prefix('<')?;
    let (inside, is_close) = inside.strip_prefix('/').map_or((inside, false), |inside| (inside, true));
    let name: String = inside.chars().take_while(char::is_ascii_alphanumeric).take(16).collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = window.iter().position(|byte| *byte == b'>')?;
    Some(HtmlTag { name: name.to_ascii_lowercase(), is_close, length: end + ">".len() })
}

/// The marked text so far.
struct Writing {
    marked: String,
    /// The markup that is open, in its order.
    open: Vec<Tag>,
    /// The element whose content is passed over.
    unseen: Option<String>,
}

impl Writing {
    /// White space is a space, as in HTML.
    fn text(&mut self, text: &str) {
        if self.unseen.is_some() {
            return;
        }
        let text = without_references(text);
        let spaced: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        self.marked.push_str(&title::escape(&spaced));
    }

    fn element(&mut self, tag: &HtmlTag) {
        if let Some(unseen) = &self.unseen {
            if tag.is_close && *unseen == tag.name {
                self.unseen = None;
            }
            return;
        }
        if UNSEEN.contains(&tag.name.as_str()) && !tag.is_close {
            self.unseen = Some(tag.name.clone());
        } else if BLOCKS.contains(&tag.name.as_str()) {
            self.close_all();
            self.marked.push('\n');
        } else if let Some((_, markup)) = MARKUP.iter().find(|(name, _)| *name == tag.name) {
            self.markup(*markup, tag.is_close);
        }
    }

    /// Markup within the same markup says nothing; so at most as many are open as there are kinds.
    fn markup(&mut self, markup: Tag, is_close: bool) {
        let position = self.open.iter().position(|open| *open == markup);
        match (is_close, position) {
            (false, None) => {
                self.open.push(markup);
                self.marked.push_str(markup.open());
            }
            (true, Some(position)) => {
                // What was opened after it closes with it, and opens again.
                let after = self.open.split_off(position);
                after.iter().rev().for_each(|open| self.marked.push_str(open.close()));
                for again in after.into_iter().skip(1) {
                    self.open.push(again);
                    self.marked.push_str(again.open());
                }
            }
            _ => {}
        }
    }

    fn close_all(&mut self) {
        while let Some(open) = self.open.pop() {
            self.marked.push_str(open.close());
        }
    }
}

/// A text with the characters that its references stand for.
fn without_references(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        match reference(after) {
            Some((characters, length)) => {
                plain.push_str(&characters);
                rest = &after[length..];
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain + rest
}

/// What a reference stands for, of which what follows the ampersand is given, and its length.
fn reference(after: &str) -> Option<(String, usize)> {
    let end = after.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';')?;
    let name = after.get(..end)?;
    let characters = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| !c.is_control())?.to_string()
        }
        None => resolve_html5_entity(name)?.to_owned(),
    };
    Some((characters, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_marked_text() {
        for (html, expected) in [
            (
                "<p>One <EM class=\"a\">tide</em>.</p>\n<p>Two&nbsp;&amp; three</p>",
                "One <i>tide</i>.\nTwo & three",
            ),
            ("<div><b>a <i>b</b> c</i></div>", "<b>a <i>b</i></b><i> c</i>"),
            ("<p><i>a<p>b</i>", "<i>a</i>\nb"),
            ("x<script>alert(1)</script>y<!-- z -->", "xy"),
            ("one\ntwo &lt;u&gt;", "one\ntwo <u>"),
            ("5 < 6 <br/> &nothing; &#233;&#0;", "5 < 6\n&nothing; é&#0;"),
            ("<p>a</p></p></i><unknown>b", "a\nb"),
            ("", ""),
        ] {
            assert_eq!(marked(html), expected, "{html}");
        }
    }

    #[test]
    fn tags_shown_as_text_stay_text() {
        let marked = marked("<p>&lt;i&gt;a&lt;/i&gt;</p>");
        assert_eq!(title::plain(&marked), "<i>a</i>");
    }

    #[test]
    fn hostile_comments_take_linear_time() {
        for text in ["<", "<a", "<b><i>", "&", "<!--", "<p", "</b>"] {
            marked(&format!("<p>{}", text.repeat(10_000)));
        }
    }
}
