//! Which brace belongs to which, and which dollar to which, found in one pass.

/// The place that closes what opens at `open`.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    open: usize,
    pub(super) close: usize,
    /// Dollars at each end: 1 or 2. 1 for braces, 2 for `\(`.
    pub(super) width: usize,
}

/// Pairs in the order in which they open.
pub(super) struct Pairs(Vec<Pair>);

/// Stands for the end of what is never closed.
const NOWHERE: usize = usize::MAX;

/// One group: the pair of its braces, and the mathematics that is open in it.
struct Level {
    brace: usize,
    mathematics: Option<Mathematics>,
}

struct Mathematics {
    pair: usize,
    end: &'static [u8],
}

impl Pairs {
    pub(super) fn of(source: &str) -> Self {
        let bytes = source.as_bytes();
        let mut pairs = Pairs(Vec::new());
        let mut levels = vec![Level { brace: NOWHERE, mathematics: None }];
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            let Some(level) = levels.last_mut() else { break };
            at += match rest {
                _ if level.mathematics.as_ref().is_some_and(|open| rest.starts_with(open.end)) => {
                    level.mathematics.take().map_or(1, |open| {
                        pairs.0[open.pair].close = at;
                        open.end.len()
                    })
                }
                [b'\\', b'(', ..] => pairs.open_mathematics(level, at, br"\)"),
                [b'\\', ..] => 2,
                [b'$', b'$', ..] => pairs.open_mathematics(level, at, b"$$"),
                [b'$', ..] => pairs.open_mathematics(level, at, b"$"),
                [b'{', ..] => {
                    levels.push(Level { brace: pairs.push(at, 1), mathematics: None });
                    1
                }
                [b'}', ..] if level.brace != NOWHERE => {
                    pairs.0[level.brace].close = at;
                    levels.pop();
                    1
                }
                _ => 1,
            };
        }
        pairs
    }

    fn push(&mut self, open: usize, width: usize) -> usize {
        self.0.push(Pair { open, close: NOWHERE, width });
        self.0.len() - 1
    }

    /// Notes mathematics that opens at `at` unless the level has some, which nothing but a single dollar inside
    /// double ones takes back. Returns the length of its beginning.
    fn open_mathematics(&mut self, level: &mut Level, at: usize, end: &'static [u8]) -> usize {
        let is_open = level.mathematics.as_ref().is_some_and(|open| (open.end, end) != (b"$$", b"$"));
        if !is_open {
            level.mathematics = Some(Mathematics { pair: self.push(at, end.len()), end });
        }
        end.len()
    }

    /// The pair that opens at a place, if it is ever closed.
    pub(super) fn get(&self, open: usize) -> Option<Pair> {
        let index = self.0.binary_search_by_key(&open, |pair| pair.open).ok()?;
        self.0.get(index).filter(|pair| pair.close != NOWHERE).copied()
    }

    /// The brace that closes the group opened at a place.
    pub(super) fn partner(&self, open: usize) -> Option<usize> {
        self.get(open).map(|pair| pair.close)
    }
}
