//! `Name` on the byte image: components, the cached hash, and the text that upstream prints.
//!
//! What it is: a view over a word that is a name, and [`Display`](fmt::Display) with upstream's escaping.
//! What it is not: a check of the cached hash ([`crate::words`]), nor the runtime's `Name` (crate `term`).
//! Source: upstream's `Name.toString` (`src/Init/Data/ToString/Name.lean`) and the character classes of
//! `src/Init/Meta/Defs.lean`; the tests hold what upstream printed.

use crate::error::{Reason, Refusal};
use crate::view::{Big, Object, Word};
use rt::layout::ctor_size;
use std::fmt;

/// A name.
#[derive(Clone, Copy, Debug)]
pub struct Name<'i>(Word<'i>);

/// The last component of a name.
#[derive(Clone, Copy, Debug)]
pub enum Component<'i> {
    /// `Name.str`.
    Str(&'i str),
    /// `Name.num`.
    Num(Index<'i>),
}

/// The number of a `Name.num`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Index<'i> {
    /// Below 2^64.
    Small(u64),
    /// Anything else.
    Big(Big<'i>),
}

impl<'i> Name<'i> {
    /// Reads `word` as a name, looking at its outermost component only.
    ///
    /// # Errors
    /// [`Reason::Expected`] at the object, or at `at` for a scalar.
    pub fn of(word: Word<'i>, at: Object<'i>) -> Result<Name<'i>, Refusal> {
        let fits = match word {
            Word::Scalar(n) => n == 0,
            Word::Object(o) => is_component(o),
        };
        if fits {
            return Ok(Name(word));
        }
        let place = word.object().unwrap_or(at).place();
        Err(Refusal { part: place.part as usize, offset: place.offset, reason: Reason::Expected("a name") })
    }

    /// The word itself.
    pub fn word(self) -> Word<'i> {
        self.0
    }

    /// Whether this is `Name.anonymous`.
    pub fn is_anonymous(self) -> bool {
        matches!(self.0, Word::Scalar(_))
    }

    /// The cached hash.
    pub fn hash(self) -> u64 {
        match self.0 {
            Word::Scalar(_) => term::data::name_anonymous(),
            Word::Object(o) => o.scalar_u64(0).unwrap_or_default(),
        }
    }

    /// Everything but the last component, and the last component. `None` for the anonymous name, and where a deeper
    /// component turns out not to be one.
    pub fn split(self) -> Option<(Name<'i>, Component<'i>)> {
        let object = self.0.object().filter(|o| is_component(*o))?;
        let prefix = Name(object.field(0)?);
        let last = object.field(1)?;
        let component = match last {
            Word::Scalar(n) => Component::Num(Index::Small(n)),
            Word::Object(o) => match o.as_str() {
                Some(text) => Component::Str(text),
                None => match last.nat() {
                    Some((n, true)) => Component::Num(Index::Small(n)),
                    _ => Component::Num(Index::Big(o.big()?)),
                },
            },
        };
        Some((prefix, component))
    }

    /// The components, last one first.
    pub fn rev_components(self) -> impl Iterator<Item = Component<'i>> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let (prefix, component) = rest.split()?;
            rest = prefix;
            Some(component)
        })
    }

    /// The components, first one first.
    pub fn components(self) -> Vec<Component<'i>> {
        let mut found: Vec<_> = self.rev_components().collect();
        found.reverse();
        found
    }
}

/// Whether `object` has the shape of `Name.str` or `Name.num`.
fn is_component(object: Object<'_>) -> bool {
    let sized = object.num_fields() == 2 && object.byte_size() == ctor_size(object.image().width(), 2, 8);
    let last_fits = |o: Object<'_>| match (o.tag(), o.field(1)) {
        (1, Some(Word::Object(s))) => s.kind() == crate::view::Kind::String,
        (2, Some(last)) => last.is_nat(),
        _ => false,
    };
    let prefix_fits = |o: Object<'_>| !matches!(o.field(0), Some(Word::Scalar(1..)));
    sized && last_fits(object) && prefix_fits(object)
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let components = self.components();
        if components.is_empty() {
            return f.write_str("[anonymous]");
        }
        let escape = !printed_as_is(&components);
        for (i, component) in components.iter().enumerate() {
            if i > 0 {
                f.write_str(".")?;
            }
            match component {
                Component::Num(n) => write!(f, "{n}")?,
                Component::Str(s) if !escape || !needs_escape(s) => f.write_str(s)?,
                Component::Str(s) => write!(f, "«{s}»")?,
            }
        }
        Ok(())
    }
}

/// Whether no component is escaped: inaccessible names, names with macro scopes, and the delaborator's pseudo-syntax
/// (a lone `_`, or a root such as `#0` and `?u`).
fn printed_as_is(components: &[Component<'_>]) -> bool {
    let last = components.iter().rev().find_map(|c| match c {
        Component::Str(s) => Some(*s),
        Component::Num(_) => None,
    });
    let hidden = last.is_some_and(|s| s.contains('✝') || s == "_inaccessible" || s == "_hyg");
    let pseudo = match components {
        [Component::Str("_")] => true,
        [Component::Str(root), ..] => root.starts_with(['#', '?']),
        _ => false,
    };
    hidden || pseudo
}

/// Whether a component needs `«»` and can have them.
fn needs_escape(s: &str) -> bool {
    let mut chars = s.chars();
    let plain = chars.next().is_some_and(is_id_first) && chars.all(is_id_rest);
    !plain && !s.contains('»')
}

/// `isIdFirst`: may begin an identifier.
pub fn is_id_first(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || is_letter_like(c)
}

/// `isIdRest`: may continue an identifier.
pub fn is_id_rest(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '\'' | '!' | '?') || is_letter_like(c) || is_subscript(c)
}

fn is_letter_like(c: char) -> bool {
    matches!(c,
        '\u{c0}'..='\u{17f}' | '\u{391}'..='\u{3a9}' | '\u{3b1}'..='\u{3fb}' | '\u{1f00}'..='\u{1ffe}'
        | '\u{2100}'..='\u{214f}' | '\u{1d49c}'..='\u{1d59f}')
        && !matches!(c, '×' | '÷' | 'Π' | 'Σ' | 'λ')
}

fn is_subscript(c: char) -> bool {
    matches!(c, '\u{2080}'..='\u{2089}' | '\u{2090}'..='\u{209c}' | '\u{1d62}'..='\u{1d6a}' | '\u{2c7c}')
}

impl fmt::Display for Index<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Index::Small(n) => write!(f, "{n}"),
            Index::Big(big) => write!(f, "{big}"),
        }
    }
}
