//! Standard output and standard error of a command, with a bar of progress between them.
//!
//! What it is: one place through which everything is printed. A reader who has gone away (a closed pipe) ends the
//! command quietly. The bar is drawn on standard error and only if that is a terminal; it steps aside for lines.
//! What it is not: a judge of what is printed.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, BufWriter, IsTerminal, Write};

/// The streams of a command.
pub struct Output {
    out: BufWriter<io::Stdout>,
    bar: ProgressBar,
    /// Whether lines on standard output would be drawn over the bar.
    shares_terminal: bool,
    /// Whether nobody reads standard output any more, or it cannot be written.
    closed: bool,
}

impl Output {
    /// Streams without a bar.
    pub fn new() -> Output {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let shares_terminal = io::stdout().is_terminal();
        Output { out: BufWriter::with_capacity(1 << 16, io::stdout()), bar, shares_terminal, closed: false }
    }

    /// Shows a bar towards `bytes`, if standard error is a terminal.
    pub fn start_bar(&mut self, bytes: u64) {
        if io::stderr().is_terminal() {
            // The template is a constant; a wrong one only costs the style.
            let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {bytes_per_sec}, {eta} left");
            self.bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr());
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        }
    }

    /// Shows a bar towards `count` things, if standard error is a terminal; gives a handle that moves it from any thread.
    pub fn start_count(&mut self, count: u64, what: &str) -> ProgressBar {
        if io::stderr().is_terminal() {
            let style = ProgressStyle::with_template(&format!("{{wide_bar}} {{pos}}/{{len}} {what}, {{eta}} left"));
            self.bar = ProgressBar::with_draw_target(Some(count), ProgressDrawTarget::stderr());
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        }
        self.bar.clone()
    }

    /// Moves the bar by `bytes`.
    pub fn advance(&mut self, bytes: u64) {
        self.bar.inc(bytes);
    }

    /// Moves the bar by what is read from `input`, on whatever thread.
    pub fn reading<R: io::Read>(&self, input: R) -> impl io::Read + use<R> {
        self.bar.wrap_read(input)
    }

    /// Takes the bar away.
    pub fn finish_bar(&mut self) {
        self.bar.finish_and_clear();
    }

    /// Prints to standard output.
    pub fn out(&mut self, text: &str) {
        if text.is_empty() || self.closed {
            return;
        }
        let result = if self.shares_terminal {
            let (bar, out) = (&self.bar, &mut self.out);
            bar.suspend(|| out.write_all(text.as_bytes()).and_then(|()| out.flush()))
        } else {
            self.out.write_all(text.as_bytes())
        };
        self.note(result);
    }

    /// Prints to standard error. What was printed to standard output before appears before.
    pub fn err(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.flush();
        // Nobody to tell if even this fails.
        let _ = self.bar.suspend(|| io::stderr().write_all(text.as_bytes()));
    }

    /// Prints to standard error what only a person wants to know, if it is a terminal.
    pub fn aside(&mut self, text: &str) {
        if io::stderr().is_terminal() {
            self.err(text);
        }
    }

    /// Writes out what is buffered; whether all output arrived.
    pub fn flush(&mut self) -> bool {
        if !self.closed {
            let result = self.out.flush();
            self.note(result);
        }
        !self.closed
    }

    /// Whether further output is pointless.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    fn note(&mut self, result: io::Result<()>) {
        if let Err(error) = result {
            self.closed = true;
            if error.kind() != io::ErrorKind::BrokenPipe {
                let _ = writeln!(io::stderr(), "standard output: cannot write: {error}");
            }
        }
    }
}
