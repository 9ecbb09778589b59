//! The commands of LaTeX that cite: those of biblatex (manual, § 3.9 and § 3.15), biblatex-chicago, natbib, apacite,
//! harvard, jurabib, REVTeX and bibentry.

/// How a command takes its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `\cite[…][…]{keys}`
    One,
    /// `\cites(…)(…)[…][…]{keys}[…][…]{keys}…`
    Several,
    /// `\volcite[…]{volume}[…]{keys}`
    AfterVolume,
    /// `\volcites(…)(…)[…]{volume}[…]{keys}…`
    SeveralAfterVolumes,
}

/// Commands that do not end in `cite` or `cites`, in lower case: the first letter may be a capital.
const CITING: &[&str] = &[
    "bibentry",
    "citea",
    "citeaffixed",
    "citealp",
    "citealt",
    "citeasnoun",
    "citeauthor",
    "citeauthora",
    "citeauthornp",
    "citeauthors",
    "citedate",
    "citedates",
    "citefield",
    "citefullauthor",
    "citefullauthors",
    "citelist",
    "citen",
    "citename",
    "citenp",
    "citenum",
    "citep",
    "citepalias",
    "citepos",
    "citeposs",
    "citet",
    "citetalias",
    "citetitle",
    "citetitles",
    "citeurl",
    "citeurls",
    "citeyear",
    "citeyearnp",
    "citeyearpar",
    "citeyears",
    "footcitetext",
    "fullcitea",
    "fullciteanp",
    "fullciteauthor",
    "fullciteauthornp",
    "fullcitenp",
    "maskcitea",
    "masknocite",
    "shortcitea",
    "shortciteauthor",
    "shortciteauthornp",
    "shortciten",
    "shortcitenp",
    "citealias",
];

/// The volume forms.
const AFTER_VOLUME: &[&str] =
    &["volcite", "pvolcite", "fvolcite", "ftvolcite", "svolcite", "tvolcite", "avolcite"];

/// Commands that end in `cite` and cite nothing, in lower case.
const NOT_CITING: &[&str] = &["bibcite", "newcite", "providecite", "mkbibcite", "ifcite", "iftextcite"];

/// How a command takes keys; `None` for one that cites nothing. Any command that ends in `cite` cites, since authors
/// give names such as `\mycite` to commands of their own.
pub(super) fn shape(name: &str) -> Option<Shape> {
    let lower = name.to_ascii_lowercase();
    if name.starts_with("At") || name.starts_with("Declare") || NOT_CITING.contains(&lower.as_str()) {
        return None;
    }
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    if AFTER_VOLUME.contains(&singular) {
        return Some(if singular == lower { Shape::AfterVolume } else { Shape::SeveralAfterVolumes });
    }
    if lower.ends_with("cites") || lower == "footcitetexts" {
        return Some(Shape::Several);
    }
    (lower.ends_with("cite") || CITING.contains(&lower.as_str())).then_some(Shape::One)
}

/// Environments whose text is printed as it stands, or not at all.
pub(super) const VERBATIM: &[&str] = &[
    "verbatim",
    "verbatim*",
    "Verbatim",
    "Verbatim*",
    "BVerbatim",
    "LVerbatim",
    "SaveVerbatim",
    "VerbatimOut",
    "lstlisting",
    "minted",
    "comment",
    "filecontents",
    "filecontents*",
    "luacode",
    "luacode*",
];
