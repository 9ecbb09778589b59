use std::path::PathBuf;

use serde_json::json;

use super::{
    Context, Failure, Outcome, export,
    list::{Noun, Query},
    page_choice::PageChoice,
    visible::visible,
    words::counted,
};
use crate::{
    formats::BaseAddress,
    library::{Access, Foreign, SiteOptions, Strictness},
};

/// Make a small web site: the page, a page for each work and person, files in each format, a feed
///
/// The folder can be opened in a browser or put on any server, at any path. Made again, only what changed is written,
/// and of what is there only what an earlier run made is removed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre site public
  oeuvre site public author:serge --reading --style mla
  oeuvre site public --base-url https://example.org/serge/")]
pub struct Args {
    /// The folder to make
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    folder: PathBuf,
    #[command(flatten)]
    query: Query,
    /// Where the site will stand, for addresses in feeds and for search engines
    #[arg(long, value_name = "URL", value_parser = base_address)]
    base_url: Option<BaseAddress>,
    /// Make the site in a folder that has files of others, and replace those that are in the way
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    page: PageChoice,
}

fn base_address(text: &str) -> Result<BaseAddress, String> {
    BaseAddress::new(text)
        .ok_or_else(|| "it begins with https:// or http:// and has no ? and no #".to_owned())
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let library = context.open(Access::Read)?;
    let query = args.query.text();
    let furniture = args.page.furniture()?;
    let foreign = if args.force { Foreign::Replace } else { Foreign::Refuse };
    let options = SiteOptions {
        page: furniture.options(&query, Strictness::Tell),
        base: args.base_url.clone(),
        foreign,
    };
    let made = library.make_site(&args.folder, &options)?;
    if made.export.editions > 0 && context.json {
        context.out.json(&json!({
            "folder": args.folder.display().to_string(),
            "works": made.works,
            "people": made.people,
            "editions": made.export.editions,
            "files": made.files,
            "written": made.written,
            "removed": made.removed,
        }))?;
    } else if made.export.editions > 0 {
        let folder = args.folder.display().to_string();
        context.messages.say(format_args!(
            "made {}: {}, {}, {}; {} written, {} removed\nopen {}",
            visible(&folder),
            counted(made.works, "work", "works"),
            counted(made.export.editions, "edition", "editions"),
            counted(made.people, "person or body", "people and bodies"),
            counted(made.written, "file", "files"),
            made.removed,
            visible(&args.folder.join("index.html").display().to_string()),
        ));
    }
    export::tell_losses(&made.export, "html", context);
    args.query.outcome(made.export.editions, Noun::Edition, context)
}
