//! Which fact a value states, and of what: fields are keyed by [`Place`] and [`Field`].

use std::collections::BTreeMap;

use super::Date;

vocabulary! {
    /// Seen from one edition: what a field is a field of.
    Place {
        /// The edition itself.
        Here = "here",
        /// The multi-volume set that the edition is a volume of (BibLaTeX `maintitle`).
        Set = "set",
        /// The special issue with a title of its own that an article stands in (BibLaTeX `issuetitle`).
        Issue = "issue",
        /// The edition that it is part of: book of a chapter, periodical of an article.
        Container = "container",
        /// The series of the edition, or of its container.
        Series = "series",
        /// The meeting it was made for.
        Event = "event",
        /// The edition of the text it was translated from.
        Original = "original",
        /// The earlier edition of the same text that it reprints.
        Reprint = "reprint",
    }
}

vocabulary! {
    /// The fact itself. Names of people are not fields but contributions ([`super::Role`]).
    Field {
        Title = "title",
        Subtitle = "subtitle",
        TitleAddon = "title-addon",
        ShortTitle = "short-title",
        Language = "language",
        PrintedLanguages = "printed-languages",
        Publishers = "publishers",
        Places = "places",
        Institutions = "institutions",
        Organizations = "organizations",
        Date = "date",
        Accessed = "accessed",
        Submitted = "submitted",
        Available = "available",
        Edition = "edition",
        Version = "version",
        Volume = "volume",
        Volumes = "volumes",
        Part = "part",
        PartTitle = "part-title",
        Issue = "issue",
        Number = "number",
        Chapter = "chapter",
        Section = "section",
        Pages = "pages",
        PageTotal = "page-total",
        Pagination = "pagination",
        BookPagination = "book-pagination",
        ArticleNumber = "article-number",
        Supplement = "supplement",
        Printing = "printing",
        Genre = "genre",
        EntrySubtype = "entry-subtype",
        Medium = "medium",
        HowPublished = "how-published",
        PublicationState = "publication-state",
        NameAddon = "name-addon",
        Note = "note",
        Addendum = "addendum",
        Abstract = "abstract",
        Annotation = "annotation",
        Keywords = "keywords",
        Url = "url",
        File = "file",
        Library = "library",
        Archive = "archive",
        ArchiveCollection = "archive-collection",
        ArchiveLocation = "archive-location",
        ArchivePlace = "archive-place",
        CallNumber = "call-number",
        Source = "source",
        License = "license",
        Authority = "authority",
        Jurisdiction = "jurisdiction",
        Division = "division",
        References = "references",
        ReviewedTitle = "reviewed-title",
        ReviewedGenre = "reviewed-genre",
        Scale = "scale",
        Dimensions = "dimensions",
        Doi = "doi",
        Isbn = "isbn",
        Issn = "issn",
        Isrn = "isrn",
        Ismn = "ismn",
        Iswc = "iswc",
        Isan = "isan",
        Pmid = "pmid",
        Pmcid = "pmcid",
        Goodreads = "goodreads",
        Eprint = "eprint",
        EprintType = "eprint-type",
        EprintClass = "eprint-class",
    }
}

/// The value of a field.
///
/// `Text` holds Unicode with inline markup where the field's kind allows it (see [`super::title`]) and the
/// plain characters elsewhere. `List` keeps order; publishers and places are lists without pairing.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One text.
    Text(String),
    /// Several texts of one kind, in order.
    List(Vec<String>),
    /// A date, or the words that stand for one.
    Date(Date),
}

impl Value {
    /// The text of a `Text`; `None` for the others.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The parts of a `List`, or the text of a `Text` as a list of one.
    pub fn as_list(&self) -> &[String] {
        match self {
            Value::Text(text) => std::slice::from_ref(text),
            Value::List(list) => list,
            Value::Date(_) => &[],
        }
    }

    /// The date of a `Date`.
    pub fn as_date(&self) -> Option<&Date> {
        match self {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Text(text) => text.is_empty(),
            Value::List(list) => list.is_empty(),
            Value::Date(_) => false,
        }
    }

    /// The value as one line for people: lists joined with "; ", dates as EDTF.
    pub fn to_display(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::List(list) => list.join("; "),
            Value::Date(date) => date.to_string(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<Vec<String>> for Value {
    fn from(list: Vec<String>) -> Self {
        Value::List(list)
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Value::Date(date)
    }
}

/// Values by place and field, in the order of the definitions above.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields(BTreeMap<(Place, Field), Value>);

impl Fields {
    /// The value, if the field is given.
    pub fn get(&self, place: Place, field: Field) -> Option<&Value> {
        self.0.get(&(place, field))
    }

    /// The text of a field of one text.
    pub fn text(&self, place: Place, field: Field) -> Option<&str> {
        self.get(place, field).and_then(Value::as_text)
    }

    /// The list of a field; empty when it is not given.
    pub fn list(&self, place: Place, field: Field) -> &[String] {
        self.get(place, field).map_or(&[], Value::as_list)
    }

    /// The date of a field.
    pub fn date(&self, place: Place, field: Field) -> Option<&Date> {
        self.get(place, field).and_then(Value::as_date)
    }

    /// Sets a field and returns what stood there. An empty value removes the field.
    pub fn set(&mut self, place: Place, field: Field, value: impl Into<Value>) -> Option<Value> {
        let value = value.into();
        if value.is_empty() { self.0.remove(&(place, field)) } else { self.0.insert((place, field), value) }
    }

    /// Removes a field and returns its value.
    pub fn remove(&mut self, place: Place, field: Field) -> Option<Value> {
        self.0.remove(&(place, field))
    }

    /// Whether the field is given.
    pub fn has(&self, place: Place, field: Field) -> bool {
        self.0.contains_key(&(place, field))
    }

    /// Whether any field of a place is given.
    pub fn has_place(&self, place: Place) -> bool {
        self.of_place(place).next().is_some()
    }

    /// The fields of one place.
    pub fn of_place(&self, place: Place) -> impl Iterator<Item = (Field, &Value)> {
        self.0.iter().filter(move |((p, _), _)| *p == place).map(|((_, field), value)| (*field, value))
    }

    /// All fields, ordered by place and field.
    pub fn iter(&self) -> impl Iterator<Item = ((Place, Field), &Value)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }

    /// Whether no field is given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
