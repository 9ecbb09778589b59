//! Links on a terminal: OSC 8, `ESC ] 8 ; ; address ESC \ text ESC ] 8 ; ; ESC \`, which takes no columns
//! (<https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>).

use std::fmt::Display;

use supports_hyperlinks::Stream;

/// Whether a stream gets links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyperlinks {
    /// They are written.
    Written,
    /// Text only.
    Plain,
}

impl Hyperlinks {
    /// What suits standard output: links on a terminal that is known to show them. What is said of colour is no matter.
    pub fn of_standard_output(is_terminal: bool) -> Hyperlinks {
        let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        match is_terminal && !is_dumb && supports_hyperlinks::on(Stream::Stdout) {
            true => Hyperlinks::Written,
            false => Hyperlinks::Plain,
        }
    }

    /// A text that leads to an address. One with anything but printable ASCII in it is none that a terminal is sent to.
    pub fn link(self, address: Option<&str>, text: impl Display) -> String {
        let is_plain = |address: &&str| address.bytes().all(|byte| byte.is_ascii_graphic());
        match address.filter(is_plain) {
            Some(address) if self == Hyperlinks::Written => {
                format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
            }
            _ => text.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_are_linked() {
        let link = |address| Hyperlinks::Written.link(address, "Ebb");
        assert_eq!(
            link(Some("https://doi.org/10.5555/ebb")),
            "\u{1b}]8;;https://doi.org/10.5555/ebb\u{1b}\\Ebb\u{1b}]8;;\u{1b}\\"
        );
        for address in [None, Some("https://a\u{1b}\\b"), Some("https://a b"), Some("https://é.example/")] {
            assert_eq!(link(address), "Ebb");
        }
        assert_eq!(Hyperlinks::Plain.link(Some("https://a.example/"), "Ebb"), "Ebb");
        assert_eq!(Hyperlinks::of_standard_output(false), Hyperlinks::Plain);
    }
}
