//! Manuscripts with the files that stand in them.

use std::{
    collections::BTreeSet,
    io,
    path::{Component, Path, PathBuf},
};

use foldhash::{HashSet, HashSetExt};

use super::{Cited, Dialect, Found, Kind, Need, Sense};

/// One citation with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The file, as it was named or found.
    pub path: PathBuf,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is cited.
    pub cited: Cited,
}

/// A file that could not be read.
#[derive(Debug)]
pub struct Inclusion {
    /// The file that names it, with line and column from 1.
    pub from: (PathBuf, usize, usize),
    /// The file, as it is named there.
    pub path: String,
    /// Where it was looked for.
    pub place: PathBuf,
    /// What the system said.
    pub error: io::Error,
    /// Whether it has to be there.
    pub need: Need,
}

/// All that some manuscripts cite, with what else they say of references.
#[derive(Debug, Default)]
pub struct Gathered {
    /// In the order of the files, and in each of the text.
    pub citations: Vec<Citation>,
    /// Every file that was read.
    pub files: Vec<PathBuf>,
    /// Files that could not be read.
    pub unread: Vec<Inclusion>,
    /// The bibliographies that the manuscripts name, each once.
    pub bibliographies: Vec<PathBuf>,
    /// What the manuscripts say of their dialect, or else what their language takes.
    pub dialect: Option<Dialect>,
    /// The style, as the manuscript calls it.
    pub style: Option<String>,
}

/// A file to read.
struct Waiting {
    path: PathBuf,
    kind: Kind,
    /// The folder of the manuscript, in which LaTeX looks for files.
    root: PathBuf,
    /// Who names it; `None` for what the user named.
    from: Option<((PathBuf, usize, usize), String, Need)>,
}

/// What one file gives, before the labels of all are known.
type Marked = (Citation, Sense);

/// Reads manuscripts and the files in them, each once. `load` gives the text of a file. Fails only where a manuscript
/// that was named cannot be read; such a failure names the path.
pub fn follow(
    manuscripts: &[(PathBuf, Kind)],
    load: &mut dyn FnMut(&Path) -> io::Result<String>,
) -> Result<Gathered, (PathBuf, io::Error)> {
    let mut gathered = Gathered::default();
    let mut labels = BTreeSet::new();
    let mut marked: Vec<Marked> = Vec::new();
    let mut seen = HashSet::new();
    // The next file to read is the last, so that files come in the order in which they are named.
    let mut waiting: Vec<Waiting> = manuscripts.iter().rev().map(|(path, kind)| named(path, *kind)).collect();
    while let Some(file) = waiting.pop() {
        if !seen.insert(plain(&file.path)) {
            continue;
        }
        let text = match load(&file.path) {
            Ok(text) => text,
            Err(error) => match file.from {
                None => return Err((file.path, error)),
                Some((from, path, need)) => {
                    gathered.unread.push(Inclusion { from, path, place: file.path, error, need });
                    continue;
                }
            },
        };
        let mut found = file.kind.read(&text);
        gathered.note(&file, &found);
        labels.append(&mut found.labels);
        let mut places = Places::new(&text);
        found.marks.sort_by_key(|mark| mark.at);
        for mark in found.marks {
            let (line, column) = places.of(mark.at);
            marked.push((Citation { path: file.path.clone(), line, column, cited: mark.what }, mark.sense));
        }
        let mut places = Places::new(&text);
        let included: Vec<Waiting> = found
            .inclusions
            .into_iter()
            .map(|inclusion| {
                let (line, column) = places.of(inclusion.at);
                let from = ((file.path.clone(), line, column), inclusion.path, inclusion.need);
                file.included(from)
            })
            .collect();
        waiting.extend(included.into_iter().rev());
        gathered.files.push(file.path);
    }
    let is_citation = |(citation, sense): &Marked| match (&citation.cited, sense) {
        (Cited::Key(key), Sense::CitationOrLabel) => !labels.contains(key),
        _ => true,
    };
    let usual = || manuscripts.first().map(|(_, kind)| kind.usual_dialect());
    gathered.dialect = gathered.dialect.or_else(usual);
    gathered.citations = marked.into_iter().filter(is_citation).map(|(citation, _)| citation).collect();
    Ok(gathered)
}

fn named(path: &Path, kind: Kind) -> Waiting {
    Waiting { path: path.to_owned(), kind, root: folder(path), from: None }
}

fn folder(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}

impl Waiting {
    /// The file that is named in this one. LaTeX and AUX look in the folder of the manuscript first, Typst takes a path
    /// that begins with a slash from there.
    fn included(&self, from: ((PathBuf, usize, usize), String, Need)) -> Waiting {
        let name = from.1.as_str();
        let here = folder(&self.path);
        let mut kind = self.kind;
        let path = match self.kind {
            Kind::Latex => {
                let has_ending =
                    Path::new(name).extension().is_some_and(|ending| ending == "tex" || ending == "ltx");
                let name = if has_ending { name.to_owned() } else { format!("{name}.tex") };
                let (of_root, of_file) = (self.root.join(&name), here.join(&name));
                if !of_root.is_file() && of_file.is_file() { of_file } else { of_root }
            }
            Kind::Typst => match name.strip_prefix('/') {
                Some(name) => self.root.join(name),
                None => here.join(name),
            },
            Kind::Aux => self.root.join(name),
            _ => {
                let path = here.join(name);
                // A chapter in Markdown that a Quarto document takes in is Quarto.
                kind = Kind::of(&path).filter(|_| kind != Kind::Quarto).unwrap_or(kind);
                path
            }
        };
        Waiting { path, kind, root: self.root.clone(), from: Some(from) }
    }
}

impl Gathered {
    /// The files that were read, and those that would be if they were there.
    pub fn places(&self) -> impl Iterator<Item = PathBuf> {
        self.files.iter().cloned().chain(self.unread.iter().map(|file| file.place.clone()))
    }

    /// Whether there may be more citations than were found: a file is missing, or a citation has no key.
    pub fn has_gaps(&self) -> bool {
        let is_keyless = |citation: &Citation| matches!(citation.cited, Cited::Keyless(_));
        self.unread.iter().any(|file| file.need == Need::Needed) || self.citations.iter().any(is_keyless)
    }

    /// Takes what a file says of its bibliography. What a file says stands over what its language takes, and the first
    /// file over the later ones.
    fn note(&mut self, file: &Waiting, found: &Found) {
        // LaTeX looks from the folder of the manuscript, the others from the file.
        let base = if file.kind == Kind::Typst { folder(&file.path) } else { file.root.clone() };
        for name in &found.bibliographies {
            let path = match name.strip_prefix('/').filter(|_| file.kind == Kind::Typst) {
                Some(name) => file.root.join(name),
                None => base.join(name),
            };
            let is_address = name.contains("://");
            if !is_address && !self.bibliographies.contains(&path) {
                self.bibliographies.push(path);
            }
        }
        self.dialect = self.dialect.or(found.dialect);
        if self.style.is_none() {
            self.style.clone_from(&found.style);
        }
    }
}

/// A path without `.` and, where that is sure, without `..`, so that one file is read once.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// Lines and columns of places that come in order.
struct Places<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Places<'t> {
        Places { text, at: 0, line: 1, column: 1 }
    }

    /// Line and column of a place that is not before the last one.
    fn of(&mut self, at: usize) -> (usize, usize) {
        for c in self.text.get(self.at..at).unwrap_or("").chars() {
            match c {
                '\n' => (self.line, self.column) = (self.line + 1, 1),
                _ => self.column += 1,
            }
        }
        self.at = self.at.max(at);
        (self.line, self.column)
    }
}
