//! Query text → terms.

use super::QueryError;

/// One term of a query. All terms of a query must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What must hold.
    pub kind: TermKind,
    /// Whether the contrary must hold (`-word`).
    pub negated: bool,
    /// Byte offset of the term in the text.
    pub at: usize,
    /// Length of the term in bytes.
    pub length: usize,
}

/// What a term asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// A word or phrase anywhere in the full text.
    Text(String),
    /// Words that begin like this.
    Prefix(String),
    /// A field and what its value must be.
    Field {
        /// The field's name as typed, in lower case.
        name: String,
        /// What its value must be.
        comparison: Comparison,
    },
}

/// What the value of a field must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `field:value`
    Is(String),
    /// `field:from..to`, either end may be open.
    Between(Option<String>, Option<String>),
    /// `field:<value`
    Below(String),
    /// `field:<=value`
    AtMost(String),
    /// `field:>value`
    Above(String),
    /// `field:>=value`
    AtLeast(String),
}

/// Parses a query text.
pub fn parse(text: &str) -> Result<Vec<Term>, QueryError> {
    let mut terms = Vec::new();
    let mut rest = Cursor { text, at: 0 };
    loop {
        rest.skip_white_space();
        if rest.is_done() {
            return Ok(terms);
        }
        terms.push(term(&mut rest)?);
    }
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    fn skip_white_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// What follows up to white space or one of the stops.
    fn word(&mut self, stops: &[char]) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || stops.contains(&c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// A quoted text, the opening quote being taken already.
    fn quoted(&mut self, opened_at: usize) -> Result<&'a str, QueryError> {
        let rest = self.rest();
        let Some(end) = rest.find('"') else {
            return Err(QueryError {
                at: opened_at,
                length: self.text.len() - opened_at,
                reason: "this quotation mark is never closed".to_owned(),
            });
        };
        self.at += end + 1;
        Ok(&rest[..end])
    }
}

fn term(cursor: &mut Cursor<'_>) -> Result<Term, QueryError> {
    let at = cursor.at;
    let negated = cursor.rest().len() > 1 && cursor.take('-');
    let quote_at = cursor.at;
    let kind = if cursor.take('"') {
        TermKind::Text(cursor.quoted(quote_at)?.to_owned())
    } else {
        let word = cursor.word(&[':', '"']);
        if cursor.rest().starts_with(':') && is_field_name(word) {
            cursor.at += 1;
            TermKind::Field { name: word.to_ascii_lowercase(), comparison: comparison(cursor, at)? }
        } else {
            let tail = cursor.word(&[]);
            let whole = &cursor.text[cursor.at - tail.len() - word.len()..cursor.at];
            match whole.strip_suffix('*') {
                Some(start) if !start.is_empty() => TermKind::Prefix(start.to_owned()),
                _ => TermKind::Text(whole.to_owned()),
            }
        }
    };
    Ok(Term { kind, negated, at, length: cursor.at - at })
}

fn is_field_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn comparison(cursor: &mut Cursor<'_>, term_at: usize) -> Result<Comparison, QueryError> {
    let make: fn(String) -> Comparison = if cursor.take('<') {
        if cursor.take('=') { Comparison::AtMost } else { Comparison::Below }
    } else if cursor.take('>') {
        if cursor.take('=') { Comparison::AtLeast } else { Comparison::Above }
    } else {
        Comparison::Is
    };
    let quote_at = cursor.at;
    if cursor.take('"') {
        return Ok(make(cursor.quoted(quote_at)?.to_owned()));
    }
    let value = cursor.word(&[]);
    if value.is_empty() {
        return Err(QueryError {
            at: term_at,
            length: cursor.at - term_at,
            reason: "a value must follow the colon, as in author:serge".to_owned(),
        });
    }
    if let Some((from, to)) = value.split_once("..") {
        let end = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        return Ok(Comparison::Between(end(from), end(to)));
    }
    Ok(make(value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, comparison: Comparison) -> TermKind {
        TermKind::Field { name: name.to_owned(), comparison }
    }

    #[test]
    fn terms() {
        let is = |text: &str| Comparison::Is(text.to_owned());
        for (text, expected) in [
            ("", vec![]),
            ("men prison", vec![TermKind::Text("men".into()), TermKind::Text("prison".into())]),
            ("\"men in prison\"", vec![TermKind::Text("men in prison".into())]),
            ("serg*", vec![TermKind::Prefix("serg".into())]),
            ("author:serge", vec![field("author", is("serge"))]),
            ("author:\"victor serge\"", vec![field("author", is("victor serge"))]),
            (
                "year:1967..1982",
                vec![field("year", Comparison::Between(Some("1967".into()), Some("1982".into())))],
            ),
            ("year:1967..", vec![field("year", Comparison::Between(Some("1967".into()), None))]),
            ("year:<=1940", vec![field("year", Comparison::AtMost("1940".into()))]),
            ("https://x.org", vec![field("https", is("//x.org"))]),
            ("l'an", vec![TermKind::Text("l'an".into())]),
            ("12:30", vec![TermKind::Text("12:30".into())]),
        ] {
            let kinds: Vec<_> = parse(text).expect(text).into_iter().map(|term| term.kind).collect();
            assert_eq!(kinds, expected, "{text}");
        }
    }

    #[test]
    fn negation_and_places() {
        let terms = parse("prison -kind:novel").expect("sound");
        assert!(terms[1].negated);
        assert_eq!((terms[1].at, terms[1].length), (7, 11));
    }

    #[test]
    fn errors_point_at_the_place() {
        assert_eq!(parse("kind:novel \"men in").expect_err("unclosed").at, 11);
        let error = parse("prison author: serge").expect_err("no value");
        assert_eq!((error.at, error.length), (7, 7));
    }
}
