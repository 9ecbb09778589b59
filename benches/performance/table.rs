//! The table of what was measured.

use std::{collections::BTreeMap, fmt};

use super::{
    commands::{IMPORT, IMPORT_AGAIN, INSERT_FLOOR, SCAN_FLOOR},
    measured::Taken,
};

/// Rows in the order in which they came, with what was measured for each size.
pub struct Table {
    sizes: Vec<usize>,
    names: Vec<String>,
    taken: BTreeMap<(String, usize), Taken>,
    /// Of each size, the bytes of the file and of the library made of it.
    bytes: BTreeMap<usize, (u64, u64)>,
}

impl Table {
    /// An empty table for libraries of these sizes.
    pub fn new(sizes: &[usize]) -> Table {
        Table { sizes: sizes.to_vec(), names: Vec::new(), taken: BTreeMap::new(), bytes: BTreeMap::new() }
    }

    /// Notes what a row took for the size of a column.
    pub fn put(&mut self, name: &str, column: usize, taken: Taken) {
        if !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
        self.taken.insert((name.to_owned(), column), taken);
    }

    /// Notes how large a file and its library are.
    pub fn put_size(&mut self, column: usize, file: u64, library: u64) {
        self.bytes.insert(column, (file, library));
    }

    fn of(&self, name: &str, column: usize) -> Option<Taken> {
        self.taken.get(&(name.to_owned(), column)).copied()
    }

    fn ratio(&self, name: &str, to: &str, column: usize) -> Option<f64> {
        Some(self.of(name, column)?.wall.as_secs_f64() / self.of(to, column)?.wall.as_secs_f64())
    }

    /// How many times longer a row takes for ten times the entries.
    fn growth(&self, name: &str) -> Option<f64> {
        let last = self.sizes.len().checked_sub(1)?;
        let measured: Vec<usize> = (0..=last).filter(|column| self.of(name, *column).is_some()).collect();
        let [.., small, large] = *measured.as_slice() else { return None };
        let times = self.of(name, large)?.wall.as_secs_f64() / self.of(name, small)?.wall.as_secs_f64();
        let tenfolds = (*self.sizes.get(large)? as f64 / *self.sizes.get(small)? as f64).log10();
        Some(times.powf(1.0 / tenfolds))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "# Performance\n")?;
        writeln!(
            out,
            "Oeuvre {}, made by `cargo bench --bench performance -- --write`. Each cell is the time of a whole process, \
             its start included, and the most memory that it had (or the benchmark, which it is a copy of at first). Times belong to the machine and to the moment; what \
             can be compared are the rows of one column, and the growth: how many times longer ten times the entries \
             take.\n",
            env!("CARGO_PKG_VERSION")
        )?;
        write!(out, "| |")?;
        for size in &self.sizes {
            write!(out, " {size} entries |")?;
        }
        writeln!(out, " growth |")?;
        writeln!(out, "| --- |{}", " ---: |".repeat(self.sizes.len() + 1))?;
        for name in &self.names {
            write!(out, "| {name} |")?;
            for column in 0..self.sizes.len() {
                match self.of(name, column) {
                    Some(Taken { wall, memory, .. }) => {
                        write!(out, " {:.3} s, {} MB |", wall.as_secs_f64(), memory / 1_000_000)?;
                    }
                    None => write!(out, " |")?,
                }
            }
            match self.growth(name) {
                Some(growth) => writeln!(out, " {growth:.1} |")?,
                None => writeln!(out, " |")?,
            }
        }
        writeln!(out, "\n## Ratios\n")?;
        for (column, size) in self.sizes.iter().enumerate() {
            writeln!(out, "{size} entries:\n")?;
            for (name, to) in [
                (IMPORT, INSERT_FLOOR),
                (IMPORT_AGAIN, IMPORT),
                ("export to BibLaTeX", SCAN_FLOOR),
                ("export to CSL-JSON", SCAN_FLOOR),
                ("export to RIS", SCAN_FLOOR),
            ] {
                if let Some(ratio) = self.ratio(name, to, column) {
                    writeln!(out, "- {name}: {ratio:.2} times “{to}”")?;
                }
            }
            if let Some((file, library)) = self.bytes.get(&column) {
                let times = *library as f64 / *file as f64;
                writeln!(
                    out,
                    "- the library: {:.1} MB, {times:.2} times the {:.1} MB of its .bib file",
                    *library as f64 / 1e6,
                    *file as f64 / 1e6
                )?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}
