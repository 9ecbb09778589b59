//! Text → records of tagged lines, as RIS and nbib have them.

/// A tag and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tagged {
    /// The tag; empty for a line without one that goes on with no value.
    pub(super) tag: String,
    /// The value.
    pub(super) value: String,
    /// The line of the file, from 1.
    pub(super) line: usize,
}

/// What stands in a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The tagged lines of one record without the one that ends it; at least one.
    Record {
        /// The lines.
        lines: Vec<Tagged>,
        /// What ended it.
        ended_by: Ending,
    },
    /// Lines between records.
    Outside {
        /// The lines.
        text: String,
        /// The first of them in the file, from 1.
        line: usize,
    },
}

/// What ended a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The tag that says so.
    Tag,
    /// The next record.
    NextRecord,
    /// The end of the file.
    EndOfFile,
}

/// How a format writes its lines.
pub(super) trait Grammar {
    /// The tag that begins a record.
    const FIRST: &'static str;
    /// The tag that ends one, where there is such.
    const LAST: Option<&'static str>;

    /// The tag that a line begins with, and what follows it.
    fn tag_of(line: &str) -> Option<(String, &str)>;

    /// Whether a record may begin with this tag, as in files in which the one for it is missing or does not come
    /// first.
    fn may_begin(tag: &str) -> bool;

    /// Takes a line without a tag, white space around it removed, into the record, which is not empty.
    fn go_on(record: &mut Vec<Tagged>, line: &str, number: usize);
}

/// The lines of a text, whatever ends them: a line feed, a carriage return, or both.
pub(super) fn physical_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\n', '\r']) else {
            rest = None;
            return Some(text);
        };
        let (line, after) = text.split_at(end);
        rest = Some(after.strip_prefix("\r\n").or_else(|| after.get(1..)).unwrap_or_default());
        Some(line)
    })
}

/// Takes a text apart.
pub(super) fn records<G: Grammar>(text: &str) -> Records<'_, G> {
    let lines = Box::new(physical_lines(text).enumerate());
    let grammar = std::marker::PhantomData;
    Records { grammar, lines, record: Vec::new(), has_first: false, outside: Vec::new(), outside_from: 1 }
}

/// The records of a text, one by one. Either a record is open or lines stand outside, never both.
pub(super) struct Records<'t, G> {
    grammar: std::marker::PhantomData<G>,
    lines: Box<dyn Iterator<Item = (usize, &'t str)> + 't>,
    record: Vec<Tagged>,
    has_first: bool,
    outside: Vec<&'t str>,
    /// The line of the first one outside.
    outside_from: usize,
}

impl<G: Grammar> Iterator for Records<'_, G> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while let Some((index, line)) = self.lines.next() {
            let is_inside = |tag: &str| !self.record.is_empty() || G::LAST == Some(tag) || G::may_begin(tag);
            let found = match G::tag_of(line).filter(|(tag, _)| is_inside(tag)) {
                Some((tag, value)) => self.tagged(tag, value, index + 1),
                None => self.further(line.trim(), index + 1),
            };
            if found.is_some() {
                return found;
            }
        }
        self.end(Ending::EndOfFile)
    }
}

impl<'t, G: Grammar> Records<'t, G> {
    /// Takes a line with a tag; gives what it ends.
    fn tagged(&mut self, tag: String, value: &str, line: usize) -> Option<Found> {
        if G::LAST == Some(tag.as_str()) {
            return self.end(Ending::Tag);
        }
        let is_first = tag == G::FIRST;
        // A record whose end was forgotten, unless what begins it does not come first.
        let begins = self.record.is_empty() || (is_first && self.has_first);
        let ended = begins.then(|| self.end(Ending::NextRecord)).flatten();
        self.has_first |= is_first;
        self.record.push(Tagged { tag, value: without_separators(value), line });
        ended
    }

    /// Takes a line without a tag: it goes on with the record, or stands outside.
    fn further(&mut self, line: &'t str, number: usize) -> Option<Found> {
        if !self.record.is_empty() {
            G::go_on(&mut self.record, &without_separators(line), number);
        } else if line.is_empty() {
            return self.end(Ending::NextRecord);
        } else {
            if self.outside.is_empty() {
                self.outside_from = number;
            }
            self.outside.push(line);
        }
        None
    }

    fn end(&mut self, ended_by: Ending) -> Option<Found> {
        self.has_first = false;
        if !self.outside.is_empty() {
            let text = std::mem::take(&mut self.outside).join("\n");
            return Some(Found::Outside { text, line: self.outside_from });
        }
        let mut lines = std::mem::take(&mut self.record);
        for tagged in &mut lines {
            tagged.value.truncate(tagged.value.trim_end().len());
        }
        (!lines.is_empty()).then_some(Found::Record { lines, ended_by })
    }
}

/// The text with spaces for the separators of Unicode, at which some programs break lines.
fn without_separators(text: &str) -> String {
    text.replace(['\u{2028}', '\u{2029}'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_any_way() {
        let lines: Vec<&str> = physical_lines("a\r\nb\rc\n\nd\n").collect();
        assert_eq!(lines, ["a", "b", "c", "", "d", ""]);
    }
}
