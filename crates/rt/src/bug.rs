//! `bug!`: the way this system says that it, not its user, is wrong.
//!
//! It panics. A worker or server that must outlive it catches the panic at its own border; nothing that a user can
//! influence may end here.

/// Reports a broken promise inside Lithe and panics.
#[macro_export]
macro_rules! bug {
    ($($arg:tt)*) => {
        panic!("this is a bug in Lithe, please report it: {}", format_args!($($arg)*))
    };
}
