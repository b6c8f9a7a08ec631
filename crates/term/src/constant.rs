//! Constants of the environment.
//!
//! What it is: views and constructors of `ConstantInfo` and what it consists of, in upstream's layout: a structure
//! that extends another points to it.
//! What it is not: any check of what a constant says.
//! Source: upstream's `src/Lean/Declaration.lean`.

use crate::expr::{Expr, ExprRef};
use crate::name::{Name, NameRef};
use crate::nat::{Nat, NatRef};
use crate::shape::Ty;
use crate::view::view;
use rt::{Obj, ObjRef};
use std::fmt;

/// The list of these names, as an object.
fn names(items: impl IntoIterator<Item = Name>) -> Obj {
    let items: Vec<Obj> = items.into_iter().map(Name::into_obj).collect();
    Obj::list(items.into_iter())
}

/// A list of names.
#[derive(Clone, Copy)]
pub struct NamesRef<'a>(ObjRef<'a>);

impl<'a> NamesRef<'a> {
    /// The list object.
    pub fn obj(self) -> ObjRef<'a> {
        self.0
    }

    /// The names.
    pub fn iter(self) -> impl Iterator<Item = NameRef<'a>> + Clone {
        self.0.list_iter().map(NameRef)
    }

    /// Number of names.
    pub fn len(self) -> usize {
        self.0.list_iter().count()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0.is_scalar()
    }
}

/// An enumeration that objects hold as a byte.
macro_rules! byte_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $value:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant = $value),* }

        impl $name {
            fn of_byte(byte: u8) -> $name {
                match byte {
                    $($value => $name::$variant,)*
                    _ => rt::bug!(concat!("a ", stringify!($name), " of {}"), byte),
                }
            }
        }
    };
}

byte_enum! {
    /// Whether the kernel has seen the body of a definition, and how.
    DefinitionSafety {
        /// Not checked for soundness.
        Unsafe = 0,
        /// An ordinary definition.
        Safe = 1,
        /// Recursive without a proof of termination.
        Partial = 2,
    }
}

byte_enum! {
    /// Which constant of the quotient type.
    QuotKind {
        /// `Quot`
        Type = 0,
        /// `Quot.mk`
        Ctor = 1,
        /// `Quot.lift`
        Lift = 2,
        /// `Quot.ind`
        Ind = 3,
    }
}

/// How eagerly a definition is unfolded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReducibilityHints {
    /// Never, if it can be avoided.
    Opaque,
    /// Always.
    Abbrev,
    /// The higher, the earlier.
    Regular(u32),
}

impl ReducibilityHints {
    /// The hints in an object; `None` if it holds none.
    pub fn cast(o: ObjRef<'_>) -> Option<ReducibilityHints> {
        crate::shape::has_shape(o, Ty::Hints).then(|| ReducibilityHints::of_obj(o))
    }

    fn of_obj(o: ObjRef<'_>) -> ReducibilityHints {
        match o.ctor_index() {
            0 => ReducibilityHints::Opaque,
            1 => ReducibilityHints::Abbrev,
            _ => ReducibilityHints::Regular(o.scalar_u32(0)),
        }
    }

    /// The hints as an object.
    pub fn to_obj(self) -> Obj {
        match self {
            ReducibilityHints::Opaque => Obj::scalar(0),
            ReducibilityHints::Abbrev => Obj::scalar(1),
            ReducibilityHints::Regular(height) => Obj::ctor_scalars(2, [], height.to_le_bytes()),
        }
    }
}

/// Accessors of a view, one a line: name, then how it is read.
macro_rules! accessors {
    ($borrowed:ident { $($(#[$doc:meta])* $name:ident: $kind:ident $at:literal),* $(,)? }) => {
        impl<'a> $borrowed<'a> {
            $($(#[$doc])* pub fn $name(self) -> accessors!(@type $kind) { accessors!(@read self.0, $kind $at) })*
        }
    };
    (@type name) => { NameRef<'a> };
    (@type names) => { NamesRef<'a> };
    (@type expr) => { ExprRef<'a> };
    (@type nat) => { NatRef<'a> };
    (@type base) => { ConstantValRef<'a> };
    (@type hints) => { ReducibilityHints };
    (@type flag) => { bool };
    (@type safety) => { DefinitionSafety };
    (@type quot) => { QuotKind };
    (@read $o:expr, name $at:literal) => { NameRef($o.field($at)) };
    (@read $o:expr, names $at:literal) => { NamesRef($o.field($at)) };
    (@read $o:expr, expr $at:literal) => { ExprRef($o.field($at)) };
    (@read $o:expr, nat $at:literal) => { NatRef($o.field($at)) };
    (@read $o:expr, base $at:literal) => { ConstantValRef($o.field($at)) };
    (@read $o:expr, hints $at:literal) => { ReducibilityHints::of_obj($o.field($at)) };
    (@read $o:expr, flag $at:literal) => { $o.scalar_u8($at) != 0 };
    (@read $o:expr, safety $at:literal) => { DefinitionSafety::of_byte($o.scalar_u8($at)) };
    (@read $o:expr, quot $at:literal) => { QuotKind::of_byte($o.scalar_u8($at)) };
}

view! {
    /// What all constants have.
    ConstantVal, ConstantValRef, Ty::ConstantVal
}
accessors! { ConstantValRef {
    /// Name of the constant.
    name: name 0,
    /// Universe parameters.
    level_params: names 1,
    /// Type of the constant.
    ty: expr 2,
} }

impl ConstantVal {
    /// Builds the structure.
    pub fn new(name: Name, level_params: impl IntoIterator<Item = Name>, ty: Expr) -> ConstantVal {
        ConstantVal(Obj::ctor(0, [name.into_obj(), names(level_params), ty.into_obj()]))
    }
}

view! {
    /// An axiom.
    AxiomVal, AxiomValRef, Ty::AxiomVal
}
accessors! { AxiomValRef {
    /// What all constants have.
    base: base 0,
    /// Whether it may use unsafe constants.
    is_unsafe: flag 0,
} }

impl AxiomVal {
    /// Builds the structure.
    pub fn new(base: ConstantVal, is_unsafe: bool) -> AxiomVal {
        AxiomVal(Obj::ctor_scalars(0, [base.0], [u8::from(is_unsafe)]))
    }
}

view! {
    /// A definition.
    DefinitionVal, DefinitionValRef, Ty::DefinitionVal
}
accessors! { DefinitionValRef {
    /// What all constants have.
    base: base 0,
    /// The body.
    value: expr 1,
    /// How eagerly it is unfolded.
    hints: hints 2,
    /// All definitions of its mutual block.
    all: names 3,
    /// How it was checked.
    safety: safety 0,
} }

impl DefinitionVal {
    /// Builds the structure.
    pub fn new(
        base: ConstantVal,
        value: Expr,
        hints: ReducibilityHints,
        safety: DefinitionSafety,
        all: impl IntoIterator<Item = Name>,
    ) -> DefinitionVal {
        let fields = [base.0, value.into_obj(), hints.to_obj(), names(all)];
        DefinitionVal(Obj::ctor_scalars(0, fields, [safety as u8]))
    }
}

view! {
    /// A theorem.
    TheoremVal, TheoremValRef, Ty::TheoremVal
}
accessors! { TheoremValRef {
    /// What all constants have.
    base: base 0,
    /// The proof.
    value: expr 1,
    /// All theorems of its mutual block.
    all: names 2,
} }

impl TheoremVal {
    /// Builds the structure.
    pub fn new(base: ConstantVal, value: Expr, all: impl IntoIterator<Item = Name>) -> TheoremVal {
        TheoremVal(Obj::ctor(0, [base.0, value.into_obj(), names(all)]))
    }
}

view! {
    /// A definition that is never unfolded.
    OpaqueVal, OpaqueValRef, Ty::OpaqueVal
}
accessors! { OpaqueValRef {
    /// What all constants have.
    base: base 0,
    /// The body.
    value: expr 1,
    /// All definitions of its mutual block.
    all: names 2,
    /// Whether it may use unsafe constants.
    is_unsafe: flag 0,
} }

impl OpaqueVal {
    /// Builds the structure.
    pub fn new(base: ConstantVal, value: Expr, is_unsafe: bool, all: impl IntoIterator<Item = Name>) -> OpaqueVal {
        OpaqueVal(Obj::ctor_scalars(0, [base.0, value.into_obj(), names(all)], [u8::from(is_unsafe)]))
    }
}

view! {
    /// A constant of the quotient type.
    QuotVal, QuotValRef, Ty::QuotVal
}
accessors! { QuotValRef {
    /// What all constants have.
    base: base 0,
    /// Which one.
    quot_kind: quot 0,
} }

impl QuotVal {
    /// Builds the structure.
    pub fn new(base: ConstantVal, kind: QuotKind) -> QuotVal {
        QuotVal(Obj::ctor_scalars(0, [base.0], [kind as u8]))
    }
}

view! {
    /// An inductive type.
    InductiveVal, InductiveValRef, Ty::InductiveVal
}
accessors! { InductiveValRef {
    /// What all constants have.
    base: base 0,
    /// Number of parameters.
    num_params: nat 1,
    /// Number of indices.
    num_indices: nat 2,
    /// All types of its mutual block.
    all: names 3,
    /// Its constructors.
    ctors: names 4,
    /// Number of auxiliary types that nested occurrences gave rise to.
    num_nested: nat 5,
    /// Whether a constructor has an argument of the type.
    is_rec: flag 0,
    /// Whether it may use unsafe constants.
    is_unsafe: flag 1,
    /// Whether a constructor has a function argument that yields the type.
    is_reflexive: flag 2,
} }

/// The fields of an [`InductiveVal`] that are numbers and flags.
#[derive(Clone, Debug)]
pub struct InductiveShape {
    /// Number of parameters.
    pub num_params: Nat,
    /// Number of indices.
    pub num_indices: Nat,
    /// Number of auxiliary types for nested occurrences.
    pub num_nested: Nat,
    /// Whether a constructor has an argument of the type.
    pub is_rec: bool,
    /// Whether it may use unsafe constants.
    pub is_unsafe: bool,
    /// Whether a constructor has a function argument that yields the type.
    pub is_reflexive: bool,
}

impl InductiveVal {
    /// Builds the structure.
    pub fn new(
        base: ConstantVal,
        all: impl IntoIterator<Item = Name>,
        ctors: impl IntoIterator<Item = Name>,
        shape: InductiveShape,
    ) -> InductiveVal {
        let InductiveShape { num_params, num_indices, num_nested, is_rec, is_unsafe, is_reflexive } = shape;
        let fields =
            [base.0, num_params.into_obj(), num_indices.into_obj(), names(all), names(ctors), num_nested.into_obj()];
        InductiveVal(Obj::ctor_scalars(0, fields, [is_rec, is_unsafe, is_reflexive].map(u8::from)))
    }
}

view! {
    /// A constructor of an inductive type.
    ConstructorVal, ConstructorValRef, Ty::ConstructorVal
}
accessors! { ConstructorValRef {
    /// What all constants have.
    base: base 0,
    /// The inductive type.
    induct: name 1,
    /// Index among the type's constructors.
    cidx: nat 2,
    /// Number of parameters of the type.
    num_params: nat 3,
    /// Number of arguments after the parameters.
    num_fields: nat 4,
    /// Whether it may use unsafe constants.
    is_unsafe: flag 0,
} }

impl ConstructorVal {
    /// Builds the structure.
    pub fn new(
        base: ConstantVal,
        induct: Name,
        cidx: Nat,
        num_params: Nat,
        num_fields: Nat,
        is_unsafe: bool,
    ) -> ConstructorVal {
        let fields = [base.0, induct.into_obj(), cidx.into_obj(), num_params.into_obj(), num_fields.into_obj()];
        ConstructorVal(Obj::ctor_scalars(0, fields, [u8::from(is_unsafe)]))
    }
}

view! {
    /// What a recursor does with one constructor.
    RecursorRule, RecursorRuleRef, Ty::RecursorRule
}
accessors! { RecursorRuleRef {
    /// The constructor.
    ctor: name 0,
    /// Number of its arguments after the parameters.
    num_fields: nat 1,
    /// The result, as a function of parameters, motives, minor premises and arguments.
    rhs: expr 2,
} }

impl RecursorRule {
    /// Builds the structure.
    pub fn new(ctor: Name, num_fields: Nat, rhs: Expr) -> RecursorRule {
        RecursorRule(Obj::ctor(0, [ctor.into_obj(), num_fields.into_obj(), rhs.into_obj()]))
    }
}

view! {
    /// The recursor of an inductive type.
    RecursorVal, RecursorValRef, Ty::RecursorVal
}
accessors! { RecursorValRef {
    /// What all constants have.
    base: base 0,
    /// All types of the mutual block.
    all: names 1,
    /// Number of parameters of the type.
    num_params: nat 2,
    /// Number of indices of the type.
    num_indices: nat 3,
    /// Number of motives.
    num_motives: nat 4,
    /// Number of minor premises.
    num_minors: nat 5,
    /// Whether a proof of the right type counts as a constructor (axiom K).
    k: flag 0,
    /// Whether it may use unsafe constants.
    is_unsafe: flag 1,
} }

impl<'a> RecursorValRef<'a> {
    /// One rule for each constructor.
    pub fn rules(self) -> impl Iterator<Item = RecursorRuleRef<'a>> + Clone {
        self.0.field(6).list_iter().map(RecursorRuleRef)
    }
}

/// The fields of a [`RecursorVal`] that are numbers and flags.
#[derive(Clone, Debug)]
pub struct RecursorShape {
    /// Number of parameters.
    pub num_params: Nat,
    /// Number of indices.
    pub num_indices: Nat,
    /// Number of motives.
    pub num_motives: Nat,
    /// Number of minor premises.
    pub num_minors: Nat,
    /// Whether axiom K applies.
    pub k: bool,
    /// Whether it may use unsafe constants.
    pub is_unsafe: bool,
}

impl RecursorVal {
    /// Builds the structure.
    pub fn new(
        base: ConstantVal,
        all: impl IntoIterator<Item = Name>,
        rules: impl IntoIterator<Item = RecursorRule>,
        shape: RecursorShape,
    ) -> RecursorVal {
        let RecursorShape { num_params, num_indices, num_motives, num_minors, k, is_unsafe } = shape;
        let rules: Vec<Obj> = rules.into_iter().map(RecursorRule::into_obj).collect();
        let fields = [
            base.0,
            names(all),
            num_params.into_obj(),
            num_indices.into_obj(),
            num_motives.into_obj(),
            num_minors.into_obj(),
            Obj::list(rules.into_iter()),
        ];
        RecursorVal(Obj::ctor_scalars(0, fields, [k, is_unsafe].map(u8::from)))
    }
}

view! {
    /// A constant of the environment.
    ConstantInfo, ConstantInfoRef, Ty::ConstantInfo
}

/// A constant taken apart.
#[derive(Clone, Copy)]
pub enum ConstantKind<'a> {
    /// `axiomInfo`
    Axiom(AxiomValRef<'a>),
    /// `defnInfo`
    Defn(DefinitionValRef<'a>),
    /// `thmInfo`
    Thm(TheoremValRef<'a>),
    /// `opaqueInfo`
    Opaque(OpaqueValRef<'a>),
    /// `quotInfo`
    Quot(QuotValRef<'a>),
    /// `inductInfo`
    Induct(InductiveValRef<'a>),
    /// `ctorInfo`
    Ctor(ConstructorValRef<'a>),
    /// `recInfo`
    Rec(RecursorValRef<'a>),
}

impl<'a> ConstantInfoRef<'a> {
    /// Takes the constant apart.
    pub fn kind(self) -> ConstantKind<'a> {
        let val = self.0.field(0);
        match self.0.ctor_index() {
            0 => ConstantKind::Axiom(AxiomValRef(val)),
            1 => ConstantKind::Defn(DefinitionValRef(val)),
            2 => ConstantKind::Thm(TheoremValRef(val)),
            3 => ConstantKind::Opaque(OpaqueValRef(val)),
            4 => ConstantKind::Quot(QuotValRef(val)),
            5 => ConstantKind::Induct(InductiveValRef(val)),
            6 => ConstantKind::Ctor(ConstructorValRef(val)),
            7 => ConstantKind::Rec(RecursorValRef(val)),
            _ => rt::bug!("a word that is no ConstantInfo: {:?}", self.0),
        }
    }

    /// What all constants have.
    pub fn base(self) -> ConstantValRef<'a> {
        ConstantValRef(self.0.field(0).field(0))
    }

    /// Name of the constant.
    pub fn name(self) -> NameRef<'a> {
        self.base().name()
    }

    /// Universe parameters.
    pub fn level_params(self) -> NamesRef<'a> {
        self.base().level_params()
    }

    /// Type of the constant.
    pub fn ty(self) -> ExprRef<'a> {
        self.base().ty()
    }

    /// Body of a definition or opaque constant, or proof of a theorem.
    pub fn value(self) -> Option<ExprRef<'a>> {
        match self.kind() {
            ConstantKind::Defn(val) => Some(val.value()),
            ConstantKind::Thm(val) => Some(val.value()),
            ConstantKind::Opaque(val) => Some(val.value()),
            ConstantKind::Axiom(_)
            | ConstantKind::Quot(_)
            | ConstantKind::Induct(_)
            | ConstantKind::Ctor(_)
            | ConstantKind::Rec(_) => None,
        }
    }

    /// Whether the constant may use unsafe constants.
    pub fn is_unsafe(self) -> bool {
        match self.kind() {
            ConstantKind::Axiom(val) => val.is_unsafe(),
            ConstantKind::Defn(val) => val.safety() == DefinitionSafety::Unsafe,
            ConstantKind::Opaque(val) => val.is_unsafe(),
            ConstantKind::Induct(val) => val.is_unsafe(),
            ConstantKind::Ctor(val) => val.is_unsafe(),
            ConstantKind::Rec(val) => val.is_unsafe(),
            ConstantKind::Thm(_) | ConstantKind::Quot(_) => false,
        }
    }
}

/// Wraps each kind of constant up.
macro_rules! wrap {
    ($($val:ident => $index:literal),* $(,)?) => {
        $(impl From<$val> for ConstantInfo {
            fn from(val: $val) -> ConstantInfo {
                ConstantInfo(Obj::ctor($index, [val.0]))
            }
        })*
    };
}

wrap! {
    AxiomVal => 0,
    DefinitionVal => 1,
    TheoremVal => 2,
    OpaqueVal => 3,
    QuotVal => 4,
    InductiveVal => 5,
    ConstructorVal => 6,
    RecursorVal => 7,
}

/// `Debug` of the parts: what they are and the constant's name. The whole constant has the raw form.
macro_rules! debug {
    ($($owned:ident $borrowed:ident: $name:ident),* $(,)?) => {
        $(impl fmt::Debug for $borrowed<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($owned)).field(&debug!(@name self, $name)).finish()
            }
        }

        impl fmt::Debug for $owned {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.r(), f)
            }
        })*
    };
    (@name $val:expr, base) => { $val.base().name() };
    (@name $val:expr, $name:ident) => { $val.$name() };
}

debug! {
    ConstantVal ConstantValRef: name,
    AxiomVal AxiomValRef: base,
    DefinitionVal DefinitionValRef: base,
    TheoremVal TheoremValRef: base,
    OpaqueVal OpaqueValRef: base,
    QuotVal QuotValRef: base,
    InductiveVal InductiveValRef: base,
    ConstructorVal ConstructorValRef: base,
    RecursorRule RecursorRuleRef: ctor,
    RecursorVal RecursorValRef: base,
}
