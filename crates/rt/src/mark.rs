//! Marking whole graphs: multi-threaded before a value crosses to another thread, persistent before it is kept for good.
//!
//! Both walks keep the promise that nothing single-threaded is reachable from what they marked. They use an explicit
//! list, so depth costs memory, not stack.

use crate::layout::rc::STICKY_INC;
use crate::object::{Kind, Ptr, is_scalar, kind_of, slots};
use crate::sync::Ordering::Relaxed;
use crate::task;

/// Pushes the object of a slot if the walk has to enter it.
#[inline(always)]
unsafe fn push_if(list: &mut Vec<Ptr>, child: Ptr, enter: impl Fn(i32) -> Option<i32>) {
    // SAFETY: a valid word or null.
    unsafe {
        if is_scalar(child) || child.is_null() {
            return;
        }
        let count = &(*child).rc;
        if let Some(new) = enter(count.load(Relaxed)) {
            count.store(new, Relaxed);
            list.push(child);
        }
    }
}

/// Walks everything reachable through objects that `enter` gives a new count.
unsafe fn walk(o: Ptr, enter: impl Fn(i32) -> Option<i32> + Copy) {
    let mut list = Vec::new();
    // SAFETY: listed objects are live and reachable from `o`.
    unsafe {
        push_if(&mut list, o, enter);
        while let Some(o) = list.pop() {
            if kind_of(o) == Kind::External {
                crate::external::each_child(o, &mut |child| push_if(&mut list, child, enter));
                continue;
            }
            let s = slots(o);
            for i in 0..s.count {
                push_if(&mut list, *s.first.add(i), enter);
            }
        }
    }
}

/// Makes everything reachable from `o` multi-threaded: single-threaded counts turn negative. Stops at objects that are
/// multi-threaded, persistent or scoped.
///
/// # Safety
/// `o` is a valid word that this thread may use.
pub unsafe fn mark_mt(o: Ptr) {
    // SAFETY: as ours.
    unsafe { walk(o, |n| (n > 0).then_some(-n)) }
}

/// The count of an object that was multi-threaded when it became persistent: deep in the sticky band, so that
/// increments and decrements already under way on other threads cannot bring it back to life or death.
const PINNED: i32 = STICKY_INC - 0x0400_0000;

/// Makes everything reachable from `o` persistent: never freed, and for what was single-threaded never counted. Waits
/// for tasks. Refs stay synchronised between threads: they are pinned too. The current runtime remembers the objects, see [`crate::Runtime::shutdown`].
///
/// # Safety
/// As [`mark_mt`].
pub unsafe fn mark_persistent(o: Ptr) {
    let enter = |n: i32| match n {
        1.. => Some(0),
        0 => None,
        n => (n > STICKY_INC).then_some(PINNED),
    };
    let mut list = Vec::new();
    // SAFETY: as in `walk`; a task is finished before its value is followed.
    unsafe {
        push_if(&mut list, o, enter);
        while let Some(o) = list.pop() {
            if kind_of(o) == Kind::Ref {
                (*o).rc.store(PINNED, Relaxed);
            }
            match kind_of(o) {
                Kind::External => crate::external::each_child(o, &mut |child| push_if(&mut list, child, enter)),
                kind => {
                    if kind == Kind::Task {
                        task::wait(o);
                    }
                    let s = slots(o);
                    for i in 0..s.count {
                        push_if(&mut list, *s.first.add(i), enter);
                    }
                }
            }
            crate::runtime::keep(o);
        }
    }
}
