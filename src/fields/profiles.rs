//! The targets of each family of formats, one row each (FIELDS, table C): what programs and styles do with an
//! entry differs, so the same edition is told to each in the way that it prints right.

use super::styles::{self, BeyondModel, TypesAs};

/// How the original behind a translation is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OriginalAs {
    /// An entry of its own that the translation points at as what it is a translation of.
    Entry,
    /// The same, pointed at as where the text was first published.
    FirstPublication,
    /// Title, date, publisher and place in fields of the entry.
    Fields,
    /// The same, and once more as lines of the note that the program takes for fields.
    FieldsAndLines,
    /// Lines of a note that the program takes for fields.
    Lines,
    /// The date alone.
    Date,
    /// Date, publisher and place, without the title.
    DateAndPublisher,
    /// The title alone.
    Title,
    /// One text with everything.
    OneText,
    /// A sentence of the printed note.
    Note,
    /// A description inside the entry that is a whole one itself.
    Inside,
}

/// How an earlier edition of the same text is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReprintAs {
    /// An entry of its own that the reprint points at.
    Entry,
    /// The fields of the original; in .bib files, where these tell of a foreign one, a sentence of the printed note;
    /// else a private field.
    Fields,
    /// The date of the original; beside a foreign original, a private field.
    Date,
    /// One text with everything.
    OneText,
    /// A sentence of the printed note.
    Note,
    /// A line of the note that the program takes for a field.
    Line,
    /// A private field only.
    Private,
    /// A description inside the entry that is a whole one itself.
    Inside,
}

/// How the translator is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TranslatorAs {
    /// A field, which the target prints.
    Field,
    /// A field, and a sentence of the printed note.
    FieldAndNote,
}

/// How the special issue of a periodical is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecialIssueAs {
    /// An issue with a title.
    Issue,
    /// An article by its editors.
    Article,
    /// A book by its editors.
    Book,
    /// A volume title without a title.
    VolumeTitle,
}

/// How the translator of a part of a book is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartTranslatorAs {
    /// In the field for translators.
    Translator,
    /// In a field of its own, since the field for translators names that of the book.
    SecondName,
}

/// How what is added to the author's name is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameAddonAs {
    /// As it is; the target puts what it wants around it.
    Bare,
    /// In square brackets.
    Bracketed,
}

/// The program that reads, where it has limits of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Any that follows the format.
    Any,
    /// Zotero: what it has no field for it takes from lines of the note.
    Zotero,
    /// hayagriva, by way of citationberg: one unexpected value and it refuses the whole file.
    Hayagriva,
}

/// The language of sentences in a printed note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is its name")]
pub enum Wording {
    English,
    German,
}

/// How English titles are written whose words begin with capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitlesAs {
    /// As they are given. Styles that want capitals find them; and no name loses its own.
    Given,
    /// In sentence case, for styles that print what they find and want no capitals. Names that nobody protected
    /// lose theirs.
    SentenceCase,
}

/// How .bib files have words in italics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItalicsAs {
    /// Emphasis, upright among words in italics.
    Emphasis,
    /// Italics in any case, which is what Zotero reads.
    Italics,
}

/// One target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The family of formats that it is for: what stands before the colon in its name.
    pub family: &'static str,
    /// What stands behind the colon.
    pub name: &'static str,
    /// One line on who it is for.
    pub audience: &'static str,
    /// The original behind a translation.
    pub original: OriginalAs,
    /// An earlier edition of the same text.
    pub reprint: ReprintAs,
    /// The translator.
    pub translator: TranslatorAs,
    /// The special issue of a periodical.
    pub special_issue: SpecialIssueAs,
    /// The translator of a part of a book.
    pub part_translator: PartTranslatorAs,
    /// What is added to the author's name.
    pub name_addon: NameAddonAs,
    /// The program that reads it.
    pub reader: Reader,
    /// The language of sentences in a printed note.
    pub wording: Wording,
    /// English titles whose words begin with capitals.
    pub titles: TitlesAs,
    /// Fields that are printed although the data model of BibLaTeX has none in entries of the type.
    pub beyond_model: &'static [BeyondModel],
    /// Types that are written as others.
    pub types: TypesAs,
    /// Written types in which neither the translator nor the original is printed from its field.
    pub without_original: &'static [&'static str],
    /// Words in italics.
    pub italics: ItalicsAs,
}

/// The name of the profile that a format has when none is named.
pub const DEFAULT: &str = "default";

const fn profile(
    family: &'static str,
    name: &'static str,
    audience: &'static str,
    original: OriginalAs,
    reprint: ReprintAs,
) -> Profile {
    Profile {
        family,
        name,
        audience,
        original,
        reprint,
        translator: TranslatorAs::Field,
        special_issue: SpecialIssueAs::Article,
        part_translator: PartTranslatorAs::Translator,
        name_addon: NameAddonAs::Bare,
        reader: Reader::Any,
        wording: Wording::English,
        titles: TitlesAs::Given,
        beyond_model: &[],
        types: &[],
        without_original: &[],
        italics: ItalicsAs::Emphasis,
    }
}

impl Profile {
    const fn issues_as(mut self, special_issue: SpecialIssueAs) -> Profile {
        self.special_issue = special_issue;
        self
    }

    const fn translators_as(mut self, translator: TranslatorAs) -> Profile {
        self.translator = translator;
        self
    }

    const fn in_sentence_case(mut self) -> Profile {
        self.titles = TitlesAs::SentenceCase;
        self
    }

    const fn with_second_names(mut self) -> Profile {
        self.part_translator = PartTranslatorAs::SecondName;
        self
    }

    const fn with_brackets(mut self) -> Profile {
        self.name_addon = NameAddonAs::Bracketed;
        self
    }

    const fn read_by(mut self, reader: Reader) -> Profile {
        self.reader = reader;
        self
    }

    const fn printing(mut self, beyond_model: &'static [BeyondModel]) -> Profile {
        self.beyond_model = beyond_model;
        self
    }

    const fn types_as(mut self, types: TypesAs) -> Profile {
        self.types = types;
        self
    }

    const fn without_original_in(mut self, types: &'static [&'static str]) -> Profile {
        self.without_original = types;
        self
    }

    const fn with_italics(mut self) -> Profile {
        self.italics = ItalicsAs::Italics;
        self
    }

    const fn in_german(mut self) -> Profile {
        self.wording = Wording::German;
        self
    }

    /// Whether a field is printed in an entry that is written as `type_name` although the data model has none there.
    pub fn prints(&self, type_name: &str, field: &str) -> bool {
        self.beyond_model.iter().any(|beyond| beyond.field == field && beyond.types.contains(&type_name))
    }

    /// Whether it is the one that its formats have when none is named.
    pub fn is_default(&self) -> bool {
        self.name == DEFAULT
    }
}

use OriginalAs as O;
use ReprintAs as R;
use SpecialIssueAs as I;

/// Every profile. The first of a family is its default.
pub const PROFILES: &[Profile] = &[
    profile("biblatex", DEFAULT, "BibLaTeX with biber, any style", O::Entry, R::Entry).issues_as(I::Issue),
    profile("biblatex", "interchange", "pandoc, JabRef, Better BibTeX, bibutils", O::Fields, R::Fields)
        .translators_as(TranslatorAs::FieldAndNote)
        .printing(styles::INTERCHANGE)
        .types_as(styles::TYPES_OF_ZOTERO)
        .with_italics(),
    profile("biblatex", "chicago", "biblatex-chicago", O::FirstPublication, R::Fields)
        .with_second_names()
        .printing(styles::CHICAGO),
    profile("biblatex", "apa", "biblatex-apa", O::Date, R::Date)
        .with_brackets()
        .printing(styles::APA)
        .types_as(styles::VOLUMES_AS_ONE),
    profile("biblatex", "mla", "biblatex-mla, windycity, biblatex-philosophy", O::Fields, R::Note)
        .issues_as(I::Issue)
        .printing(styles::MLA)
        .types_as(styles::VOLUMES_AS_ONE),
    profile("biblatex", "iso690", "biblatex-iso690, biblatex-oxref", O::Note, R::Note)
        .printing(styles::ISO690),
    profile(
        "bibtex",
        DEFAULT,
        "BibTeX with plain, alpha, abbrv, apalike and most other styles",
        O::Note,
        R::Note,
    )
    .translators_as(TranslatorAs::FieldAndNote)
    .issues_as(I::Book),
    profile("bibtex", "apacite", "BibTeX with apacite", O::DateAndPublisher, R::Fields)
        .issues_as(I::Book)
        .without_original_in(styles::WITHOUT_ORIGINAL_IN_APACITE),
    profile("csl", DEFAULT, "Chicago, MHRA and most other styles", O::Fields, R::Private),
    profile(
        "csl",
        "chicago-17",
        "Chicago with notes and Turabian before 2024, which print the date of an original as that of a reprint",
        O::Title,
        R::Fields,
    ),
    profile("csl", "apa", "APA", O::Date, R::Date).in_sentence_case(),
    profile("csl", "mla", "MLA", O::Date, R::Date).issues_as(I::VolumeTitle),
    profile("csl", "iso690", "ISO 690", O::Note, R::Note)
        .in_sentence_case()
        .translators_as(TranslatorAs::FieldAndNote),
    profile("csl", "din1505", "DIN 1505 and other German styles", O::Note, R::Private)
        .in_sentence_case()
        .in_german(),
    profile("csl", "zotero", "import into Zotero", O::FieldsAndLines, R::Line).read_by(Reader::Zotero),
    profile(
        "csl",
        "hayagriva",
        "hayagriva and Typst, which take less than the schema allows",
        O::Fields,
        R::Private,
    )
    .read_by(Reader::Hayagriva),
    profile("ris", DEFAULT, "RIS readers in general; EndNote", O::OneText, R::OneText),
    profile("ris", "endnote", "import into EndNote", O::OneText, R::OneText),
    profile("ris", "zotero", "import into Zotero", O::Lines, R::Note),
    profile("ris", "jabref", "import into JabRef 3 and 4", O::Title, R::Note),
    profile("ris", "jabref5", "import into JabRef 5 and later", O::Title, R::Note),
    profile("hayagriva", DEFAULT, "Typst and hayagriva", O::Inside, R::Private),
    profile("mods", DEFAULT, "library catalogues, bibutils, Zotero", O::Inside, R::Inside),
    profile("goodreads", DEFAULT, "Goodreads and what takes its files", O::Date, R::Private),
    profile("bookwyrm", DEFAULT, "BookWyrm", O::Date, R::Private),
];

/// The profiles of a family, its default first.
pub fn profiles_of(family: &str) -> impl Iterator<Item = &'static Profile> {
    PROFILES.iter().filter(move |profile| profile.family == family)
}

/// The profile that the formats of a family have when none is named.
pub fn default_profile(family: &str) -> &'static Profile {
    profiles_of(family).next().unwrap_or(&PROFILES[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_family_is_its_default() {
        for (index, profile) in PROFILES.iter().enumerate() {
            let is_first = !PROFILES[..index].iter().any(|other| other.family == profile.family);
            assert_eq!(is_first, profile.is_default(), "{}:{}", profile.family, profile.name);
            let same = PROFILES.iter().filter(|o| (o.family, o.name) == (profile.family, profile.name));
            assert_eq!(same.count(), 1, "{}:{}", profile.family, profile.name);
        }
    }
}
