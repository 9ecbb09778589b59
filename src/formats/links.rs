//! Where links lead: within the one page that holds all, or to the pages of a site.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// Where the page stands that links are written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Links {
    /// It holds all and stands alone.
    #[default]
    Alone,
    /// It is the first page of a site: it holds all, and works and people have pages of their own besides.
    First,
    /// It is the page of one work or person, in a folder of the site.
    Below,
}

/// Pages of a site that are of one thing, by its handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SitePage<'a> {
    Work(&'a str),
    Agent(&'a str),
}

/// The first page of a site.
pub(super) const FIRST_PAGE: &str = "index.html";

impl Links {
    /// What leads from the page to the top of the site.
    pub fn to_top(self) -> &'static str {
        match self {
            Links::Alone | Links::First => "",
            Links::Below => "../",
        }
    }

    /// The address of a page of its own; `None` where there is no site.
    pub fn page(self, page: SitePage<'_>) -> Option<String> {
        (self != Links::Alone).then(|| format!("{}{}", self.to_top(), page.path()))
    }
}

impl SitePage<'_> {
    /// From the top of the site, with slashes.
    pub fn path(self) -> String {
        format!("{}.html", self.stem())
    }

    /// The path without its ending, for files beside the page.
    pub fn stem(self) -> String {
        match self {
            SitePage::Work(handle) => format!("works/{}", file_name(handle)),
            SitePage::Agent(handle) => format!("people/{}", file_name(handle)),
        }
    }
}

/// Longest name of a file before its ending, in bytes. Systems take 255 with the ending, some encryptions 143.
const LONGEST: usize = 100;

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The name of a file for a handle: small letters, digits, `-` and `_`, safe on every file system and where capitals
/// do not count. A handle that is no such name gets what it has of one and, after a `~`, the beginning of its hash; so
/// that no two handles share a name.
pub(super) fn file_name(handle: &str) -> String {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let is_name = handle.chars().all(is_plain)
        && handle.starts_with(|c: char| c.is_ascii_alphanumeric())
        && handle.len() <= LONGEST
        && !DEVICES.contains(&handle)
        && handle != "index";
    if is_name {
        return handle.to_owned();
    }
    let mut name: String = handle
        .chars()
        .map(|c| c.to_ascii_lowercase())
        .map(|c| if is_plain(c) { c } else { '-' })
        .take(LONGEST / 2)
        .collect();
    if !name.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        name.insert(0, 'x');
    }
    name.push('~');
    for byte in Sha256::digest(handle.as_bytes()).iter().take(10) {
        // Writing to a String cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    name
}

#[cfg(test)]
mod tests {
    use foldhash::HashSet;

    use super::*;

    #[test]
    fn handles_become_names_that_every_system_takes() {
        assert_eq!(file_name("ville-conquise"), "ville-conquise");
        let long = "a".repeat(400);
        let odd = [
            "",
            ".",
            "..",
            "../up",
            "a/b",
            "a\\b",
            "A",
            "a",
            "con",
            "Con",
            "nul",
            "index",
            "a.",
            "a ",
            " a",
            "a:b",
            "é",
            "\u{202e}gnp",
            "<script>",
            "-rf",
            "\0",
            "a~b",
            &long,
            "名前",
        ];
        let mut names = HashSet::default();
        for handle in odd {
            let name = file_name(handle);
            assert!(names.insert(name.clone()), "{handle:?} shares {name}");
            assert!(name.len() <= LONGEST && !name.is_empty(), "{name}");
            assert!(name.starts_with(|c: char| c.is_ascii_alphanumeric()), "{name}");
            assert!(
                name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_~".contains(c)),
                "{name}"
            );
            assert!(!DEVICES.contains(&name.as_str()), "{name}");
        }
        assert_eq!(SitePage::Work("a").path(), "works/a.html");
        assert_eq!(Links::Below.page(SitePage::Agent("b")).as_deref(), Some("../people/b.html"));
        assert_eq!(Links::Alone.page(SitePage::Work("a")), None);
    }
}
