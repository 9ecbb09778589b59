//! What a style prints in the place of missing authors, in a form in which the engine prints it whole.
//!
//! The engine hides from the rest of an entry what it printed there. It takes dates and the numbers of labels for
//! printed as soon as it asks whether they are there, and so hides them from their own place. Macros that are
//! printed there are therefore copied, and the copies say years and labels as plain text.

use hayagriva::citationberg::{
    Choose, ChooseBranch, Date, DatePartName, IndependentStyle, Label, LabelPluralize,
    LayoutRenderingElement, LongShortForm, NamesChild, Text, TextTarget,
    taxonomy::{DateVariable, NumberOrPageVariable, StandardVariable, Term, Variable},
};

use super::styles::macros_in;

/// What the name of a copy ends with. No name in a style that somebody wrote has it.
const COPY: char = '\u{FDEF}';

/// Lets what stands for missing authors print copies, in which `year` says the year of publication.
pub fn part_from_the_rest(style: &mut IndependentStyle, year: StandardVariable) {
    let mut wanted: Vec<String> = Vec::new();
    style.macros.iter_mut().for_each(|part| redirect(&mut part.children, &mut wanted));
    redirect(&mut style.citation.layout.elements, &mut wanted);
    if let Some(bibliography) = &mut style.bibliography {
        redirect(&mut bibliography.layout.elements, &mut wanted);
    }
    let mut at = 0;
    while let Some(name) = wanted.get(at).cloned() {
        at += 1;
        let Some(mut copy) = style.macros.iter().find(|part| part.name == name).cloned() else { continue };
        let mut called = Vec::new();
        macros_in(&copy.children, &mut called);
        let fresh: Vec<String> =
            called.into_iter().map(str::to_owned).filter(|name| !wanted.contains(name)).collect();
        wanted.extend(fresh);
        copy.name.push(COPY);
        copy.children.iter_mut().for_each(|element| plainly(element, year));
        style.macros.push(copy);
    }
}

/// Points the macros of substitutes to their copies.
fn redirect(elements: &mut [LayoutRenderingElement], wanted: &mut Vec<String>) {
    for element in elements {
        match element {
            LayoutRenderingElement::Names(names) => {
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        substitute.children.iter_mut().for_each(|element| to_copy(element, wanted));
                    }
                }
            }
            LayoutRenderingElement::Group(group) => redirect(&mut group.children, wanted),
            LayoutRenderingElement::Choose(choose) => {
                branches(choose).for_each(|children| redirect(children, wanted));
            }
            _ => {}
        }
    }
}

fn to_copy(element: &mut LayoutRenderingElement, wanted: &mut Vec<String>) {
    match element {
        LayoutRenderingElement::Text(text) => {
            if let TextTarget::Macro { name } = &mut text.target {
                if !wanted.contains(name) {
                    wanted.push(name.clone());
                }
                name.push(COPY);
            }
        }
        LayoutRenderingElement::Group(group) => {
            group.children.iter_mut().for_each(|element| to_copy(element, wanted));
        }
        LayoutRenderingElement::Choose(choose) => {
            branches(choose).flatten().for_each(|element| to_copy(element, wanted));
        }
        _ => {}
    }
}

/// The children of every branch.
fn branches(choose: &mut Choose) -> impl Iterator<Item = &mut Vec<LayoutRenderingElement>> {
    let conditional = std::iter::once(&mut choose.if_).chain(&mut choose.else_if);
    let otherwise = choose.otherwise.iter_mut().map(|other| &mut other.children);
    conditional.map(|branch| &mut branch.children).chain(otherwise)
}

/// An element of a copy: it calls copies, and says years and labels as text.
fn plainly(element: &mut LayoutRenderingElement, year: StandardVariable) {
    match element {
        LayoutRenderingElement::Text(text) => {
            if let TextTarget::Macro { name } = &mut text.target {
                name.push(COPY);
            }
        }
        LayoutRenderingElement::Group(group) => {
            group.children.iter_mut().for_each(|element| plainly(element, year));
        }
        LayoutRenderingElement::Choose(choose) => {
            branches(choose).flatten().for_each(|element| plainly(element, year));
        }
        LayoutRenderingElement::Date(date) => {
            if let Some(text) = year_text(date, year) {
                *element = LayoutRenderingElement::Text(text);
            }
        }
        LayoutRenderingElement::Label(label) => {
            if matches!(label.variable, NumberOrPageVariable::Number(_)) {
                *element = as_term(label, LabelPluralize::Never);
            }
        }
        LayoutRenderingElement::Number(_) | LayoutRenderingElement::Names(_) => {}
    }
}

/// The year of publication as text, where nothing else of the date is printed.
fn year_text(date: &Date, year: StandardVariable) -> Option<Text> {
    let is_year = |date: &Date| {
        date.date_part.len() == 1 && date.date_part.iter().all(|part| part.name == DatePartName::Year)
    };
    if date.variable != Some(DateVariable::Issued) || date.form.is_some() || !is_year(date) {
        return None;
    }
    let target = TextTarget::Variable { var: year.into(), form: LongShortForm::default() };
    let mut text = Text::with_target(target);
    text.formatting = date.formatting;
    text.affixes = date.affixes.clone();
    text.display = date.display;
    Some(text)
}

/// A label as a term, where there is what it is the label of.
pub fn as_term(label: &Label, number: LabelPluralize) -> LayoutRenderingElement {
    let variable = match label.variable {
        NumberOrPageVariable::Number(variable) => Variable::Number(variable),
        NumberOrPageVariable::Page(variable) => Variable::Page(variable),
    };
    let plural = number == LabelPluralize::Always;
    let target = TextTarget::Term { term: Term::from(label.variable), form: label.label.form, plural };
    let mut text = Text::with_target(target);
    text.formatting = label.label.formatting;
    text.affixes = label.label.affixes.clone();
    text.text_case = label.label.text_case;
    text.strip_periods = label.label.strip_periods;
    only_with(variable, LayoutRenderingElement::Text(text))
}

/// An element that is printed where a variable is there.
fn only_with(variable: Variable, element: LayoutRenderingElement) -> LayoutRenderingElement {
    LayoutRenderingElement::Choose(Choose {
        if_: ChooseBranch {
            disambiguate: None,
            is_numeric: None,
            is_uncertain_date: None,
            locator: None,
            position: None,
            type_: None,
            variable: Some(vec![variable]),
            match_: Default::default(),
            children: vec![element],
        },
        else_if: Vec::new(),
        otherwise: None,
    })
}
