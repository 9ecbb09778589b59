use std::path::PathBuf;

use serde_json::json;

use super::{Context, Failure, Outcome, load::loaded_editions, visible::visible, words::counted};
use crate::library::make_demo;

/// Make the bibliography of Victor Serge, to look at and to try things on
///
/// The folder gets a library (serge.db), the same bibliography in each format, a page for the browser, the text
/// form and a small site. Files that have been changed are not overwritten.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre demo
  oeuvre demo try-this")]
pub struct Args {
    /// The folder to make
    #[arg(value_name = "DIR", default_value = "serge", value_hint = clap::ValueHint::DirPath)]
    folder: PathBuf,
}

/// What each file is, by its ending; the longest ending counts.
const REMARKS: &[(&str, &str)] = &[
    (".bibtex.bib", "for BibTeX"),
    (".bib", "for BibLaTeX"),
    (".db", "the library"),
    (".jsonld", "JSON-LD, for search engines and other machines"),
    (".json", "CSL-JSON, for reference managers"),
    (".csl.yaml", "the same in YAML, for pandoc and Quarto"),
    (".hayagriva.yaml", "for Typst"),
    (".ris", "for EndNote, Zotero and most others"),
    (".mods.xml", "MODS, for library catalogues"),
    ("site/index.html", "a site: a page for each work and person, files in each format, a feed"),
    (".html", "a page to read; open it in a browser"),
    (".yaml", "the text form, to edit and keep in git"),
];

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let demo = make_demo(&args.folder)?;
    let path = |name: &String| demo.folder.join(name).display().to_string();
    if context.json {
        context.out.json(&json!({
            "files": demo.files.iter().map(path).collect::<Vec<_>>(),
            "works": demo.loaded.works,
            "editions": demo.loaded.editions,
            "mentioned": demo.loaded.mentioned,
            "people": demo.loaded.agents,
        }))?;
        return Ok(Outcome::Done);
    }
    let mut made = format!(
        "made the bibliography of Victor Serge: {}, {}, {}\n",
        counted(demo.loaded.works, "work", "works"),
        loaded_editions(&demo.loaded),
        counted(demo.loaded.agents, "person or body", "people and bodies"),
    );
    let files: Vec<(String, &str)> = demo.files.iter().map(|name| (path(name), remark(name))).collect();
    let widest = files.iter().map(|(path, _)| super::output::columns(path)).max().unwrap_or(0);
    for (path, remark) in &files {
        made.push_str(&format!("  {}  {remark}\n", super::output::padded(&visible(path), widest)));
    }
    let library = files.first().map_or("", |(path, _)| path.as_str());
    made.push_str(&format!(
        "\nTry next:\n  oeuvre --library {library} tree memoirs\n  oeuvre --library {library} list \
         translator:greeman\n  oeuvre --library {library} people kind:novel"
    ));
    context.messages.say(made);
    Ok(Outcome::Done)
}

fn remark(name: &str) -> &'static str {
    REMARKS.iter().find(|(ending, _)| name.ends_with(ending)).map_or("", |(_, remark)| remark)
}
