//! `lithe olean graph`: which module imports which.

use super::args::{Options, Paths};
use super::failure::{Failure, path_text};
use super::inputs::Input;
use super::names;
use super::run::{Report, Run};
use super::worker::{Worker, read};
use crate::exit::Exit;
use clap::{Args, ValueEnum};
use env::module_name;
use olean::module_data::ModuleData;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Print the imports of modules as a graph
///
/// Nodes are modules: those of the given files, and those that they import. The imports are those of each module's last
/// part that is read. An edge says which kinds of import there are: public, meta, all. Cycles, which Lean itself never
/// makes, are reported on standard error with exit code 1.
///
/// JSON (one line): {"modules": [{"module", "path"}], "imports": [{"from", "to", "public", "meta", "all"}], "roots": [...],
/// "leaves": [...], "cycle": [...] or null}. "path" is null for modules that were not given, "roots" are imported by no
/// other, "leaves" import none of the given files.
#[derive(Args)]
#[command(after_help = "Examples:
  lithe olean graph build/lib > imports.dot
  lithe olean graph --reduce build/lib | dot -Tsvg > imports.svg
  lithe olean graph --format json build/lib | jq '.roots'
  lithe olean graph --roots build/lib")]
pub struct Graph {
    #[command(flatten)]
    paths: Paths,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Dot)]
    format: Format,
    /// Leave out imports that follow from others
    #[arg(long)]
    reduce: bool,
    /// Print only the names of the modules that no other one imports
    #[arg(long, conflicts_with = "leaves")]
    roots: bool,
    /// Print only the names of the modules that import none of the given files
    #[arg(long)]
    leaves: bool,
    #[command(flatten)]
    options: Options,
}

/// Forms of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For Graphviz
    Dot,
    /// One JSON object
    Json,
}

/// Kinds of import between two modules, all of them together if there are several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Flags {
    public: bool,
    meta: bool,
    all: bool,
}

/// One module with its imports.
struct Module {
    name: String,
    imports: Vec<(String, Flags)>,
}

/// The graph.
#[derive(Default)]
struct Imports {
    /// Modules by name, with their paths if they were given.
    modules: BTreeMap<String, Option<String>>,
    edges: BTreeMap<(String, String), Flags>,
}

impl Graph {
    /// Runs the command.
    pub fn execute(self) -> Exit {
        let as_json = self.options.json || self.format == Format::Json;
        let mut run = Run::new(as_json);
        let inputs = run.find(&self.paths.paths, &self.options);
        let mut graph = Imports::default();
        run.each(&inputs, &self.options, module, |input, module| {
            if let Ok(module) = module {
                graph.add(input, module);
            }
        });
        let cycle = graph.cycle();
        if let Some(cycle) = &cycle {
            run.verdict(Exit::No);
            if !as_json {
                run.output.err(&format!("cycle of imports: {}\n", cycle.join(" -> ")));
            }
        }
        if self.reduce && cycle.is_none() {
            graph.reduce();
        }
        let names = |names: Vec<&String>| names.into_iter().map(|n| format!("{n}\n")).collect::<String>();
        let text = match () {
            () if self.roots => names(graph.roots()),
            () if self.leaves => names(graph.leaves()),
            () if as_json => graph.json(cycle),
            () => graph.dot(),
        };
        run.output.out(&text);
        run.end()
    }
}

fn module(worker: &mut Worker, input: &Input) -> Result<Report<Module>, Failure> {
    let Worker { module, verifier, .. } = worker;
    read(module, input)?;
    let verified = module.verify(verifier)?;
    let image = verified.image();
    let refused = |refusal| Failure::refused(module, refusal);
    let data = ModuleData::of_part(image, image.parts().len() - 1).map_err(refused)?;
    let mut imports = Vec::new();
    for import in data.imports() {
        let import = import.map_err(refused)?;
        let flags = Flags { public: import.is_exported, meta: import.is_meta, all: import.import_all };
        imports.push((names::text(import.module), flags));
    }
    let base = image.parts()[0].header().base();
    let name = module_name::deduce(&input.path, image.width(), base).map(|name| module_name::display(&name));
    let name = name.unwrap_or_else(|| path_text(&input.path));
    Ok(Report::yes(String::new(), Module { name, imports }))
}

impl Imports {
    fn add(&mut self, input: &Input, module: Module) {
        for (to, flags) in module.imports {
            self.modules.entry(to.clone()).or_default();
            let edge = self.edges.entry((module.name.clone(), to)).or_default();
            edge.public |= flags.public;
            edge.meta |= flags.meta;
            edge.all |= flags.all;
        }
        self.modules.insert(module.name, Some(path_text(&input.path)));
    }

    /// The names by number, and the numbers of what each module imports, in order.
    fn numbered(&self) -> (Vec<&String>, Vec<Vec<usize>>) {
        let names: Vec<&String> = self.modules.keys().collect();
        let number: BTreeMap<&String, usize> = names.iter().enumerate().map(|(i, name)| (*name, i)).collect();
        let mut imports = vec![Vec::new(); names.len()];
        for (from, to) in self.edges.keys() {
            imports[number[from]].push(number[to]);
        }
        (names, imports)
    }

    /// Modules before their imports, as far as there are no cycles: what is left out is in one or imports one.
    fn ordered(imports: &[Vec<usize>]) -> Vec<usize> {
        let mut importers = vec![Vec::new(); imports.len()];
        let mut waiting: Vec<usize> = imports.iter().map(Vec::len).collect();
        for (from, all) in imports.iter().enumerate() {
            all.iter().for_each(|to| importers[*to].push(from));
        }
        let mut ready: Vec<usize> = (0..imports.len()).filter(|i| waiting[*i] == 0).collect();
        let mut done = Vec::with_capacity(imports.len());
        while let Some(module) = ready.pop() {
            done.push(module);
            for importer in &importers[module] {
                waiting[*importer] -= 1;
                if waiting[*importer] == 0 {
                    ready.push(*importer);
                }
            }
        }
        done.reverse();
        done
    }

    /// The modules of one cycle, if there is any, the first one again at the end.
    fn cycle(&self) -> Option<Vec<String>> {
        let (names, imports) = self.numbered();
        let mut left = vec![true; names.len()];
        Imports::ordered(&imports).into_iter().for_each(|i| left[i] = false);
        // From a module that is left one gets to others that are left, until one comes back.
        let mut at = left.iter().position(|l| *l)?;
        let mut path = Vec::new();
        let mut seen = vec![usize::MAX; names.len()];
        while seen[at] == usize::MAX {
            seen[at] = path.len();
            path.push(at);
            at = imports[at].iter().copied().find(|to| left[*to])?;
        }
        let cycle = path[seen[at]..].iter().chain([&at]);
        Some(cycle.map(|i| names[*i].clone()).collect())
    }

    /// Removes each edge whose end another path from its start leads to. There must be no cycle.
    fn reduce(&mut self) {
        let (names, imports) = self.numbered();
        let rows = names.len().div_ceil(64);
        // One row of bits for each module: what it reaches.
        let mut reach = vec![0_u64; rows * names.len()];
        let mut removed = BTreeSet::new();
        let order = Imports::ordered(&imports);
        let mut place = vec![0; names.len()];
        order.iter().enumerate().for_each(|(at, i)| place[*i] = at);
        for &from in order.iter().rev() {
            // The nearest imports first: what they reach need not be imported again.
            let mut all = imports[from].clone();
            all.sort_by_key(|to| place[*to]);
            let mut row = vec![0_u64; rows];
            for to in all {
                if row[to / 64] >> (to % 64) & 1 == 1 {
                    removed.insert((names[from].clone(), names[to].clone()));
                    continue;
                }
                row[to / 64] |= 1 << (to % 64);
                let below = &reach[to * rows..(to + 1) * rows];
                row.iter_mut().zip(below).for_each(|(a, b)| *a |= b);
            }
            reach[from * rows..(from + 1) * rows].copy_from_slice(&row);
        }
        self.edges.retain(|edge, _| !removed.contains(edge));
    }

    fn roots(&self) -> Vec<&String> {
        let imported: BTreeSet<&String> = self.edges.keys().map(|(_, to)| to).collect();
        self.modules.keys().filter(|name| !imported.contains(name)).collect()
    }

    fn leaves(&self) -> Vec<&String> {
        let given = |name: &String| self.modules.get(name).is_some_and(Option::is_some);
        let importing: BTreeSet<&String> =
            self.edges.keys().filter(|(_, to)| given(to)).map(|(from, _)| from).collect();
        self.modules.keys().filter(|name| given(name) && !importing.contains(name)).collect()
    }

    fn json(&self, cycle: Option<Vec<String>>) -> String {
        let modules = self.modules.iter().map(|(module, path)| json!({ "module": module, "path": path }));
        let edges = self
            .edges
            .iter()
            .map(|((from, to), f)| json!({ "from": from, "to": to, "public": f.public, "meta": f.meta, "all": f.all }));
        super::json::line(&json!({
            "modules": modules.collect::<Vec<Value>>(), "imports": edges.collect::<Vec<Value>>(),
            "roots": self.roots(), "leaves": self.leaves(), "cycle": cycle,
        }))
    }

    /// Graphviz: a public import is a solid arrow, others are dashed; other kinds stand beside it; what was not given is
    /// dotted.
    fn dot(&self) -> String {
        let quoted = |name: &String| format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
        let mut out = String::from("digraph imports {\n");
        for (name, path) in &self.modules {
            let style = if path.is_none() { " [style=dotted]" } else { "" };
            let _ = writeln!(out, "  {}{style};", quoted(name));
        }
        for ((from, to), flags) in &self.edges {
            let mut attributes = Vec::new();
            if !flags.public {
                attributes.push("style=dashed".to_owned());
            }
            let kinds = [(flags.meta, "meta"), (flags.all, "all")];
            let kinds: Vec<&str> = kinds.into_iter().filter(|(on, _)| *on).map(|(_, kind)| kind).collect();
            if !kinds.is_empty() {
                attributes.push(format!("label=\"{}\"", kinds.join(" ")));
            }
            let attributes =
                if attributes.is_empty() { String::new() } else { format!(" [{}]", attributes.join(", ")) };
            let _ = writeln!(out, "  {} -> {}{attributes};", quoted(from), quoted(to));
        }
        out.push_str("}\n");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(&str, &str)]) -> Imports {
        let mut graph = Imports::default();
        for (from, to) in edges {
            for name in [from, to] {
                graph.modules.insert(name.to_string(), Some(String::new()));
            }
            graph.edges.insert((from.to_string(), to.to_string()), Flags::default());
        }
        graph
    }

    fn edges(graph: &Imports) -> Vec<String> {
        graph.edges.keys().map(|(from, to)| format!("{from}{to}")).collect()
    }

    #[test]
    fn imports_that_follow_are_left_out() {
        let mut diamond = graph(&[("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("a", "d"), ("d", "e"), ("a", "e")]);
        diamond.reduce();
        assert_eq!(edges(&diamond), ["ab", "ac", "bd", "cd", "de"]);
        assert_eq!((diamond.roots().len(), diamond.leaves()), (1, vec![&"e".to_string()]));
    }

    #[test]
    fn a_cycle_is_found_behind_what_imports_it() {
        assert_eq!(graph(&[("a", "b"), ("b", "c"), ("a", "c")]).cycle(), None);
        let cycle = graph(&[("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")]).cycle().unwrap();
        assert_eq!(cycle, ["b", "c", "b"]);
        assert_eq!(graph(&[("a", "a")]).cycle().unwrap(), ["a", "a"]);
    }
}
