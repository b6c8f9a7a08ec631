//! An input, declared again in a session.
//!
//! What it is: the second opinion of [`crate::session`] on what was judged as a whole: its declarations one by one, as
//! somebody would submit them, up to the first that is not accepted; from there on the two see different things. Of
//! inductive types a session takes no claims, so those that are wrong for what they claim are left out as well.

use super::copy::Copier;
use super::derive::spec;
use super::file::default_limits;
use crate::environment::{Constant, ConstantKind, DeclId, Declaration, Environment};
use crate::limits::Limits;
use crate::print;
use crate::session::{Candidate, Checked, Nothing, Session, Snapshot, Tables};
use crate::terms::{NameId, Terms};
use crate::verdict::{Rule, Verdict};

/// Does something with tables as with whole terms.
pub fn with_terms<T>(tables: Tables<'_>, work: impl FnOnce(&mut Terms) -> T) -> T {
    let (names, levels) = (std::mem::take(tables.names), std::mem::take(tables.levels));
    let mut terms = Terms { names, levels, exprs: std::mem::take(tables.exprs) };
    let result = work(&mut terms);
    (*tables.names, *tables.levels, *tables.exprs) = (terms.names, terms.levels, terms.exprs);
    result
}

/// A declaration of an input as it is submitted to a session. `None`: there is no way to submit it.
pub fn candidate(
    session: &mut Session,
    env: &Environment,
    from: &Terms,
    declaration: &Declaration,
) -> Option<Candidate> {
    let tables = session.tables()?;
    with_terms(tables, |to| {
        let mut copier = Copier::new(from, to);
        let mut copies = |ids: &[crate::environment::ConstId]| -> Vec<Constant> {
            ids.iter().map(|&id| copier.constant(env.constant(id))).collect()
        };
        Some(match declaration {
            Declaration::Single(id) => Candidate::Single(copies(&[*id]).pop()?),
            Declaration::Mutual(ids) => Candidate::Mutual(copies(ids)),
            Declaration::Quot(id) => match env.constant(*id).kind {
                ConstantKind::Quot(crate::environment::QuotKind::Type) => Candidate::Quot,
                _ => return None,
            },
            Declaration::Inductive { types, ctors, .. } => Candidate::Inductive(spec(&copies(types), &copies(ctors))?),
        })
    })
}

/// Whether a rejection is about what an input claims beside what is submitted.
fn is_about_claims(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::InductiveFlags
            | Rule::RecursorMismatch
            | Rule::UnexpectedRecursor
            | Rule::MissingMember
            | Rule::Malformed
            | Rule::BadQuot
            | Rule::BadMutual
            | Rule::DuplicateDeclaration
    )
}

/// Whether a rejection is about types and constructors, which are submitted.
fn is_about_types(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::InductiveShape
            | Rule::InductiveParams
            | Rule::InductiveUniverse
            | Rule::CtorResult
            | Rule::CtorUniverse
            | Rule::Positivity
            | Rule::Nested
            | Rule::ReservedName
    )
}

/// Adds the declarations to a session; says where a verdict is another than `verdicts` has it. Those without a verdict were
/// taken as they are, and are accepted.
pub fn replay(env: &Environment, verdicts: &[(DeclId, Verdict)], limits: Limits) -> Result<(), String> {
    let stack = limits.stack.max(default_limits().stack);
    std::thread::scope(|scope| {
        let work = || replay_here(env, verdicts, limits);
        let thread = std::thread::Builder::new().stack_size(stack).spawn_scoped(scope, work);
        let done = thread.map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        done.unwrap_or_else(|error| Err(format!("there is no thread for a session: {error}")))
    })
}

fn replay_here(env: &Environment, verdicts: &[(DeclId, Verdict)], limits: Limits) -> Result<(), String> {
    let from = env.terms.layer();
    let mut session = Session::new(Box::new(Nothing), limits);
    let mut at = session.root();
    let mut verdicts = verdicts.iter().peekable();
    for (id, declaration) in env.declarations().iter().enumerate() {
        let verdict = verdicts.next_if(|(judged, _)| judged.0 as usize == id).map(|(_, verdict)| verdict);
        session.set_limits(if verdict.is_some() { limits } else { default_limits() });
        let expected = verdict.unwrap_or(&Verdict::Accepted);
        if let Verdict::Rejected(rejection) = expected
            && is_about_claims(rejection.rule)
        {
            return Ok(());
        }
        let Some(candidate) = candidate(&mut session, env, &from, declaration) else { continue };
        let name = declaration.constants().next().map_or(NameId(0), |id| env.constant(id).name);
        let name = print::name(&from.names, name);
        let found = match session.add(&at, &candidate) {
            Ok(checked) => {
                same_constants(&session, env, &from, declaration, &checked)?;
                at = checked.snapshot().clone();
                if checked.constants().len() > declaration.constants().count() && !matches!(candidate, Candidate::Quot)
                {
                    // The input leaves recursors out that what comes later may use.
                    return Ok(());
                }
                Verdict::Accepted
            }
            Err(refused) => refused.verdict,
        };
        if let (Verdict::Rejected(rejection), Verdict::Accepted, Declaration::Inductive { recs, .. }) =
            (expected, &found, declaration)
            && !recs.is_empty()
            && !is_about_types(rejection.rule)
        {
            // A claimed recursor is wrong in itself.
            return Ok(());
        }
        let agree = match (expected, &found) {
            (Verdict::Accepted, Verdict::Accepted) | (Verdict::Declined(_), Verdict::Declined(_)) => true,
            // The order of checks within a group differs where its names do.
            (Verdict::Rejected(a), Verdict::Rejected(b)) => a.rule == b.rule,
            _ => false,
        };
        if !agree {
            return Err(format!("in a session, {name} is {found:?} and not {expected:?}"));
        }
        if found != Verdict::Accepted {
            return Ok(());
        }
        check_again(&mut session, &at, &candidate, &name)?;
    }
    Ok(())
}

/// What was declared cannot be declared again, and the attempt leaves no trace.
fn check_again(session: &mut Session, at: &Snapshot, candidate: &Candidate, name: &str) -> Result<(), String> {
    match session.add(at, candidate).map_err(|refused| refused.verdict) {
        Err(Verdict::Rejected(rejection)) if rejection.rule == Rule::DuplicateDeclaration => Ok(()),
        other => Err(format!("in a session, {name} is declared again: {other:?}")),
    }
}

/// Recursors of an accepted group are those that the input has.
fn same_constants(
    session: &Session,
    env: &Environment,
    from: &Terms,
    declaration: &Declaration,
    checked: &Checked,
) -> Result<(), String> {
    let Declaration::Inductive { recs, .. } = declaration else { return Ok(()) };
    for &id in recs {
        let claimed = env.constant(id);
        let name = print::name(&from.names, claimed.name);
        let derived = checked.constants().iter().find(|c| print::name(&session.terms().names, c.name) == name);
        let (Some(derived), ConstantKind::Recursor(a)) = (derived, &claimed.kind) else {
            return Err(format!("in a session, {name} does not follow"));
        };
        let ConstantKind::Recursor(b) = &derived.kind else { return Err(format!("{name} is no recursor")) };
        if (a.num_params, a.num_motives, a.num_minors, a.num_indices, a.k, a.rules.len())
            != (b.num_params, b.num_motives, b.num_minors, b.num_indices, b.k, b.rules.len())
        {
            return Err(format!("in a session, {name} has other numbers"));
        }
    }
    Ok(())
}
