//! Work on many items by several threads, with results in the order of the items.
//!
//! What it is: each thread takes the next item and has a state of its own, which is reused from item to item; results
//! are handed to the caller one after another, in order, as soon as they can be. Threads run at most [`AHEAD`] items
//! ahead of the slowest one, so that finished results do not pile up.
//! What it is not: a pool; the threads live as long as the call.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};

/// How far a thread may be ahead of the result that is handed over next.
const AHEAD: usize = 64;

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// The next result, please.
    Continue,
    /// No further result is wanted.
    Stop,
}

/// Which items may be worked on.
struct Gate {
    next: AtomicUsize,
    stopped: AtomicBool,
    handed_over: Mutex<usize>,
    moved: Condvar,
}

impl Gate {
    /// The next item of `count`, once it is near enough; `None` when there is none left.
    fn enter(&self, count: usize) -> Option<usize> {
        let index = self.next.fetch_add(1, Ordering::Relaxed);
        let mut handed_over = self.handed_over.lock().unwrap_or_else(PoisonError::into_inner);
        while index >= *handed_over + AHEAD && !self.stopped.load(Ordering::Relaxed) {
            handed_over = self.moved.wait(handed_over).unwrap_or_else(PoisonError::into_inner);
        }
        (index < count && !self.stopped.load(Ordering::Relaxed)).then_some(index)
    }

    fn hand_over(&self, count: usize) {
        *self.handed_over.lock().unwrap_or_else(PoisonError::into_inner) = count;
        self.moved.notify_all();
    }

    fn stop(&self) {
        // Under the lock, so that no thread misses it between looking and waiting.
        let _held = self.handed_over.lock().unwrap_or_else(PoisonError::into_inner);
        self.stopped.store(true, Ordering::Relaxed);
        self.moved.notify_all();
    }
}

/// Stops the others when a thread ends for whatever reason with work left, so that none waits for it.
struct StopOnPanic<'g>(&'g Gate);

impl Drop for StopOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.stop();
        }
    }
}

/// Calls `work` for each item, on `threads` threads that each have a state made by `state`, and `take` with the index
/// and result of each, in order, on this thread.
pub fn in_order<T: Sync, S, R: Send>(
    items: &[T],
    threads: NonZeroUsize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
    mut take: impl FnMut(usize, R) -> Flow,
) {
    if threads.get() == 1 || items.len() <= 1 {
        let mut state = state();
        for (index, item) in items.iter().enumerate() {
            if take(index, work(&mut state, item)) == Flow::Stop {
                break;
            }
        }
        return;
    }
    let gate = Gate {
        next: AtomicUsize::new(0),
        stopped: AtomicBool::new(false),
        handed_over: Mutex::new(0),
        moved: Condvar::new(),
    };
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads.get().min(items.len()) {
            let (sender, gate, state, work) = (sender.clone(), &gate, &state, &work);
            scope.spawn(move || {
                let _stop = StopOnPanic(gate);
                let mut state = state();
                while let Some(index) = gate.enter(items.len()) {
                    if sender.send((index, work(&mut state, &items[index]))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let (mut early, mut next) = (BTreeMap::new(), 0);
        'receive: for (index, result) in receiver {
            early.insert(index, result);
            while let Some(result) = early.remove(&next) {
                if take(next, result) == Flow::Stop {
                    gate.stop();
                    break 'receive;
                }
                next += 1;
                gate.hand_over(next);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threads(n: usize) -> NonZeroUsize {
        NonZeroUsize::new(n).unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_items_whatever_the_threads_do() {
        let items: Vec<u64> = (0..2_000).collect();
        for n in [1, 2, 7] {
            let mut seen = Vec::new();
            let work = |count: &mut u64, item: &u64| {
                *count += 1;
                // The first item is the slowest, so that every other one waits for it.
                if *item == 0 {
                    std::thread::sleep(std::time::Duration::from_millis(20));
                }
                item * 3
            };
            in_order(
                &items,
                threads(n),
                || 0,
                work,
                |index, result| {
                    seen.push((index, result));
                    Flow::Continue
                },
            );
            assert!(seen.iter().enumerate().all(|(i, s)| *s == (i, 3 * i as u64)));
            assert_eq!(seen.len(), items.len());
        }
    }

    #[test]
    fn stopping_early_ends_the_threads() {
        let items: Vec<usize> = (0..100_000).collect();
        let mut last = 0;
        in_order(
            &items,
            threads(3),
            || (),
            |(), i| *i,
            |index, _| {
                last = index;
                if index == 10 { Flow::Stop } else { Flow::Continue }
            },
        );
        assert_eq!(last, 10);
    }

    #[test]
    fn a_panic_in_one_thread_reaches_the_caller() {
        let items: Vec<usize> = (0..10_000).collect();
        let work = |(): &mut (), i: &usize| assert_ne!(*i, 3, "number three");
        let outcome = std::panic::catch_unwind(|| in_order(&items, threads(2), || (), work, |_, ()| Flow::Continue));
        assert!(outcome.is_err());
    }
}
