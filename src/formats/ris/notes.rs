//! Private members in lines of notes: `N1  - x-container-translator: …`.
//!
//! Programs carry notes along, but break their lines, join several into one, and wrap them in paragraphs of
//! HTML. So a member is a line of its own; a short text stands as it is, all else as JSON, in which white space
//! that could be changed is escaped.

use serde_json::Value as Json;

use super::text::unescape;
use crate::formats::private::{self, Private};

/// What the name of a member begins with.
const MARK: &str = "x-";
/// The longest text that stands as it is: no program breaks a line of this length.
const LONGEST_PLAIN: usize = 48;

/// The line of a member.
pub(super) fn line(name: &str, value: &Json) -> String {
    let value = match value.as_str().filter(|text| is_plain(text)) {
        Some(text) => text.to_owned(),
        None => sturdy(&value.to_string()),
    };
    format!("{}: {value}", spelled(name))
}

/// A member's name in a note.
pub(super) fn spelled(name: &str) -> String {
    // Names with a point have hyphens of their own.
    if name.contains('.') { format!("{MARK}{name}") } else { format!("{MARK}{}", name.replace('_', "-")) }
}

fn is_plain(text: &str) -> bool {
    text.len() <= LONGEST_PLAIN
        && !text.is_empty()
        && text.trim() == text
        && text != "null"
        && !text.starts_with(['"', '[', '{'])
        && !text.contains("  ")
        && !text.contains(['<', '>', '&'])
        && !text.chars().any(is_fragile)
}

/// Whether programs change a character on its way.
fn is_fragile(c: char) -> bool {
    c.is_control() || (c.is_whitespace() && c != ' ') || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}')
}

/// JSON without white space that means something where lines could be broken or joined. White space stands only
/// inside strings of compact JSON.
fn sturdy(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut before = '"';
    for (at, c) in json.char_indices() {
        let is_at_end = c == ' ' && json[at + 1..].starts_with('"');
        // Zotero takes notes for HTML.
        let is_html = matches!(c, '<' | '>' | '&');
        if is_fragile(c) || is_html || is_at_end || (c == ' ' && matches!(before, ' ' | '"')) {
            text.push_str(&format!("\\u{:04x}", c as u32));
        } else {
            text.push(c);
        }
        before = c;
    }
    text
}

/// What the lines of a note state.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Noted {
    /// The note for people.
    pub(super) note: String,
    /// Private members.
    pub(super) members: Private,
}

/// Takes the value of a note apart.
pub(super) fn read(value: &str) -> Noted {
    let value = without_paragraphs(value);
    let mut noted = Noted::default();
    let mut public: Vec<&str> = Vec::new();
    let mut lines = value.split('\n').peekable();
    while let Some(line) = lines.next() {
        let Some((name, rest)) = member_of(line) else {
            public.push(line);
            continue;
        };
        // JSON may have been broken into lines; they end where the next member begins.
        let mut parts = vec![rest];
        if rest.is_empty() || rest.starts_with(['"', '[', '{']) {
            while let Some(next) = lines.next_if(|next| member_of(next).is_none()) {
                parts.push(next);
            }
        }
        match read_value(&parts) {
            Some((json, used)) => {
                noted.members.insert(name, json);
                public.extend(parts.get(used..).unwrap_or_default());
            }
            None => {
                public.push(line);
                public.extend(parts.get(1..).unwrap_or_default());
            }
        }
    }
    noted.note = public.join("\n").trim().to_owned();
    noted
}

/// The name of the member that a line begins, and the rest of the line.
fn member_of(line: &str) -> Option<(String, &str)> {
    let (name, rest) = line.trim().strip_prefix(MARK)?.split_once(':')?;
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | '_');
    if name.len() > 64 || !name.chars().all(is_name) {
        return None;
    }
    let underscored = name.replace('-', "_");
    let name = [underscored, name.to_owned()].into_iter().find(|name| private::is_ours(name))?;
    Some((name, rest.trim()))
}

/// The value in the first of some lines, and how many lines it takes.
fn read_value(parts: &[&str]) -> Option<(Json, usize)> {
    let first = *parts.first()?;
    if !first.is_empty() && !first.starts_with(['"', '[', '{']) {
        let value = if first == "null" { Json::Null } else { first.into() };
        return Some((value, 1));
    }
    let joined = parts.join(" ");
    let mut values = serde_json::Deserializer::from_str(&joined).into_iter::<Json>();
    let json = values.next()?.ok()?;
    let mut end = values.byte_offset();
    let mut used = 0;
    for part in parts {
        used += 1;
        if end <= part.len() {
            // What follows in the same line is not ours.
            return part[end..].trim().is_empty().then_some((json, used));
        }
        end -= part.len() + 1;
    }
    Some((json, used))
}

/// A note without the paragraphs of HTML in which Zotero wraps it.
fn without_paragraphs(value: &str) -> String {
    let trimmed = value.trim();
    let Some(inside) = trimmed.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")) else {
        return value.to_owned();
    };
    let text =
        inside.replace("</p><p>", "\n\n").replace("<br/>", "\n").replace("<br>", "\n").replace("&nbsp;", " ");
    // Other tags: the note was made in Zotero and stays as it is.
    if ["<p", "</", "<br", "<a ", "<ul", "<ol", "<li", "<div"].iter().any(|tag| text.contains(tag)) {
        return value.to_owned();
    }
    unescape(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn member(name: &str, value: Json) -> Private {
        let mut members = Private::new();
        members.insert(name.to_owned(), value);
        members
    }

    #[test]
    fn members_come_back() {
        let cases = [
            ("subtitle", json!("a record"), "x-subtitle: a record"),
            (
                "container_translator",
                json!([{"family": "Vale"}]),
                "x-container-translator: [{\"family\":\"Vale\"}]",
            ),
            ("date", Json::Null, "x-date: null"),
            ("date", json!("null"), "x-date: \"null\""),
            ("title", json!(" a  b "), "x-title: \"\\u0020a \\u0020b\\u0020\""),
            ("set.article-number", json!("5"), "x-set.article-number: 5"),
        ];
        for (name, value, expected) in cases {
            let written = line(name, &value);
            assert_eq!(written, expected);
            assert_eq!(read(&written), Noted { note: String::new(), members: member(name, value) });
        }
    }

    #[test]
    fn programs_may_break_join_and_wrap_lines() {
        let long = json!("a title that is so long that some program or other breaks its line somewhere");
        let written = line("title", &long);
        let expected = member("title", long);
        assert_eq!(read(&written.replacen(" so ", "\nso ", 1)).members, expected);
        assert_eq!(read(&format!("<p>{written}</p>")).members, expected);
        let joined = read(&format!("A note.\n{written}\nMore of it.\nx-subtitle: b"));
        assert_eq!(joined.note, "A note.\nMore of it.");
        assert_eq!(joined.members.len(), 2);
    }

    #[test]
    fn what_is_not_ours_stays_in_the_note() {
        for note in [
            "x-ray: a picture",
            "x-title: \"open",
            "x-subtitle: [1] of 2",
            "x-",
            "See x-title: y",
            "<p>a <a b>c</a></p>",
        ] {
            assert_eq!(read(note), Noted { note: note.to_owned(), members: Private::new() }, "{note}");
        }
    }
}
