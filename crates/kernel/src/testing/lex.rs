//! Tokens of the language of kernel tests.
//!
//! What it is: a list of tokens with their places, made in one pass. What it is not: a lexer of Lean source; the signs
//! are Lean's, but there are only those that raw terms need.

use std::fmt;

/// A place in the source, counted from 1; columns count characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// What is wrong with a source, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadSource {
    /// Where it was noticed.
    pub place: Place,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for BadSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl std::error::Error for BadSource {}

/// One component of a name as it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// `x`, or `«any text»`.
    Text(String),
    /// `1`, after a dot.
    Number(u64),
}

/// A token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Token {
    /// A name with its components.
    Name(Vec<Part>),
    /// A name that begins with a dot, such as `.proj`.
    Dotted(String),
    /// Decimal digits.
    Number(String),
    /// A string, its escapes resolved.
    Text(String),
    /// One of the fixed signs.
    Sign(&'static str),
    /// The end.
    End,
}

impl Token {
    /// The single component of a name that is one word, unless it was written in `«»`-like company.
    pub fn word(&self) -> Option<&str> {
        match self {
            Token::Name(parts) => match parts.as_slice() {
                [Part::Text(text)] => Some(text),
                _ => None,
            },
            _ => None,
        }
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Name(parts) => {
                let parts: Vec<String> = parts
                    .iter()
                    .map(|part| match part {
                        Part::Text(text) => text.clone(),
                        Part::Number(number) => number.to_string(),
                    })
                    .collect();
                write!(f, "`{}`", parts.join("."))
            }
            Token::Dotted(text) => write!(f, "`.{text}`"),
            Token::Number(text) => write!(f, "`{text}`"),
            Token::Text(_) => f.write_str("a string"),
            Token::Sign(sign) => write!(f, "`{sign}`"),
            Token::End => f.write_str("the end"),
        }
    }
}

/// Longer signs before their beginnings.
const SIGNS: &[(&str, &str)] = &[
    (".{", ".{"),
    (":=", ":="),
    ("=>", "=>"),
    ("->", "→"),
    ("→", "→"),
    ("∀", "∀"),
    ("⦃", "⦃"),
    ("⦄", "⦄"),
    ("@[", "@["),
    ("(", "("),
    (")", ")"),
    ("{", "{"),
    ("}", "}"),
    ("[", "["),
    ("]", "]"),
    (":", ":"),
    (",", ","),
    (";", ";"),
    ("|", "|"),
    ("+", "+"),
    ("@", "@"),
    (".", "."),
];

/// Splits lines, given with their numbers, into tokens. `--` begins a comment.
pub fn tokens(lines: &[(usize, &str)]) -> Result<Vec<(Place, Token)>, BadSource> {
    let mut out = Vec::new();
    for &(line, text) in lines {
        let mut lexer = Lexer { line, text, at: 0 };
        lexer.line(&mut out)?;
    }
    let line = lines.last().map_or(1, |&(line, _)| line);
    let column = lines.last().map_or(1, |(_, text)| text.chars().count() + 1);
    out.push((Place { line, column }, Token::End));
    Ok(out)
}

struct Lexer<'a> {
    line: usize,
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn place(&self) -> Place {
        Place { line: self.line, column: self.text[..self.at].chars().count() + 1 }
    }

    fn bad<T>(&self, message: impl Into<String>) -> Result<T, BadSource> {
        Err(BadSource { place: self.place(), message: message.into() })
    }

    fn line(&mut self, out: &mut Vec<(Place, Token)>) -> Result<(), BadSource> {
        while let Some(c) = self.peek() {
            if c.is_whitespace() {
                self.at += c.len_utf8();
                continue;
            }
            if self.rest().starts_with("--") {
                return Ok(());
            }
            let place = self.place();
            out.push((place, self.token(c)?));
        }
        Ok(())
    }

    fn token(&mut self, first: char) -> Result<Token, BadSource> {
        if first.is_ascii_digit() {
            return Ok(Token::Number(self.digits()));
        }
        if first == '"' {
            return self.string();
        }
        if is_start(first) {
            return self.name();
        }
        if first == '.' && self.rest().chars().nth(1).is_some_and(is_start) {
            self.at += 1;
            return Ok(Token::Dotted(self.word()?));
        }
        for (written, sign) in SIGNS {
            if self.rest().starts_with(written) {
                self.at += written.len();
                return Ok(Token::Sign(sign));
            }
        }
        self.bad(format!("no token begins with `{first}`"))
    }

    fn digits(&mut self) -> String {
        let end = self.rest().find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest().len());
        let digits = self.rest()[..end].to_owned();
        self.at += end;
        digits
    }

    fn word(&mut self) -> Result<String, BadSource> {
        if let Some(quoted) = self.rest().strip_prefix('«') {
            let Some(end) = quoted.find('»') else { return self.bad("`«` is not closed on its line") };
            self.at += '«'.len_utf8() + end + '»'.len_utf8();
            return Ok(quoted[..end].to_owned());
        }
        let end = self.rest().find(|c: char| !is_inside(c)).unwrap_or(self.rest().len());
        let word = self.rest()[..end].to_owned();
        self.at += end;
        Ok(word)
    }

    /// A name goes on after a dot that a component follows at once; `.{` ends it.
    fn name(&mut self) -> Result<Token, BadSource> {
        let mut parts = vec![Part::Text(self.word()?)];
        while let Some(after) = self.rest().strip_prefix('.') {
            match after.chars().next() {
                Some(c) if is_start(c) => {
                    self.at += 1;
                    parts.push(Part::Text(self.word()?));
                }
                Some(c) if c.is_ascii_digit() => {
                    self.at += 1;
                    let digits = self.digits();
                    match digits.parse() {
                        Ok(number) => parts.push(Part::Number(number)),
                        Err(_) => return self.bad("a number in a name has at most 64 bits"),
                    }
                }
                _ => break,
            }
        }
        Ok(Token::Name(parts))
    }

    fn string(&mut self) -> Result<Token, BadSource> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let Some(c) = self.peek() else { return self.bad("a string is not closed on its line") };
            self.at += c.len_utf8();
            match c {
                '"' => return Ok(Token::Text(out)),
                '\\' => {
                    let Some(escaped) = self.peek() else { return self.bad("a string is not closed on its line") };
                    self.at += escaped.len_utf8();
                    match escaped {
                        'n' => out.push('\n'),
                        't' => out.push('\t'),
                        '0' => out.push('\0'),
                        '\\' | '"' => out.push(escaped),
                        _ => return self.bad(format!("no escape `\\{escaped}`")),
                    }
                }
                c => out.push(c),
            }
        }
    }
}

fn is_start(c: char) -> bool {
    c == '_' || c == '«' || c.is_alphabetic()
}

fn is_inside(c: char) -> bool {
    c == '_' || c == '\'' || c == '!' || c == '?' || c.is_alphanumeric()
}
