//! Nothing depends on how a line is spelt, on which of the readers reads it, or on threads.

use crate::dump::{exact, outcome};
use crate::generate::{lines, respell};
use crate::sample;
use proptest::collection::vec;
use proptest::prelude::*;

fn choices(len: std::ops::Range<usize>) -> impl Strategy<Value = Vec<[u32; 4]>> {
    vec(any::<[u32; 4]>(), len)
}

/// The lines with a space before each but the first, which no fixed shape has.
fn spaced(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for (at, line) in text.split_inclusive(|&byte| byte == b'\n').enumerate() {
        if at > 0 {
            out.push(b' ');
        }
        out.extend(line);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn spelling_changes_nothing(choices in choices(0..120), spelling in vec(any::<u32>(), 2000)) {
        let lines = lines(&choices);
        let text = lines.join("\n");
        let expected = exact(text.as_bytes(), 1);
        prop_assert!(expected.is_ok(), "{:?}", expected.err());
        let mut spelling = spelling.into_iter();
        let mut other = String::new();
        for (at, line) in lines.iter().enumerate() {
            let value = serde_json::from_str(line).expect("a line is JSON");
            respell(&value, &mut spelling, &mut other);
            other.push_str(if at.is_multiple_of(3) { "\r\n" } else { "\n" });
        }
        prop_assert_eq!(&exact(other.as_bytes(), 1), &expected);
        prop_assert_eq!(&exact(&spaced(text.as_bytes()), 1), &expected);
    }

    #[test]
    fn both_readers_refuse_the_same(
        choices in choices(0..40),
        changes in vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..4), 1..6),
    ) {
        let mut text = lines(&choices).join("\n").into_bytes();
        mutate(&mut text, &changes);
        prop_assert_eq!(outcome(&text, 1), outcome(&spaced(&text), 1));
    }

    #[test]
    fn no_text_is_a_danger(
        which in 0usize..5,
        changes in vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..4), 1..12),
    ) {
        let samples = [
            sample::CURRENT.to_string(),
            sample::EARLY.to_string(),
            sample::grouped(),
            sample::TEXT_2.to_string(),
            sample::text_0(),
        ];
        let mut text = samples[which].clone().into_bytes();
        mutate(&mut text, &changes);
        // The point is that this returns.
        let _ = exact(&text, 1);
    }
}

/// Replaces, removes, doubles or inserts a byte at each place. Digits are preferred: they keep a line well formed.
fn mutate(text: &mut Vec<u8>, changes: &[(prop::sample::Index, u8, u8)]) {
    for (at, byte, what) in changes {
        let at = at.index(text.len());
        let byte = if byte.is_multiple_of(2) { b'0' + byte / 2 % 10 } else { *byte };
        match what {
            0 => text[at] = byte,
            1 => drop(text.remove(at)),
            2 => text.insert(at, text[at]),
            _ => text.insert(at, byte),
        }
        if text.is_empty() {
            return;
        }
    }
}

/// An input of several chunks.
fn long() -> Vec<u8> {
    let mut state = 0x9e37_79b9u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state
    };
    let choices: Vec<[u32; 4]> = (0..60_000).map(|_| [next(), next(), next(), next()]).collect();
    lines(&choices).join("\n").into_bytes()
}

#[test]
fn threads_change_nothing() {
    let text = long();
    assert!(text.len() > 2 << 20, "{} bytes", text.len());
    let expected = exact(&text, 1);
    assert!(expected.is_ok(), "{:?}", expected.err());
    for threads in [2, 3, 8, 100] {
        assert!(exact(&text, threads) == expected, "{threads} threads");
    }
    assert!(exact(&spaced(&text), 3) == expected);
}

#[test]
fn the_first_error_is_found_whatever_the_threads() {
    let text = long();
    let breaks: Vec<usize> = (0..text.len()).filter(|&at| text[at] == b'\n').collect();
    for places in [[1, 2], [10_000, 50_000], [30_000, 30_001], [59_998, 59_999], [40_000, 200]] {
        for wrong in ["{\"ie\":4000000000,\"sort\":4000000000}", "{", "\u{1}", "{\"bvar\":4294967296,\"ie\":9}"] {
            let mut text = text.clone();
            for place in places.iter().rev() {
                let at = breaks[*place] + 1;
                text.splice(at..at, format!("{wrong}\n").into_bytes());
            }
            let expected = exact(&text, 1);
            let line = expected.as_ref().err().map(|error| error.line);
            assert_eq!(line, places.iter().min().map(|&place| place as u64 + 2), "{wrong}");
            for threads in [2, 5] {
                assert!(exact(&text, threads) == expected, "{threads} threads, {wrong}");
            }
        }
    }
}

#[test]
fn one_line_of_several_chunks_is_read() {
    let text = format!("{}{{\"ie\":12,\"strVal\":\"{}\"}}\n", sample::CURRENT, "∀".repeat(1 << 20));
    let more = "{\"bvar\":1,\"ie\":13}\n".to_string();
    let text = text + &more;
    for threads in [1, 4] {
        let environment = kernel::read::read(text.as_bytes(), threads);
        assert_eq!(environment.map(|environment| environment.terms.exprs.len()), Ok(14).map_err(|()| unreachable!()));
    }
}
