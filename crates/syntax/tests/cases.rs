//! Runs the test files under `tests/syntax`: Lean text, the tree of each command below it, and what is wrong.
//!
//! The header line `grammar: builtin` reads a file with the built-in grammar; `grammar: growing` begins with
//! `tests/support/operators.lean` as well, and commands of the file extend the grammar. Trees are written as
//! [`syntax::dump`] does, without positions; messages are labelled `error`, with positions.
#![forbid(unsafe_code)]

mod support;

use std::path::Path;
use std::process::ExitCode;
use syntax::dump::dump;
use syntax::reprint::reprint;
use syntax::scope::ScopedGrammar;
use syntax::{Message, Source, Syntax};
use test_kit::{Kind, Output, TestFile};

struct Trees;

impl Kind for Trees {
    fn name(&self) -> &str {
        "syntax"
    }

    fn keys(&self) -> &[&str] {
        &["grammar"]
    }

    fn run(&self, file: &TestFile) -> Result<Output, String> {
        let source = Source::new(&file.source()).map_err(|error| error.to_string())?;
        let builtin = syntax::notation::builtin();
        let mut output = Output::new();
        let (trees, messages) = match file.value("grammar") {
            Some("builtin") => syntax::parse_module(&source, &builtin),
            Some("growing") => {
                let read = support::read(&source, operators(builtin)?);
                if let Some(error) = read.extension_errors.first() {
                    return Err(error.clone());
                }
                (read.trees, read.messages)
            }
            other => return Err(format!("no such grammar: {other:?}")),
        };
        if messages.is_empty() {
            lossless(&source, &trees)?;
        }
        for stx in trees.iter().filter(|stx| !stx.is_kind("Lean.Parser.Command.eoi")) {
            let Some(end) = stx.end_pos(false) else { continue };
            output.at(source.position(end).line as usize, dump(stx, None));
        }
        for message in &messages {
            output.labelled(message.pos.1.line as usize, "error", place(message));
        }
        Ok(output)
    }
}

fn operators(builtin: syntax::Grammar) -> Result<ScopedGrammar, String> {
    let source = Source::new(include_str!("support/operators.lean")).map_err(|error| error.to_string())?;
    let read = support::read(&source, ScopedGrammar::new(builtin));
    match read.messages.first().map(Message::to_string).or(read.extension_errors.first().cloned()) {
        Some(error) => Err(format!("operators.lean: {error}")),
        None => Ok(read.grammar),
    }
}

fn place(message: &Message) -> String {
    let end = message.end_pos.map_or(String::new(), |(_, end)| format!("-{end}"));
    format!("{}{end} {}", message.pos.1, message.text)
}

fn lossless(source: &Source, trees: &[Syntax]) -> Result<(), String> {
    let text: String = trees.iter().map(|stx| reprint(source, stx)).collect();
    match text == source.text() {
        true => Ok(()),
        false => Err("the trees do not make the text again".into()),
    }
}

fn main() -> ExitCode {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/syntax"));
    test_kit::main(root, vec![Box::new(Trees)])
}
