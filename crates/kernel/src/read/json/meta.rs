//! The first line of NDJSON: what wrote it, for which version of Lean, in which version of the format.

use super::parse;
use super::values::Object;
use crate::environment::Meta;
use crate::read::error::Fault;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// The first line of an input. `None`: it is no JSON object with a key `meta`.
pub(in crate::read) fn meta(text: &str) -> Option<Result<Meta, Fault>> {
    #[derive(Deserialize)]
    struct First {
        #[allow(dead_code, reason = "its presence is what matters")]
        meta: IgnoredAny,
    }
    parse::<Object<First>>(text).ok()?;
    Some(parse::<Object<MetaLine>>(text).map(|line| {
        let meta = &line.meta;
        let named = |named: &Object<Named>| (named.name.clone().unwrap_or_default(), named.version.clone());
        let lean = |lean: &Object<Lean>| (lean.version.clone(), lean.githash.clone().unwrap_or_default());
        Meta {
            format: meta.format.as_ref().map_or_else(|| EARLY.into(), |format| format.version.clone()),
            exporter: meta.exporter.as_ref().map(named),
            lean: meta.lean.as_ref().map(lean),
            lists_only_used: false,
            incomplete: meta.incomplete.unwrap_or(false),
        }
    }))
}

/// What the format is called of files whose first line does not name one.
const EARLY: &str = "3.0.0";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MetaLine {
    meta: Object<MetaRecord>,
}

#[derive(Deserialize)]
struct MetaRecord {
    exporter: Option<Object<Named>>,
    lean: Option<Object<Lean>>,
    format: Option<Object<FormatRecord>>,
    /// A key of ours, which no other exporter writes.
    incomplete: Option<bool>,
}

#[derive(Deserialize)]
struct FormatRecord {
    version: String,
}

#[derive(Deserialize)]
struct Named {
    name: Option<String>,
    version: String,
}

#[derive(Deserialize)]
struct Lean {
    version: String,
    githash: Option<String>,
}
