//! Messages as data: text with terms in it, which are printed when somebody reads the message.
//!
//! What it is: a tree of text, terms and layout, and the contexts in which its terms mean something. Contexts share what
//! they hold, so a message that nobody reads costs little.
//! What it is not: a printer; that knows syntax, and belongs to the elaborator.
//! Source: upstream's `src/Lean/Message.lean`.

use crate::local_context::LocalContext;
use crate::metavar_context::MetavarContext;
use env::environment::Environment;
use std::rc::Rc;
use term::{Expr, Level, Name};

/// What terms of a message refer to.
#[derive(Clone)]
pub struct MessageContext {
    /// Constants.
    pub env: Environment,
    /// Metavariables.
    pub mctx: MetavarContext,
    /// Variables.
    pub lctx: LocalContext,
}

/// A message, or a part of one.
#[derive(Clone)]
pub enum MessageData {
    /// Text; line breaks are line breaks.
    Text(Rc<str>),
    /// A term.
    Expr(Expr),
    /// A level.
    Level(Level),
    /// A name, as it is.
    Name(Name),
    /// A constant's name, with its type where a reader can ask for it.
    Const(Name),
    /// A goal with its context.
    Goal(Name),
    /// One after another.
    Compose(Rc<[MessageData]>),
    /// Lines after the first are indented.
    Nest(u32, Rc<MessageData>),
    /// On one line if it fits.
    Group(Rc<MessageData>),
    /// A part whose terms mean something in this context.
    WithContext(Rc<MessageContext>, Rc<MessageData>),
    /// A part with a kind that programs can look for.
    Tagged(Name, Rc<MessageData>),
}

impl MessageData {
    /// Text.
    pub fn text(text: impl AsRef<str>) -> MessageData {
        MessageData::Text(text.as_ref().into())
    }

    /// Nothing.
    pub fn nil() -> MessageData {
        MessageData::Compose(Rc::from([]))
    }

    /// Several parts, one after another.
    pub fn compose(parts: impl IntoIterator<Item = MessageData>) -> MessageData {
        MessageData::Compose(parts.into_iter().collect())
    }

    /// `indentExpr`: a term on a line of its own, indented by two.
    pub fn indent_expr(e: Expr) -> MessageData {
        MessageData::indent(MessageData::Expr(e))
    }

    /// `indentD`: a part on a line of its own, indented by two.
    pub fn indent(part: MessageData) -> MessageData {
        MessageData::Nest(2, Rc::new(MessageData::compose([MessageData::text("\n"), part])))
    }
}

impl From<&str> for MessageData {
    fn from(text: &str) -> MessageData {
        MessageData::text(text)
    }
}

impl From<String> for MessageData {
    fn from(text: String) -> MessageData {
        MessageData::text(text)
    }
}

impl From<Expr> for MessageData {
    fn from(e: Expr) -> MessageData {
        MessageData::Expr(e)
    }
}

/// A message of text and parts, one after another: `message!["unknown constant ", name]`.
#[macro_export]
macro_rules! message {
    ($($part:expr),* $(,)?) => {
        $crate::message::MessageData::compose([$($crate::message::MessageData::from($part)),*])
    };
}
