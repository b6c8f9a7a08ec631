//! The values that the shapes of lines are made of, as serde reads them.

use crate::read::error::Fault;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// A number that is not negative. `None`: it is past 64 bits.
#[derive(Clone, Copy)]
pub(super) struct Number(Option<u64>);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        struct Visit;
        impl Visitor<'_> for Visit {
            type Value = Number;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a natural number")
            }
            fn visit_u64<E: Error>(self, value: u64) -> Result<Number, E> {
                Ok(Number(Some(value)))
            }
            fn visit_f64<E: Error>(self, value: f64) -> Result<Number, E> {
                // The parser makes a float of a whole number that does not fit.
                if value >= u64::MAX as f64 {
                    Ok(Number(None))
                } else {
                    Err(E::invalid_type(serde::de::Unexpected::Float(value), &self))
                }
            }
        }
        deserializer.deserialize_u64(Visit)
    }
}

impl Number {
    pub fn index(self) -> Result<u32, Fault> {
        let fits = self.0.and_then(|value| u32::try_from(value).ok());
        fits.ok_or_else(|| Fault::too_large("a number is larger than this reader can hold (32 bits)"))
    }

    pub fn wide(self) -> Result<u64, Fault> {
        self.0.ok_or_else(|| Fault::too_large("a component of a name is larger than this reader can hold (64 bits)"))
    }
}

/// A number, or an object that holds one under a key that early files have.
#[derive(Clone, Copy)]
pub(super) struct Wrapped(pub Number);

impl<'de> Deserialize<'de> for Wrapped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Wrapped, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Wrapped;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a natural number")
            }
            fn visit_u64<E: Error>(self, value: u64) -> Result<Wrapped, E> {
                Ok(Wrapped(Number(Some(value))))
            }
            fn visit_f64<E: Error>(self, value: f64) -> Result<Wrapped, E> {
                Number::deserialize(serde::de::value::F64Deserializer::new(value)).map(Wrapped)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Wrapped, A::Error> {
                let Some((key, value)) = map.next_entry::<Cow<'de, str>, Number>()? else {
                    return Err(A::Error::missing_field("deBruijnIndex"));
                };
                if !matches!(&*key, "deBruijnIndex" | "u") {
                    return Err(A::Error::unknown_field(&key, &["deBruijnIndex", "u"]));
                }
                match map.next_key::<Cow<'de, str>>()? {
                    None => Ok(Wrapped(value)),
                    Some(key) => Err(A::Error::unknown_field(&key, &[])),
                }
            }
        }
        deserializer.deserialize_any(Visit)
    }
}

/// An object. Without this, serde would take an array of the values, without the keys, for one.
pub(super) struct Object<T>(T);

impl<T> Deref for Object<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object<T>, D::Error> {
        struct Visit<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Visit<T> {
            type Value = Object<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
                T::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(Object)
            }
        }
        deserializer.deserialize_map(Visit(PhantomData))
    }
}

/// One, or an array of them.
pub(super) struct OneOrMany<T>(pub Vec<Object<T>>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OneOrMany<T>, D::Error> {
        struct Visit<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Visit<T> {
            type Value = OneOrMany<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a declaration")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<OneOrMany<T>, A::Error> {
                let one = T::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(OneOrMany(vec![Object(one)]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<OneOrMany<T>, A::Error> {
                let mut all = Vec::new();
                while let Some(one) = seq.next_element()? {
                    all.push(one);
                }
                Ok(OneOrMany(all))
            }
        }
        deserializer.deserialize_any(Visit(PhantomData))
    }
}

#[derive(Deserialize)]
pub(super) struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);
