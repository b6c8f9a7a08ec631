//! The pair of types behind each view: an owned one over `Obj` and a borrowed one over `ObjRef`.
//!
//! A view says that a word has the shape of a type; it holds nothing else and costs nothing. Making one from a word is
//! `cast`, which looks at the object itself and not at what it points to. Accessors trust the shape: on an object
//! whose children have other shapes they panic, and never do worse. Words from outside go through
//! [`check`](crate::check) first.

/// Declares an owned and a borrowed view of the objects that [`crate::shape`] calls `$ty`.
macro_rules! view {
    ($(#[$doc:meta])* $owned:ident, $borrowed:ident, $ty:expr) => {
        $(#[$doc])*
        #[derive(Clone)]
        #[repr(transparent)]
        pub struct $owned(pub(crate) rt::Obj);

        #[doc = concat!("A borrowed [`", stringify!($owned), "`].")]
        #[derive(Clone, Copy)]
        #[repr(transparent)]
        pub struct $borrowed<'a>(pub(crate) rt::ObjRef<'a>);

        impl $owned {
            /// The word as this type, if the object itself has the right shape.
            pub fn cast(o: rt::Obj) -> Option<Self> {
                crate::shape::has_shape(o.r(), $ty).then_some(Self(o))
            }

            /// Borrows.
            #[inline(always)]
            pub fn r(&self) -> $borrowed<'_> {
                $borrowed(self.0.r())
            }

            /// The object.
            #[inline(always)]
            pub fn as_obj(&self) -> &rt::Obj {
                &self.0
            }

            /// The object, given up.
            #[inline(always)]
            pub fn into_obj(self) -> rt::Obj {
                self.0
            }

            /// Whether both are the same object.
            #[inline(always)]
            pub fn ptr_eq(&self, other: &Self) -> bool {
                self.0.r().ptr_eq(other.0.r())
            }
        }

        impl<'a> $borrowed<'a> {
            /// The word as this type, if the object itself has the right shape.
            pub fn cast(o: rt::ObjRef<'a>) -> Option<Self> {
                crate::shape::has_shape(o, $ty).then_some(Self(o))
            }

            /// The object.
            #[inline(always)]
            pub fn obj(self) -> rt::ObjRef<'a> {
                self.0
            }

            /// One more reference to the same object.
            #[inline(always)]
            pub fn own(self) -> $owned {
                $owned(self.0.to_obj())
            }

            /// Whether both are the same object.
            #[inline(always)]
            pub fn ptr_eq(self, other: $borrowed<'_>) -> bool {
                self.0.ptr_eq(other.0)
            }

            /// The address, which identifies the object while it lives.
            #[inline(always)]
            pub fn addr(self) -> usize {
                self.0.addr()
            }
        }

        impl<'a> From<&'a $owned> for $borrowed<'a> {
            fn from(owned: &'a $owned) -> Self {
                owned.r()
            }
        }

        impl From<$owned> for rt::Obj {
            fn from(owned: $owned) -> rt::Obj {
                owned.0
            }
        }
    };
}

/// Carries `PartialEq` and `Hash` of a borrowed view over to its owner.
macro_rules! view_eq {
    ($owned:ident, $borrowed:ident) => {
        impl PartialEq for $owned {
            fn eq(&self, other: &Self) -> bool {
                self.r() == other.r()
            }
        }

        impl Eq for $owned {}
        impl Eq for $borrowed<'_> {}

        impl std::hash::Hash for $owned {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                std::hash::Hash::hash(&self.r(), state)
            }
        }
    };
}

pub(crate) use {view, view_eq};
