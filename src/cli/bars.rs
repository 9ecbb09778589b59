//! Numbers as bars, on a terminal.

use super::{
    output::{ASIDE, Colour, columns, padded, shortened},
    visible::visible,
};

/// Columns that a bar leaves to what stands before it.
pub const LONGEST_VALUE: usize = 40;

/// Eighths of a block.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// A bar that is as long as the room for the greatest number.
pub fn bar(count: usize, most: usize, room: usize) -> String {
    let eighths = (count * room * 8).div_ceil(most.max(1));
    "█".repeat(eighths / 8) + EIGHTHS.get(eighths % 8).copied().unwrap_or_default()
}

/// A bar with the rest of its way behind it.
pub fn progress(done: usize, whole: usize, room: usize) -> String {
    let filled = (done.min(whole) * room).checked_div(whole).unwrap_or(0);
    "█".repeat(filled) + &"░".repeat(room - filled)
}

/// Values with their numbers and, on a terminal of so many columns, bars; one a line.
pub fn lines(counts: &[(String, usize)], width: Option<usize>, colour: Colour) -> Vec<String> {
    let longest = width.map_or(LONGEST_VALUE, |width| LONGEST_VALUE.min(width / 2));
    let shown: Vec<String> = counts
        .iter()
        .map(|(value, _)| {
            let value = visible(value);
            if width.is_some() { shortened(&value, longest) } else { value.into_owned() }
        })
        .collect();
    let widest = shown.iter().map(|value| columns(value).min(longest)).max().unwrap_or(0);
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let digits = most.to_string().len();
    let room = width.map(|width| width.saturating_sub(widest + digits + 4));
    let line = |(value, (_, count)): (&String, &(String, usize))| {
        let bar = room.map(|room| bar(*count, most, room)).unwrap_or_default();
        let line = format!("{}  {count:>digits$}  {}", padded(value, widest), colour.paint(ASIDE, bar));
        line.trim_end().to_owned()
    };
    shown.iter().zip(counts).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        for (count, most, room, expected) in [
            (4, 4, 4, "████"),
            (2, 4, 4, "██"),
            (1, 16, 4, "▎"),
            (1, 1000, 4, "▏"),
            (0, 4, 4, ""),
            (0, 0, 4, ""),
        ] {
            assert_eq!(bar(count, most, room), expected);
        }
    }

    #[test]
    fn progress_fills_its_way() {
        for (done, whole, expected) in
            [(0, 10, "░░░░"), (5, 10, "██░░"), (10, 10, "████"), (12, 10, "████"), (1, 0, "░░░░")]
        {
            assert_eq!(progress(done, whole, 4), expected);
        }
    }

    #[test]
    fn lines_stay_within_the_terminal() {
        let counts =
            [("Richard Greeman".to_owned(), 3), ("革命者的回忆革命者的回忆革命者的回忆".to_owned(), 1)];
        for width in [20, 40, 80] {
            for line in lines(&counts, Some(width), Colour::Plain) {
                assert!(columns(&line) <= width, "{width}: {line}");
            }
        }
    }
}
