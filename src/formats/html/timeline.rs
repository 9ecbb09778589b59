//! When works were first published, translated and printed again, as a drawing with a table behind it.

use std::collections::BTreeMap;

use askama::Template;
use askama::filters::HtmlSafe;

use super::index::{Index, editions_of};
use super::link::Anchor;
use super::outline::first_date;
use super::title::Title;
use crate::model::Date;
use crate::model::title::plain;
use crate::model::tree::{Catalogue, ExpressionKind, Work};

/// The drawings. Works have a row each; where there are many, decades have columns, and those works that went on in
/// translations have rows.
#[derive(Debug, Default, Template)]
#[template(path = "timeline.html")]
pub(super) struct Timeline<'a> {
    drawings: Vec<Drawing<'a>>,
}

impl HtmlSafe for Timeline<'_> {}

/// One drawing with its axis.
#[derive(Debug, Default)]
struct Drawing<'a> {
    rows: Vec<Row<'a>>,
    columns: Vec<Column>,
    ticks: Vec<Tick>,
    /// In pixels of the page.
    height: usize,
    /// What it shows, in a sentence.
    description: String,
}

/// A work.
#[derive(Debug)]
struct Row<'a> {
    title: Title<'a>,
    href: String,
    /// The title as a label that fits.
    label: super::text::Text<'static>,
    /// The same on a narrow screen, where less fits.
    narrow: Option<super::text::Text<'static>>,
    label_at: Percent,
    ends: &'static str,
    top: usize,
    start: Percent,
    end: Percent,
    first: i64,
    translations: Vec<Tick>,
    editions: Vec<Tick>,
}

/// A decade.
#[derive(Debug, Default)]
struct Column {
    decade: i64,
    works: usize,
    translations: usize,
    editions: usize,
    left: Percent,
    width: Percent,
    bars: Vec<Bar>,
}

/// A part of a column.
#[derive(Debug)]
struct Bar {
    class: &'static str,
    top: usize,
    height: usize,
}

/// A year and its place.
#[derive(Debug)]
struct Tick {
    year: i64,
    at: Percent,
}

/// A place across the drawing, in hundredths of its width.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Percent(f64);

impl std::fmt::Display for Percent {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:.2}%", self.0)
    }
}

/// Most works that have a row each.
const MOST_ROWS: usize = 50;
/// Height of a row, and of the axis below, in pixels.
const ROW: usize = 30;
const AXIS: usize = 26;
/// Height of the tallest column.
const COLUMN: usize = 150;
/// Most letters of a label.
const LABEL: usize = 38;
/// How many letters of a label fit across the narrowest screen: 320 pixels without the margins of the page, in a wide
/// typeface (8 pixels a letter), and a sign for what is cut.
const NARROW: f64 = 33.0;
/// What begins further right than this in a drawing of decades has its year at the edge.
const LATE: f64 = 88.0;
/// Years further apart than this are not drawn on one axis.
const LONGEST_SPAN: i64 = 3000;

/// The years of a work.
struct Years<'a> {
    work: &'a Work,
    first: i64,
    /// Of the earliest edition of each translation.
    translations: Vec<i64>,
    /// Of the other editions.
    editions: Vec<i64>,
}

impl<'a> Timeline<'a> {
    pub fn of(catalogue: &'a Catalogue, index: &Index<'a>) -> Timeline<'a> {
        let mut works: Vec<Years<'a>> =
            catalogue.works.iter().filter_map(|work| Years::of(work, index)).collect();
        works.sort_by(|one, other| (one.first, &one.work.handle).cmp(&(other.first, &other.work.handle)));
        let all = || works.iter().flat_map(Years::all);
        let (Some(earliest), Some(latest)) = (all().min(), all().max()) else {
            return Timeline::default();
        };
        // One year has no course of time to draw.
        if earliest == latest || latest - earliest > LONGEST_SPAN {
            return Timeline::default();
        }
        if works.len() <= MOST_ROWS {
            return Timeline { drawings: vec![in_rows(&works, earliest, latest)] };
        }
        let columns = in_columns(&works);
        works.retain(|work| !work.translations.is_empty());
        let all = || works.iter().flat_map(Years::all);
        let span = all().min().zip(all().max()).filter(|_| works.len() <= MOST_ROWS);
        let rows =
            span.filter(|(first, last)| first < last).map(|(first, last)| in_rows(&works, first, last));
        Timeline { drawings: std::iter::once(columns).chain(rows).collect() }
    }
}

impl Tick {
    /// Whether its year, which stands to the right of it, would be cut.
    fn is_late(&self) -> bool {
        self.at.0 > LATE
    }
}

impl Drawing<'_> {
    /// Where the line of the axis is.
    fn base(&self) -> usize {
        self.height.saturating_sub(AXIS)
    }

    /// What it is called.
    fn name(&self) -> &'static str {
        if self.rows.is_empty() { "By decade" } else { "From originals to translations" }
    }
}

impl<'a> Years<'a> {
    fn of(work: &'a Work, index: &Index<'a>) -> Option<Years<'a>> {
        let first = first_date(work, index).1.and_then(Date::year)?;
        let mut translations = Vec::new();
        for expression in &work.expressions {
            let years = expression.editions.iter().filter_map(|edition| index.date_of(edition)?.year());
            if expression.kind == ExpressionKind::Translation {
                translations.extend(years.min());
            }
        }
        let mut editions: Vec<i64> =
            editions_of(work).filter_map(|located| index.date_of(located.edition)?.year()).collect();
        editions.retain(|year| *year != first && !translations.contains(year));
        for years in [&mut translations, &mut editions] {
            years.sort_unstable();
            years.dedup();
        }
        Some(Years { work, first, translations, editions })
    }

    fn all(&self) -> impl Iterator<Item = i64> {
        std::iter::once(self.first)
            .chain(self.translations.iter().copied())
            .chain(self.editions.iter().copied())
    }
}

fn in_rows<'a>(works: &[Years<'a>], earliest: i64, latest: i64) -> Drawing<'a> {
    let step = step(latest - earliest);
    let (from, to) = (earliest.div_euclid(step) * step, (latest.div_euclid(step) + 1) * step);
    let at = |year: i64| Percent(6.0 + 88.0 * (year - from) as f64 / (to - from) as f64);
    let row = |(number, years): (usize, &Years<'a>)| {
        let places = |years: &[i64]| years.iter().map(|year| Tick { year: *year, at: at(*year) }).collect();
        let (start, last) = (at(years.first), years.all().max().unwrap_or(years.first));
        let is_late = start.0 > 55.0;
        let top = number * ROW + 20;
        let room = if is_late { start.0 } else { 100.0 - start.0 };
        // Between 14 and 33.
        let fitting = (NARROW * room / 100.0) as usize;
        let whole = label(&years.work.title, LABEL);
        let narrow = label(&years.work.title, fitting.min(LABEL));
        Row {
            title: Title::whole(&years.work.title, years.work.language.as_deref()),
            href: Anchor::Work(&years.work.handle).href(),
            narrow: (narrow != whole).then(|| narrow.into()),
            label: whole.into(),
            label_at: start,
            ends: if is_late { "end" } else { "start" },
            top,
            start: at(years.all().min().unwrap_or(years.first)),
            end: at(last),
            first: years.first,
            translations: places(&years.translations),
            editions: places(&years.editions),
        }
    };
    let ticks =
        (from..=to).step_by(usize::try_from(step).unwrap_or(1)).map(|year| Tick { year, at: at(year) });
    let count = works.len();
    let (work, each) = if count == 1 { ("work", "") } else { ("works", ", each") };
    Drawing {
        rows: works.iter().enumerate().map(row).collect(),
        columns: Vec::new(),
        ticks: ticks.collect(),
        height: count * ROW + 8 + AXIS,
        description: format!(
            "{count} {work}{each} from the year of its original, with translations and further editions. The table \
             below says the same."
        ),
    }
}

fn in_columns<'a>(works: &[Years<'a>]) -> Drawing<'a> {
    let mut decades: BTreeMap<i64, Column> = BTreeMap::new();
    for years in works {
        let decade = |year: i64| year.div_euclid(10) * 10;
        decades.entry(decade(years.first)).or_default().works += 1;
        for year in &years.translations {
            decades.entry(decade(*year)).or_default().translations += 1;
        }
        for year in &years.editions {
            decades.entry(decade(*year)).or_default().editions += 1;
        }
    }
    let (Some(first), Some(last)) = (decades.keys().next().copied(), decades.keys().last().copied()) else {
        return Drawing::default();
    };
    let count = (last - first) / 10 + 1;
    let tallest = decades.values().map(Column::total).max().unwrap_or(1).max(1);
    let width = 100.0 / count as f64;
    let at = |decade: i64| Percent(width * ((decade - first) / 10) as f64);
    let every = step(last - first).max(10);
    let ticks = (first..=last).step_by(10).filter(|decade| decade.rem_euclid(every) == 0);
    let columns = decades.into_iter().map(|(decade, column)| Column {
        decade,
        left: Percent(at(decade).0 + width * 0.1),
        width: Percent(width * 0.8),
        bars: column.bars(tallest),
        ..column
    });
    Drawing {
        columns: columns.collect(),
        rows: Vec::new(),
        ticks: ticks.map(|year| Tick { year, at: at(year) }).collect(),
        height: COLUMN + AXIS + 4,
        description: format!(
            "{} works by decade, from the {first}s to the {last}s, with translations and further editions. The table \
             below says the same.",
            works.len()
        ),
    }
}

impl Column {
    fn total(&self) -> usize {
        self.works + self.translations + self.editions
    }

    /// The parts from the axis up: works, translations, further editions.
    fn bars(&self, tallest: usize) -> Vec<Bar> {
        let mut below = 0;
        let parts = [("first", self.works), ("translated", self.translations), ("again", self.editions)];
        parts
            .into_iter()
            .filter(|(_, number)| *number > 0)
            .map(|(class, number)| {
                let height = (number * COLUMN / tallest).max(1);
                below += height;
                Bar { class, top: (COLUMN + 4).saturating_sub(below), height }
            })
            .collect()
    }
}

/// Years between those on the axis, so that at most some six stand there.
fn step(span: i64) -> i64 {
    [10, 20, 50, 100, 200].into_iter().find(|step| span / step <= 6).unwrap_or(500)
}

/// The title without its markup, cut where it has more letters than fit.
fn label(title: &str, most: usize) -> String {
    let title = plain(title);
    if title.chars().count() <= most {
        return title.into_owned();
    }
    let cut: String = title.chars().take(most).collect();
    format!("{}…", cut.trim_end())
}
