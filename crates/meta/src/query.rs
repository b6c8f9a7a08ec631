//! What the environment says of constants, by what elaboration asks.

use crate::config::{EtaStruct, Transparency};
use crate::context::Meta;
use env::base::Base;
use env::environment::Environment;
use env::ext::declared::{self, AuxRec, MatcherEntry, NoConfusion, ProjectionFns, ProjectionFunctionInfo, Structures};
use env::ext::instance::GlobalInstances;
use env::ext::reducibility::{ReducibilityStatus, reducibility};
use env::extension::{Extension, Param, ParamState};
use rt::Obj;
use std::rc::Rc;
use term::{ConstantInfo, ConstantKind, Name, NameRef};

/// Functions that the compiler of matches uses, which are unfolded where a match is reduced, whatever the transparency.
const AT_MATCHER: [&str; 20] = [
    "ite",
    "dite",
    "decEq",
    "Nat.decEq",
    "Char.ofNat",
    "Char.ofNatAux",
    "String.decEq",
    "List.hasDecEq",
    "Fin.ofNat",
    "UInt8.ofNat",
    "UInt8.decEq",
    "UInt16.ofNat",
    "UInt16.decEq",
    "UInt32.ofNat",
    "UInt32.decEq",
    "UInt64.ofNat",
    "UInt64.decEq",
    "HMod.hMod",
    "Mod.mod",
    "BitVec.ofNat",
];

impl Meta {
    /// A constant.
    pub fn find(&self, name: NameRef<'_>) -> Option<ConstantInfo> {
        self.env.find(&name.own())
    }

    /// A constant, if it is none that may be unfolded or the transparency says that it may.
    pub fn unfoldable_const(&self, name: NameRef<'_>) -> Option<ConstantInfo> {
        let info = self.find(name)?;
        match info.r().kind() {
            ConstantKind::Thm(_) => (self.config.transparency == Transparency::All).then_some(info),
            ConstantKind::Defn(_) => self.can_unfold(name).then_some(info),
            _ => Some(info),
        }
    }

    fn can_unfold(&self, name: NameRef<'_>) -> bool {
        match self.config.transparency {
            Transparency::None => false,
            Transparency::All => true,
            Transparency::Default => self.reducibility(name) != ReducibilityStatus::Irreducible,
            Transparency::Reducible => self.is_reducible(name) || self.at_matcher && self.unfolds_at_matcher(name),
            Transparency::Instances => {
                self.is_reducible(name)
                    || self.is_global_instance(name)
                    || self.at_matcher && self.unfolds_at_matcher(name)
            }
        }
    }

    fn unfolds_at_matcher(&self, name: NameRef<'_>) -> bool {
        self.env.has_tag::<declared::MatchPattern>(&name.own()) || {
            let text = name.to_string();
            AT_MATCHER.contains(&text.as_str())
        }
    }

    /// How eagerly a definition is unfolded.
    pub fn reducibility(&self, name: NameRef<'_>) -> ReducibilityStatus {
        reducibility(&self.env, &name.own())
    }

    /// Whether a definition is always unfolded.
    pub fn is_reducible(&self, name: NameRef<'_>) -> bool {
        self.reducibility(name) == ReducibilityStatus::Reducible
    }

    /// Whether a constant is an instance everywhere.
    pub fn is_global_instance(&self, name: NameRef<'_>) -> bool {
        self.env.scoped_state::<GlobalInstances>().value().0.contains(&name.own())
    }

    /// The matcher of this name.
    pub fn matcher_info(&self, name: NameRef<'_>) -> Option<Rc<MatcherEntry>> {
        declared::matcher_info(&self.env, &name.own())
    }

    /// What a projection function projects.
    pub fn projection_info(&self, name: NameRef<'_>) -> Option<ProjectionFunctionInfo> {
        self.env.param::<ProjectionFns>(&name.own())
    }

    /// Whether a definition is a recursor that was made for an inductive type.
    pub fn is_aux_recursor(&self, name: NameRef<'_>) -> bool {
        self.env.has_tag::<AuxRec>(&name.own())
    }

    /// Whether a definition is a `noConfusion` principle.
    pub fn is_no_confusion(&self, name: NameRef<'_>) -> bool {
        self.env.param::<NoConfusion>(&name.own()).is_some()
    }

    /// Whether a structure is a class.
    pub fn is_class_name(&self, name: NameRef<'_>) -> bool {
        declared::class(&self.env, &name.own()).is_some()
    }

    /// The places of the parameters of a class that its others determine.
    pub fn out_params(&self, class: NameRef<'_>) -> Rc<[u64]> {
        declared::class(&self.env, &class.own()).map_or_else(|| Rc::from([]), |class| class.out_params.clone())
    }

    /// The place of the argument that a definition by structural recursion is recursive in.
    pub fn structural_rec_arg_pos(&self, name: NameRef<'_>) -> Option<usize> {
        let at = self.env.param::<StructuralRecArg>(&name.own())?;
        usize::try_from(at).ok()
    }

    /// The first constructor of an inductive type.
    pub fn first_ctor(&self, induct: NameRef<'_>) -> Option<Name> {
        match self.find(induct)?.r().kind() {
            ConstantKind::Induct(val) => val.ctors().iter().next().map(|ctor| ctor.own()),
            _ => None,
        }
    }

    /// Whether a type has one constructor, no indices, and does not contain itself.
    pub fn is_structure_like(&self, induct: NameRef<'_>) -> bool {
        self.find(induct).is_some_and(|info| match info.r().kind() {
            ConstantKind::Induct(val) => {
                val.ctors().len() == 1 && val.num_indices().to_u64() == Some(0) && !val.is_rec()
            }
            _ => false,
        })
    }

    /// Whether a structure equals its constructor applied to its fields.
    pub fn use_eta_struct(&self, induct: NameRef<'_>) -> bool {
        match self.config.eta_struct {
            EtaStruct::None => false,
            EtaStruct::All => true,
            EtaStruct::NotClasses => !self.is_class_name(induct),
        }
    }

    /// The function of a field of a structure.
    pub fn projection_fn(&self, structure: NameRef<'_>, at: usize) -> Option<Name> {
        let info = self.env.param::<Structures>(&structure.own())?;
        let field = info.field_names.get(at)?;
        info.field(field).map(|field| field.proj_fn.clone())
    }
}

/// For a definition by structural recursion the place of the argument that it is recursive in.
#[derive(Clone, Copy, Debug)]
pub enum StructuralRecArg {}

impl Extension for StructuralRecArg {
    const NAME: &'static str = "Lithe.structuralRecArg";
    type State = ParamState<u64>;

    fn import(base: &dyn Base) -> Self::State {
        ParamState::import(base, &Self::name())
    }

    fn export(_: &Environment, state: &Self::State) -> Vec<Obj> {
        state.export(Self::write)
    }
}

impl Param for StructuralRecArg {
    type Value = u64;
}
