//! A place in a text that moves from front to back.

/// A place in a text.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub fn new(text: &'t str) -> Cursor<'t> {
        Cursor { text, at: 0 }
    }

    /// The whole text.
    pub fn whole(&self) -> &'t str {
        self.text
    }

    /// Bytes from the beginning.
    pub fn at(&self) -> usize {
        self.at
    }

    /// What is to come.
    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The text between two places.
    pub fn between(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or("")
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character before the place.
    pub fn before(&self) -> Option<char> {
        self.text.get(..self.at).and_then(|before| before.chars().next_back())
    }

    pub fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Moves to a place further on.
    pub fn go_to(&mut self, at: usize) {
        self.at = at.clamp(self.at, self.text.len());
    }

    /// Passes over this text if it is what comes.
    pub fn eat(&mut self, expected: &str) -> bool {
        let is_next = self.rest().starts_with(expected);
        if is_next {
            self.at += expected.len();
        }
        is_next
    }

    /// Passes over characters as long as they are such.
    pub fn eat_while(&mut self, is_such: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c| !is_such(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or("")
    }

    /// Passes over everything up to and with this text, or to the end where it does not come; gives what stands
    /// before it.
    pub fn eat_through(&mut self, end: &str) -> &'t str {
        let rest = self.rest();
        let (length, whole) = match rest.find(end) {
            Some(length) => (length, length + end.len()),
            None => (rest.len(), rest.len()),
        };
        self.at += whole;
        rest.get(..length).unwrap_or("")
    }

    /// Passes over the rest of the line, without its end.
    pub fn eat_line(&mut self) -> &'t str {
        self.eat_while(|c| c != '\n')
    }
}
