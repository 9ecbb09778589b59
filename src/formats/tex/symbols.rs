//! The characters that TeX writes as commands: one list, read in both directions.
//!
//! Names of commands are those of LaTeX, `textcomp` and `inputenc` (ltoutenc.dtx, encguide); a few come from
//! babel's French (`\og`, `\fg`).

use std::sync::LazyLock;

use foldhash::HashMap;
use unicode_normalization::char::compose;

use crate::{fields::ItalicsAs, model::title::Tag};

/// Where a character is written as TeX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Everywhere: it is special to TeX, cannot be seen in a file, or is another sign in the fonts that LaTeX begins
    /// with (encguide, section 2.1: OT1).
    Always,
    /// A letter, written as TeX where only ASCII is wanted.
    Letter,
    /// Another sign, written as TeX where only ASCII is wanted.
    Sign,
    /// Read, never written.
    Read,
}

/// A character and the TeX that stands for it: a command, or characters that TeX joins (`---`).
pub(super) struct Symbol {
    pub(super) text: &'static str,
    /// With the backslash where it is a command.
    pub(super) tex: &'static str,
    pub(super) usage: Use,
}

const fn row(text: &'static str, tex: &'static str, usage: Use) -> Symbol {
    Symbol { text, tex, usage }
}

use Use::{Always, Letter, Read, Sign};

#[rustfmt::skip]
const SYMBOLS: &[Symbol] = &[
    // What TeX takes for something else.
    row("\\", r"\textbackslash", Always), row("{", r"\textbraceleft", Always), row("}", r"\textbraceright", Always),
    row("~", r"\textasciitilde", Always), row("^", r"\textasciicircum", Always), row("`", r"\textasciigrave", Always),
    row("%", r"\%", Always), row("#", r"\#", Always), row("&", r"\&", Always), row("_", r"\_", Always),
    row("$", r"\$", Always),
    row("{", r"\{", Read), row("}", r"\}", Read), row("_", r"\textunderscore", Read), row("$", r"\textdollar", Read),
    row("#", r"\texthash", Read), row("%", r"\textpercent", Read), row("&", r"\textampersand", Read),
    row("{", r"\lbrace", Read), row("}", r"\rbrace", Read), row("'", r"\textquotesingle", Read),

    // What OT1 prints as ¡, ¿ and —.
    row("<", r"\textless", Always), row(">", r"\textgreater", Always), row("|", r"\textbar", Always),

    // What cannot be seen.
    row("\u{a0}", "~", Always), row("\u{202f}", r"\,", Always), row("\u{2009}", r"\thinspace", Always),
    row("\u{2002}", r"\enspace", Always), row("\u{2003}", r"\quad", Always), row("\u{205f}", r"\:", Always),
    row("\u{2004}", r"\;", Always), row("\u{ad}", r"\-", Always),
    row("\u{200c}", r"\textcompwordmark", Always), row("\u{a0}", r"\nobreakspace", Read), row(" ", r"\space", Read),
    // Half the width of a slanted letter, of which Unicode knows nothing.
    // Of biblatex, behind a page: it and the one after it, it and those after it.
    row("\u{a0}sq.", r"\psq", Read), row("\u{a0}sqq.", r"\psqq", Read),
    row("", r"\/", Read),
    row(" ", r"\ ", Read), row("", r"\protect", Read),

    // Letters.
    row("ß", r"\ss", Letter), row("ẞ", r"\SS", Letter), row("æ", r"\ae", Letter), row("Æ", r"\AE", Letter),
    row("œ", r"\oe", Letter), row("Œ", r"\OE", Letter), row("ø", r"\o", Letter), row("Ø", r"\O", Letter),
    row("å", r"\aa", Letter), row("Å", r"\AA", Letter), row("ł", r"\l", Letter), row("Ł", r"\L", Letter),
    row("ı", r"\i", Letter), row("ȷ", r"\j", Letter), row("đ", r"\dj", Letter), row("Đ", r"\DJ", Letter),
    row("ð", r"\dh", Letter), row("Ð", r"\DH", Letter), row("þ", r"\th", Letter), row("Þ", r"\TH", Letter),
    row("ŋ", r"\ng", Letter), row("Ŋ", r"\NG", Letter), row("ĳ", r"\ij", Letter), row("Ĳ", r"\IJ", Letter),
    row("ð", r"\eth", Read), row("þ", r"\textthorn", Read), row("Þ", r"\textThorn", Read), row("Ð", r"\ETH", Read),
    row("ı", r"\textdotlessi", Read), row("ı", r"\imath", Read), row("ȷ", r"\textdotlessj", Read), row("ȷ", r"\jmath", Read),
    // Of the AMS, in MathSciNet.
    row("ʹ", r"\cprime", Read), row("ʺ", r"\cdprime", Read), row("·", r"\cydot", Read), row("Đ", r"\Dbar", Read),
    row("đ", r"\dbar", Read),
    row("ə", r"\textschwa", Letter), row("ħ", r"\textcrh", Letter),

    // Quotation marks and dashes.
    row("–", "--", Sign), row("—", "---", Sign), row("“", "``", Sign), row("”", "''", Sign), row("‘", "`", Sign),
    row("¡", "!`", Sign), row("¿", "?`", Sign), row("’", r"\textquoteright", Sign),
    row("‚", r"\quotesinglbase", Sign), row("„", r"\quotedblbase", Sign), row("«", r"\guillemotleft", Sign),
    row("»", r"\guillemotright", Sign), row("‹", r"\guilsinglleft", Sign), row("›", r"\guilsinglright", Sign),
    row("—", r"\emdash", Read), row("—", r"\Dash", Read), row("/", r"\slash", Read), row("–", r"\textendash", Read), row("—", r"\textemdash", Read), row("“", r"\textquotedblleft", Read),
    row("”", r"\textquotedblright", Read), row("‘", r"\textquoteleft", Read), row("\"", r"\textquotedbl", Read),
    row("\"", r"\dq", Read), row("‘", r"\lq", Read), row("’", r"\rq", Read), row("¡", r"\textexclamdown", Read),
    row("¿", r"\textquestiondown", Read), row("«\u{a0}", r"\og", Read), row("\u{a0}»", r"\fg", Read),
    row("«", r"\guillemetleft", Read), row("»", r"\guillemetright", Read), row("«", r"\flqq", Read), row("»", r"\frqq", Read),
    row("‹", r"\flq", Read), row("›", r"\frq", Read), row("„", r"\glqq", Read), row("“", r"\grqq", Read),
    row("‚", r"\glq", Read), row("‘", r"\grq", Read), row("„", r"\textquotedblbase", Read), row("-", r"\hyphen", Read),

    // Other signs.
    row("…", r"\ldots", Sign), row("…", r"\dots", Read), row("…", r"\textellipsis", Read),
    row("§", r"\S", Sign), row("¶", r"\P", Sign), row("†", r"\dag", Sign), row("‡", r"\ddag", Sign),
    row("§", r"\textsection", Read), row("¶", r"\textparagraph", Read),
    row("†", r"\textdagger", Read), row("‡", r"\textdaggerdbl", Read), row("•", r"\textbullet", Sign),
    row("©", r"\copyright", Sign), row("©", r"\textcopyright", Read), row("®", r"\textregistered", Sign),
    row("™", r"\texttrademark", Sign), row("℠", r"\textservicemark", Sign), row("℗", r"\textcircledP", Sign),
    row("£", r"\pounds", Sign), row("£", r"\textsterling", Read), row("€", r"\texteuro", Sign), row("€", r"\euro", Read),
    row("¥", r"\textyen", Sign), row("¢", r"\textcent", Sign), row("¤", r"\textcurrency", Sign), row("ƒ", r"\textflorin", Sign),
    row("°", r"\textdegree", Sign), row("°", r"\degree", Read), row("№", r"\textnumero", Sign), row("±", r"\textpm", Sign),
    row("×", r"\texttimes", Sign), row("÷", r"\textdiv", Sign), row("¬", r"\textlnot", Sign), row("µ", r"\textmu", Sign),
    row("¹", r"\textonesuperior", Sign), row("²", r"\texttwosuperior", Sign), row("³", r"\textthreesuperior", Sign),
    row("½", r"\textonehalf", Sign), row("¼", r"\textonequarter", Sign), row("¾", r"\textthreequarters", Sign),
    row("ª", r"\textordfeminine", Sign), row("º", r"\textordmasculine", Sign), row("¦", r"\textbrokenbar", Sign),
    row("·", r"\textperiodcentered", Sign), row("‰", r"\textperthousand", Sign), row("‱", r"\textpertenthousand", Sign),
    row("←", r"\textleftarrow", Sign), row("→", r"\textrightarrow", Sign), row("↑", r"\textuparrow", Sign),
    row("↓", r"\textdownarrow", Sign), row("♪", r"\textmusicalnote", Sign), row("℞", r"\textrecipe", Sign),
    row("′", r"\textprime", Sign), row("⁄", r"\textfractionsolidus", Sign), row("‖", r"\textbardbl", Sign),
    row("−", r"\textminus", Sign), row("√", r"\textsurd", Sign), row("℮", r"\textestimated", Sign),
    row("´", r"\textasciiacute", Sign), row("¨", r"\textasciidieresis", Sign), row("¯", r"\textasciimacron", Sign),
    row("˘", r"\textasciibreve", Sign), row("ˇ", r"\textasciicaron", Sign),
];

/// An accent: its command, the mark that follows the letter in Unicode, and the sign that an accent over
/// nothing leaves.
pub(super) struct Accent {
    pub(super) command: &'static str,
    pub(super) mark: char,
    pub(super) alone: &'static str,
    /// What becomes of the dot of i and j under it.
    pub(super) dot: Dot,
}

/// What becomes of the dot of i and j: an accent above takes its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dot {
    Lost,
    Kept,
}

const fn accent(command: &'static str, mark: char, alone: &'static str, dot: Dot) -> Accent {
    Accent { command, mark, alone, dot }
}

use Dot::{Kept, Lost};

#[rustfmt::skip]
const ACCENTS: &[Accent] = &[
    accent(r"\`", '\u{300}', "`", Lost), accent(r"\'", '\u{301}', "´", Lost), accent(r"\^", '\u{302}', "^", Lost),
    accent(r"\~", '\u{303}', "~", Lost), accent(r"\=", '\u{304}', "¯", Lost), accent(r"\u", '\u{306}', "˘", Lost),
    accent(r"\.", '\u{307}', "˙", Lost), accent(r#"\""#, '\u{308}', "¨", Lost), accent(r"\h", '\u{309}', "", Lost),
    accent(r"\r", '\u{30a}', "˚", Lost), accent(r"\H", '\u{30b}', "˝", Lost), accent(r"\v", '\u{30c}', "ˇ", Lost),
    accent(r"\d", '\u{323}', "", Kept), accent(r"\textcommabelow", '\u{326}', "", Kept), accent(r"\c", '\u{327}', "¸", Kept),
    accent(r"\k", '\u{328}', "˛", Kept), accent(r"\b", '\u{331}', "", Kept), accent(r"\t", '\u{361}', "", Kept),
    // Of the AMS, in MathSciNet.
    accent(r"\ocirc", '\u{30a}', "˚", Lost), accent(r"\polhk", '\u{328}', "˛", Kept), accent(r"\udot", '\u{323}', "", Kept),
];

/// The text that a command, or a sequence of characters, stands for.
pub(super) fn text_of(tex: &str) -> Option<&'static str> {
    static BY_TEX: LazyLock<HashMap<&str, &str>> =
        LazyLock::new(|| SYMBOLS.iter().rev().map(|symbol| (symbol.tex, symbol.text)).collect());
    BY_TEX.get(tex).copied()
}

/// The row that a character is written by.
pub(super) fn symbol_of(c: char) -> Option<&'static Symbol> {
    static BY_CHARACTER: LazyLock<HashMap<char, &Symbol>> = LazyLock::new(|| {
        let written = SYMBOLS.iter().filter(|symbol| symbol.usage != Read);
        written.filter_map(|symbol| Some((symbol.text.chars().next()?, symbol))).collect()
    });
    BY_CHARACTER.get(&c).copied()
}

/// Whether a byte is an ASCII character that stands for itself in TeX, whatever stands beside it.
pub(super) fn is_ordinary(byte: u8) -> bool {
    static ORDINARY: LazyLock<[bool; 128]> = LazyLock::new(|| {
        std::array::from_fn(|at| {
            let c = char::from(u8::try_from(at).unwrap_or(0));
            // What joins with its neighbours, and what begins tags and references.
            let joins = matches!(c, '-' | '\'' | '`' | '<' | '&');
            c.is_ascii_graphic() && !joins && symbol_of(c).is_none()
        })
    });
    ORDINARY.get(usize::from(byte)).copied().unwrap_or(false)
}

/// The accent that a command sets.
pub(super) fn accent_of(command: &str) -> Option<&'static Accent> {
    ACCENTS.iter().find(|accent| accent.command == command)
}

/// The accent that a combining character stands for.
pub(super) fn accent_with(mark: char) -> Option<&'static Accent> {
    ACCENTS.iter().find(|accent| accent.mark == mark)
}

/// A letter under accents, the innermost first: one composed character where Unicode has it.
pub(super) fn with_accents(letter: char, accents: &[&Accent]) -> String {
    let mut text = String::new();
    let mut base = letter;
    for accent in accents {
        let dotted = match (base, accent.dot) {
            ('ı', Dot::Lost) => 'i',
            ('ȷ', Dot::Lost) => 'j',
            _ => base,
        };
        match compose(dotted, accent.mark) {
            Some(composed) if text.is_empty() => base = composed,
            _ => {
                base = if text.is_empty() { dotted } else { base };
                text.push(accent.mark);
            }
        }
    }
    text.insert(0, base);
    text
}

/// A command that puts marks around its argument.
pub(super) struct Enclosure {
    command: &'static str,
    /// The marks outside other quotations, and inside them.
    pub(super) marks: [(&'static str, &'static str); 2],
}

#[rustfmt::skip]
const ENCLOSURES: [Enclosure; 4] = [
    Enclosure { command: r"\enquote", marks: [("“", "”"), ("‘", "’")] },
    Enclosure { command: r"\mkbibquote", marks: [("“", "”"), ("‘", "’")] },
    Enclosure { command: r"\mkbibparens", marks: [("(", ")"); 2] },
    Enclosure { command: r"\mkbibbrackets", marks: [("[", "]"); 2] },
];

/// The marks that a command puts around its argument.
pub(super) fn enclosure_of(command: &str) -> Option<&'static Enclosure> {
    ENCLOSURES.iter().find(|enclosure| enclosure.command == command)
}

/// The command whose argument is mathematics.
pub(super) const MATHEMATICS: &str = r"\ensuremath";

/// Whether the argument of a command is read, so that the command alone must not be given one.
pub(super) fn reads_argument(command: &str) -> bool {
    style_of(command).is_some() || enclosure_of(command).is_some() || command == MATHEMATICS
}

/// Commands without argument that print a name; kept as TeX.
pub(super) const LOGOS: [&str; 13] = [
    r"\LaTeX",
    r"\LaTeXe",
    r"\TeX",
    r"\BibTeX",
    r"\BibLaTeX",
    r"\XeLaTeX",
    r"\XeTeX",
    r"\LuaLaTeX",
    r"\LuaTeX",
    r"\AmSTeX",
    r"\MF",
    r"\ConTeXt",
    r"\AmS",
];

/// A tag of marked text and its commands: with an argument, the first one written; declarations that hold to
/// the end of their group.
struct Style {
    tag: Tag,
    commands: &'static [&'static str],
    declarations: &'static [&'static str],
}

#[rustfmt::skip]
const STYLES: [Style; 5] = [
    Style { tag: Tag::Italic, commands: &[r"\emph", r"\textit", r"\textsl", r"\mkbibemph", r"\mkbibitalic"],
            declarations: &[r"\em", r"\it", r"\itshape", r"\sl", r"\slshape"] },
    Style { tag: Tag::Bold, commands: &[r"\textbf", r"\mkbibbold"], declarations: &[r"\bf", r"\bfseries"] },
    Style { tag: Tag::Superscript, commands: &[r"\textsuperscript", r"\mkbibsuperscript"], declarations: &[] },
    Style { tag: Tag::Subscript, commands: &[r"\textsubscript", r"\mkbibsubscript"], declarations: &[] },
    Style { tag: Tag::SmallCaps, commands: &[r"\textsc"], declarations: &[r"\sc", r"\scshape"] },
];

/// The tag for the argument of a command.
pub(super) fn style_of(command: &str) -> Option<Tag> {
    STYLES.iter().find(|style| style.commands.contains(&command)).map(|style| style.tag)
}

/// The tag for what follows a declaration.
pub(super) fn declared_by(command: &str) -> Option<Tag> {
    STYLES.iter().find(|style| style.declarations.contains(&command)).map(|style| style.tag)
}

/// The command that a tag is written with; `None` for [`Tag::NoCase`], which is a pair of braces.
pub(super) fn command_for(tag: Tag, italics: ItalicsAs) -> Option<&'static str> {
    if (tag, italics) == (Tag::Italic, ItalicsAs::Italics) {
        return Some(r"\textit");
    }
    STYLES.iter().find(|style| style.tag == tag).and_then(|style| style.commands.first().copied())
}

#[cfg(test)]
mod tests {
    use foldhash::HashSet;

    use super::*;

    #[test]
    fn each_character_is_written_by_one_row_and_read_back() {
        let mut written = HashSet::default();
        for symbol in SYMBOLS.iter().filter(|symbol| symbol.usage != Read) {
            assert_eq!(symbol.text.chars().count(), 1, "{}", symbol.tex);
            assert!(written.insert(symbol.text), "{} is written by two rows", symbol.text);
            assert_eq!(text_of(symbol.tex), Some(symbol.text));
            assert!(symbol.tex.is_ascii());
        }
    }

    #[test]
    fn no_command_is_listed_twice() {
        let mut commands = HashSet::default();
        let all = SYMBOLS.iter().map(|symbol| symbol.tex);
        for command in all.chain(ACCENTS.iter().map(|accent| accent.command)).chain(LOGOS) {
            assert!(commands.insert(command), "{command} is listed twice");
        }
    }
}
