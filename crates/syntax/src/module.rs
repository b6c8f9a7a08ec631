//! Whole files: the header, then one command after the other.
//!
//! What it is: [`ModuleParser`], the place in a file between two commands. The caller decides with which grammar the next
//! command is read; that is how a file extends its own.
//! After an error, reading goes on behind what was read of the command; further errors are not reported until some
//! command has been read, unless something was read of them.
//! Source: upstream's `src/Lean/Parser/Module.lean`.

use crate::engine::{Input, Session, parse, skip_token};
use crate::grammar::{Grammar, P, Parser};
use crate::message::Message;
use crate::scope::{NoScope, Scope};
use crate::source::Source;
use crate::tree::{SourceInfo, Syntax};
use std::rc::Rc;
use term::Name;

/// A place in a file between two commands.
pub struct ModuleParser<'a> {
    source: &'a Source,
    session: Session,
    pos: u32,
    recovering: bool,
    /// Whether what stands before the first token still has to be given to it.
    has_leading: bool,
}

impl<'a> ModuleParser<'a> {
    /// The beginning of a file. Its header has not been read.
    pub fn new(source: &'a Source) -> ModuleParser<'a> {
        ModuleParser { source, session: Session::new(), pos: 0, recovering: false, has_leading: true }
    }

    /// Where the next command is looked for.
    pub fn pos(&self) -> u32 {
        self.pos
    }

    /// The text.
    pub fn source(&self) -> &'a Source {
        self.source
    }

    /// Reads the header: `module`, `prelude` and imports.
    pub fn parse_header(&mut self, grammar: &Grammar) -> (Syntax, Vec<Message>) {
        let header = Name::of_dotted("Lean.Parser.Module.header");
        let Some(p) = grammar.parser(&header).cloned() else { return (Syntax::Missing, Vec::new()) };
        let mut with_tokens = grammar.clone();
        // The header's tokens are not empty.
        let _ = with_tokens.add_mentions(&p);
        let input = Input { source: self.source, grammar: &with_tokens, scope: &NoScope };
        let outcome = parse(input, &mut self.session, &p, self.pos);
        self.pos = outcome.pos;
        self.recovering = outcome.failed;
        let stx = outcome.stx.unwrap_or_default();
        let mut messages: Vec<Message> = outcome.recovered.into_iter().chain(outcome.error).collect();
        messages.extend(misplaced_modifiers(self.source, &stx));
        (self.with_leading(stx), messages)
    }

    /// Reads the next command; `Lean.Parser.Command.eoi` at the end of the file.
    pub fn parse_command(&mut self, grammar: &Grammar, scope: &dyn Scope) -> (Syntax, Vec<Message>) {
        let input = Input { source: self.source, grammar, scope };
        let command = command_parser(grammar);
        let mut messages = Vec::new();
        loop {
            if self.pos >= self.source.len() {
                return (self.with_leading(end_of_input(self.pos)), messages);
            }
            let outcome = parse(input, &mut self.session, &command, self.pos);
            messages.extend(outcome.recovered);
            let start = std::mem::replace(&mut self.pos, outcome.pos);
            if self.recovering && outcome.stx.as_ref().is_some_and(Syntax::is_antiquot) {
                // The rest of a quotation that did not end.
                continue;
            }
            let Some(error) = outcome.error else {
                self.recovering = false;
                return (self.with_leading(outcome.stx.unwrap_or_default()), messages);
            };
            if self.pos == start {
                self.pos = skip_token(input, &mut self.session, start);
            }
            // Of a command of which nothing was read there is nothing to say twice.
            let stx = outcome.stx.filter(|stx| stx.pos(false).is_some());
            if !(self.recovering && stx.is_none()) {
                messages.push(error);
            }
            self.recovering = true;
            if let Some(stx) = stx {
                return (self.with_leading(stx), messages);
            }
        }
    }

    /// Gives what stands before the first token of the file to it.
    fn with_leading(&mut self, stx: Syntax) -> Syntax {
        if !self.has_leading {
            return stx;
        }
        match stx.head_info() {
            Some(SourceInfo::Original { pos, end_pos, trailing, .. }) => {
                self.has_leading = false;
                stx.with_head_info(SourceInfo::Original { leading: 0, pos, end_pos, trailing })
            }
            _ => stx,
        }
    }
}

/// What reads one command.
fn command_parser(grammar: &Grammar) -> P {
    Rc::new(Parser::Cat { cat: grammar.known().command, prec: 0 })
}

fn end_of_input(pos: u32) -> Syntax {
    let info = SourceInfo::Original { leading: pos, pos, end_pos: pos, trailing: pos };
    Syntax::node(Name::of_dotted("Lean.Parser.Command.eoi"), [Syntax::atom(info, "")])
}

/// Whether nothing after this command is read.
pub fn is_terminal_command(stx: &Syntax) -> bool {
    ["exit", "import", "eoi"].iter().any(|last| stx.is_kind(&format!("Lean.Parser.Command.{last}")))
}

/// What is wrong with the modifiers of imports in a header that could be read.
fn misplaced_modifiers(source: &Source, header: &Syntax) -> Vec<Message> {
    let is_module = !header.arg(0).is_none();
    let mut messages = Vec::new();
    let mut say = |token: &Syntax, text: String| {
        let start = token.pos(false).unwrap_or(0);
        messages.push(Message::new(source, start, Some(token.end_pos(false).unwrap_or(start)), text));
    };
    for import in header.arg(2).args().iter().filter(|stx| stx.is_kind("Lean.Parser.Module.import")) {
        let [public, meta, _, all, name, ..] = import.args() else { continue };
        if !is_module {
            for (token, what) in [(public, "public import"), (meta, "meta import"), (all, "import all")] {
                if !token.is_none() {
                    say(token, format!("cannot use `{what}` without `module`"));
                }
            }
        } else if !all.is_none() && !public.is_none() {
            let name = name.ident_name().map_or_else(String::new, Name::to_string);
            say(
                all,
                format!(
                    "cannot use `all` with `public import`; consider using separate `public import {name}` and \
                     `import all {name}` directives in order to import public data into the public scope and private \
                     data into the private scope."
                ),
            );
        }
    }
    messages
}

/// Reads a whole file with one grammar: its trees, the header first and the end last, and what is wrong.
pub fn parse_module(source: &Source, grammar: &Grammar) -> (Vec<Syntax>, Vec<Message>) {
    let mut parser = ModuleParser::new(source);
    let (header, mut messages) = parser.parse_header(grammar);
    let mut trees = vec![header];
    loop {
        let (stx, more) = parser.parse_command(grammar, &NoScope);
        messages.extend(more);
        let terminal = is_terminal_command(&stx);
        trees.push(stx);
        if terminal {
            return (trees, messages);
        }
    }
}
