//! Which format a file is in.

use std::path::Path;

use super::text_form::is_text_form;
use super::{FORMATS, Format};

/// How many bytes from the beginning of a file are enough to know it.
pub const HEAD_LENGTH: usize = 64 * 1024;

/// From this on what a format says of a file counts more than the file's name.
const SURE: u8 = 50;

/// The format of a file: by its first bytes (at most [`HEAD_LENGTH`] are looked at) where a format is sure of
/// them, then by its name, then by what its bytes resemble most. `None` when nothing speaks for any format, and
/// for a library in text form, which is none of references.
pub fn detect(bytes: &[u8], path: Option<&Path>) -> Option<&'static dyn Format> {
    let head = bytes.get(..HEAD_LENGTH).unwrap_or(bytes);
    if is_text_form(head) {
        return None;
    }
    choose(FORMATS, head, path)
}

/// The first of those that most speaks for.
fn choose(
    formats: &'static [&'static dyn Format],
    head: &[u8],
    path: Option<&Path>,
) -> Option<&'static dyn Format> {
    let evidence = |format: &dyn Format| {
        let score = format.recognizes(head);
        let by_content = if score >= SURE { score } else { 0 };
        (by_content, path.is_some_and(|path| has_name_of(format, path)), score)
    };
    let mut best = ((0, false, 0), None);
    for format in formats {
        let found = evidence(*format);
        if found > best.0 {
            best = (found, Some(*format));
        }
    }
    best.1
}

/// Whether a file is named as those of a format are.
fn has_name_of(format: &dyn Format, path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    format.extensions().iter().any(|known| known.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::fields::{Profile, default_profile};
    use crate::formats::{Related, Sink, WriteOptions, Writer};

    /// A format that knows files by their first byte.
    struct Known(&'static str, &'static [(u8, u8)]);

    impl Format for Known {
        fn name(&self) -> &'static str {
            self.0
        }

        fn extensions(&self) -> &'static [&'static str] {
            &["txt"]
        }

        fn purpose(&self) -> &'static str {
            "Tests"
        }

        fn recognizes(&self, head: &[u8]) -> u8 {
            let known = self.1.iter().find(|(byte, _)| Some(byte) == head.first());
            known.map_or(0, |(_, score)| *score)
        }

        fn family(&self) -> &'static str {
            self.0
        }

        fn related(&self, _: &Profile) -> Related {
            Related::Fields
        }

        fn read(&self, _: &[u8], _: &mut Sink<'_>) -> io::Result<()> {
            Ok(())
        }

        fn writer<'a>(&self, _: &'a mut dyn io::Write, _: WriteOptions) -> io::Result<Box<dyn Writer + 'a>> {
            Err(io::ErrorKind::Unsupported.into())
        }
    }

    #[test]
    fn content_then_name_then_likeness() {
        static FORMATS: &[&dyn Format] = &[
            &Known("first", &[(b'1', 90), (b'?', 20), (b'=', 60)]),
            &Known("second", &[(b'2', 90), (b'?', 30), (b'=', 60)]),
            &crate::formats::csl::CslJson,
        ];
        let cases: &[(&str, Option<&str>, Option<&str>)] = &[
            ("1", None, Some("first")),
            ("2", Some("x.json"), Some("second")),
            ("=", None, Some("first")),
            ("?", None, Some("second")),
            ("?", Some("x.JSON"), Some("csl-json")),
            ("", Some("folder.d/x.txt"), Some("first")),
            ("", Some("txt"), None),
            ("", None, None),
            ("[{\"type\": \"book\"}]", Some("x.txt"), Some("csl-json")),
        ];
        for (content, path, expected) in cases {
            let found = choose(FORMATS, content.as_bytes(), path.map(Path::new));
            assert_eq!(found.map(Format::name), *expected, "{content} {path:?}");
        }
    }

    #[test]
    fn bibliographies_in_yaml_are_told_apart() {
        let cases = [
            ("---\nreferences:\n- id: a\n", Some("csl-yaml")),
            ("title: A paper\nreferences:\n  - type: book\n", Some("csl-yaml")),
            ("- type: book\n  id: a\n", Some("csl-yaml")),
            ("vale1951:\n  type: Book\n  title: x\n", Some("hayagriva")),
            ("# mine\na: {title: x}\nb:\n    title: y\n    type: article\n", Some("hayagriva")),
            ("vale1951:\n  type: scroll\n  title: x\n", Some("hayagriva")),
            ("oeuvre: 1\nworks:\n- id: a\n", None),
            ("# ours\noeuvre: 1\nreferences:\n- id: a\n", None),
        ];
        for (text, expected) in cases {
            for name in [None, Some("x.yaml"), Some("x.yml"), Some("x.txt")] {
                let found = detect(text.as_bytes(), name.map(Path::new));
                assert_eq!(found.map(Format::name), expected, "{text}");
            }
        }
    }

    #[test]
    fn every_format_knows_what_it_writes() {
        let mut reference = crate::model::Reference::new(crate::model::EntryType::Book);
        reference.key = Some("key".to_owned());
        for format in FORMATS.iter().filter(|format| format.can_write()) {
            let (mut out, mut losses) = (Vec::new(), Vec::new());
            let profile = default_profile(format.family());
            let options = WriteOptions { profile, escapes: Default::default(), outside: Vec::new() };
            let mut writer = format.writer(&mut out, options).expect("memory takes everything");
            writer.write(&reference, &mut losses).expect("memory takes everything");
            writer.finish().expect("memory takes everything");
            let name = format!("x.{}", format.extensions()[0]);
            let found = detect(&out, Some(Path::new(&name)));
            // Formats that share an ending can be too alike to tell.
            assert!(
                found.is_some_and(|found| found.extensions() == format.extensions()),
                "{}",
                format.name()
            );
        }
    }
}
