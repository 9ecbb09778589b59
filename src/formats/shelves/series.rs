//! Titles with their series behind them: `Title (Series, #2)`.

/// A title with the series that stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Titled<'t> {
    pub(super) title: &'t str,
    /// Name and number.
    pub(super) series: Option<(&'t str, &'t str)>,
}

/// Takes a title and its series apart. Only a number tells a series from other words in parentheses; of several the
/// first counts.
pub(super) fn apart(text: &str) -> Titled<'_> {
    let text = text.trim();
    let whole = Titled { title: text, series: None };
    let Some(open) = text.rfind(" (").filter(|_| text.ends_with(')')) else { return whole };
    let (title, inner) = text.split_at(open);
    let inner = inner.trim().trim_start_matches('(').trim_end_matches(')');
    let first = inner.split(';').next().unwrap_or_default();
    let Some((name, number)) = first.rsplit_once('#') else { return whole };
    let name = name.trim().trim_end_matches(',').trim();
    let (title, number) = (title.trim(), number.trim());
    if name.is_empty() || number.is_empty() || title.is_empty() {
        return whole;
    }
    Titled { title, series: Some((name, number)) }
}

/// The title with its series.
pub(super) fn together(title: &str, series: Option<(&str, &str)>) -> String {
    match series {
        Some((name, number)) if !title.is_empty() => format!("{title} ({name}, #{number})"),
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_their_series() {
        for (text, title, series) in [
            ("Low Water (Tides, #2)", "Low Water", Some(("Tides", "2"))),
            ("Low Water (Tides #1-3)", "Low Water", Some(("Tides", "1-3"))),
            ("Low Water (Tides, #2; Coast, #5)", "Low Water", Some(("Tides", "2"))),
            ("Low Water (1936)", "Low Water (1936)", None),
            ("Low (Deep) Water (Tides, #0.5)", "Low (Deep) Water", Some(("Tides", "0.5"))),
            ("(Tides, #2)", "(Tides, #2)", None),
            ("Low Water (#2)", "Low Water (#2)", None),
            ("", "", None),
        ] {
            assert_eq!(apart(text), Titled { title, series }, "{text}");
        }
        assert_eq!(together("Low Water", Some(("Tides", "2"))), "Low Water (Tides, #2)");
    }
}
