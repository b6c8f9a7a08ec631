//! From the constants of one module to the groups that were declared at once.
//!
//! A file lists constants one by one, in no order of use. Which belong together follows from what they say: inductive
//! types that list the same types, with the constructors and recursors that name them; definitions of one unsafe or
//! partial mutual block; the four constants of quotients. A constructor or recursor without its type is a group of its
//! own, which the kernel will reject; nothing that a file lists is left out.

use hashbrown::HashMap;
use kernel::environment::{Constant, ConstantKind, DefinitionSafety};
use kernel::terms::{Name, NameId, Names};
use rustc_hash::FxBuildHasher;

/// Constants that are declared at once, by their places in the list that they come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Group {
    /// One constant.
    Single(usize),
    /// Definitions that may refer to each other.
    Mutual(Vec<usize>),
    /// Constants of quotients, each a declaration, in their order.
    Quot(Vec<usize>),
    /// Types, constructors and recursors.
    #[allow(missing_docs, reason = "the fields are those of the declaration")]
    Inductive { types: Vec<usize>, ctors: Vec<usize>, recs: Vec<usize> },
}

impl Group {
    /// The constants of the group.
    pub fn members(&self) -> impl Iterator<Item = usize> + '_ {
        let (a, b, c): (&[usize], &[usize], &[usize]) = match self {
            Group::Single(at) => (std::slice::from_ref(at), &[], &[]),
            Group::Mutual(all) | Group::Quot(all) => (all, &[], &[]),
            Group::Inductive { types, ctors, recs } => (types, ctors, recs),
        };
        a.iter().chain(b).chain(c).copied()
    }
}

type Table<K, V> = HashMap<K, V, FxBuildHasher>;

/// Groups the constants at the places `range` of `constants`.
pub fn groups(constants: &[Constant], range: std::ops::Range<usize>, names: &Names) -> Vec<Group> {
    let mut collect =
        Collect { constants, names, groups: Vec::new(), inductive_by_all: Table::default(), of_type: Table::default() };
    let (mut members, mut mutual, mut quot) = (Vec::new(), Table::<&[NameId], usize>::default(), None);
    for at in range.clone() {
        match &constants[at].kind {
            ConstantKind::Inductive(val) => collect.inductive(at, &val.all),
            ConstantKind::Constructor(_) | ConstantKind::Recursor(_) => members.push(at),
            ConstantKind::Definition { safety: DefinitionSafety::Unsafe | DefinitionSafety::Partial, all, .. } => {
                match mutual.get(all.as_slice()) {
                    Some(&group) => collect.push(group, at),
                    None => {
                        mutual.insert(all, collect.groups.len());
                        collect.groups.push(Group::Mutual(vec![at]));
                    }
                }
            }
            ConstantKind::Quot(_) => match quot {
                Some(group) => collect.push(group, at),
                None => {
                    quot = Some(collect.groups.len());
                    collect.groups.push(Group::Quot(vec![at]));
                }
            },
            ConstantKind::Axiom { .. }
            | ConstantKind::Definition { .. }
            | ConstantKind::Theorem { .. }
            | ConstantKind::Opaque { .. } => collect.groups.push(Group::Single(at)),
        }
    }
    members.into_iter().for_each(|at| collect.member(at));
    let mut groups = collect.groups;
    groups.iter_mut().for_each(|group| arrange(group, constants, names));
    groups
}

struct Collect<'c> {
    constants: &'c [Constant],
    names: &'c Names,
    groups: Vec<Group>,
    /// Groups of inductive types by the list that all their types carry.
    inductive_by_all: Table<&'c [NameId], usize>,
    /// Groups of inductive types by the names of these.
    of_type: Table<NameId, usize>,
}

impl<'c> Collect<'c> {
    fn push(&mut self, group: usize, at: usize) {
        if let Group::Mutual(all) | Group::Quot(all) = &mut self.groups[group] {
            all.push(at);
        }
    }

    fn inductive(&mut self, at: usize, all: &'c [NameId]) {
        let group = *self.inductive_by_all.entry(all).or_insert_with(|| {
            self.groups.push(Group::Inductive { types: Vec::new(), ctors: Vec::new(), recs: Vec::new() });
            self.groups.len() - 1
        });
        if let Group::Inductive { types, .. } = &mut self.groups[group] {
            types.push(at);
        }
        self.of_type.entry(self.constants[at].name).or_insert(group);
    }

    /// A constructor goes to the type that it names; a recursor to the type that its name begins with, or else to the
    /// types that it lists.
    fn member(&mut self, at: usize) {
        let constant = &self.constants[at];
        let group = match &constant.kind {
            ConstantKind::Constructor(val) => self.of_type.get(&val.induct),
            ConstantKind::Recursor(val) => {
                let by_name = self.of_type.get(&self.names.prefix(constant.name));
                by_name.or_else(|| self.inductive_by_all.get(val.all.as_slice()))
            }
            _ => None,
        };
        let is_ctor = matches!(constant.kind, ConstantKind::Constructor(_));
        match group.copied().and_then(|group| self.groups.get_mut(group)) {
            Some(Group::Inductive { ctors, .. }) if is_ctor => ctors.push(at),
            Some(Group::Inductive { recs, .. }) => recs.push(at),
            _ => {
                let (ctors, recs) = if is_ctor { (vec![at], vec![]) } else { (vec![], vec![at]) };
                self.groups.push(Group::Inductive { types: Vec::new(), ctors, recs });
            }
        }
    }
}

/// Puts the members of a group into the order in which they were declared, as far as they say it.
fn arrange(group: &mut Group, constants: &[Constant], names: &Names) {
    let name = |at: &usize| constants[*at].name;
    match group {
        Group::Single(_) => {}
        Group::Quot(all) => all.sort_by_key(|at| match &constants[*at].kind {
            ConstantKind::Quot(kind) => *kind as u8,
            _ => u8::MAX,
        }),
        Group::Mutual(all) => {
            let listed = all.first().map(|at| match &constants[*at].kind {
                ConstantKind::Definition { all, .. } => all.as_slice(),
                _ => &[],
            });
            let places = places(listed.unwrap_or_default());
            all.sort_by_key(|at| places.get(&name(at)).copied().unwrap_or(usize::MAX));
        }
        Group::Inductive { types, ctors, recs } => {
            let listed = types.first().map(|at| match &constants[*at].kind {
                ConstantKind::Inductive(val) => val.all.as_slice(),
                _ => &[],
            });
            let of_type = places(listed.unwrap_or_default());
            types.sort_by_key(|at| of_type.get(&name(at)).copied().unwrap_or(usize::MAX));
            let mut listed = Vec::new();
            for at in types.iter() {
                if let ConstantKind::Inductive(val) = &constants[*at].kind {
                    listed.extend_from_slice(&val.ctors);
                }
            }
            let of_ctor = places(&listed);
            ctors.sort_by_key(|at| of_ctor.get(&name(at)).copied().unwrap_or(usize::MAX));
            recs.sort_by_key(|at| {
                let name = name(at);
                let number = match names.get(name) {
                    Name::Str(_, text) => names.text(text).strip_prefix("rec_").map_or(Some(0), |n| n.parse().ok()),
                    Name::Num(..) | Name::Anonymous => None,
                };
                let place = of_type.get(&names.prefix(name)).copied();
                (number.unwrap_or(u64::MAX), place.unwrap_or(usize::MAX))
            });
        }
    }
}

/// For each name its first place in the list.
fn places(list: &[NameId]) -> Table<NameId, usize> {
    let mut places = Table::default();
    for (at, name) in list.iter().enumerate() {
        places.entry(*name).or_insert(at);
    }
    places
}
