//! Arithmetic on big numbers: the permissively licensed crates side by side, as the object runtime would use them.
//!
//! What is measured: each operation from `&[u64]` limbs (how a number object stores them) to limbs or text again, so
//! the conversions into and out of a crate's own type count. The last column is `rt::bignum`, which is built on the
//! winner. What is not measured: the allocation of the result object.
//!
//! `cargo run --release -p benches --bin bignum` prints one table per size: nanoseconds per operation, and the ratio to
//! the best crate. Each figure is the least of several batches, which is the usual estimate for code without I/O.
#![forbid(unsafe_code)]

use std::hint::black_box;
use std::time::{Duration, Instant};

/// What a candidate must do, limbs in, limbs or text out. Limbs are least significant first.
trait Candidate {
    /// Column title.
    fn name(&self) -> &'static str;
    /// `out = a + b`.
    fn add(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>);
    /// `out = a * b`.
    fn mul(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>);
    /// `out = a / b`.
    fn div(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>);
    /// Decimal digits of `a`.
    fn decimal(&self, a: &[u64]) -> String;
    /// The number that `text` writes in decimal.
    fn parse(&self, text: &str, out: &mut Vec<u64>);
}

/// Title of the column that is not a crate of its own.
const OURS: &str = "rt::bignum";

/// Replaces the content of `out`.
fn set(out: &mut Vec<u64>, limbs: &[u64]) {
    out.clear();
    out.extend_from_slice(limbs);
}

mod dashu {
    use dashu_int::UBig;

    /// `dashu-int`, which takes and gives words.
    pub struct Dashu;

    impl super::Candidate for Dashu {
        fn name(&self) -> &'static str {
            "dashu-int"
        }
        fn add(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>) {
            super::set(out, (UBig::from_words(a) + UBig::from_words(b)).as_words());
        }
        fn mul(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>) {
            super::set(out, (UBig::from_words(a) * UBig::from_words(b)).as_words());
        }
        fn div(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>) {
            super::set(out, (UBig::from_words(a) / UBig::from_words(b)).as_words());
        }
        fn decimal(&self, a: &[u64]) -> String {
            UBig::from_words(a).to_string()
        }
        fn parse(&self, text: &str, out: &mut Vec<u64>) {
            let n = UBig::from_str_radix(text, 10).unwrap_or_default();
            super::set(out, n.as_words());
        }
    }
}

mod num {
    use num_bigint::BigUint;

    /// `num-bigint`, which takes 32-bit digits and gives an iterator over 64-bit ones.
    pub struct Num;

    fn big(limbs: &[u64]) -> BigUint {
        BigUint::new(limbs.iter().flat_map(|&l| [l as u32, (l >> 32) as u32]).collect())
    }

    fn set(out: &mut Vec<u64>, n: &BigUint) {
        out.clear();
        out.extend(n.iter_u64_digits());
    }

    impl super::Candidate for Num {
        fn name(&self) -> &'static str {
            "num-bigint"
        }
        fn add(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>) {
            set(out, &(big(a) + big(b)));
        }
        fn mul(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>) {
            set(out, &(big(a) * big(b)));
        }
        fn div(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>) {
            set(out, &(big(a) / big(b)));
        }
        fn decimal(&self, a: &[u64]) -> String {
            big(a).to_string()
        }
        fn parse(&self, text: &str, out: &mut Vec<u64>) {
            let n = BigUint::parse_bytes(text.as_bytes(), 10).unwrap_or_default();
            set(out, &n);
        }
    }
}

mod ibig_crate {
    use ibig::UBig;

    /// `ibig`, which takes and gives bytes.
    pub struct Ibig;

    fn big(limbs: &[u64]) -> UBig {
        let bytes: Vec<u8> = limbs.iter().flat_map(|l| l.to_le_bytes()).collect();
        UBig::from_le_bytes(&bytes)
    }

    fn set(out: &mut Vec<u64>, n: &UBig) {
        out.clear();
        let bytes = n.to_le_bytes();
        let mut chunks = bytes.chunks_exact(8);
        out.extend(chunks.by_ref().map(|c| c.iter().rev().fold(0, |acc, &b| acc << 8 | u64::from(b))));
        let rest = chunks.remainder();
        if !rest.is_empty() {
            out.push(rest.iter().rev().fold(0, |acc, &b| acc << 8 | u64::from(b)));
        }
    }

    impl super::Candidate for Ibig {
        fn name(&self) -> &'static str {
            "ibig"
        }
        fn add(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>) {
            set(out, &(big(a) + big(b)));
        }
        fn mul(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>) {
            set(out, &(big(a) * big(b)));
        }
        fn div(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>) {
            set(out, &(big(a) / big(b)));
        }
        fn decimal(&self, a: &[u64]) -> String {
            big(a).to_string()
        }
        fn parse(&self, text: &str, out: &mut Vec<u64>) {
            let n = UBig::from_str_radix(text, 10).unwrap_or_default();
            set(out, &n);
        }
    }
}

mod ours {
    use rt::bignum::text::{Radix, nat_to_string, parse_nat};
    use rt::bignum::{Limbs, MAX_BITS, Value, nat};

    /// `rt::bignum`, which takes and gives limbs.
    pub struct Ours;

    fn big(limbs: &[u64]) -> Value<'_> {
        Value::Big(Limbs::new(false, limbs))
    }

    fn set(out: &mut Vec<u64>, n: Value<'_>) {
        match n {
            Value::Small(n) => super::set(out, &[n]),
            Value::Big(big) => super::set(out, big.limbs()),
        }
    }

    impl super::Candidate for Ours {
        fn name(&self) -> &'static str {
            super::OURS
        }
        fn add(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>) {
            nat::add(big(a), big(b), |n| set(out, n));
        }
        fn mul(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>) {
            let refused = nat::mul(big(a), big(b), MAX_BITS, |n| set(out, n)).is_err();
            assert!(!refused);
        }
        fn div(&self, a: &[u64], b: &[u64], out: &mut Vec<u64>) {
            nat::div(big(a), big(b), |n| set(out, n));
        }
        fn decimal(&self, a: &[u64]) -> String {
            nat_to_string(big(a), Radix::DECIMAL)
        }
        fn parse(&self, text: &str, out: &mut Vec<u64>) {
            let refused = parse_nat(text, Radix::DECIMAL, MAX_BITS, |n| set(out, n)).is_err();
            assert!(!refused);
        }
    }
}

/// Pseudo-random limbs (SplitMix64) with the top bit of the last one set, so that the size is exact.
fn limbs(count: usize, seed: u64) -> Vec<u64> {
    let mut state = seed;
    let mut out: Vec<u64> = (0..count)
        .map(|_| {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = state;
            z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ z >> 31
        })
        .collect();
    if let Some(top) = out.last_mut() {
        *top |= 1 << 63;
    }
    out
}

/// Least nanoseconds per call of `f` over batches of about five milliseconds.
fn nanoseconds(mut f: impl FnMut()) -> f64 {
    let once = {
        let start = Instant::now();
        f();
        start.elapsed().max(Duration::from_nanos(20))
    };
    let batch = (Duration::from_millis(5).as_nanos() / once.as_nanos()).clamp(1, 200_000) as u32;
    let budget = Instant::now();
    let mut least = f64::INFINITY;
    while budget.elapsed() < Duration::from_millis(120) {
        let start = Instant::now();
        for _ in 0..batch {
            f();
        }
        least = least.min(start.elapsed().as_nanos() as f64 / f64::from(batch));
    }
    least
}

/// Runs one operation for each candidate and prints the row. The best crate sets the ratio.
fn row(title: &str, candidates: &[&dyn Candidate], mut run: impl FnMut(&dyn Candidate)) {
    let times: Vec<f64> = candidates.iter().map(|c| nanoseconds(|| run(*c))).collect();
    let crates = candidates.iter().zip(&times).filter(|(c, _)| c.name() != OURS);
    let best = crates.map(|(_, t)| *t).fold(f64::INFINITY, f64::min);
    print!("  {title:<14}");
    for time in &times {
        print!("{time:>14.1} {:>5.2}x", time / best);
    }
    println!();
}

fn main() {
    let candidates: &[&dyn Candidate] = &[&dashu::Dashu, &num::Num, &ibig_crate::Ibig, &ours::Ours];
    for (title, count) in [("128 bit", 2), ("1 Kbit", 16), ("16 Kbit", 256), ("128 Kbit", 2048), ("1 Mbit", 16384)] {
        let (a, b, wide) = (limbs(count, 1), limbs(count, 2), limbs(2 * count, 3));
        let text = dashu::Dashu.decimal(&a);
        let mut out = Vec::with_capacity(4 * count + 8);
        print!("{title}, ns   ");
        for c in candidates {
            print!("{:>21}", c.name());
        }
        println!();
        row("add", candidates, |c| c.add(black_box(&a), black_box(&b), black_box(&mut out)));
        row("mul", candidates, |c| c.mul(black_box(&a), black_box(&b), black_box(&mut out)));
        row("div 2n/n", candidates, |c| c.div(black_box(&wide), black_box(&b), black_box(&mut out)));
        row("to decimal", candidates, |c| {
            black_box(c.decimal(black_box(&a)));
        });
        row("from decimal", candidates, |c| c.parse(black_box(&text), black_box(&mut out)));
    }
}
