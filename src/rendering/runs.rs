//! What the engine printed, as a row of characters that each have a face, and as runs of one face.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, Formatting};

use super::stand_ins::{Mark, Years, is_filler, unkept};

/// Where a text stands against the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Baseline {
    /// On it.
    #[default]
    Line,
    /// Above it.
    Superscript,
    /// Below it.
    Subscript,
}

/// How a text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Face {
    /// In italics.
    pub italic: bool,
    /// In bold.
    pub bold: bool,
    /// In small capitals.
    pub small_caps: bool,
    /// Underlined.
    pub underlined: bool,
    /// Above or below the line.
    pub baseline: Baseline,
}

/// A text of one face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// How it is set.
    pub face: Face,
    /// The address that it leads to.
    pub link: Option<String>,
}

/// One character as it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    pub character: char,
    pub face: Face,
    /// The link that it is of, by its number.
    pub link: Option<usize>,
    /// Whether its case must not change.
    pub is_kept: bool,
}

/// A line of characters with the links that they are of.
#[derive(Debug, Default)]
pub struct Line {
    pub glyphs: Vec<Glyph>,
    pub links: Vec<String>,
}

impl Line {
    /// What the engine printed for an entry or a citation.
    pub fn of(children: &ElemChildren, years: &Years) -> Line {
        let mut line = Line::default();
        line.take(children, years);
        line
    }

    fn take(&mut self, children: &ElemChildren, years: &Years) {
        // The tree is as deep as the style is nested, which reading it has bounded.
        for child in &children.0 {
            match child {
                ElemChild::Text(text) => self.push(&text.text, face_of(&text.formatting), None, years),
                ElemChild::Elem(element) => {
                    if element.display.is_some() {
                        self.space();
                    }
                    self.take(&element.children, years);
                    if element.display.is_some() {
                        self.space();
                    }
                }
                ElemChild::Link { text, url } => {
                    self.links.push(url.clone());
                    let link = Some(self.links.len() - 1);
                    self.push(&text.text, face_of(&text.formatting), link, years);
                }
                ElemChild::Markup(text) => self.push(text, Face::default(), None, years),
                ElemChild::Transparent { .. } => {}
            }
        }
    }

    /// A space between blocks.
    pub fn space(&mut self) {
        if self.glyphs.last().is_some_and(|last| last.character != ' ') {
            self.glyphs.push(Glyph { character: ' ', face: Face::default(), link: None, is_kept: false });
        }
    }

    fn push(&mut self, text: &str, face: Face, link: Option<usize>, years: &Years) {
        let text = with_years(text, years);
        self.glyphs.extend(text.chars().filter(|c| !is_filler(*c)).map(|c| match unkept(c) {
            Some(character) => Glyph { character, face, link, is_kept: true },
            None => Glyph { character: c, face, link, is_kept: false },
        }));
    }

    /// The runs of the line.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<(Run, Option<usize>)> = Vec::new();
        for glyph in &self.glyphs {
            match runs.last_mut() {
                Some((run, link)) if run.face == glyph.face && *link == glyph.link => {
                    run.text.push(glyph.character);
                }
                _ => {
                    let link = glyph.link.and_then(|link| self.links.get(link).cloned());
                    runs.push((Run { text: glyph.character.into(), face: glyph.face, link }, glyph.link));
                }
            }
        }
        runs.into_iter().map(|(run, _)| run).collect()
    }

    /// Takes the marks out of the line and sets what stands between them as they say. Italics within italics are
    /// upright.
    pub fn set_marked(&mut self) {
        let (mut italic, mut bold, mut small_caps) = (0_usize, 0_usize, 0_usize);
        let mut baseline = Baseline::Line;
        self.glyphs.retain_mut(|glyph| {
            match Mark::of(glyph.character) {
                None => {
                    glyph.face.italic ^= italic % 2 == 1;
                    glyph.face.bold ^= bold % 2 == 1;
                    glyph.face.small_caps ^= small_caps % 2 == 1;
                    if baseline != Baseline::Line {
                        glyph.face.baseline = baseline;
                    }
                    return true;
                }
                Some(Mark::ItalicOn) => italic += 1,
                Some(Mark::ItalicOff) => italic = italic.saturating_sub(1),
                Some(Mark::BoldOn) => bold += 1,
                Some(Mark::BoldOff) => bold = bold.saturating_sub(1),
                Some(Mark::SmallCapsOn) => small_caps += 1,
                Some(Mark::SmallCapsOff) => small_caps = small_caps.saturating_sub(1),
                Some(Mark::SuperscriptOn) => baseline = Baseline::Superscript,
                Some(Mark::SubscriptOn) => baseline = Baseline::Subscript,
                Some(Mark::BaselineOn) => baseline = Baseline::Line,
                Some(_) => {}
            }
            false
        });
    }
}

fn face_of(formatting: &Formatting) -> Face {
    Face {
        italic: formatting.font_style != FontStyle::Normal,
        bold: formatting.font_weight == FontWeight::Bold,
        small_caps: formatting.font_variant == FontVariant::SmallCaps,
        underlined: formatting.text_decoration == TextDecoration::Underline,
        baseline: match formatting.vertical_align {
            VerticalAlign::Sup => Baseline::Superscript,
            VerticalAlign::Sub => Baseline::Subscript,
            VerticalAlign::None | VerticalAlign::Baseline => Baseline::Line,
        },
    }
}

/// The text with what its years stand for.
fn with_years(text: &str, years: &Years) -> String {
    if years.is_empty() {
        return text.to_owned();
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        whole.push_str(&rest[..at]);
        let digits = rest[at..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - at);
        let number = &rest[at..at + digits];
        let put = (digits == Years::DIGITS).then(|| years.text(number)).flatten();
        whole.push_str(put.unwrap_or(number));
        rest = &rest[at + digits..];
    }
    whole + rest
}
