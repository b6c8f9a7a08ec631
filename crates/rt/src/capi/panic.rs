//! Panics of compiled code, and the ends of the process.
//!
//! A *panic* of a Lean program reports and goes on with a default value, unless the process was told otherwise
//! (`lean_set_exit_on_panic`, `LEAN_ABORT_ON_PANIC`). An *internal panic* reports and ends the process.

use crate::object::{Ptr, box_scalar};
use crate::rc;
use std::ffi::{CStr, c_char};
use std::sync::atomic::{AtomicBool, Ordering};

static EXIT_ON_PANIC: AtomicBool = AtomicBool::new(false);
static PANIC_MESSAGES: AtomicBool = AtomicBool::new(true);

fn abort_if_asked() {
    if std::env::var_os("LEAN_ABORT_ON_PANIC").is_some() {
        std::process::abort();
    }
}

/// Reports and ends the process, as upstream does.
pub(super) fn internal(message: &str) -> ! {
    eprintln!("INTERNAL PANIC: {message}");
    abort_if_asked();
    std::process::exit(1)
}

/// Reports a panic of the program; returns unless the process was told to end.
fn report(message: &str) {
    if PANIC_MESSAGES.load(Ordering::Relaxed) {
        eprintln!("{message}");
        if std::env::var_os("LEAN_BACKTRACE").is_none_or(|v| v != "0") {
            eprintln!("backtrace:\n{}", std::backtrace::Backtrace::force_capture());
        }
    }
    abort_if_asked();
    if EXIT_ON_PANIC.load(Ordering::Relaxed) {
        std::process::exit(1);
    }
}

/// Reports and gives the default; for the functions of this ABI.
pub(super) fn with_default<T>(default: T, message: &str) -> T {
    report(message);
    default
}

exports! {
    /// `void lean_set_exit_on_panic(bool flag)`: whether a panic ends the process.
    fn lean_set_exit_on_panic(flag: bool) { EXIT_ON_PANIC.store(flag, Ordering::Relaxed) }

    /// `lean_obj_res lean_internal_set_exit_on_panic(uint8_t flag)`: as [`lean_set_exit_on_panic`], for compiled code.
    fn lean_internal_set_exit_on_panic(flag: u8) -> Ptr {
        EXIT_ON_PANIC.store(flag != 0, Ordering::Relaxed);
        box_scalar(0)
    }

    /// `void lean_set_panic_messages(bool flag)`: whether panics are reported.
    fn lean_set_panic_messages(flag: bool) { PANIC_MESSAGES.store(flag, Ordering::Relaxed) }

    /// `void lean_panic(char const * msg, bool force_stderr)`: reports a panic on the standard error output.
    fn lean_panic(msg: *const c_char, _force_stderr: bool) { report(&CStr::from_ptr(msg).to_string_lossy()) }

    /// `lean_obj_res lean_panic_fn(lean_obj_arg default_val, lean_obj_arg msg)`: reports the string and gives the
    /// default.
    fn lean_panic_fn(default_val: Ptr, msg: Ptr) -> Ptr {
        report(&String::from_utf8_lossy(super::string::bytes(msg)));
        rc::dec(msg);
        default_val
    }

    /// `lean_obj_res lean_panic_fn_borrowed(b_lean_obj_arg default_val, lean_obj_arg msg)`: as [`lean_panic_fn`].
    fn lean_panic_fn_borrowed(default_val: Ptr, msg: Ptr) -> Ptr {
        rc::inc(default_val);
        lean_panic_fn(default_val, msg)
    }

    /// `void lean_internal_panic(char const * msg)`, does not return: reports and ends the process.
    fn lean_internal_panic(msg: *const c_char) -> ! { internal(&CStr::from_ptr(msg).to_string_lossy()) }

    /// `void lean_internal_panic_out_of_memory(void)`, does not return.
    fn lean_internal_panic_out_of_memory() -> ! { internal("out of memory") }

    /// `void lean_internal_panic_unreachable(void)`, does not return.
    fn lean_internal_panic_unreachable() -> ! { internal("unreachable code has been reached") }

    /// `void lean_internal_panic_rc_overflow(void)`, does not return.
    fn lean_internal_panic_rc_overflow() -> ! { internal("reference counter overflowed") }

    /// `void lean_internal_panic_overflow(void)`, does not return.
    fn lean_internal_panic_overflow() -> ! { internal("integer overflow in runtime computation") }

    /// `lean_obj_res lean_sorry(uint8_t)`, does not return: a program reached a hole.
    fn lean_sorry(_synthetic: u8) -> Ptr { internal("executed 'sorry'") }
}
