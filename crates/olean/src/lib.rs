//! Reading, checking, writing and converting `.olean` files.
