//! Read-throughs in lines and as JSON.

use serde_json::{Value as Json, json};

use super::{
    bars,
    hyperlinks::Hyperlinks,
    output::{ASIDE, Colour, KEY, TITLE, columns, padded, shortened},
    visible::{visible, visible_on_one_line},
    words::{names, short_names},
};
use crate::{
    library::{Label, ReadThrough},
    model::{
        Date, Name,
        tree::{ReadingStatus, Target},
    },
};

/// Columns of the bar of one read-through.
const BAR: usize = 10;

/// How lines are drawn.
#[derive(Clone, Copy)]
pub struct Lines {
    /// Columns of the terminal; lines are whole where there is none.
    pub width: Option<usize>,
    /// Whether to style them.
    pub colour: Colour,
    /// Whether titles lead to where editions are on the web.
    pub links: Hyperlinks,
}

impl Lines {
    /// Read-throughs, one in two lines: what is read, and how it goes.
    pub fn of(self, reads: &[&ReadThrough]) -> Vec<String> {
        let heads: Vec<String> = reads.iter().map(|read| read.label.key.clone()).collect();
        let widest = heads.iter().map(|key| columns(&visible(key))).max().unwrap_or(0);
        let mut lines = Vec::new();
        for read in reads {
            lines.push(self.heading(&read.label, &read.reading.subject, widest));
            let bar = match (self.width, read.percent(), read.reading.status) {
                (Some(_), Some(percent), ReadingStatus::Reading | ReadingStatus::Paused) => {
                    format!("{} ", bars::progress(usize::from(percent), 100, BAR))
                }
                _ => String::new(),
            };
            let details = format!("{bar}{}", details(read));
            if !details.is_empty() {
                lines.push(format!("  {}", self.colour.paint(ASIDE, self.fitting(&visible(&details), 2))));
            }
            if let Some(note) = &read.reading.note {
                lines.push(format!("  {}", self.fitting(&visible_on_one_line(note), 2)));
            }
        }
        lines
    }

    /// Key, author and title on one line.
    pub fn heading(self, label: &Label, subject: &Target, widest: usize) -> String {
        let key = visible(&label.key).into_owned();
        let indent = columns(&key).max(widest) + 2;
        let any = if matches!(subject, Target::Work(_)) { " (in any edition)" } else { "" };
        let author = short_names(&label.authors);
        let translators: Vec<&str> = label.translators.names.iter().map(Name::short).collect();
        let translated =
            if translators.is_empty() { String::new() } else { format!(" (tr. {})", translators.join(", ")) };
        let author = if author.is_empty() { author } else { format!("{author}: ") };
        let rest = visible(&format!("{author}{}{translated}{any}", label.title)).into_owned();
        let fill = " ".repeat(indent - columns(&key));
        format!(
            "{}{fill}{}",
            self.colour.paint(KEY, &key),
            self.links.link(label.address.as_deref(), self.colour.paint(TITLE, self.fitting(&rest, indent)))
        )
    }

    /// A numbered read-through on one line.
    pub fn numbered(self, read: &ReadThrough, digits: usize, widest: usize) -> String {
        let number = format!("{:>digits$}", read.number);
        let key = padded(&visible(&read.label.key), widest);
        let status = padded(read.reading.status.as_str(), 8);
        let mut parts = vec![status.trim_end().to_owned()];
        let details = details(read);
        if !details.is_empty() {
            parts = vec![format!("{status}  {details}")];
        }
        let indent = digits + widest + 4;
        let rest = self.fitting(&visible(&parts.join("")), indent);
        format!("{number}  {}  {rest}", self.colour.paint(KEY, key)).trim_end().to_owned()
    }

    fn fitting(self, text: &str, indent: usize) -> String {
        match self.width {
            Some(width) => shortened(text, width.saturating_sub(indent).max(8)),
            None => text.to_owned(),
        }
    }
}

/// How a read-through goes or went, in words.
pub fn details(read: &ReadThrough) -> String {
    let reading = &read.reading;
    let mut parts: Vec<String> = Vec::new();
    let is_under_way = matches!(reading.status, ReadingStatus::Reading | ReadingStatus::Paused);
    let noted = reading.noted.as_ref().map(Date::display);
    if reading.status == ReadingStatus::Want {
        parts.extend(noted.as_ref().map(|day| format!("wanted since {day}")));
    }
    if let Some(percent) = read.percent().filter(|_| is_under_way) {
        parts.push(format!("{percent}%"));
    }
    match (&reading.page, read.label.pages) {
        (Some(page), Some(pages)) => parts.push(format!("p. {page} of {pages}")),
        (Some(page), None) => parts.push(format!("p. {page}")),
        _ => {}
    }
    if let Some(day) = noted.as_ref().filter(|_| reading.status == ReadingStatus::Reading) {
        match parts.last_mut() {
            // The page may have been reached before, where it was put aside since.
            Some(place) => place.push_str(&format!(" as of {day}")),
            None => parts.push(format!("on again since {day}")),
        }
    }
    match (&reading.started, &reading.finished) {
        (Some(started), Some(finished)) if started == finished => parts.push(finished.display()),
        (Some(started), Some(finished)) => {
            parts.push(format!("{} to {}", started.display(), finished.display()))
        }
        (Some(started), None) => parts.push(format!("since {}", started.display())),
        (None, Some(finished)) => parts.push(finished.display()),
        (None, None) => {}
    }
    if reading.status == ReadingStatus::Paused {
        parts.push(noted.map_or_else(|| "paused".to_owned(), |day| format!("paused {day}")));
    }
    parts.extend(reading.due.as_ref().map(|due| format!("due {}", due.display())));
    parts.extend(reading.priority.map(|priority| format!("priority {priority}")));
    parts.extend(reading.rating.map(stars));
    if read.finished_before > 0 {
        let time = read.finished_before + usize::from(reading.status == ReadingStatus::Finished);
        let again = match reading.status {
            ReadingStatus::Finished => format!("read {time} times"),
            _ => format!("read {time} times before"),
        };
        parts.push(again.replace("1 times", "once"));
    }
    parts.extend(reading.recommended_by.as_ref().map(|name| format!("recommended by {name}")));
    parts.extend(reading.lent_to.as_ref().map(|name| format!("lent to {name}")));
    parts.join(" · ")
}

/// A rating as people write it.
pub fn stars(rating: u8) -> String {
    let full = usize::from(rating.min(5));
    "★".repeat(full) + &"☆".repeat(5 - full)
}

/// A read-through as JSON.
pub fn record(read: &ReadThrough) -> Json {
    let (reading, label) = (&read.reading, &read.label);
    let day = |date: &Option<Date>| date.as_ref().map(|date| date.as_str().to_owned());
    let of = match &reading.subject {
        Target::Work(_) => "work",
        Target::Edition(_) => "edition",
    };
    json!({
        "number": read.number,
        "of": of,
        "key": label.key,
        "work": label.work,
        "title": label.title,
        "author": names(&label.authors),
        "translator": names(&label.translators),
        "language": label.language,
        "status": reading.status,
        "started": day(&reading.started),
        "finished": day(&reading.finished),
        "noted": day(&reading.noted),
        "page": reading.page,
        "pages": label.pages,
        "percent": read.percent(),
        "rating": reading.rating,
        "priority": reading.priority,
        "due": day(&reading.due),
        "note": reading.note,
        "recommended_by": reading.recommended_by,
        "lent_to": reading.lent_to,
        "finished_before": read.finished_before,
    })
}
