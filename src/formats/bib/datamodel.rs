//! Which fields BibLaTeX has in an entry of a type: its default data model (manual, section 2.2 and `blx-dm.def` of
//! version 3.20). `biber --validate-datamodel` warns of all others.

use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

/// One line for each entry type, `*` for fields of every type; a date stands for its parts too.
const DATA_MODEL: &str = include_str!("datamodel.txt");

/// The line for fields that every type has.
const EVERY_TYPE: &str = "*";

static FIELDS_BY_TYPE: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let lines = DATA_MODEL.lines().filter_map(|line| line.split_once(": "));
    lines.map(|(entry_type, fields)| (entry_type, fields.split(' ').collect())).collect()
});

/// Whether an entry type has a field. Types that the data model does not know have every field.
pub(super) fn has_field(entry_type: &str, field: &str) -> bool {
    let lists = |name: &str| FIELDS_BY_TYPE.get(name).is_none_or(|fields| fields.contains(field));
    lists(EVERY_TYPE) || lists(entry_type)
}
