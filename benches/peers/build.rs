//! Compiles the C++ programs that benches compare with: once on the C library's allocator, once on mimalloc.
//!
//! Without a C++ compiler the crate builds all the same, and `peers::list_map` says that there is none.
#![forbid(unsafe_code)]

fn main() {
    const SOURCE: &str = "../cpp/list_map.cpp";
    println!("cargo:rerun-if-changed={SOURCE}");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(no_cpp)");
    let build = |allocator: &str| {
        let mut cpp = cc::Build::new();
        // The flags of a C++ release build whatever the Cargo profile is; no symbol of the C++ library is used.
        cpp.cpp(true).cpp_link_stdlib(None).file(SOURCE).no_default_flags(true);
        for flag in ["-O3", "-DNDEBUG", "-std=c++17", "-fPIC", "-fno-exceptions", "-fno-rtti"] {
            cpp.flag(flag);
        }
        cpp.define("PEER", Some(allocator)).define(&format!("PEER_{}", allocator.to_uppercase()), None);
        cpp.try_compile(&format!("list_map_{allocator}"))
    };
    for allocator in ["glibc", "mimalloc"] {
        if let Err(error) = build(allocator) {
            println!("cargo:warning=the C++ peers are not built: {error}");
            println!("cargo:rustc-cfg=no_cpp");
            return;
        }
    }
}
