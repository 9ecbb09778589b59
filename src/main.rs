//! The program: everything is in the library.

/// Trees of records are many small pieces of memory that one thread makes and another one gives back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    oeuvre::cli::main()
}
