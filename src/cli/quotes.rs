use serde_json::{Value as Json, json};

use super::{
    Context, Failure, Outcome,
    list::Query,
    output::{ASIDE, Colour, KEY, columns},
    styling::StyleChoice,
    visible::{visible, visible_lines},
};
use crate::{
    library::{Access, Quoted},
    rendering::Markup,
};

/// Print the passages that were kept, with citations
///
/// Words of the query are looked for in the passages too. A citation has the pages as its locator, in the style that is
/// asked for. In Markdown and HTML each passage is a block quotation.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  oeuvre quote serge1963memoirs 150 \"The ashes had grown cold.\" && oeuvre quotes
  oeuvre quote serge1963memoirs 150 \"The ashes had grown cold.\" && oeuvre quotes translator:sedgwick
  oeuvre quote serge1963memoirs 150 \"The ashes had grown cold.\" && oeuvre quotes ashes
  oeuvre quote serge1963memoirs 150 \"A line.\" && oeuvre quotes --format markdown --style mla
  oeuvre quote serge1963memoirs 150 \"A line.\" && oeuvre quotes --format html > quotes.html")]
pub struct Args {
    #[command(flatten)]
    query: Query,
    /// What to write
    #[arg(long, short, value_enum, default_value_t, value_name = "FORMAT")]
    format: Form,
    #[command(flatten)]
    choice: StyleChoice,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// To read here
    #[default]
    Text,
    /// Block quotations in Markdown
    Markdown,
    /// Block quotations in HTML, as a part of a page
    Html,
    /// Data
    Json,
}

pub fn run(args: &Args, context: &mut Context) -> Result<Outcome, Failure> {
    let style = args.choice.style()?;
    let found = context.open(Access::Read)?.quotations(&args.query.text(), &style)?;
    let form = if context.json { Form::Json } else { args.format };
    match form {
        Form::Json => context.out.json(&found.iter().map(record).collect::<Json>())?,
        Form::Text => {
            let (width, colour) = (context.out.width(), context.out.colour());
            let shown: Vec<String> = found.iter().map(|quoted| text(quoted, width, colour)).collect();
            context.out.text(&shown.join("\n"))?;
        }
        Form::Markdown => {
            let shown: Vec<String> = found.iter().map(markdown).collect();
            context.out.text(&shown.join("\n"))?;
        }
        Form::Html => {
            let shown: Vec<String> = found.iter().map(html).collect();
            context.out.text(&shown.join(""))?;
        }
    }
    if found.is_empty() {
        context
            .messages
            .say("no passage was kept of what is asked for; `oeuvre quote KEY PAGES TEXT` keeps one");
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

fn record(quoted: &Quoted) -> Json {
    let quotation = &quoted.quotation;
    json!({
        "key": quotation.edition,
        "number": quoted.number,
        "pages": quotation.pages,
        "text": quotation.text,
        "note": quotation.note,
        "language": quoted.language,
        "citation": Markup::Text.line(&quoted.citation),
        "citation_html": Markup::Html.line(&quoted.citation),
    })
}

/// The widest that lines of a passage get: longer ones are hard to read.
const WIDEST: usize = 80;

fn text(quoted: &Quoted, width: Option<usize>, colour: Colour) -> String {
    let quotation = &quoted.quotation;
    let mut lines: Vec<String> = Vec::new();
    for paragraph in visible_lines(&quotation.text).lines() {
        match width {
            Some(width) => lines.extend(wrapped(paragraph, width.min(WIDEST).saturating_sub(2))),
            None => lines.push(paragraph.to_owned()),
        }
    }
    let mut shown: String =
        lines.iter().map(|line| format!("  {line}").trim_end().to_owned() + "\n").collect();
    let key = colour.paint(KEY, visible(&quotation.edition));
    let citation = visible(&Markup::Text.line(&quoted.citation)).into_owned();
    shown.push_str(&format!("{key} {}: {citation}\n", quoted.number));
    if let Some(note) = &quotation.note {
        shown.push_str(&format!("{}\n", colour.paint(ASIDE, visible_lines(note))));
    }
    shown
}

/// A paragraph in lines of at most so many columns. Words that are longer, and scripts without spaces, are broken
/// between letters.
fn wrapped(paragraph: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines = vec![String::new()];
    for word in paragraph.split_inclusive(' ') {
        let taken = lines.last().map_or(0, |line| columns(line));
        if taken > 0 && taken + columns(word.trim_end()) > width && columns(word.trim_end()) <= width {
            lines.push(String::new());
        }
        for letter in word.chars() {
            let Some(line) = lines.last_mut() else { break };
            let mut longer = line.clone();
            longer.push(letter);
            if columns(longer.trim_end()) > width {
                lines.push(String::from(letter));
            } else {
                *line = longer;
            }
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

fn markdown(quoted: &Quoted) -> String {
    let mut shown = String::new();
    for line in quoted.quotation.text.lines() {
        shown.push_str(format!("> {}", markdown_escaped(line)).trim_end());
        shown.push('\n');
    }
    let citation = Markup::Markdown.line(&quoted.citation);
    shown.push_str(&format!(">\n> — {citation}\n"));
    shown
}

/// A line whose signs are text in Markdown.
fn markdown_escaped(line: &str) -> String {
    let line = line.trim();
    let mut escaped = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        let is_sign = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '$' | '^');
        let begins = at == 0 && matches!(c, '#' | '-' | '+' | '=' | '|');
        let ends_number = matches!(c, '.' | ')') && line[..at].chars().all(|c| c.is_ascii_digit()) && at > 0;
        if is_sign || begins || ends_number {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn html(quoted: &Quoted) -> String {
    let quotation = &quoted.quotation;
    let language = quoted.language.as_deref().map(|tag| format!(" lang=\"{}\"", html_escaped(tag)));
    let paragraphs: String = quotation
        .text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| format!("<p>{}</p>", html_escaped(line.trim())))
        .collect();
    format!(
        "<figure class=\"quotation\" data-key=\"{}\">\n<blockquote{} dir=\"auto\">{paragraphs}</blockquote>\n<figcaption dir=\"auto\">{}</figcaption>\n</figure>\n",
        html_escaped(&quotation.edition),
        language.unwrap_or_default(),
        Markup::Html.line(&quoted.citation),
    )
}

/// A text in which nothing is markup, between tags and in attributes; controls of the direction are taken out.
fn html_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() && c != '\t' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_wrapped_by_columns() {
        for (text, width, lines) in [
            ("a b c d", 3, &["a b", "c d"][..]),
            ("memoirs of a", 8, &["memoirs", "of a"]),
            ("革命者的回忆", 5, &["革命", "者的", "回忆"]),
            ("unending", 4, &["unen", "ding"]),
            ("e\u{301}e\u{301} e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]),
            ("", 5, &[""]),
        ] {
            assert_eq!(wrapped(text, width), lines, "{text}");
        }
    }

    #[test]
    fn nothing_in_a_passage_is_markup() {
        for (text, markdown, html) in [
            ("<script>a</script>", "\\<script\\>a\\</script\\>", "&lt;script&gt;a&lt;/script&gt;"),
            ("# a *b* [c](d)", "\\# a \\*b\\* \\[c\\](d)", "# a *b* [c](d)"),
            ("1. a & \"b\"", "1\\. a \\& \"b\"", "1. a &amp; &quot;b&quot;"),
            ("a\u{202e}b", "a\u{202e}b", "ab"),
        ] {
            assert_eq!((markdown_escaped(text).as_str(), html_escaped(text).as_str()), (markdown, html));
        }
    }
}
