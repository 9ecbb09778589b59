//! MARC's codes for what people did, which MODS and MARCXML share.
//!
//! Source: the MARC Code List for Relators of the Library of Congress.

use crate::model::Role as R;

/// One code.
#[derive(Clone, Copy, Debug)]
pub struct Relator {
    /// The role.
    pub role: R,
    /// The code; the first row of a role is the one that is written.
    pub code: &'static str,
    /// What catalogues in several languages write instead of it, in lower case.
    pub terms: &'static [&'static str],
}

const fn row(role: R, code: &'static str, terms: &'static [&'static str]) -> Relator {
    Relator { role, code, terms }
}

/// Every code that stands for a role. Roles without a row have no code and are written as a word.
pub const RELATORS: &[Relator] = &[
    row(
        R::Author,
        "aut",
        &[
            "author",
            "creator",
            "verfasser",
            "verfasserin",
            "verfasserin",
            "auteur",
            "autor",
            "autore",
            "автор",
        ],
    ),
    row(R::Author, "cre", &[]),
    row(R::Author, "dis", &["dissertant"]),
    row(R::Author, "ctg", &["cartographer"]),
    row(R::Author, "art", &["artist"]),
    row(R::Author, "pht", &["photographer"]),
    row(R::Author, "inv", &["inventor"]),
    row(R::Author, "prg", &["programmer"]),
    row(R::Author, "ive", &["interviewee"]),
    row(R::Author, "spk", &["speaker", "presenter"]),
    row(
        R::Editor,
        "edt",
        &[
            "editor",
            "hrsg.",
            "herausgeber",
            "herausgeberin",
            "éditeur scientifique",
            "directeur de publication",
        ],
    ),
    row(R::Editor, "edc", &["editor of compilation"]),
    row(R::Editor, "pbd", &["publishing director", "series editor"]),
    row(
        R::Translator,
        "trl",
        &["translator", "übers.", "übersetzer", "übersetzerin", "traducteur", "traducteur.", "traductor"],
    ),
    row(R::Compiler, "com", &["compiler", "zusammenstellender"]),
    row(R::Abridger, "abr", &["abridger"]),
    row(R::Collaborator, "clb", &["collaborator"]),
    row(R::Organizer, "orm", &["organizer", "organizer of meeting"]),
    row(R::EditorialDirector, "edd", &["editorial director"]),
    row(R::Redactor, "red", &["redactor", "redaktor", "redakteur"]),
    row(R::Annotator, "ann", &["annotator"]),
    row(R::Commentator, "cmm", &["commentator"]),
    row(R::Commentator, "cwt", &["commentator for written text"]),
    row(R::Introduction, "win", &["writer of introduction"]),
    row(
        R::Introduction,
        "aui",
        &["author of introduction", "author of introduction, etc.", "verfasser eines vorworts"],
    ),
    row(R::Foreword, "wfw", &["writer of foreword", "préfacier", "preface by"]),
    row(R::Afterword, "waw", &["writer of afterword"]),
    row(
        R::Afterword,
        "aft",
        &["author of afterword, colophon, etc.", "verfasser eines nachworts", "postfacier"],
    ),
    row(R::Illustrator, "ill", &["illustrator", "illustratorin", "illustrateur"]),
    row(R::Holder, "pth", &["patent holder"]),
    row(R::Holder, "asg", &["assignee"]),
    row(R::Director, "drt", &["director"]),
    row(R::Director, "fmd", &["film director"]),
    row(R::Producer, "pro", &["producer"]),
    row(R::Producer, "fmp", &["film producer"]),
    row(R::ScriptWriter, "aus", &["screenwriter", "scriptwriter"]),
    row(R::Performer, "prf", &["performer"]),
    row(R::Performer, "act", &["actor"]),
    row(R::Performer, "sng", &["singer"]),
    row(R::Narrator, "nrt", &["narrator"]),
    row(R::Composer, "cmp", &["composer", "komponist", "compositeur"]),
    row(R::Host, "hst", &["host"]),
    row(R::Interviewer, "ivr", &["interviewer"]),
    row(R::Recipient, "rcp", &["addressee", "recipient"]),
    row(R::Chair, "mod", &["moderator"]),
    row(R::Curator, "cur", &["curator"]),
    row(
        R::Contributor,
        "ctb",
        &["contributor", "mitwirkender", "mitwirkende", "contributeur", "collaborateur"],
    ),
];

/// Roles that readers take for what they are; others are told once more as contributors, since a reader that
/// does not know a code makes an author of the name.
pub const WIDELY_KNOWN: &[R] = &[R::Author, R::Editor, R::Translator, R::Composer, R::Contributor];

/// The code that is written for a role; `None` where there is none.
pub fn relator_code(role: R) -> Option<&'static str> {
    RELATORS.iter().find(|relator| relator.role == role).map(|relator| relator.code)
}

/// The role that a code, a term of the code list in some language or our own word for it means.
pub fn role_of_relator(term: &str) -> Option<R> {
    let folded = term.trim().trim_end_matches(['.', ',']).to_lowercase();
    // Addresses of a code end in it.
    let code = folded.rsplit('/').next().unwrap_or(&folded);
    RELATORS
        .iter()
        .find(|relator| {
            relator.code == code || relator.terms.iter().any(|t| t.trim_end_matches('.') == folded)
        })
        .map(|relator| relator.role)
        .or_else(|| R::from_word(&folded.replace(' ', "-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_comes_back_from_what_is_written() {
        for role in R::ALL {
            let written = relator_code(*role).unwrap_or(role.as_str());
            assert_eq!(role_of_relator(written), Some(*role), "{written}");
        }
    }

    #[test]
    fn a_code_stands_once() {
        for (index, relator) in RELATORS.iter().enumerate() {
            assert!(!RELATORS[..index].iter().any(|other| other.code == relator.code), "{}", relator.code);
        }
    }

    #[test]
    fn terms_of_catalogues() {
        for (term, role) in [
            ("Übersetzer.", R::Translator),
            ("editor,", R::Editor),
            ("http://id.loc.gov/vocabulary/relators/trl", R::Translator),
            ("Writer of Introduction", R::Introduction),
        ] {
            assert_eq!(role_of_relator(term), Some(role), "{term}");
        }
        assert_eq!(role_of_relator("bookseller"), None);
    }
}
