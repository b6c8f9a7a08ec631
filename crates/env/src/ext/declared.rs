//! What is known of declarations beside what the kernel needs.
//!
//! Source: upstream's `src/Lean/AuxRecursor.lean`, `src/Lean/Class.lean`, `src/Lean/Structure.lean`,
//! `src/Lean/ProjFns.lean`, `src/Lean/Meta/Match/MatcherInfo.lean`, `src/Lean/Compiler/`, `src/Lean/DocString/` and
//! others, by the names of the extensions.

use crate::base::{Base, Entries};
use crate::entry::{Entry, List, enumeration, record};
use crate::environment::Environment;
use crate::ext::{params, tags};
use crate::extension::{Added, Extension};
use crate::persistent::{NameMap, name_map};
use rt::{Obj, ObjRef};
use std::rc::Rc;
use term::{BinderInfo, Expr, Name};

tags! {
    /// `casesOn`, `recOn` and other recursors that are made for inductive types.
    AuxRec = "Lean.auxRecExt",
    /// Recursors on some constructors only.
    SparseCasesOn = "_private.Lean.AuxRecursor.0.Lean.sparseCasesOnExt",
    /// Definitions by recursion.
    Recursive = "recExt",
    /// Definitions that have no code.
    Noncomputable = "Lean.noncomputableExt",
    /// Functions that patterns may apply.
    MatchPattern = "Lean.matchPatternAttr",
    /// Theorems that hold by definition.
    Defeq = "Lean.defeqAttr",
    /// Functions that coercions unfold to.
    CoeDecl = "Lean.Meta.coeDeclAttr",
    /// Functions that are elaborated as eliminators.
    ElabAsElim = "Lean.Elab.Term.elabAsElim",
    /// Functions whose arguments are elaborated without the expected type.
    ElabWithoutExpectedType = "Lean.Elab.Term.elabWithoutExpectedTypeAttr",
    /// Functions that are not printed with a dot after their argument.
    PpNoDot = "Lean.ppNoDotAttr",
    /// Structures that are printed with angle brackets.
    PpUsingAnonymousConstructor = "Lean.ppUsingAnonymousConstructorAttr",
    /// Declarations that completion does not offer.
    CompletionBlackList = "Lean.Meta.completionBlackListExt",
    /// Declarations that run while elaborating.
    Meta = "_private.Lean.Compiler.MetaAttr.0.Lean.metaExt",
    /// Functions that the compiler does not specialise.
    NoSpecialize = "Lean.Compiler.nospecializeAttr",
    /// Terms that the compiler does not lift out.
    NeverExtract = "Lean.neverExtractAttr",
    /// Fields that constructors compute.
    ComputedField = "Lean.Elab.ComputedFields.computedFieldAttr",
}

enumeration! {
    /// What the compiler does with calls of a function.
    InlineAttributeKind {
        /// `@[inline]`
        Inline = 0,
        /// `@[noinline]`
        NoInline = 1,
        /// `@[macro_inline]`
        MacroInline = 2,
        /// `@[inline_if_reduce]`
        InlineIfReduce = 3,
        /// `@[always_inline]`
        AlwaysInline = 4,
    }
}

enumeration! {
    /// What a constant was declared as.
    ConstantKind {
        /// A definition.
        Defn = 0,
        /// A theorem.
        Thm = 1,
        /// An axiom.
        Axiom = 2,
        /// An opaque constant.
        Opaque = 3,
        /// A constant of the quotient type.
        Quot = 4,
        /// An inductive type.
        Induct = 5,
        /// A constructor.
        Ctor = 6,
        /// A recursor.
        Recursor = 7,
    }
}

/// What a `noConfusion` principle is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoConfusionInfo {
    /// A type.
    Regular {
        /// How many arguments come before the equation's sides and these.
        arity: u64,
        /// The place of the left side.
        lhs: u64,
        /// The place of the right side.
        rhs: u64,
    },
    /// A constructor.
    PerCtor {
        /// How many arguments it takes.
        arity: u64,
        /// How many fields the constructor has.
        fields: u64,
    },
}

impl Entry for NoConfusionInfo {
    fn read(o: ObjRef<'_>) -> Option<NoConfusionInfo> {
        match (o.get_ctor_index()?, o.get_fields()?) {
            (0, [arity, lhs, rhs]) => Some(NoConfusionInfo::Regular {
                arity: u64::read(*arity)?,
                lhs: u64::read(*lhs)?,
                rhs: u64::read(*rhs)?,
            }),
            (1, [arity, fields]) => {
                Some(NoConfusionInfo::PerCtor { arity: u64::read(*arity)?, fields: u64::read(*fields)? })
            }
            _ => None,
        }
    }

    fn write(&self) -> Obj {
        match self {
            NoConfusionInfo::Regular { arity, lhs, rhs } => Obj::ctor(0, [arity.write(), lhs.write(), rhs.write()]),
            NoConfusionInfo::PerCtor { arity, fields } => Obj::ctor(1, [arity.write(), fields.write()]),
        }
    }
}

record! {
    /// A function that projects a structure.
    ProjectionFunctionInfo {
        /// The structure's constructor.
        ctor_name: Name,
        /// How many parameters the structure has.
        num_params: u64,
        /// Which field.
        i: u64;
        /// Whether the structure is a class.
        from_class: bool
    }
}

record! {
    /// A field of a structure.
    StructureFieldInfo {
        /// Its name.
        field_name: Name,
        /// Its projection.
        proj_fn: Name,
        /// The parent that it holds, if it holds one.
        subobject: Option<Name>,
        /// The tactic that makes its default.
        auto_param: Option<Expr>;
        /// How the constructor takes it.
        binder_info: BinderInfo
    }
}

record! {
    /// A parent of a structure.
    StructureParentInfo {
        /// The parent.
        struct_name: Name,
        /// The function that gives it.
        proj_fn: Name;
        /// Whether it is a field.
        subobject: bool
    }
}

record! {
    /// A structure.
    StructureInfo {
        /// Its name.
        struct_name: Name,
        /// Its fields in the order of their declaration.
        field_names: Rc<[Name]>,
        /// Its fields, sorted by name.
        field_info: Rc<[StructureFieldInfo]>,
        /// Its direct parents, in order.
        parent_info: Rc<[StructureParentInfo]>;
    }
}

impl StructureInfo {
    /// The field of this name.
    pub fn field(&self, name: &Name) -> Option<&StructureFieldInfo> {
        let at = self.field_info.binary_search_by(|field| field.field_name.cmp(name)).ok()?;
        Some(&self.field_info[at])
    }
}

record! {
    /// A class.
    ClassEntry {
        /// Its name.
        name: Name,
        /// The places of its `outParam`s, in order.
        out_params: Rc<[u64]>;
    }
}

record! {
    /// An alternative of a matcher.
    AltParamInfo {
        /// How many variables its pattern has.
        num_fields: u64,
        /// How many proofs follow that earlier patterns do not fit.
        num_overlaps: u64;
        /// Whether it takes a `Unit`, having no other argument.
        has_unit_thunk: bool
    }
}

record! {
    /// A function that `match` was compiled to.
    MatcherInfo {
        /// How many parameters it has.
        num_params: u64,
        /// How many terms it matches.
        num_discrs: u64,
        /// Its alternatives.
        alt_infos: Rc<[AltParamInfo]>,
        /// Which of its universe parameters is that of the motive.
        u_elim_pos: Option<u64>,
        /// For each matched term the name of the equation for it.
        discr_infos: Rc<[Option<Name>]>,
        /// For each alternative the earlier ones that it overlaps with, as an object (a hash map).
        overlaps: Obj;
    }
}

impl MatcherInfo {
    /// How many alternatives there are.
    pub fn num_alts(&self) -> u64 {
        self.alt_infos.len() as u64
    }

    /// How many arguments it takes.
    pub fn arity(&self) -> u64 {
        self.num_params + 1 + self.num_discrs + self.num_alts()
    }

    /// The place of the first matched term.
    pub fn first_discr_pos(&self) -> u64 {
        self.num_params + 1
    }

    /// The place of the first alternative.
    pub fn first_alt_pos(&self) -> u64 {
        self.num_params + 1 + self.num_discrs
    }

    /// The place of the motive.
    pub fn motive_pos(&self) -> u64 {
        self.num_params
    }
}

/// Where the code of an external function is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExternEntry {
    /// Made by the compiler itself.
    Adhoc {
        /// For which backend.
        backend: Name,
    },
    /// A pattern for each call.
    Inline {
        /// For which backend.
        backend: Name,
        /// The pattern.
        pattern: Rc<str>,
    },
    /// A function.
    Standard {
        /// For which backend.
        backend: Name,
        /// The function.
        function: Rc<str>,
    },
    /// Not said.
    Opaque,
}

impl Entry for ExternEntry {
    fn read(o: ObjRef<'_>) -> Option<ExternEntry> {
        match (o.get_ctor_index()?, o.get_fields()?) {
            (0, [backend]) => Some(ExternEntry::Adhoc { backend: Name::read(*backend)? }),
            (1, [backend, pattern]) => {
                Some(ExternEntry::Inline { backend: Name::read(*backend)?, pattern: Entry::read(*pattern)? })
            }
            (2, [backend, function]) => {
                Some(ExternEntry::Standard { backend: Name::read(*backend)?, function: Entry::read(*function)? })
            }
            (3, []) => Some(ExternEntry::Opaque),
            _ => None,
        }
    }

    fn write(&self) -> Obj {
        match self {
            ExternEntry::Adhoc { backend } => Obj::ctor(0, [backend.write()]),
            ExternEntry::Inline { backend, pattern } => Obj::ctor(1, [backend.write(), pattern.write()]),
            ExternEntry::Standard { backend, function } => Obj::ctor(2, [backend.write(), function.write()]),
            ExternEntry::Opaque => Obj::scalar(3),
        }
    }
}

record! {
    /// A place in a source: line from 1, column in code points from 0.
    Position {
        /// The line.
        line: u64,
        /// The column.
        column: u64;
    }
}

record! {
    /// A stretch of a source.
    DeclarationRange {
        /// Where it begins.
        pos: Position,
        /// The column of its beginning in units of UTF-16.
        char_utf16: u64,
        /// Where it ends.
        end_pos: Position,
        /// The column of its end in units of UTF-16.
        end_char_utf16: u64;
    }
}

record! {
    /// Where a declaration stands.
    DeclarationRanges {
        /// All of it.
        range: DeclarationRange,
        /// Its name.
        selection_range: DeclarationRange;
    }
}

record! {
    /// That a declaration should no longer be used.
    DeprecationEntry {
        /// What to use instead.
        new_name: Option<Name>,
        /// What to say.
        text: Option<Rc<str>>,
        /// Since when.
        since: Option<Rc<str>>;
    }
}

params! {
    /// `noConfusion` principles.
    NoConfusion: pair NoConfusionInfo = "Lean.noConfusionExt",
    /// Projections.
    ProjectionFns: pair ProjectionFunctionInfo = "Lean.projectionFnInfoExt",
    /// Structures.
    Structures: whole StructureInfo = "_private.Lean.Structure.0.Lean.structureExt",
    /// `@[inline]` and its kin.
    Inline: pair InlineAttributeKind = "Lean.Compiler.inlineAttrs",
    /// `@[specialize]`, with the parameters that it names.
    Specialize: pair Rc<[u64]> = "Lean.Compiler.specializeAttr",
    /// `@[extern]`.
    Extern: pair List<ExternEntry> = "Lean.externAttr",
    /// `@[implemented_by]`.
    ImplementedBy: pair Name = "Lean.Compiler.implementedByAttr",
    /// `@[export]`.
    Export: pair Name = "Lean.exportAttr",
    /// `@[init]`.
    Init: pair Name = "Lean.regularInitAttr",
    /// `@[recursor]`, with the place of the major premise.
    Recursor: pair u64 = "Lean.Meta.recursorAttribute",
    /// `@[deprecated]`.
    Deprecated: pair DeprecationEntry = "Lean.Linter.deprecatedAttr",
    /// Where declarations stand.
    DeclRanges: pair DeclarationRanges = "Lean.declRangeExt",
    /// Documentation.
    DocStrings: pair Rc<str> = "Lean.docStringExt",
    /// What constants whose bodies are not in the file were declared as.
    PrivateConstKinds: pair ConstantKind = "_private.Lean.AddDecl.0.Lean.privateConstKindsExt",
}

/// A map by name that entries are added to in order, for extensions with few entries.
#[derive(Clone)]
pub struct OrderedState<T> {
    by_name: NameMap<Rc<T>>,
    added: Added<T>,
}

impl<T: Entry + Clone> OrderedState<T> {
    fn import(base: &dyn Base, extension: &Name, name: impl Fn(&T) -> &Name) -> OrderedState<T> {
        let mut by_name = name_map();
        for entry in Entries::of(base, extension).iter().filter_map(T::read) {
            by_name.insert_mut(name(&entry).clone(), Rc::new(entry));
        }
        OrderedState { by_name, added: Added::default() }
    }

    fn insert(&mut self, name: Name, entry: T) {
        self.added.push(entry.clone());
        self.by_name.insert_mut(name, Rc::new(entry));
    }

    /// All entries, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.by_name.iter().map(|(_, entry)| &**entry)
    }
}

/// Classes.
#[derive(Clone, Copy, Debug)]
pub enum Classes {}

impl Extension for Classes {
    const NAME: &'static str = "Lean.classExtension";
    type State = OrderedState<ClassEntry>;

    fn import(base: &dyn Base) -> Self::State {
        OrderedState::import(base, &Self::name(), |entry: &ClassEntry| &entry.name)
    }

    fn export(_: &Environment, state: &Self::State) -> Vec<Obj> {
        state.added.export()
    }
}

/// The class of this name.
pub fn class(env: &Environment, name: &Name) -> Option<Rc<ClassEntry>> {
    env.ext::<Classes>().by_name.get(name).cloned()
}

/// Makes a class of a structure.
pub fn add_class(env: &mut Environment, entry: ClassEntry) {
    env.modify_ext::<Classes>(|state| state.insert(entry.name.clone(), entry));
}

record! {
    /// A matcher with its name.
    MatcherEntry {
        /// The name.
        name: Name,
        /// The matcher.
        info: MatcherInfo;
    }
}

/// Functions that `match` was compiled to.
#[derive(Clone, Copy, Debug)]
pub enum Matchers {}

impl Extension for Matchers {
    const NAME: &'static str = "Lean.Meta.Match.Extension.extension";
    type State = OrderedState<MatcherEntry>;

    fn import(base: &dyn Base) -> Self::State {
        OrderedState::import(base, &Self::name(), |entry: &MatcherEntry| &entry.name)
    }

    fn export(_: &Environment, state: &Self::State) -> Vec<Obj> {
        state.added.export()
    }
}

/// The matcher of this name.
pub fn matcher_info(env: &Environment, name: &Name) -> Option<Rc<MatcherEntry>> {
    env.ext::<Matchers>().by_name.get(name).cloned()
}

/// Notes a matcher.
pub fn add_matcher_info(env: &mut Environment, name: Name, info: MatcherInfo) {
    env.modify_ext::<Matchers>(|state| state.insert(name.clone(), MatcherEntry { name, info }));
}
