//! Whether two entries are called the same.

use std::collections::BTreeSet;

use super::{Aspect, Findings, Parted, Portrait};
use crate::model::{Field, Place, Reference, title, wanted};

/// The titles of an entry in normal form.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles {
    /// Title and subtitle.
    whole: String,
    /// Without subtitle, whether that is a field of its own or follows a colon.
    main: String,
    /// The title of the text that was translated.
    original: Option<String>,
    /// Short, parallel and all other titles.
    further: Vec<String>,
    /// The numbers in title and subtitle.
    numbers: BTreeSet<String>,
    /// Of the set that it is a volume of, or of the part.
    set: Option<String>,
}

/// An own title in normal form.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnTitle<'a> {
    /// Title and subtitle.
    pub(super) whole: &'a str,
    /// Without subtitle.
    pub(super) main: &'a str,
}

impl OwnTitle<'_> {
    fn has_subtitle(self) -> bool {
        self.whole != self.main
    }

    /// How well it fits another one of which nearly all is the same.
    fn close_fit(self, other: OwnTitle<'_>) -> Option<Fit> {
        if self.whole == other.whole || are_same_without_spaces(self.whole, other.whole) {
            Some(Fit::Same)
        } else if self.main == other.main && self.has_subtitle() != other.has_subtitle() {
            Some(Fit::Shorter)
        } else {
            is_near(self.whole, other.whole).then_some(Fit::Near)
        }
    }

    /// How well it fits another one that has other words behind its beginning.
    fn loose_fit(self, other: OwnTitle<'_>) -> Option<Fit> {
        if self.has_subtitle() != other.has_subtitle() && is_near(self.main, other.main) {
            Some(Fit::Near)
        } else if begins_with(self.whole, other.whole) || begins_with(other.whole, self.whole) {
            Some(Fit::Shorter)
        } else {
            (self.main == other.main).then_some(Fit::OtherSubtitle)
        }
    }

    /// Whether two editions may be the same by these titles alone; one that is not known parts nothing.
    pub(super) fn may_be_called(self, other: OwnTitle<'_>) -> bool {
        let is_unknown = self.whole.is_empty() || other.whole.is_empty();
        is_unknown || self.close_fit(other).or_else(|| self.loose_fit(other)).is_some()
    }
}

/// How well two titles fit, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Same,
    Near,
    /// One of them has a subtitle besides.
    Shorter,
    /// By a further title of one of them.
    Further,
    /// By the title of the original of one of them.
    Original,
    /// The same title before different subtitles.
    OtherSubtitle,
    Unlike,
}

/// What titles weigh at least that tell something and are the same but for slips or a subtitle.
pub(super) const LEAST_OF_SAME: i32 = 28;

/// Titles that tell nothing.
#[rustfmt::skip]
const EMPTY: &[&str] = &[
    "introduction", "preface", "foreword", "afterword", "editorial", "index", "contents", "conclusion", "conclusions",
    "letter", "letters", "letter to the editor", "letters to the editor", "book review", "book reviews", "review",
    "reviews", "obituary", "correspondence", "notes", "note", "news", "errata", "erratum", "corrigendum", "appendix",
    "bibliography", "abstract", "abstracts", "discussion", "comment", "commentary", "reply", "response", "summary",
    "acknowledgements", "acknowledgments", "from the editor", "from the editors", "in this issue", "untitled", "chapter 1",
    "vorwort", "einleitung", "nachwort", "vorbemerkung", "einfuhrung", "rezension", "avant propos", "conclusion generale",
    "postface", "editoriale", "introduzione", "prefazione", "prologo", "introduccion", "epilogo", "prefacio", "poems",
    "selected poems", "collected poems", "works", "selected works", "collected works", "essays", "selected essays",
    "annual report", "report", "minutes", "proceedings", "interview", "home", "about", "front matter", "back matter",
    "vvedenie", "predislovie", "введение", "предисловие", "послесловие", "письмо", "письма",
];

impl Titles {
    pub(super) fn of(reference: &Reference) -> Titles {
        let text = |place, field| reference.fields.text(place, field).unwrap_or_default();
        let (own, subtitle) = (text(Place::Here, Field::Title), text(Place::Here, Field::Subtitle));
        let (whole, main) = whole_and_main(own, subtitle);
        let set = [(Place::Set, Field::Title), (Place::Here, Field::PartTitle)];
        let original =
            format!("{} {}", text(Place::Original, Field::Title), text(Place::Original, Field::Subtitle));
        let original = normal_title(&original);
        let mut titles = Titles {
            numbers: numbers_in(&whole),
            main,
            whole,
            original: (!original.is_empty()).then_some(original),
            further: Vec::new(),
            set: set
                .into_iter()
                .map(|(place, field)| title::normalize(text(place, field)))
                .find(|set| !set.is_empty()),
        };
        titles.add_further(text(Place::Here, Field::ShortTitle));
        titles
    }

    pub(super) fn add_further(&mut self, marked: &str) {
        let further = normal_title(marked);
        if !further.is_empty() && further != self.whole && !self.further.contains(&further) {
            self.further.push(further);
        }
    }

    fn own(&self) -> OwnTitle<'_> {
        OwnTitle { whole: &self.whole, main: &self.main }
    }

    /// All forms, the whole one first.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        let main = Some(self.main.as_str()).filter(|main| *main != self.whole);
        let further = self.further.iter().chain(&self.original).map(String::as_str);
        std::iter::once(self.whole.as_str()).chain(main).chain(further).filter(|form| !form.is_empty())
    }

    /// Whether the title tells nothing of what it is the title of.
    pub(super) fn is_empty(&self) -> bool {
        self.main.is_empty() || EMPTY.contains(&self.whole.as_str()) || EMPTY.contains(&self.main.as_str())
    }

    /// Whether few things have this title: it has three words of some length.
    pub(super) fn is_telling(&self) -> bool {
        !self.is_empty() && self.whole.split(' ').filter(|word| word.chars().count() > 3).count() >= 3
    }
}

/// A title with its subtitle, and without, whether that is a field of its own or follows a colon.
fn whole_and_main(own: &str, subtitle: &str) -> (String, String) {
    let main = match subtitle.is_empty() {
        true => own.split_once(": ").map_or(own, |(main, _)| main),
        false => own,
    };
    (normal_title(&format!("{own} {subtitle}")), normal_title(main))
}

/// The forms that an own title is looked up by.
pub(super) fn own_forms(own: &str, subtitle: &str) -> Vec<String> {
    let (whole, main) = whole_and_main(own, subtitle);
    let mut forms = vec![whole];
    if !main.is_empty() && !forms.contains(&main) {
        forms.push(main);
    }
    forms
}

/// A title in normal form, without an article at its beginning.
pub(super) fn normal_title(marked: &str) -> String {
    without_article(title::normalize(marked))
}

pub(super) fn compare(one: &Portrait, other: &Portrait, found: &mut Findings) {
    let (ours, theirs) = (&one.titles, &other.titles);
    if ours.whole.is_empty() || theirs.whole.is_empty() {
        return;
    }
    let tells_nothing = ours.is_empty() || theirs.is_empty();
    let (full, like) = if tells_nothing { (10, 7) } else { (35, LEAST_OF_SAME) };
    match fit(ours, theirs) {
        Fit::Same => found.add(Aspect::Title, full, "the same title"),
        Fit::Near => found.add(Aspect::Title, like, "almost the same title"),
        Fit::Shorter => found.add(Aspect::Title, like, "the same title, with a subtitle in one only"),
        Fit::Further => found.add(Aspect::Title, like - 4, "one is also called as the other"),
        Fit::Original => {
            found.part(
                Parted::Editions,
                Aspect::Title,
                like - 8,
                "one is called as the original of the other",
            );
        }
        Fit::OtherSubtitle => found.add(Aspect::Title, 8, "the same title with another subtitle"),
        Fit::Unlike => found.add(Aspect::Title, -60, "another title"),
    }
    if ours.numbers != theirs.numbers && !(ours.numbers.is_empty() && theirs.numbers.is_empty()) {
        let finding = "other numbers in the title";
        match ours.numbers.is_empty() || theirs.numbers.is_empty() {
            // "Memoirs of a Revolutionary, 1901–1941": what it is about, which is left out as other subtitles are.
            true if ours.numbers.union(&theirs.numbers).all(|number| is_year(number)) => {
                found.add(Aspect::Title, -4, "a year in the title of one only");
            }
            true => found.add(Aspect::Title, -15, "a number in the title of one only"),
            false => found.part(Parted::Works, Aspect::Title, -40, finding),
        }
    }
    if let (Some(one), Some(other)) = (&ours.set, &theirs.set)
        && one != other
        && !is_near(one, other)
    {
        found.part(Parted::Works, Aspect::Volume, -40, "of another set or part");
    }
}

fn fit(ours: &Titles, theirs: &Titles) -> Fit {
    let own = |one: &Titles, other: &Titles| {
        one.further.iter().any(|further| *further == other.whole || *further == other.main)
    };
    let is_original = |one: &Titles, other: &Titles| {
        one.original.as_ref().is_some_and(|original| *original == other.whole || *original == other.main)
    };
    let (one, other) = (ours.own(), theirs.own());
    let by_another = || {
        let have_one_original = ours.original.is_some() && ours.original == theirs.original;
        if is_original(ours, theirs) || is_original(theirs, ours) || have_one_original {
            Some(Fit::Original)
        } else {
            (own(ours, theirs) || own(theirs, ours)).then_some(Fit::Further)
        }
    };
    one.close_fit(other).or_else(by_another).or_else(|| one.loose_fit(other)).unwrap_or(Fit::Unlike)
}

/// Whether a title is the beginning of another one, and long enough to tell: a subtitle that was joined with it.
fn begins_with(long: &str, short: &str) -> bool {
    short.split(' ').count() >= 3 && long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
}

/// Most words of a title that are compared.
const MOST_WORDS: usize = 40;
/// Words up to this length may be left out: articles and the like.
const SMALL_WORD: usize = 3;

fn words_of(title: &str) -> Vec<&str> {
    title.split(' ').take(MOST_WORDS).collect()
}

/// Whether two titles differ by slips only: each word that one has alone stands beside a word of the other that is
/// almost the same, or is a small one.
pub(super) fn is_near(ours: &str, theirs: &str) -> bool {
    let (mut ours, theirs) = (words_of(ours), words_of(theirs));
    let all = ours.len().max(theirs.len());
    let mut left = Vec::new();
    for word in theirs {
        match ours.iter().position(|known| *known == word) {
            Some(at) => {
                ours.swap_remove(at);
            }
            None => left.push(word),
        }
    }
    let mut slips = 0;
    for word in &left {
        let is_slip = |known: &&str| {
            !has_digit(word) && !has_digit(known) && word.len() > SMALL_WORD && wanted::is_near(word, known)
        };
        match ours.iter().position(is_slip) {
            Some(at) => {
                ours.swap_remove(at);
                slips += 1;
            }
            None if word.chars().count() <= SMALL_WORD && !has_digit(word) => slips += 1,
            None => return false,
        }
    }
    let rest_is_small = ours.iter().all(|word| word.chars().count() <= SMALL_WORD && !has_digit(word));
    slips += ours.len();
    rest_is_small && slips * 3 <= all.max(3)
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

fn are_same_without_spaces(one: &str, other: &str) -> bool {
    let letters = |text| str::bytes(text).filter(|byte| *byte != b' ');
    letters(one).eq(letters(other))
}

/// Articles at the beginning, which some catalogues leave out.
const ARTICLES: &[&str] =
    &["the ", "a ", "an ", "le ", "la ", "les ", "l ", "der ", "die ", "das ", "el ", "los ", "il "];

fn without_article(text: String) -> String {
    let shorter =
        ARTICLES.iter().find_map(|article| text.strip_prefix(article)).filter(|rest| !rest.is_empty());
    shorter.map_or_else(|| text.clone(), str::to_owned)
}

/// The numbers in a title: digits, and Roman numerals of several letters or behind a word for a volume.
fn numbers_in(text: &str) -> BTreeSet<String> {
    let mut numbers = BTreeSet::new();
    let mut before = "";
    for word in text.split(' ') {
        let follows_volume =
            ["volume", "vol", "band", "bd", "tome", "part", "teil", "partie", "book", "no", "number"]
                .contains(&before);
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        if !digits.is_empty() {
            numbers.insert(digits.trim_start_matches('0').to_owned());
        } else if let Some(number) = roman(word).filter(|_| word.len() > 1 || follows_volume) {
            numbers.insert(number.to_string());
        }
        before = word;
    }
    numbers
}

/// Whether a number without zeros before it may be a year.
fn is_year(number: &str) -> bool {
    number.len() == 4 && matches!(number.parse(), Ok(1000..=2099))
}

/// The number that Roman numerals in lower case stand for, up to 39; `i` alone is one.
pub(super) fn roman(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > 7 {
        return None;
    }
    let mut total = 0;
    let mut before = 0;
    for letter in word.chars() {
        let value = match letter {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            _ => return None,
        };
        total += if before != 0 && before < value { value - 2 * before } else { value };
        before = value;
    }
    Some(total)
}
