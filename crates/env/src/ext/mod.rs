//! The extensions that the front end reads and writes, by upstream's names.
//!
//! | file | what it keeps |
//! |---|---|
//! | [`names`] | protected names, namespaces, aliases |
//! | [`declared`] | what is known of declarations: classes, structures, projections, matchers, compiler attributes, docs |
//! | [`reducibility`] | how eagerly definitions are unfolded |
//! | [`instance`] | instances and default instances of classes |
//! | [`raw`] | everything else, as it is |

pub mod declared;
pub mod instance;
pub mod names;
pub mod raw;
pub mod reducibility;

pub use declared::*;
pub use instance::{
    DefaultInstance, DefaultInstances, GlobalInstances, InstanceEntry, InstanceExtension, Instances, StoredKind,
    add_default_instance,
};
pub use names::{Aliases, Namespaces, Protected, add_alias, aliases, is_namespace, register_namespace, rev_aliases};
pub use reducibility::{
    ReducibilityCore, ReducibilityError, ReducibilityExtra, ReducibilityStatus, reducibility, set_reducibility,
    validate_reducibility,
};

/// Declares extensions that mark names.
macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub enum $name {}

            impl $crate::extension::Extension for $name {
                const NAME: &'static str = $text;
                type State = $crate::extension::TagState;

                fn import(base: &dyn $crate::base::Base) -> Self::State {
                    $crate::extension::TagState::import(base, &Self::name())
                }

                fn export(_: &$crate::environment::Environment, state: &Self::State) -> Vec<rt::Obj> {
                    state.export()
                }
            }

            impl $crate::extension::Tag for $name {}
        )*
    };
}

/// Declares extensions that keep a value for each name. In brackets: the entry is the value, which holds the name.
macro_rules! params {
    ($($(#[$doc:meta])* $name:ident: $kind:tt $value:ty = $text:literal),* $(,)?) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub enum $name {}

            impl $crate::extension::Extension for $name {
                const NAME: &'static str = $text;
                type State = $crate::extension::ParamState<$value>;

                fn import(base: &dyn $crate::base::Base) -> Self::State {
                    $crate::extension::ParamState::import(base, &Self::name())
                }

                fn export(_: &$crate::environment::Environment, state: &Self::State) -> Vec<rt::Obj> {
                    state.export(<$name as $crate::extension::Param>::write)
                }
            }

            params! { @param $kind $name $value }
        )*
    };
    (@param pair $name:ident $value:ty) => {
        impl $crate::extension::Param for $name {
            type Value = $value;
        }
    };
    (@param whole $name:ident $value:ty) => {
        impl $crate::extension::Param for $name {
            type Value = $value;

            fn write(_: &term::Name, value: &$value) -> rt::Obj {
                <$value as $crate::entry::Entry>::write(value)
            }

            fn read(entry: rt::ObjRef<'_>) -> Option<$value> {
                <$value as $crate::entry::Entry>::read(entry)
            }
        }
    };
}

/// Declares scoped extensions whose value is made by adding entries.
macro_rules! scoped {
    ($($(#[$doc:meta])* $name:ident: $entry:ty => $value:ty, $add:expr, $text:literal);* $(;)?) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub enum $name {}

            impl $crate::extension::Extension for $name {
                const NAME: &'static str = $text;
                type State = $crate::scoped::ScopedState<$name>;

                fn import(base: &dyn $crate::base::Base) -> Self::State {
                    $crate::scoped::ScopedState::import(base)
                }

                fn export(_: &$crate::environment::Environment, state: &Self::State) -> Vec<rt::Obj> {
                    state.export()
                }
            }

            impl $crate::scoped::Scoped for $name {
                type Entry = $entry;
                type Value = $value;

                fn add(value: &mut $value, entry: &$entry) {
                    let add: fn(&mut $value, &$entry) = $add;
                    add(value, entry)
                }
            }
        )*
    };
}

pub(crate) use {params, scoped, tags};
