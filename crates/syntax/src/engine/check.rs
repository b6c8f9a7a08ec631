//! Parsers that read nothing and look at where they are.
//!
//! What it is: precedences, white space, columns, and the shape of what precedes.
//! Source: upstream's `src/Lean/Parser/Basic.lean`, the functions whose names begin with `check`.

use super::{Context, Engine};
use crate::grammar::{ColCmp, Parser, TopShape};
use crate::tree::Syntax;

const PRECEDENCE: &str = "unexpected token at this precedence level; consider parenthesizing the term";

impl Engine<'_> {
    pub(super) fn check_prec(&mut self, prec: u32) {
        if self.context.prec > prec {
            self.fail_unexpected(PRECEDENCE);
        }
    }

    pub(super) fn check_lhs_prec(&mut self, prec: u32) {
        if self.lhs_prec < prec {
            self.fail_unexpected(PRECEDENCE);
        }
    }

    pub(super) fn check_ws(&mut self, msg: &str) {
        match self.back().and_then(Syntax::original_tail) {
            Some((end, trailing)) if trailing > end => {}
            _ => self.fail_expected(msg),
        }
    }

    pub(super) fn check_no_ws(&mut self, msg: &str) {
        if !self.no_ws_before() {
            self.fail_expected(msg);
        }
    }

    /// Whether the last tree that is not empty ends where the next token begins.
    pub(super) fn no_ws_before(&self) -> bool {
        let visible = &self.stack[self.drop..];
        let previous = visible.iter().rev().find(|stx| !stx.is_none());
        previous.and_then(Syntax::original_tail).is_some_and(|(end, trailing)| trailing == end)
    }

    pub(super) fn linebreak_before(&self) -> bool {
        let tail = self.back().and_then(Syntax::original_tail);
        tail.is_some_and(|(end, trailing)| self.source.slice(end..trailing).contains('\n'))
    }

    pub(super) fn check_linebreak(&mut self, msg: &str) {
        if !self.linebreak_before() {
            self.fail_expected(msg);
        }
    }

    pub(super) fn check_col(&mut self, cmp: ColCmp, msg: &str) {
        let Some(saved) = self.context.saved_pos else { return };
        let saved = match self.saved_place {
            Some((pos, place)) if pos == saved => place,
            _ => {
                let place = self.source.position(saved);
                self.saved_place = Some((saved, place));
                place
            }
        };
        let here = self.source.position(self.pos);
        let holds = match cmp {
            ColCmp::Gt => here.column > saved.column,
            ColCmp::Ge => here.column >= saved.column,
            ColCmp::Eq => here.column == saved.column,
            ColCmp::LineEq => here.line == saved.line,
        };
        if !holds {
            self.fail_expected(msg);
        }
    }

    pub(super) fn with_position_after_linebreak(&mut self, p: &Parser) {
        match self.linebreak_before() {
            true => self.with_context(Context { saved_pos: Some(self.pos), ..self.context }, p),
            false => self.run(p),
        }
    }

    pub(super) fn check_stack_top(&mut self, shape: TopShape, msg: &str) {
        let kinds = &self.known.kinds;
        let fits = self.back().is_some_and(|top| {
            matches!(top, Syntax::Ident(_))
                || top.is_antiquot()
                || (shape == TopShape::IdentOrProj && (top.is_of_kind(&kinds.dot_ident) || top.is_of_kind(&kinds.proj)))
        });
        if !fits {
            self.fail_unexpected(msg);
        }
    }

    pub(super) fn error_at_saved_pos(&mut self, msg: &str, delta: bool) {
        let Some(saved) = self.context.saved_pos else { return };
        let step = if delta { self.char_at(saved).map_or(1, char::len_utf8) as u32 } else { 0 };
        self.pos = saved + step;
        self.fail_unexpected(msg);
    }
}
