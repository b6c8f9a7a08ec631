//! Two small persistent structures: a map from small numbers, and a list.
//!
//! What it is: [`Radix`] is a tree of fixed fan-out whose paths are copied when they change, [`List`] a list that grows
//! at its front. A clone shares everything, and a change costs the depth of the tree or one cell.
//! What it is not: a general collection. Keys are dense ids ([`crate::symbols`]). The established crates of persistent
//! maps are under licences that the tree does not take.

use std::rc::Rc;

const BITS: u32 = 4;
const WIDTH: usize = 1 << BITS;

/// A map from `u32` to `T`, for keys that are dense from 0.
#[derive(Clone)]
pub struct Radix<T> {
    root: Option<Rc<Branch<T>>>,
    /// Keys below `WIDTH ^ height` fit.
    height: u32,
}

#[derive(Clone)]
enum Branch<T> {
    Inner([Option<Rc<Branch<T>>>; WIDTH]),
    Leaf([Option<T>; WIDTH]),
}

impl<T> Default for Radix<T> {
    fn default() -> Self {
        Radix { root: None, height: 1 }
    }
}

impl<T: Clone> Radix<T> {
    /// The value at `key`.
    #[inline]
    pub fn get(&self, key: u32) -> Option<&T> {
        if !self.fits(key) {
            return None;
        }
        let mut branch = self.root.as_deref()?;
        let mut shift = (self.height - 1) * BITS;
        loop {
            let index = (key >> shift) as usize % WIDTH;
            match branch {
                Branch::Leaf(values) => return values[index].as_ref(),
                Branch::Inner(children) => branch = children[index].as_deref()?,
            }
            shift -= BITS;
        }
    }

    /// Sets the value at `key`.
    pub fn insert(&mut self, key: u32, value: T) {
        while !self.fits(key) {
            if let Some(root) = self.root.take() {
                let mut children = [const { None }; WIDTH];
                children[0] = Some(root);
                self.root = Some(Rc::new(Branch::Inner(children)));
            }
            self.height += 1;
        }
        let height = self.height;
        let root = self.root.get_or_insert_with(|| Rc::new(Branch::empty(height)));
        Rc::make_mut(root).insert(key, height, value);
    }

    fn fits(&self, key: u32) -> bool {
        u64::from(key) < 1 << (BITS * self.height)
    }

    /// All values, by rising key.
    pub fn values(&self) -> Vec<&T> {
        let mut all = Vec::new();
        let mut stack: Vec<&Branch<T>> = self.root.as_deref().into_iter().collect();
        while let Some(branch) = stack.pop() {
            match branch {
                Branch::Leaf(values) => all.extend(values.iter().flatten()),
                Branch::Inner(children) => stack.extend(children.iter().rev().flatten().map(|child| &**child)),
            }
        }
        all
    }
}

impl<T: Clone> Branch<T> {
    fn empty(height: u32) -> Branch<T> {
        if height == 1 { Branch::Leaf([const { None }; WIDTH]) } else { Branch::Inner([const { None }; WIDTH]) }
    }

    fn insert(&mut self, key: u32, height: u32, value: T) {
        let index = (key >> ((height - 1) * BITS)) as usize % WIDTH;
        match self {
            Branch::Leaf(values) => values[index] = Some(value),
            Branch::Inner(children) => {
                let child = children[index].get_or_insert_with(|| Rc::new(Branch::empty(height - 1)));
                Rc::make_mut(child).insert(key, height - 1, value);
            }
        }
    }
}

/// A list whose newest element comes first.
pub struct List<T>(Option<Rc<Cell<T>>>);

struct Cell<T> {
    head: T,
    tail: List<T>,
    len: usize,
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        List(self.0.clone())
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        List(None)
    }
}

impl<T> List<T> {
    /// The list with `head` before it.
    pub fn push(&self, head: T) -> List<T> {
        List(Some(Rc::new(Cell { head, tail: self.clone(), len: self.len() + 1 })))
    }

    /// The elements, the newest first.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        std::iter::successors(self.0.as_deref(), |cell| cell.tail.0.as_deref()).map(|cell| &cell.head)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |cell| cell.len)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

impl<T> Drop for List<T> {
    /// Takes the cells apart one by one, so that a long list needs no stack.
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(mut cell) = next.and_then(Rc::into_inner) {
            next = cell.tail.0.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn a_radix_is_a_map_and_old_ones_stay(entries in prop::collection::vec((0u32..5000, any::<u16>()), 0..200)) {
            let mut snapshots = vec![(Radix::default(), BTreeMap::new())];
            for (key, value) in entries {
                let (mut radix, mut model) = snapshots.last().cloned().unwrap();
                radix.insert(key, value);
                model.insert(key, value);
                snapshots.push((radix, model));
            }
            for (radix, model) in &snapshots {
                prop_assert_eq!(radix.values(), model.values().collect::<Vec<_>>());
                for key in 0..5000 {
                    prop_assert_eq!(radix.get(key), model.get(&key));
                }
            }
        }
    }

    #[test]
    fn a_long_list_is_dropped_without_a_stack() {
        let mut list = List::default();
        for i in 0..1_000_000 {
            list = list.push(i);
        }
        assert_eq!((list.len(), list.iter().next(), list.iter().nth(2)), (1_000_000, Some(&999_999), Some(&999_997)));
    }
}
