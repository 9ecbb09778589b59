//! References that differ from one at hand in one value, and what their being printed alike or not would say.

use super::{
    Finding, Severity,
    expected::{AUTHOR, NEEDED, Needed, OF_A_DAY, Of, SHOWN, Shown},
};
use crate::{
    fields::{self, Kind, Storage},
    formats::fact::Fact,
    library::looking::Seen,
    model::{
        Date, Ending, Field, Name, NameList, Place, Reference, Role, Value,
        date::{End, Form, Point},
        title,
        tree::ExpressionKind,
    },
};

/// A year of which no reference is.
const OTHER_YEAR: i64 = 1111;
/// A word that stands in no reference.
const OTHER_WORD: &str = "Qwyx";
/// Characters of a value that a finding shows.
const SHOWN_CHARACTERS: usize = 60;

/// What two printed references tell when they are compared.
pub struct Question {
    /// The places of the two among all that are printed.
    pair: (usize, usize),
    about: About,
}

/// What is asked.
enum About {
    /// Whether the reference is printed at all.
    Whole,
    /// Whether a fact is printed.
    Shown(&'static Shown),
    /// Whether a part of a date is printed.
    Part(Fact, DatePart),
    /// Whether a fact that is lacking would be printed.
    Needed(&'static Needed),
}

/// What of a date may be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DatePart {
    /// Where it ends.
    End,
    /// The month and the day.
    Day,
    /// That it is not sure.
    Doubt,
}

/// The references that are printed for one at hand.
pub struct Probes<'a, 'b> {
    seen: &'a Seen,
    /// The reference itself, without pointers to others, which no style prints.
    plain: Reference,
    all: &'b mut Vec<Reference>,
    /// The place of the reference itself among all.
    at: usize,
}

impl<'a, 'b> Probes<'a, 'b> {
    /// Puts a reference among those that are printed.
    pub fn of(seen: &'a Seen, all: &'b mut Vec<Reference>) -> Probes<'a, 'b> {
        let mut plain = seen.reference.clone();
        plain.links.clear();
        let at = all.len();
        all.push(plain.clone());
        Probes { seen, plain, all, at }
    }

    /// Puts what has to be printed for it beside it, and says what that will tell.
    pub fn questions(mut self) -> Vec<Question> {
        let mut questions = vec![Question { pair: (self.at, self.at), about: About::Whole }];
        questions.extend(self.shown());
        questions.extend(self.parts_of_dates());
        questions.extend(self.needed());
        questions
    }

    fn add(&mut self, reference: Reference) -> usize {
        self.all.push(reference);
        self.all.len() - 1
    }

    fn shown(&mut self) -> Vec<Question> {
        let entry_type = self.plain.entry_type;
        let is_asked = |shown: &&Shown| {
            (shown.only.is_empty() || shown.only.contains(&entry_type))
                && !shown.unless.is_some_and(|fact| has(&self.plain, fact))
        };
        let asked: Vec<&'static Shown> = SHOWN.iter().filter(is_asked).collect();
        let mut questions = Vec::new();
        for shown in asked {
            if let Some(other) = with_other(&self.plain, shown.fact) {
                let pair = (self.at, self.add(other));
                questions.push(Question { pair, about: About::Shown(shown) });
            }
        }
        questions
    }

    fn parts_of_dates(&mut self) -> Vec<Question> {
        let mut questions = Vec::new();
        for place in [Place::Here, Place::Original] {
            let Some(date) = self.plain.fields.date(place, Field::Date).cloned() else { continue };
            for part in [DatePart::End, DatePart::Day, DatePart::Doubt] {
                let is_asked = part != DatePart::Day || OF_A_DAY.contains(&self.plain.entry_type);
                if let Some(less) = without(&date, part).filter(|_| is_asked) {
                    let mut other = self.plain.clone();
                    other.fields.set(place, Field::Date, less);
                    let pair = (self.at, self.add(other));
                    questions
                        .push(Question { pair, about: About::Part(Fact::Field(place, Field::Date), part) });
                }
            }
        }
        questions
    }

    /// What is lacking is made up all together, since a style may print one thing beside another only; then each is
    /// left out by itself.
    fn needed(&mut self) -> Vec<Question> {
        let lacking: Vec<&'static Needed> =
            NEEDED.iter().chain([&AUTHOR]).filter(|needed| self.is_lacking(needed)).collect();
        let mut whole = self.plain.clone();
        lacking.iter().for_each(|needed| make_up(&mut whole, needed.fact));
        let whole_at = if lacking.is_empty() { self.at } else { self.add(whole.clone()) };
        let mut questions = Vec::new();
        for needed in &lacking {
            let without = match lacking.as_slice() {
                [_] => self.at,
                _ => {
                    let mut without = whole.clone();
                    remove(&mut without, needed.fact);
                    self.add(without)
                }
            };
            questions.push(Question { pair: (whole_at, without), about: About::Needed(needed) });
        }
        questions
    }

    fn is_lacking(&self, needed: &Needed) -> bool {
        let entry_type = &self.plain.entry_type;
        let is_of_type = match &needed.of {
            Of::Everything => true,
            Of::AllBut(types) => !types.contains(entry_type),
            Of::Types(types) => types.contains(entry_type),
            Of::Translations => self.is_translation(),
        };
        let is_wanted = !matches!(needed.fact, Fact::Names(..)) || !self.has_maker();
        is_of_type
            && is_wanted
            && !has(&self.plain, needed.fact)
            && !needed.unless.iter().any(|(place, field)| has(&self.plain, Fact::Field(*place, *field)))
    }

    fn is_translation(&self) -> bool {
        let is_translated = self.seen.whole.expression.kind == ExpressionKind::Translation;
        is_translated || has(&self.plain, Fact::Names(Place::Here, Role::Translator))
    }

    /// Whether somebody is named whom a style could put in the place of an author, or said to be unnamed.
    fn has_maker(&self) -> bool {
        let is_maker = |((place, role), list): (&(Place, Role), &NameList)| {
            *place == Place::Here && *role != Role::Translator && !list.is_empty()
        };
        self.plain.names.iter().any(is_maker)
    }
}

/// What the questions about one reference tell, by what is printed of all.
pub fn findings(
    questions: Vec<Question>,
    printed: &[Option<String>],
    seen: &Seen,
    style: &str,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for question in questions {
        let Some(answer) = question.answer(printed) else { continue };
        let finding = question.finding(answer, seen, style);
        // Of a date that is not printed no part is; of an entry nothing else is to be said.
        let is_told = findings.iter().any(|other| other.field.is_none() || other.field == finding.field);
        if !is_told {
            findings.push(finding);
        }
    }
    findings
}

/// Why there is something to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// The engine fails.
    Fails,
    /// The style prints nothing at all.
    Nothing,
    /// It makes no difference.
    Same,
    /// It makes a difference.
    Differs,
}

impl Question {
    /// Why there is something to tell, by what is printed; nothing where all is well.
    fn answer(&self, printed: &[Option<String>]) -> Option<Answer> {
        let text = |at: usize| printed.get(at).and_then(Option::as_deref);
        let (one, other) = (text(self.pair.0), text(self.pair.1));
        match (&self.about, one, other) {
            (About::Whole, None, _) => Some(Answer::Fails),
            (About::Whole, Some(text), _) => text.trim().is_empty().then_some(Answer::Nothing),
            (About::Shown(_) | About::Part(..), Some(one), Some(other)) => {
                (one == other).then_some(Answer::Same)
            }
            (About::Needed(_), Some(one), Some(other)) => (one != other).then_some(Answer::Differs),
            _ => None,
        }
    }

    fn finding(self, answer: Answer, seen: &Seen, style: &str) -> Finding {
        let told = |fact: Fact| told(&seen.reference, fact);
        let (fact, severity, message) = match &self.about {
            About::Whole if answer == Answer::Fails => {
                (None, Severity::Error, format!("this edition cannot be printed in {style}"))
            }
            About::Whole => (None, Severity::Error, format!("{style} leaves this edition out of its list")),
            About::Shown(Shown { fact, noun, severity, .. }) => {
                (Some(*fact), *severity, format!("{style} prints no {noun}: {}", told(*fact)))
            }
            About::Part(fact, part) => {
                let (severity, message) = part.finding(style, &told(*fact));
                (Some(*fact), severity, message)
            }
            About::Needed(Needed { fact: fact @ Fact::Names(..), noun, .. }) => {
                let message = format!("{style} puts this under its title, since it has no {noun}");
                (Some(*fact), Severity::Note, message)
            }
            About::Needed(Needed { fact, noun, .. }) => {
                let message = format!("{style} needs the {noun}: add `{}`", name_of(*fact));
                (Some(*fact), Severity::Warning, message)
            }
        };
        let remedy = match self.about {
            About::Needed(needed) => Some(remedy(seen, needed)),
            _ => None,
        };
        Finding { key: seen.whole.edition.key.clone(), field: fact.map(name_of), severity, message, remedy }
    }
}

impl DatePart {
    /// How much it matters that a style does not print it of a date, and how that is said.
    fn finding(self, style: &str, date: &str) -> (Severity, String) {
        match self {
            DatePart::End => (Severity::Error, format!("{style} prints only the beginning of {date}")),
            DatePart::Day => (Severity::Warning, format!("{style} prints only the year of {date}")),
            DatePart::Doubt => (Severity::Note, format!("{style} does not tell that {date} is not sure")),
        }
    }
}

/// The name for `set`.
fn name_of(fact: Fact) -> String {
    fact.name().replace('_', "-")
}

/// What a fact says, in a few words.
fn told(reference: &Reference, fact: Fact) -> String {
    let text = match fact {
        Fact::Field(place, field) => reference.fields.get(place, field).map(Value::to_display),
        Fact::Names(place, role) => reference
            .names
            .get(&(place, role))
            .map(|list| list.names.iter().map(Name::display).collect::<Vec<_>>().join("; ")),
    };
    let text = text.unwrap_or_default();
    let text = title::plain(&text);
    match text.char_indices().nth(SHOWN_CHARACTERS) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.into_owned(),
    }
}

/// The command that gives an edition what it lacks. What is kept with another edition that is not there yet is added
/// to the work.
fn remedy(seen: &Seen, needed: &Needed) -> String {
    let key = shell_word(&seen.whole.edition.key);
    let is_linked = match needed.fact {
        Fact::Field(place, field) => {
            fields::row(place, field).is_some_and(|row| row.storage == Storage::Linked)
        }
        Fact::Names(..) => false,
    };
    let neighbour = match needed.fact {
        Fact::Field(Place::Original, _) => &seen.whole.original,
        _ => &seen.whole.container,
    };
    if is_linked && neighbour.is_none() {
        return format!("oeuvre edit {key}");
    }
    let first = seen.whole.work.date.as_ref().and_then(Date::as_edtf);
    let example = match (needed.fact, first) {
        (Fact::Field(Place::Original, Field::Date), Some(date)) => date,
        _ => needed.example,
    };
    format!("oeuvre set {key} {}={example}", name_of(needed.fact))
}

/// A text as one word of a POSIX shell.
fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-.:/+@".contains(c);
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

fn has(reference: &Reference, fact: Fact) -> bool {
    match fact {
        Fact::Field(place, field) => reference.fields.has(place, field),
        Fact::Names(place, role) => !reference.names(place, role).is_empty(),
    }
}

fn remove(reference: &mut Reference, fact: Fact) {
    match fact {
        Fact::Field(place, field) => {
            reference.fields.remove(place, field);
        }
        Fact::Names(place, role) => {
            reference.names.remove(&(place, role));
        }
    }
}

/// The reference with another value of a fact, of the same kind, so that a style that only asks whether it is there
/// prints the same; nothing where it is not given.
fn with_other(reference: &Reference, fact: Fact) -> Option<Reference> {
    if !has(reference, fact) {
        return None;
    }
    let mut other = reference.clone();
    match fact {
        Fact::Names(place, role) => {
            let list = NameList { names: vec![other_name()], ending: Ending::Complete };
            other.names.insert((place, role), list);
        }
        Fact::Field(place, field) => {
            let changed = match reference.fields.get(place, field)? {
                Value::Text(text) => Value::Text(other_text(text)),
                Value::List(list) => Value::List(list.iter().map(|text| other_text(text)).collect()),
                Value::Date(date) => Value::Date(other_date(date)),
            };
            other.fields.set(place, field, changed);
        }
    }
    Some(other)
}

/// Other digits where there are any, so that a number stays one; else a further word.
fn other_text(text: &str) -> String {
    let turned = |c: char| match c {
        '0'..='8' => char::from_u32(u32::from(c) + 1).unwrap_or(c),
        '9' => '1',
        c => c,
    };
    match text.contains(|c: char| c.is_ascii_digit()) {
        true => text.chars().map(turned).collect(),
        false => format!("{text} {OTHER_WORD}"),
    }
}

fn other_date(date: &Date) -> Date {
    let year = if date.year() == Some(OTHER_YEAR) { OTHER_YEAR + 1 } else { OTHER_YEAR };
    Date::parse(&year.to_string())
}

fn other_name() -> Name {
    Name::person(OTHER_WORD, OTHER_WORD)
}

/// Gives a reference a value that it lacks.
fn make_up(reference: &mut Reference, fact: Fact) {
    match fact {
        Fact::Names(place, role) => {
            reference.names.insert((place, role), NameList::of(vec![other_name()]));
        }
        Fact::Field(place, field) => {
            let kind = fields::row(place, field).map_or(Kind::Text, |row| row.kind);
            let value = match kind {
                Kind::Date => Value::Date(Date::parse(&OTHER_YEAR.to_string())),
                Kind::Pages | Kind::Number => Value::Text(OTHER_YEAR.to_string()),
                kind if kind.is_list() => Value::List(vec![OTHER_WORD.to_owned()]),
                _ => Value::Text(OTHER_WORD.to_owned()),
            };
            reference.fields.set(place, field, value);
        }
    }
}

/// The date without a part of it; nothing where it has none.
fn without(date: &Date, part: DatePart) -> Option<Date> {
    let text = date.as_edtf()?;
    match (part, date.form()) {
        // A style that prints years prints all of what begins and ends in one.
        (DatePart::End, Form::Interval(End::At(start), end))
            if end.point().map(Point::year) != Some(start.year()) =>
        {
            Some(Date::parse(text.split('/').next()?))
        }
        (DatePart::Day, Form::Single(point)) if point.month().is_some() => {
            Date::from_numbers(date.year()?, None, None).ok()
        }
        (DatePart::Doubt, _) if !date.qualification().is_none() => {
            let sure: String = text.chars().filter(|c| !matches!(c, '?' | '~' | '%')).collect();
            Some(Date::parse(&sure))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_without_a_part() {
        for (date, part, less) in [
            ("1936/1938", DatePart::End, Some("1936")),
            ("1936-04/1936-06", DatePart::End, None),
            ("1936-04/1937-06", DatePart::End, Some("1936-04")),
            ("1936/..", DatePart::End, Some("1936")),
            ("../1938", DatePart::End, None),
            ("1936", DatePart::End, None),
            ("1936-05-12", DatePart::Day, Some("1936")),
            ("1936", DatePart::Day, None),
            ("1936~", DatePart::Doubt, Some("1936")),
            ("1936?/1938%", DatePart::Doubt, Some("1936/1938")),
            ("1936", DatePart::Doubt, None),
            ("in spring?", DatePart::Doubt, None),
        ] {
            assert_eq!(without(&Date::parse(date), part), less.map(Date::parse), "{date} {part:?}");
        }
    }

    #[test]
    fn other_values_are_of_the_same_kind() {
        for (text, other) in [("1–9", "2–1"), ("vol. 30", "vol. 41"), ("Tides", "Tides Qwyx"), ("", " Qwyx")]
        {
            assert_eq!(other_text(text), other);
        }
        assert_ne!(other_date(&Date::parse("1111")), Date::parse("1111"));
        assert_eq!(shell_word("serge1963memoirs"), "serge1963memoirs");
        assert_eq!(shell_word("o'neil 63"), "'o'\\''neil 63'");
    }
}
