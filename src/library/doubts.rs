//! What may be wrong with a value as a user typed it. It is kept all the same.

use crate::{
    fields::Row,
    model::{Field, NameList, Value, language},
};

/// What deserves to be known of a value of a field, one sentence each, without a full stop.
pub fn of_value(row: &Row, value: &Value) -> Vec<String> {
    let mut doubts = Vec::new();
    if let Some(words) = value.as_date().and_then(|date| date.as_literal()) {
        doubts.push(format!(
            "the date {words:?} is kept as words; dates that sort look like 1963, 1963-05, 193X, 1936~ or 1936/1938"
        ));
    }
    if row.field == Field::Language {
        let unknown = value.as_list().iter().filter(|tag| language::from_any(tag).is_none());
        doubts.extend(unknown.map(|tag| {
            format!("{tag:?} is no language that is known here; languages look like fr, en-GB or French")
        }));
    }
    if row.field == Field::Isbn {
        let wrong = value.as_list().iter().filter(|isbn| !is_isbn(isbn));
        doubts.extend(wrong.map(|isbn| format!("the ISBN {isbn:?} is kept, but its check digit is wrong")));
    }
    doubts
}

/// The same for names.
pub fn of_names(list: &NameList) -> Vec<String> {
    let whole = list.names.iter().filter(|name| name.literal.contains(char::is_whitespace));
    whole
        .map(|name| format!("{:?} is kept as one name; a person is given as \"Family, Given\"", name.literal))
        .collect()
}

/// Whether the check digit of an ISBN (ISO 2108, 10 or 13 digits) is right.
fn is_isbn(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, 'x' | 'X')).collect();
    let digit = |(at, sign): (usize, &char)| match sign.to_digit(10) {
        Some(digit) => Some(digit),
        // Ten, as the last of ten digits only.
        None if at == 9 && signs.len() == 10 => Some(10),
        None => None,
    };
    let Some(digits) = signs.iter().enumerate().map(digit).collect::<Option<Vec<u32>>>() else {
        return false;
    };
    match digits.len() {
        10 => digits.iter().zip((1..=10).rev()).map(|(digit, weight)| digit * weight).sum::<u32>() % 11 == 0,
        13 => {
            digits.iter().zip([1, 3].into_iter().cycle()).map(|(d, weight)| d * weight).sum::<u32>() % 10 == 0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fields::row_named,
        library::assignment::{names_of, value_of},
    };

    #[test]
    fn what_is_doubted() {
        for (field, value, doubts) in [
            ("date", "1963", 0),
            ("date", "soon", 1),
            ("language", "French", 0),
            ("language", "martian", 1),
            ("isbn", "0-19-281184-4", 1),
            ("isbn", "978-3-16-148410-0", 0),
            ("isbn", "080442957X", 0),
            ("isbn", "12", 1),
            ("note", "soon", 0),
        ] {
            let row = row_named(field).expect(field);
            assert_eq!(of_value(row, &value_of(row.kind, &[value])).len(), doubts, "{field} {value}");
        }
        assert_eq!(of_names(&names_of(&["Victor Serge; Serge, Victor; Anarcho"])).len(), 1);
    }
}
