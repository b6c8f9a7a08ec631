//! What stands in for syntax in quotations: `$x`, `$x:kind`, `$(e)`, `$[…]*`, `$xs,*`, `tk%$x`.
//!
//! What it is: antiquotations are tried before what they stand in for, wherever a dollar sign is; that is also what
//! alternatives do with two results, so `orelse` is here.
//! Source: upstream's `src/Lean/Parser/Basic.lean`, from `orelseFnCore` and from `antiquotNestedExpr` on.

use super::{Context, Engine, Failure};
use crate::grammar::{Antiquot, Class, Parser, Splice, Token};
use crate::message::ParseError;
use crate::tree::Syntax;
use std::rc::Rc;
use term::Name;

/// Which result of two alternatives is taken if the first one is an antiquotation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefer {
    /// The first one.
    First,
    /// The one that read more, of two equal ones the first.
    Longest,
    /// The one that read more, of two equal ones both.
    Merge,
}

impl Engine<'_> {
    pub(super) fn or_else_core(&mut self, prefer: Prefer, p: &dyn Fn(&mut Self), q: &dyn Fn(&mut Self)) {
        let (height, pos) = (self.height(), self.pos);
        p(self);
        if let Some(first) = self.failure.take() {
            if self.pos != pos {
                self.failure = Some(first);
                return;
            }
            self.restore(height, pos);
            q(self);
            if self.pos == pos
                && let (Failure::Told(first), Some(Failure::Told(second))) = (&first, &self.failure)
            {
                self.failure = Some(Failure::Told(Rc::new(first.merge(second))));
            }
            return;
        }
        if self.text.get(pos as usize) != Some(&b'$') || prefer == Prefer::First || self.height() != height + 1 {
            // Only what begins with a dollar sign is an antiquotation.
            return;
        }
        let Some(first) = self.back().filter(|stx| stx.is_antiquots()).cloned() else { return };
        let first_end = self.pos;
        self.restore(height, pos);
        q(self);
        let give_first = |this: &mut Self| {
            this.restore(height, first_end);
            this.stack.push(first.clone());
        };
        if self.failed() {
            return give_first(self);
        }
        if self.pos > first_end {
            return;
        }
        let both = self.pos == first_end
            && prefer == Prefer::Merge
            && self.height() == height + 1
            && self.back().is_some_and(Syntax::is_antiquots);
        if !both {
            return give_first(self);
        }
        let Some(second) = self.stack.pop() else { return };
        let known = self.known.clone();
        for stx in [first.clone(), second] {
            match stx.is_of_kind(&known.kinds.choice) {
                true => self.stack.extend(stx.args().iter().cloned()),
                false => self.stack.push(stx),
            }
        }
        self.make_node(&known.kinds.choice, height);
    }

    pub(super) fn with_antiquot(&mut self, antiquot: &Antiquot, prefer: Prefer, p: &dyn Fn(&mut Self)) {
        match self.byte() {
            b'$' => self.or_else_core(prefer, &|this| this.antiquot(antiquot), p),
            _ => p(self),
        }
    }

    /// `leadingNode kind maxPrec <| atomic <| …`
    fn dollar_node(&mut self, kind: &Name, contents: &dyn Fn(&mut Self)) {
        self.check_prec(crate::grammar::prec::MAX);
        if self.failed() {
            return;
        }
        let (height, pos) = (self.height(), self.pos);
        self.dollars();
        if !self.failed() {
            contents(self);
        }
        if self.failed() {
            self.pos = pos;
        }
        self.make_node(kind, height);
        if !self.failed() {
            self.lhs_prec = crate::grammar::prec::MAX;
        }
    }

    /// The dollar signs, of which all but the first are escapes.
    fn dollars(&mut self) {
        let known = self.known.clone();
        self.symbol(&known.dollar_token);
        self.replace_expected(&[]);
        if self.failed() {
            return;
        }
        let height = self.height();
        loop {
            let (before, pos) = (self.height(), self.pos);
            self.check_no_ws("");
            if !self.failed() {
                self.symbol(&known.dollar_token);
            }
            if self.failed() {
                self.restore(before, pos);
                break;
            }
        }
        self.make_null(height);
        self.check_no_ws("no space before spliced term");
    }

    fn antiquot(&mut self, antiquot: &Antiquot) {
        self.dollar_node(&antiquot.kind, &|this| {
            this.antiquot_expr();
            if !this.failed() {
                this.antiquot_name(antiquot);
            }
        });
    }

    fn antiquot_expr(&mut self) {
        self.or_else_core(Prefer::Merge, &|this| this.class(Class::Ident), &|this| {
            let known = this.known.clone();
            this.or_else_core(Prefer::Merge, &|this| this.symbol(&known.underscore), &|this| this.antiquot_nested());
        });
    }

    fn antiquot_nested(&mut self) {
        let known = self.known.clone();
        let height = self.height();
        self.symbol(&known.paren_open);
        if !self.failed() {
            let outside = Context { quot_depth: self.context.quot_depth.saturating_sub(1), ..self.context };
            self.with_context(outside, &Parser::Cat { cat: known.term, prec: 0 });
        }
        if !self.failed() {
            self.symbol(&known.paren_close);
        }
        self.make_node(&known.kinds.antiquot_nested, height);
    }

    fn antiquot_name(&mut self, antiquot: &Antiquot) {
        let named = |this: &mut Self| {
            let known = this.known.clone();
            let height = this.height();
            match this.no_ws_before() {
                true => this.symbol(&known.colon),
                false => this.fail_expected(&format!("no space before ':{}'", antiquot.name.text)),
            }
            if !this.failed() {
                this.token_antiquot_after(&known.colon);
                this.non_reserved_core(&antiquot.name);
            }
            this.make_node(&known.kinds.antiquot_name, height);
        };
        match antiquot.anonymous {
            false => named(self),
            true => self.or_else_core(Prefer::Merge, &named, &|this| {
                // A colon right here belongs to an antiquotation of another kind.
                if this.tail_touches() && this.byte() == b':' {
                    this.fail_unexpected("unexpected ':'");
                } else {
                    let none = Syntax::node(this.known.kinds.null.clone(), []);
                    this.stack.push(none);
                }
            }),
        }
    }

    /// Whether no white space follows the tree that was pushed last (`checkNoImmediateColon`).
    fn tail_touches(&self) -> bool {
        self.back().and_then(Syntax::original_tail).is_some_and(|(end, trailing)| end == trailing)
    }

    fn token_antiquot_after(&mut self, _token: &Token) {
        if self.byte() == b'%' {
            self.token_antiquot();
        }
    }

    /// `%$x` after a token makes an antiquotation of the two.
    pub(super) fn token_antiquot(&mut self) {
        if self.failed() {
            return;
        }
        let known = self.known.clone();
        let (height, pos) = (self.height(), self.pos);
        self.check_no_ws("no space before");
        for token in [&known.percent, &known.dollar_token] {
            if !self.failed() {
                self.symbol(token);
            }
        }
        if !self.failed() {
            self.check_no_ws("no space before");
        }
        if !self.failed() {
            self.antiquot_expr();
        }
        if self.failed() {
            return self.restore(height, pos);
        }
        self.make_node(&known.kinds.token_antiquot, height - 1);
    }

    pub(super) fn spliced(&mut self, kind: Splice, p: &Parser, suffix: &Token) {
        let suffixed = |this: &mut Self| {
            this.run(p);
            if !this.failed() && this.back().is_some_and(Syntax::is_antiquots) {
                this.splice_suffix(kind, suffix);
            }
        };
        match self.byte() {
            b'$' => self.or_else_core(Prefer::Longest, &|this| this.splice_scope(kind, p, suffix), &suffixed),
            // What is no antiquotation has no suffix.
            _ => self.run(p),
        }
    }

    /// `$x,*`
    fn splice_suffix(&mut self, kind: Splice, suffix: &Token) {
        let known = self.known.clone();
        let (height, pos) = (self.height(), self.pos);
        self.symbol(suffix);
        if self.byte() == b'%' {
            self.token_antiquot();
        }
        if self.failed() {
            return self.restore(height, pos);
        }
        self.make_node(&known.kinds.suffixes[kind as usize], height - 1);
    }

    /// `$[x],*`
    fn splice_scope(&mut self, kind: Splice, p: &Parser, suffix: &Token) {
        let known = self.known.clone();
        self.dollar_node(&known.kinds.scopes[kind as usize], &|this| {
            this.symbol_then_antiquot(&known.bracket_open);
            if this.failed() {
                return;
            }
            let height = this.height();
            this.run(p);
            this.make_null(height);
            for token in [&known.bracket_close, suffix] {
                if !this.failed() {
                    this.symbol_then_antiquot(token);
                }
            }
        });
    }

    fn symbol_then_antiquot(&mut self, token: &Token) {
        self.symbol(token);
        if self.byte() == b'%' {
            self.token_antiquot();
        }
    }

    /// What to say where a parser asks for something that there is not.
    pub(super) fn fail_said(&mut self, message: String) {
        self.fail(|_| ParseError::unexpected(&message));
        self.stack.push(Syntax::Missing);
    }
}
