//! Markdown line by line: what is text, and what is code or a comment.

/// A run of lines that are text, in bytes from the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub start: usize,
    pub end: usize,
}

/// What the lines so far say of the next one.
#[derive(Clone, Copy)]
enum State {
    /// Text, in a paragraph or before one.
    Text { after_blank: Blank, in_list: List },
    /// In a fence of this character and length.
    Fence { mark: char, length: usize, in_list: List },
    /// In a comment of HTML.
    Comment { in_list: List },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Blank {
    Before,
    No,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Inside,
    Outside,
}

/// The paragraphs of a text from a place on, without code blocks and comments.
pub(super) fn blocks(text: &str, from: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut state = State::Text { after_blank: Blank::Before, in_list: List::Outside };
    let mut at = from;
    for line in text.get(from..).unwrap_or("").split_inclusive('\n') {
        let (kept, next) = step(state, line);
        if let Some((start, end)) = kept {
            let block = Block { start: at + start, end: at + end };
            match blocks.last_mut() {
                // Within a paragraph code spans and links may go over the ends of lines.
                Some(last) if last.end == block.start && !is_start(state) => last.end = block.end,
                _ => blocks.push(block),
            }
        }
        state = next;
        at += line.len();
    }
    blocks
}

fn is_start(state: State) -> bool {
    !matches!(state, State::Text { after_blank: Blank::No, .. })
}

/// The part of a line that is text, and what holds after the line.
fn step(state: State, line: &str) -> (Option<(usize, usize)>, State) {
    match state {
        State::Fence { mark, length, in_list } => {
            let inside = line.trim_start_matches([' ', '\t', '>']).trim_end();
            let closes = inside.chars().all(|c| c == mark) && inside.len() >= length;
            (None, if closes { State::Text { after_blank: Blank::Before, in_list } } else { state })
        }
        State::Comment { in_list } => match line.find("-->") {
            Some(end) => after_comment(line, end + 3, in_list),
            None => (None, state),
        },
        State::Text { after_blank, in_list } => text_line(line, after_blank, in_list),
    }
}

/// What stands after the end of a comment; another one may begin there.
fn after_comment(line: &str, from: usize, in_list: List) -> (Option<(usize, usize)>, State) {
    let rest = line.get(from..).unwrap_or("");
    match rest.rfind("<!--") {
        Some(start) if !rest[start..].contains("-->") => {
            (Some((from, from + start)), State::Comment { in_list })
        }
        _ => (Some((from, line.len())), State::Text { after_blank: Blank::No, in_list }),
    }
}

fn text_line(line: &str, after_blank: Blank, in_list: List) -> (Option<(usize, usize)>, State) {
    let unquoted = line.trim_start_matches('>');
    let inside = line.trim_start_matches([' ', '\t', '>']);
    if inside.trim().is_empty() {
        return (None, State::Text { after_blank: Blank::Before, in_list });
    }
    let indent = indent(unquoted);
    if let Some((mark, length)) = fence(inside) {
        return (None, State::Fence { mark, length, in_list });
    }
    let begins_item = is_item(inside);
    let in_list = match (begins_item, indent, after_blank, in_list) {
        (true, 0..4, ..) => List::Inside,
        (false, 0, Blank::Before, _) => List::Outside,
        _ => in_list,
    };
    let code_from = if in_list == List::Inside { 8 } else { 4 };
    if after_blank == Blank::Before && indent >= code_from {
        return (None, State::Text { after_blank, in_list });
    }
    match line.rfind("<!--") {
        Some(start) if !line[start..].contains("-->") => (Some((0, start)), State::Comment { in_list }),
        _ => (Some((0, line.len())), State::Text { after_blank: Blank::No, in_list }),
    }
}

/// Columns before the text of a line; a tab goes to the next multiple of four.
fn indent(line: &str) -> usize {
    let mut columns = 0;
    for c in line.chars() {
        match c {
            ' ' => columns += 1,
            '\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    columns
}

/// The character and the length of a fence that a line opens.
fn fence(line: &str) -> Option<(char, usize)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    // With further backticks on the line it is code within text.
    let is_code_span = mark == '`' && line.chars().skip(length).any(|c| c == '`');
    (length >= 3 && !is_code_span).then_some((mark, length))
}

/// Whether a line begins an item of a list, or a note, whose further paragraphs are indented.
fn is_item(line: &str) -> bool {
    let is_marked = line.starts_with(['-', '*', '+', ':'])
        && line.get(1..).is_some_and(|rest| rest.starts_with([' ', '\t']));
    let number = line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '(');
    let is_numbered = number.len() < line.len()
        && line.len() - number.len() < 8
        && (number.starts_with(". ") || number.starts_with(") "));
    is_marked || is_numbered || line.starts_with("[^") || line.starts_with("(@")
}
