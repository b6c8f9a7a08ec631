//! Random programs over objects, next to the same programs over plain Rust values: results agree, nothing shared is
//! changed, and at the end every object is freed.

mod common;

use common::balanced;
use proptest::prelude::*;
use rt::{Array, Closure, Kind, Obj, ObjRef, Ref, Shared, Str, Thunk};
use std::cell::Cell;
use std::rc::Rc;

/// A value as plain Rust: what an object should look like.
#[derive(Clone, Debug, PartialEq)]
enum Model {
    Scalar(usize),
    Ctor(u8, Vec<Rc<Model>>),
    Text(String),
    Array(Vec<Rc<Model>>),
    /// A function of three arguments with some of them.
    Partial(Vec<Rc<Model>>),
    /// A thunk that gives a value.
    Lazy(Rc<Model>),
}

/// Whether the object is what the model says.
fn agrees(o: ObjRef<'_>, m: &Model) -> bool {
    // A value that holds others twice, and those others twice, has too many paths to follow all.
    compare(o, m, &Cell::new(20_000))
}

fn compare(o: ObjRef<'_>, m: &Model, fuel: &Cell<usize>) -> bool {
    let Some(left) = fuel.get().checked_sub(1) else { return true };
    fuel.set(left);
    let all = |os: &[ObjRef<'_>], ms: &[Rc<Model>]| {
        os.len() == ms.len() && os.iter().zip(ms).all(|(&o, m)| compare(o, m, fuel))
    };
    match m {
        Model::Scalar(n) => o.is_scalar() && o.unbox() == *n,
        Model::Ctor(t, fields) => {
            o.kind() == Kind::Ctor && o.ctor_index() == usize::from(*t) && all(o.fields(), fields)
        }
        Model::Text(s) => o.as_str() == Some(s),
        Model::Array(items) => o.as_array().is_some_and(|a| all(a, items)),
        Model::Partial(args) => o.as_closure().is_some_and(|(_, arity, fixed)| arity == 3 && all(fixed, args)),
        Model::Lazy(x) => match Thunk::from_obj(o.to_obj()) {
            Ok(t) => compare(t.get(), x, fuel),
            Err(_) => false,
        },
    }
}

/// One step. Numbers name registers, modulo how many there are.
#[derive(Clone, Debug)]
enum Step {
    Scalar(usize),
    Text(String),
    Ctor(u8, Vec<usize>),
    Array(Vec<usize>),
    Clone(usize),
    Drop(usize),
    /// Takes a constructor of two fields apart, and builds another in its memory.
    Swap(usize, u8),
    /// Gives a constructor up but for its memory, and builds another there.
    Reset(usize, u8, usize),
    /// Changes a field in place, if nobody else has the constructor.
    SetField(usize, usize, usize),
    Push(usize, usize),
    Pop(usize),
    Set(usize, usize, usize),
    PushText(usize, String),
    Function,
    Apply(usize, Vec<usize>),
    Delay(usize),
    /// Through a mutable reference and back.
    ThroughRef(usize, usize),
    /// To another thread, which makes copies and lets go of them, and back.
    ToThread(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let register = || 0usize..64;
    let registers = |max| prop::collection::vec(0usize..64, 0..max);
    prop_oneof![
        2 => (0usize..10).prop_map(Step::Scalar),
        3 => "[a-zα-ω😀]{0,12}".prop_map(Step::Text),
        4 => (0u8..=243, prop::collection::vec(0usize..64, 1..5)).prop_map(|(t, f)| Step::Ctor(t, f)),
        3 => registers(12).prop_map(Step::Array),
        5 => register().prop_map(Step::Clone),
        4 => register().prop_map(Step::Drop),
        4 => (register(), 0u8..=243).prop_map(|(i, t)| Step::Swap(i, t)),
        3 => (register(), 0u8..=243, register()).prop_map(|(i, t, j)| Step::Reset(i, t, j)),
        3 => (register(), register(), register()).prop_map(|(i, k, j)| Step::SetField(i, k, j)),
        6 => (register(), register()).prop_map(|(i, j)| Step::Push(i, j)),
        3 => register().prop_map(Step::Pop),
        3 => (register(), register(), register()).prop_map(|(i, k, j)| Step::Set(i, k, j)),
        4 => (register(), "[a-zß∀]{0,40}").prop_map(|(i, s)| Step::PushText(i, s)),
        2 => Just(Step::Function),
        5 => (register(), registers(5)).prop_map(|(i, a)| Step::Apply(i, a)),
        2 => register().prop_map(Step::Delay),
        2 => (register(), register()).prop_map(|(i, j)| Step::ThroughRef(i, j)),
        2 => register().prop_map(Step::ToThread),
    ]
}

type Register = (Obj, Rc<Model>);

/// The function behind `Step::Function`: its arguments as an array.
fn collect([a, b, c]: [Obj; 3]) -> Obj {
    Obj::array([a, b, c])
}

/// The registers of a running program.
struct Machine(Vec<Register>);

impl Machine {
    fn index(&self, i: usize) -> usize {
        i % self.0.len()
    }

    fn copy(&self, i: usize) -> Register {
        self.0[self.index(i)].clone()
    }

    fn copies(&self, regs: &[usize]) -> (Vec<Obj>, Vec<Rc<Model>>) {
        regs.iter().map(|&i| self.copy(i)).unzip()
    }

    fn take(&mut self, i: usize) -> Register {
        let i = self.index(i);
        std::mem::replace(&mut self.0[i], (Obj::scalar(0), Rc::new(Model::Scalar(0))))
    }

    fn push(&mut self, o: Obj, m: Model) {
        self.0.push((o, Rc::new(m)));
    }

    fn put(&mut self, i: usize, o: Obj, m: Rc<Model>) {
        let i = self.index(i);
        self.0[i] = (o, m);
    }

    fn run(&mut self, step: &Step) {
        match step {
            Step::Scalar(n) => self.push(Obj::scalar(*n), Model::Scalar(*n)),
            Step::Text(s) => self.push(Obj::string(s), Model::Text(s.clone())),
            Step::Ctor(t, regs) => {
                let (os, ms) = self.copies(regs);
                self.push(Obj::ctor_dyn(usize::from(*t), os.into_iter(), &[]), Model::Ctor(*t, ms));
            }
            Step::Array(regs) => {
                let (os, ms) = self.copies(regs);
                self.push(Obj::array(os), Model::Array(ms));
            }
            Step::Clone(i) => {
                let copy = self.copy(*i);
                self.0.push(copy);
            }
            Step::Drop(i) => drop(self.take(*i)),
            Step::Swap(i, t) => self.swap(*i, *t),
            Step::Reset(i, t, j) => self.reset(*i, *t, *j),
            Step::SetField(i, k, j) => self.set_field(*i, *k, *j),
            Step::Push(i, j) => self.with_array(*i, Some(*j), |a, items, x| {
                if let Some((o, m)) = x {
                    a.push(o);
                    items.push(m);
                }
            }),
            Step::Pop(i) => self.with_array(*i, None, |a, items, _| match (a.pop(), items.pop()) {
                (Some(o), Some(m)) => assert!(agrees(o.r(), &m)),
                (o, m) => assert!(o.is_none() && m.is_none()),
            }),
            Step::Set(i, k, j) => self.with_array(*i, Some(*j), |a, items, x| {
                if let Some((o, m)) = x {
                    assert_eq!(a.set(*k, o), *k < items.len());
                    if let Some(slot) = items.get_mut(*k) {
                        *slot = m;
                    }
                }
            }),
            Step::PushText(i, s) => self.push_text(*i, s),
            Step::Function => self.push(Closure::from_fn(collect).into_obj(), Model::Partial(Vec::new())),
            Step::Apply(i, regs) => self.apply(*i, regs),
            Step::Delay(i) => self.delay(*i),
            Step::ThroughRef(i, j) => self.through_ref(*i, *j),
            Step::ToThread(i) => self.visit_thread(*i),
        }
    }

    fn swap(&mut self, i: usize, t: u8) {
        let (o, m) = self.take(i);
        if let Model::Ctor(_, fields) = &*m
            && let [a, b] = fields.as_slice()
        {
            let ([x, y], memory) = o.unpack();
            self.put(i, memory.ctor(t, [y, x]), Rc::new(Model::Ctor(t, vec![b.clone(), a.clone()])));
        } else {
            self.put(i, o, m);
        }
    }

    fn reset(&mut self, i: usize, t: u8, j: usize) {
        let (x, mx) = self.copy(j);
        let (o, m) = self.take(i);
        if matches!(*m, Model::Ctor(..)) {
            self.put(i, o.reset().ctor(t, [x.clone(), x]), Rc::new(Model::Ctor(t, vec![mx.clone(), mx])));
        } else {
            self.put(i, o, m);
        }
    }

    fn set_field(&mut self, i: usize, k: usize, j: usize) {
        let (x, mx) = self.copy(j);
        let (mut o, m) = self.take(i);
        let mut m = (*m).clone();
        if let Model::Ctor(_, fields) = &mut m
            && let Some(slots) = o.fields_mut()
        {
            let k = k % slots.len();
            (slots[k], fields[k]) = (x, mx);
        }
        self.put(i, o, Rc::new(m));
    }

    fn with_array(
        &mut self,
        i: usize,
        j: Option<usize>,
        f: impl FnOnce(&mut Array, &mut Vec<Rc<Model>>, Option<Register>),
    ) {
        let x = j.map(|j| self.copy(j));
        let (o, m) = self.take(i);
        let mut m = (*m).clone();
        match (Array::from_obj(o), &mut m) {
            (Ok(mut a), Model::Array(items)) => {
                f(&mut a, items, x);
                self.put(i, a.into_obj(), Rc::new(m));
            }
            (Err(o), _) => self.put(i, o, Rc::new(m)),
            (Ok(a), m) => panic!("{a:?} is an array, {m:?} is not"),
        }
    }

    fn push_text(&mut self, i: usize, s: &str) {
        let (o, m) = self.take(i);
        match (Str::from_obj(o), &*m) {
            (Ok(mut text), Model::Text(model)) => {
                text.push_str(s);
                let model = model.clone() + s;
                assert_eq!(text.length(), model.chars().count());
                self.put(i, text.into_obj(), Rc::new(Model::Text(model)));
            }
            (Err(o), _) => self.put(i, o, m),
            (Ok(s), m) => panic!("{s:?} is a string, {m:?} is not"),
        }
    }

    /// Applies a function to arguments, to as many as it takes.
    fn apply(&mut self, i: usize, regs: &[usize]) {
        let (os, ms) = self.copies(regs);
        let (f, m) = self.copy(i);
        let Model::Partial(fixed) = &*m else { return };
        let Ok(f) = Closure::from_obj(f) else { panic!("a function") };
        let n = os.len().min(3 - fixed.len());
        let all = [&fixed[..], &ms[..n]].concat();
        let result = f.apply_vec(os.into_iter().take(n).collect());
        self.push(result, if all.len() == 3 { Model::Array(all) } else { Model::Partial(all) });
    }

    fn delay(&mut self, i: usize) {
        let (o, m) = self.copy(i);
        let Ok(f) = Closure::from_obj(Closure::from_fn(|[x, _]: [Obj; 2]| x).apply([o])) else { panic!("a closure") };
        self.push(Thunk::new(f).into_obj(), Model::Lazy(m));
    }

    fn through_ref(&mut self, i: usize, j: usize) {
        let ((a, ma), (b, mb)) = (self.take(i), self.copy(j));
        let r = Ref::new(a);
        assert!(agrees(r.get().r(), &ma));
        let a = r.swap(b);
        assert!(agrees(r.get().r(), &mb));
        self.put(i, a, ma);
    }

    fn visit_thread(&mut self, i: usize) {
        let (o, m) = self.take(i);
        let shared = Shared::new(o);
        let back = std::thread::spawn(move || {
            let copies: Vec<Shared> = (0..3).map(|_| shared.clone()).collect();
            drop(copies);
            shared
        });
        self.put(i, back.join().unwrap().into_obj(), m);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(any(lithe_system_alloc, lithe_tsan)) { 60 } else { 600 }))]

    #[test]
    fn programs_agree_with_their_models(steps in prop::collection::vec(step(), 0..120)) {
        balanced(|| {
            let mut machine = Machine(vec![(Obj::scalar(0), Rc::new(Model::Scalar(0)))]);
            for step in &steps {
                machine.run(step);
                let (o, m) = machine.0.last().unwrap();
                assert!(agrees(o.r(), m), "after {step:?}: {o:?} is not {m:?}");
            }
            for (o, m) in &machine.0 {
                assert!(agrees(o.r(), m), "at the end: {o:?} is not {m:?}");
            }
        });
    }
}
