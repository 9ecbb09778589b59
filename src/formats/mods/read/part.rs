//! What numbers a part in its whole, and its pages.

use super::*;

impl Reading {
    pub(super) fn part(&mut self, element: &Element, place: Place, path: &str) {
        let path = join(path, PART);
        for child in element.elements() {
            match child.local() {
                EXTENT => self.pages(child, place, &path),
                "date" => {
                    let date = dates::read(&[child]);
                    let fields = &mut self.reference.fields;
                    if let Some(date) = date.filter(|_| !fields.has(Place::Here, Field::Date)) {
                        fields.set(Place::Here, Field::Date, date);
                    }
                }
                "detail" => self.detail(child, place, &path),
                _ => self.leaf_or_leaves(child, place, &path),
            }
        }
    }

    pub(super) fn detail(&mut self, detail: &Element, place: Place, path: &str) {
        let kind = detail.attribute(TYPE).unwrap_or_default().to_lowercase();
        let kind = if kind == "number" && self.reference.entry_type.is_part_of_periodical() {
            "issue"
        } else {
            &kind
        };
        let wanted = format!("{PART}/detail[type={kind}]/number");
        let field = MODS_ROWS.iter().find(|row| row.path == wanted).map(|row| row.field);
        let field = if place == Place::Series { field.map(|_| Field::Number) } else { field };
        let number = detail.first("number").or(detail.first("caption")).unwrap_or(detail);
        let target = self.part_place(place, field);
        match field {
            Some(field) if row(target, field).is_some() && self.add(target, field, number) => {}
            _ => self.keep(path, detail),
        }
    }

    /// What the number of a part is a number of. Those that stand with the whole count the part in it.
    pub(super) fn part_place(&self, place: Place, field: Option<Field>) -> Place {
        let entry_type = self.reference.entry_type;
        let is_of_part = entry_type.is_part_of_periodical() || field == Some(Field::Pages);
        let is_own = place == Place::Container && is_of_part;
        match (place, field) {
            _ if is_own => Place::Here,
            (Place::Series, _) => Place::Series,
            _ => place,
        }
    }

    pub(super) fn pages(&mut self, extent: &Element, place: Place, path: &str) {
        let unit = extent.attribute("unit").unwrap_or_default();
        let words = |name: &str| extent.first(name).map(Element::words).unwrap_or_default();
        let (start, end, list) = (words("start"), words("end"), words("list"));
        let target = self.part_place(place, Some(Field::Pages));
        let is_pages = matches!(unit, "page" | "pages" | "p" | "p.") && row(target, Field::Pages).is_some();
        let total = words("total");
        if is_pages && !total.is_empty() && row(target, Field::PageTotal).is_some() {
            self.add_text(target, Field::PageTotal, total);
        }
        let pages = match (start.is_empty(), end.is_empty()) {
            (false, false) if start == end => start,
            (false, false) => format!("{start}–{end}"),
            (false, true) => start,
            (true, false) => end,
            (true, true) => list,
        };
        // Others put hyphens into `list`.
        let pages = dashes(&pages);
        if !is_pages || !pages.is_empty() && !self.add_text(target, Field::Pages, pages) {
            self.keep(path, extent);
        }
    }
}

/// Pages with en dashes between numbers.
pub(super) fn dashes(pages: &str) -> String {
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let part = |part: &str| match part.split_once('-') {
        Some((start, end)) if is_number(start.trim()) && is_number(end.trim()) => {
            let lead = &start[..start.len() - start.trim_start().len()];
            format!("{lead}{}–{}", start.trim(), end.trim())
        }
        _ => part.to_owned(),
    };
    pages.split(',').map(part).collect::<Vec<_>>().join(",")
}
