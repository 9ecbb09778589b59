//! Text → rows of cells, whatever became of the quotation marks.

use std::borrow::Cow;

/// How many rows without a closing quotation mark are taken apart before all others are read without quoting.
const MOST_REPAIRS: usize = 32;
/// What no cell is.
const MARK: &str = "\u{1}end\u{1}";

/// One row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its cells.
    pub(super) cells: Vec<String>,
    /// The line of the file that it begins on, from 1.
    pub(super) line: usize,
    /// Whether a quotation mark was never closed, so that the line was taken as it stands.
    pub(super) is_repaired: bool,
}

/// Whether quotation marks around a cell mean anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quoting {
    Csv,
    None,
}

fn reader(text: &str, separator: u8, quoting: Quoting) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .quoting(quoting == Quoting::Csv)
        .from_reader(text.as_bytes())
}

/// The names in the first line.
pub(super) fn header(text: &str, separator: u8) -> Vec<String> {
    // The header may be cut where only the beginning of a file is looked at; it is on one line.
    let mut lines = text.split(['\n', '\r']).map(str::trim_end);
    let line = lines.find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut record = csv::StringRecord::new();
    match reader(line, separator, Quoting::Csv).read_record(&mut record) {
        Ok(true) => record.iter().map(|name| name.trim().to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// Calls with each row below the header that has anything in it.
pub(super) fn rows<E>(
    text: &str,
    separator: u8,
    columns: usize,
    take: &mut dyn FnMut(Row) -> Result<(), E>,
) -> Result<(), E> {
    let mut rest = below_header(text);
    let mut line = line_of(text, text.len() - rest.len());
    let mut quoting = quoting(text, separator, columns);
    let mut repairs = 0;
    while !rest.is_empty() {
        let taken = some_rows(rest, separator, quoting, line, take)?;
        let unread = rest.get(taken..).unwrap_or_default();
        if unread.is_empty() {
            break;
        }
        line += line_of(rest, taken) - 1;
        let length = line_length(unread);
        if let Some(mut row) = split_row(unread.get(..length).unwrap_or_default(), separator) {
            (row.line, row.is_repaired) = (line, true);
            take(row)?;
        }
        rest = unread.get(length..).unwrap_or_default();
        line += 1;
        repairs += 1;
        if repairs > MOST_REPAIRS {
            quoting = Quoting::None;
        }
    }
    Ok(())
}

/// Reads rows up to the end, or to one whose quotation mark is never closed; gives how many bytes were read.
fn some_rows<E>(
    text: &str,
    separator: u8,
    quoting: Quoting,
    first_line: usize,
    take: &mut dyn FnMut(Row) -> Result<(), E>,
) -> Result<usize, E> {
    let mut reader = reader(text, separator, quoting);
    let mut record = csv::StringRecord::new();
    let (mut counted, mut line) = (0, first_line);
    // Text is UTF-8 and rows may be of any length, so that nothing but its end stops the reader.
    while let Ok(true) = reader.read_record(&mut record) {
        let position = record.position();
        let begin = position.map_or(0, |position| as_offset(position.byte()));
        let end = as_offset(reader.position().byte());
        let is_last = end >= text.len();
        if is_last && quoting == Quoting::Csv && is_unclosed(text.get(begin..).unwrap_or_default(), separator)
        {
            return Ok(begin);
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cells = record.iter().map(|cell| match quoting {
            Quoting::Csv => cell.to_owned(),
            Quoting::None => without_quotes(cell).into_owned(),
        });
        // A row begins where the last one ended, before empty lines.
        let blank = text.get(begin..).unwrap_or_default();
        let begin = begin + (blank.len() - blank.trim_start_matches(['\n', '\r']).len());
        line += line_of(text.get(counted..).unwrap_or_default(), begin.saturating_sub(counted)) - 1;
        counted = begin;
        take(Row { cells: cells.collect(), line, is_repaired: false })?;
    }
    Ok(text.len())
}

fn as_offset(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Whether the last row of a file goes over several lines since a quotation mark is not closed.
fn is_unclosed(row: &str, separator: u8) -> bool {
    let row = row.trim_end_matches(['\n', '\r']);
    if !row.contains(['\n', '\r']) {
        return false;
    }
    let closed = format!("{row}{}{MARK}", char::from(separator));
    let mut last = csv::StringRecord::new();
    let mut reader = reader(&closed, separator, Quoting::Csv);
    let mut record = csv::StringRecord::new();
    while let Ok(true) = reader.read_record(&mut record) {
        last.clone_from(&record);
    }
    last.iter().next_back() != Some(MARK)
}

/// One line as a row, quotation marks being signs like others.
fn split_row(line: &str, separator: u8) -> Option<Row> {
    let cells = line.trim_end_matches(['\n', '\r']).split(char::from(separator));
    let cells: Vec<String> = cells.map(|cell| cell.trim_matches('"').to_owned()).collect();
    let is_blank = cells.iter().all(|cell| cell.trim().is_empty());
    (!is_blank).then_some(Row { cells, line: 0, is_repaired: true })
}

/// The length of the first line with what ends it.
fn line_length(text: &str) -> usize {
    let Some(end) = text.find(['\n', '\r']) else { return text.len() };
    let is_pair = text.get(end..).is_some_and(|rest| rest.starts_with("\r\n"));
    end + if is_pair { 2 } else { 1 }
}

fn below_header(text: &str) -> &str {
    let mut rest = text;
    while !rest.is_empty() {
        let length = line_length(rest);
        let (line, after) = rest.split_at(length);
        rest = after;
        if !line.trim().is_empty() {
            break;
        }
    }
    rest
}

/// The number of the line in which a byte stands.
fn line_of(text: &str, byte: usize) -> usize {
    1 + text.as_bytes().get(..byte).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count()
}

/// LibraryThing puts nothing into quotation marks, so that they may stand anywhere; other programs quote such tables.
fn quoting(text: &str, separator: u8, columns: usize) -> Quoting {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let is_plain = separator == b'\t'
        && !text.trim_start().starts_with('"')
        && lines.all(|line| line.split('\t').count() == columns);
    if is_plain { Quoting::None } else { Quoting::Csv }
}

/// A cell that a program put into quotation marks since it holds some.
fn without_quotes(cell: &str) -> Cow<'_, str> {
    let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
    let is_quoted = |inner: &&str| inner.contains("\"\"") && !inner.replace("\"\"", "").contains('"');
    inner.filter(is_quoted).map_or(Cow::Borrowed(cell), |inner| Cow::Owned(inner.replace("\"\"", "\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, separator: u8) -> Vec<(usize, Vec<String>)> {
        let mut found = Vec::new();
        let columns = header(text, separator).len();
        let taken: Result<(), ()> = rows(text, separator, columns, &mut |row| {
            found.push((row.line, row.cells));
            Ok(())
        });
        assert!(taken.is_ok());
        found
    }

    /// A row: its line and its cells.
    type Expected<'t> = (usize, &'t [&'t str]);

    #[test]
    fn rows_with_line_ends_and_quotation_marks() {
        let cases: &[(&str, u8, &[Expected<'_>])] = &[
            ("a,b\n1,\"x\ny\"\n2,z\n", b',', &[(2, &["1", "x\ny"]), (4, &["2", "z"])]),
            ("a,b\r\n1,\"say \"\"x\"\"\"\r\n\r\n2,\r\n", b',', &[(2, &["1", "say \"x\""]), (4, &["2", ""])]),
            ("\n\na;b\n1;2", b';', &[(4, &["1", "2"])]),
            // Never closed: the line as it stands, and those that follow.
            ("a,b\n1,\"x\n2,y\n3,z\n", b',', &[(2, &["1", "x"]), (3, &["2", "y"]), (4, &["3", "z"])]),
            // LibraryThing's quotation marks.
            (
                "a\tb\n1\t\"A\" is one\n2\t\"\"\"B\"\" too\"\n",
                b'\t',
                &[(2, &["1", "\"A\" is one"]), (3, &["2", "\"B\" too"])],
            ),
            ("a\tb\n1\t\"x\ty\nz\"\n", b'\t', &[(2, &["1", "x\ty\nz"])]),
            ("", b',', &[]),
            ("a,b", b',', &[]),
        ];
        for (text, separator, expected) in cases {
            let found = read(text, *separator);
            let found: Vec<(usize, Vec<&str>)> = found
                .iter()
                .map(|(line, cells)| (*line, cells.iter().map(String::as_str).collect()))
                .collect();
            let expected: Vec<(usize, Vec<&str>)> =
                expected.iter().map(|(line, cells)| (*line, cells.to_vec())).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn many_unclosed_quotation_marks_take_no_time() {
        let text = format!("a,b\n{}", "1,\"x\n2,y\"z\n".repeat(20_000));
        let start = std::time::Instant::now();
        assert!(read(&text, b',').len() >= 20_000);
        assert!(start.elapsed().as_secs() < 20);
    }
}
