//! What `--format`, `--profile` and the ending of `--output` choose together.

use std::path::Path;

use super::Failure;
use crate::{
    fields::{PROFILES, Profile, default_profile, profiles_of},
    formats::{FORMATS, Format, PAGES, Page},
    model::likeness::nearest,
};

/// What can be written.
#[derive(Clone, Copy)]
pub enum Target {
    /// A file of references, for a target.
    Format(&'static dyn Format, &'static Profile),
    /// A page.
    Page(&'static dyn Page),
}

impl Target {
    /// The name for `--format`.
    pub fn name(self) -> &'static str {
        match self {
            Target::Format(format, _) => format.name(),
            Target::Page(page) => page.name(),
        }
    }

    /// All that can be written, in the default profile.
    fn all() -> impl Iterator<Item = Target> {
        let formats = FORMATS.iter().filter(|format| format.can_write());
        formats
            .map(|format| Target::Format(*format, default_profile(format.family())))
            .chain(PAGES.iter().map(|page| Target::Page(*page)))
    }

    fn has_ending(self, ending: &str) -> bool {
        match self {
            Target::Format(format, _) => format.extensions().contains(&ending),
            Target::Page(page) => page.extension() == ending,
        }
    }

    /// Whether the ending of a file says that this is meant. Tables that tell how books were read are asked for by name:
    /// any program has tables, and reading is private.
    fn is_told_by_ending(self) -> bool {
        !matches!(self, Target::Format(format, _) if format.tells_reading())
    }

    fn is_of(self, family: &str) -> bool {
        matches!(self, Target::Format(format, _) if format.family() == family)
    }

    fn in_profile(self, named: &Named<'_>) -> Result<Target, Failure> {
        let Target::Format(format, _) = self else {
            return Err(Failure::new(format!("{} has no profiles", self.name())));
        };
        let family = format.family();
        let is_other = named.family.is_some_and(|other| other != family);
        match profiles_of(family).find(|profile| profile.name == named.name) {
            Some(profile) if !is_other => Ok(Target::Format(format, profile)),
            _ => {
                let failure = Failure::new(format!("{} has no profile {:?}", format.name(), named.whole));
                let known: Vec<_> = profiles_of(family).map(|profile| profile.name).collect();
                Err(failure.hint(format!("it has: {}", known.join(", "))))
            }
        }
    }
}

/// A profile as it is named: `chicago`, `biblatex:chicago`.
struct Named<'a> {
    whole: &'a str,
    family: Option<&'a str>,
    name: &'a str,
}

impl<'a> Named<'a> {
    fn new(whole: &'a str) -> Self {
        match whole.split_once(':') {
            Some((family, name)) => Named { whole, family: Some(family), name },
            // The name of one profile alone says its family as well.
            None => {
                let mut of_name = PROFILES.iter().filter(|profile| profile.name == whole);
                let family = match (of_name.next(), of_name.next()) {
                    (Some(only), None) => Some(only.family),
                    _ => None,
                };
                Named { whole, family, name: whole }
            }
        }
    }
}

/// What is to be written: by the name of the format; else by the ending of the file, and, where formats share
/// an ending, the profile; else by the profile alone.
pub fn chosen(format: Option<&str>, profile: Option<&str>, output: Option<&Path>) -> Result<Target, Failure> {
    let profile = profile.map(Named::new);
    let family = profile.as_ref().and_then(|named| named.family);
    let is_of_family = |target: &Target| family.is_some_and(|family| target.is_of(family));
    let ending = output.and_then(Path::extension).and_then(|ending| ending.to_str()).map(str::to_lowercase);
    let target = match (format, ending) {
        (Some(name), _) => named(name)?,
        (None, Some(ending)) => {
            let with_ending: Vec<_> = Target::all().filter(|target| target.has_ending(&ending)).collect();
            let of_family = with_ending.iter().find(|target| is_of_family(target));
            let told = || with_ending.iter().find(|target| target.is_told_by_ending());
            *of_family.or_else(told).ok_or_else(|| without_format(&ending, &with_ending))?
        }
        (None, None) => Target::all().find(is_of_family).ok_or_else(|| {
            Failure::new("no format is named")
                .hint("name one with --format, or a file with --output; `oeuvre formats` lists the formats")
        })?,
    };
    match profile {
        Some(profile) => target.in_profile(&profile),
        None => Ok(target),
    }
}

/// No format is meant by the ending of a file alone.
fn without_format(ending: &str, with_ending: &[Target]) -> Failure {
    let names: Vec<_> = with_ending.iter().map(|target| target.name()).collect();
    match names.as_slice() {
        [] => Failure::new(format!("no format has files that end in .{ending}"))
            .hint("name the format with --format; `oeuvre formats` lists them"),
        _ => Failure::new(format!("files that end in .{ending} are of several formats")).hint(format!(
            "name one with --format: {}; `oeuvre list --csv` makes a table of columns that you choose",
            names.join(", ")
        )),
    }
}

/// Whether files of a format may end so.
pub fn has_ending(format: &str, path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    ending.is_some_and(|ending| named(format).is_ok_and(|target| target.has_ending(&ending)))
}

/// Whether a format has a profile of this name.
pub fn has_profile(format: &str, profile: &str) -> bool {
    chosen(Some(format), Some(profile), None).is_ok()
}

fn named(name: &str) -> Result<Target, Failure> {
    let is_read = FORMATS.iter().any(|format| format.name() == name);
    Target::all().find(|target| target.name() == name).ok_or_else(|| match is_read {
        true => Failure::new(format!("{name} can be read but not written")),
        false => unknown(name),
    })
}

/// The format of references that a name means, to read it.
pub fn format_to_read(name: &str) -> Result<&'static dyn Format, Failure> {
    FORMATS.iter().copied().find(|format| format.name() == name).ok_or_else(|| {
        match PAGES.iter().any(|page| page.name() == name) {
            true => Failure::new(format!("{name} can be written but not read")),
            false => unknown(name),
        }
    })
}

fn unknown(name: &str) -> Failure {
    let failure = Failure::new(format!("there is no format {name:?}"));
    let names = FORMATS.iter().map(|format| format.name()).chain(PAGES.iter().map(|page| page.name()));
    match nearest(name, names).first() {
        Some(close) => failure.hint(format!("did you mean {close}?")),
        None => failure.hint("`oeuvre formats` lists the formats"),
    }
}
