//! Where the text of a .bib file is taken from, piece by piece.

use std::{borrow::Cow, io};

use super::{blocks::BlockReader, structure::Piece};
use crate::formats::{encoding, large_file::LargeFile};

/// The text of a file: in memory, or in UTF-8 on the disk.
#[derive(Clone, Copy)]
pub(super) enum Source<'t> {
    /// All of it.
    Held(&'t str),
    /// A file, and where its text begins behind the byte order mark.
    Large(&'t LargeFile, usize),
}

/// How much more than the least of a piece is read at first, in bytes: entries are seldom longer.
const AHEAD: usize = if cfg!(test) { 8 } else { 1 << 12 };

impl<'t> Source<'t> {
    /// A large file, if its beginning may be that of one in UTF-8.
    pub(super) fn of_large(file: &'t LargeFile) -> Option<Self> {
        encoding::beginning_of_utf8(file.head()).map(|begins| Source::Large(file, begins))
    }

    /// Bytes of the text.
    pub(super) fn length(&self) -> usize {
        match self {
            Source::Held(text) => text.len(),
            Source::Large(file, begins) => file.length().saturating_sub(*begins),
        }
    }

    /// The piece that begins at this byte of the text. Bytes that are not UTF-8 are an error of the kind
    /// [`io::ErrorKind::InvalidData`].
    pub(super) fn piece(&self, from: usize, piece: &Piece) -> io::Result<BlockReader<'t>> {
        match self {
            Source::Held(text) => {
                Ok(BlockReader::piece(Cow::Borrowed(text.get(from..).unwrap_or_default()), piece))
            }
            Source::Large(file, begins) => large_piece(file, begins + from, piece),
        }
    }
}

/// Reads ever more of the file until the piece ends within it.
fn large_piece(file: &LargeFile, from: usize, piece: &Piece) -> io::Result<BlockReader<'static>> {
    let rest = file.length().saturating_sub(from);
    let mut length = piece.least.saturating_add(AHEAD);
    loop {
        let bytes = file.bytes(from..from + length.min(rest))?;
        let reader = BlockReader::piece(Cow::Owned(whole_characters(bytes, length < rest)?), piece);
        if reader.is_cut() || length >= rest {
            return Ok(reader);
        }
        length = length.saturating_mul(2);
    }
}

/// The text of bytes, of which the last ones may be part of a character if more follow.
fn whole_characters(bytes: Vec<u8>, more_follow: bool) -> io::Result<String> {
    String::from_utf8(bytes).or_else(|error| {
        let fault = error.utf8_error();
        if fault.error_len().is_some() || !more_follow {
            return Err(io::Error::new(io::ErrorKind::InvalidData, fault));
        }
        let mut bytes = error.into_bytes();
        bytes.truncate(fault.valid_up_to());
        String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    })
}
