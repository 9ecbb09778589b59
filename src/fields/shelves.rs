//! The columns of what services for readers export as tables, and what each says.
//!
//! Headers as the services write them: "Export Library" of Goodreads, "Export StoryGraph Library", the CSV export of
//! BookWyrm (`bookwyrm/views/preferences/export.py`) and the tab-separated export of LibraryThing. What their imports
//! take is told by `bookwyrm/importers/` for BookWyrm and by the pages of help of Goodreads.

use crate::model::tree::ReadingStatus::{self, Dropped, Finished, Paused, Reading, Want};
use crate::model::{Field as F, Place as P, Role as R};

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A field, as its kind is spelled.
    Field(P, F),
    /// The title, behind it in parentheses the series: `Title (Series, #2)`.
    TitleWithSeries,
    /// One author, in reading order.
    Author,
    /// The same one, `Family, Given`.
    AuthorInverted,
    /// Authors in reading order, with commas between.
    Authors,
    /// Names in reading order, with commas between; what these people did is not told.
    FurtherAuthors,
    /// The same, the role behind each in parentheses.
    Contributors,
    /// What the first author did.
    FirstRole,
    /// Names `Family, Given` with bars between.
    SecondAuthors,
    /// What these did, with bars between.
    SecondRoles,
    /// The ISBN with ten digits.
    Isbn10,
    /// The ISBN with thirteen digits.
    Isbn13,
    /// An ISBN, or a number of the service's own.
    Isbn,
    /// All ISBN, with commas between.
    Isbns,
    /// The year of the work's first publication.
    FirstYear,
    /// Publisher, year, edition and extent in one text.
    Publication,
    /// 1 to 5, with fractions; 0 for none.
    Rating,
    /// The shelf that says how far one has come.
    Status,
    /// The name of that shelf for people; of a shelf that says nothing of that, the name of a list.
    ShelfName,
    /// Lists, with commas between, among them the shelf of the status.
    Lists,
    /// The same with the place on each behind it: `to-teach (#2), favorites (#7)`.
    PlacesOnLists,
    /// First day; of several read-throughs several with commas between.
    Started,
    /// The day on which the book came onto any shelf: that of the wish, where it was not begun yet.
    Added,
    /// The day on which it came onto the shelf that it is on: that of the wish, where it is on that of wishes.
    Shelved,
    /// Last day of what was finished; the same.
    Finished,
    /// Last day of what was not.
    Stopped,
    /// First and last days of all read-throughs, with commas between.
    Spans,
    /// How often it was read.
    Times,
    /// What one thinks of it.
    Review,
    /// Who spoke of it.
    RecommendedBy,
    /// Who has it.
    LentTo,
    /// Something that is kept as it is.
    Kept,
}

/// Whether a column tells of the book or of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is its name")]
pub enum Of {
    Book,
    Reader,
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// What it says.
    pub told: Told,
    /// Of whom.
    pub of: Of,
    /// What stands in it where there is nothing to say.
    pub empty: &'static str,
}

const fn book(name: &'static str, told: Told) -> Column {
    Column { name, told, of: Of::Book, empty: "" }
}

const fn own(name: &'static str, told: Told) -> Column {
    Column { name, told, of: Of::Reader, empty: "" }
}

impl Column {
    const fn else_says(mut self, empty: &'static str) -> Column {
        self.empty = empty;
        self
    }
}

/// A shelf that says how far one has come.
#[derive(Clone, Copy, Debug)]
pub struct Shelf {
    /// What stands in the column, in lower case with hyphens. The first of a status is written.
    pub name: &'static str,
    /// What it says.
    pub status: ReadingStatus,
    /// What people call it.
    pub label: &'static str,
}

const fn shelf(name: &'static str, status: ReadingStatus, label: &'static str) -> Shelf {
    Shelf { name, status, label }
}

/// How days are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// `2023/01/05`
    Slashes,
    /// `2023-01-05`
    Hyphens,
}

/// What the number of times counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Every read-through that was begun.
    Begun,
    /// What was read to the end.
    Finished,
}

/// How many rows a book has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// One.
    One,
    /// One for each read-through with days: in those that follow the first, what is the reader's is empty but the days.
    ForEachReadThrough,
}

/// A service.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// The name of the format.
    pub name: &'static str,
    /// One line on who it is for.
    pub purpose: &'static str,
    /// File name endings.
    pub extensions: &'static [&'static str],
    /// Whether its form is written too.
    pub is_written: bool,
    /// Columns that no other header has together.
    pub telling: &'static [&'static str],
    /// The columns in their order.
    pub columns: &'static [Column],
    /// The shelves of the status.
    pub shelves: &'static [Shelf],
    /// Shelves that are no list, since everything is on them.
    pub everything: &'static [&'static str],
    /// How days are spelled.
    pub days: Days,
    /// What the number of times counts.
    pub counted: Counted,
    /// How many rows a book has.
    pub rows: Rows,
    /// Whether the lists name the shelf of the status too, save that of what is finished.
    pub lists_name_status: bool,
    /// How lines of a review end.
    pub line_end: &'static str,
}

/// The column of ours for what no other one holds: JSON.
pub const PRIVATE_COLUMN: &str = "x-oeuvre";

/// Goodreads.
pub const GOODREADS: Service = Service {
    name: "goodreads",
    purpose: "the CSV of Goodreads, with how the books were read; StoryGraph and others take it too",
    extensions: &["csv"],
    is_written: true,
    telling: &["Title", "Author", "My Rating", "Bookshelves"],
    columns: &[
        book("Book Id", Told::Field(P::Here, F::Goodreads)),
        book("Title", Told::TitleWithSeries),
        book("Author", Told::Author),
        book("Author l-f", Told::AuthorInverted),
        book("Additional Authors", Told::FurtherAuthors),
        book("ISBN", Told::Isbn10).else_says("=\"\""),
        book("ISBN13", Told::Isbn13).else_says("=\"\""),
        own("My Rating", Told::Rating).else_says("0"),
        book("Average Rating", Told::Kept),
        book("Publisher", Told::Field(P::Here, F::Publishers)),
        book("Binding", Told::Kept),
        book("Number of Pages", Told::Field(P::Here, F::PageTotal)),
        book("Year Published", Told::Field(P::Here, F::Date)),
        book("Original Publication Year", Told::FirstYear),
        own("Date Read", Told::Finished),
        own("Date Added", Told::Added),
        own("Bookshelves", Told::Lists),
        own("Bookshelves with positions", Told::PlacesOnLists),
        own("Exclusive Shelf", Told::Status),
        own("My Review", Told::Review),
        own("Spoiler", Told::Kept),
        own("Private Notes", Told::Field(P::Here, F::Annotation)),
        own("Read Count", Told::Times).else_says("0"),
        own("Owned Copies", Told::Kept).else_says("0"),
    ],
    shelves: &[
        shelf("to-read", Want, "Want to Read"),
        shelf("currently-reading", Reading, "Currently Reading"),
        shelf("read", Finished, "Read"),
        shelf("did-not-finish", Dropped, "Did Not Finish"),
        shelf("dnf", Dropped, "DNF"),
        shelf("abandoned", Dropped, "Abandoned"),
        shelf("gave-up", Dropped, "Gave Up"),
        shelf("gave-up-on", Dropped, "Gave Up On"),
        shelf("unfinished", Dropped, "Unfinished"),
        shelf("stopped-reading", Dropped, "Stopped Reading"),
        shelf("paused", Paused, "Paused"),
        shelf("on-hold", Paused, "On Hold"),
    ],
    everything: &[],
    days: Days::Slashes,
    counted: Counted::Begun,
    rows: Rows::One,
    lists_name_status: true,
    line_end: "<br/>",
};

/// StoryGraph.
pub const STORYGRAPH: Service = Service {
    name: "storygraph",
    purpose: "the CSV of The StoryGraph, with how the books were read",
    extensions: &["csv"],
    is_written: false,
    telling: &["Title", "Read Status", "Star Rating"],
    columns: &[
        book("Title", Told::Field(P::Here, F::Title)),
        book("Authors", Told::Authors),
        book("Contributors", Told::Contributors),
        book("ISBN/UID", Told::Isbn),
        book("Format", Told::Kept),
        own("Read Status", Told::Status),
        own("Date Added", Told::Added),
        own("Last Date Read", Told::Finished),
        own("Dates Read", Told::Spans),
        own("Read Count", Told::Times).else_says("0"),
        own("Moods", Told::Kept),
        own("Pace", Told::Kept),
        own("Character- or Plot-Driven?", Told::Kept),
        own("Strong Character Development?", Told::Kept),
        own("Loveable Characters?", Told::Kept),
        own("Diverse Characters?", Told::Kept),
        own("Flawed Characters?", Told::Kept),
        own("Star Rating", Told::Rating),
        own("Review", Told::Review),
        own("Content Warnings", Told::Kept),
        own("Content Warning Description", Told::Kept),
        own("Tags", Told::Lists),
        own("Owned?", Told::Kept).else_says("No"),
    ],
    shelves: &[
        shelf("to-read", Want, "To Read"),
        shelf("currently-reading", Reading, "Currently Reading"),
        shelf("read", Finished, "Read"),
        shelf("did-not-finish", Dropped, "Did Not Finish"),
        shelf("paused", Paused, "Paused"),
    ],
    everything: &[],
    days: Days::Slashes,
    counted: Counted::Finished,
    rows: Rows::One,
    lists_name_status: false,
    line_end: "\n",
};

/// BookWyrm.
pub const BOOKWYRM: Service = Service {
    name: "bookwyrm",
    purpose: "the CSV of BookWyrm, with how the books were read",
    extensions: &["csv"],
    is_written: true,
    telling: &["title", "author_text", "shelf"],
    columns: &[
        book("title", Told::Field(P::Here, F::Title)),
        book("author_text", Told::Authors),
        book("remote_id", Told::Kept),
        book("openlibrary_key", Told::Kept),
        book("finna_key", Told::Kept),
        book("libris_key", Told::Kept),
        book("inventaire_id", Told::Kept),
        book("librarything_key", Told::Kept),
        book("goodreads_key", Told::Field(P::Here, F::Goodreads)),
        book("bnf_id", Told::Kept),
        book("viaf", Told::Kept),
        book("wikidata", Told::Kept),
        book("asin", Told::Kept),
        book("aasin", Told::Kept),
        book("isfdb", Told::Kept),
        book("isbn_10", Told::Isbn10),
        book("isbn_13", Told::Isbn13),
        book("oclc_number", Told::Kept),
        book("pages", Told::Field(P::Here, F::PageTotal)),
        own("start_date", Told::Started),
        own("finish_date", Told::Finished),
        own("stopped_date", Told::Stopped),
        own("rating", Told::Rating),
        own("review_name", Told::Kept),
        own("review_cw", Told::Kept),
        own("review_content", Told::Review),
        own("review_published", Told::Kept),
        own("shelf", Told::Status),
        own("shelf_name", Told::ShelfName),
        own("shelf_date", Told::Shelved),
    ],
    shelves: &[
        shelf("to-read", Want, "To Read"),
        shelf("reading", Reading, "Currently Reading"),
        shelf("read", Finished, "Read"),
        shelf("stopped-reading", Dropped, "Stopped Reading"),
    ],
    everything: &[],
    days: Days::Hyphens,
    counted: Counted::Finished,
    rows: Rows::ForEachReadThrough,
    lists_name_status: false,
    line_end: "\n",
};

/// LibraryThing.
pub const LIBRARYTHING: Service = Service {
    name: "librarything",
    purpose: "the tab-separated export of LibraryThing, with translators and how the books were read",
    extensions: &["tsv", "csv", "xls"],
    is_written: false,
    telling: &["Title", "Primary Author", "Book Id"],
    columns: &[
        book("Book Id", Told::Kept),
        book("Title", Told::Field(P::Here, F::Title)),
        book("Sort Character", Told::Kept).else_says("1"),
        book("Primary Author", Told::AuthorInverted),
        book("Primary Author Role", Told::FirstRole),
        book("Secondary Author", Told::SecondAuthors),
        book("Secondary Author Roles", Told::SecondRoles),
        book("Publication", Told::Publication),
        book("Date", Told::Field(P::Here, F::Date)),
        own("Review", Told::Review),
        own("Rating", Told::Rating),
        own("Comment", Told::Kept),
        own("Private Comment", Told::Field(P::Here, F::Annotation)),
        book("Summary", Told::Kept),
        book("Media", Told::Kept),
        book("Physical Description", Told::Kept),
        book("Weight", Told::Kept),
        book("Height", Told::Kept),
        book("Thickness", Told::Kept),
        book("Length", Told::Kept),
        book("Dimensions", Told::Kept),
        book("Page Count", Told::Field(P::Here, F::PageTotal)),
        book("LCCN", Told::Kept),
        own("Acquired", Told::Kept),
        own("Date Started", Told::Started),
        own("Date Read", Told::Finished),
        book("Barcode", Told::Kept),
        book("BCID", Told::Kept),
        own("Tags", Told::Field(P::Here, F::Keywords)),
        own("Collections", Told::Lists),
        book("Languages", Told::Field(P::Here, F::Language)),
        book("Original Languages", Told::Field(P::Original, F::Language)),
        book("LC Classification", Told::Kept),
        book("ISBN", Told::Isbn),
        book("ISBNs", Told::Isbns),
        book("Subjects", Told::Kept),
        book("Dewey Decimal", Told::Kept),
        book("Dewey Wording", Told::Kept),
        book("Other Call Number", Told::Kept),
        own("Copies", Told::Kept),
        own("Source", Told::Kept),
        own("Entry Date", Told::Kept),
        own("From Where", Told::Kept),
        book("OCLC", Told::Kept),
        book("Work id", Told::Kept),
        own("Lending Patron", Told::LentTo),
        own("Lending Status", Told::Kept),
        own("Lending Start", Told::Kept),
        own("Lending End", Told::Kept),
        own("List Price", Told::Kept),
        own("Purchase Price", Told::Kept),
        own("Value", Told::Kept),
        own("Condition", Told::Kept),
        book("ISSN", Told::Kept),
    ],
    shelves: &[
        shelf("to-read", Want, "To read"),
        shelf("currently-reading", Reading, "Currently reading"),
        shelf("read-but-unowned", Finished, "Read but unowned"),
    ],
    everything: &["Your library"],
    days: Days::Hyphens,
    counted: Counted::Finished,
    rows: Rows::One,
    lists_name_status: true,
    line_end: "\n",
};

/// The roles that people have in these tables are called as in library catalogues ([`super::role_of_relator`]); a
/// person whose role is not told is this.
pub const UNTOLD_ROLE: R = R::Contributor;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_shelves_stand_once_and_tell_services_apart() {
        let services = [GOODREADS, STORYGRAPH, BOOKWYRM, LIBRARYTHING];
        for service in services {
            for (index, column) in service.columns.iter().enumerate() {
                let before = &service.columns[..index];
                assert!(!before.iter().any(|other| other.name == column.name), "{}", column.name);
            }
            for (index, shelf) in service.shelves.iter().enumerate() {
                assert!(
                    !service.shelves[..index].iter().any(|other| other.name == shelf.name),
                    "{}",
                    shelf.name
                );
            }
            for other in services {
                let has = |name: &&&str| other.columns.iter().any(|column| column.name == **name);
                let knows_it = service.telling.iter().filter(has).count() == service.telling.len();
                assert_eq!(knows_it, other.name == service.name, "{} for {}", other.name, service.name);
            }
        }
    }
}
