//! Entries of extensions: values as runtime objects, and back.
//!
//! What it is: one trait with a reader and a writer, its instances for the types that entries are made of, and macros
//! that derive it for structures and enumerations. The layout is upstream's: boxed fields in order, then one-byte
//! scalars in order; an enumeration is a byte inside a structure and a boxed scalar in a generic slot.
//! What it is not: a check of anything below the fields that it reads. Names and terms are taken as the views of
//! [`term`] take them, so files go through the type check of [`olean::schema`] before.

use rt::{Obj, ObjRef};
use std::rc::Rc;
use term::{BinderInfo, Expr, Name, Nat};

/// A type whose values stand in extension entries.
pub trait Entry: Sized {
    /// The value in an object; `None` if it has another shape.
    fn read(o: ObjRef<'_>) -> Option<Self>;

    /// The object.
    fn write(&self) -> Obj;
}

/// A type that structures hold as one byte.
pub trait Byte: Sized + Copy {
    /// The value of a byte.
    fn of_byte(byte: u8) -> Option<Self>;

    /// The byte.
    fn byte(self) -> u8;
}

impl Byte for bool {
    fn of_byte(byte: u8) -> Option<bool> {
        match byte {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn byte(self) -> u8 {
        u8::from(self)
    }
}

impl Byte for BinderInfo {
    fn of_byte(byte: u8) -> Option<BinderInfo> {
        [BinderInfo::Default, BinderInfo::Implicit, BinderInfo::StrictImplicit, BinderInfo::InstImplicit]
            .into_iter()
            .find(|info| *info as u8 == byte)
    }

    fn byte(self) -> u8 {
        self as u8
    }
}

impl Entry for Obj {
    fn read(o: ObjRef<'_>) -> Option<Obj> {
        Some(o.to_obj())
    }

    fn write(&self) -> Obj {
        self.clone()
    }
}

impl Entry for Name {
    fn read(o: ObjRef<'_>) -> Option<Name> {
        Name::cast(o.to_obj())
    }

    fn write(&self) -> Obj {
        self.as_obj().clone()
    }
}

impl Entry for Expr {
    fn read(o: ObjRef<'_>) -> Option<Expr> {
        Expr::cast(o.to_obj())
    }

    fn write(&self) -> Obj {
        self.as_obj().clone()
    }
}

impl Entry for Nat {
    fn read(o: ObjRef<'_>) -> Option<Nat> {
        Nat::cast(o.to_obj())
    }

    fn write(&self) -> Obj {
        self.as_obj().clone()
    }
}

/// A natural number; one past 2^64 is not read.
impl Entry for u64 {
    fn read(o: ObjRef<'_>) -> Option<u64> {
        Nat::read(o)?.r().to_u64()
    }

    fn write(&self) -> Obj {
        Nat::from_u64(*self).into_obj()
    }
}

impl Entry for Rc<str> {
    fn read(o: ObjRef<'_>) -> Option<Rc<str>> {
        o.as_str().map(Rc::from)
    }

    fn write(&self) -> Obj {
        Obj::string(self)
    }
}

impl<T: Entry> Entry for Option<T> {
    fn read(o: ObjRef<'_>) -> Option<Option<T>> {
        match (o.get_ctor_index()?, o.get_fields()?) {
            (0, []) => Some(None),
            (1, [value]) => T::read(*value).map(Some),
            _ => None,
        }
    }

    fn write(&self) -> Obj {
        self.as_ref().map_or(Obj::scalar(0), |value| Obj::ctor(1, [value.write()]))
    }
}

impl<A: Entry, B: Entry> Entry for (A, B) {
    fn read(o: ObjRef<'_>) -> Option<(A, B)> {
        match (o.get_ctor_index()?, o.get_fields()?) {
            (0, [a, b]) => Some((A::read(*a)?, B::read(*b)?)),
            _ => None,
        }
    }

    fn write(&self) -> Obj {
        Obj::ctor(0, [self.0.write(), self.1.write()])
    }
}

/// An `Array`.
impl<T: Entry> Entry for Rc<[T]> {
    fn read(o: ObjRef<'_>) -> Option<Rc<[T]>> {
        o.as_array()?.iter().map(|item| T::read(*item)).collect()
    }

    fn write(&self) -> Obj {
        Obj::array(self.iter().map(T::write))
    }
}

/// A `List`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T>(pub Rc<[T]>);

impl<T: Entry> Entry for List<T> {
    fn read(o: ObjRef<'_>) -> Option<List<T>> {
        let (mut items, mut rest) = (Vec::new(), o);
        loop {
            match (rest.get_ctor_index()?, rest.get_fields()?) {
                (0, []) => return Some(List(items.into())),
                (1, [head, tail]) => {
                    items.push(T::read(*head)?);
                    rest = *tail;
                }
                _ => return None,
            }
        }
    }

    fn write(&self) -> Obj {
        Obj::list(self.0.iter().map(T::write).collect::<Vec<_>>().into_iter())
    }
}

/// Declares an enumeration of upstream's, and reads and writes it.
macro_rules! enumeration {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $value:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant = $value),* }

        impl $crate::entry::Byte for $name {
            fn of_byte(byte: u8) -> Option<$name> {
                match byte {
                    $($value => Some($name::$variant),)*
                    _ => None,
                }
            }

            fn byte(self) -> u8 {
                self as u8
            }
        }

        impl $crate::entry::Entry for $name {
            fn read(o: rt::ObjRef<'_>) -> Option<$name> {
                if !o.is_scalar() {
                    return None;
                }
                u8::try_from(o.unbox()).ok().and_then(<$name as $crate::entry::Byte>::of_byte)
            }

            fn write(&self) -> rt::Obj {
                rt::Obj::scalar(*self as usize)
            }
        }
    };
}

/// Declares a structure of upstream's by its boxed fields and, after a semicolon, its one-byte fields, and reads and
/// writes it.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$fdoc:meta])* $field:ident: $ty:ty),* ; $($(#[$bdoc:meta])* $byte:ident: $bty:ty),*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* $($(#[$bdoc])* pub $byte: $bty,)* }

        impl $crate::entry::Entry for $name {
            fn read(o: rt::ObjRef<'_>) -> Option<$name> {
                if o.get_ctor_index()? != 0 || o.is_scalar() {
                    return None;
                }
                let mut fields = o.get_fields()?.iter();
                $(let $field = <$ty as $crate::entry::Entry>::read(*fields.next()?)?;)*
                if fields.next().is_some() {
                    return None;
                }
                // Behind the bytes there may be padding.
                let mut _bytes = o.scalar_area().iter();
                $(let $byte = <$bty as $crate::entry::Byte>::of_byte(*_bytes.next()?)?;)*
                Some($name { $($field,)* $($byte,)* })
            }

            fn write(&self) -> rt::Obj {
                let fields: Vec<rt::Obj> = vec![$($crate::entry::Entry::write(&self.$field)),*];
                let bytes: &[u8] = &[$($crate::entry::Byte::byte(self.$byte)),*];
                rt::Obj::ctor_dyn(0, fields.into_iter(), bytes)
            }
        }
    };
}

pub(crate) use {enumeration, record};

#[cfg(test)]
mod tests {
    use super::*;

    enumeration! {
        /// For the test.
        Colour { Red = 0, Green = 1 }
    }

    record! {
        /// For the test.
        Sample {
            /// A name.
            name: Name,
            /// Numbers.
            numbers: Rc<[u64]>,
            /// Maybe a text.
            text: Option<Rc<str>>;
            /// A byte.
            colour: Colour,
            /// Another.
            flag: bool
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let sample = Sample {
            name: Name::of_dotted("a.b"),
            numbers: [0, 7, u64::MAX].into(),
            text: Some("τ".into()),
            colour: Colour::Green,
            flag: true,
        };
        let o = sample.write();
        assert_eq!((o.r().num_fields(), &o.r().scalar_area()[..2]), (3, &[1, 1][..]));
        let back = Sample::read(o.r()).unwrap();
        assert_eq!((back.name, back.numbers, back.text), (sample.name, sample.numbers, sample.text));
        assert_eq!((back.colour, back.flag), (Colour::Green, true));
        let list = List::<Name>([Name::of_dotted("x"), Name::of_dotted("y")].into());
        assert_eq!(List::<Name>::read(list.write().r()), Some(list));
    }

    #[test]
    fn another_shape_is_not_read() {
        let name = Name::of_dotted("x");
        assert!(Sample::read(name.r().obj()).is_none());
        assert!(Colour::read(Obj::scalar(2).r()).is_none());
        assert!(Colour::read(name.r().obj()).is_none());
        assert!(<(Name, Name)>::read(Obj::scalar(0).r()).is_none());
        assert!(<Option<Name>>::read(Obj::scalar(1).r()).is_none());
        assert!(List::<Name>::read(Obj::ctor(1, [name.clone().into_obj()]).r()).is_none());
        assert!(u64::read(Obj::string("1").r()).is_none());
        let wrong_byte =
            Obj::ctor_scalars(0, [name.into_obj(), Obj::array([]), Obj::scalar(0)], [9, 0, 0, 0, 0, 0, 0, 0]);
        assert!(Sample::read(wrong_byte.r()).is_none());
    }
}
