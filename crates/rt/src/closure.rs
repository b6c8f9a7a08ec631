//! Closures and their application.
//!
//! A closure's function takes its arguments as words and owns them; up to [`limit::CLOSURE_DIRECT_ARGS`] they come as
//! C arguments, past it as a pointer to an array of them. Applying fewer arguments than are missing makes a new
//! closure, more apply the result to the rest, in a loop.

use crate::layout::{HOST, limit};
use crate::obj::Obj;
use crate::object::{Ptr, at};
use crate::{heap, raw, rc};

/// Most arguments that a closure can have: the count is 16 bits wide.
const MAX_ARITY: usize = u16::MAX as usize;

/// Applies a closure to arguments; owns the closure and the arguments, gives an owned result.
///
/// # Safety
/// `f` is a closure; all words are owned by the caller.
pub unsafe fn apply(f: Ptr, args: &[Ptr]) -> Ptr {
    let (mut f, mut args) = (f, args);
    // SAFETY: `f` stays a closure that we own: a function that is given more arguments than it takes returns one.
    unsafe {
        loop {
            let arity = *at::<u16>(f, HOST.closure_arity) as usize;
            let fixed = *at::<u16>(f, HOST.closure_fixed) as usize;
            let missing = arity - fixed;
            if args.len() < missing {
                return if args.is_empty() { f } else { extend(f, arity, fixed, args) };
            }
            let (now, later) = args.split_at(missing);
            let result = saturate(f, arity, fixed, now);
            if later.is_empty() {
                return result;
            }
            if crate::object::is_scalar(result) {
                // What is left of an erased proof: it takes any number of arguments and stays what it is.
                later.iter().for_each(|&a| rc::dec(a));
                return result;
            }
            debug_assert!(crate::object::kind_of(result) == crate::Kind::Closure, "applying what is no function");
            (f, args) = (result, later);
        }
    }
}

/// The fixed arguments of a closure, owned by the caller from now on; the closure is given up.
#[inline(always)]
unsafe fn take_fixed(f: Ptr, fixed: usize, to: *mut Ptr) {
    // SAFETY: `to` has room for `fixed` words. An exclusive closure's arguments move, a shared one's are shared.
    unsafe {
        let from = at::<Ptr>(f, HOST.closure_args);
        to.copy_from_nonoverlapping(from, fixed);
        if rc::is_exclusive(f) {
            free_shell(f);
        } else {
            for i in 0..fixed {
                rc::inc(*from.add(i));
            }
            rc::dec_ref(f);
        }
    }
}

unsafe fn free_shell(f: Ptr) {
    // SAFETY: the closure is exclusive and its arguments have moved.
    unsafe {
        if crate::free::is_large(f) {
            heap::free_large(f);
        } else {
            heap::free_small(f);
        }
    }
}

/// A closure with more fixed arguments.
unsafe fn extend(f: Ptr, arity: usize, fixed: usize, args: &[Ptr]) -> Ptr {
    // SAFETY: the new closure has room for the old and the new arguments, fewer than its arity.
    unsafe {
        let fun = *at::<*const ()>(f, HOST.closure_fun);
        let g = raw::alloc_closure(fun, arity, fixed + args.len());
        let to = at::<Ptr>(g, HOST.closure_args);
        take_fixed(f, fixed, to);
        to.add(fixed).copy_from_nonoverlapping(args.as_ptr(), args.len());
        g
    }
}

/// Calls a closure with exactly the arguments that it misses.
unsafe fn saturate(f: Ptr, arity: usize, fixed: usize, args: &[Ptr]) -> Ptr {
    // SAFETY: the function takes `arity` words and owns them.
    unsafe {
        let fun = *at::<*const ()>(f, HOST.closure_fun);
        if fixed == 0 {
            rc::dec_ref(f);
            return call(fun, args.as_ptr().cast_mut(), arity);
        }
        if arity <= limit::CLOSURE_DIRECT_ARGS {
            let mut all = [std::ptr::null_mut(); limit::CLOSURE_DIRECT_ARGS];
            take_fixed(f, fixed, all.as_mut_ptr());
            all[fixed..arity].copy_from_slice(args);
            return call(fun, all.as_mut_ptr(), arity);
        }
        let mut all = Vec::with_capacity(arity);
        take_fixed(f, fixed, all.as_mut_ptr());
        all.set_len(fixed);
        all.extend_from_slice(args);
        call(fun, all.as_mut_ptr(), arity)
    }
}

macro_rules! direct_calls {
    ($fun:ident, $args:ident, $arity:ident; $($n:literal: $($i:literal)+;)+) => {
        match $arity {
            $($n => {
                let f: extern "C-unwind" fn($(direct_calls!(@word $i)),+) -> Ptr = std::mem::transmute($fun);
                f($(*$args.add($i)),+)
            })+
            _ => {
                let f: extern "C-unwind" fn(*mut Ptr) -> Ptr = std::mem::transmute($fun);
                f($args)
            }
        }
    };
    (@word $i:literal) => { Ptr };
}

/// Calls a function on `arity` owned words.
#[inline(always)]
unsafe fn call(fun: *const (), args: *mut Ptr, arity: usize) -> Ptr {
    // SAFETY: closures are built over functions of this shape, see `raw::alloc_closure`.
    unsafe {
        direct_calls! { fun, args, arity;
            1: 0;
            2: 0 1;
            3: 0 1 2;
            4: 0 1 2 3;
            5: 0 1 2 3 4;
            6: 0 1 2 3 4 5;
            7: 0 1 2 3 4 5 6;
            8: 0 1 2 3 4 5 6 7;
            9: 0 1 2 3 4 5 6 7 8;
            10: 0 1 2 3 4 5 6 7 8 9;
            11: 0 1 2 3 4 5 6 7 8 9 10;
            12: 0 1 2 3 4 5 6 7 8 9 10 11;
            13: 0 1 2 3 4 5 6 7 8 9 10 11 12;
            14: 0 1 2 3 4 5 6 7 8 9 10 11 12 13;
            15: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14;
            16: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15;
        }
    }
}

/// An owned closure.
#[derive(Clone, Debug)]
pub struct Closure(Obj);

macro_rules! trampolines {
    ($($name:ident $n:literal: $($a:ident)+;)+) => {
        $(extern "C-unwind" fn $name<F: Fn([Obj; N]) -> Obj, const N: usize>($($a: Ptr),+) -> Ptr {
            let args = [$($a),+];
            // SAFETY: chosen only where `N` is the number of arguments, all owned.
            unsafe { trampoline::<F, N>(args.as_ptr()) }
        })+
        fn pick<F: Fn([Obj; N]) -> Obj, const N: usize>() -> *const () {
            match N {
                $($n => $name::<F, N> as *const (),)+
                _ => many::<F, N> as *const (),
            }
        }
    };
}

extern "C-unwind" fn many<F: Fn([Obj; N]) -> Obj, const N: usize>(args: *mut Ptr) -> Ptr {
    // SAFETY: past the direct arguments the caller passes a pointer to all `N` of them, owned.
    unsafe { trampoline::<F, N>(args) }
}

/// Calls the function that the type `F` names.
///
/// # Safety
/// `args` points to `N` owned words, and an `F` exists.
#[inline(always)]
unsafe fn trampoline<F: Fn([Obj; N]) -> Obj, const N: usize>(args: *const Ptr) -> Ptr {
    // SAFETY: `F` is zero-sized and `Copy` (`from_fn` checks), so reading one from a dangling pointer reads nothing;
    // `Obj` is a word.
    unsafe {
        let f = std::ptr::dangling::<F>().read();
        let args = args.cast::<[Obj; N]>().read();
        let result = f(args).into_raw();
        std::mem::forget(f);
        result
    }
}

trampolines! {
    call1 1: a;
    call2 2: a b;
    call3 3: a b c;
    call4 4: a b c d;
    call5 5: a b c d e;
    call6 6: a b c d e f;
    call7 7: a b c d e f g;
    call8 8: a b c d e f g h;
    call9 9: a b c d e f g h i;
    call10 10: a b c d e f g h i j;
    call11 11: a b c d e f g h i j k;
    call12 12: a b c d e f g h i j k l;
    call13 13: a b c d e f g h i j k l m;
    call14 14: a b c d e f g h i j k l m n;
    call15 15: a b c d e f g h i j k l m n o;
    call16 16: a b c d e f g h i j k l m n o p;
}

impl Closure {
    /// A closure of arity `N` over a function of the host language that captures nothing.
    pub fn from_fn<F, const N: usize>(f: F) -> Closure
    where
        F: Fn([Obj; N]) -> Obj + Copy + Send + Sync + 'static,
    {
        const {
            assert!(size_of::<F>() == 0, "a closure's function must not capture; pass values as arguments");
            assert!(N >= 1 && N <= MAX_ARITY, "a closure has 1 to 65,535 arguments");
        }
        let _ = f;
        // SAFETY: `pick` gives a function of `N` words.
        unsafe { Closure(Obj::from_raw(raw::alloc_closure(pick::<F, N>(), N, 0))) }
    }

    /// The closure in a word, if it is one.
    pub fn from_obj(o: Obj) -> Result<Closure, Obj> {
        if o.r().as_closure().is_some() { Ok(Closure(o)) } else { Err(o) }
    }

    /// The word.
    pub fn into_obj(self) -> Obj {
        self.0
    }

    /// Arguments that are still missing.
    pub fn missing(&self) -> usize {
        self.0.r().as_closure().map_or(0, |(_, arity, fixed)| arity - fixed.len())
    }

    /// Applies the closure: to fewer arguments than are missing it gives a closure, to more it applies the result to
    /// the rest.
    ///
    /// # Panics
    /// If a result that is to be applied further is no closure.
    #[inline]
    pub fn apply<const N: usize>(self, args: [Obj; N]) -> Obj {
        if N > self.missing() {
            return self.apply_vec(args.into());
        }
        // SAFETY: at most the missing arguments, all owned; `Obj` is a word.
        unsafe {
            let args = std::mem::ManuallyDrop::new(args);
            let words = std::slice::from_raw_parts(args.as_ptr().cast::<Ptr>(), N);
            Obj::from_raw(apply(self.0.into_raw(), words))
        }
    }

    /// As [`Closure::apply`], for a number of arguments that is not known beforehand.
    ///
    /// # Panics
    /// As [`Closure::apply`].
    pub fn apply_vec(self, args: Vec<Obj>) -> Obj {
        let mut f = self;
        let mut args = args.into_iter();
        loop {
            let n = f.missing().min(args.len());
            let now: Vec<Ptr> = args.by_ref().take(n).map(Obj::into_raw).collect();
            // SAFETY: at most the missing arguments, all owned.
            let result = unsafe { Obj::from_raw(apply(f.0.into_raw(), &now)) };
            if args.len() == 0 {
                return result;
            }
            f = match Closure::from_obj(result) {
                Ok(f) => f,
                Err(o) => panic!("applying {o:?}, which is no function"),
            };
        }
    }
}
