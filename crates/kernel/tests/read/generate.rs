//! Inputs made of random numbers: well formed, and meaningless.

use serde_json::{Value, json};

/// A line for every four numbers, in the form that lean4export writes; the first line comes before them.
pub fn lines(choices: &[[u32; 4]]) -> Vec<String> {
    let meta = json!({"meta": {"exporter": {"name": "test", "version": "0"}, "format": {"version": "3.1.0"},
        "lean": {"githash": "", "version": "0"}}});
    let mut counts = Counts { names: 1, levels: 1, exprs: 0 };
    let mut lines = vec![meta.to_string()];
    for &choice in choices {
        lines.push(sorted(&counts.line(choice)));
    }
    lines
}

/// As [`Value`] prints, with the keys in order whatever order the map keeps.
fn sorted(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort();
            let all = keys.into_iter().map(|key| format!("{}:{}", Value::from(key.as_str()), sorted(&map[key])));
            format!("{{{}}}", all.collect::<Vec<_>>().join(","))
        }
        Value::Array(all) => format!("[{}]", all.iter().map(sorted).collect::<Vec<_>>().join(",")),
        _ => value.to_string(),
    }
}

fn even(x: u32) -> bool {
    x.is_multiple_of(2)
}

struct Counts {
    names: u32,
    levels: u32,
    exprs: u32,
}

const TEXTS: [&str; 8] = ["a", "", "Nat", "a \"quoted\" text", "∀ α, β → 𝔸", "line\nbreak\ttab\\", "inst✝", "x₁"];
const KINDS: [&str; 4] = ["type", "ctor", "lift", "ind"];
const INFOS: [&str; 4] = ["default", "implicit", "strictImplicit", "instImplicit"];

impl Counts {
    fn line(&mut self, [kind, a, b, c]: [u32; 4]) -> Value {
        let (name, level) = (|x: u32| x % self.names, |x: u32| x % self.levels);
        // Without an expression there is nothing to refer to.
        let kind = if self.exprs == 0 { 30 } else { kind % 32 };
        let expr = |x: u32| x % self.exprs.max(1);
        let recent = |x: u32| self.exprs.max(1) - 1 - x % self.exprs.clamp(1, 50);
        let levels: Vec<u32> = (0..b % 3).map(|i| level(a ^ i)).collect();
        let names: Vec<u32> = (0..c % 3).map(|i| name(a ^ i)).collect();
        let text = TEXTS[(b % 8) as usize];
        let value = match kind {
            0 | 1 => json!({"in": self.names, "str": {"pre": name(a), "str": format!("{text}{}", c % 1000)}}),
            2 => json!({"in": self.names, "num": {"pre": name(a), "i": u64::from(b) << (c % 33)}}),
            3 => json!({"il": self.levels, "succ": level(a)}),
            4 => json!({"il": self.levels, "max": [level(a), level(b)]}),
            5 => json!({"il": self.levels, "imax": [level(a), level(b)]}),
            6 => json!({"il": self.levels, "param": name(a)}),
            7 => json!({"ie": self.exprs, "natVal": format!("{a}{}", "7".repeat((b % 40) as usize))}),
            8 => json!({"ie": self.exprs, "strVal": text.repeat((a % 4) as usize)}),
            9 => json!({"ie": self.exprs, "proj": {"idx": a, "struct": recent(b), "typeName": name(c)}}),
            10 => {
                json!({"ie": self.exprs, "letE": {"name": name(a), "type": expr(a), "value": recent(b), "body": expr(c),
                "nondep": even(a)}})
            }
            11 => json!({"ie": self.exprs, "mdata": {"expr": expr(a), "data": {"k": [b, null]}}}),
            12 | 13 => json!({"ie": self.exprs, "const": {"name": name(a), "us": levels}}),
            14 => json!({"axiom": {"name": name(a), "levelParams": names, "type": expr(b), "isUnsafe": even(c)}}),
            15 => {
                let hints = [json!("opaque"), json!("abbrev"), json!({"regular": c}), json!({"regular": 1})]
                    [(b % 4) as usize]
                    .clone();
                let safety = ["safe", "unsafe", "partial", "safe"][(c % 4) as usize];
                json!({"def": {"name": name(a), "levelParams": names, "type": expr(b), "value": recent(c), "hints": hints,
                    "safety": safety, "all": names}})
            }
            16 => {
                json!({"thm": {"name": name(a), "levelParams": names, "type": expr(b), "value": recent(c), "all": names}})
            }
            17 => {
                json!({"opaque": {"name": name(a), "levelParams": names, "type": expr(b), "value": recent(c), "all": names,
                "isUnsafe": even(b)}})
            }
            18 => json!({"quot": {"name": name(a), "levelParams": names, "type": expr(b),
                "kind": KINDS[(c % 4) as usize]}}),
            19 => self.group(a, b, c),
            20..=23 => json!({"ie": self.exprs, "app": {"fn": recent(a), "arg": expr(b)}}),
            24 | 25 => json!({"ie": self.exprs, "lam": {"name": name(a), "type": expr(b), "body": recent(c),
                "binderInfo": INFOS[(a % 4) as usize]}}),
            26 | 27 => json!({"ie": self.exprs, "forallE": {"name": name(a), "type": expr(b), "body": recent(c),
                "binderInfo": INFOS[(b % 4) as usize]}}),
            28 | 29 => json!({"ie": self.exprs, "bvar": a % 100_000}),
            _ => json!({"ie": self.exprs, "sort": level(a)}),
        };
        self.names += u32::from(kind <= 2);
        self.levels += u32::from((3..=6).contains(&kind));
        self.exprs += u32::from((7..=13).contains(&kind) || kind >= 20);
        value
    }

    fn group(&self, a: u32, b: u32, c: u32) -> Value {
        let (name, expr) = (|x: u32| x % self.names, |x: u32| x % self.exprs.max(1));
        let ty = |i: u32| {
            json!({"name": name(a ^ i), "levelParams": [name(i)], "type": expr(b ^ i), "numParams": c % 5,
                "numIndices": i, "all": [name(a), name(b)], "ctors": [name(c)], "numNested": a % 3, "isRec": even(a),
                "isUnsafe": even(b), "isReflexive": even(c)})
        };
        let ctor = |i: u32| {
            json!({"name": name(b ^ i), "levelParams": [], "type": expr(c ^ i), "induct": name(a), "cidx": i,
                "numParams": 1, "numFields": b % 7, "isUnsafe": even(i)})
        };
        let rec = |i: u32| {
            let rule = |j: u32| json!({"ctor": name(j), "nfields": j, "rhs": expr(c ^ j)});
            json!({"name": name(c ^ i), "levelParams": [name(a), name(c)], "type": expr(a ^ i), "all": [name(a)],
                "numParams": 2, "numIndices": i, "numMotives": 1, "numMinors": 0, "k": even(a), "isUnsafe": false,
                "rules": (0..b % 3).map(rule).collect::<Vec<_>>()})
        };
        json!({"inductive": {"types": (0..a % 3).map(ty).collect::<Vec<_>>(),
            "ctors": (0..b % 4).map(ctor).collect::<Vec<_>>(), "recs": (0..c % 3).map(rec).collect::<Vec<_>>()}})
    }
}

/// The same JSON with keys in another order, other spaces, and other escapes, as the numbers say.
pub fn respell(value: &Value, choices: &mut impl Iterator<Item = u32>, out: &mut String) {
    let space = |out: &mut String, choice: u32| out.push_str(["", "", " ", "\t", "  ", "\r "][(choice % 6) as usize]);
    let mut next = || choices.next().unwrap_or(0);
    space(out, next());
    match value {
        Value::Object(map) => {
            let mut keys: Vec<(u32, &String)> = map.keys().map(|key| (next(), key)).collect();
            keys.sort();
            out.push('{');
            for (at, (choice, key)) in keys.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                space(out, choice / 7);
                quote(key, choice / 64, out);
                space(out, choice / 11);
                out.push(':');
                respell(&map[key], choices, out);
            }
            out.push('}');
        }
        Value::Array(all) => {
            out.push('[');
            for (at, value) in all.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                respell(value, choices, out);
            }
            out.push(']');
        }
        Value::String(text) => quote(text, next(), out),
        _ => out.push_str(&value.to_string()),
    }
    space(out, choices.next().unwrap_or(0));
}

fn quote(text: &str, choice: u32, out: &mut String) {
    if !choice.is_multiple_of(3) {
        out.push_str(&Value::from(text).to_string());
        return;
    }
    out.push('"');
    for unit in text.encode_utf16() {
        out.push_str(&if even(choice) { format!("\\u{unit:04x}") } else { format!("\\u{unit:04X}") });
    }
    out.push('"');
}
