//! Absolute pointers with relocation against relative pointers with a branch on each field.
//!
//! A region whose base address is taken has two ways out. Upstream's (and ours) stores absolute addresses and adds the
//! difference to every pointer once. The slides' other way stores each pointer relative to its own place, so that
//! nothing is rewritten; every field read must then ask whether the object lies in a region (relative) or on the heap
//! (absolute). This program takes the objects of real files, stores their pointers both ways in one flat memory, and
//! measures what a followed pointer costs: in file order, and depth first over the whole graph. Memory is modelled as
//! words with indices instead of addresses, the same in all variants; the branch is a bit of the object's header.
//!
//! `cargo run --release -p benches --bin relative_pointers [-- FILES]`: number of corpus files, largest first.
#![forbid(unsafe_code)]

use olean::compact::Target;
use olean::verify::Verifier;
use olean::view::Image;
use olean::{base, convert};
use rt::layout::Width;
use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 15;

/// Bit of a header that says that the object's pointers are relative. The count of an object in a region is 0, so no
/// real header sets it.
const RELATIVE: u64 = 1 << 31;

/// Objects as words: a header, then the fields. A field is odd for a boxed scalar, else twice an index or distance.
struct Memory {
    words: Vec<u64>,
    /// Index of each object's header, children first.
    objects: Vec<usize>,
    pointers: usize,
}

/// Lays the objects of an image out with absolute pointers.
fn absolute(image: &Image<'_>) -> Memory {
    let start = |offset: u64| offset as usize / 8;
    let mut words = vec![0; image.parts()[0].bytes().len() / 8 + 1];
    let (mut objects, mut pointers) = (Vec::new(), 0);
    for o in image.objects(0) {
        let at = start(o.place().offset);
        let children = o.children();
        // A header and the number of fields; arrays of every length are alike here.
        words[at] = (children.len() as u64) << 32;
        for (i, word) in children.enumerate() {
            words[at + 1 + i] = match word.object() {
                None => 1,
                Some(child) => {
                    pointers += 1;
                    2 * start(child.place().offset) as u64
                }
            };
        }
        objects.push(at);
    }
    Memory { words, objects, pointers }
}

/// The same objects with relative pointers in those for which `region` says so.
fn relative(memory: &Memory, region: impl Fn(usize) -> bool) -> Memory {
    let mut words = memory.words.clone();
    for (k, &at) in memory.objects.iter().enumerate() {
        if region(k) {
            words[at] |= RELATIVE;
            for slot in at + 1..at + 1 + fields(words[at]) {
                if words[slot] & 1 == 0 {
                    words[slot] = words[slot].wrapping_sub(2 * slot as u64);
                }
            }
        }
    }
    Memory { words, objects: memory.objects.clone(), pointers: memory.pointers }
}

fn fields(header: u64) -> usize {
    (header >> 32) as usize
}

/// Follows an absolute pointer.
#[inline(always)]
fn direct(_: u64, _: usize, word: u64) -> usize {
    (word >> 1) as usize
}

/// Follows a pointer that may be relative to its slot.
#[inline(always)]
fn branching(header: u64, slot: usize, word: u64) -> usize {
    if header & RELATIVE != 0 { (word.wrapping_add(2 * slot as u64) >> 1) as usize } else { (word >> 1) as usize }
}

/// Reads the header behind every pointer, in file order.
fn in_order(m: &Memory, follow: impl Fn(u64, usize, u64) -> usize) -> u64 {
    let mut sum = 0u64;
    for &at in &m.objects {
        let header = m.words[at];
        for slot in at + 1..at + 1 + fields(header) {
            let word = m.words[slot];
            if word & 1 == 0 {
                sum = sum.wrapping_add(m.words[follow(header, slot, word)] & !RELATIVE);
            }
        }
    }
    sum
}

/// Visits every object once, depth first from the last one, following every pointer.
fn depth_first(
    m: &Memory,
    seen: &mut [bool],
    stack: &mut Vec<usize>,
    follow: impl Fn(u64, usize, u64) -> usize,
) -> u64 {
    seen.fill(false);
    stack.clear();
    let mut visited = 0;
    stack.extend(m.objects.last());
    while let Some(at) = stack.pop() {
        visited += 1;
        let header = m.words[at];
        for slot in at + 1..at + 1 + fields(header) {
            let word = m.words[slot];
            if word & 1 == 0 {
                let to = follow(header, slot, word);
                if !seen[to] {
                    seen[to] = true;
                    stack.push(to);
                }
            }
        }
    }
    visited
}

fn best(pointers: usize, mut run: impl FnMut() -> u64) -> (f64, u64) {
    let mut least = f64::INFINITY;
    let mut result = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        result = black_box(run());
        least = least.min(start.elapsed().as_secs_f64() * 1e9 / pointers as f64);
    }
    (least, result)
}

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().nth(1).map_or(Ok(4), |n| n.parse())?;
    let corpus = test_kit::corpus::dir()?;
    let mut files = test_kit::corpus::files()?;
    files.sort_by_key(|f| std::cmp::Reverse(f.metadata().map_or(0, |m| m.len())));
    println!("{:58} {:>9} {:>8} {:>8} {:>8} {:>9} {:>9}", "ns per pointer", "relocate", "order", "", "", "depth", "");
    println!(
        "{:58} {:>9} {:>8} {:>8} {:>8} {:>9} {:>9} {:>9}",
        "", "once", "absolute", "relative", "mixed", "absolute", "relative", "mixed"
    );
    let mut verifier = Verifier::new();
    for path in files.iter().take(count) {
        let bytes = std::fs::read(path)?;
        let verified = verifier.verify(&[&bytes])?;
        let header = verified.image().parts()[0].header();
        let module = path.strip_prefix(&corpus)?.with_extension("");
        let target = Target {
            width: Width::W64,
            encoding: convert::usual_encoding(Width::W64),
            base: base::of_module(module.iter().filter_map(|c| c.to_str()), Width::W64),
            ..Target::like(header)
        };
        let wide = convert::width(verified.image(), target)?.remove(0);
        let verified = verifier.verify(&[&wide])?;
        row(&module.display().to_string(), &absolute(verified.image()));
    }
    Ok(())
}

fn row(name: &str, plain: &Memory) {
    let all = relative(plain, |_| true);
    // Every other run of a few objects on the heap: what a term built on top of a library looks like.
    let mixed = relative(plain, |k| k.wrapping_mul(0x9e37_79b9) >> 16 & 1 == 0);
    let mut moved = plain.words.clone();
    let mut shift = 2u64;
    let (relocate, _) = best(plain.pointers, || {
        for &at in &plain.objects {
            for slot in at + 1..at + 1 + fields(moved[at]) {
                if moved[slot] & 1 == 0 {
                    moved[slot] = moved[slot].wrapping_add(shift);
                }
            }
        }
        shift = shift.wrapping_neg();
        moved[0]
    });
    let n = plain.pointers;
    let (o1, r1) = best(n, || in_order(plain, direct));
    let (o2, r2) = best(n, || in_order(&all, branching));
    let (o3, r3) = best(n, || in_order(&mixed, branching));
    let (mut seen, mut stack) = (vec![false; plain.words.len()], Vec::new());
    let (d1, v1) = best(n, || depth_first(plain, &mut seen, &mut stack, direct));
    let (d2, v2) = best(n, || depth_first(&all, &mut seen, &mut stack, branching));
    let (d3, v3) = best(n, || depth_first(&mixed, &mut seen, &mut stack, branching));
    assert!(r1 == r2 && r2 == r3 && v1 == v2 && v2 == v3, "all variants see the same graph");
    println!("{name:58} {relocate:9.2} {o1:8.2} {o2:8.2} {o3:8.2} {d1:9.2} {d2:9.2} {d3:9.2}");
}
