//! The blocks of a file one after the other, and its entries by their keys.
//!
//! A file is gone through twice: what an entry is to others is known of all entries before the first one is read.

use std::{hash::BuildHasher, ops::Range};

use foldhash::{HashMap, HashMapExt, quality::FixedState};

use super::{
    blocks::{Block, BlockReader, Content, RawEntry},
    links,
    macros::Budget,
    resolve::keys,
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
pub(super) struct Parent {
    pub(super) entry: RawEntry,
    pub(super) entry_type: T,
    /// Its place among the blocks.
    pub(super) index: usize,
    /// Bytes of the text.
    length: usize,
}

/// The blocks of a file, and its entries by their keys.
pub(super) struct Entries<'t> {
    pub(super) text: &'t str,
    /// Where each block begins, and on which line.
    starts: Vec<(u32, u32)>,
    /// The pieces that are long since nothing tells where they could end.
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
    /// Looks through a file once; `see` is given each block.
    pub(super) fn of(text: &'t str, dialect: Dialect, mut see: impl FnMut(&Block)) -> Self {
        let mut entries = Entries {
            text,
            starts: Vec::new(),
            long: Vec::new(),
            dialect,
            by_key: HashMap::new(),
            links: HashMap::new(),
            budget: Budget::of(text.len()),
        };
        let mut piece = Piece { from: 0, line: 1, least: PIECE };
        while piece.from < text.len() {
            let reader = BlockReader::piece(text, &piece);
            let mut at = piece.from;
            while let Some(block) = reader.block_at(at) {
                entries.take_notice(&block);
                see(&block);
                at = block.span.end;
            }
            let line = reader.line(at);
            if at - piece.from > LONG {
                entries.long.push((piece.from..at, reader));
            }
            piece = Piece { from: at, line, least: PIECE };
        }
        entries
    }

    fn take_notice(&mut self, block: &Block) {
        if let Content::Entry(entry) = &block.content {
            if let Some(key) = &entry.key {
                let hash = self.hash(&self.text[key.clone()]);
                self.by_key.entry(hash).or_insert(short(self.starts.len()));
            }
            self.add_links_of_others(entry);
        }
        self.starts.push((short(block.span.start), short(block.line)));
    }

    /// The blocks in order.
    pub(super) fn blocks(&self) -> impl Iterator<Item = Block> {
        let mut reader: Option<BlockReader<'t>> = None;
        self.starts.iter().filter_map(move |(start, line)| {
            let at = *start as usize;
            if let Some(long) = self.long_piece(at) {
                return long.block_at(at);
            }
            if reader.as_ref().is_none_or(|reader| at >= reader.end()) {
                reader = Some(BlockReader::piece(
                    self.text,
                    &Piece { from: at, line: *line as usize, least: PIECE },
                ));
            }
            reader.as_ref()?.block_at(at)
        })
    }

    /// The long piece that a byte is in.
    fn long_piece(&self, at: usize) -> Option<&BlockReader<'t>> {
        self.long.iter().find(|(range, _)| range.contains(&at)).map(|(_, reader)| reader)
    }

    /// The block of an index once more.
    fn block(&self, index: usize) -> Option<Block> {
        let (start, line) = self.starts.get(index)?;
        let from = *start as usize;
        if let Some(long) = self.long_piece(from) {
            return long.block_at(from);
        }
        BlockReader::piece(self.text, &Piece { from, line: *line as usize, least: 0 }).block_at(from)
    }

    /// An entry with `relatedtype = {translationas}` tells of others that they are translations of it.
    fn add_links_of_others(&mut self, entry: &RawEntry) {
        let text = self.text;
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
    pub(super) fn earlier_line(&self, key: &str, index: usize) -> Option<usize> {
        let first = *self.by_key.get(&self.hash(key))? as usize;
        if first == index {
            return None;
        }
        self.entry(first, key)?;
        self.starts.get(first).map(|(_, line)| *line as usize)
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
    pub(super) fn find(&self, key: &str) -> Option<Parent> {
        let index = *self.by_key.get(&self.hash(key))? as usize;
        let (block, entry) = self.entry(index, key)?;
        Some(Parent { entry_type: self.entry_type(&entry), entry, index, length: block.len() })
    }

    /// The bytes and the entry of a block, if it has this key.
    fn entry(&self, index: usize, key: &str) -> Option<(Range<usize>, RawEntry)> {
        let Block { span, content: Content::Entry(entry), .. } = self.block(index)? else { return None };
        let own = &self.text[entry.key.clone()?];
        (self.fold_key(own) == self.fold_key(key)).then_some((span, entry))
    }

    /// Whether a parent may be read once more.
    pub(super) fn can_read(&self, parent: &Parent) -> bool {
        self.budget.take(parent.length)
    }

    /// The type of an entry; [`T::Misc`] for an unknown one.
    pub(super) fn entry_type(&self, entry: &RawEntry) -> T {
        entry_type_of(self.dialect, &self.text[entry.entry_type.clone()]).unwrap_or(T::Misc)
    }
}
