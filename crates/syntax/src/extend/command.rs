//! From commands to additions to the grammar.
//!
//! What it is: what `syntax`, `declare_syntax_cat`, `notation`, `infix` and their like, `macro` and `elab` add, with the
//! names that upstream makes up for what has none.
//! What it is not: what their right sides do; macros and elaborators are declared by whoever runs the command.

use super::items::{erase_macro_scopes, node_with_antiquot, to_parser};
use super::{ExtendError, ItemScope};
use crate::grammar::{Behavior, Grammar, Leading, Parser, prec};
use crate::literal::str_lit;
use crate::scope::{Addition, Reach};
use crate::tree::{SourceInfo, Syntax};
use std::rc::Rc;
use term::{Component, Name};

/// What a command adds.
pub struct Extension {
    /// The additions, in their order.
    pub additions: Vec<Addition>,
    /// For whom they are.
    pub reach: Reach,
    /// The declaration that stands for the parser or category.
    pub decl_name: Name,
    /// The kind of the nodes of a new rule.
    pub kind: Option<Name>,
    /// The `stx` items that the command amounts to, for whoever makes a macro of it.
    pub items: Syntax,
}

/// What `stx` adds to the grammar; `None` if it is no command that adds anything.
pub fn extension(grammar: &Grammar, scope: &dyn ItemScope, stx: &Syntax) -> Result<Option<Extension>, ExtendError> {
    let Some(kind) = stx.node_kind().map(|kind| kind.to_string_unescaped()) else { return Ok(None) };
    let maker = Maker { grammar, scope };
    let term = Name::of_dotted("term");
    match kind.strip_prefix("Lean.Parser.Command.").unwrap_or("") {
        "syntax" => {
            let head = Head::of(stx, 2, 4);
            maker.rule(stx, head, stx.arg(7).clone(), stx.arg(9)).map(Some)
        }
        "syntaxAbbrev" => maker.abbreviation(stx).map(Some),
        "syntaxCat" => maker.category(stx).map(Some),
        "notation" => {
            let items = stx.arg(7).args().iter().map(notation_item).collect();
            maker.rule_of(stx, Head::of(stx, 2, 4), null(items), &term).map(Some)
        }
        "mixfix" => maker.mixfix(stx, &term).map(Some),
        "macro" | "elab" => {
            let items = stx.arg(7).args().iter().map(macro_item).collect();
            maker.rule(stx, Head::of(stx, 2, 4), null(items), stx.arg(8).arg(1)).map(Some)
        }
        "binderPredicate" => Ok(None),
        _ => Ok(None),
    }
}

/// The parts of a command before its items.
struct Head<'a> {
    attr_kind: &'a Syntax,
    prec: Option<&'a Syntax>,
    name: Option<&'a Syntax>,
    prio: Option<&'a Syntax>,
}

impl<'a> Head<'a> {
    /// Of a command whose `attrKind` is child `at` and whose precedence, name and priority begin at child `from`.
    fn of(stx: &'a Syntax, at: usize, from: usize) -> Head<'a> {
        let present = |index: usize| Some(stx.arg(index)).filter(|stx| !stx.is_none()).map(|stx| stx.arg(0));
        Head {
            attr_kind: stx.arg(at),
            prec: present(from).map(|prec| prec.arg(1)),
            name: present(from + 1).map(|name| name.arg(3)),
            prio: present(from + 2).map(|prio| prio.arg(3)),
        }
    }
}

struct Maker<'a> {
    grammar: &'a Grammar,
    scope: &'a dyn ItemScope,
}

impl Maker<'_> {
    fn rule(&self, stx: &Syntax, head: Head<'_>, items: Syntax, category: &Syntax) -> Result<Extension, ExtendError> {
        let Some(name) = category.ident_name().map(erase_macro_scopes) else {
            return Err(ExtendError::new(category, "unexpected syntax"));
        };
        if self.grammar.category(&name).is_none() {
            return Err(ExtendError::new(category, format!("unknown category `{name}`")));
        }
        self.rule_of(stx, head, items, &name)
    }

    fn rule_of(&self, stx: &Syntax, head: Head<'_>, items: Syntax, cat: &Name) -> Result<Extension, ExtendError> {
        let prec = match head.prec {
            Some(prec) => self.scope.eval_prec(prec)?,
            None if is_atom_like(&items) => prec::MAX,
            None => prec::LEAD,
        };
        let prio = head.prio.map_or(Ok(1000), |prio| self.scope.eval_prio(prio))?;
        let name = match head.name.and_then(Syntax::ident_name) {
            Some(name) => name.clone(),
            None => self.unused_name(&name_of_items(cat, &items)),
        };
        let reach = self.reach(head.attr_kind);
        let decl_name = self.scope.current_namespace().r().append(name.r());
        let kind = if reach == Reach::Local { self.scope.private_name(&decl_name) } else { decl_name.clone() };
        let described =
            to_parser(self.grammar, self.scope, &items, cat).map_err(|error| match error.at.is_missing() {
                true => ExtendError::new(stx, error.text),
                false => error,
            })?;
        let leading = described.lhs_prec.is_none();
        let p = Rc::new(match described.lhs_prec {
            Some(lhs_prec) => Parser::Trailing { kind: kind.clone(), prec, lhs_prec, p: described.p },
            None => Parser::Leading(Leading { kind: kind.clone(), prec, antiquot: None, cache: None, p: described.p }),
        });
        let addition = Addition::Parser { category: cat.clone(), decl_name: kind.clone(), leading, p, prio };
        Ok(Extension { additions: vec![addition], reach, decl_name: kind.clone(), kind: Some(kind), items })
    }

    /// The name, with a number if there is a declaration of that name.
    fn unused_name(&self, base: &str) -> Name {
        let namespace = self.scope.current_namespace();
        let taken = |name: &Name| self.scope.is_declared(&namespace.r().append(name.r()));
        let name = Name::str(&Name::anonymous(), base);
        let numbered = (1u32..).map(|i| Name::str(&Name::anonymous(), &format!("{base}_{i}")));
        std::iter::once(name.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(name)
    }

    fn reach(&self, attr_kind: &Syntax) -> Reach {
        let word = attr_kind.arg(0).arg(0);
        if word.is_kind("Lean.Parser.Term.local") {
            Reach::Local
        } else if word.is_kind("Lean.Parser.Term.scoped") {
            Reach::Scoped(self.scope.current_namespace())
        } else {
            Reach::Global
        }
    }

    fn abbreviation(&self, stx: &Syntax) -> Result<Extension, ExtendError> {
        let id = stx.arg(3);
        let Some(name) = id.ident_name() else { return Err(ExtendError::new(id, "unexpected syntax")) };
        let items = stx.arg(5).clone();
        let kind = self.scope.current_namespace().r().append(name.r());
        let described = to_parser(self.grammar, self.scope, &items, &Name::anonymous())?;
        let p = node_with_antiquot(self.grammar, &name.to_string(), &kind, described.p);
        let additions = vec![Addition::Declared { decl_name: kind.clone(), p }];
        Ok(Extension { additions, reach: Reach::Global, decl_name: kind.clone(), kind: Some(kind), items })
    }

    fn category(&self, stx: &Syntax) -> Result<Extension, ExtendError> {
        let id = stx.arg(2);
        let Some(name) = id.ident_name() else { return Err(ExtendError::new(id, "unexpected syntax")) };
        if self.grammar.category(name).is_some() {
            return Err(ExtendError::new(stx, format!("parser category `{name}` has already been defined")));
        }
        let behavior = match stx.arg(3) {
            none if none.is_none() => Behavior::Default,
            some if some.arg(3).is_kind("Lean.Parser.Command.catBehaviorBoth") => Behavior::Both,
            _ => Behavior::Symbol,
        };
        let decl_name = Name::of_dotted("Lean.Parser.Category").r().append(name.r());
        let mut additions = vec![Addition::Category { name: name.clone(), decl_name: decl_name.clone(), behavior }];
        additions.extend(self.quotation(name, behavior));
        Ok(Extension { additions, reach: Reach::Global, decl_name, kind: None, items: null(Vec::new()) })
    }

    /// The rule for quotations of a new category: `` `(cat| …) ``.
    fn quotation(&self, category: &Name, _behavior: Behavior) -> Option<Addition> {
        let (_, Component::Str(last)) = category.r().split()? else { return None };
        let kind = Name::str(category, "quot");
        let open = Rc::new(Parser::Symbol(self.grammar.token(&format!("`({last}| "))));
        let cat = Rc::new(Parser::Cat { cat: self.grammar.name_id(category), prec: 0 });
        let close = Rc::new(Parser::Symbol(self.grammar.token(")")));
        let node =
            |kind: Name, p| Rc::new(Parser::Leading(Leading { kind, prec: prec::MAX, antiquot: None, cache: None, p }));
        let inner = node(kind.clone(), Parser::seq(vec![open, cat, close]));
        let p = node(Name::of_dotted("Lean.Parser.Term.quot"), inner);
        let term = Name::of_dotted("term");
        Some(Addition::Parser { category: term, decl_name: kind, leading: true, p, prio: 1000 })
    }

    fn mixfix(&self, stx: &Syntax, term: &Name) -> Result<Extension, ExtendError> {
        let prec_stx = stx.arg(4).arg(1);
        let prec = self.scope.eval_prec(prec_stx)?;
        let token = notation_item(stx.arg(7));
        let operand = |prec: u32| category_item(term, Some(numeral(prec)));
        let above = prec.saturating_add(1);
        let items = match stx.arg(3).last_of_kind() {
            Some("infixl") => vec![operand(prec), token, operand(above)],
            Some("infixr") => vec![operand(above), token, operand(prec)],
            Some("infix") => vec![operand(above), token, operand(above)],
            Some("prefix") => vec![token, operand(prec)],
            Some("postfix") => vec![operand(prec), token],
            _ => return Err(ExtendError::new(stx.arg(3), "unexpected syntax")),
        };
        let named = Head::of(stx, 2, 4);
        let head = Head { prec: Some(prec_stx), ..named };
        self.rule_of(stx, head, null(items), term)
    }
}

fn null(args: Vec<Syntax>) -> Syntax {
    Syntax::node(Name::of_dotted("null"), args)
}

fn numeral(n: u32) -> Syntax {
    Syntax::node(Name::of_dotted("num"), [Syntax::atom(SourceInfo::None, n.to_string())])
}

fn item(kind: &str, args: Vec<Syntax>) -> Syntax {
    Syntax::node(Name::of_dotted(&format!("Lean.Parser.Syntax.{kind}")), args)
}

/// `category` or `category:prec`
fn category_item(category: &Name, prec: Option<Syntax>) -> Syntax {
    let prec = prec.map(|prec| {
        let colon = Syntax::atom(SourceInfo::None, ":");
        Syntax::node(Name::of_dotted("Lean.Parser.precedence"), [colon, prec])
    });
    let id = Syntax::ident(SourceInfo::None, category.to_string(), category.clone());
    item("cat", vec![id, null(prec.into_iter().collect())])
}

/// The item that a part of a `notation` stands for.
fn notation_item(stx: &Syntax) -> Syntax {
    if stx.is_kind("Lean.Parser.Command.identPrec") {
        let prec = Some(stx.arg(1)).filter(|prec| !prec.is_none()).map(|prec| prec.arg(0).arg(1).clone());
        category_item(&Name::of_dotted("term"), prec)
    } else if stx.is_kind("str") {
        item("atom", vec![stx.clone()])
    } else {
        stx.clone()
    }
}

/// The item that an argument of a `macro` stands for. One without a name is grouped, unless it gives one tree anyway.
fn macro_item(arg: &Syntax) -> Syntax {
    let inner = arg.arg(1);
    let kind = inner.node_kind().map(|kind| kind.to_string_unescaped()).unwrap_or_default();
    let gives_one = match kind.strip_prefix("Lean.Parser.Syntax.") {
        Some("atom" | "nonReserved" | "unicodeAtom" | "sepBy" | "sepBy1") => true,
        Some("unary") => {
            let name = inner.arg(0).ident_name().map(Name::to_string).unwrap_or_default();
            matches!(name.as_str(), "optional" | "many" | "many1" | "interpolatedStr" | "withPosition")
        }
        _ => false,
    };
    if gives_one || !arg.arg(0).is_none() {
        return inner.clone();
    }
    let atom = |text: &str| Syntax::atom(SourceInfo::None, text);
    let group = Syntax::ident(SourceInfo::None, "group", Name::of_dotted("group"));
    item("unary", vec![group, atom("("), null(vec![inner.clone()]), atom(")")])
}

/// Whether a rule begins and ends with a token, and so needs no parentheses anywhere.
fn is_atom_like(stx: &Syntax) -> bool {
    match stx.node_kind().map(|kind| kind.to_string_unescaped()).as_deref() {
        Some("null") => {
            let args = stx.args();
            matches!((args.first(), args.last()), (Some(first), Some(last)) if is_atom_like(first) && is_atom_like(last))
        }
        Some("choice") => is_atom_like(stx.arg(0)),
        Some("Lean.Parser.Syntax.paren") => is_atom_like(stx.arg(1)),
        kind => kind == Some("Lean.Parser.Syntax.atom"),
    }
}

/// The name that upstream makes up for a rule: the category, the tokens, and `_` for each operand.
pub fn name_of_items(category: &Name, items: &Syntax) -> String {
    let mut name = match category.r().split() {
        Some((_, Component::Str(last))) => last.to_owned(),
        _ => String::new(),
    };
    let mut stack = vec![items];
    while let Some(stx) = stack.pop() {
        if let Some(token) = str_lit(stx) {
            let is_ws = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
            let mut chars = token.trim_matches(is_ws).chars().map(|c| if is_ws(c) { '_' } else { c });
            name.extend(chars.next().map(|c| c.to_ascii_uppercase()));
            name.extend(chars);
        } else if stx.is_kind("Lean.Parser.Syntax.cat") {
            name.push('_');
        } else if stx.is_kind("Lean.Parser.Syntax.unicodeAtom") {
            stack.push(stx.arg(1));
        } else {
            stack.extend(stx.args().iter().rev());
        }
    }
    name
}
