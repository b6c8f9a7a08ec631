//! Closed types: schema types with their parameters filled in, each once.
//!
//! A [`TypeId`] names one closed type; equal types have equal ids. The boxed slots of a declared type are instantiated
//! the first time they are asked for. Ids are meaningful only together with the [`Types`] that made them.

use super::{Builtin, Def, DefId, ExprId, Head, Scalar, Schema, TypeExpr};
use std::collections::HashMap;

/// Most closed types that one table holds. Real files need some hundreds; a schema whose types grow by instantiation
/// without end meets this.
const MAX_TYPES: usize = 1 << 20;

/// A closed type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub(crate) u32);

/// What a closed type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// A built-in type without arguments. An enumeration is a scalar.
    Builtin(Builtin),
    /// `Array`, `Thunk` or `Task` of a type.
    Of(Builtin, TypeId),
    /// A declared type that is no enumeration.
    Data(DefId),
}

/// A closed declared type: where its arguments and, once wanted, its slots are.
#[derive(Clone, Copy, Debug)]
struct Entry {
    node: Node,
    args: (u32, u32),
    /// Start of the constructors' rows in `rows`, one more than there are constructors; `u32::MAX` until wanted.
    rows: u32,
}

/// The closed types met so far.
#[derive(Debug)]
pub struct Types<'s> {
    schema: &'s Schema,
    entries: Vec<Entry>,
    interned: HashMap<(Node, Box<[TypeId]>), TypeId>,
    args: Vec<TypeId>,
    rows: Vec<u32>,
    slots: Vec<TypeId>,
    root: TypeId,
    name: TypeId,
    any: TypeId,
    any_array: TypeId,
    extensions: HashMap<Box<str>, TypeId>,
    dynamics: HashMap<Box<str>, TypeId>,
}

impl<'s> Types<'s> {
    /// A table with the closed types of `schema`'s root, extensions and dynamic types.
    pub fn new(schema: &'s Schema) -> Types<'s> {
        let mut types = Types {
            schema,
            entries: Vec::new(),
            interned: HashMap::new(),
            args: Vec::new(),
            rows: Vec::new(),
            slots: Vec::new(),
            root: TypeId(0),
            name: TypeId(0),
            any: TypeId(0),
            any_array: TypeId(0),
            extensions: HashMap::new(),
            dynamics: HashMap::new(),
        };
        types.any = types.intern(Node::Builtin(Builtin::Any), Box::default());
        types.any_array = types.intern(Node::Of(Builtin::Array, types.any), Box::default());
        types.root = types.instantiate(schema.root, &[]);
        types.name = match schema.def("Lean.Name") {
            Some((def, _)) => types.intern(Node::Data(def), Box::default()),
            None => types.any,
        };
        for (name, expr) in &schema.extensions {
            if let Some(expr) = expr {
                let entry = types.instantiate(*expr, &[]);
                let array = types.intern(Node::Of(Builtin::Array, entry), Box::default());
                types.extensions.insert(name.clone(), array);
            }
        }
        for (name, expr) in &schema.dynamics {
            let ty = types.instantiate(*expr, &[]);
            types.dynamics.insert(name.clone(), ty);
        }
        types
    }

    /// The schema that the types are of.
    pub fn schema(&self) -> &'s Schema {
        self.schema
    }

    /// The type of a file's root.
    pub fn root(&self) -> TypeId {
        self.root
    }

    /// `Lean.Name`.
    pub fn name(&self) -> TypeId {
        self.name
    }

    /// The closed type of a declared type without parameters, if some value can have it.
    pub(crate) fn closed(&self, name: &str) -> Option<TypeId> {
        let (def, _) = self.schema.def(name)?;
        self.interned.get(&(Node::Data(def), Box::default())).copied()
    }

    /// The unknown type.
    pub(crate) fn any(&self) -> TypeId {
        self.any
    }

    /// An array of values of the unknown type: what an empty array always is.
    pub(crate) fn any_array(&self) -> TypeId {
        self.any_array
    }

    /// The element type of an array, thunk or task, as a slice of one; empty for other types.
    pub(crate) fn element(&self, ty: TypeId) -> &[TypeId] {
        match &self.entries[ty.0 as usize].node {
            Node::Of(_, of) => std::slice::from_ref(of),
            Node::Builtin(_) | Node::Data(_) => &[],
        }
    }

    /// The type of the array of entries of the extension `name`; `None` when the schema does not know it.
    pub fn extension_entries(&self, name: &str) -> Option<TypeId> {
        self.extensions.get(name).copied()
    }

    /// The type of one entry of the extension `name`; `None` when the schema does not know it.
    pub fn extension_entry(&self, name: &str) -> Option<TypeId> {
        match self.node(self.extension_entries(name)?) {
            Node::Of(_, entry) => Some(entry),
            Node::Builtin(_) | Node::Data(_) => None,
        }
    }

    /// The type of a `Dynamic` value that calls its type `name`.
    pub fn dynamic(&self, name: &str) -> Option<TypeId> {
        self.dynamics.get(name).copied()
    }

    /// What a type is.
    ///
    /// # Panics
    /// May panic for an id from another table.
    pub fn node(&self, ty: TypeId) -> Node {
        self.entries[ty.0 as usize].node
    }

    /// The declaration of a type, if it is a declared one that is no enumeration.
    pub fn def(&self, ty: TypeId) -> Option<&'s Def> {
        match self.node(ty) {
            Node::Data(def) => Some(self.schema.def_at(def)),
            Node::Builtin(_) | Node::Of(..) => None,
        }
    }

    /// The type arguments of a declared type.
    pub fn args(&self, ty: TypeId) -> &[TypeId] {
        let (from, to) = self.entries[ty.0 as usize].args;
        &self.args[from as usize..to as usize]
    }

    /// Number of closed types.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no type; never so after [`Types::new`].
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The types of the boxed slots of constructor `ctor` of a declared type, in storage order; empty for what has no
    /// such constructor.
    pub fn slots(&mut self, ty: TypeId, ctor: usize) -> &[TypeId] {
        self.expand(ty);
        self.known_slots(ty, ctor)
    }

    /// [`Types::slots`] for a type that has been expanded; empty before.
    pub(crate) fn known_slots(&self, ty: TypeId, ctor: usize) -> &[TypeId] {
        let (from, to) = self.slot_range(ty, ctor);
        &self.slots[from as usize..to as usize]
    }

    /// Where [`Types::known_slots`] are, for [`Types::slot`].
    pub(crate) fn slot_range(&self, ty: TypeId, ctor: usize) -> (u32, u32) {
        let rows = self.entries[ty.0 as usize].rows;
        let ctors = self.def(ty).map_or(0, |d| d.ctors().len());
        if rows == u32::MAX || ctor >= ctors {
            return (0, 0);
        }
        let at = rows as usize + ctor;
        (self.rows[at], self.rows[at + 1])
    }

    /// The type of one slot, by its place in [`Types::slot_range`].
    pub(crate) fn slot(&self, at: u32) -> TypeId {
        self.slots[at as usize]
    }

    /// Instantiates the slots of a declared type, once.
    pub(crate) fn expand(&mut self, ty: TypeId) {
        let Some(def) = self.def(ty) else { return };
        if self.entries[ty.0 as usize].rows != u32::MAX {
            return;
        }
        let args = self.args(ty).to_vec();
        let slots: Vec<Vec<TypeId>> = def
            .ctors()
            .iter()
            .map(|ctor| ctor.boxed.iter().map(|&slot| self.instantiate(slot, &args)).collect())
            .collect();
        self.entries[ty.0 as usize].rows = self.rows.len() as u32;
        self.rows.push(self.slots.len() as u32);
        for row in slots {
            self.slots.extend(row);
            self.rows.push(self.slots.len() as u32);
        }
    }

    /// The closed type of an expression. The depth of expressions is bounded by the parser.
    fn instantiate(&mut self, expr: ExprId, params: &[TypeId]) -> TypeId {
        let schema = self.schema;
        match schema.expr(expr) {
            TypeExpr::Param(i) => params.get(*i as usize).copied().unwrap_or(self.any),
            TypeExpr::App(head, args) => {
                let args: Box<[TypeId]> = args.iter().map(|&a| self.instantiate(a, params)).collect();
                match (*head, &*args) {
                    (Head::Builtin(b), [of]) => self.intern(Node::Of(b, *of), Box::default()),
                    (Head::Builtin(b), _) => self.intern(Node::Builtin(b), Box::default()),
                    (Head::Def(d), _) if schema.def_at(d).enum_names().is_some() => {
                        self.intern(Node::Builtin(Builtin::Scalar(Scalar::Enum(d))), Box::default())
                    }
                    (Head::Def(d), _) => self.intern(Node::Data(d), args),
                }
            }
        }
    }

    fn intern(&mut self, node: Node, args: Box<[TypeId]>) -> TypeId {
        let key = (node, args);
        if let Some(&id) = self.interned.get(&key) {
            return id;
        }
        if self.entries.len() >= MAX_TYPES {
            return self.any;
        }
        let from = self.args.len() as u32;
        self.args.extend_from_slice(&key.1);
        let id = TypeId(self.entries.len() as u32);
        self.entries.push(Entry { node, args: (from, self.args.len() as u32), rows: u32::MAX });
        self.interned.insert(key, id);
        id
    }

    /// The type as the schema writes it, cut after `max` bytes.
    pub fn display(&self, ty: TypeId, max: usize) -> String {
        let mut out = String::new();
        self.write(&mut out, ty, false, max);
        out
    }

    fn write(&self, out: &mut String, ty: TypeId, nested: bool, max: usize) {
        if out.len() >= max {
            if !out.ends_with('…') {
                out.push('…');
            }
            return;
        }
        match self.node(ty) {
            Node::Builtin(b) => out.push_str(&self.builtin_name(b)),
            Node::Of(b, of) => self.application(out, &self.builtin_name(b), &[of], nested, max),
            Node::Data(d) => self.application(out, &self.schema.def_at(d).name, self.args(ty), nested, max),
        }
    }

    /// Types nest at most once per byte written, so `max` bounds the recursion.
    fn application(&self, out: &mut String, head: &str, args: &[TypeId], nested: bool, max: usize) {
        let parens = nested && !args.is_empty();
        if parens {
            out.push('(');
        }
        out.push_str(head);
        for &a in args {
            out.push(' ');
            self.write(out, a, true, max);
        }
        if parens {
            out.push(')');
        }
    }

    fn builtin_name(&self, b: Builtin) -> String {
        let name = match b {
            Builtin::Nat => "Nat",
            Builtin::Int => "Int",
            Builtin::String => "String",
            Builtin::USize => "USize",
            Builtin::ISize => "ISize",
            Builtin::ByteArray => "ByteArray",
            Builtin::FloatArray => "FloatArray",
            Builtin::Array => "Array",
            Builtin::Thunk => "Thunk",
            Builtin::Task => "Task",
            Builtin::Dynamic => "Dynamic",
            Builtin::ExtensionPair => "ExtensionPair",
            Builtin::Fn => "fn",
            Builtin::Any => "any",
            Builtin::Scalar(s) => match s {
                Scalar::Bool => "Bool",
                Scalar::U8 => "UInt8",
                Scalar::U16 => "UInt16",
                Scalar::U32 => "UInt32",
                Scalar::U64 => "UInt64",
                Scalar::I8 => "Int8",
                Scalar::I16 => "Int16",
                Scalar::I32 => "Int32",
                Scalar::I64 => "Int64",
                Scalar::Char => "Char",
                Scalar::F64 => "Float",
                Scalar::F32 => "Float32",
                Scalar::Enum(d) => &self.schema.def_at(d).name,
            },
        };
        name.to_owned()
    }
}
