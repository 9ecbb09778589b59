//! Bytes of a file of unknown encoding → text, and what had to be assumed.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

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
/// A byte order mark decides. Without one, bytes that are UTF-8 are UTF-8. A file that is UTF-8 save for fewer
/// stray bytes than it has sound sequences stays UTF-8 and the stray bytes are read as Windows-1252. For all
/// others the encoding is guessed from the bytes. Never fails.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_marked(&bytes[mark..], encoding);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), assumption: None },
        Err(error) => decode_unmarked(bytes, error.valid_up_to()),
    }
}

fn decode_marked<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Decoded<'b> {
    if encoding == UTF_8 && std::str::from_utf8(bytes).is_err() {
        return decode(bytes);
    }
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let assumption = damaged.then(|| Assumption {
        line: line_of_replacement(&text),
        reason: format!("bytes that are not {}; replaced by “\u{FFFD}”", encoding.name()),
    });
    Decoded { text, encoding: encoding.name(), assumption }
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
            prop_assert!(bytes.is_empty() || !decoded.text.is_empty() || Encoding::for_bom(&bytes).is_some());
        }
    }
}
