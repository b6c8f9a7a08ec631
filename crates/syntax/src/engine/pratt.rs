//! Categories: rules chosen by the next token, the longest result wins.
//!
//! What it is: a Pratt parser in which every rule checks its own precedence. Of rules that read equally much the one with
//! the higher priority is taken; equal ones give a `choice` node.
//! What it assumes: a rule gives one tree.
//! Source: upstream's `src/Lean/Parser/Basic.lean` (`longestMatchFn`, `prattParser`) and `Types.lean` (`withCacheFn`).

use super::antiquot::Prefer;
use super::memory::{Memory, Result as Remembered};
use super::tokens::Kind;
use super::{Context, Engine, Failure, MAX_DEPTH, TOO_DEEP};
use crate::grammar::{Behavior, Category, Entry, Grammar, Parser, prec};
use crate::message::ParseError;
use crate::persistent::List;
use crate::symbols::{NameId, Sym};
use crate::tree::Syntax;
use std::cmp::Ordering;
use std::rc::Rc;
use term::Name;

/// How much of the stack must be left for one more category, and by how much it grows otherwise.
const RED_ZONE: usize = 64 << 10;
const GROWTH: usize = 2 << 20;

/// The rules to try at a token, in their order.
struct Candidates<'a>(&'a [Option<&'a List<Entry>>]);

impl Candidates<'_> {
    fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter().flatten().flat_map(|list| list.iter())
    }

    fn len(&self) -> usize {
        self.0.iter().flatten().map(|list| list.len()).sum()
    }
}

impl Engine<'_> {
    /// A tree of a category whose precedence is at least `prec`.
    pub(super) fn category(&mut self, id: NameId, prec: u32) {
        let context = Context { prec, ..self.context };
        let before = std::mem::replace(&mut self.context, context);
        self.category_remembered(id);
        self.context = before;
    }

    #[inline(never)]
    fn category_remembered(&mut self, id: NameId) {
        if !self.telling && self.byte() != b'$' && self.nothing_begins(id) {
            self.failure = Some(Failure::Untold);
            return self.stack.push(Syntax::Missing);
        }
        let key = Memory::key(id, self.pos, self.context);
        if let Some(known) = self.memory.get(&key) {
            let known = known.clone();
            return self.recall(known);
        }
        if self.depth >= MAX_DEPTH {
            return self.fail_unexpected(TOO_DEEP);
        }
        self.depth += 1;
        let drop = std::mem::replace(&mut self.drop, self.stack.len());
        let end_of_token = self.tokens.find(self.pos).map(|place| self.tokens.at(place).stop);
        self.lhs_prec = 0;
        self.failure = None;
        stacker::maybe_grow(RED_ZONE, GROWTH, || self.category_read(id));
        self.drop = drop;
        self.depth -= 1;
        if self.telling || end_of_token != Some(self.pos) {
            // A single token is read again as fast as it is looked up.
            let known = self.result();
            self.memory.insert(key, known);
        }
    }

    /// Whether no rule of a category is tried at the next token.
    fn nothing_begins(&mut self, id: NameId) -> bool {
        let Some(kind) = self.peek_kind() else { return false };
        let Some(category) = self.grammar.category_by_id(id) else { return false };
        let has = |sym: Sym| category.leading.get(sym.0).is_some();
        category.leading_any.is_empty()
            && match kind {
                Kind::Atom(sym) | Kind::Literal(sym) => !has(sym),
                Kind::Ident { named, .. } => {
                    !has(self.known.ident) && (category.behavior == Behavior::Default || !named.is_some_and(has))
                }
            }
    }

    fn recall(&mut self, known: Remembered) {
        self.stack.push(known.stx);
        self.lhs_prec = known.lhs_prec;
        self.pos = known.pos;
        self.failure = known.failure;
    }

    fn result(&self) -> Remembered {
        Remembered {
            stx: self.stack.last().cloned().unwrap_or_default(),
            lhs_prec: self.lhs_prec,
            pos: self.pos,
            failure: self.failure.clone(),
        }
    }

    /// Runs `p` blind to what stands before it; with texts of errors asked for, remembers what it read.
    pub(super) fn with_cache(&mut self, id: NameId, p: &dyn Fn(&mut Self)) {
        let key = Memory::key(id, self.pos, self.context);
        // With texts of errors everything counts, since errors from which a rule recovers are told once.
        let known = if self.telling { self.memory.get(&key) } else { self.rules.get(&key) };
        if let Some(known) = known {
            let known = known.clone();
            return self.recall(known);
        }
        let height = self.stack.len();
        let drop = std::mem::replace(&mut self.drop, height);
        self.lhs_prec = 0;
        self.failure = None;
        p(self);
        self.drop = drop;
        if self.stack.len() == height + 1 {
            let known = self.result();
            match self.telling {
                true => self.memory.insert(key, known),
                false => self.rules.insert(key, known),
            }
        }
    }

    /// Runs `p` with nothing remembered, and in view of the whole stack.
    pub(super) fn with_reset_cache(&mut self, p: &dyn Fn(&mut Self)) {
        let memory = std::mem::take(&mut self.memory);
        let rules = std::mem::take(&mut self.rules);
        let drop = std::mem::replace(&mut self.drop, 0);
        p(self);
        self.drop = drop;
        self.memory = memory;
        self.rules = rules;
    }

    fn category_read(&mut self, id: NameId) {
        let Some(category) = self.grammar.category_by_id(id).cloned() else {
            let name = self.grammar.name(id);
            return self.fail_said(format!("unknown parser category '{name}'"));
        };
        let height = self.height();
        match self.byte() {
            // An antiquotation of the category is not also tried as each of its rules.
            b'$' => self.with_antiquot(&category.antiquot, Prefer::First, &|this| this.read_leading(&category)),
            _ => self.read_leading(&category),
        }
        if !self.failed() {
            self.read_trailing(&category);
        }
        if self.stack.len() != height + 1 {
            // A rule that gives more or less is one that a user has declared so.
            let last = if self.stack.len() > height { self.stack.pop() } else { None };
            self.stack.truncate(height);
            self.stack.push(last.unwrap_or_default());
        }
    }

    fn read_leading(&mut self, category: &Category) {
        let Some(place) = self.token(None) else { return };
        let table = |sym: Option<Sym>| sym.and_then(|sym| category.leading.get(sym.0));
        let ident = Some(self.known.ident);
        let (first, second) = match self.tokens.at(place).kind {
            Kind::Atom(sym) | Kind::Literal(sym) => (table(Some(sym)), None),
            Kind::Ident { named, .. } => match category.behavior {
                Behavior::Default => (table(ident), None),
                Behavior::Symbol => (table(named).or_else(|| table(ident)), None),
                Behavior::Both if named == ident => (table(ident), None),
                Behavior::Both => (table(named), table(ident)),
            },
        };
        let lists = [Some(&category.leading_any), first, second];
        let candidates = Candidates(&lists);
        if candidates.len() == 0 {
            let stx = self.tokens.at(place).stx.clone();
            return self.fail_token(stx, &|_| category.name.to_string().into());
        }
        let height = self.height();
        self.longest_match(None, &candidates);
        if self.height() != height + 1 {
            self.make_null(height);
        }
    }

    fn read_trailing(&mut self, category: &Category) {
        loop {
            let (height, pos) = (self.height(), self.pos);
            let Some(place) = self.token(None) else {
                // The token is bad, or ends this. If it does not belong here, whoever reads on will say so.
                return self.restore(height, pos);
            };
            let sym = match self.tokens.at(place).kind {
                Kind::Atom(sym) | Kind::Literal(sym) => sym,
                Kind::Ident { .. } => self.known.ident,
            };
            let lists = [category.trailing.get(sym.0), Some(&category.trailing_any)];
            let candidates = Candidates(&lists);
            if !self.telling && !candidates.iter().any(|entry| self.may_continue(&entry.p)) {
                return;
            }
            if candidates.len() == 0 {
                return;
            }
            let Some(left) = self.stack.pop() else { return };
            self.longest_match(Some(&left), &candidates);
            if self.failed() {
                if self.pos == pos {
                    // Rules like application seem to apply everywhere.
                    self.restore(height - 1, pos);
                    self.stack.push(left);
                }
                return;
            }
        }
    }

    /// Whether the precedences allow a rule to continue what was read.
    fn may_continue(&self, p: &Parser) -> bool {
        match p {
            Parser::Trailing { prec, lhs_prec, .. } => self.context.prec <= *prec && self.lhs_prec >= *lhs_prec,
            _ => true,
        }
    }

    fn longest_match(&mut self, left: Option<&Syntax>, candidates: &Candidates<'_>) {
        let mut entries = candidates.iter();
        let Some(first) = entries.next() else { return };
        let start = Start { height: self.height(), pos: self.pos, lhs_prec: self.lhs_prec };
        self.run_candidate(left, start.lhs_prec, &first.p);
        let mut prio = first.prio;
        for entry in entries {
            prio = self.longest_match_step(left, &start, prio, entry);
        }
        if self.height() > start.height + 1 {
            let known = self.known.clone();
            self.make_node(&known.kinds.choice, start.height);
        }
    }

    fn longest_match_step(&mut self, left: Option<&Syntax>, start: &Start, old_prio: u32, entry: &Entry) -> u32 {
        let old = Outcome { pos: self.pos, height: self.height(), lhs_prec: self.lhs_prec };
        let old_failure = self.failure.take();
        self.pos = start.pos;
        self.run_candidate(left, start.lhs_prec, &entry.p);
        let old_score = (old.pos, old_failure.is_none(), old_prio);
        match old_score.cmp(&(self.pos, !self.failed(), entry.prio)) {
            Ordering::Less => {
                self.stack.drain(start.height..old.height);
                entry.prio
            }
            Ordering::Greater => {
                self.stack.truncate(old.height);
                (self.pos, self.lhs_prec, self.failure) = (old.pos, old.lhs_prec, old_failure);
                old_prio
            }
            Ordering::Equal => {
                match (old_failure, &self.failure) {
                    // The precedence of a choice is not clear; the lower one is safe.
                    (None, _) => self.lhs_prec = self.lhs_prec.min(old.lhs_prec),
                    (Some(Failure::Told(old_error)), Some(Failure::Told(error))) => {
                        if !old_error.same(error) {
                            self.failure = Some(Failure::Told(Rc::new(old_error.merge(error))));
                        }
                        self.stack.truncate(old.height);
                    }
                    _ => self.stack.truncate(old.height),
                }
                entry.prio
            }
        }
    }

    /// Runs a rule, which gives one tree or fails.
    fn run_candidate(&mut self, left: Option<&Syntax>, lhs_prec: u32, p: &Parser) {
        self.lhs_prec = if left.is_some() { lhs_prec } else { prec::MAX };
        let height = self.height();
        self.stack.extend(left.cloned());
        self.run(p);
        if self.height() == height + 1 {
            return;
        }
        self.stack.truncate(height);
        match self.failed() {
            true => self.stack.push(Syntax::Missing),
            false => self.fail_expected("longestMatch parsers must generate exactly one Syntax node"),
        }
    }

    /// The parser that an identifier on the stack names (`parserOfStack`).
    pub(super) fn parser_of_stack(&mut self, offset: usize) {
        let visible = self.stack.len() - self.drop;
        if visible < offset + 1 {
            return self.fail_unexpected("failed to determine parser using syntax stack, stack is too small");
        }
        let id = self.stack[self.stack.len() - offset - 1].clone();
        let Some(name) = id.ident_name().cloned() else {
            let message = "failed to determine parser using syntax stack, the specified element on the stack is not an identifier";
            return self.fail_unexpected(message);
        };
        let height = self.height();
        let before = self.context;
        self.context.prec = 0;
        self.run_named(&id, &name);
        self.context = before;
        if !self.failed() && self.height() != height + 1 {
            self.fail_unexpected("expected parser to return exactly one syntax object");
        }
    }

    fn run_named(&mut self, id: &Syntax, name: &Name) {
        if let Some(category) = self.grammar.category(name) {
            let id = category.id;
            return self.category(id, self.context.prec);
        }
        let declared: Vec<_> =
            self.scope.resolve_global(id).iter().filter_map(|decl| self.grammar.parser(decl).cloned()).collect();
        match declared.as_slice() {
            [p] => {
                let p = p.clone();
                self.with_tokens_of(&p);
            }
            [] => match crate::extend::alias::constant(&self.grammar, name) {
                Some(p) => self.run(&p),
                None => self.fail_said(format!("unknown parser `{name}")),
            },
            _ => self.fail_said(format!("ambiguous parser name `{name}")),
        }
    }

    /// Runs a parser that may belong to no category, so that its tokens may not be known yet.
    fn with_tokens_of(&mut self, p: &crate::grammar::P) {
        let mut grammar = self.grammar.clone();
        // An empty token is an error where the parser is declared.
        let _ = grammar.add_mentions(p);
        self.with_grammar(grammar, &|this| this.run(p));
    }

    /// Runs `p` with another grammar and nothing remembered.
    fn with_grammar(&mut self, grammar: Grammar, p: &dyn Fn(&mut Self)) {
        let before = std::mem::replace(&mut self.grammar, grammar);
        self.tokens.clear();
        self.with_reset_cache(p);
        self.grammar = before;
        self.tokens.clear();
    }

    pub(super) fn with_open(&mut self, p: &Parser) {
        match self.back().filter(|stx| stx.is_kind("Lean.Parser.Command.open")).map(|stx| stx.arg(1).clone()) {
            Some(decl) => self.with_open_decl_of(&decl, p),
            None => self.run(p),
        }
    }

    pub(super) fn with_open_decl(&mut self, p: &Parser) {
        match self.back().cloned() {
            Some(decl) => self.with_open_decl_of(&decl, p),
            None => self.run(p),
        }
    }

    fn with_open_decl_of(&mut self, decl: &Syntax, p: &Parser) {
        // The other forms open nothing that has scoped syntax.
        let ids = if decl.is_kind("Lean.Parser.Command.openSimple") {
            decl.arg(0)
        } else if decl.is_kind("Lean.Parser.Command.openScoped") {
            decl.arg(1)
        } else {
            return self.run(p);
        };
        let mut grammar = self.grammar.clone();
        let mut opened: Vec<Name> = Vec::new();
        for id in ids.args().iter().filter_map(Syntax::ident_name) {
            for namespace in self.scope.resolve_namespace(id, &opened) {
                grammar = self.scope.activate(&grammar, &namespace);
                opened.push(namespace);
            }
        }
        self.with_grammar(grammar, &|this| this.run(p));
    }

    /// The error of a parse that failed, as it is told.
    pub(super) fn error(&self) -> Option<ParseError> {
        self.failure.as_ref().map(Self::told)
    }
}

/// Where a choice between rules begins.
struct Start {
    height: usize,
    pos: u32,
    lhs_prec: u32,
}

/// What a rule came to.
struct Outcome {
    pos: u32,
    height: usize,
    lhs_prec: u32,
}
