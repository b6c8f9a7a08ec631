//! A file read as an elaborator reads it, as far as its grammar is concerned: commands that extend the grammar do,
//! namespaces and sections open and close, everything else is passed over. The macros that the library has for `syntax`
//! items and precedences are built in.

use syntax::extend::command::extension;
use syntax::extend::{ExtendError, ItemScope};
use syntax::literal::{nat_lit, str_lit};
use syntax::module::is_terminal_command;
use syntax::scope::{NoScope, Scope, ScopedGrammar};
use syntax::{Grammar, Message, ModuleParser, Source, SourceInfo, Syntax};
use term::Name;

/// What reading a file came to.
#[allow(dead_code, reason = "each test uses what it needs")]
pub struct File {
    /// The trees, the header first.
    pub trees: Vec<Syntax>,
    /// What is wrong with the text.
    pub messages: Vec<Message>,
    /// What is wrong with commands that extend the grammar.
    pub extension_errors: Vec<String>,
    /// The grammar at the end.
    pub grammar: ScopedGrammar,
}

struct Here<'a> {
    grammar: &'a ScopedGrammar,
    namespace: &'a Name,
    /// Namespaces that were opened, of all sections.
    open: &'a [(usize, Name)],
}

/// Reads a file with a grammar that grows.
pub fn read(source: &Source, grammar: ScopedGrammar) -> File {
    let mut file = File { trees: Vec::new(), messages: Vec::new(), extension_errors: Vec::new(), grammar };
    let mut namespaces = vec![Name::anonymous()];
    let mut opened: Vec<usize> = Vec::new();
    let mut open: Vec<(usize, Name)> = Vec::new();
    let mut parser = ModuleParser::new(source);
    let (header, messages) = parser.parse_header(file.grammar.grammar());
    file.trees.push(header);
    file.messages.extend(messages);
    loop {
        let namespace = namespaces.last().cloned().unwrap_or_else(Name::anonymous);
        let grammar: Grammar = file.grammar.grammar().clone();
        let here = Here { grammar: &file.grammar, namespace: &namespace, open: &open };
        let (stx, messages) = parser.parse_command(&grammar, &here);
        file.messages.extend(messages);
        match extension(&grammar, &here, &stx) {
            Ok(None) => {}
            Ok(Some(extension)) => {
                for addition in extension.additions {
                    if let Err(error) = file.grammar.add(addition, &extension.reach) {
                        file.extension_errors.push(error.to_string());
                    }
                }
            }
            // A command that could not be read adds nothing; the message is there already.
            Err(_) if stx.leaves().any(Syntax::is_missing) => {}
            Err(error) => file.extension_errors.push(error.text),
        }
        follow(&mut file.grammar, &mut namespaces, &mut opened, &mut open, &stx);
        let terminal = is_terminal_command(&stx);
        file.trees.push(stx);
        if terminal {
            return file;
        }
    }
}

fn follow(
    grammar: &mut ScopedGrammar,
    namespaces: &mut Vec<Name>,
    opened: &mut Vec<usize>,
    open: &mut Vec<(usize, Name)>,
    stx: &Syntax,
) {
    let name = |stx: &Syntax| stx.ident_name().cloned();
    if stx.is_kind("Lean.Parser.Command.namespace") {
        let components = name(stx.arg(1)).map(|name| name.r().components().len()).unwrap_or(0);
        for i in 0..components {
            let id = name(stx.arg(1)).unwrap();
            let component = id.r().components()[i];
            let inner = Name::extend(namespaces.last().unwrap(), component);
            grammar.push();
            grammar.activate(&inner).unwrap();
            namespaces.push(inner);
        }
        opened.push(components);
    } else if stx.is_kind("Lean.Parser.Command.section") {
        grammar.push();
        namespaces.push(namespaces.last().unwrap().clone());
        opened.push(1);
    } else if stx.is_kind("Lean.Parser.Command.end") {
        for _ in 0..opened.pop().unwrap_or(0) {
            grammar.pop();
            namespaces.pop();
        }
        open.retain(|(depth, _)| *depth <= namespaces.len());
    } else if stx.is_kind("Lean.Parser.Command.open") {
        let decl = stx.arg(1);
        let ids = if decl.is_kind("Lean.Parser.Command.openSimple") { decl.arg(0) } else { decl.arg(1) };
        for id in ids.args().iter().filter_map(name) {
            grammar.activate(&id).unwrap();
            open.push((namespaces.len(), id));
        }
    }
}

impl Scope for Here<'_> {
    fn resolve_namespace(&self, id: &Name, _opened: &[Name]) -> Vec<Name> {
        vec![id.clone()]
    }

    fn activate(&self, grammar: &Grammar, namespace: &Name) -> Grammar {
        self.grammar.activated(grammar, namespace).unwrap_or_else(|_| NoScope.activate(grammar, namespace))
    }

    fn resolve_global(&self, id: &Syntax) -> Vec<Name> {
        self.resolve(id)
    }
}

impl ItemScope for Here<'_> {
    fn resolve(&self, id: &Syntax) -> Vec<Name> {
        let Some(name) = id.ident_name() else { return Vec::new() };
        let mut namespace = self.namespace.r();
        loop {
            let full = namespace.append(name.r());
            if self.grammar.grammar().parser(&full).is_some() {
                return vec![full];
            }
            if namespace.is_anonymous() {
                let opened = self.open.iter().map(|(_, open)| open.r().append(name.r()));
                return opened.filter(|full| self.grammar.grammar().parser(full).is_some()).take(1).collect();
            }
            namespace = namespace.prefix();
        }
    }

    fn expand(&self, item: &Syntax) -> Result<Option<Syntax>, ExtendError> {
        let Some(kind) = item.node_kind().map(|kind| kind.to_string_unescaped()) else { return Ok(None) };
        let first = || item.arg(0).clone();
        Ok(Some(match kind.as_str() {
            "stx_*" => unary("many", first()),
            "stx_+" => unary("many1", first()),
            "stx_?" => unary("optional", first()),
            "stx_,*" => separated("sepBy", first(), false),
            "stx_,+" => separated("sepBy1", first(), false),
            "stx_,*,?" => separated("sepBy", first(), true),
            "stx_,+,?" => separated("sepBy1", first(), true),
            "stx!_" => unary("notFollowedBy", item.arg(1).clone()),
            "stx_<|>_" => {
                let args = vec![
                    ident("orelse"),
                    atom("("),
                    null(vec![first()]),
                    atom(","),
                    null(vec![item.arg(2).clone()]),
                    atom(")"),
                ];
                Syntax::node(Name::of_dotted("Lean.Parser.Syntax.binary"), args)
            }
            _ => return Ok(None),
        }))
    }

    fn eval_prec(&self, prec: &Syntax) -> Result<u32, ExtendError> {
        value(prec).ok_or_else(|| ExtendError { at: prec.clone(), text: "unexpected precedence".into() })
    }

    fn eval_prio(&self, prio: &Syntax) -> Result<u32, ExtendError> {
        value(prio).ok_or_else(|| ExtendError { at: prio.clone(), text: "unexpected priority".into() })
    }

    fn current_namespace(&self) -> Name {
        self.namespace.clone()
    }

    fn is_declared(&self, name: &Name) -> bool {
        self.grammar.grammar().parser(name).is_some()
    }

    fn private_name(&self, name: &Name) -> Name {
        Name::of_dotted("_private.test").r().append(name.r())
    }
}

fn value(stx: &Syntax) -> Option<u32> {
    if let Some(n) = nat_lit(stx) {
        return n.r().to_u64()?.try_into().ok();
    }
    if let Some("paren") = stx.last_of_kind() {
        return value(stx.arg(1));
    }
    let kind = stx.node_kind()?.to_string_unescaped();
    Some(match kind.as_str() {
        "precMax" => 1024,
        "precArg" => 1023,
        "precLead" => 1022,
        "precMin1" => 11,
        "precMin" => 10,
        "prioLow" => 100,
        "prioMid" | "prioDefault" => 1000,
        "prioHigh" => 10000,
        _ => return None,
    })
}

fn atom(text: &str) -> Syntax {
    Syntax::atom(SourceInfo::None, text)
}

fn ident(text: &str) -> Syntax {
    Syntax::ident(SourceInfo::None, text, Name::of_dotted(text))
}

fn null(args: Vec<Syntax>) -> Syntax {
    Syntax::node(Name::of_dotted("null"), args)
}

fn unary(name: &str, arg: Syntax) -> Syntax {
    Syntax::node(Name::of_dotted("Lean.Parser.Syntax.unary"), [ident(name), atom("("), null(vec![arg]), atom(")")])
}

fn separated(name: &str, arg: Syntax, trailing: bool) -> Syntax {
    let string = |text: &str| Syntax::node(Name::of_dotted("str"), [atom(text)]);
    let comma = Syntax::node(Name::of_dotted("Lean.Parser.Syntax.atom"), [string("\", \"")]);
    let trailing = if trailing { vec![atom(","), atom("allowTrailingSep")] } else { Vec::new() };
    debug_assert!(str_lit(&string("\",\"")).is_some());
    let args = vec![
        atom("sepBy("),
        null(vec![arg]),
        atom(","),
        string("\",\""),
        null(vec![atom(","), null(vec![comma])]),
        null(trailing),
        atom(")"),
    ];
    Syntax::node(Name::of_dotted(&format!("Lean.Parser.Syntax.{name}")), args)
}
