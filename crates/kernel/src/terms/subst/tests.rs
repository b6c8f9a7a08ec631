//! Properties of substitution.
