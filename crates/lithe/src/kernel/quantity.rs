//! Sizes and times as they are written on a command line, and what a run has used.

use std::time::Duration;

/// Reads a number of bytes: `4G`, `512M`, `1.5g`, `1000000`.
pub fn bytes(text: &str) -> Result<u64, String> {
    let (number, factor) = match text.trim_end_matches(['B', 'b', 'i']).char_indices().last() {
        Some((at, unit)) if unit.is_alphabetic() => {
            let power = "KMGT".find(unit.to_ascii_uppercase()).ok_or_else(|| format!("`{unit}` is no unit of size"))?;
            (&text[..at], f64::powi(1024.0, power as i32 + 1))
        }
        _ => (text.trim_end_matches(['B', 'b']), 1.0),
    };
    positive(number).map(|number| (number * factor) as u64).map_err(|()| format!("`{text}` is no size"))
}

/// Reads a time: `10s`, `500ms`, `2m`, `1.5` (seconds).
pub fn time(text: &str) -> Result<Duration, String> {
    let units = [("ms", 0.001), ("s", 1.0), ("m", 60.0), ("h", 3600.0)];
    let unit = units.iter().find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, *factor)));
    let (number, factor) = unit.unwrap_or((text, 1.0));
    let seconds = positive(number).map_err(|()| format!("`{text}` is no time"))? * factor;
    Duration::try_from_secs_f64(seconds).map_err(|_| format!("`{text}` is too long"))
}

fn positive(text: &str) -> Result<f64, ()> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0).ok_or(())
}

/// Time and greatest memory of this process, as a line.
pub fn usage(elapsed: Duration) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(str::trim);
    let peak = peak.map(|peak| format!(", {peak} of memory at most")).unwrap_or_default();
    format!("{:.3} s{peak}\n", elapsed.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        assert_eq!(
            ["1000", "2K", "1.5M", "4G", "4GiB", "7B"].map(bytes),
            [Ok(1000), Ok(2048), Ok(3 << 19), Ok(4 << 30), Ok(4 << 30), Ok(7)]
        );
        assert!(["", "G", "-1G", "4Q", "nan", "0", "4G4"].iter().all(|text| bytes(text).is_err()));
    }

    #[test]
    fn times_have_units() {
        let millis = |text| time(text).map(|time| time.as_millis());
        assert_eq!(["10", "1.5s", "500ms", "2m"].map(millis), [Ok(10_000), Ok(1500), Ok(500), Ok(120_000)]);
        assert!(["", "s", "-1s", "0ms", "inf", "1e300h"].iter().all(|text| time(text).is_err()));
    }
}
