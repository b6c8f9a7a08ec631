//! What a debug build notices. Each mistake is made in a child process, this test binary once more, which has to end
//! with the message.
#![cfg(all(debug_assertions, not(lithe_system_alloc), not(lithe_tsan)))]

use rt::{Obj, heap, raw, rc};
use std::process::Command;

const WHICH: &str = "LITHE_TEST_MISTAKE";

/// The mistakes, and what a debug build says.
const MISTAKES: [(&str, fn(), &str); 8] = [
    ("free twice", free_twice, "an object was freed twice"),
    ("drop twice", drop_twice, "a freed object is used"),
    ("write after free", write_after_free, "freed memory was written at byte 17 of a 24-byte block"),
    ("use after free", use_after_free, "a freed object is used"),
    ("count after free", count_after_free, "a freed object is used"),
    ("field out of shape", field_out_of_shape, "field 2 of a constructor with 2 boxed fields"),
    ("scalar out of shape", scalar_out_of_shape, "scalar bytes 8..16 of a constructor with 8"),
    ("scalar of none", scalar_of_none, "scalar bytes 0..1 of a constructor with 0"),
];

fn pair() -> rt::Ptr {
    Obj::ctor(0, [Obj::scalar(1), Obj::scalar(2)]).into_raw()
}

fn free_twice() {
    let o = pair();
    // SAFETY: none: the second call is the mistake.
    unsafe {
        heap::free_small(o);
        heap::free_small(o);
    }
}

fn drop_twice() {
    let o = pair();
    // SAFETY: none: the second word is the mistake.
    unsafe {
        drop(Obj::from_raw(o));
        drop(Obj::from_raw(o));
    }
}

fn write_after_free() {
    let o = pair();
    // SAFETY: none: the write is the mistake.
    unsafe {
        heap::free_small(o);
        o.cast::<u8>().add(17).write(0);
    }
    // The block is handed out again before a page's worth of others is.
    let _held: Vec<Obj> = (0..10_000).map(|i| Obj::ctor(0, [Obj::scalar(i), Obj::scalar(i)])).collect();
}

fn use_after_free() {
    let o = pair();
    // SAFETY: none: the access is the mistake.
    unsafe {
        heap::free_small(o);
        let _ = raw::ctor_field(o, 0);
    }
}

fn count_after_free() {
    let o = pair();
    // SAFETY: none: the second call is the mistake.
    unsafe {
        heap::free_small(o);
        rc::inc(o);
    }
}

fn field_out_of_shape() {
    // SAFETY: none: there are two fields.
    unsafe {
        let _ = raw::ctor_field(pair(), 2);
    }
}

fn scalar_out_of_shape() {
    let o = Obj::ctor_scalars(0, [Obj::scalar(1)], [0; 8]).into_raw();
    // SAFETY: none: there are eight bytes.
    unsafe {
        let _ = raw::ctor_scalar::<u64>(o, 0);
        let _ = raw::ctor_scalar::<u64>(o, 8);
    }
}

fn scalar_of_none() {
    // SAFETY: none: there are no scalars.
    unsafe {
        let _ = raw::ctor_scalar::<u8>(pair(), 0);
    }
}

#[test]
fn mistakes_end_the_process_with_a_message() {
    if let Ok(which) = std::env::var(WHICH) {
        let (_, make, _) = MISTAKES.iter().find(|(name, ..)| *name == which).unwrap();
        make();
        println!("the mistake went unnoticed");
        return;
    }
    for (name, _, message) in MISTAKES {
        let out = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "mistakes_end_the_process_with_a_message", "--nocapture"])
            .env(WHICH, name)
            .env("RUST_BACKTRACE", "0")
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&out.stdout) + String::from_utf8_lossy(&out.stderr);
        assert!(!out.status.success() && text.contains(message), "{name}: {}\n{text}", out.status);
        assert!(text.contains("this is a bug in Lithe"), "{name}: {text}");
    }
}
