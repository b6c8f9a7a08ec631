//! Hierarchical names.
//!
//! What it is: the views, their constructors, comparison and the operations on prefixes. Text is in
//! [`crate::name_text`].
//! What it is not: macro scopes; [`NameRef::has_macro_scopes`] only tells whether there are any.
//! Source: upstream's `src/Init/Prelude.lean` and `src/Lean/Data/Name.lean`. Every operation is a loop, so names may
//! have any number of components.

use crate::data;
use crate::nat::{Nat, NatRef};
use crate::shape::Ty;
use crate::view::{view, view_eq};
use rt::Obj;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

view! {
    /// A hierarchical name: `anonymous`, or a prefix and a last component that is a string or a number.
    Name, NameRef, Ty::Name
}
view_eq!(Name, NameRef);

/// A name taken apart.
#[derive(Clone, Copy)]
pub enum NameKind<'a> {
    /// `anonymous`
    Anonymous,
    /// `str prefix component`
    Str(NameRef<'a>, &'a str),
    /// `num prefix component`
    Num(NameRef<'a>, NatRef<'a>),
}

/// The last component of a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Component<'a> {
    /// A number. Numbers come before strings.
    Num(NatRef<'a>),
    /// A string, ordered by Unicode scalar values.
    Str(&'a str),
}

impl Name {
    /// The name without components.
    pub fn anonymous() -> Name {
        Name(Obj::scalar(0))
    }

    /// `prefix` extended by a string.
    pub fn str(prefix: &Name, component: &str) -> Name {
        Name::str_obj(prefix.clone(), component, Obj::string(component))
    }

    /// `prefix` extended by a string object that exists already; `None` if it is not a string.
    pub fn str_of_obj(prefix: &Name, component: Obj) -> Option<Name> {
        let hash = data::name_str(prefix.r().hash(), rt::hash::string_hash(component.r().as_str()?));
        Some(Name(Obj::ctor_scalars(1, [prefix.0.clone(), component], hash.to_le_bytes())))
    }

    fn str_obj(prefix: Name, text: &str, component: Obj) -> Name {
        let hash = data::name_str(prefix.r().hash(), rt::hash::string_hash(text));
        Name(Obj::ctor_scalars(1, [prefix.0, component], hash.to_le_bytes()))
    }

    /// `prefix` extended by a number.
    pub fn num(prefix: &Name, component: impl Into<Nat>) -> Name {
        let component = component.into();
        let hash = data::name_num(prefix.r().hash(), component.r().to_u64());
        Name(Obj::ctor_scalars(2, [prefix.0.clone(), component.0], hash.to_le_bytes()))
    }

    /// The name whose components are the strings of `dotted` between dots, taken as they are: no escapes, no numbers.
    /// For names that the program itself spells; see [`Name::parse`](crate::Name::parse) for the rest.
    pub fn of_dotted(dotted: &str) -> Name {
        dotted.split('.').fold(Name::anonymous(), |prefix, part| Name::str(&prefix, part))
    }

    /// `prefix` extended by `component`.
    pub fn extend(prefix: &Name, component: Component<'_>) -> Name {
        match component {
            Component::Str(text) => Name::str(prefix, text),
            Component::Num(n) => Name::num(prefix, n.own()),
        }
    }

    /// Takes the name apart.
    pub fn kind(&self) -> NameKind<'_> {
        self.r().kind()
    }

    /// `Name.hash`.
    pub fn hash(&self) -> u64 {
        self.r().hash()
    }
}

impl<'a> NameRef<'a> {
    /// Takes the name apart.
    #[inline]
    pub fn kind(self) -> NameKind<'a> {
        if self.0.is_scalar() {
            return NameKind::Anonymous;
        }
        let prefix = NameRef(self.0.field(0));
        let last = self.0.field(1);
        match (self.0.ctor_index(), last.as_str()) {
            (1, Some(text)) => NameKind::Str(prefix, text),
            (2, None) => NameKind::Num(prefix, NatRef(last)),
            _ => rt::bug!("a word that is no Name: {:?}", self.0),
        }
    }

    /// `Name.hash`, the cached word.
    #[inline]
    pub fn hash(self) -> u64 {
        if self.0.is_scalar() { data::name_anonymous() } else { self.0.scalar_u64(0) }
    }

    /// Whether this is the name without components.
    #[inline]
    pub fn is_anonymous(self) -> bool {
        self.0.is_scalar()
    }

    /// The name without its last component.
    pub fn prefix(self) -> NameRef<'a> {
        match self.kind() {
            NameKind::Anonymous => self,
            NameKind::Str(prefix, _) | NameKind::Num(prefix, _) => prefix,
        }
    }

    /// Prefix and last component, unless anonymous.
    #[inline]
    pub fn split(self) -> Option<(NameRef<'a>, Component<'a>)> {
        match self.kind() {
            NameKind::Anonymous => None,
            NameKind::Str(prefix, text) => Some((prefix, Component::Str(text))),
            NameKind::Num(prefix, n) => Some((prefix, Component::Num(n))),
        }
    }

    /// The name and its prefixes, the longest first, without the anonymous one.
    pub fn prefixes(self) -> impl Iterator<Item = NameRef<'a>> {
        std::iter::successors(Some(self), |name| Some(name.prefix())).take_while(|name| !name.is_anonymous())
    }

    /// The components, the last one first.
    pub fn components_rev(self) -> impl Iterator<Item = Component<'a>> {
        self.prefixes().filter_map(|name| Some(name.split()?.1))
    }

    /// The components, the first one first.
    pub fn components(self) -> Vec<Component<'a>> {
        let mut all: Vec<_> = self.components_rev().collect();
        all.reverse();
        all
    }

    /// Number of components (`getNumParts`).
    pub fn num_parts(self) -> usize {
        self.prefixes().count()
    }

    /// The prefix of one component (`getRoot`); anonymous for the anonymous name.
    pub fn root(self) -> NameRef<'a> {
        self.prefixes().last().unwrap_or(self)
    }

    /// Whether this is one string component equal to `text`, after the anonymous name.
    pub fn is_str(self, text: &str) -> bool {
        matches!(self.kind(), NameKind::Str(prefix, last) if prefix.is_anonymous() && last == text)
    }

    /// Whether `self` is `other` or one of its prefixes.
    pub fn is_prefix_of(self, other: NameRef<'_>) -> bool {
        self.is_anonymous() || other.prefixes().any(|prefix| prefix == self)
    }

    /// Whether the components of `self` are the last ones of `other`.
    pub fn is_suffix_of(self, other: NameRef<'_>) -> bool {
        let mut others = other.components_rev();
        self.components_rev().all(|component| others.next() == Some(component))
    }

    /// `self` followed by the components of `other` (upstream's `Name.appendCore`: macro scopes are not treated).
    pub fn append(self, other: NameRef<'_>) -> Name {
        other.components().into_iter().fold(self.own(), |prefix, component| Name::extend(&prefix, component))
    }

    /// The name with `old` replaced by `new`, if `old` is a prefix of it.
    pub fn replace_prefix(self, old: NameRef<'_>, new: NameRef<'_>) -> Name {
        let mut kept = Vec::new();
        let mut rest = self;
        while rest != old {
            let Some((prefix, component)) = rest.split() else { return self.own() };
            kept.push(component);
            rest = prefix;
        }
        kept.into_iter().rev().fold(new.own(), |prefix, component| Name::extend(&prefix, component))
    }

    /// Whether macro scopes are attached: the last string component is `_hyg`.
    pub fn has_macro_scopes(self) -> bool {
        self.components_rev().find_map(|component| match component {
            Component::Str(text) => Some(text == "_hyg"),
            Component::Num(_) => None,
        }) == Some(true)
    }

    /// Whether some string component begins with `_`, as in names that the system makes up.
    pub fn is_internal(self) -> bool {
        self.components_rev().any(|component| matches!(component, Component::Str(text) if text.starts_with('_')))
    }

    /// Whether the last string component is marked as one that users cannot write.
    pub fn is_inaccessible_user_name(self) -> bool {
        self.components_rev().find_map(|component| match component {
            Component::Str(text) => Some(text.contains('✝') || text == "_inaccessible"),
            Component::Num(_) => None,
        }) == Some(true)
    }

    /// `Name.quickCmp`: the order of name-sorted tables. Hashes first, then components from the last to the first.
    pub fn quick_cmp(self, other: NameRef<'_>) -> Ordering {
        self.hash().cmp(&other.hash()).then_with(|| {
            let (mut a, mut b) = (self, other);
            loop {
                if a.ptr_eq(b) {
                    return Ordering::Equal;
                }
                match (a.split(), b.split()) {
                    (None, None) => return Ordering::Equal,
                    (None, Some(_)) => return Ordering::Less,
                    (Some(_), None) => return Ordering::Greater,
                    (Some((prefix_a, last_a)), Some((prefix_b, last_b))) => match last_a.cmp(&last_b) {
                        Ordering::Equal => (a, b) = (prefix_a, prefix_b),
                        order => return order,
                    },
                }
            }
        })
    }

    /// `Name.cmp`, which does not depend on hashes. It is not the order of the component sequences: names whose last
    /// components differ in kind are ordered by that alone, and a shorter name may follow a longer one.
    pub fn stable_cmp(self, other: NameRef<'_>) -> Ordering {
        let (mut a, mut b) = (self, other);
        // Upstream recurses into the prefixes first, so the difference nearest to the root decides.
        let mut order = Ordering::Equal;
        while !a.ptr_eq(b) {
            match (a.split(), b.split()) {
                (None, None) => break,
                (None, Some(_)) => return Ordering::Less,
                (Some(_), None) => return Ordering::Greater,
                (Some((_, Component::Num(_))), Some((_, Component::Str(_)))) => return Ordering::Less,
                (Some((_, Component::Str(_))), Some((_, Component::Num(_)))) => return Ordering::Greater,
                (Some((prefix_a, last_a)), Some((prefix_b, last_b))) => {
                    order = last_a.cmp(&last_b).then(order);
                    (a, b) = (prefix_a, prefix_b);
                }
            }
        }
        order
    }
}

impl PartialEq for NameRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        let (mut a, mut b) = (*self, *other);
        loop {
            if a.ptr_eq(b) {
                return true;
            }
            if a.hash() != b.hash() {
                return false;
            }
            match (a.split(), b.split()) {
                (Some((prefix_a, last_a)), Some((prefix_b, last_b))) if last_a == last_b => {
                    (a, b) = (prefix_a, prefix_b);
                }
                _ => return false,
            }
        }
    }
}

impl Hash for NameRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(NameRef::hash(*self));
    }
}

impl Ord for NameRef<'_> {
    /// [`NameRef::quick_cmp`].
    fn cmp(&self, other: &Self) -> Ordering {
        self.quick_cmp(*other)
    }
}

impl PartialOrd for NameRef<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(Ord::cmp(self, other))
    }
}

impl Ord for Name {
    /// [`NameRef::quick_cmp`].
    fn cmp(&self, other: &Self) -> Ordering {
        self.r().quick_cmp(other.r())
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(Ord::cmp(self, other))
    }
}
