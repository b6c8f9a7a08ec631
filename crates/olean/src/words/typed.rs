//! Top down: what a `ModuleData` says is a name, a level list or an expression must have been found to be one.

use super::bottom::{At, Bottom, Fault};
use super::class;
use super::shape::Shape;
use crate::error::{Reason, Refusal};
use crate::module_data::{self, CONSTANT_VAL, ModuleData, RECURSOR_RULE, Slot, ValShape, as_cons, expected};
use crate::view::{Image, Kind, Object, Word};
use crate::wide::Wide;
use rt::layout::ctor_size;

/// The second pass, over what the first one found.
pub(super) struct Typed<'p, 'b, W>(pub Bottom<'p, 'b, W>);

impl<W: Wide> Typed<'_, '_, W> {
    fn class_of(&self, word: Word<'_>) -> u8 {
        match word {
            Word::Scalar(0) => class::ZERO,
            Word::Scalar(_) => 0,
            Word::Object(o) => self.0.class_at(At::of(o)),
        }
    }

    /// Counts the cells of a list against the limit.
    fn spend(&mut self, list: Word<'_>, at: Object<'_>) -> Result<(), Refusal> {
        let Some(first) = list.object() else { return Ok(()) };
        self.0
            .spend(At::of(first))
            .map_err(|limit| Refusal { reason: Reason::TooMuchWork { limit }, ..expected(at, "") })
    }

    /// The typed positions of one part.
    pub fn module(&mut self, image: &Image<'_>, part: usize) -> Result<(), Refusal> {
        let module = ModuleData::of_part(image, part)?;
        let root = module.object();
        for import in module.imports() {
            self.require(import?.module.word(), class::NAME, root)?;
        }
        for extra in module_data::array_field(root, 3)?.children() {
            self.require(extra, class::NAME, root)?;
        }
        for entries in module.entries() {
            self.require(entries?.extension.word(), class::NAME, root)?;
        }
        let names = module_data::array_field(root, 1)?;
        let constants = module.constants();
        if names.children().len() != constants.len() {
            return Err(expected(names, "as many names as constants"));
        }
        for (name, constant) in names.children().zip(constants) {
            self.require(name, class::NAME, names)?;
            let constant = constant?;
            let own = constant.name()?.word().object().map(Object::place);
            if name.object().map(Object::place) != own {
                return Err(expected(constant.info(), "the constant that constNames lists here"));
            }
            self.structure(constant.val(), constant.kind().shape())?;
        }
        Ok(())
    }

    fn structure(&mut self, object: Object<'_>, shape: &ValShape) -> Result<(), Refusal> {
        for (i, slot) in shape.slots.iter().enumerate() {
            let word = object.field(i).unwrap_or(Word::Scalar(0));
            match slot {
                Slot::Name => self.require(word, class::NAME, object)?,
                Slot::Names => self.require(word, class::NAMES, object)?,
                Slot::Expr => self.require(word, class::EXPR, object)?,
                Slot::Nat if word.is_nat() => {}
                Slot::Nat => return Err(expected(word.object().unwrap_or(object), "a natural number")),
                Slot::Hints if module_data::hints(word).is_some() => {}
                Slot::Hints => return Err(expected(word.object().unwrap_or(object), "reducibility hints")),
                Slot::ConstantVal => match word.object().filter(|o| CONSTANT_VAL.fits(*o)) {
                    Some(inner) => self.structure(inner, &CONSTANT_VAL)?,
                    None => return Err(expected(word.object().unwrap_or(object), "a ConstantVal")),
                },
                Slot::Rules => {
                    self.spend(word, object)?;
                    for rule in module_data::List::of(object, i) {
                        match rule?.object().filter(|o| RECURSOR_RULE.fits(*o)) {
                            Some(rule) => self.structure(rule, &RECURSOR_RULE)?,
                            None => return Err(expected(object, "recursor rules")),
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn require(&mut self, word: Word<'_>, class: u8, holder: Object<'_>) -> Result<(), Refusal> {
        self.0.books.counts.positions += 1;
        if self.class_of(word) & class != 0 { Ok(()) } else { Err(self.fault(word, class, holder)) }
    }

    /// Follows a word that is not of the wanted class down to the object at fault. Each step leads to a lower address,
    /// so this ends.
    #[cold]
    fn fault<'i>(&mut self, mut word: Word<'i>, mut class: u8, mut holder: Object<'i>) -> Refusal {
        loop {
            let Word::Object(object) = word else { return expected(holder, class::name(class)) };
            holder = object;
            if self.class_of(word) & (class::NAME | class::LEVEL | class::EXPR) != 0 {
                // It is something, and something else: `Level.succ` of zero and a free variable have one shape.
                return expected(object, class::name(class));
            }
            if let class::NAMES | class::LEVELS = class {
                let item = if class == class::NAMES { class::NAME } else { class::LEVEL };
                match as_cons(object) {
                    None => return expected(object, class::name(class)),
                    Some((head, _)) if self.class_of(head) & item == 0 => (word, class) = (head, item),
                    Some((_, tail)) => word = tail,
                }
                continue;
            }
            let fields = object.num_fields();
            let shape = Shape::candidates(object.tag(), fields).iter().copied().find(|s| {
                s.class() == class
                    && object.kind() == Kind::Ctor
                    && object.byte_size() == ctor_size(W::WIDTH, fields, s.scalars())
            });
            let Some(shape) = shape else { return expected(object, class::name(class)) };
            match self.0.compute(shape, At::of(object)) {
                Ok(computed) => {
                    let stored = object.scalar_u64(0).unwrap_or_default();
                    let reason = Reason::CachedWord { what: shape.what(), stored, computed };
                    return Refusal { reason, ..expected(object, "") };
                }
                Err(Fault::Field(i, wanted)) => {
                    (word, class) = (object.field(i).unwrap_or(Word::Scalar(u64::MAX)), wanted);
                }
                Err(Fault::Value) => return expected(object, class::name(class)),
                Err(Fault::Work(limit)) => {
                    return Refusal { reason: Reason::TooMuchWork { limit }, ..expected(object, "") };
                }
            }
        }
    }
}
