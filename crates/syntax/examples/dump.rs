//! Prints the trees of a file, read with the built-in grammar and what the file adds to it, as upstream's traces show
//! them, and the messages. With a second file, that one is read first, and what it adds is there from the beginning.
#![forbid(unsafe_code)]

#[path = "../tests/support/mod.rs"]
mod support;

use syntax::scope::ScopedGrammar;
use syntax::{Source, SourceInfo, Syntax, dump::dump};

fn main() {
    let mut paths = std::env::args().skip(1);
    let load = |path: &str| Source::from_bytes(&std::fs::read(path).expect("readable")).expect("text");
    let source = load(&paths.next().expect("a file"));
    let mut grammar = ScopedGrammar::new(syntax::notation::builtin());
    if let Some(before) = paths.next() {
        let source = load(&before);
        let file = support::read(&source, grammar);
        for message in file.messages.iter().map(ToString::to_string).chain(file.extension_errors) {
            eprintln!("{before}: {message}");
        }
        grammar = file.grammar;
    }
    let file = support::read(&source, grammar);
    for stx in &file.trees {
        let at = |pos: Option<u32>| pos.map_or("?".to_owned(), |pos| source.position(pos).to_string());
        let bare = strip(stx);
        println!("T {} {} {}", at(stx.pos(false)), at(stx.end_pos(false)), dump(&bare, Some(&source)));
    }
    for message in &file.messages {
        let end = message.end_pos.map_or("-".to_owned(), |(_, end)| end.to_string());
        println!("E {} {} {}", message.pos.1, end, message.text.replace('\n', "\\n"));
    }
    for error in &file.extension_errors {
        println!("X {error}");
    }
}

/// Without the information of the first and the last token.
fn strip(stx: &Syntax) -> Syntax {
    stx.with_head_info(SourceInfo::None).with_tail_info(SourceInfo::None)
}
