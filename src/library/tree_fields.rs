//! What belongs to the tree itself and not to a table of fields.

use super::{assignment, changing::Placed};
use crate::model::{
    Date, EntryType, WorkKind,
    role::Level,
    tree::{Attribution, ExpressionKind, WorkState},
};

/// What belongs to the tree itself and not to a table of fields, with its name for `set`.
pub const TREE_FIELDS: &[TreeField] = &[
    TreeField {
        name: "type",
        holds: "word",
        of: "the type of the edition",
        level: Level::Edition,
        set: set_type,
    },
    TreeField {
        name: "attribution",
        holds: "word",
        of: "whether the edition is claimed or disputed",
        level: Level::Edition,
        set: set_attribution,
    },
    TreeField {
        name: "expression_kind",
        holds: "word",
        of: "what the text is to the work",
        level: Level::Expression,
        set: set_expression_kind,
    },
    TreeField { name: "kind", holds: "word", of: "the kind of the work", level: Level::Work, set: set_kind },
    TreeField {
        name: "work_title",
        holds: "title",
        of: "the title of the work",
        level: Level::Work,
        set: set_work_title,
    },
    TreeField {
        name: "work_sort_title",
        holds: "title",
        of: "the title that the work is sorted by",
        level: Level::Work,
        set: set_sort_title,
    },
    TreeField {
        name: "work_date",
        holds: "date",
        of: "the first date of the work",
        level: Level::Work,
        set: set_work_date,
    },
    TreeField {
        name: "work_language",
        holds: "language",
        of: "the original language of the work",
        level: Level::Work,
        set: set_work_language,
    },
    TreeField {
        name: "work_state",
        holds: "word",
        of: "what became of the work",
        level: Level::Work,
        set: set_work_state,
    },
    TreeField {
        name: "work_note",
        holds: "text",
        of: "a note on the work",
        level: Level::Work,
        set: set_work_note,
    },
];

/// A fact of an edition, an expression or a work.
pub struct TreeField {
    /// The name for `set`.
    pub name: &'static str,
    /// What its value is, in one word.
    pub holds: &'static str,
    /// What it says, in a few words.
    pub of: &'static str,
    /// On which level of the tree it is kept.
    pub(super) level: Level,
    pub(super) set: fn(&mut Placed<'_>, &str) -> Result<(), String>,
}

/// The word of a closed list.
fn word<T>(value: &str, read: fn(&str) -> Option<T>, all: &[T]) -> Result<T, String>
where
    T: std::fmt::Display,
{
    read(&value.trim().to_lowercase()).ok_or_else(|| {
        let words: Vec<_> = all.iter().map(ToString::to_string).collect();
        format!("{value:?} is not one of {}", words.join(", "))
    })
}

/// A text, or nothing where it is empty.
fn filled(value: &str) -> Option<String> {
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn set_type(placed: &mut Placed<'_>, value: &str) -> Result<(), String> {
    let entry_type = word(value, EntryType::from_word, EntryType::ALL)?;
    if let Some(edition) = placed.edition() {
        edition.entry_type = entry_type;
    }
    Ok(())
}

fn set_attribution(placed: &mut Placed<'_>, value: &str) -> Result<(), String> {
    let attribution = word(value, Attribution::from_word, Attribution::ALL)?;
    if let Some(edition) = placed.edition() {
        edition.attribution = attribution;
    }
    Ok(())
}

fn set_expression_kind(placed: &mut Placed<'_>, value: &str) -> Result<(), String> {
    let kind = word(value, ExpressionKind::from_word, ExpressionKind::ALL)?;
    if let Some(expression) = placed.expression() {
        expression.kind = kind;
    }
    Ok(())
}

fn set_kind(placed: &mut Placed<'_>, value: &str) -> Result<(), String> {
    placed.work.kind = word(value, WorkKind::from_word, WorkKind::ALL)?;
    Ok(())
}

fn set_work_title(placed: &mut Placed<'_>, value: &str) -> Result<(), String> {
    placed.work.title = filled(value).ok_or("a work must have a title")?;
    Ok(())
}

fn set_sort_title(placed: &mut Placed<'_>, value: &str) -> Result<(), String> {
    placed.work.sort_title = filled(value);
    Ok(())
}

fn set_work_date(placed: &mut Placed<'_>, value: &str) -> Result<(), String> {
    placed.work.date = filled(value).map(|text| Date::parse(&text));
    Ok(())
}

fn set_work_language(placed: &mut Placed<'_>, value: &str) -> Result<(), String> {
    placed.work.language = filled(value).map(|text| assignment::language_of(&text));
    Ok(())
}

fn set_work_state(placed: &mut Placed<'_>, value: &str) -> Result<(), String> {
    placed.work.state = word(value, WorkState::from_word, WorkState::ALL)?;
    Ok(())
}

fn set_work_note(placed: &mut Placed<'_>, value: &str) -> Result<(), String> {
    placed.work.note = filled(value);
    Ok(())
}
