//! What is told of the language of queries beside the table of fields: `docs/query.md` and the help come from here.

use super::terms::Example::{self, InCatalogue, InOwn};

/// What stands outside of fields, with what it means.
pub const SIGNS: &[(Example, &str)] = &[
    (
        InCatalogue("men prison"),
        "both words, anywhere: in titles, those of originals too, people, publishers, notes, keywords",
    ),
    (InCatalogue("\"men in prison\""), "the words one after the other"),
    (
        InCatalogue("serg*"),
        "words that begin so; \"men in pri*\" is a phrase whose last word begins so; within a word a star is an error",
    ),
    (InCatalogue("~sedgwik"), "words that are almost this one"),
    (InCatalogue("author:serge"), "in a field; \"…\", * and ~ work there too"),
    (
        InCatalogue("title:/^mem.*ary/"),
        "what a regular expression matches, as it is spelled, in whatever case",
    ),
    (InCatalogue("year:1967..1982"), "from one to the other; either may be left out"),
    (InCatalogue("year:<1940"), "also <=, > and >=, for dates and numbers"),
    (InOwn("has:doi"), "whatever has the field; doi:* says the same"),
    (InCatalogue("-kind:novel"), "the contrary; NOT kind:novel says the same"),
    (
        InCatalogue("sedgwick OR greeman"),
        "one of both; what stands side by side, or with AND between, must hold together",
    ),
    (InCatalogue("kind:(novel OR memoir)"), "parentheses hold together what they hold"),
    (InOwn("@novels"), "a query that was kept with `oeuvre query save`"),
];

/// What holds of all queries, each a paragraph. What is typed stands between backticks.
pub const NOTES: &[&str] = &[
    "Accents and case do not matter. A person is found under any name: `author:kibalchich` finds Serge. Quotation marks, \
     parentheses, `*` and `<` mean something to most shells, so that a query is best put into single quotation marks: \
     `oeuvre list 'kind:(novel OR memoir) year:<1940'`.",
    "Every role (`illustrator:`, `foreword:`, `compiler:` …) is a field, and so is every field that an edition has itself, \
     by its name in `oeuvre fields` (`volume:3`, `pages:*`, `note:/draft/`). Texts hold the words one after the other; \
     dates and numbers can be compared.",
    "Dates are those of EDTF: `1936`, `1936-05`, `193X`. A date that is not known to the day fits whatever it may be: \
     `year:1936` finds an edition of `193X`.",
    "A word of a closed list that is none (`kind:nvel`), a key, a handle, a list or a language that nothing is called \
     (`part-of:nosuch`), a range that ends before it begins (`year:1982..1967`) and signs that mean nothing (`()`) are \
     errors: the command does nothing, points at the place and ends with 2. A query that is sound and finds nothing ends \
     with 1, and says what may have been meant: words that are almost those, what each part finds alone, and when only \
     editions match that others mention.",
    "`list`, `count`, `export` and the others that work on editions see those that are listed, which were added or \
     imported. What they only mention (the original that a translation names, the book of a chapter) is seen by `tree` \
     and `people`.",
];
