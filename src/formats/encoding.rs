//! Bytes of a file of unknown encoding → text, and what had to be assumed.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file and how its bytes were understood.
#[derive(Debug)]
pub struct Decoded<'b> {
    /// The text, without a byte order mark.
    pub text: Cow<'b, str>,
    /// The WHATWG name of the encoding, such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
    /// What nothing in the file vouches for.
    pub assumption: Option<Assumption>,
}

/// What was assumed of a file, for a notice to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// The line, counted from 1, of the first bytes that are not UTF-8 or not sound in the encoding.
    pub line: usize,
    /// What was assumed, as a clause.
    pub reason: String,
}

/// Understands the bytes of a file.
///
/// A byte order mark decides. Without one, bytes of zero in every second or in three of four places tell UTF-16 and
/// UTF-32, since bibliographies have signs of ASCII in any language; bytes that are UTF-8 are UTF-8. A file that is UTF-8 save for fewer
/// stray bytes than it has sound sequences stays UTF-8 and the stray bytes are read as Windows-1252. For all
/// others the encoding is guessed from the bytes. Never fails.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    // The mark of UTF-16 begins that of UTF-32, so the latter is looked for first.
    if let Some(order) = Order::ALL.into_iter().find(|order| bytes.starts_with(&order.bytes(MARK))) {
        return order.decode(bytes.get(4..).unwrap_or_default(), Marked::ByMark);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_marked(&bytes[mark..], encoding);
    }
    match wide(bytes) {
        Some(Wide::Of4(order)) => return order.decode(bytes, Marked::ByZeros),
        Some(Wide::Of2(encoding)) => {
            let mut decoded = decode_marked(bytes, encoding);
            decoded.assumption.get_or_insert_with(|| by_zeros(encoding.name()));
            return decoded;
        }
        None => {}
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), assumption: None },
        Err(error) => decode_unmarked(bytes, error.valid_up_to()),
    }
}

/// Where the text of a file in UTF-8 begins, behind its byte order mark, by the first bytes of it (at least
/// 4 KiB). `None` when they are of another encoding.
pub fn beginning_of_utf8(head: &[u8]) -> Option<usize> {
    let mark = match Encoding::for_bom(head) {
        Some((encoding, mark)) if encoding == UTF_8 => mark,
        // The bytes of the marks of UTF-32 are not those of UTF-8.
        None if wide(head).is_none() => 0,
        _ => return None,
    };
    let fault = std::str::from_utf8(&head[mark..]).err();
    fault.is_none_or(|fault| fault.error_len().is_none()).then_some(mark)
}

fn decode_marked<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Decoded<'b> {
    if encoding == UTF_8 && std::str::from_utf8(bytes).is_err() {
        return decode(bytes);
    }
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let assumption = damaged.then(|| replaced(&text, encoding.name()));
    Decoded { text, encoding: encoding.name(), assumption }
}

/// The byte order mark.
const MARK: u32 = 0xFEFF;
/// How many bytes are looked at for zeros.
const LOOKED_AT: usize = 4096;

/// The order of the four bytes of a character in UTF-32.
#[derive(Clone, Copy)]
enum Order {
    BigEndian,
    LittleEndian,
}

/// What told an encoding.
#[derive(Clone, Copy, PartialEq)]
enum Marked {
    ByMark,
    ByZeros,
}

/// An encoding whose characters have more than one byte each.
enum Wide {
    Of2(&'static Encoding),
    Of4(Order),
}

impl Order {
    const ALL: [Order; 2] = [Order::BigEndian, Order::LittleEndian];

    fn name(self) -> &'static str {
        match self {
            Order::BigEndian => "UTF-32BE",
            Order::LittleEndian => "UTF-32LE",
        }
    }

    fn bytes(self, unit: u32) -> [u8; 4] {
        match self {
            Order::BigEndian => unit.to_be_bytes(),
            Order::LittleEndian => unit.to_le_bytes(),
        }
    }

    /// The character of four bytes; `None` for fewer and for what is none.
    fn character(self, bytes: &[u8]) -> Option<char> {
        let bytes = bytes.try_into().ok()?;
        char::from_u32(match self {
            Order::BigEndian => u32::from_be_bytes(bytes),
            Order::LittleEndian => u32::from_le_bytes(bytes),
        })
    }

    fn decode(self, bytes: &[u8], marked: Marked) -> Decoded<'static> {
        let mut damaged = false;
        let character = |unit: &[u8]| {
            let found = self.character(unit);
            damaged |= found.is_none();
            found.unwrap_or('\u{FFFD}')
        };
        let text: String = bytes.chunks(4).map(character).collect();
        let encoding = self.name();
        let by_zeros = || (marked == Marked::ByZeros).then(|| by_zeros(encoding));
        let assumption = if damaged { Some(replaced(&text, encoding)) } else { by_zeros() };
        Decoded { text: Cow::Owned(text), encoding, assumption }
    }
}

/// The encoding that the places of zeros tell.
fn wide(bytes: &[u8]) -> Option<Wide> {
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let mut zeros = [0_usize; 4];
    for (at, byte) in head.iter().enumerate() {
        zeros[at % 4] += usize::from(*byte == 0);
    }
    let units = head.len() / 4;
    // The highest byte is zero in any character of UTF-32, the second in most, the lowest in hardly any.
    let is_order = |order: &Order| {
        let [first, second, _, last] = order.bytes(0x0001_0203).map(|place| zeros[usize::from(place)]);
        let whole = head.chunks_exact(4).all(|unit| order.character(unit).is_some());
        units > 0 && first >= units && second * 2 > units && last * 8 < units && whole
    };
    if let Some(order) = Order::ALL.into_iter().find(is_order) {
        return Some(Wide::Of4(order));
    }
    let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3]);
    let is_half = |high: usize, low: usize| high * 8 >= head.len() && low * 8 < high;
    match (is_half(even, odd), is_half(odd, even)) {
        (true, _) => Some(Wide::Of2(UTF_16BE)),
        (_, true) => Some(Wide::Of2(UTF_16LE)),
        _ => None,
    }
}

fn by_zeros(encoding: &str) -> Assumption {
    Assumption {
        line: 1,
        reason: format!("the bytes of zero in the file are those of {encoding}; read as that"),
    }
}

fn replaced(text: &str, encoding: &str) -> Assumption {
    let reason = format!("bytes that are not {encoding}; replaced by “\u{FFFD}”");
    Assumption { line: line_of_replacement(text), reason }
}

fn decode_unmarked(bytes: &[u8], first_stray: usize) -> Decoded<'_> {
    let line = 1 + count_lines(&bytes[..first_stray]);
    let (text, sound, stray) = decode_mixed(bytes);
    if stray < sound {
        let reason = format!("{stray} bytes are not UTF-8 as the rest of the file is; read as Windows-1252");
        return Decoded {
            text: Cow::Owned(text),
            encoding: UTF_8.name(),
            assumption: Some(Assumption { line, reason }),
        };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let (text, damaged) = guess.decode_without_bom_handling(bytes);
    let (text, encoding) = if damaged {
        (WINDOWS_1252.decode_without_bom_handling(bytes).0, WINDOWS_1252)
    } else {
        (text, guess)
    };
    let reason = format!("the file is not UTF-8; read as {}", encoding.name());
    Decoded { text, encoding: encoding.name(), assumption: Some(Assumption { line, reason }) }
}

/// Reads as UTF-8, stray bytes as Windows-1252. Also returns how many sequences of more than one byte were sound
/// and how many bytes were stray.
fn decode_mixed(bytes: &[u8]) -> (String, usize, usize) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let (mut sound, mut stray) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        stray += chunk.invalid().len();
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    (text, sound, stray)
}

fn count_lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

fn line_of_replacement(text: &str) -> usize {
    let at = text.find('\u{FFFD}').unwrap_or(0);
    1 + count_lines(&text.as_bytes()[..at])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn utf16(text: &str, mark: [u8; 2], unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "Élan vital,\nça et là — œuvre déjà citée à Liège";
        let (windows, _, _) = WINDOWS_1252.encode(text);
        let cases: Vec<(Vec<u8>, &str, Option<usize>)> = vec![
            (text.into(), "UTF-8", None),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), "UTF-8", None),
            (utf16(text, [0xFF, 0xFE], u16::to_le_bytes), "UTF-16LE", None),
            (utf16(text, [0xFE, 0xFF], u16::to_be_bytes), "UTF-16BE", None),
            (windows.into_owned(), "windows-1252", Some(1)),
        ];
        for (bytes, encoding, line) in cases {
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, text, "{encoding}");
            assert_eq!(decoded.encoding, encoding);
            assert_eq!(decoded.assumption.map(|assumption| assumption.line), line, "{encoding}");
        }
    }

    #[test]
    fn zeros_tell_encodings_that_have_no_mark() {
        let text = "@book{tides, title = {Приливы}}\n";
        let unit = |order: Order| text.chars().flat_map(move |c| order.bytes(u32::from(c)));
        let marked = |order: Order| order.bytes(MARK).into_iter().chain(unit(order)).collect::<Vec<u8>>();
        let cases: [(Vec<u8>, &str, bool); 6] = [
            (text.encode_utf16().flat_map(u16::to_le_bytes).collect(), "UTF-16LE", true),
            (text.encode_utf16().flat_map(u16::to_be_bytes).collect(), "UTF-16BE", true),
            (unit(Order::LittleEndian).collect(), "UTF-32LE", true),
            (unit(Order::BigEndian).collect(), "UTF-32BE", true),
            (marked(Order::LittleEndian), "UTF-32LE", false),
            (marked(Order::BigEndian), "UTF-32BE", false),
        ];
        for (bytes, encoding, is_assumed) in cases {
            let decoded = decode(&bytes);
            assert_eq!((&*decoded.text, decoded.encoding), (text, encoding));
            assert_eq!(
                decoded.assumption.map(|assumption| assumption.line),
                is_assumed.then_some(1),
                "{encoding}"
            );
        }
        assert_eq!(decode(b"a\0 stray zero").encoding, "UTF-8");
        let cut = decode(b"@\0\0\0b\0\0\0\n\0\0\0o\0\0");
        assert_eq!((&*cut.text, cut.assumption.map(|assumption| assumption.line)), ("@b\n\u{FFFD}", Some(2)));
    }

    #[test]
    fn one_stray_byte_does_not_change_the_rest() {
        let decoded = decode(b"\xC3\xA9t\xC3\xA9\nfa\xE7ade");
        assert_eq!(decoded.text, "été\nfaçade");
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.assumption.map(|assumption| assumption.line), Some(2));
    }

    #[test]
    fn half_a_unit_of_utf_16_is_told() {
        let decoded = decode(b"\xFF\xFEa\0\n\0b");
        assert_eq!(decoded.text, "a\n\u{FFFD}");
        assert_eq!(decoded.assumption.map(|assumption| assumption.line), Some(2));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes: Vec<u8>) {
            let decoded = decode(&bytes);
            let has_mark = Encoding::for_bom(&bytes).is_some()
                || Order::ALL.into_iter().any(|order| bytes.starts_with(&order.bytes(MARK)));
            prop_assert!(bytes.is_empty() || !decoded.text.is_empty() || has_mark);
        }
    }
}
