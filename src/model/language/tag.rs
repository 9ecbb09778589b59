//! The grammar of BCP 47 (RFC 5646, section 2.1) and its usual case.

/// A well-formed tag in its usual case (section 2.1.1), `_` read as `-` and region `UK` as `GB`. `None` for
/// a text that is not well-formed; the grandfathered tags, and languages of four letters and more, of which
/// there are none, count as such.
pub(super) fn canonical(text: &str) -> Option<String> {
    let text = text.replace('_', "-");
    let subtags: Vec<&str> = text.split('-').collect();
    let alphanumeric =
        |tag: &&str| (1..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !subtags.iter().all(alphanumeric) {
        return None;
    }
    let mut stage = Stage::Start;
    let mut tag = String::with_capacity(text.len());
    for (position, subtag) in subtags.iter().enumerate() {
        stage = stage.after(subtag)?;
        let repeated = stage == Stage::Variant && {
            let before = subtags.get(..position).unwrap_or_default();
            before.iter().any(|other| other.eq_ignore_ascii_case(subtag))
        };
        if repeated {
            return None;
        }
        if position > 0 {
            tag.push('-');
        }
        tag.push_str(&stage.in_usual_case(subtag));
    }
    stage.may_end().then_some(tag)
}

/// The script that a tag names.
pub(super) fn script(tag: &str) -> Option<&str> {
    tag.split('-')
        .skip(1)
        .take_while(|subtag| subtag.len() > 1)
        .find(|subtag| subtag.len() == 4 && is_alphabetic(subtag))
}

/// What the last subtag was.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Stage {
    Start,
    Language,
    /// Up to three.
    ExtendedLanguage(u8),
    Script,
    Region,
    Variant,
    /// The letter that begins an extension.
    Singleton,
    Extension,
    /// `x`
    PrivateStart,
    Private,
}

impl Stage {
    /// What a subtag is after what came before; `None` if it cannot stand there.
    fn after(self, subtag: &str) -> Option<Stage> {
        let length = subtag.len();
        let letters = is_alphabetic(subtag);
        let digit_first = subtag.starts_with(|first: char| first.is_ascii_digit());
        if self >= Stage::PrivateStart {
            return Some(Stage::Private);
        }
        if length == 1 {
            let private = subtag.eq_ignore_ascii_case("x");
            return match self {
                _ if private && self != Stage::Singleton => Some(Stage::PrivateStart),
                Stage::Start | Stage::Singleton => None,
                _ => Some(Stage::Singleton),
            };
        }
        match self {
            Stage::Start => (letters && length <= 3).then_some(Stage::Language),
            Stage::Singleton | Stage::Extension => Some(Stage::Extension),
            Stage::Language if letters && length == 3 => Some(Stage::ExtendedLanguage(1)),
            Stage::ExtendedLanguage(count @ 1..=2) if letters && length == 3 => {
                Some(Stage::ExtendedLanguage(count + 1))
            }
            _ if self < Stage::Script && letters && length == 4 => Some(Stage::Script),
            _ if self < Stage::Region && (letters && length == 2 || is_number(subtag)) => Some(Stage::Region),
            _ if length >= 5 || length == 4 && digit_first => Some(Stage::Variant),
            _ => None,
        }
    }

    fn may_end(self) -> bool {
        !matches!(self, Stage::Start | Stage::Singleton | Stage::PrivateStart)
    }

    fn in_usual_case(self, subtag: &str) -> String {
        let lower = subtag.to_ascii_lowercase();
        match self {
            Stage::Region if lower == "uk" => "GB".to_owned(),
            Stage::Region => lower.to_ascii_uppercase(),
            Stage::Script => {
                let (first, rest) = lower.split_at(1); // ASCII, not empty
                first.to_ascii_uppercase() + rest
            }
            _ => lower,
        }
    }
}

fn is_alphabetic(subtag: &str) -> bool {
    subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_number(subtag: &str) -> bool {
    subtag.len() == 3 && subtag.bytes().all(|byte| byte.is_ascii_digit())
}
