//! Libraries of any size that look like real ones, the same for the same seed: books, translations with what is
//! known of their originals, articles, chapters that point at their book, about 570 bytes an entry.

use std::{
    collections::VecDeque,
    io::{self, Write},
};

use crate::words::{ADJECTIVES, FAMILIES, GIVEN, LANGUAGES, LINKS, MATHS, NOUNS, PUBLISHERS, SYLLABLES};

/// How many entries share authors, journals and series before new ones come up.
const NEIGHBOURS: usize = 400;
/// How many words an abstract has at least, and how many more it may have.
const ABSTRACT_WORDS: (usize, usize) = (90, 130);
/// Chapters of one book.
const CHAPTERS: usize = 4;

/// Writes `count` entries of BibLaTeX.
pub fn write(count: usize, seed: u64, out: &mut dyn Write) -> io::Result<()> {
    let mut made = Maker { random: Random(seed), number: 0, people: VecDeque::new(), journals: Vec::new() };
    for _ in 0..60 {
        let journal = format!(
            "{} {}",
            capital(made.random.pick(&["Journal of", "Annals of", "Review of"])),
            made.title(2)
        );
        made.journals.push(journal);
    }
    while made.number < count {
        let left = count - made.number;
        match made.random.below(100) {
            0..40 => made.book(out)?,
            40..60 => made.translation(out)?,
            60..95 => made.article(out)?,
            _ if left > CHAPTERS => made.chapters(out)?,
            _ => made.book(out)?,
        }
    }
    Ok(())
}

/// SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which is not 0.
    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// The first ones far more often than the last.
    fn pick_common<T: Copy>(&mut self, from: &[T]) -> T {
        let bound = self.below(from.len()) + 1;
        from[self.below(bound)]
    }
}

struct Maker {
    random: Random,
    /// Entries made so far.
    number: usize,
    /// Those who wrote the last entries, who write most of the next.
    people: VecDeque<String>,
    journals: Vec<String>,
}

impl Maker {
    fn person(&mut self) -> String {
        if !self.people.is_empty() && self.random.below(100) < 60 {
            return self.people[self.random.below(self.people.len())].clone();
        }
        let (family, given) = (self.random.pick(FAMILIES), self.random.pick(GIVEN));
        let person = match self.random.below(4) {
            0 => format!(
                "{family}, {given} {}.",
                capital(self.random.pick(SYLLABLES)).chars().next().unwrap_or('X')
            ),
            1 => format!("{}{family}, {given}", capital(&self.name_word())).replace(['\\'], "\\"),
            _ => format!("{family}, {given}"),
        };
        self.people.push_back(person.clone());
        if self.people.len() > NEIGHBOURS {
            self.people.pop_front();
        }
        person
    }

    fn people(&mut self, most: usize) -> String {
        let many = 1 + self.random.below(most);
        let people: Vec<String> = (0..many).map(|_| self.person()).collect();
        people.join(" and ")
    }

    fn name_word(&mut self) -> String {
        let many = 2 + self.random.below(2);
        (0..many).map(|_| self.random.pick(SYLLABLES)).collect()
    }

    /// A title of about twice as many words.
    fn title(&mut self, words: usize) -> String {
        let mut title = String::new();
        for index in 0..words {
            if index > 0 {
                title.push(' ');
                title.push_str(self.random.pick_common(LINKS));
                title.push(' ');
            }
            if self.random.below(2) == 0 {
                title.push_str(self.random.pick_common(ADJECTIVES));
                title.push(' ');
            }
            match self.random.below(6) {
                0 => title.push_str(&capital(&self.name_word())),
                _ => title.push_str(self.random.pick_common(NOUNS)),
            }
        }
        capital(&title)
    }

    fn year(&mut self) -> usize {
        1880 + self.random.below(72) + self.random.below(72)
    }

    fn key(&mut self, people: &str, year: usize) -> String {
        self.number += 1;
        let letters = people.chars().take_while(|c| *c != ',').filter(char::is_ascii_alphabetic);
        format!("{}{year}-{}", letters.collect::<String>().to_lowercase(), self.number)
    }

    /// Keywords for most, an abstract for a fifth.
    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.random.below(3) > 0 {
            let many = 2 + self.random.below(4);
            let words: Vec<&str> = (0..many).map(|_| self.random.pick_common(NOUNS)).collect();
            writeln!(out, "  keywords = {{{}}},", words.join(", "))?;
        }
        if self.random.below(5) == 0 {
            let (least, more) = ABSTRACT_WORDS;
            let mut left = least + self.random.below(more);
            let mut text = String::new();
            while left > 0 {
                let words = 3 + self.random.below(3);
                text.push_str(&self.title(words));
                text.push_str(if self.random.below(4) == 0 { "; see {\\em passim}. " } else { ". " });
                left = left.saturating_sub(words * 3);
            }
            writeln!(out, "  abstract = {{{}}},", text.trim_end())?;
        }
        writeln!(out, "}}\n")
    }

    fn imprint(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let (publisher, place) = self.random.pick(PUBLISHERS);
        writeln!(out, "  publisher = {{{publisher}}},\n  location = {{{place}}},")
    }

    fn isbn(&mut self) -> String {
        let digits = 978_000_000_000 + self.random.below(999_999_999);
        let sum: usize =
            digits.to_string().bytes().enumerate().map(|(i, b)| usize::from(b - b'0') * [1, 3][i % 2]).sum();
        format!("{digits}{}", (10 - sum % 10) % 10)
    }

    fn book(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let (author, year, title) = (self.people(2), self.year(), self.title(2));
        writeln!(
            out,
            "@book{{{},\n  author = {{{author}}},\n  title = {{{title}}},",
            self.key(&author, year)
        )?;
        if self.random.below(2) == 0 {
            let subtitle = self.title(3);
            writeln!(out, "  subtitle = {{{subtitle}}},")?;
        }
        self.imprint(out)?;
        writeln!(out, "  date = {{{year}}},\n  pagetotal = {{{}}},", 80 + self.random.below(700))?;
        if self.random.below(2) == 0 {
            writeln!(out, "  isbn = {{{}}},", self.isbn())?;
        }
        if self.random.below(4) == 0 {
            writeln!(
                out,
                "  series = {{Studies in {}}},\n  number = {{{}}},",
                self.title(1),
                self.random.below(90)
            )?;
        }
        self.end(out)
    }

    fn translation(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let (author, translator, year) = (self.person(), self.people(2), self.year());
        let (language, word) = self.random.pick(LANGUAGES);
        let (title, original_year) = (self.title(3), year - self.random.below(60));
        let original = format!("{word} {} {}", capital(&self.name_word()), self.name_word());
        writeln!(
            out,
            "@book{{{},\n  author = {{{author}}},\n  translator = {{{translator}}},",
            self.key(&author, year)
        )?;
        writeln!(out, "  title = {{{title}}},\n  langid = {{english}},")?;
        self.imprint(out)?;
        writeln!(
            out,
            "  date = {{{year}}},\n  origtitle = {{{original}}},\n  origlanguage = {{{language}}},"
        )?;
        let (publisher, place) = self.random.pick(PUBLISHERS);
        writeln!(
            out,
            "  origdate = {{{original_year}}},\n  origpublisher = {{{publisher}}},\n  origlocation = {{{place}}},"
        )?;
        self.end(out)
    }

    fn article(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let (author, year, mut title) = (self.people(4), self.year(), self.title(3));
        if self.random.below(10) == 0 {
            title = format!("{title} in {}", self.random.pick(MATHS));
        }
        let journal = self.journals[self.random.below(self.journals.len())].clone();
        let (volume, page) = (self.random.below(90) + 1, self.random.below(900) + 1);
        let last = page + self.random.below(40);
        writeln!(
            out,
            "@article{{{},\n  author = {{{author}}},\n  title = {{{title}}},",
            self.key(&author, year)
        )?;
        writeln!(
            out,
            "  journaltitle = {{{journal}}},\n  volume = {{{volume}}},\n  number = {{{}}},",
            volume % 12 + 1
        )?;
        writeln!(out, "  pages = {{{page}--{last}}},\n  date = {{{year}-{:02}}},", volume % 12 + 1)?;
        if self.random.below(2) == 0 {
            writeln!(out, "  doi = {{10.{}/{}.{}}},", 1000 + volume, self.name_word(), self.number)?;
        }
        self.end(out)
    }

    /// A book and its chapters, which come first, as BibTeX wants.
    fn chapters(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let (editor, year, title) = (self.people(2), self.year(), self.title(3));
        let parent = self.key(&editor, year);
        let mut page = 1;
        for _ in 0..CHAPTERS {
            let (author, last) = (self.people(2), page + 5 + self.random.below(30));
            let chapter = self.title(3);
            writeln!(
                out,
                "@incollection{{{},\n  author = {{{author}}},\n  title = {{{chapter}}},",
                self.key(&author, year)
            )?;
            writeln!(out, "  crossref = {{{parent}}},\n  pages = {{{page}--{last}}},")?;
            self.end(out)?;
            page = last + 1;
        }
        writeln!(
            out,
            "@collection{{{parent},\n  editor = {{{editor}}},\n  title = {{{title}}},\n  date = {{{year}}},"
        )?;
        self.imprint(out)?;
        writeln!(out, "  isbn = {{{}}},", self.isbn())?;
        self.end(out)
    }
}

/// With a capital at the beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
