//! An order in which each group of constants comes after those that it mentions.
//!
//! What it is: a depth-first walk over mentions, on an explicit stack, from each group in the given order; so the result
//! is a function of the input alone. Constants that a group mentions and nobody declares are passed over: to say that
//! they are missing is the kernel's part.
//!
//! A literal mentions the types that give it its meaning. Those, and what they need, come first of all.

use crate::group::Group;
use crate::uses::{Round, Uses};
use kernel::environment::{Constant, ConstantKind};
use kernel::terms::{NameId, Terms};

/// Why there is no order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoOrder {
    /// These constants mention each in turn the next, the last one the first.
    Cycle(Vec<NameId>),
    /// Groups that are in each other's way share so much that finding an order takes too long.
    TooMuchWork,
}

/// Constants that literals depend on, in the order in which they are declared.
pub const OF_LITERALS: [&[&str]; 5] = [&["Nat"], &["Char", "ofNat"], &["String"], &["String", "ofList"], &["List"]];

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

struct Frame {
    group: usize,
    round: Round,
    /// What the group mentions, last one first.
    mentions: Vec<NameId>,
}

/// What orders.
struct Order<'e> {
    terms: &'e Terms,
    constants: &'e [Constant],
    groups: &'e [Group],
    /// For each constant its group.
    group_of: Vec<usize>,
    /// For each name the constant that it means, plus one.
    by_name: &'e [u32],
    uses: Uses,
    state: Vec<State>,
    stack: Vec<Frame>,
    done: Vec<usize>,
    most_steps: u64,
}

/// The places of all `groups`, in an order; `by_name` says for each name which constant it means (plus one, 0 for none),
/// `literals` whether there is any literal.
pub fn order(
    terms: &Terms,
    constants: &[Constant],
    groups: &[Group],
    by_name: &[u32],
    literals: bool,
) -> Result<Vec<usize>, NoOrder> {
    let mut group_of = vec![usize::MAX; constants.len()];
    for (group, members) in groups.iter().enumerate() {
        members.members().for_each(|at| group_of[at] = group);
    }
    let mut order = Order {
        terms,
        constants,
        groups,
        group_of,
        by_name,
        uses: Uses::new(terms.exprs.len()),
        state: vec![State::New; groups.len()],
        stack: Vec::new(),
        done: Vec::with_capacity(groups.len()),
        // Walks overlap only where one group is met while another is open; a thousand times over is no real input.
        most_steps: (1 << 24) + 1000 * u64::from(terms.exprs.len()),
    };
    if literals {
        for path in OF_LITERALS {
            if let Some(group) = terms.names.find_path(path).and_then(|name| order.group(name)) {
                order.visit(group)?;
            }
        }
    }
    for group in 0..groups.len() {
        order.visit(group)?;
    }
    Ok(order.done)
}

impl Order<'_> {
    fn group(&self, name: NameId) -> Option<usize> {
        let at = *self.by_name.get(name.index())?;
        self.group_of.get((at as usize).checked_sub(1)?).copied().filter(|group| *group != usize::MAX)
    }

    fn visit(&mut self, root: usize) -> Result<(), NoOrder> {
        if self.state[root] != State::New {
            return Ok(());
        }
        self.open(root)?;
        while let Some(frame) = self.stack.last_mut() {
            let Some(name) = frame.mentions.pop() else {
                let (group, round) = (frame.group, frame.round);
                self.uses.end(round);
                self.state[group] = State::Done;
                self.done.push(group);
                self.stack.pop();
                continue;
            };
            let open = frame.group;
            let Some(group) = self.group(name) else { continue };
            match self.state[group] {
                State::Done => {}
                State::New => self.open(group)?,
                State::Open if group == open && !matches!(self.groups[group], Group::Single(_)) => {}
                State::Open => return Err(self.cycle(group)),
            }
        }
        Ok(())
    }

    /// Puts a group on the stack, with what it mentions.
    fn open(&mut self, group: usize) -> Result<(), NoOrder> {
        self.state[group] = State::Open;
        let round = self.uses.begin();
        let mut mentions = Vec::new();
        for at in self.groups[group].members() {
            let constant = &self.constants[at];
            self.uses.constant(round, &self.terms.exprs, constant, |name| mentions.push(name));
            if matches!(constant.kind, ConstantKind::Quot(_)) {
                // The kernel wants it, and none of the four but one mentions it.
                mentions.extend(self.terms.names.find_path(&["Eq"]));
            }
        }
        if self.uses.steps > self.most_steps {
            return Err(NoOrder::TooMuchWork);
        }
        mentions.reverse();
        self.stack.push(Frame { group, round, mentions });
        Ok(())
    }

    fn cycle(&self, group: usize) -> NoOrder {
        let open = self.stack.iter().map(|frame| frame.group).skip_while(|open| *open != group);
        let first = |group: usize| self.groups[group].members().next().map(|at| self.constants[at].name);
        NoOrder::Cycle(open.chain([group]).filter_map(first).collect())
    }
}
