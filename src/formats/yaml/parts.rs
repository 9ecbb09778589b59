//! The parts of a text by its layout alone, for when its syntax is broken somewhere: what is sound around the
//! broken part can still be read.

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) struct Chunk<'t> {
    /// The line that it begins on, from 1.
    pub(in crate::formats) line: usize,
    /// The part, whole lines of it.
    pub(in crate::formats) text: &'t str,
}

impl<'t> Chunk<'t> {
    /// The whole of a text.
    pub(in crate::formats) fn whole(text: &'t str) -> Self {
        Chunk { line: 1, text }
    }

    /// Cuts before each line for which `begins` holds. What stands before the first such line is left out.
    fn cut(self, mut begins: impl FnMut(&str) -> bool) -> Vec<Chunk<'t>> {
        let mut starts = Vec::new();
        let mut at = 0;
        for (number, line) in self.text.split_inclusive('\n').enumerate() {
            if begins(line) {
                starts.push((at, self.line + number));
            }
            at += line.len();
        }
        let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([self.text.len()]);
        starts
            .iter()
            .zip(ends)
            .map(|((at, line), end)| Chunk { line: *line, text: &self.text[*at..end] })
            .collect()
    }
}

/// The documents of a text: what stands between the lines `---` and `...`. That of a text with prose around its
/// metadata is among them as well.
pub(in crate::formats) fn documents(text: &str) -> Vec<Chunk<'_>> {
    let mut is_first = true;
    let mut chunks = Chunk::whole(text).cut(|line| std::mem::take(&mut is_first) || is_mark(line));
    for chunk in &mut chunks {
        let first = chunk.text.split_inclusive('\n').next().unwrap_or_default();
        if is_mark(first) {
            chunk.text = &chunk.text[first.len()..];
            chunk.line += 1;
        }
    }
    chunks.retain(|chunk| !chunk.text.trim().is_empty());
    chunks
}

/// Whether a line ends a document or begins one.
fn is_mark(line: &str) -> bool {
    matches!(line.trim_end(), "---" | "...")
}

/// The members of the map at the left edge of a text: each begins with a line that is not indented.
pub(in crate::formats) fn members(chunk: Chunk<'_>) -> Vec<Chunk<'_>> {
    chunk.cut(|line| key_of(line).is_some())
}

/// The key that a line begins with, without its quotes, if the line is not indented.
pub(in crate::formats) fn key_of(line: &str) -> Option<&str> {
    let line = line.trim_start_matches('\u{feff}');
    let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (key, rest) = match quote {
        Some(quote) => line[1..].split_once(quote)?,
        None if line.starts_with([' ', '\t', '#', '-', '?', '[', ']', '{', '}', ',', '\n', '\r', '%']) => {
            return None;
        }
        None => {
            let end = line
                .match_indices(':')
                .map(|(at, _)| at)
                .find(|at| line[at + 1..].chars().next().is_none_or(char::is_whitespace))?;
            line.split_at(end)
        }
    };
    rest.trim_start().starts_with(':').then(|| key.trim_end())
}

/// The items of the list that begins first in a text, each with its dash.
pub(in crate::formats) fn items(chunk: Chunk<'_>) -> Vec<Chunk<'_>> {
    let mut first = None;
    chunk.cut(|line| {
        let content = line.trim_start_matches(' ');
        let is_item = content
            .strip_prefix('-')
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
        let indent = line.len() - content.len();
        is_item && *first.get_or_insert(indent) == indent
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(chunks: Vec<Chunk<'_>>) -> Vec<(usize, &str)> {
        chunks.into_iter().map(|chunk| (chunk.line, chunk.text)).collect()
    }

    #[test]
    fn parts_begin_where_the_layout_says() {
        let text = "# note\na: 1\n  b: 2\n\n'c d':\n- 1\n\"e\": x\nhttp://x\n";
        let expected = [(2, "a: 1\n  b: 2\n\n"), (5, "'c d':\n- 1\n"), (7, "\"e\": x\nhttp://x\n")];
        assert_eq!(texts(members(Chunk::whole(text))), expected);
        let text = "references:\n  - id: a\n    author:\n    - family: b\n  - id: c\n";
        let expected = [(2, "  - id: a\n    author:\n    - family: b\n"), (5, "  - id: c\n")];
        assert_eq!(texts(items(Chunk::whole(text))), expected);
        let text = "---\na: 1\n---\n\nWords.\n...\nb: 2";
        assert_eq!(texts(documents(text)), [(2, "a: 1\n"), (4, "\nWords.\n"), (7, "b: 2")]);
        assert_eq!(texts(documents("a: 1\n")), [(1, "a: 1\n")]);
        assert_eq!(documents("---\n"), []);
    }

    #[test]
    fn keys_of_lines() {
        let cases = [
            ("a: 1", Some("a")),
            ("a:b: 1", Some("a:b")),
            ("a:\n", Some("a")),
            ("'a b' : 1", Some("a b")),
            (" a: 1", None),
            ("- a: 1", None),
            ("a", None),
            ("\"a", None),
            ("", None),
        ];
        for (line, key) in cases {
            assert_eq!(key_of(line), key, "{line}");
        }
    }
}
