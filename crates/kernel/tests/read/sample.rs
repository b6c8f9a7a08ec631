//! One small input in every format: `Nat`, a definition of two, and a theorem-shaped constant.

/// Format 3.1.0, as lean4export writes it.
pub const CURRENT: &str = r#"{"meta":{"exporter":{"name":"lean4export","version":"3.1.0"},"format":{"version":"3.1.0"},"lean":{"githash":"abc","version":"4.29.1"}}}
{"in":1,"str":{"pre":0,"str":"Nat"}}
{"il":1,"succ":0}
{"ie":0,"sort":1}
{"in":2,"str":{"pre":1,"str":"zero"}}
{"in":3,"str":{"pre":1,"str":"succ"}}
{"const":{"name":1,"us":[]},"ie":1}
{"in":4,"str":{"pre":0,"str":"n"}}
{"forallE":{"binderInfo":"default","body":1,"name":4,"type":1},"ie":2}
{"in":5,"str":{"pre":1,"str":"rec"}}
{"in":6,"str":{"pre":0,"str":"u"}}
{"il":2,"param":6}
{"ie":3,"sort":2}
{"ie":4,"lam":{"binderInfo":"implicit","body":1,"name":4,"type":1}}
{"inductive":{"ctors":[{"cidx":0,"induct":1,"isUnsafe":false,"levelParams":[],"name":2,"numFields":0,"numParams":0,"type":1},{"cidx":1,"induct":1,"isUnsafe":false,"levelParams":[],"name":3,"numFields":1,"numParams":0,"type":2}],"recs":[{"all":[1],"isUnsafe":false,"k":false,"levelParams":[6],"name":5,"numIndices":0,"numMinors":2,"numMotives":1,"numParams":0,"rules":[{"ctor":2,"nfields":0,"rhs":4},{"ctor":3,"nfields":1,"rhs":3}],"type":3}],"types":[{"all":[1],"ctors":[2,3],"isRec":true,"isReflexive":false,"isUnsafe":false,"levelParams":[],"name":1,"numIndices":0,"numNested":0,"numParams":0,"type":0}]}}
{"in":7,"str":{"pre":0,"str":"two"}}
{"ie":5,"natVal":"2"}
{"def":{"all":[7],"hints":{"regular":1},"levelParams":[],"name":7,"safety":"safe","type":1,"value":5}}
{"bvar":0,"ie":6}
{"const":{"name":5,"us":[1]},"ie":7}
{"app":{"arg":5,"fn":7},"ie":8}
{"ie":9,"letE":{"body":6,"name":4,"nondep":false,"type":1,"value":5}}
{"ie":10,"proj":{"idx":0,"struct":9,"typeName":1}}
{"ie":11,"strVal":"a \"b\"\n∀"}
{"in":8,"num":{"i":18,"pre":7}}
{"thm":{"all":[8],"levelParams":[6],"name":8,"type":8,"value":10}}
{"in":9,"str":{"pre":0,"str":"ax"}}
{"axiom":{"isUnsafe":false,"levelParams":[],"name":9,"type":11}}
"#;

/// Format 3.0.0: arrays, and other names for the parts of a group.
pub fn grouped() -> String {
    let array = |text: String, key: &str| {
        let open = format!("{{\"{key}\":{{");
        let mut out = String::new();
        for line in text.lines() {
            match line.strip_prefix(&open) {
                Some(rest) => {
                    let rest = rest.strip_suffix("}}").expect("a record ends with two braces");
                    out.push_str(&format!("{{\"{key}\":[{{{rest}}}]}}\n"));
                }
                None => out.push_str(&format!("{line}\n")),
            }
        }
        out
    };
    let text = CURRENT.replace("3.1.0", "3.0.0");
    let text = text.replace("{\"inductive\":{\"ctors\":[{", "{\"inductive\":{\"constructorVals\":[{");
    let text = text.replace("\"recs\"", "\"recursorVals\"").replace("\"types\"", "\"inductiveVals\"");
    array(array(text, "def"), "thm")
}

/// The first NDJSON: one index key for everything, the fields' names in Lean, a line for each constant.
pub const EARLY: &str = r#"{"meta":{"exporter":{"name":"lean4export","version":"3.0.0"},"lean":{"githash":"abc","version":"4.29.1"}}}
{"i":1,"str":{"pre":0,"str":"Nat"}}
{"i":1,"succ":0}
{"i":0,"sort":{"u":1}}
{"i":2,"str":{"pre":1,"str":"zero"}}
{"i":3,"str":{"pre":1,"str":"succ"}}
{"const":{"declName":1,"us":[]},"i":1}
{"i":4,"str":{"pre":0,"str":"n"}}
{"forallE":{"binderInfo":"default","binderName":4,"binderType":1,"body":1},"i":2}
{"i":5,"str":{"pre":1,"str":"rec"}}
{"i":6,"str":{"pre":0,"str":"u"}}
{"i":2,"param":6}
{"i":3,"sort":{"u":2}}
{"i":4,"lam":{"binderInfo":"implicit","binderName":4,"binderType":1,"body":1}}
{"inductInfo":{"all":[1],"ctors":[2,3],"isRec":true,"isReflexive":false,"isUnsafe":false,"levelParams":[],"name":1,"numIndices":0,"numNested":0,"numParams":0,"type":0}}
{"i":7,"str":{"pre":0,"str":"two"}}
{"i":5,"natVal":"2"}
{"defnInfo":{"all":[7],"hints":{"regular":1},"levelParams":[],"name":7,"safety":"safe","type":1,"value":5}}
{"ctorInfo":{"cidx":1,"induct":1,"isUnsafe":false,"levelParams":[],"name":3,"numFields":1,"numParams":0,"type":2}}
{"ctorInfo":{"cidx":0,"induct":1,"isUnsafe":false,"levelParams":[],"name":2,"numFields":0,"numParams":0,"type":1}}
{"recInfo":{"all":[1],"isUnsafe":false,"k":false,"levelParams":[6],"name":5,"numIndices":0,"numMinors":2,"numMotives":1,"numParams":0,"rules":[{"ctor":2,"nfields":0,"rhs":4},{"ctor":3,"nfields":1,"rhs":3}],"type":3}}
{"bvar":{"deBruijnIndex":0},"i":6}
{"const":{"declName":5,"us":[1]},"i":7}
{"app":{"arg":5,"fn":7},"i":8}
{"i":9,"letE":{"body":6,"declName":4,"nondep":false,"type":1,"value":5}}
{"i":10,"proj":{"idx":0,"struct":9,"typeName":1}}
{"i":11,"strVal":"a \"b\"\n∀"}
{"i":8,"num":{"i":18,"pre":7}}
{"thmInfo":{"all":[8],"levelParams":[6],"name":8,"type":8,"value":10}}
{"i":9,"str":{"pre":0,"str":"ax"}}
{"axiomInfo":{"isUnsafe":false,"levelParams":[],"name":9,"type":11}}
"#;

/// Format 2.0.0. The constructors stand after a definition that uses the type.
pub const TEXT_2: &str = "2.0.0
1 #NS 0 Nat
1 #US 0
0 #ES 1
2 #NS 1 zero
3 #NS 1 succ
1 #EC 1 
4 #NS 0 n
2 #EP #BD 4 1 1
5 #NS 1 rec
6 #NS 0 u
2 #UP 6
3 #ES 2
4 #EL #BI 4 1 1
#IND 1 0 0 1 0 0 0 1 1 2 2 3 
7 #NS 0 two
5 #ELN 2
#DEF 7 1 5 R 1 
#CTOR 3 2 1 1 0 1 
#CTOR 2 1 1 0 0 0 
0 #RR 2 0 4
1 #RR 3 1 3
#REC 5 3 1 1 0 0 1 2 2 0 1 0 6
6 #EV 0
7 #EC 5 1
8 #EA 7 5
9 #EZ 4 1 5 6
10 #EJ 1 0 9
11 #ELS 61 20 22 62 22 0A E2 88 80
8 #NI 7 18
#THM 8 8 10 6
9 #NS 0 ax
#AX 9 11 
";

/// Format 0.1.2, which does not say whether a type is reflexive.
pub fn text_0() -> String {
    TEXT_2.replace("2.0.0", "0.1.2").replace("#IND 1 0 0 1 0 0 0 1", "#IND 1 0 1 0 0 0 1")
}
