//! Writing in one thread what another one reads from the library.

use std::{
    io::{self, Write},
    mem,
    sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    thread,
};

use super::{Error, entries::drop_spellings, losses::Losses, own_extras};
use crate::{
    formats::{Format, WriteOptions, private},
    model::Reference,
};

/// Batches that are read before the one before them is written.
const BATCHES_AHEAD: usize = 1;

/// Bytes that come back at a time.
const CHUNK: usize = 1 << 16;

/// Takes what is to be written, in batches, and puts what was written where it belongs.
pub(super) struct Feed<'o> {
    references: SyncSender<Vec<Reference>>,
    chunks: Receiver<Vec<u8>>,
    out: &'o mut dyn Write,
}

impl Feed<'_> {
    /// Gives references to be written, in the order of the file.
    pub(super) fn give(&mut self, references: Vec<Reference>) -> io::Result<()> {
        // A writer that ended before it was given all tells why when it is waited for.
        let _ = self.references.send(references);
        self.chunks.try_iter().try_for_each(|chunk| self.out.write_all(&chunk))
    }

    /// Waits for the rest.
    fn finish(self) -> io::Result<()> {
        drop(self.references);
        self.chunks.iter().try_for_each(|chunk| self.out.write_all(&chunk))?;
        self.out.flush()
    }
}

/// Writes the references that `read` gives, while it reads on; what the format could not hold is added to `losses`. The
/// library is read, and `out` is written to, in the calling thread.
pub(super) fn while_reading(
    format: &dyn Format,
    options: WriteOptions,
    out: &mut dyn Write,
    losses: &mut Losses,
    read: impl FnOnce(&mut Feed<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let (references, given) = sync_channel(BATCHES_AHEAD);
    let (sender, chunks) = channel();
    thread::scope(|scope| {
        let writing = scope.spawn(move || write(format, options, given, sender, losses));
        let mut feed = Feed { references, chunks, out };
        let was_read = read(&mut feed).and_then(|()| Ok(feed.finish()?));
        // A writer that panics does so here as well.
        let was_written = writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        // Where bytes could not be taken, the writer could not send them either.
        was_read?;
        Ok(was_written?)
    })
}

fn write(
    format: &dyn Format,
    options: WriteOptions,
    given: Receiver<Vec<Reference>>,
    chunks: Sender<Vec<u8>>,
    losses: &mut Losses,
) -> io::Result<()> {
    let mut out = Chunks { filling: Vec::new(), chunks };
    let mut own = Vec::new();
    let mut writer = format.writer(&mut out, options)?;
    for reference in given.into_iter().flatten() {
        writer.write(&reference, &mut own)?;
        drop_spellings(&reference, &mut own);
        // Handles are how the library tells its own records apart, and no value that a user gave. Its own marks are for
        // it alone: what an entry says by them is said, and what is kept beside that is not to be cited.
        own.retain(|loss| !private::is_handle(&loss.field) && !own_extras::is_own(&loss.field));
        own.drain(..).for_each(|loss| losses.add(loss));
    }
    writer.finish()?;
    out.flush()
}

/// Bytes on their way to the thread that has the file.
struct Chunks {
    filling: Vec<u8>,
    chunks: Sender<Vec<u8>>,
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.filling.extend_from_slice(bytes);
        if self.filling.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let full = mem::take(&mut self.filling);
        self.chunks.send(full).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;
    use crate::{
        fields::default_profile,
        formats::{Escapes, FORMATS},
        model::EntryType,
    };

    /// Takes some bytes, and then no more.
    struct Full {
        room: usize,
    }

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.room = self.room.checked_sub(bytes.len()).ok_or(ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn written(name: &str, batches: usize, out: &mut dyn Write) -> Result<(), Error> {
        let format = *FORMATS.iter().find(|format| format.name() == name).expect("a format");
        let profile = default_profile(format.family());
        let options = WriteOptions { profile, escapes: Escapes::Omit, outside: Vec::new() };
        while_reading(format, options, out, &mut Losses::default(), |feed| {
            for _ in 0..batches {
                feed.give(vec![Reference::new(EntryType::Book); 100])?;
            }
            Ok(())
        })
    }

    fn kind(result: Result<(), Error>) -> Option<ErrorKind> {
        match result {
            Err(Error::Output(error)) => Some(error.kind()),
            _ => None,
        }
    }

    #[test]
    fn all_that_is_given_is_written() {
        let mut out = Vec::new();
        written("csl-json", 50, &mut out).expect("memory takes everything");
        let items: Vec<serde_json::Value> = serde_json::from_slice(&out).expect("JSON");
        assert_eq!(items.len(), 5000);
    }

    #[test]
    fn a_full_disk_is_told_as_one() {
        for room in [0, CHUNK, 4 * CHUNK] {
            assert_eq!(kind(written("biblatex", 400, &mut Full { room })), Some(ErrorKind::StorageFull));
        }
    }

    #[test]
    fn what_is_only_read_is_refused() {
        assert_eq!(kind(written("nbib", 3, &mut io::sink())), Some(ErrorKind::Unsupported));
    }
}
