//! How fast text is read: megabytes a second on one core, for several kinds of Lean text, and how long the built-in
//! grammar takes to be there.
//!
//! What it measures: processor time of the one thread, which other work on the machine changes little; trees and messages of whole files, with the built-in grammar and the operators of
//! `tests/support/operators.lean`. Run with `cargo bench -p syntax`; an argument chooses texts whose names contain it.
#![forbid(unsafe_code)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::fmt::Write;
use syntax::scope::ScopedGrammar;
use syntax::{Grammar, ModuleParser, Source};

fn main() {
    let wanted = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).unwrap_or_default();
    drop(syntax::notation::builtin());
    let start = seconds();
    let builtin = syntax::notation::builtin();
    println!("{:<24} {:>8.3} ms", "built-in grammar", (seconds() - start) * 1e3);
    let operators = Source::new(include_str!("../tests/support/operators.lean")).expect("text");
    let file = support::read(&operators, ScopedGrammar::new(builtin));
    assert!(file.messages.is_empty() && file.extension_errors.is_empty());
    let grammar = file.grammar.grammar().clone();
    type Text = fn(usize) -> String;
    let texts: [(&str, Text); 5] = [
        ("definitions", definitions),
        ("theorems", theorems),
        ("do blocks", do_blocks),
        ("data", data),
        ("comments", comments),
    ];
    for (name, text) in texts {
        if name.contains(&wanted) {
            measure(name, &grammar, &text(2 << 20));
        }
    }
}

/// Processor time of this thread.
fn seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn measure(name: &str, grammar: &Grammar, text: &str) {
    let source = Source::new(text).expect("text");
    let mut best = f64::MAX;
    let mut commands = 0;
    for _ in 0..3 {
        let start = seconds();
        let mut parser = ModuleParser::new(&source);
        let mut messages = parser.parse_header(grammar).1;
        commands = 0;
        loop {
            let (stx, more) = parser.parse_command(grammar, &syntax::scope::NoScope);
            messages.extend(more);
            commands += 1;
            if syntax::module::is_terminal_command(&stx) {
                break;
            }
        }
        best = best.min(seconds() - start);
        assert!(messages.is_empty(), "{name}: {}", messages[0]);
    }
    println!("{name:<24} {:>8.1} MB/s  {commands:>8} commands", text.len() as f64 / best / 1e6);
}

fn repeat(bytes: usize, mut one: impl FnMut(&mut String, usize)) -> String {
    let mut text = String::new();
    for i in 0.. {
        one(&mut text, i);
        if text.len() >= bytes {
            break;
        }
    }
    text
}

fn definitions(bytes: usize) -> String {
    repeat(bytes, |text, i| {
        let _ = write!(
            text,
            "/-- The sum of a list, number {i}. -/\n@[inline] def sumList{i} (xs : List Nat) (init : Nat := 0) : Nat :=\n  \
             xs.foldl (fun acc x => acc + x * {i}) init\n\nstructure Point{i} (α : Type u) where\n  x : α\n  y : α\n  \
             deriving Repr, BEq\n\ndef Point{i}.add [Add α] (p q : Point{i} α) : Point{i} α :=\n  \
             {{ x := p.x + q.x, y := p.y + q.y }}\n\ninductive Tree{i} (α : Type u) where\n  | leaf : Tree{i} α\n  | node \
             (left : Tree{i} α) (value : α) (right : Tree{i} α)\n\ndef Tree{i}.size : Tree{i} α → Nat\n  | leaf => 0\n  | \
             node l _ r => l.size + 1 + r.size\n\n"
        );
    })
}

fn theorems(bytes: usize) -> String {
    repeat(bytes, |text, i| {
        let _ = write!(
            text,
            "theorem add_comm_{i} (a b c : Nat) (h : a + b = c) : b + a = c := by\n  intro x y\n  have h₁ : a + b = b + \
             a := Nat.add_comm a b\n  exact h₁ ▸ h\n\ntheorem le_trans_{i} {{a b c : α}} [Preorder α] : a ≤ b → b ≤ c → a ≤ \
             c :=\n  fun hab hbc => Preorder.le_trans a b c hab hbc\n\nexample : ∀ (p q : Prop), p ∧ q → q ∧ p :=\n  fun p q \
             ⟨hp, hq⟩ => ⟨hq, hp⟩\n\n"
        );
    })
}

fn do_blocks(bytes: usize) -> String {
    repeat(bytes, |text, i| {
        let _ = write!(
            text,
            "def process{i} (input : Array String) : IO Unit := do\n  let mut count := 0\n  for line in input do\n    if \
             line.isEmpty then\n      continue\n    let parts ← splitLine line\n    count := count + parts.size\n    match \
             parts.get? 0 with\n    | some first => IO.println first\n    | none => return\n  IO.println (toString \
             count)\n\n"
        );
    })
}

fn data(bytes: usize) -> String {
    repeat(bytes, |text, i| {
        let _ = write!(text, "def table{i} : List Nat := [");
        for j in 0..200 {
            let _ = write!(text, "{}{}", if j == 0 { "" } else { ", " }, i * 1000 + j);
        }
        text.push_str("]\ndef name");
        let _ = writeln!(text, "{i} := \"a longer string, as messages are made of, number {i}\"\n");
    })
}

fn comments(bytes: usize) -> String {
    repeat(bytes, |text, i| {
        let _ = write!(
            text,
            "-- A line about what follows: the constant number {i}, which nobody uses.\n/- A block, /- nested \
                              once -/, with more words than the definition has. -/\ndef constant{i} := {i}\n\n"
        );
    })
}
