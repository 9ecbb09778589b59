//! The roles, one row each place: how names are called in each format.

use crate::model::{Place as P, Role as R};

/// Where BibLaTeX and BibTeX keep the names of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A field of its own.
    Field(&'static str),
    /// `editor`, or `editora`–`editorc`, with this `editortype`.
    Editor(&'static str),
    /// Nowhere.
    None,
}

/// The names of one role at one place in all formats.
#[derive(Clone, Copy, Debug)]
pub struct RoleRow {
    /// Of what they are the names.
    pub place: P,
    /// What they did.
    pub role: R,
    /// The name in JSON and for `set`.
    pub name: &'static str,
    /// In BibLaTeX.
    pub biblatex: Slot,
    /// In classic BibTeX.
    pub bibtex: Slot,
    /// In CSL.
    pub csl: Option<&'static str>,
}

const fn row(place: P, role: R, name: &'static str) -> RoleRow {
    RoleRow { place, role, name, biblatex: Slot::None, bibtex: Slot::None, csl: None }
}

impl RoleRow {
    const fn bib(mut self, field: &'static str) -> RoleRow {
        self.biblatex = Slot::Field(field);
        self.bibtex = Slot::Field(field);
        self
    }

    const fn biblatex(mut self, field: &'static str) -> RoleRow {
        self.biblatex = Slot::Field(field);
        self
    }

    const fn editor(mut self, editor_type: &'static str) -> RoleRow {
        self.biblatex = Slot::Editor(editor_type);
        self
    }

    const fn csl(mut self, variable: &'static str) -> RoleRow {
        self.csl = Some(variable);
        self
    }

    /// The name of the private field for formats that cannot say the role.
    pub fn escape(&self) -> String {
        match (self.place, self.role) {
            (P::Original, R::Author) => "x-orig-author".to_owned(),
            (P::Container, R::Translator) => "x-book-translator".to_owned(),
            _ => format!("x-{}", self.name.replace('_', "-")),
        }
    }
}

/// Every role at every place where formats know it. The editor of a part of a book is its container's:
/// readers and writers use the `Container` row for [`crate::model::EntryType::PARTS_OF_BOOKS`] and the
/// `Here` row for all others.
pub const ROLES: &[RoleRow] = &[
    row(P::Here, R::Author, "author").bib("author").csl("author"),
    row(P::Here, R::Editor, "editor").bib("editor").csl("editor"),
    row(P::Container, R::Editor, "container_editor").bib("editor").csl("editor"),
    row(P::Here, R::Translator, "translator").bib("translator").csl("translator"),
    row(P::Container, R::Translator, "container_translator"),
    row(P::Container, R::Author, "container_author").biblatex("bookauthor").csl("container-author"),
    row(P::Series, R::Editor, "series_editor").csl("collection-editor"),
    row(P::Original, R::Author, "original_author").csl("original-author"),
    row(P::Here, R::Compiler, "compiler").editor("compiler").csl("compiler"),
    row(P::Here, R::Abridger, "abridger").editor("abridger"),
    row(P::Here, R::Founder, "founder").editor("founder"),
    row(P::Here, R::Continuator, "continuator").editor("continuator"),
    row(P::Here, R::Redactor, "redactor").editor("redactor"),
    row(P::Here, R::Reviser, "reviser").editor("reviser"),
    row(P::Here, R::Collaborator, "collaborator").editor("collaborator"),
    row(P::Here, R::Organizer, "organizer").editor("organizer").csl("organizer"),
    row(P::Here, R::EditorialDirector, "editorial_director")
        .editor("editorialdirector")
        .csl("editorial-director"),
    row(P::Here, R::Illustrator, "illustrator").editor("illustrator").csl("illustrator"),
    row(P::Here, R::Annotator, "annotator").biblatex("annotator"),
    row(P::Here, R::Commentator, "commentator").biblatex("commentator"),
    row(P::Here, R::Introduction, "introduction").biblatex("introduction"),
    row(P::Here, R::Foreword, "foreword").biblatex("foreword"),
    row(P::Here, R::Afterword, "afterword").biblatex("afterword"),
    row(P::Here, R::Holder, "holder").biblatex("holder"),
    row(P::Here, R::Contributor, "contributor").editor("contributor").csl("contributor"),
    row(P::Here, R::Director, "director").editor("director").csl("director"),
    row(P::Here, R::Producer, "producer").editor("producer").csl("producer"),
    row(P::Here, R::ExecutiveProducer, "executive_producer")
        .editor("executiveproducer")
        .csl("executive-producer"),
    row(P::Here, R::ScriptWriter, "script_writer").editor("scriptwriter").csl("script-writer"),
    row(P::Here, R::SeriesCreator, "series_creator").editor("seriescreator").csl("series-creator"),
    row(P::Here, R::Performer, "performer").editor("performer").csl("performer"),
    row(P::Here, R::Narrator, "narrator").editor("narrator").csl("narrator"),
    row(P::Here, R::Composer, "composer").editor("composer").csl("composer"),
    row(P::Here, R::Host, "host").editor("host").csl("host"),
    row(P::Here, R::Guest, "guest").editor("guest").csl("guest"),
    row(P::Here, R::Interviewer, "interviewer").editor("interviewer").csl("interviewer"),
    row(P::Here, R::Recipient, "recipient").editor("recipient").csl("recipient"),
    row(P::Here, R::ReviewedAuthor, "reviewed_author").csl("reviewed-author"),
    row(P::Here, R::Chair, "chair").editor("chair").csl("chair"),
    row(P::Here, R::Curator, "curator").editor("curator").csl("curator"),
];

/// The row of a role at a place.
pub fn role_row(place: P, role: R) -> Option<&'static RoleRow> {
    ROLES.iter().find(|row| row.place == place && row.role == role)
}
