//! Tables in Markdown pages that tidy compares with the truth. An HTML comment above the table names it.

/// A cell's text without the back-ticks.
pub type Row = Vec<String>;

/// The rows of the table below the line `<!-- tidy: NAME -->`, without its heading, each with its line from 1.
/// `None` if there is no such table.
pub fn find(page: &str, name: &str) -> Option<Vec<(usize, Row)>> {
    let marker = format!("<!-- tidy: {name} -->");
    let mut lines = page.lines().enumerate().skip_while(|(_, line)| line.trim() != marker);
    lines.next()?;
    let table = lines.skip_while(|(_, line)| line.trim().is_empty()).take_while(|(_, line)| line.starts_with('|'));
    let rows: Vec<_> = table.skip(2).map(|(index, line)| (index + 1, cells(line))).collect();
    Some(rows)
}

fn cells(line: &str) -> Row {
    line.trim().trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_table_is_found() {
        let page = "# x\n\n<!-- tidy: crates -->\n\n| crate | on |\n|---|---|\n| `rt` | – |\n| `term` | `rt` |\n\nend\n| no | row |\n";
        let rows = find(page, "crates").unwrap();
        assert_eq!(rows, [(7, vec!["rt".to_owned(), "–".to_owned()]), (8, vec!["term".to_owned(), "rt".to_owned()])]);
        assert_eq!(find(page, "dependencies"), None);
    }
}
