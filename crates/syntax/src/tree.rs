//! Syntax trees.
//!
//! What it is: [`Syntax`] is upstream's type of that name: nodes with a kind, atoms, identifiers, and `missing` where
//! nothing could be read. A clone is one count. Trivia (white space and comments) are ranges of the source, kept by the
//! token before them; only the first token of a file has some before it.
//! What it is not: a view of the runtime's objects; a macro that runs in a machine sees those, made from these.
//! What it assumes: trees may be as deep as a text is long, so nothing here recurses, dropping included.
//!
//! Source: upstream's `src/Init/Prelude.lean` (`Syntax`, `SourceInfo`) and `src/Lean/Syntax.lean`.

use std::rc::Rc;
use term::{Component, Name, NameRef};

/// Where a piece of syntax comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SourceInfo {
    /// From a text: the token is `pos..end_pos`, the trivia before it begin at `leading`, those after it end at
    /// `trailing`.
    Original {
        /// Where the trivia before the token begin; `pos` for all tokens but the first of a file.
        leading: u32,
        /// Where the token begins.
        pos: u32,
        /// Where the token ends.
        end_pos: u32,
        /// Where the trivia after the token end.
        trailing: u32,
    },
    /// Made by a macro from syntax at this place.
    Synthetic {
        /// Where that syntax begins.
        pos: u32,
        /// Where it ends.
        end_pos: u32,
        /// Whether to treat it as what the user wrote.
        canonical: bool,
    },
    /// From nowhere.
    #[default]
    None,
}

impl SourceInfo {
    /// Where it begins; with `canonical_only`, only for what the user wrote or what counts as that.
    pub fn pos(self, canonical_only: bool) -> Option<u32> {
        match self {
            SourceInfo::Original { pos, .. } => Some(pos),
            SourceInfo::Synthetic { pos, canonical, .. } if canonical || !canonical_only => Some(pos),
            _ => None,
        }
    }

    /// Where it ends, trivia excluded.
    pub fn end_pos(self, canonical_only: bool) -> Option<u32> {
        match self {
            SourceInfo::Original { end_pos, .. } => Some(end_pos),
            SourceInfo::Synthetic { end_pos, canonical, .. } if canonical || !canonical_only => Some(end_pos),
            _ => None,
        }
    }

    /// Where the trivia after it end, if it comes from a text.
    pub fn trailing_end(self) -> Option<u32> {
        match self {
            SourceInfo::Original { trailing, .. } => Some(trailing),
            _ => None,
        }
    }
}

/// A syntax tree.
#[derive(Clone, Default)]
pub enum Syntax {
    /// Nothing could be read here.
    #[default]
    Missing,
    /// A node of some kind.
    Node(Rc<Node>),
    /// A keyword, a symbol, or the text of a literal.
    Atom(Rc<Atom>),
    /// An identifier.
    Ident(Rc<Ident>),
}

/// A node of a tree.
pub struct Node {
    /// For nodes that macros make; what a parser makes has none.
    pub info: SourceInfo,
    /// What the node is, as upstream's `SyntaxNodeKind`.
    pub kind: Name,
    args: Box<[Syntax]>,
    /// The end of the last token below that comes from a text, and of the trivia after it; `None` if there is none.
    tail: Option<(u32, u32)>,
}

/// A keyword, a symbol, or the text of a literal.
pub struct Atom {
    /// Where it comes from.
    pub info: SourceInfo,
    /// Its text.
    pub val: Rc<str>,
}

/// An identifier.
pub struct Ident {
    /// Where it comes from.
    pub info: SourceInfo,
    /// As it is written.
    pub raw: Rc<str>,
    /// What is written, perhaps with macro scopes.
    pub val: Name,
    /// What it meant where a macro was defined.
    pub preresolved: Box<[Preresolved]>,
}

/// What an identifier in a quotation meant at its definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preresolved {
    /// A namespace.
    Namespace(Name),
    /// A declaration, and the fields of it that are meant.
    Decl(Name, Vec<String>),
}

impl Node {
    /// The children.
    pub fn args(&self) -> &[Syntax] {
        &self.args
    }
}

impl Drop for Node {
    /// Takes the tree apart with a list of its own. A subtree that others hold stays.
    fn drop(&mut self) {
        if !self.args.iter().any(|arg| matches!(arg, Syntax::Node(_))) {
            return;
        }
        let mut doomed = std::mem::take(&mut self.args).into_vec();
        while let Some(stx) = doomed.pop() {
            if let Syntax::Node(node) = stx
                && let Some(mut node) = Rc::into_inner(node)
            {
                doomed.extend(std::mem::take(&mut node.args));
            }
        }
    }
}

impl Syntax {
    /// A node without a position of its own.
    pub fn node(kind: Name, args: impl Into<Box<[Syntax]>>) -> Syntax {
        Syntax::node_with(SourceInfo::None, kind, args)
    }

    /// A node.
    pub fn node_with(info: SourceInfo, kind: Name, args: impl Into<Box<[Syntax]>>) -> Syntax {
        let args = args.into();
        let tail = match info {
            SourceInfo::Original { end_pos, trailing, .. } => Some((end_pos, trailing)),
            _ => args.iter().rev().find_map(Syntax::original_tail),
        };
        Syntax::Node(Rc::new(Node { info, kind, args, tail }))
    }

    /// An atom.
    pub fn atom(info: SourceInfo, val: impl Into<Rc<str>>) -> Syntax {
        Syntax::Atom(Rc::new(Atom { info, val: val.into() }))
    }

    /// An identifier that means nothing yet.
    pub fn ident(info: SourceInfo, raw: impl Into<Rc<str>>, val: Name) -> Syntax {
        Syntax::Ident(Rc::new(Ident { info, raw: raw.into(), val, preresolved: Box::default() }))
    }

    /// Whether nothing could be read here.
    pub fn is_missing(&self) -> bool {
        matches!(self, Syntax::Missing)
    }

    /// The children; none but for nodes.
    pub fn args(&self) -> &[Syntax] {
        match self {
            Syntax::Node(node) => &node.args,
            _ => &[],
        }
    }

    /// Child `index`, or `missing` if there is none (`Syntax.getArg`).
    pub fn arg(&self, index: usize) -> &Syntax {
        const MISSING: &Syntax = &Syntax::Missing;
        self.args().get(index).unwrap_or(MISSING)
    }

    /// The kind of a node.
    pub fn node_kind(&self) -> Option<NameRef<'_>> {
        match self {
            Syntax::Node(node) => Some(node.kind.r()),
            _ => None,
        }
    }

    /// Whether this is a node of `kind`.
    pub fn is_of_kind(&self, kind: &Name) -> bool {
        matches!(self, Syntax::Node(node) if node.kind == *kind)
    }

    /// Whether this is a node whose kind is written `kind`.
    pub fn is_kind(&self, kind: &str) -> bool {
        self.node_kind().is_some_and(|name| is_dotted(name, kind))
    }

    /// Whether this is a node without children, as an `optional` that was not there (`Syntax.isNone`).
    pub fn is_none(&self) -> bool {
        match self {
            Syntax::Node(node) => node.args.is_empty(),
            Syntax::Missing => true,
            _ => false,
        }
    }

    /// The text of an atom.
    pub fn atom_val(&self) -> Option<&str> {
        match self {
            Syntax::Atom(atom) => Some(&atom.val),
            _ => None,
        }
    }

    /// The name of an identifier.
    pub fn ident_name(&self) -> Option<&Name> {
        match self {
            Syntax::Ident(ident) => Some(&ident.val),
            _ => None,
        }
    }

    /// The text of a literal node of kind `kind`: a node with one atom.
    pub fn lit_text(&self, kind: &str) -> Option<&str> {
        match self {
            Syntax::Node(node) if is_dotted(node.kind.r(), kind) => node.args.first()?.atom_val(),
            _ => None,
        }
    }

    /// Where this comes from itself (`Syntax.getInfo?` without descending).
    pub fn own_info(&self) -> SourceInfo {
        match self {
            Syntax::Missing => SourceInfo::None,
            Syntax::Node(node) => node.info,
            Syntax::Atom(atom) => atom.info,
            Syntax::Ident(ident) => ident.info,
        }
    }

    /// The first information below, this included (`getHeadInfo?`).
    pub fn head_info(&self) -> Option<SourceInfo> {
        let mut stack = vec![self];
        while let Some(stx) = stack.pop() {
            match stx {
                Syntax::Missing => {}
                Syntax::Node(node) if node.info == SourceInfo::None => stack.extend(node.args.iter().rev()),
                other => return Some(other.own_info()),
            }
        }
        None
    }

    /// The last information below, this included (`getTailInfo?`).
    pub fn tail_info(&self) -> Option<SourceInfo> {
        let mut stack = vec![self];
        while let Some(stx) = stack.pop() {
            match stx {
                Syntax::Missing => {}
                Syntax::Node(node) if node.info == SourceInfo::None => stack.extend(node.args.iter()),
                other => return Some(other.own_info()),
            }
        }
        None
    }

    /// The end of the last token below that comes from a text, and of the trivia after it.
    pub(crate) fn original_tail(&self) -> Option<(u32, u32)> {
        match self {
            Syntax::Node(node) => node.tail,
            other => match other.own_info() {
                SourceInfo::Original { end_pos, trailing, .. } => Some((end_pos, trailing)),
                _ => None,
            },
        }
    }

    /// Where it begins (`getPos?`).
    pub fn pos(&self, canonical_only: bool) -> Option<u32> {
        self.search(canonical_only, SourceInfo::pos, |stack, args| stack.extend(args.iter().rev()))
    }

    /// Where it ends, without the trivia after it (`getTailPos?`).
    pub fn end_pos(&self, canonical_only: bool) -> Option<u32> {
        self.search(canonical_only, SourceInfo::end_pos, |stack, args| stack.extend(args))
    }

    fn search<'a>(
        &'a self,
        canonical_only: bool,
        found: impl Fn(SourceInfo, bool) -> Option<u32>,
        descend: impl Fn(&mut Vec<&'a Syntax>, &'a [Syntax]),
    ) -> Option<u32> {
        let mut stack = vec![self];
        while let Some(stx) = stack.pop() {
            if let Some(at) = found(stx.own_info(), canonical_only) {
                return Some(at);
            }
            descend(&mut stack, stx.args());
        }
        None
    }

    /// The same tree with another information at its last token; unchanged if it has no token.
    pub fn with_tail_info(&self, info: SourceInfo) -> Syntax {
        self.with_end_info(info, |args| args.iter().rposition(|arg| arg.head_info().is_some()))
    }

    /// The same tree with another information at its first token; unchanged if it has no token.
    pub fn with_head_info(&self, info: SourceInfo) -> Syntax {
        self.with_end_info(info, |args| args.iter().position(|arg| arg.head_info().is_some()))
    }

    fn with_end_info(&self, info: SourceInfo, choose: impl Fn(&[Syntax]) -> Option<usize>) -> Syntax {
        let mut path = Vec::new();
        let mut stx = self;
        while let Syntax::Node(node) = stx {
            let Some(index) = choose(&node.args) else { return self.clone() };
            path.push((node, index));
            stx = &node.args[index];
        }
        let mut changed = match stx {
            Syntax::Missing => return self.clone(),
            Syntax::Atom(atom) => Syntax::atom(info, atom.val.clone()),
            Syntax::Ident(ident) => Syntax::Ident(Rc::new(Ident {
                info,
                raw: ident.raw.clone(),
                val: ident.val.clone(),
                preresolved: ident.preresolved.clone(),
            })),
            Syntax::Node(_) => rt::bug!("the path of a tree ended at a node"),
        };
        for (node, index) in path.into_iter().rev() {
            let mut args = node.args.clone();
            args[index] = changed;
            changed = Syntax::node_with(node.info, node.kind.clone(), args);
        }
        changed
    }

    /// Whether this is an antiquotation or a choice of antiquotations (`isAntiquots`).
    pub fn is_antiquots(&self) -> bool {
        match self {
            Syntax::Node(node) if is_dotted(node.kind.r(), "choice") => {
                node.args.first().is_some_and(Syntax::is_antiquot)
            }
            _ => self.is_antiquot(),
        }
    }

    /// Whether this is an antiquotation `$…` (`isAntiquot`).
    pub fn is_antiquot(&self) -> bool {
        self.last_of_kind() == Some("antiquot")
    }

    /// The last component of the kind.
    pub fn last_of_kind(&self) -> Option<&str> {
        match self.node_kind()?.split()?.1 {
            Component::Str(text) => Some(text),
            Component::Num(_) => None,
        }
    }

    /// Whether both are the same tree in memory.
    pub fn ptr_eq(&self, other: &Syntax) -> bool {
        match (self, other) {
            (Syntax::Missing, Syntax::Missing) => true,
            (Syntax::Node(a), Syntax::Node(b)) => Rc::ptr_eq(a, b),
            (Syntax::Atom(a), Syntax::Atom(b)) => Rc::ptr_eq(a, b),
            (Syntax::Ident(a), Syntax::Ident(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// The atoms, identifiers and gaps of the tree, from left to right. Of several readings of one text (`choice`), the
    /// first counts.
    pub fn leaves(&self) -> Leaves<'_> {
        Leaves { stack: vec![self] }
    }
}

/// Iterator over the leaves of a tree; see [`Syntax::leaves`].
pub struct Leaves<'a> {
    stack: Vec<&'a Syntax>,
}

impl<'a> Iterator for Leaves<'a> {
    type Item = &'a Syntax;

    fn next(&mut self) -> Option<&'a Syntax> {
        loop {
            match self.stack.pop()? {
                Syntax::Node(node) if is_dotted(node.kind.r(), "choice") => self.stack.extend(node.args.first()),
                Syntax::Node(node) => self.stack.extend(node.args.iter().rev()),
                leaf => return Some(leaf),
            }
        }
    }
}

/// Whether `name` consists of the strings of `dotted` between dots.
pub fn is_dotted(name: NameRef<'_>, dotted: &str) -> bool {
    let mut rest = Some(dotted);
    for component in name.components_rev() {
        let (Some(text), Component::Str(last)) = (rest, component) else { return false };
        match text.strip_suffix(last) {
            Some("") => rest = None,
            Some(before) if before.ends_with('.') => rest = Some(&before[..before.len() - 1]),
            _ => return false,
        }
    }
    rest.is_none()
}
