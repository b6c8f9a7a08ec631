//! The shapes of lines, as types for serde: keys, older spellings of them, and what may be missing.

use super::values::{Number, Object, OneOrMany, Text, Wrapped};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::borrow::Cow;

macro_rules! line {
    ($($(#[$attr:meta])* $field:ident: $ty:ty,)*) => {
        /// A line of any kind. Whatever is an option is one because the line may be of another kind. What is large is
        /// behind a pointer, so that a line that is not of that kind does not pay for it.
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct Line<'a> {
            /// The number of what is defined.
            pub r#in: Option<Number>,
            pub il: Option<Number>,
            pub ie: Option<Number>,
            pub i: Option<Number>,
            $($(#[$attr])* pub $field: Option<$ty>,)*
        }

        impl Line<'_> {
            /// How many kinds of records the line is.
            pub fn kinds(&self) -> usize {
                [$(self.$field.is_some()),*].into_iter().filter(|&is| is).count()
            }
        }
    };
}

line! {
    #[serde(borrow)] str: Object<StrName<'a>>,
    num: Object<NumName>,
    succ: Number,
    max: [Number; 2],
    imax: [Number; 2],
    param: Number,
    bvar: Wrapped,
    sort: Wrapped,
    r#const: Object<Const>,
    app: Object<App>,
    lam: Object<Binder>,
    #[serde(rename = "forallE")] forall_e: Object<Binder>,
    #[serde(rename = "letE")] let_e: Object<LetE>,
    proj: Object<Proj>,
    #[serde(rename = "natVal", borrow)] nat_val: Text<'a>,
    #[serde(rename = "strVal", borrow)] str_val: Text<'a>,
    mdata: Object<Mdata>,
    #[serde(alias = "axiomInfo")] axiom: Object<Box<Axiom>>,
    #[serde(alias = "defnInfo")] def: OneOrMany<Def>,
    #[serde(alias = "thmInfo")] thm: OneOrMany<Thm>,
    #[serde(alias = "opaqueInfo")] opaque: OneOrMany<Opaque>,
    #[serde(alias = "quotInfo")] quot: Object<Box<Quot>>,
    inductive: Object<Box<Inductive>>,
    #[serde(rename = "inductInfo")] induct_info: Object<Box<Induct>>,
    #[serde(rename = "ctorInfo")] ctor_info: Object<Box<Ctor>>,
    #[serde(rename = "recInfo")] rec_info: Object<Box<Rec>>,
}

#[derive(Deserialize)]
pub(super) struct StrName<'a> {
    pub pre: Number,
    #[serde(borrow)]
    pub str: Cow<'a, str>,
}

#[derive(Deserialize)]
pub(super) struct NumName {
    pub pre: Number,
    pub i: Number,
}

#[derive(Deserialize)]
pub(super) struct Const {
    #[serde(alias = "declName")]
    pub name: Number,
    pub us: Vec<Number>,
}

#[derive(Deserialize)]
pub(super) struct App {
    pub r#fn: Number,
    pub arg: Number,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Info {
    Default,
    Implicit,
    StrictImplicit,
    InstImplicit,
}

#[derive(Deserialize)]
pub(super) struct Binder {
    #[serde(alias = "binderName")]
    pub name: Number,
    #[serde(alias = "binderType")]
    pub r#type: Number,
    pub body: Number,
    #[serde(rename = "binderInfo")]
    pub info: Info,
}

#[derive(Deserialize)]
pub(super) struct LetE {
    #[serde(alias = "declName")]
    pub name: Number,
    pub r#type: Number,
    pub value: Number,
    pub body: Number,
    #[serde(rename = "nondep")]
    _nondep: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Proj {
    pub type_name: Number,
    pub idx: Number,
    pub r#struct: Number,
}

#[derive(Deserialize)]
pub(super) struct Mdata {
    pub expr: Number,
    #[serde(rename = "data")]
    _data: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Axiom {
    pub name: Number,
    pub level_params: Vec<Number>,
    pub r#type: Number,
    pub is_unsafe: bool,
    /// A key of ours, which no other exporter writes.
    pub declared: Option<Was>,
}

/// What an axiom was when it was declared, by the key that its line would have.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Was {
    Def,
    Thm,
    Opaque,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Hints {
    Opaque,
    Abbrev,
    Regular(Number),
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Safety {
    Safe,
    Unsafe,
    Partial,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Def {
    pub name: Number,
    pub level_params: Vec<Number>,
    pub r#type: Number,
    pub value: Number,
    pub hints: Hints,
    pub safety: Safety,
    pub all: Vec<Number>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Thm {
    pub name: Number,
    pub level_params: Vec<Number>,
    pub r#type: Number,
    pub value: Number,
    pub all: Vec<Number>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Opaque {
    pub name: Number,
    pub level_params: Vec<Number>,
    pub r#type: Number,
    pub value: Number,
    #[serde(default)]
    pub is_unsafe: bool,
    pub all: Vec<Number>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Kind {
    Type,
    Ctor,
    Lift,
    Ind,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Quot {
    pub name: Number,
    pub level_params: Vec<Number>,
    pub r#type: Number,
    pub kind: Kind,
}

#[derive(Deserialize)]
pub(super) struct Inductive {
    #[serde(alias = "inductiveVals")]
    pub types: Vec<Object<Induct>>,
    #[serde(alias = "constructorVals")]
    pub ctors: Vec<Object<Ctor>>,
    #[serde(alias = "recursorVals")]
    pub recs: Vec<Object<Rec>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Induct {
    pub name: Number,
    pub level_params: Vec<Number>,
    pub r#type: Number,
    pub num_params: Number,
    pub num_indices: Number,
    pub all: Vec<Number>,
    pub ctors: Vec<Number>,
    pub num_nested: Number,
    pub is_rec: bool,
    pub is_reflexive: bool,
    pub is_unsafe: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Ctor {
    pub name: Number,
    pub level_params: Vec<Number>,
    pub r#type: Number,
    pub induct: Number,
    pub cidx: Number,
    pub num_params: Number,
    pub num_fields: Number,
    pub is_unsafe: bool,
}

#[derive(Deserialize)]
pub(super) struct Rule {
    pub ctor: Number,
    pub nfields: Number,
    pub rhs: Number,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rec {
    pub name: Number,
    pub level_params: Vec<Number>,
    pub r#type: Number,
    pub all: Vec<Number>,
    pub num_params: Number,
    pub num_indices: Number,
    pub num_motives: Number,
    pub num_minors: Number,
    pub rules: Vec<Object<Rule>>,
    pub k: bool,
    pub is_unsafe: bool,
}
