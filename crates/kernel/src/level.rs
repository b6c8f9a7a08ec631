//! Comparison of universe levels. (Interface; being written.)
use crate::terms::{LevelId, Levels};
/// Deciding takes too many cases.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooMany;
impl Levels {
    /// Whether both are equal under every assignment.
    pub fn is_equiv(&mut self, a: LevelId, b: LevelId) -> Result<bool, TooMany> {
        Ok(a == b)
    }
    /// Whether it is zero under every assignment.
    pub fn is_zero(&mut self, a: LevelId) -> Result<bool, TooMany> {
        Ok(a.0 == 0)
    }
    /// Whether it is zero under no assignment.
    pub fn is_never_zero(&mut self, a: LevelId) -> Result<bool, TooMany> {
        Ok(a.0 != 0 && !self.has_param(a))
    }
    /// Whether `a` is at most `b` under every assignment.
    pub fn leq(&mut self, a: LevelId, b: LevelId) -> Result<bool, TooMany> {
        Ok(a == b)
    }
}
