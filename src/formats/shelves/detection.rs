//! Whether a file begins with the header of a service.

use super::table;
use crate::fields::shelves::Service;
use crate::formats::encoding::decode;

/// What stands between the cells of files: as the services write it, and as spreadsheets of some countries do.
pub(super) const SEPARATORS: &[u8] = b",\t;";

/// How sure it is that a file is from a service: by the names of its columns, whatever their order.
pub(super) fn recognize(service: &Service, head: &[u8]) -> u8 {
    let decoded = decode(head);
    match separator(service, &decoded.text) {
        Some(_) => 95,
        None => 0,
    }
}

/// What stands between the cells of a file that has the columns of a service.
pub(super) fn separator(service: &Service, text: &str) -> Option<u8> {
    SEPARATORS.iter().copied().find(|separator| {
        let header = table::header(text, *separator);
        service.telling.iter().all(|wanted| header.iter().any(|name| is_called(name, wanted)))
    })
}

/// Whether a column of a file has a name, in whatever case.
pub(super) fn is_called(name: &str, wanted: &str) -> bool {
    name.trim().eq_ignore_ascii_case(wanted)
}
