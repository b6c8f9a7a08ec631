//! The declarations of an input, in its order, as claims: nothing here is checked.
//!
//! What it is: for each name the constant that the input declares, with everything that the input says of it, and the
//! groups in which constants were declared. A check of one declaration sees those before it (see [`DeclId`]).
//!
//! What it is not: an environment that one may believe. What a recursor's rules, a constructor's field count or a flag
//! say is a claim until the group that they stand in was accepted.

use crate::terms::{ExprId, NameId, ParamsId, Shared};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub u32);
    )*};
}

ids! {
    /// The place of a constant in [`Environment::constants`].
    ConstId
    /// The place of a declaration in [`Environment::declarations`]: what stands before it is visible to it.
    DeclId
}

/// How eagerly a definition is unfolded. A hint: it decides speed, never an answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ReducibilityHints {
    /// Last; theorems count as this.
    Opaque,
    /// By height: the higher first.
    Regular(u32),
    /// First.
    Abbrev,
}

/// What may refer to a definition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names of the language")]
pub enum DefinitionSafety {
    Safe,
    Unsafe,
    Partial,
}

/// What an axiom of an input that is not whole was when it was declared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names of the language")]
pub enum Declared {
    Definition,
    Theorem,
    Opaque,
}

/// The four constants of quotients.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names of the language")]
pub enum QuotKind {
    Type,
    Ctor,
    Lift,
    Ind,
}

/// What the input says of an inductive type.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the fields are those of the language")]
pub struct InductiveVal {
    pub num_params: u32,
    pub num_indices: u32,
    /// `None`: the input's format does not say.
    pub num_nested: Option<u32>,
    /// The types of the group, as the input lists them.
    pub all: Vec<NameId>,
    pub ctors: Vec<NameId>,
    pub is_rec: bool,
    /// `None`: the input's format does not say.
    pub is_reflexive: Option<bool>,
    pub is_unsafe: bool,
}

/// What the input says of a constructor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the fields are those of the language")]
pub struct ConstructorVal {
    pub induct: NameId,
    pub cidx: u32,
    pub num_params: u32,
    pub num_fields: u32,
    pub is_unsafe: bool,
}

/// One rule of a recursor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the fields are those of the language")]
pub struct RecursorRule {
    pub ctor: NameId,
    pub nfields: u32,
    pub rhs: ExprId,
}

/// What the input says of a recursor.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the fields are those of the language")]
pub struct RecursorVal {
    pub all: Vec<NameId>,
    pub num_params: u32,
    pub num_indices: u32,
    pub num_motives: u32,
    pub num_minors: u32,
    pub rules: Vec<RecursorRule>,
    pub k: bool,
    pub is_unsafe: bool,
}

impl RecursorVal {
    /// The index of the argument that is analysed; `None` if the counts do not fit.
    pub fn major_idx(&self) -> Option<u32> {
        self.num_params.checked_add(self.num_motives)?.checked_add(self.num_minors)?.checked_add(self.num_indices)
    }
}

/// What kind of constant it is, with what the input says of it.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the fields are those of the language")]
pub enum ConstantKind {
    /// `declared`: the input holds the statement only of what was declared as something else.
    Axiom {
        is_unsafe: bool,
        declared: Option<Declared>,
    },
    Definition {
        value: ExprId,
        hints: ReducibilityHints,
        safety: DefinitionSafety,
        all: Vec<NameId>,
    },
    Theorem {
        value: ExprId,
        all: Vec<NameId>,
    },
    Opaque {
        value: ExprId,
        is_unsafe: bool,
        all: Vec<NameId>,
    },
    Quot(QuotKind),
    Inductive(Box<InductiveVal>),
    Constructor(ConstructorVal),
    Recursor(Box<RecursorVal>),
}

impl ConstantKind {
    /// Whether safe code may not refer to such a constant.
    pub fn is_unsafe(&self) -> bool {
        match self {
            ConstantKind::Axiom { is_unsafe, .. } | ConstantKind::Opaque { is_unsafe, .. } => *is_unsafe,
            ConstantKind::Definition { safety, .. } => *safety != DefinitionSafety::Safe,
            ConstantKind::Inductive(val) => val.is_unsafe,
            ConstantKind::Constructor(val) => val.is_unsafe,
            ConstantKind::Recursor(val) => val.is_unsafe,
            ConstantKind::Theorem { .. } | ConstantKind::Quot(_) => false,
        }
    }
}

/// A declared constant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Constant {
    /// Its name.
    pub name: NameId,
    /// Its level parameters, in order.
    pub level_params: ParamsId,
    /// Its type.
    pub ty: ExprId,
    /// What it is.
    pub kind: ConstantKind,
}

/// A group that is declared at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Declaration {
    /// An axiom, definition, theorem or opaque constant.
    Single(ConstId),
    /// Definitions that may refer to each other: unsafe or partial ones.
    Mutual(Vec<ConstId>),
    /// One of the constants of quotients.
    Quot(ConstId),
    /// Inductive types with their constructors and, as far as the input has them, recursors.
    Inductive {
        /// The types, in the input's order.
        types: Vec<ConstId>,
        /// The constructors, in the input's order.
        ctors: Vec<ConstId>,
        /// The recursors, in the input's order, which is not that of the types.
        recs: Vec<ConstId>,
    },
}

impl Declaration {
    /// All constants of the group.
    pub fn constants(&self) -> impl Iterator<Item = ConstId> + '_ {
        let (a, b, c): (&[ConstId], &[ConstId], &[ConstId]) = match self {
            Declaration::Single(id) | Declaration::Quot(id) => (std::slice::from_ref(id), &[], &[]),
            Declaration::Mutual(ids) => (ids, &[], &[]),
            Declaration::Inductive { types, ctors, recs } => (types, ctors, recs),
        };
        a.iter().chain(b).chain(c).copied()
    }
}

/// What an input says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Meta {
    /// The version of its format, such as `3.1.0`.
    pub format: String,
    /// The program that wrote it, and that program's version.
    pub exporter: Option<(String, String)>,
    /// The version of Lean, and the commit that it was built from.
    pub lean: Option<(String, String)>,
    /// Whether the format lists constructors and recursors only where something uses them, so that a group may lack some
    /// for no reason of its own.
    pub lists_only_used: bool,
    /// Whether the input lacks bodies or constants, so that it declares as axioms what was something else.
    pub incomplete: bool,
}

/// Everything that an input declares.
#[derive(Debug)]
pub struct Environment {
    /// The tables that all ids belong to.
    pub terms: Shared,
    /// Where the input comes from, if it was a file.
    pub meta: Option<Meta>,
    constants: Vec<Constant>,
    declared_by: Vec<DeclId>,
    declarations: Vec<Declaration>,
    /// For each name the first constant of that name, plus one; 0 for none.
    by_name: Vec<u32>,
    /// Constants whose name was taken already when they were declared.
    duplicates: Vec<ConstId>,
    incomplete: bool,
}

/// Collects constants and declarations before the tables are shared.
#[derive(Debug, Default)]
pub struct EnvironmentBuilder {
    constants: Vec<Constant>,
    declared_by: Vec<DeclId>,
    declarations: Vec<Declaration>,
}

impl EnvironmentBuilder {
    /// Adds a constant, which belongs to the next declaration that is added.
    pub fn constant(&mut self, constant: Constant) -> ConstId {
        self.constants.push(constant);
        self.declared_by.push(DeclId(self.declarations.len() as u32));
        ConstId(self.constants.len() as u32 - 1)
    }

    /// Adds a declaration of constants that were added since the last one.
    pub fn declaration(&mut self, declaration: Declaration) -> DeclId {
        self.declarations.push(declaration);
        DeclId(self.declarations.len() as u32 - 1)
    }

    /// How many declarations were added.
    pub fn len(&self) -> usize {
        self.declarations.len()
    }

    /// Whether none was added.
    pub fn is_empty(&self) -> bool {
        self.declarations.is_empty()
    }

    /// Adds one constant as a declaration of its own.
    pub fn single(&mut self, constant: Constant) -> DeclId {
        let is_quot = matches!(constant.kind, ConstantKind::Quot(_));
        let id = self.constant(constant);
        self.declaration(if is_quot { Declaration::Quot(id) } else { Declaration::Single(id) })
    }

    /// Ends the collection.
    pub fn finish(self, terms: Shared) -> Environment {
        let EnvironmentBuilder { constants, declared_by, declarations } = self;
        let mut by_name = vec![0; terms.names.len() as usize];
        let mut duplicates = Vec::new();
        for (at, constant) in constants.iter().enumerate() {
            let slot = &mut by_name[constant.name.index()];
            if *slot == 0 {
                *slot = at as u32 + 1;
            } else {
                duplicates.push(ConstId(at as u32));
            }
        }
        Environment { terms, meta: None, constants, declared_by, declarations, by_name, duplicates, incomplete: false }
    }
}

impl Environment {
    /// All constants, in the order of declaration.
    pub fn constants(&self) -> &[Constant] {
        &self.constants
    }

    /// All declarations, in the input's order.
    pub fn declarations(&self) -> &[Declaration] {
        &self.declarations
    }

    /// A constant by its id.
    #[inline]
    pub fn constant(&self, id: ConstId) -> &Constant {
        &self.constants[id.0 as usize]
    }

    /// The declaration that a constant belongs to.
    #[inline]
    pub fn declared_by(&self, id: ConstId) -> DeclId {
        self.declared_by[id.0 as usize]
    }

    /// The first constant of this name.
    #[inline]
    pub fn find(&self, name: NameId) -> Option<ConstId> {
        match self.by_name.get(name.index()) {
            None | Some(0) => None,
            Some(&at) => Some(ConstId(at - 1)),
        }
    }

    /// Says that the input is not whole: it may lack constants, and what some axioms stand for. What cannot be decided for
    /// that reason is declined.
    pub fn set_incomplete(&mut self) {
        self.incomplete = true;
    }

    /// Whether the input may lack constants or bodies.
    #[inline]
    pub fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    /// What the input declares as an axiom although it was something else; nothing if the input is whole.
    pub fn declared(&self, id: ConstId) -> Option<Declared> {
        match self.constant(id).kind {
            ConstantKind::Axiom { declared, .. } if self.incomplete => declared,
            _ => None,
        }
    }

    /// Constants whose name was taken already when they were declared.
    pub fn duplicates(&self) -> &[ConstId] {
        &self.duplicates
    }
}
