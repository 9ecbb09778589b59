//! A sign in the place of names that the entry before has too ("subsequent-author-substitute").

use hayagriva::types::Person;
use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta, Formatted, Formatting};

/// Puts the sign in the place of the first names of each entry where those of the entry before are the same.
pub fn replace<'a>(entries: impl Iterator<Item = &'a mut ElemChildren>, sign: &str) {
    let mut before: Option<Heading> = None;
    for entry in entries {
        let heading = first_names(entry).map(|names| {
            let heading = heading(names);
            if before.as_ref() == Some(&heading) {
                put_sign(names, sign);
            }
            heading
        });
        before = heading;
    }
}

/// What an entry begins with: people, or what stands for them.
#[derive(PartialEq, Eq)]
enum Heading {
    People(Vec<Person>),
    Text(String),
}

fn heading(names: &Elem) -> Heading {
    match &names.meta {
        Some(ElemMeta::Names(people)) if people.iter().any(|(people, _)| !people.is_empty()) => {
            Heading::People(people.iter().flat_map(|(people, _)| people).cloned().collect())
        }
        _ => Heading::Text(format!("{:#}", names.children)),
    }
}

/// The names that an entry begins with: those that stand for others rather than these.
pub fn first_names(children: &mut ElemChildren) -> Option<&mut Elem> {
    for child in &mut children.0 {
        let ElemChild::Elem(element) = child else { continue };
        let is_names = matches!(element.meta, Some(ElemMeta::Names(_)));
        if is_names && !has_names_inside(&element.children) {
            return Some(element);
        }
        if let Some(found) = first_names(&mut element.children) {
            return Some(found);
        }
    }
    None
}

fn has_names_inside(children: &ElemChildren) -> bool {
    children.find_names().is_some()
}

fn is_name(child: &ElemChild) -> bool {
    match child {
        ElemChild::Elem(element) => {
            matches!(element.meta, Some(ElemMeta::Name(..))) || element.children.0.iter().any(is_name)
        }
        _ => false,
    }
}

/// The sign stands for all names; what is said of their role stays.
fn put_sign(names: &mut Elem, sign: &str) {
    let children = &names.children.0;
    let bounds = match (children.iter().position(is_name), children.iter().rposition(is_name)) {
        (Some(first), Some(last)) => first..last + 1,
        _ => 0..children.len(),
    };
    let sign = Formatted { text: sign.to_owned(), formatting: Formatting::default() };
    names.children.0.splice(bounds, [ElemChild::Text(sign)]);
}

/// Takes the first names out, with what parts them from what follows.
pub fn leave_out(children: &mut ElemChildren) {
    let Some(names) = first_names(children) else { return };
    names.children.0.clear();
    trim_start(children);
}

/// Takes spaces and commas from the beginning.
fn trim_start(children: &mut ElemChildren) -> bool {
    for child in &mut children.0 {
        let is_done = match child {
            ElemChild::Text(text) => {
                text.text = text.text.trim_start_matches([' ', ',', '\u{a0}']).to_owned();
                !text.text.is_empty()
            }
            ElemChild::Elem(element) => trim_start(&mut element.children),
            ElemChild::Markup(_) | ElemChild::Link { .. } | ElemChild::Transparent { .. } => true,
        };
        if is_done {
            return true;
        }
    }
    false
}
