//! The atomics and locks of this crate: the standard ones, or locks that the thread sanitizer can follow
//! (`--cfg lithe_tsan`).

pub(crate) use std::sync::atomic::{AtomicI32, AtomicPtr, AtomicU32, Ordering};

#[cfg(not(lithe_tsan))]
pub(crate) use std::sync::{Condvar, Mutex, MutexGuard};

#[cfg(lithe_tsan)]
pub(crate) use watched::{Condvar, Mutex, MutexGuard};

/// Locks that the thread sanitizer can follow.
///
/// The standard library comes compiled and without the sanitizer's marks, so what its locks do on their slow paths (to
/// wait, to be woken) is not seen, and everything that a contended lock orders would be reported as a race. These
/// stand on the paths that are inlined into this crate: a lock is tried until it is free, and waiting for a condition
/// is to let go of the lock for a moment, which a caller that asks its condition again cannot tell from being woken.
#[cfg(lithe_tsan)]
mod watched {
    use std::ops::{Deref, DerefMut};
    use std::sync::{LockResult, PoisonError, TryLockError};
    use std::{thread, time::Duration};

    #[derive(Debug, Default)]
    pub(crate) struct Mutex<T>(std::sync::Mutex<T>);

    pub(crate) struct MutexGuard<'a, T> {
        mutex: &'a Mutex<T>,
        guard: std::sync::MutexGuard<'a, T>,
    }

    impl<T> Mutex<T> {
        pub(crate) const fn new(value: T) -> Mutex<T> {
            Mutex(std::sync::Mutex::new(value))
        }

        pub(crate) fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
            loop {
                match self.0.try_lock() {
                    Ok(guard) => return Ok(MutexGuard { mutex: self, guard }),
                    Err(TryLockError::Poisoned(poisoned)) => {
                        return Err(PoisonError::new(MutexGuard { mutex: self, guard: poisoned.into_inner() }));
                    }
                    Err(TryLockError::WouldBlock) => thread::yield_now(),
                }
            }
        }
    }

    impl<T> Deref for MutexGuard<'_, T> {
        type Target = T;
        fn deref(&self) -> &T {
            &self.guard
        }
    }

    impl<T> DerefMut for MutexGuard<'_, T> {
        fn deref_mut(&mut self) -> &mut T {
            &mut self.guard
        }
    }

    #[derive(Debug, Default)]
    pub(crate) struct Condvar;

    impl Condvar {
        pub(crate) const fn new() -> Condvar {
            Condvar
        }

        pub(crate) fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
            let mutex = guard.mutex;
            drop(guard);
            thread::sleep(Duration::from_micros(50));
            mutex.lock()
        }

        pub(crate) fn notify_one(&self) {}

        pub(crate) fn notify_all(&self) {}
    }
}
