//! The `socle` binary.

fn main() -> std::process::ExitCode {
    app::cli::run()
}
