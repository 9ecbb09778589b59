//! The encoding of an XML file: its byte order mark, its bytes, its declaration, in this order.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::formats::encoding::{self, Assumption, Decoded};

/// How far into a file its declaration is looked for, in bytes.
const DECLARATION_LENGTH: usize = 256;

/// The text of a file. Bytes that are UTF-8 throughout are UTF-8 whatever the declaration says, since programs
/// that convert a file seldom correct it; for all others the declaration is believed where it can be.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if Encoding::for_bom(bytes).is_some() {
        return encoding::decode(bytes);
    }
    if let Some(encoding) = wide(bytes) {
        return in_encoding(bytes, encoding);
    }
    let declared = declared(bytes);
    match declared {
        Some(encoding) if std::str::from_utf8(bytes).is_err() && encoding != UTF_8 => {
            in_encoding(bytes, encoding)
        }
        Some(encoding) if encoding != UTF_8 && !bytes.is_ascii() => {
            let reason = format!("the file says that it is {} and is UTF-8; read as UTF-8", encoding.name());
            Decoded { assumption: Some(Assumption { line: 1, reason }), ..encoding::decode(bytes) }
        }
        _ => encoding::decode(bytes),
    }
}

/// UTF-16 without a byte order mark: `<` and a zero byte, in one order or the other.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, ..] => Some(UTF_16LE),
        [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that the declaration names. One of two bytes a character is not believed: the declaration was
/// read one byte a character.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARATION_LENGTH).unwrap_or(bytes);
    let head = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let declaration = String::from_utf8_lossy(head.get(..end)?).into_owned();
    let (_, after) = declaration.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value[1..].split(quote).next()?;
    Encoding::for_label(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}

fn in_encoding<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Decoded<'b> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let assumption = damaged.then(|| {
        let before = text.split('\u{FFFD}').next().unwrap_or_default();
        Assumption {
            line: 1 + before.matches('\n').count(),
            reason: format!("bytes that are not {}; replaced by “\u{FFFD}”", encoding.name()),
        }
    });
    Decoded { text, encoding: encoding.name(), assumption }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_believed_where_they_can_be() {
        let latin = b"<?xml version=\"1.0\" encoding='ISO-8859-1'?><a>\xE9</a>".as_slice();
        let cyrillic = b"<?xml version=\"1.0\" encoding=\"windows-1251\"?><a>\xD1\xE5\xF0\xE6</a>".as_slice();
        let wide: Vec<u8> = "<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: &[(&[u8], &str, &str)] = &[
            (latin, "é", "windows-1252"),
            (cyrillic, "Серж", "windows-1251"),
            (&wide, "é", "UTF-16LE"),
            ("<?xml version=\"1.0\" encoding=\"utf-16\"?><a>é</a>".as_bytes(), "é", "UTF-8"),
            ("<?xml version=\"1.0\" encoding=\"latin1\"?><a>é</a>".as_bytes(), "é", "UTF-8"),
            ("<?xml version=\"1.0\" encoding=\"no such\"?><a>é</a>".as_bytes(), "é", "UTF-8"),
        ];
        for (bytes, text, encoding) in cases {
            let decoded = decode(bytes);
            assert!(decoded.text.contains(&format!("<a>{text}</a>")), "{}", decoded.text);
            assert_eq!(decoded.encoding, *encoding);
        }
    }
}
