//! The names that the kernel computes with, where the input declares them as they should be.
//!
//! What it is: literals stand for terms of `Nat` and `String`, and arithmetic on numbers is done by the machine. Each of
//! these is a promise about what the input's declarations of certain names mean. An input is hostile, so [`Known::of`]
//! looks at the declarations first, and what is not as it should be is not known: a literal of an unknown type has no
//! type, and a function that is not known to compute what its name says is unfolded like any other.
//!
//! What it assumes: the declarations that it looks at are accepted. Where one of them is rejected, nothing that comes
//! after it in the input means anything.

mod arith;
mod decisions;
mod equations;
pub mod shape;

pub use arith::{MAX_EXPONENT, NatResult};

use crate::check::{Checker, Ops};
use crate::environment::{ConstantKind, Environment};
use crate::terms::NameId;
use shape::{Declared, InductiveShape, L, Shape, TYPE};

/// An arithmetical function.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the names are those of the functions")]
pub enum NatOp {
    Succ,
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    Gcd,
    Beq,
    Ble,
    Land,
    Lor,
    Xor,
    ShiftLeft,
    ShiftRight,
    Pow,
}

impl NatOp {
    /// All functions.
    pub const ALL: [NatOp; 15] = [
        NatOp::Succ,
        NatOp::Add,
        NatOp::Sub,
        NatOp::Mul,
        NatOp::Div,
        NatOp::Mod,
        NatOp::Gcd,
        NatOp::Beq,
        NatOp::Ble,
        NatOp::Land,
        NatOp::Lor,
        NatOp::Xor,
        NatOp::ShiftLeft,
        NatOp::ShiftRight,
        NatOp::Pow,
    ];

    /// Its name after `Nat`.
    pub fn name(self) -> &'static str {
        match self {
            NatOp::Succ => "succ",
            NatOp::Add => "add",
            NatOp::Sub => "sub",
            NatOp::Mul => "mul",
            NatOp::Div => "div",
            NatOp::Mod => "mod",
            NatOp::Gcd => "gcd",
            NatOp::Beq => "beq",
            NatOp::Ble => "ble",
            NatOp::Land => "land",
            NatOp::Lor => "lor",
            NatOp::Xor => "xor",
            NatOp::ShiftLeft => "shiftLeft",
            NatOp::ShiftRight => "shiftRight",
            NatOp::Pow => "pow",
        }
    }
}

/// The names that are known, in one input.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the names of the constants")]
pub struct Known {
    pub nat: Option<NameId>,
    pub nat_zero: Option<NameId>,
    pub nat_succ: Option<NameId>,
    pub bool: Option<NameId>,
    pub bool_true: Option<NameId>,
    pub bool_false: Option<NameId>,
    pub list: Option<NameId>,
    pub list_nil: Option<NameId>,
    pub list_cons: Option<NameId>,
    pub char: Option<NameId>,
    pub char_of_nat: Option<NameId>,
    /// Only where the other names that string literals stand for are known as well.
    pub string: Option<NameId>,
    /// The function from lists of characters, which older libraries call `String.mk`.
    pub string_of_list: Option<NameId>,
    /// The name alone: it changes how its argument is compared, never the answer.
    pub eager_reduce: Option<NameId>,
    ops: [Option<NameId>; NatOp::ALL.len()],
    /// One bit for each function in `ops`, by the last digits of its name's number: most names are told apart by it.
    filter: u64,
}

const NAT: Shape = Shape::Const(&["Nat"], &[]);
const BOOL: Shape = Shape::Const(&["Bool"], &[]);
const NAT_NAT_NAT: Shape = Shape::Pi(&NAT, &Shape::Pi(&NAT, &NAT));
const NAT_NAT_BOOL: Shape = Shape::Pi(&NAT, &Shape::Pi(&NAT, &BOOL));
const CHAR: Shape = Shape::Const(&["Char"], &[]);
const STRING: Shape = Shape::Const(&["String"], &[]);
const LIST: Shape = Shape::Const(&["List"], &[L::Param(0)]);
const LIST_OF_CHAR: Shape = Shape::App(&Shape::Const(&["List"], &[L::Zero]), &[CHAR]);

const NAT_SHAPE: InductiveShape = InductiveShape {
    name: &["Nat"],
    level_params: 0,
    ty: TYPE,
    ctors: &[(&["Nat", "zero"], NAT), (&["Nat", "succ"], Shape::Pi(&NAT, &NAT))],
};

const BOOL_SHAPE: InductiveShape = InductiveShape {
    name: &["Bool"],
    level_params: 0,
    ty: TYPE,
    ctors: &[(&["Bool", "false"], BOOL), (&["Bool", "true"], BOOL)],
};

const TYPE_U: Shape = Shape::Sort(L::Succ(0));

const LIST_SHAPE: InductiveShape = InductiveShape {
    name: &["List"],
    level_params: 1,
    ty: Shape::Pi(&TYPE_U, &TYPE_U),
    ctors: &[
        (&["List", "nil"], Shape::Pi(&TYPE_U, &Shape::App(&LIST, &[Shape::Var(0)]))),
        (
            &["List", "cons"],
            Shape::Pi(
                &TYPE_U,
                &Shape::Pi(
                    &Shape::Var(0),
                    &Shape::Pi(&Shape::App(&LIST, &[Shape::Var(1)]), &Shape::App(&LIST, &[Shape::Var(2)])),
                ),
            ),
        ),
    ],
};

impl Known {
    /// What an input declares as it should be.
    pub fn of(env: &Environment) -> Known {
        let mut known = Known::shapes(env);
        for (op, name) in equations::validated(env, &known) {
            known.enable(op, name);
        }
        if env.is_incomplete() {
            known.enable_given(env);
        }
        known
    }

    /// The types that are declared in a session as they should be.
    pub(crate) fn types_of_session(checker: &mut Checker<'_>) -> Known {
        let mut known = Known::shapes(checker);
        if let Some(succ) = known.nat_succ {
            known.enable(NatOp::Succ, succ);
        }
        known
    }

    /// What is declared in a session as it should be. The checker is a new one's equal afterwards, but for its `known`.
    pub(crate) fn of_session(checker: &mut Checker<'_>) -> Known {
        let mut known = Known::shapes(checker);
        checker.known = known.clone();
        checker.ops = Ops::Known;
        for (op, name) in equations::validated_by(checker, &known) {
            known.enable(op, name);
        }
        if checker.is_incomplete() {
            known.enable_given(checker);
        }
        known
    }

    /// Names that what is known depends on: where one of these is declared, it is found out anew. A name that is not in a
    /// session's tables is not looked for in its library, so they are put there first.
    pub(crate) fn roots() -> impl Iterator<Item = Vec<&'static str>> {
        const TYPES: [&[&str]; 9] = [
            &["Nat"],
            &["Bool"],
            &["List"],
            &["Char"],
            &["Char", "ofNat"],
            &["String"],
            &["String", "ofList"],
            &["String", "mk"],
            &["eagerReduce"],
        ];
        let types = TYPES.into_iter().chain(equations::NEEDS).map(<[&str]>::to_vec);
        types.chain(NatOp::ALL.into_iter().map(|op| vec!["Nat", op.name()]))
    }

    /// The functions that the input declares under a name that the kernel could compute with, and which it unfolds since
    /// they are not known to compute what their names say.
    pub fn unfolded<'a>(&'a self, env: &'a Environment) -> impl Iterator<Item = (NatOp, NameId)> + 'a {
        NatOp::ALL.into_iter().filter_map(|op| {
            let name = env.terms.names.find_path(&["Nat", op.name()])?;
            (self.ops[op as usize].is_none() && env.find(name).is_some()).then_some((op, name))
        })
    }

    /// Enables the functions that an input declares with the right type but without a definition: where the input is not
    /// whole, nothing says what they compute, and they are taken as given like the rest.
    fn enable_given(&mut self, env: &impl Declared) {
        if self.nat.is_none() || self.bool.is_none() {
            return;
        }
        for op in NatOp::ALL {
            let ty = if matches!(op, NatOp::Beq | NatOp::Ble) { &NAT_NAT_BOOL } else { &NAT_NAT_NAT };
            let name = env.names().find_path(&["Nat", op.name()]);
            if op != NatOp::Succ
                && let Some(name) = name
                && let Some(constant) = env.find(name)
                && matches!(constant.kind, ConstantKind::Axiom { declared: Some(_), .. })
                && shape::has_type(env, constant, 0, ty)
            {
                self.enable(op, name);
            }
        }
    }

    /// The types and constructors that are as they should be; no function is known.
    fn shapes(env: &impl Declared) -> Known {
        let mut known = Known::default();
        if let Some((nat, ctors)) = shape::find_inductive(env, &NAT_SHAPE) {
            known.nat = Some(nat);
            known.nat_zero = Some(ctors[0]);
            known.nat_succ = Some(ctors[1]);
        }
        if let Some((bool, ctors)) = shape::find_inductive(env, &BOOL_SHAPE) {
            known.bool = Some(bool);
            known.bool_false = Some(ctors[0]);
            known.bool_true = Some(ctors[1]);
        }
        if let Some((list, ctors)) = shape::find_inductive(env, &LIST_SHAPE) {
            known.list = Some(list);
            known.list_nil = Some(ctors[0]);
            known.list_cons = Some(ctors[1]);
        }
        let typed = |path: &[&str], ty: &Shape| {
            let name = env.names().find_path(path)?;
            let constant = env.find(name)?;
            (!constant.kind.is_unsafe() && shape::has_type(env, constant, 0, ty)).then_some(name)
        };
        known.char = typed(&["Char"], &TYPE);
        if known.nat.is_some() {
            known.char_of_nat = typed(&["Char", "ofNat"], &Shape::Pi(&NAT, &CHAR));
        }
        let of_list = Shape::Pi(&LIST_OF_CHAR, &STRING);
        known.string_of_list = typed(&["String", "ofList"], &of_list).or_else(|| typed(&["String", "mk"], &of_list));
        if known.list.is_some() && known.char.is_some() && known.char_of_nat.is_some() && known.string_of_list.is_some()
        {
            known.string = typed(&["String"], &TYPE);
        }
        known.eager_reduce = env.names().find_path(&["eagerReduce"]);
        known
    }

    fn enable(&mut self, op: NatOp, name: NameId) {
        self.ops[op as usize] = Some(name);
        self.filter |= 1 << (name.0 & 63);
    }

    /// The function that a name stands for, if it is computed by the machine.
    #[inline]
    pub fn nat_op(&self, name: NameId) -> Option<NatOp> {
        if self.filter >> (name.0 & 63) & 1 == 0 {
            return None;
        }
        let at = self.ops.iter().position(|&op| op == Some(name))?;
        Some(NatOp::ALL[at])
    }
}

#[cfg(test)]
mod tests;
