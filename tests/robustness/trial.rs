//! A library to do harm to, and the program to do it with.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use oeuvre::library::{Access, Library};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_oeuvre");

/// How many faults to inject, of so many in a usual run.
pub fn times(usual: usize) -> usize {
    let factor = std::env::var("OEUVRE_FAULTS").ok().and_then(|factor| factor.parse().ok()).unwrap_or(1);
    usual.saturating_mul(factor)
}

/// Numbers that look like chance and are the same every time (SplitMix64); `$OEUVRE_SEED` gives others.
pub struct Chance(u64);

impl Chance {
    pub fn new(of_test: u64) -> Chance {
        let seed = std::env::var("OEUVRE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1930);
        Chance(of_test.wrapping_mul(0x1_0000_0001).wrapping_add(seed))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound that is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).expect("it is below a usize")
    }
}

/// A folder with a library.
pub struct Trial {
    pub folder: tempfile::TempDir,
    pub library: PathBuf,
}

impl Trial {
    /// With the shipped catalogue in it.
    pub fn with_catalogue() -> Trial {
        let trial = Trial::without_library();
        let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("db/serge.yaml");
        trial.must(&["load", &catalogue.to_string_lossy()]);
        trial
    }

    pub fn without_library() -> Trial {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let library = folder.path().join("oeuvre.db");
        Trial { folder, library }
    }

    /// The same in another folder.
    pub fn copy(&self) -> Trial {
        let copy = Trial::without_library();
        for entry in fs::read_dir(self.folder.path()).expect("the folder") {
            let path = entry.expect("a file").path();
            let name = path.file_name().expect("a file has a name");
            fs::copy(&path, copy.folder.path().join(name)).expect("copied");
        }
        copy
    }

    /// A bibliography of so many entries beside the library.
    pub fn write_bibliography(&self, entries: usize) -> PathBuf {
        let mut text = String::new();
        for entry in 0..entries {
            let year = 1900 + entry % 120;
            writeln!(
                text,
                "@book{{tide{entry}, author = {{Vale, Ann{entry} and Marsh, Jo}}, translator = {{Reed, Kim}}, \
                 title = {{The Tide of the Year {entry}}}, origtitle = {{La marée {entry}}}, date = {{{year}}}, \
                 origdate = {{{}}}, publisher = {{Shore}}, location = {{Wick}}, abstract = {{{}}}}}",
                year - 10,
                "Water comes and goes. ".repeat(20),
            )
            .expect("a text can be written to");
        }
        let path = self.folder.path().join("tides.bib");
        fs::write(&path, text).expect("written");
        path
    }

    /// The program on this library.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        self.around(&mut command);
        command.args(arguments);
        command
    }

    /// A line for the shell, in which `"$0"` is the program.
    pub fn shell(&self, line: &str) -> Command {
        let mut command = Command::new("sh");
        self.around(&mut command);
        command.args(["-c", line, PROGRAM]);
        command
    }

    fn around(&self, command: &mut Command) {
        command
            .current_dir(self.folder.path())
            .env("OEUVRE_LIBRARY", &self.library)
            .env("HOME", "/nonexistent")
            .env("NO_COLOR", "1")
            .env("EDITOR", "sed -i -e 's/^title: .*/title: Another title/'")
            .env_remove("VISUAL")
            .stdin(Stdio::null());
    }

    /// Runs a command that has to succeed.
    pub fn must(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().expect("the program starts");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Another library in the folder.
    pub fn sound_text_of(&self, name: &str) -> String {
        sound_text(&self.folder.path().join(name))
    }

    /// The whole library as text, after a look whether it is sound. Done in this process, which is quicker.
    pub fn sound_text(&self) -> String {
        sound_text(&self.library)
    }
}

fn sound_text(path: &Path) -> String {
    let mut library = Library::open(path, Access::Write).expect("the library opens");
    assert_eq!(library.troubles().expect("it can be looked at"), [], "{}", path.display());
    let mut text = Vec::new();
    library.dump(&mut text).expect("the library in text");
    String::from_utf8(text).expect("text")
}

/// That a command ended as commands end, with an error in words if with one.
pub fn assert_answers(output: &Output, what: &str) {
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(!words.contains("panicked"), "{what}: {words}");
    match output.status.code() {
        Some(0 | 1) => {}
        Some(2) => assert!(words.contains("error: "), "{what}: {words}"),
        code => panic!("{what}: ended with {code:?}: {words}"),
    }
}
