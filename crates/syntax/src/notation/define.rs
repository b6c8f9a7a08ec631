//! From expressions to parsers.
//!
//! What it is: the definitions of grammar files, evaluated when they are first used, so that a file may use what a later
//! one defines. Rules are registered in the order in which they are written.

use super::NotationError;
use super::combinators::{Argument, combinator};
use super::read::{Expr, Form, Head, Statement, statements};
use crate::grammar::{Behavior, Class, Grammar, Leading, P, Parser, Splice, prec};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use term::Name;

/// The definitions read so far.
pub(super) struct Definitions {
    pub(super) grammar: Grammar,
    namespace: String,
    by_name: FxHashMap<String, Rc<Definition>>,
    order: Vec<Rc<Definition>>,
    done: FxHashMap<String, P>,
    /// The names of the definitions that are being evaluated, against cycles.
    open: Vec<String>,
}

struct Definition {
    line: usize,
    namespace: String,
    full_name: String,
    head: Head,
    body: Expr,
}

/// Where an expression stands.
pub(super) struct Place<'a> {
    namespace: &'a str,
    /// The name of the definition.
    pub(super) name: &'a str,
    params: &'a [(String, P)],
}

type Made = Result<P, String>;

impl Definitions {
    pub(super) fn new(grammar: Grammar) -> Definitions {
        Definitions {
            grammar,
            namespace: String::new(),
            by_name: FxHashMap::default(),
            order: Vec::new(),
            done: FxHashMap::default(),
            open: Vec::new(),
        }
    }

    pub(super) fn category(&mut self, name: &str, behavior: &str) -> bool {
        let behavior = match behavior {
            "default" => Behavior::Default,
            "symbol" => Behavior::Symbol,
            "both" => Behavior::Both,
            _ => return false,
        };
        let decl = Name::of_dotted(&format!("Lean.Parser.Category.{name}"));
        self.grammar.add_category(&Name::of_dotted(name), &decl, behavior).is_ok()
    }

    /// Reads a file. Its definitions are not evaluated yet.
    pub(super) fn read(&mut self, text: &str) -> Result<(), NotationError> {
        for (line, statement) in statements(text)? {
            match statement {
                Statement::Namespace(name) => self.namespace = name,
                Statement::Category(name, behavior) => {
                    if !self.category(&name, &behavior) {
                        return Err(NotationError { line, reason: format!("cannot make the category `{name}`") });
                    }
                }
                Statement::Definition(head, body) => self.define(line, head, body),
            }
        }
        Ok(())
    }

    fn define(&mut self, line: usize, head: Head, body: Expr) {
        let namespace = self.namespace.clone();
        let full_name = format!("{namespace}.{}", head.name);
        let definition = Rc::new(Definition { line, namespace, full_name: full_name.clone(), head, body });
        if !matches!(definition.head.form, Form::Prim(_)) {
            self.by_name.insert(full_name, definition.clone());
        }
        self.order.push(definition);
    }

    /// Evaluates and registers everything.
    pub(super) fn complete(mut self) -> Result<Grammar, NotationError> {
        for definition in std::mem::take(&mut self.order) {
            let at = |reason: String| NotationError { line: definition.line, reason };
            self.register(&definition).map_err(at)?;
        }
        Ok(self.grammar)
    }

    pub(super) fn finish(self) -> Grammar {
        self.grammar
    }

    fn register(&mut self, definition: &Definition) -> Result<(), String> {
        if !definition.head.params.is_empty() {
            return Ok(());
        }
        let p = self.evaluate(definition, Vec::new())?;
        let decl = Name::of_dotted(&definition.full_name);
        let (category, leading) = match &definition.head.form {
            Form::Rule(category) | Form::Prim(category) => (category, true),
            Form::Trail(category) => (category, false),
            Form::Def | Form::Node => {
                self.grammar.declare_parser(&decl, p.clone());
                return self.mentions(&definition.namespace, &p);
            }
        };
        self.grammar.declare_parser(&decl, p.clone());
        let prio = definition.head.prio.unwrap_or(1000);
        let category = Name::of_dotted(category);
        self.grammar.add_parser(&category, &decl, leading, p, prio).map_err(|error| error.to_string())
    }

    /// The kinds of what belongs to no category are known as well. Its tokens are those of the rules that use it; the
    /// header of a file has tokens that the rest has not.
    fn mentions(&mut self, namespace: &str, p: &P) -> Result<(), String> {
        if namespace == "Lean.Parser.Module" {
            return Ok(());
        }
        self.grammar.add_mentions(p).map_err(|error| error.to_string())
    }

    fn evaluate(&mut self, definition: &Definition, args: Vec<P>) -> Made {
        let Definition { namespace, full_name, head, body, .. } = definition;
        let unparametrized = head.params.is_empty();
        let key = match head.form {
            Form::Prim(_) => format!("{full_name} as a rule"),
            _ => full_name.clone(),
        };
        if unparametrized && let Some(done) = self.done.get(&key) {
            return Ok(done.clone());
        }
        if args.len() != head.params.len() {
            return Err(format!("`{full_name}` takes {} arguments", head.params.len()));
        }
        if self.open.contains(&key) {
            return Err(format!("`{full_name}` is defined by itself"));
        }
        self.open.push(key.clone());
        let params: Vec<(String, P)> = head.params.iter().cloned().zip(args).collect();
        let body = self.expr(&Place { namespace, name: full_name, params: &params }, body);
        self.open.pop();
        let p = self.wrap(head, full_name, body?);
        if unparametrized {
            self.done.insert(key, p.clone());
        }
        Ok(p)
    }

    fn wrap(&mut self, head: &Head, full_name: &str, p: P) -> P {
        let kind = Name::of_dotted(full_name);
        let prec = head.prec.unwrap_or(prec::MAX);
        match head.form {
            Form::Def | Form::Prim(_) => p,
            Form::Trail(_) => Rc::new(Parser::Trailing { kind, prec, lhs_prec: head.lhs_prec.unwrap_or(0), p }),
            Form::Node | Form::Rule(_) => {
                let last = full_name.rsplit('.').next().unwrap_or(full_name);
                let antiquot = self.grammar.antiquot(last, &kind, !head.named_antiquot, false);
                // Upstream remembers what parsers without parameters read.
                let cache = head.params.is_empty().then(|| self.grammar.name_id(&kind));
                Rc::new(Parser::Leading(Leading { kind, prec, antiquot: Some(antiquot), cache, p }))
            }
        }
    }

    fn expr(&mut self, place: &Place<'_>, expr: &Expr) -> Made {
        match expr {
            Expr::Str(text) => Ok(Rc::new(Parser::Symbol(self.grammar.token(text)))),
            Expr::NonReserved(text, include_ident) => {
                let token = self.grammar.token(text);
                Ok(Rc::new(Parser::NonReserved { token, include_ident: *include_ident }))
            }
            Expr::Num(n) => Err(format!("the number {n} is no parser")),
            Expr::Seq(parts) => {
                let parts: Result<Vec<P>, String> = parts.iter().map(|part| self.expr(place, part)).collect();
                Ok(Parser::seq(parts?))
            }
            Expr::Alt(parts) => {
                let parts: Result<Vec<P>, String> = parts.iter().map(|part| self.expr(place, part)).collect();
                Ok(Rc::new(Parser::OrElse(parts?.into_iter().map(|part| self.grammar.guarded(part)).collect())))
            }
            Expr::Post(post, inner) => {
                let p = self.expr(place, inner)?;
                Ok(self.repeated(*post, p))
            }
            Expr::Name(name, prec) => self.name(place, name, *prec),
            Expr::Call(name, args) => self.call(place, name, args),
        }
    }

    fn repeated(&mut self, post: char, p: P) -> P {
        let (kind, suffix) = if post == '?' { (Splice::Optional, "?") } else { (Splice::Many, "*") };
        let spliced = Rc::new(Parser::Spliced { kind, p, suffix: self.grammar.token(suffix) });
        let spliced = self.grammar.guarded(spliced);
        Rc::new(match post {
            '?' => Parser::Optional(spliced),
            '*' => Parser::Many(spliced),
            _ => Parser::Many1(spliced),
        })
    }

    /// The definition that a name means in a namespace.
    fn find(&self, namespace: &str, name: &str) -> Option<Rc<Definition>> {
        let mut around = Some(namespace);
        while let Some(prefix) = around {
            if let Some(found) = self.by_name.get(&format!("{prefix}.{name}")) {
                return Some(found.clone());
            }
            around = prefix.rsplit_once('.').map(|(outer, _)| outer);
        }
        self.by_name.get(name).cloned()
    }

    fn name(&mut self, place: &Place<'_>, name: &str, prec: Option<u32>) -> Made {
        if let Some((_, p)) = place.params.iter().find(|(param, _)| param == name) {
            return Ok(p.clone());
        }
        let category = self.grammar.category(&Name::of_dotted(name)).map(|category| category.id);
        if let (Some(cat), Some(prec)) = (category, prec) {
            return Ok(Rc::new(Parser::Cat { cat, prec }));
        }
        if let Some(class) = class(name) {
            return Ok(Rc::new(Parser::Class(class)));
        }
        if let Some(cat) =
            category.filter(|_| self.find(place.namespace, name).is_none_or(|found| found.full_name == place.name))
        {
            return Ok(Rc::new(Parser::Cat { cat, prec: 0 }));
        }
        if let Some(definition) = self.find(place.namespace, name) {
            return self.evaluate(&definition, Vec::new());
        }
        combinator(&self.grammar, place, name, Vec::new())
    }

    fn call(&mut self, place: &Place<'_>, name: &str, args: &[Expr]) -> Made {
        if let Some(definition) = self.find(place.namespace, name).filter(|found| !found.head.params.is_empty()) {
            let args: Result<Vec<P>, String> = args.iter().map(|arg| self.expr(place, arg)).collect();
            return self.evaluate(&definition, args?);
        }
        let args: Result<Vec<Argument>, String> = args.iter().map(|arg| self.argument(place, arg)).collect();
        combinator(&self.grammar, place, name, args?)
    }

    fn argument(&mut self, place: &Place<'_>, arg: &Expr) -> Result<Argument, String> {
        Ok(match arg {
            Expr::Num(n) => Argument::Num(*n),
            Expr::Str(text) => Argument::Str(text.clone()),
            Expr::Name(name, None) if super::combinators::is_word(name) => Argument::Word(name.clone()),
            other => match self.expr(place, other) {
                Ok(p) => Argument::Parser(p),
                Err(_) if matches!(other, Expr::Name(..)) => match other {
                    Expr::Name(name, _) => Argument::Word(name.clone()),
                    _ => return Err("not a name".into()),
                },
                Err(error) => return Err(error),
            },
        })
    }
}

/// The class of tokens that a name means.
pub(crate) fn class(name: &str) -> Option<Class> {
    Some(match name {
        "ident" => Class::Ident,
        "rawIdent" => Class::RawIdent,
        "num" => Class::Num,
        "scientific" => Class::Scientific,
        "str" => Class::Str,
        "char" => Class::Char,
        "name" => Class::Name,
        "fieldIdx" => Class::FieldIdx,
        "hexnum" => Class::Hexnum,
        _ => return None,
    })
}
