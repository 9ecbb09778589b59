//! Names → TeX.

use std::borrow::Cow;

use super::read::{Words, read};
use super::{Names, OTHERS, split_list};
use crate::formats::tex::{self, Kind, Repertoire};
use crate::model::{Ending, Name, NameList};

/// Which program is to read the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// BibTeX: its three forms.
    Bibtex,
    /// biber: these and, where none of them holds the name, the extended format.
    Biblatex,
}

/// A list as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The value of the field; empty for a list without names and for [`Ending::NotNamed`].
    pub text: String,
    /// Places of the names that no form holds exactly: they come back with other parts, or, where nothing is given in
    /// them, not at all.
    pub inexact: Vec<usize>,
}

/// Writes a list of names, each in the shortest form that [`read`] reads back as it is.
///
/// Not exact are, for BibTeX: dropping particles, particles whose last word has a capital, given names alone; for both:
/// a name with two particles, white space other than spaces.
pub fn write(list: &NameList, syntax: Syntax, repertoire: Repertoire) -> Written {
    let mut written = Written::default();
    let mut items = Vec::with_capacity(list.names.len() + 1);
    for (position, name) in list.names.iter().enumerate() {
        let form = write_name(name, syntax, repertoire);
        if form.fit == Fit::Nearest {
            written.inexact.push(position);
        }
        if !form.text.is_empty() {
            items.push(form.text);
        }
    }
    if list.ending == Ending::AndOthers {
        items.push(OTHERS.to_owned());
    }
    written.text = items.join(" and ");
    written
}

/// Puts braces around an item of a list of words (publishers, places), written as TeX, that would not be read as one
/// item.
pub fn protect_item(tex: &str) -> Cow<'_, str> {
    if tex == OTHERS || split_list(tex).len() > 1 { Cow::Owned(braced(tex)) } else { Cow::Borrowed(tex) }
}

#[derive(PartialEq, Eq)]
enum Fit {
    Exact,
    Nearest,
}

struct Form {
    text: String,
    fit: Fit,
}

fn write_name(name: &Name, syntax: Syntax, repertoire: Repertoire) -> Form {
    let parts = Parts::of(name, repertoire);
    let forms: [&dyn Fn() -> Option<String>; 3] =
        [&|| parts.classic(Braces::WhereNeeded), &|| parts.classic(Braces::Everywhere), &|| {
            (syntax == Syntax::Biblatex).then(|| parts.extended())
        }];
    let mut nearest = None;
    for text in forms.into_iter().filter_map(|form| form()) {
        match only_name(&text) {
            Some(read) if read == *name => return Form { text, fit: Fit::Exact },
            // The extended format, which comes last, keeps the most; of BibTeX's forms, the first does.
            Some(_) if nearest.is_none() || syntax == Syntax::Biblatex => nearest = Some(text),
            _ => {}
        }
    }
    Form { text: nearest.unwrap_or_else(|| parts.as_literal()), fit: Fit::Nearest }
}

/// The name that a form gives, alone in its list; `None` where it gives more, or less.
fn only_name(form: &str) -> Option<Name> {
    let Names { mut list, remarks } = read(form);
    let is_alone = list.names.len() == 1 && list.ending == Ending::Complete && remarks.is_empty();
    list.names.pop().filter(|_| is_alone)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Braces {
    WhereNeeded,
    Everywhere,
}

/// The parts of a name as TeX.
struct Parts {
    literal: String,
    /// Both particles.
    von: String,
    /// The value of the option, where it must be given.
    useprefix: &'static str,
    family: String,
    suffix: String,
    given: String,
}

impl Parts {
    fn of(name: &Name, repertoire: Repertoire) -> Self {
        let tex = |part: &str| tex::write(part, Kind::Plain, repertoire);
        let particles = [tex(&name.dropping_particle), tex(&name.non_dropping_particle)];
        let von: Vec<_> = particles.into_iter().filter(|particle| !particle.is_empty()).collect();
        let drops = !name.dropping_particle.is_empty() && name.non_dropping_particle.is_empty();
        Parts {
            literal: tex(&name.literal),
            von: von.join(" "),
            useprefix: if drops { "false" } else { "" },
            family: tex(&name.family),
            suffix: tex(&name.suffix),
            given: tex(&name.given),
        }
    }

    /// One of BibTeX's three forms, or braces around a literal; `None` for a name without a family name.
    fn classic(&self, braces: Braces) -> Option<String> {
        if !self.literal.is_empty() {
            return Some(self.as_literal());
        }
        if self.family.is_empty() {
            return None;
        }
        let part = |tex: &str| {
            let needed = braces == Braces::Everywhere || needs_braces(tex);
            if needed { braced(tex) } else { tex.to_owned() }
        };
        let family = match Words::of(&self.family).small().next() {
            Some(_) => braced(&self.family),
            None => part(&self.family),
        };
        let stands_alone = self.given.is_empty() && self.suffix.is_empty();
        let von_last = match self.von.as_str() {
            // Braces around all of it would make it a literal, several words a name with a given one.
            "" if stands_alone && (family.starts_with('{') || self.family.contains([' ', '~'])) => {
                [&braced(&self.family), "{}"].concat()
            }
            "" => family,
            von => [von, " ", &family].concat(),
        };
        Some(match (self.suffix.as_str(), self.given.as_str()) {
            ("", "") => von_last,
            ("", given) => [&von_last, ", ", &part(given)].concat(),
            // BibTeX takes a comma at the end for a slip.
            (suffix, "") => [&von_last, ", ", &part(suffix), ", {}"].concat(),
            (suffix, given) => [&von_last, ", ", &part(suffix), ", ", &part(given)].concat(),
        })
    }

    /// biblatex's extended format.
    fn extended(&self) -> String {
        let pairs = [
            ("family", self.family.as_str()),
            ("given", &self.given),
            ("prefix", &self.von),
            ("suffix", &self.suffix),
            ("useprefix", self.useprefix),
        ];
        let given = pairs.into_iter().filter(|(_, tex)| !tex.is_empty());
        let fields: Vec<_> = given.map(|(key, tex)| extended_field(key, tex)).collect();
        fields.join(", ")
    }

    /// All of the name in braces, in reading order.
    fn as_literal(&self) -> String {
        let whole = if self.literal.is_empty() {
            let parts = [&self.given, &self.von, &self.family, &self.suffix];
            let given: Vec<_> = parts.into_iter().filter(|tex| !tex.is_empty()).map(String::as_str).collect();
            given.join(" ")
        } else {
            self.literal.clone()
        };
        match whole.as_str() {
            "" => whole,
            // A group that begins with a backslash does not hold a name together.
            tex if tex.starts_with('\\') => braced(&braced(tex)),
            tex => braced(tex),
        }
    }
}

fn extended_field(key: &str, tex: &str) -> String {
    let field = if is_split(tex) { [key, "={", tex, "}"].concat() } else { [key, "=", tex].concat() };
    if field.contains([',', '"']) { ["\"", &field.replace('"', "\"\""), "\""].concat() } else { field }
}

/// Whether a part of one of the three forms must stand in braces.
fn needs_braces(tex: &str) -> bool {
    tex.contains([',', '=']) || is_split(tex)
}

/// Whether a part would be taken for two, or lose something at its ends.
fn is_split(tex: &str) -> bool {
    tex.contains(r"\ ") || tex.starts_with('~') || tex.ends_with('~') || split_list(tex).len() > 1
}

fn braced(tex: &str) -> String {
    ["{", tex, "}"].concat()
}
