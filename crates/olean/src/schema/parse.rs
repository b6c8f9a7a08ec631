//! The text of a schema into its table. The format is described at the head of each schema file.

use super::{Body, Builtin, Ctor, Def, DefId, ExprId, Field, Head, Scalar, Schema, Slot, TypeExpr};
use rt::layout::{Width, limit, tag};
use std::collections::HashMap;
use std::fmt;

/// Deepest nesting of a type expression.
const MAX_DEPTH: usize = 32;

/// What is wrong with a schema text, and on which line (from 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Line number.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "schema line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for ParseError {}

type R<T> = Result<T, String>;

/// A piece of a line: a word, or a parenthesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    Open,
    Close,
}

/// A line that declares a type, and the lines of its constructors.
struct Block<'t> {
    line: usize,
    tokens: Vec<Token<'t>>,
    ctors: Vec<(usize, Vec<Token<'t>>)>,
}

struct Parser {
    exprs: Vec<TypeExpr>,
    interned: HashMap<TypeExpr, ExprId>,
    def_index: HashMap<Box<str>, DefId>,
    /// Number of parameters, and for an enumeration its number of constructors.
    shapes: Vec<(usize, Option<usize>)>,
}

impl Schema {
    /// Reads a schema text.
    ///
    /// # Errors
    /// The first line that is not of the format, names an unknown type or breaks a limit of the object layout.
    pub fn parse(text: &str) -> Result<Schema, ParseError> {
        let (singles, blocks) = split(text);
        let mut parser =
            Parser { exprs: Vec::new(), interned: HashMap::new(), def_index: HashMap::new(), shapes: Vec::new() };
        for block in &blocks {
            parser.announce(&block.tokens).map_err(|reason| ParseError { line: block.line, reason })?;
        }
        let mut defs = Vec::with_capacity(blocks.len());
        for block in &blocks {
            defs.push(parser.block(block)?);
        }
        let mut head = Heading::default();
        for (line, tokens) in &singles {
            head.line(tokens, &mut parser).map_err(|reason| ParseError { line: *line, reason })?;
        }
        let missing = |what: &str| ParseError { line: text.lines().count(), reason: format!("no `{what}` line") };
        let (version, commit) = head.lean.ok_or_else(|| missing("lean"))?;
        Ok(Schema {
            version,
            commit,
            root: head.root.ok_or_else(|| missing("root"))?,
            extensions: head.extensions,
            dynamics: head.dynamics,
            defs,
            def_index: parser.def_index,
            exprs: parser.exprs,
        })
    }
}

/// The lines that are not declarations.
#[derive(Default)]
struct Heading {
    lean: Option<(Box<str>, Box<str>)>,
    root: Option<ExprId>,
    extensions: Vec<(Box<str>, Option<ExprId>)>,
    dynamics: HashMap<Box<str>, ExprId>,
}

impl Heading {
    fn line(&mut self, tokens: &[Token], parser: &mut Parser) -> R<()> {
        match tokens {
            [Token::Word("lean"), Token::Word(version), Token::Word(commit)] => {
                self.lean = Some(((*version).into(), (*commit).into()));
            }
            [Token::Word("root"), ty @ ..] => self.root = Some(parser.whole(ty, &[])?),
            [Token::Word("extension"), Token::Word(name), Token::Word("unknown")] => {
                self.extensions.push(((*name).into(), None));
            }
            [Token::Word("extension"), Token::Word(name), ty @ ..] => {
                self.extensions.push(((*name).into(), Some(parser.whole(ty, &[])?)));
            }
            [Token::Word("dynamic"), Token::Word(name), ty @ ..] => {
                let ty = parser.whole(ty, &[])?;
                self.dynamics.insert((*name).into(), ty);
            }
            _ => return Err("neither a declaration nor `lean`, `root`, `extension` or `dynamic`".into()),
        }
        Ok(())
    }
}

/// Sorts the lines into single ones and declarations.
fn split(text: &str) -> (Vec<(usize, Vec<Token<'_>>)>, Vec<Block<'_>>) {
    let (mut singles, mut blocks): (Vec<_>, Vec<Block>) = (Vec::new(), Vec::new());
    for (i, raw) in text.lines().enumerate() {
        let (line, tokens) = (i + 1, tokens(raw));
        match tokens.first() {
            None => {}
            Some(_) if raw.starts_with(' ') => match blocks.last_mut() {
                Some(block) => block.ctors.push((line, tokens)),
                None => singles.push((line, tokens)),
            },
            Some(Token::Word("type" | "enum")) => blocks.push(Block { line, tokens, ctors: Vec::new() }),
            Some(_) => singles.push((line, tokens)),
        }
    }
    (singles, blocks)
}

/// The tokens of a line up to its comment. `«…»` may hold anything.
fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut start = None;
    let mut quoted = false;
    let push = |out: &mut Vec<_>, start: &mut Option<usize>, end: usize| {
        if let Some(s) = start.take() {
            out.push(Token::Word(&line[s..end]));
        }
    };
    for (i, c) in line.char_indices() {
        match c {
            '»' => quoted = false,
            _ if quoted => {}
            '«' => {
                quoted = true;
                start.get_or_insert(i);
            }
            '#' if start.is_none() => return out,
            '(' | ')' => {
                push(&mut out, &mut start, i);
                out.push(if c == '(' { Token::Open } else { Token::Close });
            }
            _ if c.is_whitespace() => push(&mut out, &mut start, i),
            _ => {
                start.get_or_insert(i);
            }
        }
    }
    push(&mut out, &mut start, line.len());
    out
}

fn words<'t>(tokens: &[Token<'t>]) -> R<Vec<&'t str>> {
    tokens
        .iter()
        .map(|t| match t {
            Token::Word(w) => Ok(*w),
            Token::Open | Token::Close => Err("a parenthesis where a name belongs".into()),
        })
        .collect()
}

/// A built-in type by name, with its number of arguments.
fn builtin(name: &str) -> Option<(Builtin, usize)> {
    use Builtin as B;
    Some(match name {
        "Nat" => (B::Nat, 0),
        "Int" => (B::Int, 0),
        "String" => (B::String, 0),
        "Bool" => (B::Scalar(Scalar::Bool), 0),
        "UInt8" => (B::Scalar(Scalar::U8), 0),
        "UInt16" => (B::Scalar(Scalar::U16), 0),
        "UInt32" => (B::Scalar(Scalar::U32), 0),
        "UInt64" => (B::Scalar(Scalar::U64), 0),
        "Int8" => (B::Scalar(Scalar::I8), 0),
        "Int16" => (B::Scalar(Scalar::I16), 0),
        "Int32" => (B::Scalar(Scalar::I32), 0),
        "Int64" => (B::Scalar(Scalar::I64), 0),
        "Char" => (B::Scalar(Scalar::Char), 0),
        "Float" => (B::Scalar(Scalar::F64), 0),
        "Float32" => (B::Scalar(Scalar::F32), 0),
        "USize" => (B::USize, 0),
        "ISize" => (B::ISize, 0),
        "ByteArray" => (B::ByteArray, 0),
        "FloatArray" => (B::FloatArray, 0),
        "Array" => (B::Array, 1),
        "Thunk" => (B::Thunk, 1),
        "Task" => (B::Task, 1),
        "Dynamic" => (B::Dynamic, 0),
        "ExtensionPair" => (B::ExtensionPair, 0),
        "fn" => (B::Fn, 0),
        "any" => (B::Any, 0),
        _ => return None,
    })
}

impl Parser {
    /// Enters a declaration's name, so that types may refer to each other in any order.
    fn announce(&mut self, tokens: &[Token]) -> R<()> {
        let words = words(tokens)?;
        let [kind, name, rest @ ..] = &*words else { return Err("a declaration needs a name".into()) };
        let shape = if *kind == "enum" { (0, Some(rest.len())) } else { (rest.len(), None) };
        let id = DefId(self.shapes.len() as u32);
        self.shapes.push(shape);
        if builtin(name).is_some() || self.def_index.insert((*name).into(), id).is_some() {
            return Err(format!("`{name}` is declared twice"));
        }
        Ok(())
    }

    fn block(&mut self, block: &Block) -> Result<Def, ParseError> {
        let at = |line: usize| move |reason: String| ParseError { line, reason };
        let words = words(&block.tokens).map_err(at(block.line))?;
        let (name, rest) = (words[1], &words[2..]);
        let boxed = |names: &[&str]| names.iter().map(|n| Box::from(*n)).collect::<Box<[Box<str>]>>();
        if words[0] == "enum" {
            if rest.len() < 2 || !block.ctors.is_empty() {
                return Err(at(block.line)("an enumeration has two constructors or more, on one line".into()));
            }
            return Ok(Def { name: name.into(), params: Box::default(), body: Body::Enum(boxed(rest)) });
        }
        if block.ctors.len() > usize::from(tag::MAX_CTOR) + 1 {
            return Err(at(block.line)("more constructors than there are tags".into()));
        }
        let mut ctors = Vec::with_capacity(block.ctors.len());
        for (line, tokens) in &block.ctors {
            ctors.push(self.ctor(tokens, rest).map_err(at(*line))?);
        }
        Ok(Def { name: name.into(), params: boxed(rest), body: Body::Data(ctors.into()) })
    }

    fn ctor(&mut self, tokens: &[Token], params: &[&str]) -> R<Ctor> {
        let [Token::Word(name), rest @ ..] = tokens else { return Err("a constructor needs a name".into()) };
        let mut raw = Vec::new();
        let mut rest = rest;
        while let [Token::Word(word), after @ ..] = rest {
            rest = after;
            let (field, ty) = word.split_once(':').ok_or_else(|| format!("`{word}` is not FIELD:TYPE"))?;
            let id = if ty.is_empty() {
                let [Token::Open, after @ ..] = rest else { return Err(format!("`{field}` has no type")) };
                let (id, after) = self.application(after, params, 0)?;
                let [Token::Close, after @ ..] = after else { return Err("a parenthesis is not closed".into()) };
                rest = after;
                id
            } else {
                self.application(&[Token::Word(ty)], params, 0)?.0
            };
            let (computed, field) = match field.strip_prefix('@') {
                Some(f) => (true, f),
                None => (false, field),
            };
            raw.push((Box::from(field), computed, id));
        }
        if !rest.is_empty() {
            return Err("a parenthesis where a field belongs".into());
        }
        self.lay_out(name, raw)
    }

    /// Upstream's order: boxed fields, pointer-wide fields, then scalars by decreasing size.
    fn lay_out(&self, name: &str, raw: Vec<(Box<str>, bool, ExprId)>) -> R<Ctor> {
        let mut boxed = Vec::new();
        let mut usizes = 0;
        let mut scalars = [0; 4];
        let kind = |id: ExprId| match &self.exprs[id.0 as usize] {
            TypeExpr::App(Head::Builtin(b), _) => Some(*b),
            TypeExpr::App(Head::Def(d), _) if self.shapes[d.0 as usize].1.is_some() => {
                Some(Builtin::Scalar(Scalar::Enum(*d)))
            }
            _ => None,
        };
        let enum_len = |d: DefId| self.shapes[d.0 as usize].1.unwrap_or(0);
        let class = |s: Scalar| 3 - s.size(enum_len).trailing_zeros() as usize;
        for (_, _, id) in &raw {
            match kind(*id) {
                Some(Builtin::Scalar(s)) => scalars[class(s)] += 1,
                Some(Builtin::USize | Builtin::ISize) => usizes += 1,
                _ => boxed.push(*id),
            }
        }
        let mut next = [0, 8 * scalars[0], 8 * scalars[0] + 4 * scalars[1], 0];
        next[3] = next[2] + 2 * scalars[2];
        let (mut next_boxed, mut next_usize) = (0, 0);
        let mut fields = Vec::with_capacity(raw.len());
        for (name, computed, ty) in raw {
            let slot = match kind(ty) {
                Some(Builtin::Scalar(scalar)) => {
                    let c = class(scalar);
                    next[c] += scalar.size(enum_len);
                    Slot::Scalar { offset: next[c] - scalar.size(enum_len), scalar }
                }
                Some(b @ (Builtin::USize | Builtin::ISize)) => {
                    next_usize += 1;
                    Slot::Usize { index: next_usize - 1, signed: b == Builtin::ISize }
                }
                _ => {
                    next_boxed += 1;
                    Slot::Boxed(next_boxed - 1)
                }
            };
            fields.push(Field { name, computed, slot });
        }
        let ranged = fields.iter().filter_map(|f| match f.slot {
            Slot::Scalar { offset, scalar: Scalar::Bool } => Some((offset, Scalar::Bool, 2)),
            Slot::Scalar { offset, scalar: s @ Scalar::Enum(d) } => Some((offset, s, enum_len(d))),
            Slot::Scalar { offset, scalar: Scalar::Char } => Some((offset, Scalar::Char, 0)),
            _ => None,
        });
        let ranged = ranged.collect();
        let ctor = Ctor { name: name.into(), fields: fields.into(), boxed: boxed.into(), usizes, scalars, ranged };
        if ctor.num_boxed() > limit::CTOR_FIELDS || ctor.scalar_bytes(Width::W64) > limit::CTOR_SCALAR_BYTES {
            return Err("more fields than a constructor can have".into());
        }
        Ok(ctor)
    }

    /// A type that takes up all of `tokens`.
    fn whole(&mut self, tokens: &[Token], params: &[&str]) -> R<ExprId> {
        match self.application(tokens, params, 0)? {
            (id, []) => Ok(id),
            _ => Err("a parenthesis too many".into()),
        }
    }

    /// `HEAD ARG…` up to a closing parenthesis or the end.
    fn application<'t, 'a>(
        &mut self,
        tokens: &'a [Token<'t>],
        params: &[&str],
        depth: usize,
    ) -> R<(ExprId, &'a [Token<'t>])> {
        if depth > MAX_DEPTH {
            return Err("a type nests too deeply".into());
        }
        let [Token::Word(head), rest @ ..] = tokens else { return Err("a type is missing".into()) };
        let mut rest = rest;
        let mut args = Vec::new();
        loop {
            match rest {
                [] | [Token::Close, ..] => break,
                [arg @ Token::Word(_), after @ ..] => {
                    args.push(self.application(std::slice::from_ref(arg), params, depth + 1)?.0);
                    rest = after;
                }
                [Token::Open, after @ ..] => {
                    let (id, after) = self.application(after, params, depth + 1)?;
                    let [Token::Close, after @ ..] = after else { return Err("a parenthesis is not closed".into()) };
                    args.push(id);
                    rest = after;
                }
            }
        }
        Ok((self.resolve(head, args, params)?, rest))
    }

    fn resolve(&mut self, head: &str, args: Vec<ExprId>, params: &[&str]) -> R<ExprId> {
        let (expr, expected) = if let Some(i) = params.iter().position(|p| *p == head) {
            (TypeExpr::Param(i as u32), 0)
        } else if let Some((b, n)) = builtin(head) {
            (TypeExpr::App(Head::Builtin(b), args.clone().into()), n)
        } else {
            let id = *self.def_index.get(head).ok_or_else(|| format!("`{head}` is not declared"))?;
            (TypeExpr::App(Head::Def(id), args.clone().into()), self.shapes[id.0 as usize].0)
        };
        if args.len() != expected {
            return Err(format!("`{head}` takes {expected} arguments, not {}", args.len()));
        }
        if let Some(&id) = self.interned.get(&expr) {
            return Ok(id);
        }
        let id = ExprId(self.exprs.len() as u32);
        self.exprs.push(expr.clone());
        self.interned.insert(expr, id);
        Ok(id)
    }
}
