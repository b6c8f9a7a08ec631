//! A tree as the text that it was read from.
//!
//! What it is: the tokens of a tree with the trivia around them. For what one text was read as, that is the text, byte
//! for byte, if nothing is missing.

use crate::source::Source;
use crate::tree::{SourceInfo, Syntax};

/// The text of the tokens of `stx` with their trivia. Tokens that come from no text are written with a space after them.
pub fn reprint(source: &Source, stx: &Syntax) -> String {
    let mut out = String::new();
    for leaf in stx.leaves() {
        let text: &str = match leaf {
            Syntax::Atom(atom) => &atom.val,
            Syntax::Ident(ident) => &ident.raw,
            _ => continue,
        };
        match leaf.own_info() {
            SourceInfo::Original { leading, pos, end_pos, trailing } => {
                out.push_str(source.slice(leading..pos));
                out.push_str(text);
                out.push_str(source.slice(end_pos..trailing));
            }
            _ => {
                out.push_str(text);
                out.push(' ');
            }
        }
    }
    out
}
