//! Other programs that read the same file, where they are installed.

use std::{
    path::Path,
    process::{Command, Stdio},
};

/// A program that reads a .bib file and writes it in another form, without keeping anything.
pub struct Peer {
    /// Its name, which is that of the command.
    pub name: &'static str,
    /// What is asked of it; `{}` stands for the file.
    arguments: &'static [&'static str],
    /// What makes it tell its version.
    version: &'static str,
    /// The most entries that it gets: more would take an hour.
    pub most: usize,
}

/// Those that are looked for.
pub const PEERS: &[Peer] = &[
    Peer { name: "hayagriva", arguments: &["{}"], version: "--version", most: 100_000 },
    Peer { name: "bib2xml", arguments: &["{}"], version: "--version", most: 100_000 },
    Peer {
        name: "pandoc",
        arguments: &["-f", "biblatex", "-t", "csljson", "{}"],
        version: "--version",
        most: 10_000,
    },
    Peer { name: "bibtool", arguments: &["{}"], version: "-V", most: 10_000 },
    Peer {
        name: "bibtex-tidy",
        arguments: &["--no-backup", "--quiet", "{}"],
        version: "--version",
        most: 10_000,
    },
    Peer {
        name: "biber",
        arguments: &["--tool", "--quiet", "--output-file=-", "{}"],
        version: "--version",
        most: 1_000,
    },
];

impl Peer {
    /// The command for a file.
    pub fn command(&self, file: &Path) -> Command {
        let mut command = Command::new(self.name);
        for argument in self.arguments {
            match *argument {
                "{}" => command.arg(file),
                other => command.arg(other),
            };
        }
        command
    }

    /// What it says of its version; `None` where it is not installed.
    pub fn version(&self) -> Option<String> {
        let said = Command::new(self.name).arg(self.version).stdin(Stdio::null()).output().ok()?;
        let text = [said.stdout, said.stderr].concat();
        let text = String::from_utf8_lossy(&text);
        let number = text
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')'))
            .find(|word| word.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit()))?;
        Some(number.trim_start_matches('v').to_owned())
    }
}
