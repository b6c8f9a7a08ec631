//! The token table: the strings that are tokens, and which of them a text begins with.
//!
//! What it is: a trie over bytes, persistent by copying paths. A match is the longest token that the text begins with.
//! What it is not: a lexer; that decides between tokens and identifiers.
//! Source: upstream's `src/Lean/Data/Trie.lean`.

use crate::symbols::Sym;
use std::rc::Rc;

/// A set of tokens.
#[derive(Clone, Default)]
pub struct Tokens {
    root: Rc<Trie>,
}

#[derive(Clone, Default)]
struct Trie {
    token: Option<Sym>,
    /// Sorted by byte.
    bytes: Vec<u8>,
    children: Vec<Rc<Trie>>,
}

impl Tokens {
    /// Adds a token. `text` is the string of `sym`.
    pub fn insert(&mut self, text: &str, sym: Sym) {
        let mut node = Rc::make_mut(&mut self.root);
        for &byte in text.as_bytes() {
            let at = match node.bytes.binary_search(&byte) {
                Ok(at) => at,
                Err(at) => {
                    node.bytes.insert(at, byte);
                    node.children.insert(at, Rc::default());
                    at
                }
            };
            node = Rc::make_mut(&mut node.children[at]);
        }
        node.token = Some(sym);
    }

    /// Whether `text` is a token.
    pub fn contains(&self, text: &str) -> bool {
        matches!(self.longest_prefix(text.as_bytes()), Some((_, len)) if len as usize == text.len())
    }

    /// The longest token that `text` begins with, and its length in bytes.
    #[inline]
    pub fn longest_prefix(&self, text: &[u8]) -> Option<(Sym, u32)> {
        let mut node = &*self.root;
        let mut longest = None;
        for (len, &byte) in text.iter().enumerate() {
            if let Some(sym) = node.token {
                longest = Some((sym, len as u32));
            }
            match node.child(byte) {
                Some(child) => node = child,
                None => return longest,
            }
        }
        node.token.map(|sym| (sym, text.len() as u32)).or(longest)
    }

    /// All tokens, in the order of their bytes.
    pub fn all(&self) -> Vec<Sym> {
        let mut all = Vec::new();
        let mut stack = vec![&*self.root];
        while let Some(node) = stack.pop() {
            all.extend(node.token);
            stack.extend(node.children.iter().rev().map(|child| &**child));
        }
        all
    }
}

impl Trie {
    #[inline]
    fn child(&self, byte: u8) -> Option<&Trie> {
        let at = match self.bytes.len() {
            0 => return None,
            1..=8 => self.bytes.iter().position(|&other| other == byte)?,
            _ => self.bytes.binary_search(&byte).ok()?,
        };
        Some(&self.children[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symbols::Symbols;
    use proptest::prelude::*;

    fn table(words: &[&str]) -> (Symbols, Tokens) {
        let mut symbols = Symbols::default();
        let mut tokens = Tokens::default();
        for word in words {
            tokens.insert(word, symbols.intern(word));
        }
        (symbols, tokens)
    }

    #[test]
    fn the_longest_token_wins() {
        let (symbols, tokens) = table(&["→", "-", "->", "-/", "a"]);
        let longest = |text: &str| tokens.longest_prefix(text.as_bytes()).map(|(sym, _)| &**symbols.text(sym));
        assert_eq!(
            (longest("->x"), longest("-x"), longest("→"), longest("\u{2191}")),
            (Some("->"), Some("-"), Some("→"), None)
        );
        assert_eq!((longest(""), longest("ab"), longest("-")), (None, Some("a"), Some("-")));
        assert!(tokens.contains("-/") && !tokens.contains("-/x") && !tokens.contains(""));
    }

    proptest! {
        #[test]
        fn it_agrees_with_a_search(words in prop::collection::vec("[ab→]{1,4}", 1..40), text in "[ab→]{0,8}") {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let (symbols, tokens) = table(&words);
            let expected = words.iter().filter(|word| text.starts_with(**word)).max_by_key(|word| word.len());
            let found = tokens.longest_prefix(text.as_bytes());
            prop_assert_eq!(found.map(|(sym, _)| &**symbols.text(sym)), expected.copied());
            prop_assert_eq!(found.map(|(_, len)| len as usize), expected.map(|word| word.len()));
        }
    }
}
