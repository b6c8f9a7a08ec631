//! The table of parsers: what each description does.
//!
//! What it is: one function for each of upstream's combinators. [`Engine::run`] says which.
//! Source: upstream's `src/Lean/Parser/Basic.lean`.

use super::{Context, Engine, Failure, Recovered};
use crate::engine::antiquot::Prefer;
use crate::engine::lex::Escapes;
use crate::engine::tokens::Kind;
use crate::grammar::guard::Starts;
use crate::grammar::{Class, Leading, P, Parser, SkipUntil, Token};
use crate::message::ParseError;
use crate::symbols::Sym;
use crate::tree::{SourceInfo, Syntax};
use std::rc::Rc;
use term::Name;

/// `'token'`, as messages name tokens.
fn quoted(text: &str) -> Rc<str> {
    format!("'{}'", text.trim()).into()
}

impl Engine<'_> {
    /// Runs a parser.
    pub(super) fn run(&mut self, p: &Parser) {
        match p {
            Parser::Seq(parts) => self.seq(parts),
            Parser::OrElse(parts) => self.or_else(parts),
            Parser::Node { kind, p } => self.node(kind, p),
            Parser::Leading(rule) => self.leading(rule),
            Parser::Trailing { kind, prec, lhs_prec, p } => self.trailing(kind, *prec, *lhs_prec, p),
            Parser::Symbol(token) => self.symbol_with_antiquot(token),
            Parser::NonReserved { token, .. } => self.non_reserved(token),
            Parser::Unicode { token, ascii, .. } => self.unicode_symbol(token, ascii),
            Parser::Class(class) => self.class_with_antiquot(*class),
            Parser::CommentBody => self.comment_body(),
            Parser::RawChar(c) => self.raw_char(*c),
            Parser::HygieneInfo => self.hygiene_info(),
            Parser::InterpolatedStr(p) => self.interpolated_str_with_antiquot(p),
            Parser::Cat { cat, prec } => self.category(*cat, *prec),
            Parser::OfStack { offset } => self.parser_of_stack(*offset),
            Parser::Optional(p) => self.optional(p),
            Parser::Many(p) => self.many(p),
            Parser::Many1(p) => self.many1(p),
            Parser::Many1Unbox(p) => self.many1_unbox(p),
            Parser::SepBy { p, psep, trailing, nonempty } => self.sep_by(p, psep, *trailing, *nonempty),
            Parser::Spliced { kind, p, suffix } => self.spliced(*kind, p, suffix),
            Parser::WithAntiquot { antiquot, p } => self.with_antiquot(antiquot, Prefer::Longest, &|this| this.run(p)),
            Parser::Atomic(p) => self.atomic(p),
            Parser::Lookahead(p) => self.lookahead(p),
            Parser::NotFollowedBy { p, msg } => self.not_followed_by(p, msg),
            Parser::Recover { p, skip } => self.recover(p, *skip),
            Parser::WithPosition(p) => self.with_context(Context { saved_pos: Some(self.pos), ..self.context }, p),
            Parser::WithPositionAfterLinebreak(p) => self.with_position_after_linebreak(p),
            Parser::WithoutPosition(p) => self.with_context(Context { saved_pos: None, ..self.context }, p),
            Parser::WithForbidden { token, p } => {
                self.with_context(Context { forbidden: Some(token.sym), ..self.context }, p);
            }
            Parser::WithoutForbidden(p) => self.with_context(Context { forbidden: None, ..self.context }, p),
            Parser::QuotDepth { delta, p } => {
                let quot_depth = self.context.quot_depth.saturating_add_signed(*delta);
                self.with_context(Context { quot_depth, ..self.context }, p);
            }
            Parser::WithResetCache(p) => self.with_reset_cache(&|this| this.run(p)),
            Parser::WithCache { id, p } => self.with_cache(*id, &|this| this.run(p)),
            Parser::SetExpected { expected, p } => self.set_expected(expected, p),
            Parser::WithOpen(p) => self.with_open(p),
            Parser::WithOpenDecl(p) => self.with_open_decl(p),
            Parser::CheckPrec(prec) => self.check_prec(*prec),
            Parser::CheckLhsPrec(prec) => self.check_lhs_prec(*prec),
            Parser::CheckWs(msg) => self.check_ws(msg),
            Parser::CheckNoWs(msg) => self.check_no_ws(msg),
            Parser::CheckLinebreak(msg) => self.check_linebreak(msg),
            Parser::CheckCol { cmp, msg } => self.check_col(*cmp, msg),
            Parser::CheckStackTop { shape, msg } => self.check_stack_top(*shape, msg),
            Parser::ErrorAtSavedPos { msg, delta } => self.error_at_saved_pos(msg, *delta),
            Parser::PushNone => self.push_none(),
            Parser::Guarded { starts, p } => self.guarded(starts, p),
            Parser::Skip | Parser::Hint(_) => {}
            Parser::HintAround(_, p) => self.run(p),
        }
    }

    /// Whether it is clear that `p` fails at once, and nobody asks why.
    fn fails_at_once(&mut self, p: &Parser) -> bool {
        match p {
            Parser::Guarded { starts, .. } => !self.telling && self.byte() != b'$' && !self.may_begin(starts),
            _ => false,
        }
    }

    /// Runs `p` unless it is clear that it fails.
    fn guarded(&mut self, starts: &Starts, p: &Parser) {
        if self.telling || self.byte() == b'$' || self.may_begin(starts) {
            return self.run(p);
        }
        self.failure = Some(Failure::Untold);
        self.stack.push(Syntax::Missing);
    }

    /// Whether the next token is one of `starts`, or no token.
    fn may_begin(&mut self, starts: &Starts) -> bool {
        let Some(kind) = self.peek_kind() else { return true };
        let contains = |syms: &[Sym], sym: Sym| match syms.len() {
            0..=8 => syms.contains(&sym),
            _ => syms.binary_search(&sym).is_ok(),
        };
        match kind {
            Kind::Atom(sym) | Kind::Literal(sym) => contains(&starts.tokens, sym),
            Kind::Ident { spelled, .. } => starts.ident || spelled.is_some_and(|sym| contains(&starts.words, sym)),
        }
    }

    fn seq(&mut self, parts: &[P]) {
        for part in parts {
            self.run(part);
            if self.failed() {
                return;
            }
        }
    }

    fn or_else(&mut self, parts: &[P]) {
        match parts {
            [] => {}
            [last] => self.run(last),
            [first, rest @ ..] if self.fails_at_once(first) => self.or_else(rest),
            [first, rest @ ..] => self.or_else_core(Prefer::Merge, &|this| this.run(first), &|this| this.or_else(rest)),
        }
    }

    fn node(&mut self, kind: &Name, p: &Parser) {
        let height = self.height();
        self.run(p);
        self.make_node(kind, height);
    }

    fn leading(&mut self, rule: &Leading) {
        match rule.cache {
            Some(id) => self.with_cache(id, &|this| this.leading_with_antiquot(rule)),
            None => self.leading_with_antiquot(rule),
        }
    }

    fn leading_with_antiquot(&mut self, rule: &Leading) {
        match &rule.antiquot {
            Some(antiquot) if self.byte() == b'$' => {
                self.with_antiquot(antiquot, Prefer::Longest, &|this| this.leading_node(rule));
            }
            _ => self.leading_node(rule),
        }
    }

    fn leading_node(&mut self, rule: &Leading) {
        self.check_prec(rule.prec);
        if self.failed() {
            return;
        }
        self.node(&rule.kind, &rule.p);
        if !self.failed() {
            self.lhs_prec = rule.prec;
        }
    }

    fn trailing(&mut self, kind: &Name, prec: u32, lhs_prec: u32, p: &Parser) {
        self.check_prec(prec);
        if self.failed() {
            return;
        }
        self.check_lhs_prec(lhs_prec);
        if self.failed() {
            return;
        }
        let height = self.height();
        self.run(p);
        // What is continued was pushed just before.
        let node = Syntax::node(kind.clone(), self.stack.split_off(height - 1));
        self.stack.push(node);
        if !self.failed() {
            self.lhs_prec = prec;
        }
    }

    /// A token without an antiquotation (`symbolNoAntiquot`).
    #[inline]
    pub(super) fn symbol(&mut self, token: &Token) {
        let Some(place) = self.token(Some(&|_| quoted(&token.text))) else { return };
        match self.tokens.at(place).kind {
            Kind::Atom(sym) if sym == token.sym => self.take(place),
            _ => {
                let stx = self.tokens.at(place).stx.clone();
                self.fail_token(stx, &|_| quoted(&token.text));
            }
        }
    }

    fn symbol_with_antiquot(&mut self, token: &Token) {
        self.symbol(token);
        if self.byte() == b'%' {
            self.token_antiquot();
        }
    }

    fn non_reserved(&mut self, token: &Token) {
        self.non_reserved_core(token);
        if self.byte() == b'%' {
            self.token_antiquot();
        }
    }

    /// A token, or an identifier of that spelling (`nonReservedSymbolNoAntiquot`).
    pub(super) fn non_reserved_core(&mut self, token: &Token) {
        let Some(place) = self.token(Some(&|_| quoted(&token.text))) else { return };
        match self.tokens.at(place).kind {
            Kind::Atom(sym) if sym == token.sym => self.take(place),
            Kind::Ident { spelled: Some(sym), .. } if sym == token.sym => {
                let found = self.tokens.at(place);
                self.pos = found.stop;
                let atom = Syntax::atom(found.stx.own_info(), self.grammar.symbol_text(sym));
                self.stack.push(atom);
            }
            _ => {
                let stx = self.tokens.at(place).stx.clone();
                self.fail_token(stx, &|_| quoted(&token.text));
            }
        }
    }

    fn unicode_symbol(&mut self, token: &Token, ascii: &Token) {
        // One expectation, not two, as upstream has it.
        let expected = |_: &Self| -> Rc<str> { format!("'{}', '{}'", token.text.trim(), ascii.text.trim()).into() };
        if let Some(place) = self.token(Some(&expected)) {
            match self.tokens.at(place).kind {
                Kind::Atom(sym) if sym == token.sym || sym == ascii.sym => self.take(place),
                _ => {
                    let stx = self.tokens.at(place).stx.clone();
                    self.fail_token(stx, &expected);
                }
            }
        }
        if self.byte() == b'%' {
            self.token_antiquot();
        }
    }

    fn class_with_antiquot(&mut self, class: Class) {
        if self.byte() == b'$' {
            let known = self.known.clone();
            let antiquot = &known.class_antiquots[class as usize];
            return self.with_antiquot(antiquot, Prefer::Longest, &|this| this.class(class));
        }
        self.class(class);
    }

    /// A token of a class, without an antiquotation.
    pub(super) fn class(&mut self, class: Class) {
        match class {
            Class::RawIdent => return self.raw_ident(),
            Class::FieldIdx => return self.field_idx(),
            Class::Hexnum => return self.hexnum(),
            _ => {}
        }
        let expected = |_: &Self| -> Rc<str> { class.description().into() };
        let Some(place) = self.token(Some(&expected)) else { return };
        let fits = match (self.tokens.at(place).kind, class) {
            (Kind::Ident { .. }, Class::Ident) => true,
            (Kind::Literal(kind), class) => kind == self.known.class_sym(class),
            _ => false,
        };
        if fits {
            return self.take(place);
        }
        let stx = self.tokens.at(place).stx.clone();
        self.fail_token(stx, &expected);
    }

    fn raw_ident(&mut self) {
        if self.at_end() {
            return self.fail_at_end(None);
        }
        let start = self.pos;
        let end = match self.ident_end(start) {
            Ok(Some(end)) => end,
            Ok(None) => return self.fail_expected("token"),
            Err(bad) => return self.fail_lexing(&bad),
        };
        let (trailing, trouble) = match self.trivia(end) {
            Ok(trailing) => (trailing, None),
            Err(bad) => (bad.pos, Some(bad.unexpected)),
        };
        let info = SourceInfo::Original { leading: start, pos: start, end_pos: end, trailing };
        let known = self.session.ident(self.source.slice(start..end), &self.grammar);
        let stx = Syntax::ident(info, known.raw.clone(), known.name.clone());
        self.stack.push(stx);
        self.pos = trailing;
        if let Some(message) = trouble {
            self.fail(|_| ParseError::unexpected(message));
        }
    }

    fn field_idx(&mut self) {
        let start = self.pos;
        if !matches!(self.byte(), b'1'..=b'9') {
            return self.fail_expected("field index");
        }
        while self.byte().is_ascii_digit() {
            self.pos += 1;
        }
        let known = self.known.clone();
        self.push_literal(&known.kinds.class[Class::FieldIdx as usize], start, true);
    }

    fn hexnum(&mut self) {
        let start = self.pos;
        if self.at_end() {
            return self.fail_at_end(None);
        }
        if !self.byte().is_ascii_hexdigit() {
            return self.fail_expected("hexadecimal numeral");
        }
        while self.byte().is_ascii_hexdigit() {
            self.pos += 1;
        }
        let known = self.known.clone();
        self.push_literal(&known.kinds.class[Class::Hexnum as usize], start, true);
    }

    fn comment_body(&mut self) {
        let start = self.pos;
        match self.comment_end(start) {
            Ok(end) => self.push_raw(start, end, true),
            Err(bad) => self.fail_lexing(&bad),
        }
    }

    /// Pushes text as an atom (`rawFn`).
    fn push_raw(&mut self, start: u32, end: u32, trailing_ws: bool) {
        let (trailing, trouble) = match trailing_ws.then(|| self.trivia(end)) {
            None => (end, None),
            Some(Ok(trailing)) => (trailing, None),
            Some(Err(bad)) => (bad.pos, Some(bad.unexpected)),
        };
        let info = SourceInfo::Original { leading: start, pos: start, end_pos: end, trailing };
        self.stack.push(Syntax::atom(info, self.source.slice(start..end)));
        self.pos = trailing;
        if let Some(message) = trouble {
            self.fail(|_| ParseError::unexpected(message));
        }
    }

    fn raw_char(&mut self, c: char) {
        let start = self.pos;
        match self.char_at(start) {
            None => self.fail_at_end(None),
            Some(other) if other == c => self.push_raw(start, start + c.len_utf8() as u32, false),
            Some(_) => self.fail_unexpected(&format!("'{c}'")),
        }
    }

    fn hygiene_info(&mut self) {
        if self.byte() == b'$' {
            let known = self.known.clone();
            let antiquot = &known.hygiene_antiquot;
            return self.with_antiquot(antiquot, Prefer::Longest, &|this| this.hygiene_info_core());
        }
        self.hygiene_info_core();
    }

    fn hygiene_info_core(&mut self) {
        let mut place = (self.pos, self.pos);
        if let Some(Some(SourceInfo::Original { leading, pos, end_pos, trailing })) = self.back().map(Syntax::tail_info)
        {
            // The node stands right after the token before it, and takes the trivia from it, so that checks for white
            // space see through it.
            let info = SourceInfo::Original { leading, pos, end_pos, trailing: end_pos };
            if let Some(previous) = self.stack.pop() {
                self.stack.push(previous.with_tail_info(info));
            }
            place = (end_pos, trailing);
        }
        let (at, trailing) = place;
        let info = SourceInfo::Original { leading: at, pos: at, end_pos: at, trailing };
        let ident = Syntax::ident(info, "", Name::anonymous());
        self.stack.push(Syntax::node(self.known.kinds.hygiene_info.clone(), [ident]));
    }

    fn interpolated_str_with_antiquot(&mut self, p: &Parser) {
        if self.byte() == b'$' {
            let known = self.known.clone();
            let antiquot = &known.interpolated_antiquot;
            return self.with_antiquot(antiquot, Prefer::Longest, &|this| this.interpolated_str(p));
        }
        self.interpolated_str(p);
    }

    fn interpolated_str(&mut self, p: &Parser) {
        if self.at_end() {
            return self.fail_at_end(None);
        }
        if self.byte() != b'"' {
            return self.fail_expected("interpolated string");
        }
        let known = self.known.clone();
        let height = self.height();
        let mut start = self.pos;
        self.pos += 1;
        loop {
            let rest = &self.text[self.pos as usize..];
            let Some(at) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | b'{')) else {
                self.pos = self.text.len() as u32;
                self.fail_expected("unterminated string literal");
                return self.make_node(&known.kinds.interpolated_str, height);
            };
            let found = rest[at];
            self.pos += at as u32 + 1;
            match found {
                b'"' => {
                    self.push_literal(&known.kinds.interpolated_str_lit, start, true);
                    return self.make_node(&known.kinds.interpolated_str, height);
                }
                b'\\' => match self.escape(self.pos, Escapes::Interpolated) {
                    Ok(end) => self.pos = end,
                    Err(bad) => return self.fail_lexing(&bad),
                },
                _ => {
                    self.push_literal(&known.kinds.interpolated_str_lit, start, true);
                    if !self.failed() {
                        self.with_context(Context { saved_pos: None, ..self.context }, p);
                    }
                    if self.failed() {
                        return;
                    }
                    start = self.pos;
                    if self.byte() != b'}' {
                        self.fail_expected("'}'");
                        return self.make_node(&known.kinds.interpolated_str, height);
                    }
                    self.pos += 1;
                }
            }
        }
    }

    fn optional(&mut self, p: &Parser) {
        let (height, pos) = (self.height(), self.pos);
        if self.fails_at_once(p) {
            return self.make_null(height);
        }
        self.run(p);
        if self.failed() && self.pos == pos {
            self.restore(height, pos);
        }
        self.make_null(height);
    }

    fn many(&mut self, p: &Parser) {
        let height = self.height();
        self.many_rest(p);
        self.make_null(height);
    }

    fn many1(&mut self, p: &Parser) {
        let height = self.height();
        self.run(p);
        if !self.failed() {
            self.many_rest(p);
        }
        self.make_null(height);
    }

    fn many1_unbox(&mut self, p: &Parser) {
        self.many1(p);
        if self.failed() {
            return;
        }
        if let Some(Syntax::Node(node)) = self.back()
            && let [only] = node.args()
        {
            let only = only.clone();
            self.stack.pop();
            self.stack.push(only);
        }
    }

    fn many_rest(&mut self, p: &Parser) {
        loop {
            let (height, pos) = (self.height(), self.pos);
            if self.fails_at_once(p) {
                return;
            }
            self.run(p);
            if self.failed() {
                if self.pos == pos {
                    self.restore(height, pos);
                }
                return;
            }
            if self.pos == pos {
                let message = "invalid 'many' parser combinator application, parser did not consume anything";
                return self.fail_unexpected(message);
            }
            if self.height() > height + 1 {
                self.make_null(height);
            }
        }
    }

    fn sep_by(&mut self, p: &Parser, psep: &Parser, trailing: bool, nonempty: bool) {
        let start = self.height();
        let mut may_stop = !nonempty;
        loop {
            let (height, pos) = (self.height(), self.pos);
            self.run(p);
            if self.failed() {
                if self.pos > pos {
                } else if may_stop {
                    self.restore(height, pos);
                } else {
                    // Shows that the list is not complete.
                    self.stack.push(Syntax::Missing);
                }
                break;
            }
            if self.height() > height + 1 {
                self.make_null(height);
            }
            let (height, pos) = (self.height(), self.pos);
            self.run(psep);
            if self.failed() {
                self.restore(height, pos);
                break;
            }
            if self.height() > height + 1 {
                self.make_null(height);
            }
            may_stop = trailing;
        }
        self.make_null(start);
    }

    fn atomic(&mut self, p: &Parser) {
        let pos = self.pos;
        self.run(p);
        if self.failed() {
            self.pos = pos;
        }
    }

    fn lookahead(&mut self, p: &Parser) {
        let (height, pos) = (self.height(), self.pos);
        self.run(p);
        if !self.failed() {
            self.restore(height, pos);
        }
    }

    fn not_followed_by(&mut self, p: &Parser, msg: &str) {
        let (height, pos) = (self.height(), self.pos);
        self.run(p);
        let found = !self.failed();
        self.restore(height, pos);
        if found {
            self.fail_unexpected(&format!("unexpected {msg}"));
        }
    }

    fn recover(&mut self, p: &Parser, skip: SkipUntil) {
        self.run(p);
        let Some(failure) = self.failure.take() else { return };
        self.skip_until(skip);
        match &failure {
            Failure::Untold => self.recovered_untold = true,
            Failure::Told(_) => {
                let (pos, stack) = (self.pos, self.stack[self.drop..].to_vec());
                self.recovered.push(Recovered { pos, stack, error: Self::told(&failure) });
            }
        }
    }

    fn skip_until(&mut self, skip: SkipUntil) {
        let also: &[u8] = match skip {
            SkipUntil::Nothing => return,
            SkipUntil::Ws => b"",
            SkipUntil::WsOrDelim => b"():{}|",
            SkipUntil::WsOrComma => b",}",
        };
        let is_ws = |byte: u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        while !self.at_end() && !is_ws(self.byte()) && !also.contains(&self.byte()) {
            self.pos += 1;
        }
        while !self.at_end() && is_ws(self.byte()) {
            self.pos += 1;
        }
    }

    fn set_expected(&mut self, expected: &[Rc<str>], p: &Parser) {
        self.run(p);
        self.replace_expected(expected);
    }

    pub(super) fn replace_expected(&mut self, expected: &[Rc<str>]) {
        if let Some(Failure::Told(error)) = &self.failure {
            let error = ParseError { expected: expected.to_vec(), ..(**error).clone() };
            self.failure = Some(Failure::Told(Rc::new(error)));
        }
    }

    fn push_none(&mut self) {
        let none = Syntax::node(self.known.kinds.null.clone(), []);
        self.stack.push(none);
    }
}
