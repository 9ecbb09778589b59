//! The blocks of a file one after the other, and its entries by their keys.
//!
//! A file is gone through twice: what an entry is to others is known of all entries before the first one is read.

use std::{borrow::Cow, hash::BuildHasher, io, ops::Range};

use foldhash::{HashMap, HashMapExt, quality::FixedState};

use super::{
    blocks::{Block, BlockReader, Content, RawEntry},
    links,
    macros::Budget,
    resolve::keys,
    source::Source,
    structure::{Piece, short},
    words,
};
use crate::{
    fields::{Dialect, entry_type_of},
    model::{EntryType as T, Link},
};

/// Bytes of a file that are prepared at a time; in tests few, so that there are several pieces.
const PIECE: usize = if cfg!(test) { 40 } else { 1 << 16 };
/// What is longer stays prepared, so that no entry that others name is looked for through all of it again and again.
const LONG: usize = 4 * PIECE;

/// An entry that another one names.
pub(super) struct Parent<'e> {
    /// What its ranges are bytes of.
    pub(super) text: Cow<'e, str>,
    pub(super) entry: RawEntry,
    pub(super) entry_type: T,
    /// Its place among the blocks.
    pub(super) index: usize,
    /// Bytes of its block.
    length: usize,
}

/// The blocks of a file, and its entries by their keys.
pub(super) struct Entries<'t> {
    source: Source<'t>,
    /// Where each block begins, and on which line.
    starts: Vec<(u32, u32)>,
    /// The pieces that are long since nothing tells where they could end, in order.
    long: Vec<(Range<usize>, BlockReader<'t>)>,
    pub(super) dialect: Dialect,
    /// The place of the block of the first entry with a key, by a hash of it: the keys of a large file take more room than
    /// anything else that is known of it.
    by_key: HashMap<u64, u32>,
    /// What other entries say that an entry is to them, by its key.
    links: HashMap<String, Vec<Link>>,
    budget: Budget,
}

impl<'t> Entries<'t> {
    /// Looks through a file once; `see` is given each block with the text that its ranges are bytes of.
    pub(super) fn of(
        source: Source<'t>,
        dialect: Dialect,
        mut see: impl FnMut(&str, &Block, &Budget),
    ) -> io::Result<Self> {
        let length = source.length();
        let mut entries = Entries {
            source,
            starts: Vec::new(),
            long: Vec::new(),
            dialect,
            by_key: HashMap::new(),
            links: HashMap::new(),
            budget: Budget::of(length),
        };
        let (mut from, mut line) = (0, 1);
        while from < length {
            let reader = source.piece(from, &Piece { line, least: PIECE })?;
            let mut at = 0;
            while let Some(block) = reader.block_at(at) {
                entries.take_notice(from, reader.text(), &block);
                see(reader.text(), &block, &entries.budget);
                at = block.span.end;
            }
            line = reader.line(at);
            if at > LONG {
                entries.long.push((from..from + at, reader));
            }
            from += at;
        }
        Ok(entries)
    }

    /// Keeps of a block what others must know of it; `from` is where the piece begins that it is in.
    fn take_notice(&mut self, from: usize, text: &str, block: &Block) {
        if let Content::Entry(entry) = &block.content {
            if let Some(key) = &entry.key {
                let hash = self.hash(&text[key.clone()]);
                self.by_key.entry(hash).or_insert(short(self.starts.len()));
            }
            self.add_links_of_others(text, entry);
        }
        self.starts.push((short(from + block.span.start), short(block.line)));
    }

    /// The blocks in order.
    pub(super) fn walk(&self) -> Walk<'_, 't> {
        Walk { entries: self, next: 0, from: 0, reader: None }
    }

    /// The long piece that a byte is in, with where it begins.
    fn long_piece(&self, at: usize) -> Option<(usize, &BlockReader<'t>)> {
        let index = self.long.partition_point(|(range, _)| range.end <= at);
        let (range, reader) = self.long.get(index).filter(|(range, _)| range.contains(&at))?;
        Some((range.start, reader))
    }

    /// The block of an index once more, with the text that its ranges are bytes of.
    fn block(&self, index: usize) -> io::Result<Option<(Cow<'_, str>, Block)>> {
        let Some((start, line)) = self.starts.get(index) else { return Ok(None) };
        let at = *start as usize;
        if let Some((from, long)) = self.long_piece(at) {
            return Ok(long.block_at(at - from).map(|block| (Cow::Borrowed(long.text()), block)));
        }
        let reader = self.source.piece(at, &Piece { line: *line as usize, least: 0 })?;
        Ok(reader.block_at(0).map(|block| (reader.into_text(), block)))
    }

    /// An entry with `relatedtype = {translationas}` tells of others that they are translations of it.
    fn add_links_of_others(&mut self, text: &str, entry: &RawEntry) {
        let value = |name: &str| {
            let field =
                entry.fields.iter().find(|field| text[field.name.clone()].eq_ignore_ascii_case(name))?;
            let [piece] = field.value.as_slice() else { return None };
            Some(&text[piece.range()])
        };
        let Some(own) = entry.key.clone().map(|key| &text[key]) else { return };
        let Some(kind) = value(words::RELATED_TYPE).and_then(links::inverse) else { return };
        for key in value(words::RELATED).into_iter().flat_map(keys).filter(|key| *key != own) {
            let link = Link { kind, target: own.to_owned() };
            self.links.entry(self.fold_key(key)).or_default().push(link);
        }
    }

    /// What other entries say that the entry with this key is to them.
    pub(super) fn links_of_others(&self, key: &str) -> &[Link] {
        self.links.get(&self.fold_key(key)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// The line of the first entry with this key, if that is not the block itself.
    pub(super) fn earlier_line(&self, key: &str, index: usize) -> io::Result<Option<usize>> {
        let Some(first) = self.by_key.get(&self.hash(key)).map(|first| *first as usize) else {
            return Ok(None);
        };
        if first == index || self.entry(first, key)?.is_none() {
            return Ok(None);
        }
        Ok(self.starts.get(first).map(|(_, line)| *line as usize))
    }

    fn hash(&self, key: &str) -> u64 {
        FixedState::default().hash_one(self.fold_key(key))
    }

    /// BibTeX does not tell keys apart by case.
    fn fold_key(&self, key: &str) -> String {
        match self.dialect {
            Dialect::Bibtex => key.to_lowercase(),
            _ => key.to_owned(),
        }
    }

    /// The entry with this key.
    pub(super) fn find(&self, key: &str) -> io::Result<Option<Parent<'_>>> {
        match self.by_key.get(&self.hash(key)) {
            Some(index) => self.entry(*index as usize, key),
            None => Ok(None),
        }
    }

    /// The entry that is the block of an index, if it has this key.
    fn entry(&self, index: usize, key: &str) -> io::Result<Option<Parent<'_>>> {
        let Some((text, Block { span, content: Content::Entry(entry), .. })) = self.block(index)? else {
            return Ok(None);
        };
        let own = entry.key.clone().map(|own| self.fold_key(&text[own]));
        if own.is_none_or(|own| own != self.fold_key(key)) {
            return Ok(None);
        }
        let entry_type = self.entry_type(&text, &entry);
        Ok(Some(Parent { text, entry, entry_type, index, length: span.len() }))
    }

    /// Whether a parent may be read once more.
    pub(super) fn can_read(&self, parent: &Parent<'_>) -> bool {
        self.budget.take(parent.length)
    }

    /// The type of an entry of this text; [`T::Misc`] for an unknown one.
    pub(super) fn entry_type(&self, text: &str, entry: &RawEntry) -> T {
        entry_type_of(self.dialect, &text[entry.entry_type.clone()]).unwrap_or(T::Misc)
    }
}

/// The blocks of a file in order, for the second time.
pub(super) struct Walk<'e, 't> {
    entries: &'e Entries<'t>,
    /// The index of the next block.
    next: usize,
    /// Where the piece at hand begins.
    from: usize,
    reader: Option<BlockReader<'t>>,
}

impl Walk<'_, '_> {
    /// The next block with its index and the text that its ranges are bytes of.
    pub(super) fn next(&mut self) -> io::Result<Option<(usize, &str, Block)>> {
        let index = self.next;
        let Some((start, line)) = self.entries.starts.get(index) else { return Ok(None) };
        let (at, line) = (*start as usize, *line as usize);
        self.next += 1;
        if let Some((from, long)) = self.entries.long_piece(at) {
            return Ok(long.block_at(at - from).map(|block| (index, long.text(), block)));
        }
        let from = self.from;
        if self.reader.as_ref().is_none_or(|reader| at >= from + reader.text().len()) {
            self.reader = Some(self.entries.source.piece(at, &Piece { line, least: PIECE })?);
            self.from = at;
        }
        let Some(reader) = &self.reader else { return Ok(None) };
        Ok(reader.block_at(at - self.from).map(|block| (index, reader.text(), block)))
    }
}
