//! Query text → tree.

use super::{
    QueryError, condition,
    tree::{Comparison, Node, Term, TermKind, Wanted},
};
use crate::model::wanted::Manner;

/// How deep parentheses may stand in parentheses.
const DEEPEST: usize = 50;
/// How many terms a query may have: SQLite bounds the depth of what is asked of it.
const MOST_TERMS: usize = 500;

/// Parses a query text; the empty text is the query that always holds.
pub fn parse(text: &str) -> Result<Node, QueryError> {
    let mut parser = Parser { text, at: 0, open: Vec::new(), terms: 0 };
    let whole = parser.any(None)?;
    match parser.rest().is_empty() {
        true => Ok(whole),
        false => {
            Err(parser.error(parser.at, 1, "this parenthesis closes none; put one that opens before it"))
        }
    }
}

/// What must hold together in a query, each as it stands in the text: the whole, where that is an alternative.
pub fn parts(text: &str) -> Result<Vec<&str>, QueryError> {
    parse(text)?;
    let mut parser = Parser { text, at: 0, open: Vec::new(), terms: 0 };
    let mut parts = Vec::new();
    loop {
        parser.skip_white_space();
        if parser.take_joint(Joint::And).is_some() {
            continue;
        }
        if parser.rest().is_empty() {
            return Ok(parts);
        }
        if parser.is_at_end_of_part() {
            return Ok(vec![text.trim()]);
        }
        let start = parser.at;
        parser.one(None)?;
        parts.extend(text.get(start..parser.at));
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// Where the parentheses stand that are open.
    open: Vec<usize>,
    terms: usize,
}

/// A word that joins or turns round what stands about it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    Or,
    Not,
}

const JOINTS: &[(&str, Joint)] = &[("AND", Joint::And), ("OR", Joint::Or), ("NOT", Joint::Not)];

/// The parts of a node, or the only one.
fn joined(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => join(nodes),
    }
}

impl<'a> Parser<'a> {
    /// Alternatives. Inside of `field:( … )` words are looked for in that field.
    fn any(&mut self, field: Option<&str>) -> Result<Node, QueryError> {
        let mut nodes = vec![self.all(field)?];
        while let Some(at) = self.take_joint(Joint::Or) {
            let is_begun = nodes.last().is_some_and(|node| *node != Node::All(Vec::new()));
            let next = self.all(field)?;
            if !is_begun || next == Node::All(Vec::new()) {
                return Err(self.error(
                    at,
                    2,
                    "OR stands between two terms; \"OR\" in quotation marks is the word",
                ));
            }
            nodes.push(next);
        }
        Ok(joined(nodes, Node::Any))
    }

    /// What must hold together.
    fn all(&mut self, field: Option<&str>) -> Result<Node, QueryError> {
        let mut nodes = Vec::new();
        loop {
            self.skip_white_space();
            if let Some(at) = self.take_joint(Joint::And) {
                if nodes.is_empty() || self.is_at_end_of_part() {
                    return Err(self.error(
                        at,
                        3,
                        "AND stands between two terms; \"AND\" in quotation marks is the word",
                    ));
                }
                continue;
            }
            if self.is_at_end_of_part() {
                return Ok(joined(nodes, Node::All));
            }
            nodes.push(self.one(field)?);
        }
    }

    /// One term or parenthesis, or its contrary.
    fn one(&mut self, field: Option<&str>) -> Result<Node, QueryError> {
        let mut is_turned = false;
        loop {
            let at = self.at;
            let is_minus = self.is_before_text('-') && self.take('-');
            if !is_minus && self.take_joint(Joint::Not).is_none() {
                break;
            }
            is_turned = !is_turned;
            self.skip_white_space();
            if self.is_at_end_of_part() {
                return Err(self.error(
                    at,
                    self.at - at,
                    "a term must follow of which the contrary is asked",
                ));
            }
        }
        let node = match self.rest().starts_with('(') {
            true => self.parenthesis(field)?,
            false => self.term(field)?,
        };
        Ok(if is_turned { Node::Not(Box::new(node)) } else { node })
    }

    fn parenthesis(&mut self, field: Option<&str>) -> Result<Node, QueryError> {
        let at = self.at;
        self.at += 1;
        self.open.push(at);
        if self.open.len() > DEEPEST {
            return Err(self.error(
                at,
                1,
                format!("parentheses stand in one another more than {DEEPEST} deep"),
            ));
        }
        let node = self.any(field)?;
        if !self.take(')') {
            return Err(self.error(at, 1, "this parenthesis is never closed"));
        }
        if node == Node::All(Vec::new()) {
            return Err(self.error(at, self.at - at, "nothing stands between these parentheses"));
        }
        self.open.pop();
        Ok(node)
    }

    fn term(&mut self, field: Option<&str>) -> Result<Node, QueryError> {
        let at = self.at;
        self.terms += 1;
        if self.terms > MOST_TERMS {
            return Err(self.error(at, 1, format!("a query may have {MOST_TERMS} terms")));
        }
        let name =
            self.rest().split_once(':').filter(|(_, value)| !value.starts_with("//")).map(|(name, _)| name);
        let name = name.filter(|name| is_field_name(name));
        let kind = if let Some(name) = name {
            self.at += name.len() + 1;
            let name = name.to_ascii_lowercase();
            if self.rest().starts_with('(') {
                return self.parenthesis(Some(&name));
            }
            TermKind::Field { comparison: self.comparison(at)?, name }
        } else if let Some(name) = field {
            TermKind::Field { comparison: self.comparison(at)?, name: name.to_owned() }
        } else if self.is_before_text('@') {
            self.at += 1;
            TermKind::Saved(self.word().to_owned())
        } else {
            TermKind::Anywhere(self.wanted()?)
        };
        Ok(Node::Term(Term { kind, at, length: self.at - at }))
    }

    fn comparison(&mut self, term_at: usize) -> Result<Comparison, QueryError> {
        let make: fn(String) -> Comparison = if self.take('<') {
            if self.take('=') { Comparison::AtMost } else { Comparison::Below }
        } else if self.take('>') {
            if self.take('=') { Comparison::AtLeast } else { Comparison::Above }
        } else {
            let start = self.at;
            if self.is_before_text('-')
                && self.rest()[1..].starts_with(|c: char| c.is_alphabetic() || c == '"')
            {
                let field = &self.text[term_at..start];
                let reason = format!("the minus stands before the field, as in -{field}word");
                return Err(self.error(start, 1, reason));
            }
            let wanted = self.wanted()?;
            return match wanted {
                Wanted::Words(words) if words.is_empty() && self.at == start => Err(self.error(
                    term_at,
                    self.at - term_at,
                    "a value must follow the colon, as in author:serge",
                )),
                Wanted::Words(words) if !self.text[start..].starts_with('"') => Ok(is_or_between(words)),
                wanted => Ok(Comparison::Is(wanted)),
            };
        };
        let quote_at = self.at;
        let value = if self.take('"') { self.quoted(quote_at)? } else { self.word() };
        if value.is_empty() {
            return Err(self.error(term_at, self.at - term_at, "a value must follow, as in year:<1940"));
        }
        Ok(make(value.to_owned()))
    }

    /// A word, a phrase, the beginning of a word, something near to a word, or a pattern.
    fn wanted(&mut self) -> Result<Wanted, QueryError> {
        let at = self.at;
        if self.take('"') {
            let phrase = self.quoted(at)?;
            // The star may stand in front of the quotation mark or behind it.
            let (start, is_inside) = match phrase.strip_suffix('*') {
                Some(start) if start.ends_with(char::is_alphanumeric) => (start, true),
                _ => (phrase, false),
            };
            let is_start = self.take('*') || is_inside;
            return Ok(if is_start {
                Wanted::Prefix(start.to_owned())
            } else {
                Wanted::Words(phrase.to_owned())
            });
        }
        if self.is_before_text('/') {
            return self.pattern();
        }
        let is_near = self.is_before_text('~') && self.take('~');
        let word_at = self.at;
        let word = self.word();
        let start = word.strip_suffix('*').unwrap_or(word);
        if let Some(star) = start.find('*') {
            return Err(self.error(word_at + star, 1, star_within(word)));
        }
        Ok(match word.strip_suffix('*') {
            _ if is_near => Wanted::Near(word.to_owned()),
            Some(start) if !start.is_empty() => Wanted::Prefix(start.to_owned()),
            _ => Wanted::Words(word.to_owned()),
        })
    }

    /// `/pattern/`, in which `\/` is a slash.
    fn pattern(&mut self) -> Result<Wanted, QueryError> {
        let at = self.at;
        self.at += 1;
        let mut is_escaped = false;
        let end = self.rest().find(|c| {
            let is_end = c == '/' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            is_end
        });
        let Some(end) = end else {
            return Err(self.error(
                at,
                self.text.len() - at,
                "this pattern is never closed; a / must end it",
            ));
        };
        let pattern = self.rest()[..end].replace("\\/", "/");
        condition::check(Manner::Pattern, &pattern)
            .map_err(|reason| self.error(self.at, end.max(1), reason))?;
        self.at += end + 1;
        Ok(Wanted::Pattern(pattern))
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_white_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Whether the text ends here, or the parenthesis or alternative.
    fn is_at_end_of_part(&self) -> bool {
        let rest = self.rest();
        // A parenthesis that closes none ends the whole, which then tells of it.
        rest.is_empty() || rest.starts_with(')') || self.joint() == Some(Joint::Or)
    }

    /// The word at this place that joins.
    fn joint(&self) -> Option<Joint> {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')')).unwrap_or(rest.len());
        JOINTS.iter().find(|(word, _)| *word == &rest[..end]).map(|(_, joint)| *joint)
    }

    /// Takes a word that joins; gives where it stands.
    fn take_joint(&mut self, wanted: Joint) -> Option<usize> {
        let joint = self.joint().filter(|joint| *joint == wanted)?;
        let at = self.at;
        self.at += JOINTS.iter().find(|(_, known)| *known == joint).map_or(0, |(word, _)| word.len());
        Some(at)
    }

    /// Whether a sign stands here that more than white space follows.
    fn is_before_text(&self, sign: char) -> bool {
        let behind = self.rest().strip_prefix(sign).and_then(|rest| rest.chars().next());
        behind.is_some_and(|c| !c.is_whitespace())
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// What follows up to white space or a parenthesis that closes what was opened before. `f(x)` is one word.
    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let mut inside = 0_usize;
        let end = rest.find(|c: char| {
            match c {
                '(' => inside += 1,
                ')' if inside > 0 => inside -= 1,
                ')' => return true,
                _ => {}
            }
            c.is_whitespace()
        });
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    /// A quoted text, the opening quote being taken already.
    fn quoted(&mut self, opened_at: usize) -> Result<&'a str, QueryError> {
        let rest = self.rest();
        let Some(end) = rest.find('"') else {
            let length = self.text.len() - opened_at;
            return Err(self.error(opened_at, length, "this quotation mark is never closed"));
        };
        self.at += end + 1;
        Ok(&rest[..end])
    }

    fn error(&self, at: usize, length: usize, reason: impl Into<String>) -> QueryError {
        QueryError { at, length, reason: reason.into() }
    }
}

/// What is said of a star that does not end a word. The pattern stands for the same, in a field.
fn star_within(word: &str) -> String {
    let parts: Vec<String> = word.split('*').map(regex::escape).collect();
    let begins = if parts.first().is_some_and(|part| !part.is_empty()) { "\\b" } else { "" };
    let ends = if parts.last().is_some_and(|part| !part.is_empty()) { "\\b" } else { "" };
    let pattern = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("\\w*");
    format!(
        "a star ends a word, as in serg*; elsewhere a pattern does it, in a field: \
         author:/{begins}{pattern}{ends}/; \"{word}\" in quotation marks takes the star for a sign"
    )
}

fn is_or_between(word: String) -> Comparison {
    let end = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    match word.split_once("..") {
        Some((from, to)) => Comparison::Between(end(from), end(to)),
        None => Comparison::Is(Wanted::Words(word)),
    }
}

fn is_field_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as a text with every joint and parenthesis.
    fn drawn(node: &Node) -> String {
        let all = |nodes: &[Node], joint: &str| {
            format!("({})", nodes.iter().map(drawn).collect::<Vec<_>>().join(joint))
        };
        match node {
            Node::All(nodes) => all(nodes, " & "),
            Node::Any(nodes) => all(nodes, " | "),
            Node::Not(node) => format!("!{}", drawn(node)),
            Node::Term(term) => match &term.kind {
                TermKind::Anywhere(wanted) => shown(wanted),
                TermKind::Field { name, comparison } => format!("{name}{}", compared(comparison)),
                TermKind::Saved(name) => format!("@{name}"),
            },
        }
    }

    fn shown(wanted: &Wanted) -> String {
        match wanted {
            Wanted::Words(words) => words.replace(' ', "_"),
            Wanted::Prefix(words) => format!("{}*", words.replace(' ', "_")),
            Wanted::Near(word) => format!("~{word}"),
            Wanted::Pattern(pattern) => format!("/{pattern}/"),
        }
    }

    fn compared(comparison: &Comparison) -> String {
        let end = |end: &Option<String>| end.clone().unwrap_or_default();
        match comparison {
            Comparison::Is(wanted) => format!("={}", shown(wanted)),
            Comparison::Between(from, to) => format!("={}..{}", end(from), end(to)),
            Comparison::Below(value) => format!("<{value}"),
            Comparison::AtMost(value) => format!("<={value}"),
            Comparison::Above(value) => format!(">{value}"),
            Comparison::AtLeast(value) => format!(">={value}"),
        }
    }

    #[test]
    fn queries_become_trees() {
        for (text, expected) in [
            ("", "()"),
            ("men", "men"),
            ("men prison", "(men & prison)"),
            ("men AND prison", "(men & prison)"),
            ("men prison OR siege", "((men & prison) | siege)"),
            ("men (prison OR siege)", "(men & (prison | siege))"),
            ("(men) OR (prison)", "(men | prison)"),
            ("-men NOT prison NOT NOT siege", "(!men & !prison & siege)"),
            ("-(men prison)", "!(men & prison)"),
            ("\"men in prison\"", "men_in_prison"),
            (
                "\"men in\"* \"men in*\" title:\"men in pri*\" \"men *\"",
                "(men_in* & men_in* & title=men_in_pri* & men_*)",
            ),
            ("serg* ~sedgwik", "(serg* & ~sedgwik)"),
            ("author:serge", "author=serge"),
            ("Author:\"victor serge\"", "author=victor_serge"),
            (
                "author:serg* author:~serg title:/^men .* a\\/b/",
                "(author=serg* & author=~serg & title=/^men .* a/b/)",
            ),
            ("author:(serge OR \"leon trotsky\") x", "((author=serge | author=leon_trotsky) & x)"),
            ("year:(1967 OR <1940)", "(year=1967 | year<1940)"),
            ("year:1967..1982 year:..1982 year:1967..", "(year=1967..1982 & year=..1982 & year=1967..)"),
            (
                "year:<=1940 year:<1940 year:>1 year:>=\"1940\"",
                "(year<=1940 & year<1940 & year>1 & year>=1940)",
            ),
            ("title:\"a..b\" title:\"M*A*S*H\" doi:*", "(title=a..b & title=M*A*S*H & doi=*)"),
            ("@novels -@read", "(@novels & !@read)"),
            ("https://x.org/a(b) 12:30 l'an and or", "(https://x.org/a(b) & 12:30 & l'an & and & or)"),
            ("(f(x) y)", "(f(x) & y)"),
            ("\"OR\" - @ ~ /", "(OR & - & @ & ~ & /)"),
        ] {
            assert_eq!(drawn(&parse(text).expect(text)), expected, "{text}");
        }
    }

    #[test]
    fn errors_point_at_the_place() {
        for (text, at, length) in [
            ("kind:novel \"men in", 11, 7),
            ("prison author: serge", 7, 7),
            ("year:< serge", 0, 6),
            ("men (prison", 4, 1),
            ("men) prison", 3, 1),
            ("OR men", 0, 2),
            ("men OR", 4, 2),
            ("men OR OR siege", 4, 2),
            ("men AND", 4, 3),
            ("(AND men)", 1, 3),
            ("men NOT", 4, 3),
            ("title:/men", 6, 4),
            ("men ()", 4, 2),
            ("author:s*e", 8, 1),
            ("men *erge", 4, 1),
            ("~s*e*", 2, 1),
            ("author:(serge OR s*e*)", 18, 1),
            ("kind:( )", 5, 3),
            ("(men (()))", 6, 2),
        ] {
            let error = parse(text).expect_err(text);
            assert_eq!((error.at, error.length), (at, length), "{text}: {error}");
        }
    }

    #[test]
    fn queries_have_parts() {
        for (text, expected) in [
            ("", &[][..]),
            (" men  in ", &["men", "in"]),
            (
                "kind:(novel OR memoir) AND -year:<1940 NOT \"a b\"",
                &["kind:(novel OR memoir)", "-year:<1940", "NOT \"a b\""],
            ),
            ("men OR in prison ", &["men OR in prison"]),
            ("(men OR in) prison", &["(men OR in)", "prison"]),
        ] {
            assert_eq!(parts(text).expect(text), expected, "{text}");
        }
        assert!(parts("men (").is_err());
    }

    #[test]
    fn depth_and_number_are_bounded() {
        assert!(parse(&"(".repeat(100_000)).is_err());
        assert!(parse(&format!("{}a{}", "(".repeat(40), ")".repeat(40))).is_ok());
        assert!(parse(&"a ".repeat(100_000)).is_err());
        assert!(parse(&format!("{}a", "NOT ".repeat(100_000))).is_ok());
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(text in ".{0,60}") {
            _ = parts(&text);
        }

        #[test]
        fn no_joint_or_sign_panics(parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "(", ")", "\"", "/", "\\", "-", "~", "@", "*", ":", "a", "title:", " ", "OR ", "NOT", "AND ", "..", "<", "é",
            ]), 0..20)) {
            _ = parse(&parts.concat());
        }
    }
}
