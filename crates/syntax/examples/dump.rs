//! Prints the trees of a file that the built-in grammar reads, as upstream's traces show them, and the messages.
#![forbid(unsafe_code)]

use syntax::{Source, SourceInfo, Syntax, dump::dump, parse_module};

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let source = Source::from_bytes(&std::fs::read(path).expect("readable")).expect("text");
    let grammar = syntax::notation::builtin();
    let (trees, messages) = parse_module(&source, &grammar);
    for stx in &trees {
        let at = |pos: Option<u32>| pos.map_or("?".to_owned(), |pos| source.position(pos).to_string());
        let bare = strip(stx);
        println!("T {} {} {}", at(stx.pos(false)), at(stx.end_pos(false)), dump(&bare, Some(&source)));
    }
    for message in &messages {
        let end = message.end_pos.map_or("-".to_owned(), |(_, end)| end.to_string());
        println!("E {} {} {}", message.pos.1, end, message.text.replace('\n', "\\n"));
    }
}

/// Without the information of the first and the last token.
fn strip(stx: &Syntax) -> Syntax {
    stx.with_head_info(SourceInfo::None).with_tail_info(SourceInfo::None)
}
