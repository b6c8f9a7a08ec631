//! The cached words of `Name`, `Level` and `Expr`, as pure functions on `u64`.
//!
//! What it is: the one place that computes hashes, depths, flags and loose bound variable ranges. The constructors of
//! this crate call it, and so does whoever checks a file's words by computing them again.
//! What it is not: anything that knows about objects. Subterms come in as their own cached words.
//! Assumes: words passed in were made by these functions (or were checked against them).
//! Source: upstream's `src/Init/Prelude.lean` (`Name.hash`), `src/Lean/Level.lean` (`Level.mkData`) and
//! `src/Lean/Expr.lean` (`Expr.mkData`, `Expr.mkAppData`).

use rt::hash::mix;
use std::fmt;

/// A term that the cached words cannot describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TooDeep {
    /// A universe level nested deeper than [`LevelData::MAX_DEPTH`].
    LevelDepth,
    /// A bound variable index of [`ExprData::MAX_LOOSE_BVAR_RANGE`] or more.
    LooseBVarRange,
}

impl fmt::Display for TooDeep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TooDeep::LevelDepth => write!(f, "universe level nested deeper than {}", LevelData::MAX_DEPTH),
            TooDeep::LooseBVarRange => {
                write!(f, "bound variable index above {}", ExprData::MAX_LOOSE_BVAR_RANGE - 1)
            }
        }
    }
}

impl std::error::Error for TooDeep {}

/// Hash of `Name.anonymous`.
pub const fn name_anonymous() -> u64 {
    1723
}

/// Hash of `Name.str p s`, from the hash of `p` and `String.hash s`.
pub const fn name_str(prefix_hash: u64, string_hash: u64) -> u64 {
    mix(prefix_hash, string_hash)
}

/// Hash of `Name.num p i`; `None` stands for every `i` of 2^64 or more.
pub const fn name_num(prefix_hash: u64, index: Option<u64>) -> u64 {
    match index {
        Some(index) => mix(prefix_hash, index),
        None => mix(prefix_hash, 17),
    }
}

/// Hash of an `FVarId`, `MVarId` or `LMVarId`: a structure of one field, which mixes its constructor index in.
const fn id_hash(name_hash: u64) -> u64 {
    mix(0, name_hash)
}

/// The cached word of a `Level`.
///
/// ```text
/// bits 0..32   hash
/// bit  32      contains a level metavariable
/// bit  33      contains a level parameter
/// bits 40..64  depth
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct LevelData(pub u64);

impl LevelData {
    /// Largest depth that the word holds.
    pub const MAX_DEPTH: u32 = (1 << 24) - 1;

    const MVAR: u64 = 1 << 32;
    const PARAM: u64 = 1 << 33;
    const FLAGS: u64 = Self::MVAR | Self::PARAM;
    const DEPTH_SHIFT: u32 = 40;

    /// Hash of the level.
    pub const fn hash(self) -> u32 {
        self.0 as u32
    }

    /// Nesting depth: 0 for zero, parameters and metavariables.
    pub const fn depth(self) -> u32 {
        (self.0 >> Self::DEPTH_SHIFT) as u32
    }

    /// Whether a level metavariable occurs.
    pub const fn has_mvar(self) -> bool {
        self.0 & Self::MVAR != 0
    }

    /// Whether a level parameter occurs.
    pub const fn has_param(self) -> bool {
        self.0 & Self::PARAM != 0
    }

    const fn hash64(self) -> u64 {
        self.0 & 0xffff_ffff
    }

    const fn pack(hash: u64, depth: u32, flags: u64) -> Result<LevelData, TooDeep> {
        if depth > Self::MAX_DEPTH {
            return Err(TooDeep::LevelDepth);
        }
        Ok(LevelData((hash & 0xffff_ffff) | flags | ((depth as u64) << Self::DEPTH_SHIFT)))
    }

    /// `Level.zero`.
    pub const fn zero() -> LevelData {
        LevelData(2221)
    }

    /// `Level.succ u`.
    pub const fn succ(u: LevelData) -> Result<LevelData, TooDeep> {
        Self::pack(mix(2243, u.hash64()), u.depth() + 1, u.0 & Self::FLAGS)
    }

    /// `Level.max u v`.
    pub const fn max(u: LevelData, v: LevelData) -> Result<LevelData, TooDeep> {
        Self::binary(2251, u, v)
    }

    /// `Level.imax u v`.
    pub const fn imax(u: LevelData, v: LevelData) -> Result<LevelData, TooDeep> {
        Self::binary(2267, u, v)
    }

    const fn binary(salt: u64, u: LevelData, v: LevelData) -> Result<LevelData, TooDeep> {
        let depth = if u.depth() > v.depth() { u.depth() } else { v.depth() };
        Self::pack(mix(salt, mix(u.hash64(), v.hash64())), depth + 1, (u.0 | v.0) & Self::FLAGS)
    }

    /// `Level.param n`, from the hash of `n`.
    pub const fn param(name_hash: u64) -> LevelData {
        LevelData((mix(2239, name_hash) & 0xffff_ffff) | Self::PARAM)
    }

    /// `Level.mvar id`, from the hash of the name in `id`.
    pub const fn mvar(name_hash: u64) -> LevelData {
        LevelData((mix(2237, id_hash(name_hash)) & 0xffff_ffff) | Self::MVAR)
    }
}

impl fmt::Debug for LevelData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LevelData")
            .field("hash", &format_args!("{:#010x}", self.hash()))
            .field("depth", &self.depth())
            .field("has_mvar", &self.has_mvar())
            .field("has_param", &self.has_param())
            .finish()
    }
}

/// The cached word of an `Expr`.
///
/// ```text
/// bits 0..32   hash
/// bits 32..40  approximate depth, which stops at 255
/// bit  40      contains a free variable
/// bit  41      contains an expression metavariable
/// bit  42      contains a level metavariable
/// bit  43      contains a level parameter
/// bits 44..64  loose bound variable range: 1 + the largest loose index, or 0
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ExprData(pub u64);

impl ExprData {
    /// Largest loose bound variable range that the word holds.
    pub const MAX_LOOSE_BVAR_RANGE: u32 = (1 << 20) - 1;

    const DEPTH_SHIFT: u32 = 32;
    const FVAR: u64 = 1 << 40;
    const EXPR_MVAR: u64 = 1 << 41;
    const LEVEL_MVAR: u64 = 1 << 42;
    const LEVEL_PARAM: u64 = 1 << 43;
    const FLAGS: u64 = Self::FVAR | Self::EXPR_MVAR | Self::LEVEL_MVAR | Self::LEVEL_PARAM;
    const RANGE_SHIFT: u32 = 44;

    /// Hash of the expression.
    pub const fn hash(self) -> u32 {
        self.0 as u32
    }

    /// Nesting depth, which stops at 255.
    pub const fn approx_depth(self) -> u8 {
        (self.0 >> Self::DEPTH_SHIFT) as u8
    }

    /// One more than the largest loose bound variable, or 0 where there is none.
    pub const fn loose_bvar_range(self) -> u32 {
        (self.0 >> Self::RANGE_SHIFT) as u32
    }

    /// Whether a free variable occurs.
    pub const fn has_fvar(self) -> bool {
        self.0 & Self::FVAR != 0
    }

    /// Whether an expression metavariable occurs.
    pub const fn has_expr_mvar(self) -> bool {
        self.0 & Self::EXPR_MVAR != 0
    }

    /// Whether a level metavariable occurs.
    pub const fn has_level_mvar(self) -> bool {
        self.0 & Self::LEVEL_MVAR != 0
    }

    /// Whether a level parameter occurs.
    pub const fn has_level_param(self) -> bool {
        self.0 & Self::LEVEL_PARAM != 0
    }

    /// Whether a metavariable of either kind occurs.
    pub const fn has_mvar(self) -> bool {
        self.0 & (Self::EXPR_MVAR | Self::LEVEL_MVAR) != 0
    }

    const fn hash64(self) -> u64 {
        self.0 & 0xffff_ffff
    }

    /// `range` must fit 20 bits: it comes from another word, or was checked.
    const fn pack(hash: u64, depth: u64, range: u64, flags: u64) -> ExprData {
        let depth = if depth > 255 { 255 } else { depth };
        ExprData((hash & 0xffff_ffff) | (depth << Self::DEPTH_SHIFT) | flags | (range << Self::RANGE_SHIFT))
    }

    const fn level_flags(levels: u64) -> u64 {
        // A level's two flags sit ten bits below an expression's.
        (levels & LevelData::FLAGS) << 10
    }

    /// `Expr.bvar i`.
    pub const fn bvar(index: u64) -> Result<ExprData, TooDeep> {
        if index >= Self::MAX_LOOSE_BVAR_RANGE as u64 {
            return Err(TooDeep::LooseBVarRange);
        }
        Ok(Self::pack(mix(7, index), 0, index + 1, 0))
    }

    /// `Expr.fvar id`, from the hash of the name in `id`.
    pub const fn fvar(name_hash: u64) -> ExprData {
        Self::pack(mix(13, id_hash(name_hash)), 0, 0, Self::FVAR)
    }

    /// `Expr.mvar id`, from the hash of the name in `id`.
    pub const fn mvar(name_hash: u64) -> ExprData {
        Self::pack(mix(17, id_hash(name_hash)), 0, 0, Self::EXPR_MVAR)
    }

    /// `Expr.sort u`.
    pub const fn sort(u: LevelData) -> ExprData {
        Self::pack(mix(11, u.hash64()), 0, 0, Self::level_flags(u.0))
    }

    /// `Expr.const n us`, from the hash of `n`. (`const` is a word of Rust's.)
    pub fn constant(name_hash: u64, levels: impl IntoIterator<Item = LevelData>) -> ExprData {
        let mut list_hash = 7;
        let mut seen = 0;
        for level in levels {
            list_hash = mix(list_hash, level.hash64());
            seen |= level.0;
        }
        Self::pack(mix(5, mix(name_hash, list_hash)), 0, 0, Self::level_flags(seen))
    }

    /// `Expr.app f a`. The only constructor that mixes whole words and not hashes.
    #[inline]
    pub const fn app(f: ExprData, a: ExprData) -> ExprData {
        Self::pack(mix(f.0, a.0), max(f.depth(), a.depth()) + 1, max(f.range(), a.range()), (f.0 | a.0) & Self::FLAGS)
    }

    /// `Expr.lam` and `Expr.forallE`, which share their hash.
    #[inline]
    pub const fn binding(binder_type: ExprData, body: ExprData) -> ExprData {
        let depth = max(binder_type.depth(), body.depth()) + 1;
        Self::pack(
            mix(depth, mix(binder_type.hash64(), body.hash64())),
            depth,
            max(binder_type.range(), body.range().saturating_sub(1)),
            (binder_type.0 | body.0) & Self::FLAGS,
        )
    }

    /// `Expr.lam`.
    pub const fn lam(binder_type: ExprData, body: ExprData) -> ExprData {
        Self::binding(binder_type, body)
    }

    /// `Expr.forallE`.
    pub const fn forall_e(binder_type: ExprData, body: ExprData) -> ExprData {
        Self::binding(binder_type, body)
    }

    /// `Expr.letE`.
    pub const fn let_e(ty: ExprData, value: ExprData, body: ExprData) -> ExprData {
        let depth = max(max(ty.depth(), value.depth()), body.depth()) + 1;
        Self::pack(
            mix(depth, mix(ty.hash64(), mix(value.hash64(), body.hash64()))),
            depth,
            max(max(ty.range(), value.range()), body.range().saturating_sub(1)),
            (ty.0 | value.0 | body.0) & Self::FLAGS,
        )
    }

    /// `Expr.lit (.natVal n)`, from `n` modulo 2^64.
    pub const fn nat_lit(low_word: u64) -> ExprData {
        Self::pack(mix(3, low_word), 0, 0, 0)
    }

    /// `Expr.lit (.strVal s)`, from `String.hash s`.
    pub const fn str_lit(string_hash: u64) -> ExprData {
        Self::pack(mix(3, string_hash), 0, 0, 0)
    }

    /// `Expr.mdata _ e`: the annotations are not hashed.
    pub const fn mdata(e: ExprData) -> ExprData {
        let depth = e.depth() + 1;
        Self::pack(mix(depth, e.hash64()), depth, e.range(), e.0 & Self::FLAGS)
    }

    /// `Expr.proj s i e`, from the hash of `s` and `i` modulo 2^64.
    pub const fn proj(struct_hash: u64, index_low_word: u64, e: ExprData) -> ExprData {
        let depth = e.depth() + 1;
        let hash = mix(depth, mix(struct_hash, mix(index_low_word, e.hash64())));
        Self::pack(hash, depth, e.range(), e.0 & Self::FLAGS)
    }

    const fn depth(self) -> u64 {
        self.approx_depth() as u64
    }

    const fn range(self) -> u64 {
        self.loose_bvar_range() as u64
    }
}

const fn max(a: u64, b: u64) -> u64 {
    if a > b { a } else { b }
}

impl fmt::Debug for ExprData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExprData")
            .field("hash", &format_args!("{:#010x}", self.hash()))
            .field("approx_depth", &self.approx_depth())
            .field("loose_bvar_range", &self.loose_bvar_range())
            .field("has_fvar", &self.has_fvar())
            .field("has_expr_mvar", &self.has_expr_mvar())
            .field("has_level_mvar", &self.has_level_mvar())
            .field("has_level_param", &self.has_level_param())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt::hash::string_hash;

    /// Hash of a dotted name whose all-digit components are numbers.
    fn name(dotted: &str) -> u64 {
        dotted.split('.').fold(name_anonymous(), |prefix, part| match part.parse() {
            Ok(n) => name_num(prefix, Some(n)),
            Err(_) => name_str(prefix, string_hash(part)),
        })
    }

    #[test]
    fn names_hash_as_in_real_files() {
        let rows = [
            ("Nat", 0x9ecc_0d3a_68df_dd9b),
            ("Monad", 0xda14_ad25_8303_dac1),
            ("u", 0xae57_2a66_f1f7_b2e8),
            ("α", 0x0db8_9fd9_501b_1866),
            ("β", 0xf8e8_ba6f_8359_43a3),
            ("Nat.rec", 0x4d9a_f511_f20f_49b2),
            ("Init.Prelude", 0x5dbf_39fc_9d50_805c),
            ("Lean.Meta.simpExtension", 0x8847_8f6a_9f32_b291),
            ("Lean.Meta.instanceExtension", 0x13e8_a2ea_59bb_fd4b),
            ("List.foldl._sunfold", 0xf2ab_662f_694a_0fb4),
            ("Lean.binderPred≠_", 0x138c_4e8a_34f5_2827),
            ("Lean.term∀__,_", 0x1352_089f_cbe3_107c),
            ("_uniq.1", 0x2272_97bd_7e58_a374),
            ("_private.Lean.AddDecl.0", 0xe053_1aad_1ff2_aba2),
            ("inst._@.Init.ByCases.3585693128", 0x3a5d_a540_5b88_0dc2),
            ("x._@.Init.ByCases.4024542066", 0xb85d_91f8_e597_a082),
        ];
        for (text, hash) in rows {
            assert_eq!(name(text), hash, "{text}");
        }
    }

    #[test]
    fn levels_as_in_real_files() {
        let u = LevelData::param(name("u"));
        let v = LevelData::param(name("v"));
        let one = LevelData::succ(LevelData::zero()).unwrap();
        assert_eq!(LevelData::zero().0, 2221);
        assert_eq!(u.0, 0x0000_0002_9afc_6914);
        assert_eq!(v.0, 0x0000_0002_291d_447b);
        assert_eq!(one.0, 0x0000_0100_5aaf_11b4);
        assert_eq!(LevelData::succ(u).unwrap().0, 0x0000_0102_8762_4c44);
        assert_eq!(LevelData::max(one, u).unwrap().0, 0x0000_0202_f7e0_5406);
        assert_eq!(LevelData::imax(u, v).unwrap().0, 0x0000_0102_57af_3d24);
        assert_eq!(LevelData::mvar(name("_uniq.2317")).0, 0x0000_0001_b864_153e);
    }

    #[test]
    fn expressions_as_in_real_files() {
        let bvar = |i| ExprData::bvar(i).unwrap();
        let u = LevelData::param(name("u"));
        let w = LevelData::param(name("w"));
        let constant = |n: &str, us: &[LevelData]| ExprData::constant(name(n), us.iter().copied());
        let rows = [
            (ExprData::sort(LevelData::zero()), 0x0000_0000_eb1b_d69c),
            (ExprData::sort(u), 0x0000_0800_d2ad_70ac),
            (bvar(0), 0x0000_1000_14f4_d3fa),
            (bvar(1), 0x0000_2000_8131_3c66),
            (bvar(2), 0x0000_3000_9791_f272),
            (bvar(3), 0x0000_4000_35f9_4f2e),
            (constant("lcErased", &[]), 0x0000_0000_6898_96c4),
            (constant("lcAny", &[]), 0x0000_0000_ae6c_b6a8),
            (constant("Eq", &[w]), 0x0000_0800_0012_08e9),
            (ExprData::app(constant("Eq", &[w]), bvar(3)), 0x0000_4801_57bb_3887),
            (ExprData::fvar(name("_uniq.1")), 0x0000_0100_981a_5203),
            (ExprData::nat_lit(0), 0x0000_0000_843c_7a4e),
            (ExprData::str_lit(string_hash("Lean")), 0x0000_0000_0e37_92ce),
            (ExprData::proj(name("CoeT"), 0, bvar(0)), 0x0000_1001_4f02_0df2),
            (ExprData::proj(name("CoeTail"), 0, bvar(0)), 0x0000_1001_3341_66ab),
            (ExprData::proj(name("MonadControlT"), 2, bvar(0)), 0x0000_1001_6b2f_6787),
            (ExprData::lam(bvar(2), bvar(0)), 0x0000_3001_737f_0e47),
            (ExprData::forall_e(bvar(2), bvar(3)), 0x0000_3001_d94b_6da2),
            (ExprData::forall_e(constant("Bool", &[]), constant("Bool", &[])), 0x0000_0001_d3b0_a953),
            (ExprData::forall_e(constant("lcAny", &[]), constant("lcAny", &[])), 0x0000_0001_8c6c_482d),
            (ExprData::mdata(constant("Id", &[LevelData::param(name("u_1"))])), 0x0000_0801_6b3b_ae1f),
            (
                ExprData::let_e(
                    ExprData(0x0000_4801_e395_8216),
                    ExprData(0x0000_2000_8131_3c66),
                    ExprData(0x0000_5807_8735_ad10),
                ),
                0x0000_4808_f40c_894d,
            ),
            (
                ExprData::let_e(
                    ExprData(0x0000_0001_1807_3739),
                    ExprData(0x0000_0001_b96c_7c3a),
                    ExprData(0x0000_580b_2499_cb16),
                ),
                0x0000_480c_569d_fa70,
            ),
        ];
        for (i, (ours, theirs)) in rows.into_iter().enumerate() {
            assert_eq!(ours.0, theirs, "row {i}: {ours:?}");
        }
    }

    #[test]
    fn depth_saturates_in_the_word_and_not_in_the_mix() {
        let mut e = ExprData::nat_lit(0);
        for _ in 0..255 {
            e = ExprData::mdata(e);
        }
        assert_eq!(e.approx_depth(), 255);
        let over = ExprData::mdata(e);
        assert_eq!(over.approx_depth(), 255);
        assert_eq!(over.hash(), mix(256, u64::from(e.hash())) as u32);
    }

    #[test]
    fn words_that_would_overflow_are_refused() {
        let last = u64::from(ExprData::MAX_LOOSE_BVAR_RANGE) - 1;
        assert_eq!(ExprData::bvar(last).unwrap().loose_bvar_range(), ExprData::MAX_LOOSE_BVAR_RANGE);
        assert_eq!(ExprData::bvar(last + 1), Err(TooDeep::LooseBVarRange));
        assert_eq!(ExprData::bvar(u64::MAX), Err(TooDeep::LooseBVarRange));
        let deepest = LevelData(u64::from(LevelData::MAX_DEPTH) << 40);
        assert_eq!(LevelData::succ(deepest), Err(TooDeep::LevelDepth));
        assert_eq!(LevelData::max(deepest, LevelData::zero()), Err(TooDeep::LevelDepth));
        assert_eq!(LevelData::imax(LevelData::zero(), deepest), Err(TooDeep::LevelDepth));
    }

    #[test]
    fn flags_join_upwards() {
        let m = LevelData::mvar(1);
        let e = ExprData::app(ExprData::constant(2, [m]), ExprData::mvar(3));
        assert!(e.has_level_mvar() && e.has_expr_mvar() && e.has_mvar() && !e.has_fvar() && !e.has_level_param());
        let e = ExprData::let_e(ExprData::fvar(1), ExprData::sort(LevelData::param(4)), ExprData::bvar(0).unwrap());
        assert!(e.has_fvar() && e.has_level_param() && !e.has_mvar());
        assert_eq!(e.loose_bvar_range(), 0);
    }
}
