//! What an agent did.

vocabulary! {
    /// The role of a contribution. Where a role is stored (work, expression or edition) is [`Role::level`].
    Role {
        Author = "author",
        Editor = "editor",
        Translator = "translator",
        Compiler = "compiler",
        Abridger = "abridger",
        Founder = "founder",
        Continuator = "continuator",
        Redactor = "redactor",
        Reviser = "reviser",
        Collaborator = "collaborator",
        Organizer = "organizer",
        EditorialDirector = "editorial-director",
        Annotator = "annotator",
        Commentator = "commentator",
        Introduction = "introduction",
        Foreword = "foreword",
        Afterword = "afterword",
        Illustrator = "illustrator",
        Contributor = "contributor",
        Holder = "holder",
        Director = "director",
        Producer = "producer",
        ExecutiveProducer = "executive-producer",
        ScriptWriter = "script-writer",
        SeriesCreator = "series-creator",
        Performer = "performer",
        Narrator = "narrator",
        Composer = "composer",
        Host = "host",
        Guest = "guest",
        Interviewer = "interviewer",
        Recipient = "recipient",
        ReviewedAuthor = "reviewed-author",
        Chair = "chair",
        Curator = "curator",
    }
}

vocabulary! {
    /// The level of the tree that a fact belongs to.
    Level {
        Work = "work",
        Expression = "expression",
        Edition = "edition",
    }
}

impl Role {
    /// Where a contribution in this role belongs when nothing says otherwise: the author to the work, those
    /// who made this version of the text to the expression, all others to the edition.
    pub fn level(self) -> Level {
        match self {
            Role::Author | Role::Composer | Role::Recipient | Role::Interviewer => Level::Work,
            Role::Translator | Role::Abridger => Level::Expression,
            _ => Level::Edition,
        }
    }
}
