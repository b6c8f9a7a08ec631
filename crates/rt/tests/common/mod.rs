//! What the tests of whole runtimes share.
#![allow(dead_code, reason = "each test file uses some of it")]

use rt::{Config, Counters, Obj, Runtime};

/// Runs `f` on a thread with a small stack, the smallest that the platform's own start and unwinding need.
pub fn on_small_stack<R: Send>(f: impl FnOnce() -> R + Send) -> R {
    std::thread::scope(|s| {
        let thread = std::thread::Builder::new().name("small stack".into()).stack_size(64 << 10);
        match thread.spawn_scoped(s, f).unwrap().join() {
            Ok(r) => r,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Runs `f` in a runtime without workers and checks that what it allocated is freed.
pub fn balanced(f: impl FnOnce()) -> Counters {
    let rt = Runtime::with_config(&Config { workers: Some(0) });
    rt.run(f);
    let c = rt.counters();
    assert_eq!(c.live(), 0, "{c:?}");
    c
}

/// A sequence of numbers that looks random; the same in each run.
pub struct Random(pub u64);

impl Random {
    /// The next number below `n` (SplitMix64).
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ z >> 31) % n as u64) as usize
    }
}

/// A field of `/proc/self/status` in KiB.
pub fn status_kib(field: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with(field)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Mapped ranges of the address space.
pub fn mappings() -> usize {
    std::fs::read_to_string("/proc/self/maps").unwrap().lines().count()
}

/// Builds a chain of `depth` links.
pub fn chain(depth: usize, link: impl Fn(usize, Obj) -> Obj) -> Obj {
    (0..depth).fold(Obj::scalar(0), |inner, i| link(i, inner))
}
