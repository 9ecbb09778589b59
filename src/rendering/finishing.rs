//! What is changed in the tree that the engine printed: numbers of entries, and what stands around a source.

use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatted, Formatting};

use super::{
    engine::{Cite, Mention},
    repeated,
    runs::Run,
};

/// What was printed with the number of its place in the whole list: it was printed in a list of its own.
pub fn numbered(mut children: ElemChildren, place: usize) -> ElemChildren {
    fn renumber(children: &mut ElemChildren, number: &str) {
        for child in &mut children.0 {
            let ElemChild::Elem(element) = child else { continue };
            if element.meta == Some(ElemMeta::CitationNumber) {
                put_number(&mut element.children, number);
            } else {
                renumber(&mut element.children, number);
            }
        }
    }
    fn put_number(children: &mut ElemChildren, number: &str) {
        for child in &mut children.0 {
            match child {
                ElemChild::Text(text) => {
                    let digits = |c: char| c.is_ascii_digit();
                    if let (Some(first), Some(last)) = (text.text.find(digits), text.text.rfind(digits)) {
                        text.text.replace_range(first..=last, number);
                        return;
                    }
                }
                ElemChild::Elem(element) => put_number(&mut element.children, number),
                _ => {}
            }
        }
    }
    renumber(&mut children, &place.to_string());
    children
}

/// Puts what stands before and behind each source of a citation around it, and leaves out authors who are not wanted,
/// with all that stood around them where nothing else is printed of a source.
pub fn around(citation: &mut ElemChildren, cluster: &[Cite]) {
    let text = |text: String| ElemChild::Text(Formatted { text, formatting: Formatting::default() });
    let mut emptied: Vec<usize> = Vec::new();
    for (at, child) in citation.0.iter_mut().enumerate() {
        let ElemChild::Elem(element) = child else { continue };
        let Some(ElemMeta::Entry(index)) = element.meta else {
            around(&mut element.children, cluster);
            continue;
        };
        let Some(cite) = cluster.get(index) else { continue };
        if cite.mention == Mention::WithoutAuthor {
            repeated::leave_out(&mut element.children);
            if format!("{:#}", element.children).trim().is_empty() && cite.prefix.is_empty() {
                let behind = cite.suffix.trim_start_matches([',', ' ']).to_owned();
                emptied.extend(behind.is_empty().then_some(at));
                element.children = ElemChildren(vec![text(behind)]);
                continue;
            }
        }
        if !cite.prefix.is_empty() {
            element.children.0.insert(0, text(format!("{} ", cite.prefix)));
        }
        if !cite.suffix.is_empty() {
            let is_close = cite.suffix.starts_with([',', '.', ';', ':']);
            let between = if is_close { "" } else { " " };
            element.children.0.push(text(format!("{between}{}", cite.suffix)));
        }
    }
    emptied.into_iter().rev().for_each(|at| take_out(&mut citation.0, at));
}

/// Takes a source out with what parts it from the one before it, or behind it.
fn take_out(children: &mut Vec<ElemChild>, at: usize) {
    let is_source = |place: Option<usize>| {
        let child = place.and_then(|place| children.get(place));
        matches!(child, Some(ElemChild::Elem(element)) if matches!(element.meta, Some(ElemMeta::Entry(_))))
    };
    let surplus = match (is_source(at.checked_sub(2)), is_source(at.checked_add(2))) {
        (true, _) => at - 1..at + 1,
        (false, true) => at..at + 2,
        (false, false) => at..at + 1,
    };
    children.drain(surplus);
}

/// Takes away brackets in which a style prints nothing of sources that the sentence names: "Serge ()".
pub fn without_empty_brackets(runs: &mut Vec<Run>) {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let Some(kept) = ["()", "[]"].iter().find_map(|brackets| text.strip_suffix(brackets)) else { return };
    let mut surplus = text.len() - kept.trim_end().len();
    while let Some(run) = runs.last_mut().filter(|_| surplus > 0) {
        let taken = surplus.min(run.text.len());
        run.text.truncate(run.text.len() - taken);
        surplus -= taken;
        if run.text.is_empty() {
            runs.pop();
        }
    }
}
