//! The marked text as it grows.

use crate::formats::tex::Kind;
use crate::model::title;

/// The result, with its literal text escaped.
pub(super) struct Marked {
    text: String,
    /// Literal text that has not been escaped yet: a tag may stand across two parts of it.
    pub(super) run: String,
    kind: Kind,
}

impl Marked {
    pub(super) fn new(kind: Kind, capacity: usize) -> Self {
        Marked { text: String::with_capacity(capacity), run: String::new(), kind }
    }

    fn flush(&mut self) {
        match self.kind {
            Kind::Plain => self.text.push_str(&self.run),
            _ => self.text.push_str(&title::escape(&self.run)),
        }
        self.run.clear();
    }

    pub(super) fn tag(&mut self, tag: &str) {
        if self.kind != Kind::Plain {
            self.flush();
            self.text.push_str(tag);
        }
    }

    pub(super) fn verbatim(&mut self, open: &str, source: &str) {
        if self.kind == Kind::Plain {
            self.run.push_str(&title::plain_tex(source));
        } else {
            self.flush();
            let source = source.replace(title::SPAN_CLOSE, "<{}/span>");
            self.text.push_str(&[open, &source, title::SPAN_CLOSE].concat());
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.flush();
        self.text
    }
}
