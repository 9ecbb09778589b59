//! The styles at hand: those that the engine brings along, and CSL files.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use foldhash::{HashSet, HashSetExt};

use super::packed;
use crate::model::likeness;
use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{
    self, IndependentStyle, LayoutRenderingElement, Locale, LocaleCode, LocaleFile, NamesChild, StyleClass,
    TextTarget,
};

/// The names that users know styles by, with those of the archive. The first is the default.
pub const SHORT_NAMES: &[(&str, &str)] = &[
    ("chicago", "chicago-author-date"),
    ("chicago-notes", "chicago-notes"),
    ("chicago-short-notes", "chicago-shortened-notes"),
    ("mla", "modern-language-association"),
    ("apa", "american-psychological-association"),
    ("mhra", "modern-humanities-research-association-notes"),
    ("harvard", "harvard-cite-them-right"),
    ("iso690", "iso-690-author-date"),
    ("iso690-numeric", "iso-690-numeric"),
    ("turabian", "turabian-author-date"),
    ("turabian-notes", "turabian-fullnote-8"),
    ("ieee", "institute-of-electrical-and-electronics-engineers"),
    ("vancouver", "nlm-citation-sequence"),
    ("ama", "american-medical-association"),
    ("asa", "american-sociological-association"),
    ("apsa", "american-political-science-association"),
    ("aaa", "american-anthropological-association"),
    ("acs", "american-chemical-society"),
    ("acm", "association-for-computing-machinery"),
    ("cse", "council-of-science-editors-author-date"),
    ("abnt", "associacao-brasileira-de-normas-tecnicas"),
    ("gost", "gost-r-705-2008-numeric"),
    ("gb7714", "gb-7714-2015-author-date"),
    ("lncs", "springer-lecture-notes-in-computer-science"),
];

/// Where other programs keep CSL files, besides the folders of the user.
const SHARED_FOLDERS: &[&str] =
    &["/usr/share/citation-style-language/styles", "/usr/local/share/citation-style-language/styles"];

/// A style that can be rendered with.
#[derive(Debug)]
pub struct Style {
    /// Its CSL id, or the name of its file.
    pub id: String,
    /// What it calls itself.
    pub title: String,
    /// Whether its citations are notes.
    pub is_of_notes: bool,
    /// The language that a dependent style asks for.
    pub locale: Option<LocaleCode>,
    /// The folder of locales that stands beside the folder of the style, as CSL is distributed.
    pub locales: Option<PathBuf>,
    /// The rules.
    pub csl: IndependentStyle,
}

/// What the titles of styles end with besides the name of what they are the style of.
const WORDS_BEHIND_NAMES: [&str; 5] =
    ["Manual of Style", "Style Guide", "Reference Guide version", "Handbook", "Style"];

impl Style {
    /// What it is called in a sentence: its title without the edition, what stands in parentheses, and words such as
    /// "Handbook".
    pub fn name(&self) -> &str {
        let begins_edition = |(at, _): &(usize, &str)| {
            let rest = &self.title[at + 1..];
            rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '-' | '–' | '['))
        };
        let end = self.title.match_indices(' ').find(begins_edition).map_or(self.title.len(), |(at, _)| at);
        let name = self.title[..end].trim_end_matches([' ', ',', ':']);
        let short =
            WORDS_BEHIND_NAMES.iter().find_map(|words| name.strip_suffix(words)).unwrap_or(name).trim();
        if short.is_empty() { &self.title } else { short }
    }
}

/// Why a style cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum StyleError {
    /// Nothing has this name.
    #[error("there is no style {name:?}")]
    Unknown {
        /// The name that was given.
        name: String,
        /// Names that are like it.
        similar: Vec<String>,
    },
    /// A file that cannot be read.
    #[error("cannot read {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file that is no style.
    #[error("{} is no CSL style: {reason}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// A style that is at hand, before it is read.
#[derive(Clone, Debug)]
pub struct Known {
    /// The name to give for it.
    pub name: String,
    /// What it calls itself; for a file, its name in words.
    pub title: String,
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    Archived(ArchivedStyle),
    File(PathBuf),
}

/// Finds styles by name, CSL id or path.
#[derive(Clone, Debug, Default)]
pub struct Styles {
    /// The user's own folders of CSL files.
    pub folders: Vec<PathBuf>,
}

impl Styles {
    /// The style with a short name, the name of a CSL file, a CSL id, or at a path.
    pub fn find(&self, name: &str) -> Result<Style, StyleError> {
        let path = Path::new(name);
        if name.ends_with(".csl") && (path.is_file() || name.contains(std::path::MAIN_SEPARATOR)) {
            return self.read(path);
        }
        let wanted = plain_name(name);
        if let Some(archived) = archived(&wanted) {
            return self.load(&Known::archived(archived));
        }
        for folder in self.all_folders() {
            let path = folder.join(format!("{wanted}.csl"));
            if path.is_file() {
                return self.read(&path);
            }
        }
        Err(StyleError::Unknown { name: name.to_owned(), similar: self.similar(&wanted) })
    }

    /// All styles with a word in their name or title, ordered by name; those with short names first.
    pub fn with_word(&self, word: &str) -> Vec<Known> {
        let word = word.to_lowercase();
        let mut names = HashSet::new();
        let archived = SHORT_NAMES.iter().filter_map(|(short, name)| {
            Some(Known { name: (*short).to_owned(), ..Known::archived(ArchivedStyle::by_name(name)?) })
        });
        let short: Vec<Known> = archived.collect();
        let given: HashSet<&str> = SHORT_NAMES.iter().map(|(_, name)| *name).collect();
        let others = ArchivedStyle::all().iter().map(|style| Known::archived(*style));
        let mut others: Vec<Known> = others
            .filter(|known| !given.contains(known.name.as_str()))
            .chain(self.all_folders().iter().flat_map(|folder| files_of(folder)))
            .collect();
        others.sort_by(|a, b| a.name.cmp(&b.name));
        let all = short.into_iter().chain(others).filter(|known| names.insert(known.name.clone()));
        let has_word = |known: &Known| {
            known.name.to_lowercase().contains(&word) || known.title.to_lowercase().contains(&word)
        };
        all.filter(has_word).collect()
    }

    /// Reads a style that is at hand.
    pub fn load(&self, known: &Known) -> Result<Style, StyleError> {
        match &known.source {
            Source::Archived(archived) => {
                let path = PathBuf::from(&known.name);
                let unknown = || StyleError::Unknown { name: known.name.clone(), similar: Vec::new() };
                self.style_of(packed::style(*archived).ok_or_else(unknown)?, None, &path)
            }
            Source::File(path) => self.read(path),
        }
    }

    fn all_folders(&self) -> Vec<PathBuf> {
        self.folders.iter().cloned().chain(SHARED_FOLDERS.iter().map(PathBuf::from)).collect()
    }

    fn read(&self, path: &Path) -> Result<Style, StyleError> {
        let text = fs::read_to_string(path)
            .map_err(|source| StyleError::Unreadable { path: path.to_owned(), source })?;
        let style = parsed(&text).map_err(|reason| StyleError::Invalid { path: path.to_owned(), reason })?;
        self.style_of(style, None, path)
    }

    /// A style, or the one that a dependent style leans on.
    fn style_of(
        &self,
        style: citationberg::Style,
        locale: Option<LocaleCode>,
        path: &Path,
    ) -> Result<Style, StyleError> {
        let invalid = |reason: String| StyleError::Invalid { path: path.to_owned(), reason };
        match style {
            citationberg::Style::Independent(csl) => {
                macros_end(&csl).map_err(invalid)?;
                let id = plain_name(&csl.info.id);
                Ok(Style {
                    id: if id.is_empty() { path.display().to_string() } else { id },
                    title: csl.info.title.value.clone(),
                    is_of_notes: csl.settings.class == StyleClass::Note,
                    locale,
                    locales: locales_beside(path),
                    csl,
                })
            }
            citationberg::Style::Dependent(style) => {
                let parent = plain_name(&style.parent_link.href);
                let found = match archived(&parent) {
                    Some(archived) => packed::style(archived),
                    None => {
                        self.all_folders().iter().map(|folder| folder.join(format!("{parent}.csl"))).find_map(
                            |path| fs::read_to_string(path).ok().and_then(|text| parsed(&text).ok()),
                        )
                    }
                };
                let locale = style.default_locale.or(locale);
                match found {
                    Some(citationberg::Style::Independent(csl)) => {
                        let title = style.info.title.value.clone();
                        let whole = self.style_of(citationberg::Style::Independent(csl), locale, path)?;
                        Ok(Style { title, ..whole })
                    }
                    _ => Err(invalid(format!("it leans on the style {parent}, which is not at hand"))),
                }
            }
        }
    }

    fn similar(&self, wanted: &str) -> Vec<String> {
        let known = self.with_word("");
        let names = likeness::nearest(wanted, known.iter().map(|known| known.name.as_str()));
        names.into_iter().map(str::to_owned).collect()
    }
}

impl Known {
    fn archived(style: ArchivedStyle) -> Known {
        Known {
            name: style.names().first().copied().unwrap_or_default().to_owned(),
            title: style.display_name().to_owned(),
            source: Source::Archived(style),
        }
    }
}

/// The last part of a CSL id or an address, without the ending of a file.
fn plain_name(name: &str) -> String {
    let last = name.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    last.trim_end_matches(".csl").to_lowercase()
}

fn archived(name: &str) -> Option<ArchivedStyle> {
    let long = SHORT_NAMES.iter().find(|(short, _)| *short == name).map_or(name, |(_, long)| *long);
    ArchivedStyle::by_name(long)
        .or_else(|| ArchivedStyle::by_id(&format!("http://www.zotero.org/styles/{long}")))
}

fn files_of(folder: &Path) -> Vec<Known> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let styles = entries.filter(|path| path.extension().is_some_and(|ending| ending == "csl"));
    styles
        .filter_map(|path| {
            let name = path.file_stem()?.to_str()?.to_owned();
            Some(Known { title: name.replace('-', " "), name, source: Source::File(path) })
        })
        .collect()
}

/// The deepest nesting of elements in a style that is read.
const DEEPEST: usize = 100;

/// A style from its XML.
fn parsed(text: &str) -> Result<citationberg::Style, String> {
    let mut depth = 0_usize;
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        match rest.bytes().next() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            _ if rest.find('>').is_some_and(|end| rest[..end].ends_with('/')) => {}
            _ => depth += 1,
        }
        if depth > DEEPEST {
            return Err(format!("its elements are nested more than {DEEPEST} deep"));
        }
    }
    citationberg::Style::from_xml(text).map_err(|error| error.to_string())
}

/// An error where a macro prints itself.
fn macros_end(style: &IndependentStyle) -> Result<(), String> {
    let mut done: HashSet<&str> = HashSet::new();
    for part in &style.macros {
        // Each macro with those that it prints, the last being the one at hand.
        let mut open: Vec<(&str, Vec<&str>)> = vec![(&part.name, called_by(style, &part.name))];
        while let Some((name, rest)) = open.last_mut() {
            let name = *name;
            let Some(next) = rest.pop() else {
                done.insert(name);
                open.pop();
                continue;
            };
            if open.iter().any(|(other, _)| *other == next) {
                return Err(format!("its macro {next:?} prints itself"));
            }
            if !done.contains(next) {
                open.push((next, called_by(style, next)));
            }
        }
    }
    Ok(())
}

/// The macros that a macro prints; none where there is no such macro.
fn called_by<'a>(style: &'a IndependentStyle, name: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    if let Some(part) = style.macros.iter().find(|part| part.name == name) {
        macros_in(&part.children, &mut found);
    }
    found
}

/// The macros that elements print.
pub(super) fn macros_in<'a>(elements: &'a [LayoutRenderingElement], found: &mut Vec<&'a str>) {
    for element in elements {
        match element {
            LayoutRenderingElement::Text(text) => {
                if let TextTarget::Macro { name } = &text.target {
                    found.push(name);
                }
            }
            LayoutRenderingElement::Group(group) => macros_in(&group.children, found),
            LayoutRenderingElement::Choose(choose) => {
                choose.branches().for_each(|branch| macros_in(&branch.children, found));
                choose.otherwise.iter().for_each(|other| macros_in(&other.children, found));
            }
            LayoutRenderingElement::Names(names) => {
                for child in &names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        macros_in(&substitute.children, found);
                    }
                }
            }
            LayoutRenderingElement::Date(_)
            | LayoutRenderingElement::Number(_)
            | LayoutRenderingElement::Label(_) => {}
        }
    }
}

/// The folder of locales beside the folder that a style is in.
fn locales_beside(style: &Path) -> Option<PathBuf> {
    let folder = style.parent()?.parent()?.join("locales");
    folder.is_dir().then_some(folder)
}

/// A locale from a folder of CSL's locales.
fn locale_in(folder: &Path, code: &LocaleCode) -> Option<Locale> {
    // The name of a language comes from a style or a user, and is not to lead elsewhere.
    let is_plain = code.0.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let path = folder.join(format!("locales-{}.xml", code.0));
    let text = is_plain.then(|| fs::read_to_string(path).ok())??;
    LocaleFile::from_xml(&text).ok().map(Locale::from)
}

/// The locales that a language needs: its own, the one that it falls back to, and American English; from a folder
/// where they are there, else from those that come along.
pub(super) fn locales_for(language: &LocaleCode, folder: Option<&Path>) -> Vec<Locale> {
    let wanted = [Some(language.clone()), language.fallback(), Some(LocaleCode::en_us())];
    let found = wanted.iter().flatten().filter_map(|code| {
        let beside = folder.and_then(|folder| locale_in(folder, code));
        beside.or_else(|| packed::locale(code))
    });
    let mut locales: Vec<Locale> = Vec::new();
    for locale in found {
        if !locales.iter().any(|other| other.lang == locale.lang) {
            locales.push(locale);
        }
    }
    locales
}
