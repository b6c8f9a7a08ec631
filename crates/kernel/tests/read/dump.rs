//! Everything that an environment holds, as a value that can be compared.

use kernel::environment::{Constant, Declaration, Environment, Meta};
use kernel::read::{ReadError, ReadErrorKind};
use kernel::terms::exprs::BinderInfo;
use kernel::terms::{ExprId, Level, LevelId, Name, NameId, Node};

#[derive(PartialEq, Debug)]
pub struct Dump {
    meta: Option<Meta>,
    names: Vec<(Name, String)>,
    levels: Vec<Level>,
    exprs: Vec<Expr>,
    constants: Vec<(Constant, Vec<u32>)>,
    declarations: Vec<Declaration>,
    duplicates: usize,
}

/// An expression with everything that is known of it.
#[derive(PartialEq, Debug)]
struct Expr {
    node: Node,
    loose: u32,
    has_param: bool,
    levels: Vec<u32>,
    literal: String,
    binder: Option<(NameId, BinderInfo)>,
}

pub fn dump(environment: &Environment) -> Dump {
    let terms = &environment.terms;
    let names = (0..terms.names.len()).map(|id| terms.names.get(NameId(id)));
    let names = names.map(|name| match name {
        Name::Str(_, text) => (name, terms.names.text(text).to_string()),
        _ => (name, String::new()),
    });
    let exprs = (0..terms.exprs.len()).map(ExprId).map(|id| {
        let (node, cell) = (terms.exprs.node(id), terms.exprs.cell(id));
        let levels = match node {
            Node::Const(_, levels) => terms.levels.list(levels).to_vec(),
            _ => Vec::new(),
        };
        let literal = match node {
            Node::Nat(nat) => terms.exprs.nat(nat).to_string(),
            Node::Str(text) => terms.names.text(text).to_string(),
            Node::Proj(field, _) => format!("{:?}", terms.exprs.field(field)),
            _ => String::new(),
        };
        let binder = terms.exprs.binder(id);
        Expr { node, loose: cell.loose(), has_param: cell.has_param(), levels, literal, binder }
    });
    let constants = environment.constants().iter();
    Dump {
        meta: environment.meta.clone(),
        names: names.collect(),
        levels: (0..terms.levels.len()).map(|id| terms.levels.get(LevelId(id))).collect(),
        exprs: exprs.collect(),
        constants: constants.map(|c| (c.clone(), terms.levels.params(c.level_params).to_vec())).collect(),
        declarations: environment.declarations().to_vec(),
        duplicates: environment.duplicates().len(),
    }
}

/// What reading gives, without what depends on spacing.
pub fn outcome(input: &[u8], threads: usize) -> Result<Dump, (u64, ReadErrorKind)> {
    match kernel::read::read(input, threads) {
        Ok(environment) => Ok(dump(&environment)),
        Err(error) => Err((error.line, error.kind)),
    }
}

/// What reading gives, with all that an error says.
pub fn exact(input: &[u8], threads: usize) -> Result<Dump, ReadError> {
    kernel::read::read(input, threads).map(|environment| dump(&environment))
}

/// The text of a name.
pub fn name(environment: &Environment, id: NameId) -> String {
    let mut parts = Vec::new();
    let mut at = id;
    loop {
        match environment.terms.names.get(at) {
            Name::Anonymous => break,
            Name::Str(prefix, text) => {
                parts.push(environment.terms.names.text(text).to_string());
                at = prefix;
            }
            Name::Num(prefix, number) => {
                parts.push(number.to_string());
                at = prefix;
            }
        }
    }
    parts.reverse();
    parts.join(".")
}
