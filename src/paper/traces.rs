//! What LaTeX and biblatex noted down of the citations of a manuscript: `.aux` and `.bcf`.

use super::{Dialect, Found, Need, Sense};

/// Reads what LaTeX noted down: `\citation{keys}`, biblatex's `\abx@aux@cite{section}{key}` (`{key}` alone before
/// version 3.17), and the files of `\include`.
pub(super) fn read_aux(text: &str) -> Found {
    let mut found = Found::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let command = line.trim_start();
        let start = at + line.len() - command.len();
        at += line.len();
        let Some((name, arguments)) = command.split_once('{') else { continue };
        let groups: Vec<&str> = arguments.trim_end().trim_end_matches('}').splitn(3, "}{").collect();
        let Some(last) = groups.last().copied() else { continue };
        let inside = start + command.rfind(last).unwrap_or(0);
        match name {
            "\\citation" => found.cite_list(inside, last),
            "\\abx@aux@cite" => {
                found.dialect = Some(Dialect::Biblatex);
                found.cite_list(inside, last);
            }
            "\\@input" => found.include(start, last, Need::Needed),
            "\\bibstyle" => {
                found.dialect.get_or_insert(Dialect::Bibtex);
                found.style = Some(last.to_owned());
            }
            // With biblatex the last is a file of its own, in which it hands options to BibTeX.
            "\\bibdata" => {
                let names = last.split(',').map(str::trim).filter(|name| !name.ends_with("-blx"));
                found
                    .bibliographies
                    .extend(names.map(|name| format!("{}.bib", name.trim_end_matches(".bib"))));
            }
            _ => {}
        }
    }
    found
}

/// Reads what biblatex hands to biber: `<bcf:citekey>` and `<bcf:datasource type="file">`.
pub(super) fn read_bcf(text: &str) -> Found {
    let mut found = Found { dialect: Some(Dialect::Biblatex), ..Found::default() };
    let mut at = 0;
    for part in text.split('<') {
        // The text before this part ended with the bracket that is gone.
        let start = at;
        at += part.len() + 1;
        let Some((tag, value)) = part.split_once('>') else { continue };
        let name = tag.split_whitespace().next().unwrap_or("");
        let key = plain(value.trim());
        match name {
            "bcf:citekey" if !key.is_empty() => {
                found.cite(start + tag.len() + 1, &key, Sense::Citation);
            }
            "bcf:datasource" if tag.contains("type=\"file\"") => found.bibliographies.push(key),
            _ => {}
        }
    }
    found
}

/// A text of XML without its entities.
fn plain(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, c)| text.replace(entity, c))
}
