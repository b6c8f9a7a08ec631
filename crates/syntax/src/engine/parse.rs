//! The way in: one parser, run over a text from a position.
//!
//! What it is: [`parse`] runs a parser without texts of errors, and again with them if it failed.
//! Source: upstream's `ParserFn.run`.

use super::{Context, Engine, Recovered, Session};
use crate::grammar::{Grammar, Parser};
use crate::message::{Message, ParseError};
use crate::scope::Scope;
use crate::source::Source;
use crate::tree::Syntax;

/// What a parser came to.
pub struct Outcome {
    /// What was read, `missing` where nothing was; `None` if nothing is on the stack.
    pub stx: Option<Syntax>,
    /// Where reading ended.
    pub pos: u32,
    /// Whether the parser failed.
    pub failed: bool,
    /// The message of the failure.
    pub error: Option<Message>,
    /// The messages of failures from which the parser recovered.
    pub recovered: Vec<Message>,
}

/// What a parse needs to know.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The text.
    pub source: &'a Source,
    /// The grammar.
    pub grammar: &'a Grammar,
    /// The place in a file.
    pub scope: &'a dyn Scope,
}

/// Skips white space from `pos` on, and runs `p`.
pub fn parse(input: Input<'_>, session: &mut Session, p: &Parser, pos: u32) -> Outcome {
    let (outcome, untold) = attempt(input, session, p, pos, false);
    if !outcome.failed && !untold {
        return outcome;
    }
    attempt(input, session, p, pos, true).0
}

fn attempt(input: Input<'_>, session: &mut Session, p: &Parser, pos: u32, telling: bool) -> (Outcome, bool) {
    let mut engine = Engine::new(input, session, pos, telling);
    match engine.trivia(pos) {
        Ok(start) => {
            engine.pos = start;
            engine.run(p);
        }
        // White space does not push what is missing.
        Err(bad) => {
            engine.fail_lexing(&bad);
            engine.stack.pop();
        }
    }
    let outcome = engine.outcome();
    let untold = engine.recovered_untold;
    engine.finish();
    (outcome, untold)
}

/// The position after the token at `pos`, or after the character if there is no token.
pub fn skip_token(input: Input<'_>, session: &mut Session, pos: u32) -> u32 {
    let mut engine = Engine::new(input, session, pos, false);
    let after = match engine.token(None) {
        Some(place) => engine.tokens.at(place).stop,
        None => {
            pos + input.source.text().get(pos as usize..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
                as u32
        }
    };
    engine.finish();
    after
}

impl<'a> Engine<'a> {
    fn new(input: Input<'a>, session: &'a mut Session, pos: u32, telling: bool) -> Engine<'a> {
        let mut tokens = std::mem::take(&mut session.tokens);
        // Cleared when the parse before was finished.
        let memory = std::mem::take(&mut session.memory);
        let rules = std::mem::take(&mut session.rules);
        tokens.clear();
        Engine {
            source: input.source,
            text: input.source.text().as_bytes(),
            session,
            scope: input.scope,
            grammar: input.grammar.clone(),
            known: input.grammar.known().clone(),
            context: Context { prec: 0, quot_depth: 0, suppress_inside_quot: false, saved_pos: None, forbidden: None },
            stack: Vec::new(),
            drop: 0,
            lhs_prec: 0,
            pos,
            failure: None,
            recovered: Vec::new(),
            telling,
            recovered_untold: false,
            tokens,
            memory,
            rules,
            depth: 0,
            saved_place: None,
        }
    }

    fn outcome(&mut self) -> Outcome {
        let message =
            |pos: u32, stack: &[Syntax], error: &ParseError| Message::of_error(self.source, pos, stack, error);
        let error = self.error();
        Outcome {
            stx: self.stack.last().cloned(),
            pos: self.pos.min(self.text.len() as u32),
            failed: error.is_some(),
            recovered: self
                .recovered
                .iter()
                .map(|Recovered { pos, stack, error }| message(*pos, stack, error))
                .collect(),
            error: error.map(|error| message(self.pos, &self.stack, &error)),
        }
    }

    fn finish(self) {
        let Engine { session, tokens, mut memory, mut rules, .. } = self;
        memory.clear();
        rules.clear();
        session.rules = rules;
        session.tokens = tokens;
        session.memory = memory;
    }
}
