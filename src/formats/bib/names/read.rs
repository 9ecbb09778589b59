//! TeX → names.

use std::ops::Range;

use super::{About, Names, Remark, habits, split_list};
use crate::formats::tex::{self, Kind};
use crate::model::{Ending, Name};

/// Reads a list of names. Nothing is refused; what is odd is told in the remarks.
pub fn read(value: &str) -> Names {
    let mut names = Names::default();
    if value.trim_ascii().is_empty() {
        return names;
    }
    let mut items = split_list(value);
    if habits::take_going_on(&mut items) {
        names.list.ending = Ending::AndOthers;
    }
    for item in items.into_iter().flat_map(habits::split_item) {
        let position = names.list.names.len();
        let mut remarks = Vec::new();
        let name = read_name(without_last_space(item), &mut remarks);
        let only_options = remarks.iter().any(|about| matches!(about, About::Part { .. }));
        if !name.is_empty() {
            names.list.names.push(name);
        } else if !only_options {
            remarks.push(About::NoName);
        }
        names.remarks.extend(remarks.into_iter().map(|about| Remark { position, about }));
    }
    names
}

fn read_name(item: &str, remarks: &mut Vec<About>) -> Name {
    if let Some(inner) = literal(item) {
        return Name::literal(decode(inner));
    }
    if let Some(pairs) = extended_pairs(item) {
        return extended_name(pairs, remarks);
    }
    let mut parts = split_at_commas(item);
    let has_suffix = parts.get(1).is_some_and(|part| habits::is_suffix(part));
    if parts.len() > 2 && !has_suffix && parts.last().is_some_and(|last| last.trim_ascii().is_empty()) {
        // `May, Keith,`: the last comma parts nothing.
        parts.pop();
    }
    if parts.len() > 2
        && let Some(life) = parts.pop_if(|last| habits::is_life(last))
    {
        remarks.push(About::Part { part: String::new(), value: life.trim_ascii().to_owned() });
    }
    match parts.as_slice() {
        [whole] => first_von_last(Words::of(whole), remarks),
        [whole, suffix] if habits::is_suffix(suffix) => {
            let suffix = decode(suffix.trim_ascii());
            Name { suffix, ..first_von_last(Words::of(whole), remarks) }
        }
        [von_last, first] => von_last_first(von_last, "", first),
        [von_last, first, suffix] if habits::is_suffix(suffix) && !habits::is_suffix(first) => {
            von_last_first(von_last, suffix, first)
        }
        [von_last, suffix, first] => von_last_first(von_last, suffix, first),
        _ => {
            remarks.push(About::TooManyCommas);
            Name::literal(decode(item))
        }
    }
}

/// An item without the backslash of `J.\ and`, whose space is that before "and".
fn without_last_space(item: &str) -> &str {
    let backslashes = item.len() - item.trim_end_matches('\\').len();
    if backslashes % 2 == 1 { &item[..item.len() - 1] } else { item }
}

fn decode(tex: &str) -> String {
    tex::read(tex, Kind::Plain)
}

/// The content of a name that stands in braces as a whole. A group that begins with a backslash is a "special
/// character" of BibTeX and no brace around a name.
fn literal(item: &str) -> Option<&str> {
    let inner = item.strip_prefix('{')?.strip_suffix('}')?;
    if inner.starts_with('\\') {
        return None;
    }
    let mut depth = 0_usize;
    for byte in inner.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    (depth == 0).then_some(inner)
}

/// Goes through the characters of a part that stand outside braces. Those after a backslash are left out: `\ ` and
/// `\~n` do not part words, nor does `\,` part names.
pub(super) fn outer_characters(part: &str) -> impl Iterator<Item = (usize, char)> {
    let mut depth = 0_usize;
    let mut escaped = false;
    part.char_indices().filter(move |(_, c)| {
        let is_outer = depth == 0 && !escaped;
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = *c == '\\' && !escaped;
        is_outer && *c != '{'
    })
}

pub(super) fn split_at_commas(item: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in outer_characters(item).filter(|(_, c)| *c == ',') {
        parts.push(&item[start..at]);
        start = at + 1;
    }
    parts.push(&item[start..]);
    parts
}

/// The words of a part: parted by white space and ties outside braces.
pub(super) struct Words<'a> {
    part: &'a str,
    places: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    pub(super) fn of(part: &'a str) -> Self {
        let mut places = Vec::new();
        let mut start = 0;
        let gaps = outer_characters(part).filter(|(_, c)| c.is_ascii_whitespace() || *c == '~');
        for (at, gap) in gaps.chain([(part.len(), '~')]) {
            if gap != '~' && tex::swallows_space(&part[start..at]) {
                continue;
            }
            if start < at {
                places.push(start..at);
            }
            start = at + 1;
        }
        Words { part, places }
    }

    fn last(&self) -> Option<&'a str> {
        self.places.last().and_then(|place| self.part.get(place.clone()))
    }

    fn pop(&mut self) -> Option<&'a str> {
        self.places.pop().and_then(|place| self.part.get(place))
    }

    fn len(&self) -> usize {
        self.places.len()
    }

    /// Some of the words with what stands between them, decoded.
    fn text(&self, words: Range<usize>) -> String {
        match self.places.get(words) {
            Some([first, .., last]) => decode(&self.part[first.start..last.end]),
            Some([only]) => decode(&self.part[only.clone()]),
            Some([]) | None => String::new(),
        }
    }

    /// The words that begin with a small letter, the last word of all left out: it is always a family name.
    pub(super) fn small(&self) -> impl DoubleEndedIterator<Item = usize> {
        let but_last = self.len().saturating_sub(1);
        (0..but_last)
            .filter(|word| self.places.get(*word).is_some_and(|place| is_small(&self.part[place.clone()])))
    }
}

fn first_von_last(mut words: Words, remarks: &mut Vec<About>) -> Name {
    if words.len() > 2 && words.last().is_some_and(habits::is_number) {
        let value = words.pop().unwrap_or_default().to_owned();
        remarks.push(About::Part { part: String::new(), value });
    }
    let has_suffix = words.len() > 2 && words.last().is_some_and(habits::is_suffix);
    let suffix = if has_suffix { words.pop().map(decode).unwrap_or_default() } else { String::new() };
    let last = words.len().saturating_sub(1);
    let von = match (words.small().next(), words.small().next_back()) {
        (Some(first), Some(last)) => first..last + 1,
        _ => last..last,
    };
    Name {
        given: words.text(0..von.start),
        non_dropping_particle: words.text(von.clone()),
        family: words.text(von.end..words.len()),
        suffix,
        ..Name::default()
    }
}

fn von_last_first(von_last: &str, suffix: &str, first: &str) -> Name {
    let words = Words::of(von_last);
    let von_end = words.small().next_back().map_or(0, |word| word + 1);
    let whole = |part| {
        let words = Words::of(part);
        words.text(0..words.len())
    };
    Name {
        non_dropping_particle: words.text(0..von_end),
        family: words.text(von_end..words.len()),
        suffix: whole(suffix),
        given: whole(first),
        ..Name::default()
    }
}

/// Whether the first letter of a word that has a case is a small one. Letters in braces do not count unless the group
/// is a "special character", or the argument of a command.
fn is_small(word: &str) -> bool {
    let first = word.chars().next();
    if let Some(letter) = first.filter(|c| c.is_alphabetic()).and_then(case_of) {
        return letter == Case::Small;
    }
    let visible = decode(&without_protected(word));
    visible.chars().find_map(case_of) == Some(Case::Small)
}

#[derive(PartialEq, Eq)]
enum Case {
    Small,
    Capital,
}

fn case_of(c: char) -> Option<Case> {
    if c.is_uppercase() {
        Some(Case::Capital)
    } else {
        (c.is_lowercase() && c.to_uppercase().ne([c])).then_some(Case::Small)
    }
}

/// The word without its groups that protect what is in them.
fn without_protected(word: &str) -> String {
    let mut visible = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let is_protected = c == '{' && !rest.starts_with("{\\") && !ends_with_command(&visible);
        let length = if c == '{' { group_length(rest) } else { c.len_utf8() };
        let (taken, after) = rest.split_at(length);
        if !is_protected {
            visible.push_str(taken);
        }
        rest = after;
    }
    visible
}

/// Length of the brace group that a text begins with, or of all of it.
fn group_length(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth <= 1 => return at + 1,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

fn ends_with_command(text: &str) -> bool {
    let before_letters = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let mut before_sign = text.chars();
    before_sign.next_back();
    before_letters.len() < text.len() && before_letters.ends_with('\\')
        || before_sign.as_str().ends_with('\\')
}

/// The parts of a name in the extended format, keys in lower case; `None` if it is in another.
fn extended_pairs(item: &str) -> Option<Vec<(String, String)>> {
    if !item.contains('=') {
        return None;
    }
    let pairs: Vec<_> = extended_fields(item).into_iter().map(extended_pair).collect();
    let has_part = pairs.iter().any(|(key, _)| PARTS.contains(&key.as_str()));
    let is_option = matches!(pairs.as_slice(), [(key, value)] if is_word(key) && is_word(value));
    (has_part || is_option).then_some(pairs)
}

/// The parts of the extended format that a [`Name`] has.
const PARTS: [&str; 4] = ["family", "given", "prefix", "suffix"];

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// One field of an extended name, and whether quotation marks stood around all of it.
enum Field {
    Plain(String),
    Quoted(String),
}

/// The fields between commas, as of a CSV line (biber reads it as one): a field may stand in double quotes, doubled
/// quotes in it stand for one. Besides, commas in braces or in a quoted value are left alone.
fn extended_fields(item: &str) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut rest = item.trim_ascii_start();
    loop {
        let (field, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_field(quoted),
            None => plain_field(rest),
        };
        fields.push(field);
        match after.trim_ascii_start().strip_prefix(',') {
            Some(next) => rest = next.trim_ascii_start(),
            None => return fields,
        }
    }
}

/// The field up to the closing quote, and what follows the next comma or stands at it.
fn quoted_field(quoted: &str) -> (Field, &str) {
    let mut text = String::new();
    let mut parts = quoted.split('"');
    let mut used = 0;
    while let Some(part) = parts.next() {
        text.push_str(part);
        used += part.len() + 1;
        if !quoted.get(used..).is_some_and(|after| after.starts_with('"')) {
            break;
        }
        parts.next();
        text.push('"');
        used += 1;
    }
    let after = quoted.get(used..).unwrap_or_default();
    let comma = after.find(',').unwrap_or(after.len());
    (Field::Quoted(text), &after[comma..])
}

/// The field up to the next comma that stands outside braces and outside a quoted value.
fn plain_field(text: &str) -> (Field, &str) {
    let comma_from = |start: usize| {
        let comma = outer_characters(&text[start..]).find(|(_, c)| *c == ',');
        comma.map_or(text.len(), |(at, _)| start + at)
    };
    let mut end = comma_from(0);
    if let Some((key, value)) = text[..end].split_once('=')
        && value.trim_ascii_start().starts_with('"')
    {
        let open = key.len() + 1 + (value.len() - value.trim_ascii_start().len());
        if let Some(length) = text[open + 1..].find('"') {
            end = comma_from(open + 1 + length + 1);
        }
    }
    (Field::Plain(text[..end].to_owned()), &text[end..])
}

fn extended_pair(field: Field) -> (String, String) {
    let text = match &field {
        Field::Plain(text) | Field::Quoted(text) => text.as_str(),
    };
    let Some((key, value)) = text.split_once('=') else {
        return (String::new(), text.trim_ascii().to_owned());
    };
    let value = value.trim_ascii();
    let unquoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    let value = match (&field, unquoted) {
        (Field::Plain(_), Some(unquoted)) => unquoted,
        _ => value,
    };
    (key.trim_ascii().to_ascii_lowercase(), value.to_owned())
}

fn extended_name(pairs: Vec<(String, String)>, remarks: &mut Vec<About>) -> Name {
    let mut name = Name::default();
    let drops = pairs.iter().any(|(key, value)| key == "useprefix" && value.eq_ignore_ascii_case("false"));
    let has_prefix = pairs.iter().any(|(key, _)| key == "prefix");
    for (part, value) in pairs {
        let place = match part.as_str() {
            "family" => &mut name.family,
            "given" => &mut name.given,
            "suffix" => &mut name.suffix,
            "prefix" if drops => &mut name.dropping_particle,
            "prefix" => &mut name.non_dropping_particle,
            "useprefix" if drops && has_prefix => continue,
            _ => {
                remarks.push(About::Part { part, value });
                continue;
            }
        };
        if place.is_empty() {
            *place = decode(&value);
        } else {
            remarks.push(About::Part { part, value });
        }
    }
    name
}
