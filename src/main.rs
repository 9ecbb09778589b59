//! The program: everything is in the library.

fn main() -> std::process::ExitCode {
    oeuvre::cli::main()
}
