//! `list.map (+1)` in C++ (`benches/cpp/list_map.cpp`), on two allocators.

/// How the list is mapped; the C++ source says what each does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// Free the cell, allocate a new one.
    None,
    /// Reset the cell and build in its memory.
    Reset,
    /// As before, with the fields moved.
    Moved,
    /// One test, then update in place.
    InPlace,
    /// Update in place without a test.
    Unique,
    /// In place as a loop.
    Loop,
}

/// Allocator of the C++ program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allocator {
    /// The C library's.
    Malloc,
    /// mimalloc.
    Mimalloc,
}

#[cfg(not(no_cpp))]
mod built {
    use super::{Allocator, Variant};
    // The C++ objects call `mi_malloc`, which this crate's dependency brings.
    use libmimalloc_sys as _;
    use std::ffi::{c_int, c_void};

    unsafe extern "C" {
        safe fn peer_glibc_range(n: usize) -> *mut c_void;
        fn peer_glibc_map(variant: c_int, list: *mut c_void, rounds: usize) -> *mut c_void;
        fn peer_glibc_sum(list: *mut c_void) -> usize;
        fn peer_glibc_drop(list: *mut c_void);
        safe fn peer_mimalloc_range(n: usize) -> *mut c_void;
        fn peer_mimalloc_map(variant: c_int, list: *mut c_void, rounds: usize) -> *mut c_void;
        fn peer_mimalloc_sum(list: *mut c_void) -> usize;
        fn peer_mimalloc_drop(list: *mut c_void);
    }

    /// A list of numbers in C++.
    #[derive(Debug)]
    pub struct List {
        cells: *mut c_void,
        allocator: Allocator,
    }

    impl List {
        /// 0, 1, …, `n - 1`; `None` if no C++ compiler was there when this crate was built.
        pub fn range(n: usize, allocator: Allocator) -> Option<List> {
            let cells = match allocator {
                Allocator::Malloc => peer_glibc_range(n),
                Allocator::Mimalloc => peer_mimalloc_range(n),
            };
            Some(List { cells, allocator })
        }

        /// Adds 1 to every number, `rounds` times.
        pub fn map(&mut self, variant: Variant, rounds: usize) {
            let map = match self.allocator {
                Allocator::Malloc => peer_glibc_map,
                Allocator::Mimalloc => peer_mimalloc_map,
            };
            // SAFETY: the list is ours alone, was made by the same program, and is replaced by the result.
            self.cells = unsafe { map(variant as c_int, self.cells, rounds) };
        }

        /// Sum of the numbers.
        pub fn sum(&self) -> usize {
            // SAFETY: a list of the program that is asked.
            unsafe {
                match self.allocator {
                    Allocator::Malloc => peer_glibc_sum(self.cells),
                    Allocator::Mimalloc => peer_mimalloc_sum(self.cells),
                }
            }
        }
    }

    impl Drop for List {
        fn drop(&mut self) {
            // SAFETY: the list is ours, of the program that frees it, and ends here.
            unsafe {
                match self.allocator {
                    Allocator::Malloc => peer_glibc_drop(self.cells),
                    Allocator::Mimalloc => peer_mimalloc_drop(self.cells),
                }
            }
        }
    }
}

#[cfg(no_cpp)]
mod built {
    use super::{Allocator, Variant};

    /// A list of numbers in C++, had there been a compiler.
    #[derive(Debug)]
    pub enum List {}

    impl List {
        /// `None`: no C++ compiler was there when this crate was built.
        pub fn range(_: usize, _: Allocator) -> Option<List> {
            None
        }

        /// Not reached.
        pub fn map(&mut self, _: Variant, _: usize) {
            match *self {}
        }

        /// Not reached.
        pub fn sum(&self) -> usize {
            match *self {}
        }
    }
}

pub use built::List;
