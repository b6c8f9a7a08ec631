//! The names that the kernel knows. (Interface that check/ uses; being written.)
use crate::environment::Environment;
use crate::terms::NameId;
use crate::verdict::Limit;
use dashu_int::UBig;
/// What the kernel knows.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "being written")]
pub struct Known {
    pub nat: Option<NameId>,
    pub nat_zero: Option<NameId>,
    pub nat_succ: Option<NameId>,
    pub bool_true: Option<NameId>,
    pub bool_false: Option<NameId>,
    pub string: Option<NameId>,
    pub string_of_list: Option<NameId>,
    pub char: Option<NameId>,
    pub char_of_nat: Option<NameId>,
    pub list_nil: Option<NameId>,
    pub list_cons: Option<NameId>,
}
/// An arithmetical function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "being written")]
pub enum NatOp {
    Succ,
    Add,
}
/// What it gives.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "being written")]
pub enum NatResult {
    Nat(UBig),
    Bool(bool),
}
impl NatOp {
    /// `Ok(None)`: not computed.
    pub fn apply(self, a: &UBig, b: &UBig, number_bits: u64) -> Result<Option<NatResult>, Limit> {
        let _ = (a, b, number_bits);
        Ok(None)
    }
}
impl Known {
    /// What an input declares as it should be.
    pub fn of(env: &Environment) -> Known {
        let _ = env;
        Known::default()
    }
    /// The function that a name stands for.
    pub fn nat_op(&self, name: NameId) -> Option<NatOp> {
        let _ = name;
        None
    }
}
