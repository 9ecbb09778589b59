//! `@string` definitions and the values that are made from them.

use std::cell::Cell;

use foldhash::{HashMap, HashMapExt};

use super::{
    blocks::{Block, Content, Piece},
    problems::{Fault, SyntaxProblem},
};

/// How many bytes the macros and parents of a file may still add to what it says itself, so that a small file
/// cannot become an endless one.
pub(super) struct Budget(Cell<usize>);

impl Budget {
    /// For a file of this many bytes.
    pub(super) fn of(length: usize) -> Self {
        Budget(Cell::new(length.saturating_mul(16).saturating_add(1 << 20)))
    }

    /// Whether there is enough left for `bytes`, which are then taken.
    pub(super) fn take(&self, bytes: usize) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(bytes));
        bytes <= left
    }
}

/// The months, which every style defines.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The macros that are defined up to a place in a file, and those that are defined further down.
pub(super) struct Macros {
    defined: HashMap<String, String>,
    later: HashMap<String, String>,
}

impl Macros {
    /// Those that every file has.
    pub(super) fn of_every_file() -> Self {
        Macros { defined: months(), later: HashMap::new() }
    }

    /// Before a file of which these are all the macros.
    pub(super) fn before(whole: Macros) -> Self {
        Macros { defined: months(), later: whole.defined }
    }

    /// Defines what a `@string` block defines and tells what is wrong there.
    pub(super) fn define(&mut self, text: &str, block: &Block, budget: &Budget) -> Vec<SyntaxProblem> {
        let mut problems = Vec::new();
        if let Content::Strings(strings) = &block.content {
            for string in strings {
                let value = self.expand(text, &string.value, string.line, budget, &mut problems);
                self.defined.insert(text[string.name.clone()].to_lowercase(), value);
            }
        }
        problems
    }

    /// The value that pieces make, with the line breaks they have.
    pub(super) fn expand(
        &self,
        text: &str,
        pieces: &[Piece],
        line: usize,
        budget: &Budget,
        problems: &mut Vec<SyntaxProblem>,
    ) -> String {
        let mut value = String::new();
        for piece in pieces {
            let inside = &text[piece.range()];
            let is_macro =
                matches!(piece, Piece::Bare(_)) && !inside.bytes().all(|byte| byte.is_ascii_digit());
            let expanded = if is_macro { self.look_up(inside, line, problems) } else { inside };
            if is_macro && !budget.take(expanded.len()) {
                problems.push(SyntaxProblem { line, fault: Fault::TooMuchExpansion });
                value.push_str(inside);
            } else {
                value.push_str(expanded);
            }
        }
        without_control(value, line, problems)
    }

    fn look_up<'a>(&'a self, name: &'a str, line: usize, problems: &mut Vec<SyntaxProblem>) -> &'a str {
        let lower = name.to_lowercase();
        if let Some(value) = self.defined.get(&lower) {
            return value;
        }
        let fault = |make: fn(String) -> Fault| SyntaxProblem { line, fault: make(name.to_owned()) };
        match self.later.get(&lower) {
            Some(value) => {
                problems.push(fault(Fault::LateMacro));
                value
            }
            None => {
                problems.push(fault(Fault::UndefinedMacro));
                name
            }
        }
    }
}

fn months() -> HashMap<String, String> {
    MONTHS.iter().map(|month| ((*month).to_owned(), (*month).to_owned())).collect()
}

/// The value without control characters other than white space.
fn without_control(value: String, line: usize, problems: &mut Vec<SyntaxProblem>) -> String {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let Some(first) = value.chars().find(|c| is_odd(*c)) else {
        return value;
    };
    problems.push(SyntaxProblem { line, fault: Fault::ControlCharacter(first) });
    value.chars().filter(|c| !is_odd(*c)).collect()
}
