//! Which TeX may be written as it is.
//!
//! A value may come from a file of any format, and what is kept as TeX in it is run by whoever typesets the .bib file
//! (ARCHITECTURE, invariant 9). TeX that sets type is let through; what reads or writes files, runs programs, defines
//! commands, or could put the names of such commands together is written as the characters that it consists of.

/// Commands, without the backslash, that do more than set type.
const HARMFUL: &[&str] = &[
    // Files.
    "AtEndDocument",
    "InputIfFileExists",
    "IfFileExists",
    "LoadClass",
    "RequirePackage",
    "bibliography",
    "closeout",
    "bibitem",
    "externaldocument",
    "import",
    "include",
    "includegraphics",
    "includeonly",
    "includepdf",
    "input",
    "inputminted",
    "loop",
    "lstinputlisting",
    "newread",
    "newwrite",
    "openin",
    "openout",
    "read",
    "readline",
    "subfile",
    "subimport",
    "usepackage",
    "verbatiminput",
    "write",
    "nocite",
    "addbibresource",
    // Programs.
    "ShellEscape",
    "directlua",
    "immediate",
    "latelua",
    "luadirect",
    "luaexec",
    "luacode",
    "pdfobj",
    "pdffiledump",
    "pdfliteral",
    "pdfextension",
    "pdfximage",
    "shellescape",
    "special",
    "file",
    "pyc",
    "py",
    "sagestr",
    // Definitions.
    "AtBeginDocument",
    "DeclareRobustCommand",
    "ExplSyntaxOn",
    "NewDocumentCommand",
    "RenewDocumentCommand",
    "DeclareDocumentCommand",
    "ProvideDocumentCommand",
    "catcode",
    "chardef",
    "countdef",
    "def",
    "edef",
    "futurelet",
    "gdef",
    "global",
    "globaldefs",
    "let",
    "makeatletter",
    "mathchardef",
    "newcommand",
    "newenvironment",
    "outer",
    "providecommand",
    "renewcommand",
    "renewenvironment",
    "long",
    "protected",
    "toks",
    "toksdef",
    "xdef",
    "everypar",
    "everymath",
    "everydisplay",
    "everyhbox",
    "everyvbox",
    "everyjob",
    "everycr",
    "everyeof",
    "output",
    "AddToHook",
    // Names put together.
    "afterassignment",
    "aftergroup",
    "begin",
    "csname",
    "endcsname",
    "end",
    "expandafter",
    "lccode",
    "meaning",
    "scantokens",
    "string",
    "uccode",
    "tokenize",
    "scantextokens",
    "nameuse",
    "jobname",
    "use",
    "endinput",
    "stop",
    "dump",
    "batchmode",
    "nonstopmode",
    "errorstopmode",
    "scrollmode",
    "shipout",
    "show",
    "message",
    "errmessage",
];

/// Whether TeX does nothing but set type.
pub fn is_harmless(source: &str) -> bool {
    // `^^5c` is a backslash to TeX.
    !source.contains("^^") && commands(source).all(|name| !name.contains('@') && !HARMFUL.contains(&name))
}

/// The names of the commands in a source.
fn commands(source: &str) -> impl Iterator<Item = &str> {
    let mut rest = source;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once('\\')?;
        let end = after.find(|c: char| !c.is_ascii_alphabetic() && c != '@').unwrap_or(after.len());
        let (name, next) = after.split_at(end);
        // The character of a control symbol belongs to it: the second backslash of `\\input` begins nothing.
        let symbol = next.chars().next().filter(|_| name.is_empty());
        rest = &next[symbol.map_or(0, char::len_utf8)..];
        Some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sets_type_is_let_through() {
        for source in [
            r"\foo{a}",
            r"\mkbibquote{a \url{x}}",
            r"{\tt x}",
            r"\'e",
            r"H_2^{+}",
            r"\alpha_\beta",
            r"a\\input",
            "",
        ] {
            assert!(is_harmless(source), "{source}");
        }
    }

    #[test]
    fn what_does_more_is_not() {
        let sources = [
            r"\input{x}",
            r"\input x",
            r"{\foo\immediate\write18{x}}",
            r"\write18{x}",
            r"^^5cinput",
            r"\csname in\endcsname",
            r"\@@input x",
            r"\def\a{b}",
            r"\\\input x",
            r"\begin{filecontents}",
            r"\input_",
        ];
        for source in sources {
            assert!(!is_harmless(source), "{source}");
        }
    }
}
