//! What libraries outlive: processes that are killed, full disks, many users at once, damaged files, read-only media.
//!
//! Each test injects a few faults; `OEUVRE_FAULTS=40 cargo test --release --test robustness` injects forty times as
//! many. What was tried is told in `docs/reliability.md`.

#![cfg(unix)]

mod damage;
mod full_disk;
mod interrupting;
mod killing;
mod read_only;
mod sharing;
mod trial;
