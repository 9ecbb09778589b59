//! A style as the engine is given it: what the engine does wrongly is taken out of it and done afterwards, or said
//! in another way.

use hayagriva::citationberg::{
    Affixes, Choose, Date, DatePart, DatePartName, DateParts, IndependentStyle, Label, LabelPluralize,
    LayoutRenderingElement, LongShortForm, Names, NamesChild, SortKey, Text, TextCase, TextTarget,
    taxonomy::{DateVariable, NameVariable, NumberOrPageVariable, StandardVariable, Variable},
};

use super::{
    stand_ins::{Mark, numbered},
    styles::macros_in,
    substitutes::{self, as_term},
};

/// A style that the engine can follow.
pub struct Prepared {
    /// The style.
    pub style: IndependentStyle,
    /// The variables that it uses in its own way.
    pub lent: Lent,
}

/// Variables that a style does not print, and that say something else in the engine.
#[derive(Clone, Copy, Debug)]
pub struct Lent {
    /// No item has it.
    pub empty: StandardVariable,
    /// An item has it when it has editors, whether they were printed already or not.
    pub has_editor: StandardVariable,
    /// The same of translators.
    pub has_translator: StandardVariable,
    /// The year of publication as text.
    pub year: StandardVariable,
}

/// Variables that hardly any style prints.
const RARE: [StandardVariable; 8] = [
    StandardVariable::ReviewedGenre,
    StandardVariable::References,
    StandardVariable::Annote,
    StandardVariable::Scale,
    StandardVariable::Dimensions,
    StandardVariable::Jurisdiction,
    StandardVariable::Division,
    StandardVariable::Keyword,
];

/// The style as the engine can follow it.
pub fn prepared(style: &IndependentStyle) -> Prepared {
    let mut used = Vec::new();
    style.macros.iter().for_each(|part| variables(&part.children, &mut used));
    variables(&style.citation.layout.elements, &mut used);
    let bibliography = style.bibliography.iter();
    bibliography.for_each(|bibliography| variables(&bibliography.layout.elements, &mut used));
    let mut free = RARE.into_iter().filter(|variable| !used.contains(variable));
    let mut lend = || free.next().unwrap_or(StandardVariable::Annote);
    let lent = Lent { empty: lend(), has_editor: lend(), has_translator: lend(), year: lend() };

    let mut style = style.clone();
    substitutes::part_from_the_rest(&mut style, lent.year);
    let mut preparation = Preparation { lent, suffixes: 0 };
    style.macros.iter_mut().for_each(|part| preparation.prepare_all(&mut part.children));
    preparation.prepare_all(&mut style.citation.layout.elements);
    if let Some(bibliography) = &mut style.bibliography {
        preparation.prepare_all(&mut bibliography.layout.elements);
    }
    Prepared { style, lent }
}

/// The variables that elements print or ask for.
fn variables(elements: &[LayoutRenderingElement], found: &mut Vec<StandardVariable>) {
    for element in elements {
        match element {
            LayoutRenderingElement::Text(text) => {
                if let TextTarget::Variable { var: Variable::Standard(variable), .. } = &text.target {
                    found.push(*variable);
                }
            }
            LayoutRenderingElement::Group(group) => variables(&group.children, found),
            LayoutRenderingElement::Names(names) => {
                names.substitute().into_iter().for_each(|other| variables(&other.children, found));
            }
            LayoutRenderingElement::Choose(choose) => {
                for branch in choose.branches() {
                    found.extend(branch.variable.iter().flatten().filter_map(|variable| match variable {
                        Variable::Standard(variable) => Some(*variable),
                        _ => None,
                    }));
                    variables(&branch.children, found);
                }
                choose.otherwise.iter().for_each(|other| variables(&other.children, found));
            }
            LayoutRenderingElement::Date(_)
            | LayoutRenderingElement::Number(_)
            | LayoutRenderingElement::Label(_) => {}
        }
    }
}

/// The elements of a style on their way to the engine.
struct Preparation {
    lent: Lent,
    /// How many suffixes were given a number.
    suffixes: usize,
}

impl Preparation {
    fn prepare_all(&mut self, elements: &mut Vec<LayoutRenderingElement>) {
        elements.iter_mut().for_each(|element| self.prepare(element));
        // The engine prints what stands beside names that are not there, since it does not take these for an empty
        // variable.
        let has_names = |element: &LayoutRenderingElement| match element {
            LayoutRenderingElement::Names(names) => names.substitute().is_none(),
            _ => false,
        };
        if elements.iter().any(has_names) {
            let target = TextTarget::Variable { var: self.lent.empty.into(), form: LongShortForm::default() };
            elements.push(LayoutRenderingElement::Text(Text::with_target(target)));
        }
    }

    fn prepare(&mut self, element: &mut LayoutRenderingElement) {
        if let Some(affixes) = affixes_of(element) {
            self.keep_closing(affixes);
        }
        match element {
            LayoutRenderingElement::Text(text) => prepare_text(text),
            LayoutRenderingElement::Names(names) => self.prepare_names(names),
            LayoutRenderingElement::Group(group) => self.prepare_all(&mut group.children),
            LayoutRenderingElement::Choose(choose) => self.prepare_choose(choose),
            LayoutRenderingElement::Label(label) => {
                set_case_of_term(&mut label.label.text_case, &mut label.label.affixes);
                if let Some(term) = page_label(label) {
                    *element = term;
                }
            }
            LayoutRenderingElement::Date(date) => prepare_date(date),
            LayoutRenderingElement::Number(_) => {}
        }
    }

    fn prepare_choose(&mut self, choose: &mut Choose) {
        let branches = std::iter::once(&mut choose.if_).chain(&mut choose.else_if);
        for branch in branches {
            self.prepare_all(&mut branch.children);
            // The engine takes people for missing who were printed in the place of an author.
            for variable in branch.variable.iter_mut().flatten() {
                match variable {
                    Variable::Name(NameVariable::Editor) => *variable = self.lent.has_editor.into(),
                    Variable::Name(NameVariable::Translator) => *variable = self.lent.has_translator.into(),
                    _ => {}
                }
            }
        }
        if let Some(otherwise) = &mut choose.otherwise {
            self.prepare_all(&mut otherwise.children);
        }
    }

    fn prepare_names(&mut self, names: &mut Names) {
        let mut prefix = None;
        for child in &mut names.children {
            match child {
                NamesChild::Substitute(substitute) => self.prepare_all(&mut substitute.children),
                NamesChild::Label(label) => set_case_of_term(&mut label.text_case, &mut label.affixes),
                NamesChild::Name(name) => prefix = name.affixes.prefix.take(),
                NamesChild::EtAl(_) => {}
            }
        }
        // The engine knows no affixes of `cs:name`.
        if let Some(prefix) = prefix
            && names.substitute().is_none()
        {
            names.prefix = Some(names.prefix.take().unwrap_or_default() + &prefix);
        }
    }

    /// The engine leaves a suffix out where the text ends with the same, which takes away a bracket that closes
    /// another one. No two suffixes are the same to it when each has a number, in letters that are taken out again.
    fn keep_closing(&mut self, suffix: &mut Option<String>) {
        let closes = |suffix: &&mut String| suffix.starts_with([')', ']', '}', '>', '»', '”', '’']);
        if let Some(suffix) = suffix.as_mut().filter(closes) {
            suffix.insert_str(0, &numbered(self.suffixes));
            self.suffixes += 1;
        }
    }
}

/// The affixes of an element that are its own.
fn affixes_of(element: &mut LayoutRenderingElement) -> Option<&mut Option<String>> {
    match element {
        LayoutRenderingElement::Text(text) => Some(&mut text.affixes.suffix),
        LayoutRenderingElement::Date(date) => Some(&mut date.affixes.suffix),
        LayoutRenderingElement::Number(number) => Some(&mut number.affixes.suffix),
        LayoutRenderingElement::Names(names) => Some(&mut names.suffix),
        LayoutRenderingElement::Group(group) => Some(&mut group.suffix),
        LayoutRenderingElement::Label(label) => Some(&mut label.label.affixes.suffix),
        LayoutRenderingElement::Choose(_) => None,
    }
}

/// The engine decides itself whether the label of pages is plural: one that is not to be decided is a term.
fn page_label(label: &Label) -> Option<LayoutRenderingElement> {
    let is_decided = label.label.plural != LabelPluralize::Contextual;
    let is_of_pages = matches!(label.variable, NumberOrPageVariable::Page(_));
    (is_of_pages && is_decided).then(|| as_term(label, label.label.plural))
}

/// The engine prints the season even where only the year is wanted, if the locale says how dates look.
fn prepare_date(date: &mut Date) {
    if date.form.is_some() && date.parts == Some(DateParts::Year) {
        let year = date.date_part.iter().find(|part| part.name == DatePartName::Year);
        let Some(year) = year.cloned().or_else(plain_year) else { return };
        date.date_part = vec![year];
        date.form = None;
        date.parts = None;
    }
}

/// `<date-part name="year"/>`. The crate has no other way to make one.
fn plain_year() -> Option<DatePart> {
    serde_json::from_value(serde_json::json!({ "@name": "year" })).ok()
}

/// A term is in the language of the locale and not in that of the item.
fn set_case_of_term(case: &mut Option<TextCase>, affixes: &mut Affixes) {
    if *case == Some(TextCase::TitleCase) {
        *case = None;
        mark(affixes, Mark::TermCase);
    }
}

/// Puts what stands between affixes between marks too.
fn mark(affixes: &mut Affixes, case: Mark) {
    let prefix = affixes.prefix.take().unwrap_or_default();
    affixes.prefix = Some(prefix + &case.sign().to_string());
    let suffix = affixes.suffix.take().unwrap_or_default();
    affixes.suffix = Some(Mark::CaseEnd.sign().to_string() + &suffix);
}

/// Marks in the place of cases that depend on the language: the engine takes capitals away from names, and cannot
/// keep the case of a part of a title.
fn prepare_text(text: &mut Text) {
    let case = match (&text.target, text.text_case) {
        (TextTarget::Variable { .. }, Some(TextCase::TitleCase)) => Mark::TitleCase,
        (TextTarget::Variable { .. }, Some(TextCase::SentenceCase)) => Mark::SentenceCase,
        (TextTarget::Variable { .. }, Some(TextCase::CapitalizeFirst)) => Mark::CapitalizeFirst,
        (TextTarget::Variable { .. }, Some(TextCase::CapitalizeAll)) => Mark::CapitalizeAll,
        _ => {
            set_case_of_term(&mut text.text_case, &mut text.affixes);
            return;
        }
    };
    text.text_case = None;
    mark(&mut text.affixes, case);
}

/// Whether a style prints labels made of names and years.
pub fn prints_labels(style: &IndependentStyle) -> bool {
    let mut used = Vec::new();
    style.macros.iter().for_each(|part| variables(&part.children, &mut used));
    variables(&style.citation.layout.elements, &mut used);
    used.contains(&StandardVariable::CitationLabel)
}

/// Whether a style says something of its own of what has no date, and sorts by that.
pub fn sorts_undated_itself(style: &IndependentStyle) -> bool {
    let keys = style
        .bibliography
        .iter()
        .filter_map(|bibliography| bibliography.sort.as_ref())
        .flat_map(|sort| &sort.keys);
    let mut names: Vec<&str> = keys
        .filter_map(|key| match key {
            SortKey::MacroName { name, .. } => Some(name.as_str()),
            SortKey::Variable { .. } => None,
        })
        .collect();
    let (mut asks, mut has_value) = (false, false);
    let mut at = 0;
    while let Some(name) = names.get(at).copied() {
        at += 1;
        for part in style.macros.iter().filter(|part| part.name == name) {
            asks |= asks_for_date(&part.children);
            has_value |= prints_value(&part.children);
            let mut called = Vec::new();
            macros_in(&part.children, &mut called);
            let fresh: Vec<&str> = called.into_iter().filter(|name| !names.contains(name)).collect();
            names.extend(fresh);
        }
    }
    asks && has_value
}

/// Whether elements print a text of their own, as a style does that wants something sorted by it.
fn prints_value(elements: &[LayoutRenderingElement]) -> bool {
    elements.iter().any(|element| match element {
        LayoutRenderingElement::Text(text) => matches!(text.target, TextTarget::Value { .. }),
        LayoutRenderingElement::Group(group) => prints_value(&group.children),
        LayoutRenderingElement::Choose(choose) => {
            choose.branches().any(|branch| prints_value(&branch.children))
                || choose.otherwise.iter().any(|other| prints_value(&other.children))
        }
        _ => false,
    })
}

fn asks_for_date(elements: &[LayoutRenderingElement]) -> bool {
    let asks = |variable: &Variable| *variable == Variable::Date(DateVariable::Issued);
    elements.iter().any(|element| match element {
        LayoutRenderingElement::Choose(choose) => choose
            .branches()
            .any(|branch| branch.variable.iter().flatten().any(asks) || asks_for_date(&branch.children)),
        LayoutRenderingElement::Group(group) => asks_for_date(&group.children),
        _ => false,
    })
}

impl Lent {
    /// The names of the variables in CSL-JSON.
    pub fn names(&self) -> [String; 4] {
        [self.empty, self.has_editor, self.has_translator, self.year].map(|variable| variable.to_string())
    }
}
