//! From the text of a grammar file to expressions.
//!
//! What it is: the reader of one definition. What its names mean is decided in [`super::define`].

use super::NotationError;

/// An expression of the notation.
#[derive(Clone, Debug)]
pub(super) enum Expr {
    Str(String),
    NonReserved(String, bool),
    Name(String, Option<u32>),
    Call(String, Vec<Expr>),
    Seq(Vec<Expr>),
    Alt(Vec<Expr>),
    Post(char, Box<Expr>),
    Num(u32),
}

/// What the head of a definition says.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) form: Form,
    pub(super) name: String,
    pub(super) params: Vec<String>,
    pub(super) prec: Option<u32>,
    pub(super) lhs_prec: Option<u32>,
    pub(super) prio: Option<u32>,
    pub(super) named_antiquot: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Def,
    Node,
    Rule(String),
    Trail(String),
    Prim(String),
}

/// One statement of a file.
pub(super) enum Statement {
    Namespace(String),
    Category(String, String),
    Definition(Head, Expr),
}

/// The statements of a file, each with its line.
pub(super) fn statements(text: &str) -> Result<Vec<(usize, Statement)>, NotationError> {
    let mut all = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        if line.trim().is_empty() || line.starts_with("--") {
            continue;
        }
        let mut whole = line.to_owned();
        while let Some((_, next)) = lines.next_if(|(_, next)| next.starts_with(' ')) {
            whole.push('\n');
            whole.push_str(next);
        }
        let at = |reason: String| NotationError { line: index + 1, reason };
        all.push((index + 1, statement(&whole).map_err(at)?));
    }
    Ok(all)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Str(String),
    Name(String),
    Num(u32),
    /// A parenthesis right after a name.
    Call,
    Punct(char),
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut all = Vec::new();
    let mut chars = text.chars().peekable();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '\'' | '!');
    let mut after_name = false;
    while let Some(c) = chars.next() {
        let touches = std::mem::replace(&mut after_name, false);
        match c {
            c if c.is_whitespace() => {}
            '(' if touches => all.push(Token::Call),
            '"' => {
                let mut string = String::new();
                loop {
                    match chars.next() {
                        Some('"') => break,
                        Some('\\') => string.push(match chars.next() {
                            Some('n') => '\n',
                            Some(c @ ('\\' | '"')) => c,
                            other => return Err(format!("unknown escape {other:?}")),
                        }),
                        Some(c) => string.push(c),
                        None => return Err("a string without end".into()),
                    }
                }
                all.push(Token::Str(string));
            }
            '«' => all.push(Token::Name(chars.by_ref().take_while(|&c| c != '»').collect())),
            c if c.is_alphabetic() || c == '_' => {
                let mut name = String::from(c);
                while let Some(c) = chars.next_if(|&c| is_name(c)) {
                    name.push(c);
                }
                all.push(Token::Name(name));
                after_name = true;
            }
            c if c.is_ascii_digit() => {
                let mut digits = String::from(c);
                while let Some(c) = chars.next_if(char::is_ascii_digit) {
                    digits.push(c);
                }
                all.push(Token::Num(digits.parse().map_err(|_| format!("the number {digits} is too large"))?));
            }
            c => all.push(Token::Punct(c)),
        }
    }
    Ok(all)
}

fn statement(text: &str) -> Result<Statement, String> {
    let mut reader = Reader { tokens: tokens(text)?, at: 0 };
    let statement = match reader.name()?.as_str() {
        "namespace" => Statement::Namespace(reader.name()?),
        "category" => Statement::Category(reader.name()?, reader.name()?),
        keyword => {
            let head = reader.head(keyword)?;
            reader.expect('=')?;
            Statement::Definition(head, reader.alternatives()?)
        }
    };
    match reader.tokens.get(reader.at) {
        None => Ok(statement),
        Some(token) => Err(format!("{token:?} is left over")),
    }
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(&Token::Punct(c));
        self.at += usize::from(found);
        found
    }

    fn eat_call(&mut self) -> bool {
        let found = self.peek() == Some(&Token::Call);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, c: char) -> Result<(), String> {
        if self.eat(c) { Ok(()) } else { Err(format!("expected `{c}`, found {:?}", self.peek())) }
    }

    fn name(&mut self) -> Result<String, String> {
        match self.peek() {
            Some(Token::Name(name)) => {
                let name = name.clone();
                self.at += 1;
                Ok(name)
            }
            other => Err(format!("expected a name, found {other:?}")),
        }
    }

    fn number(&mut self) -> Result<u32, String> {
        match self.peek() {
            Some(&Token::Num(n)) => {
                self.at += 1;
                Ok(n)
            }
            other => Err(format!("expected a number, found {other:?}")),
        }
    }

    fn prec(&mut self) -> Result<Option<u32>, String> {
        use crate::grammar::prec;
        if !self.eat(':') {
            return Ok(None);
        }
        if let Some(Token::Num(_)) = self.peek() {
            return self.number().map(Some);
        }
        match self.name()?.as_str() {
            "max" => Ok(Some(prec::MAX)),
            "arg" => Ok(Some(prec::ARG)),
            "lead" => Ok(Some(prec::LEAD)),
            "min" => Ok(Some(prec::MIN)),
            other => Err(format!("`{other}` is no precedence")),
        }
    }

    fn head(&mut self, keyword: &str) -> Result<Head, String> {
        let form = match keyword {
            "def" => Form::Def,
            "node" => Form::Node,
            "rule" => Form::Rule(self.name()?),
            "trail" => Form::Trail(self.name()?),
            "prim" => Form::Prim(self.name()?),
            other => return Err(format!("unknown keyword `{other}`")),
        };
        let name = self.name()?;
        let mut params = Vec::new();
        if self.eat_call() {
            params.push(self.name()?);
            while self.eat(',') {
                params.push(self.name()?);
            }
            self.expect(')')?;
        }
        let (prec, lhs_prec) = (self.prec()?, self.prec()?);
        let prio = if self.eat('@') { Some(self.number()?) } else { None };
        Ok(Head { form, name, params, prec, lhs_prec, prio, named_antiquot: self.eat('!') })
    }

    fn alternatives(&mut self) -> Result<Expr, String> {
        let mut all = vec![self.sequence()?];
        while self.eat('|') {
            all.push(self.sequence()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Expr::Alt(all) })
    }

    fn sequence(&mut self) -> Result<Expr, String> {
        let mut all = Vec::new();
        while !matches!(self.peek(), None | Some(Token::Punct('|' | ')' | ','))) {
            let mut item = self.item()?;
            while let Some(post) = ['?', '*', '+'].into_iter().find(|&c| self.eat(c)) {
                item = Expr::Post(post, Box::new(item));
            }
            all.push(item);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Expr::Seq(all) })
    }

    fn item(&mut self) -> Result<Expr, String> {
        let token = self.peek().cloned();
        self.at += 1;
        match token {
            Some(Token::Str(text)) => Ok(Expr::Str(text)),
            Some(Token::Num(n)) => Ok(Expr::Num(n)),
            Some(Token::Punct('&')) => {
                let include_ident = self.eat('&');
                match self.item()? {
                    Expr::Str(text) => Ok(Expr::NonReserved(text, include_ident)),
                    other => Err(format!("expected a string after `&`, found {other:?}")),
                }
            }
            Some(Token::Punct('(')) => {
                let inner = self.alternatives()?;
                self.expect(')')?;
                Ok(inner)
            }
            Some(Token::Name(name)) if self.eat_call() => {
                let mut args = vec![self.alternatives()?];
                while self.eat(',') {
                    args.push(self.alternatives()?);
                }
                self.expect(')')?;
                Ok(Expr::Call(name, args))
            }
            Some(Token::Name(name)) => Ok(Expr::Name(name, self.prec()?)),
            other => Err(format!("expected an item, found {other:?}")),
        }
    }
}
