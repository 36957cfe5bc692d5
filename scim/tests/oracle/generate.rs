//! Texts of the grammar of RFC 7644 §3.4.2.2 as tokens, and such texts with a token out of place.

use proptest::{collection::vec, option, prelude::*, sample::select};

/// A piece of a filter. Blanks are tokens too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// A path, or what stands in its place.
    Path(String),
    /// `eq`, `pr`, `and`, `not`, … in any case.
    Word(String),
    /// A value.
    Value(String),
    /// One of `()[].`
    Mark(char),
    /// At least one blank.
    Blank(String),
}

impl Token {
    fn text(&self) -> String {
        match self {
            Self::Path(text) | Self::Word(text) | Self::Value(text) | Self::Blank(text) => {
                text.clone()
            }
            Self::Mark(mark) => mark.to_string(),
        }
    }
}

type Tokens = Vec<Token>;

pub(crate) fn text(tokens: &[Token]) -> String {
    tokens.iter().map(Token::text).collect()
}

/// FILTER, several levels deep.
pub(crate) fn filter() -> impl Strategy<Value = Tokens> {
    let value_path = (path(), inner_filter()).prop_map(|(path, inner)| brackets(path, inner));
    nested(prop_oneof![3 => comparison(), 1 => value_path])
}

/// PATH of RFC 7644 §3.5.2.
pub(crate) fn patch_path() -> impl Strategy<Value = Tokens> {
    let plain = path().prop_map(|path| vec![path]);
    let filtered =
        (attribute(), inner_filter(), option::of(name())).prop_map(|(path, inner, name)| {
            let mut tokens = brackets(path, inner);
            if let Some(name) = name {
                tokens.extend([Token::Mark('.'), Token::Path(name)]);
            }
            tokens
        });
    prop_oneof![1 => plain, 3 => filtered]
}

/// With up to three tokens gone, doubled, swapped or replaced.
pub(crate) fn damaged(whole: impl Strategy<Value = Tokens>) -> impl Strategy<Value = Tokens> {
    let damage = (any::<prop::sample::Index>(), 0..4_u8, stray());
    (whole, vec(damage, 1..4)).prop_map(|(mut tokens, damages)| {
        for (index, kind, stray) in damages {
            if tokens.is_empty() {
                break;
            }
            let at = index.index(tokens.len());
            match kind {
                0 => drop(tokens.remove(at)),
                1 => tokens.insert(at, tokens[at].clone()),
                2 => {
                    let next = (at + 1) % tokens.len();
                    tokens.swap(at, next);
                }
                _ => tokens[at] = stray,
            }
        }
        tokens
    })
}

fn inner_filter() -> impl Strategy<Value = Tokens> {
    nested(comparison())
}

fn nested<S: Strategy<Value = Tokens> + 'static>(term: S) -> impl Strategy<Value = Tokens> {
    term.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (
                inner.clone(),
                cased(&["and", "or"]),
                blank(),
                blank(),
                inner.clone()
            )
                .prop_map(|(left, word, before, after, right)| {
                    [left, vec![before, word, after], right].concat()
                }),
            inner.clone().prop_map(group),
            (cased(&["not"]), blank(), inner)
                .prop_map(|(not, blank, inner)| { [vec![not, blank], group(inner)].concat() }),
        ]
    })
}

fn group(inner: Tokens) -> Tokens {
    [vec![Token::Mark('(')], inner, vec![Token::Mark(')')]].concat()
}

fn brackets(path: Token, inner: Tokens) -> Tokens {
    [vec![path, Token::Mark('[')], inner, vec![Token::Mark(']')]].concat()
}

fn comparison() -> impl Strategy<Value = Tokens> {
    let operators = ["eq", "ne", "co", "sw", "ew", "gt", "lt", "ge", "le"];
    let present = (path(), blank(), cased(&["pr"]))
        .prop_map(|(path, blank, present)| vec![path, blank, present]);
    let compare = (path(), blank(), cased(&operators), blank(), value()).prop_map(
        |(path, before, operator, after, value)| vec![path, before, operator, after, value],
    );
    prop_oneof![1 => present, 3 => compare]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(vec!["userName", "emails", "value", "type", "primary", "meta", "lastModified"])
            .prop_map(str::to_owned),
        // Words of the grammar are names too.
        1 => select(vec!["AND", "or", "eq", "pr", "notes", "order", "print", "trueish"])
            .prop_map(str::to_owned),
        1 => "[a-zA-Z][a-zA-Z0-9_-]{0,5}",
    ]
}

/// With a sub-attribute or without.
fn path() -> impl Strategy<Value = Token> {
    (attribute(), option::weighted(0.3, name())).prop_map(|(attribute, sub_attribute)| {
        let sub = sub_attribute.map(|sub| format!(".{sub}"));
        Token::Path(attribute.text() + sub.as_deref().unwrap_or_default())
    })
}

fn attribute() -> impl Strategy<Value = Token> {
    let urns = vec![
        "urn:ietf:params:scim:schemas:core:2.0:User",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:GROUP",
        // Begins as a known one.
        "urn:ietf:params:scim:schemas:core:2.0:User:more",
        "urn:example:params:1.0:Badge",
        "urn:x:y",
    ];
    (option::weighted(0.3, select(urns)), name()).prop_map(|(urn, name)| {
        let urn = urn.map(|urn| format!("{urn}:"));
        Token::Path(urn.unwrap_or_default() + &name)
    })
}

fn cased(words: &[&'static str]) -> impl Strategy<Value = Token> + use<> {
    (select(words.to_vec()), 0..3_u8).prop_map(|(word, case)| {
        Token::Word(match case {
            0 => word.to_owned(),
            1 => word.to_uppercase(),
            _ => {
                let (first, rest) = word.split_at(1);
                first.to_uppercase() + rest
            }
        })
    })
}

fn blank() -> impl Strategy<Value = Token> {
    prop_oneof![8 => Just(" "), 1 => Just("  "), 1 => Just("\t")]
        .prop_map(|blank| Token::Blank(blank.to_owned()))
}

fn value() -> impl Strategy<Value = Token> {
    let escaped = select(vec![
        r#""a\"b""#,
        r#""a\\""#,
        r#""a]b""#,
        r#""a) and (b""#,
        r#""\u00e9 é""#,
        r#""\ud83d\ude00""#,
        r#""a/b\/c""#,
        r#""""#,
        r#""\n\t""#,
    ])
    .prop_map(str::to_owned);
    let number = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        any::<u64>().prop_map(|number| number.to_string()),
        (-1e9..1e9_f64).prop_map(|number| number.to_string()),
        select(vec![
            "-0",
            "0.50",
            "1e5",
            "1E+2",
            "-2.5e-3",
            "123456789012345678901234567890"
        ])
        .prop_map(str::to_owned),
    ];
    prop_oneof![
        3 => "[a-zA-Z0-9@. -]{0,8}".prop_map(|text| format!("\"{text}\"")),
        2 => escaped,
        2 => number,
        1 => select(vec!["true", "false", "null"]).prop_map(str::to_owned),
    ]
    .prop_map(Token::Value)
}

/// What may stand anywhere by mistake.
fn stray() -> impl Strategy<Value = Token> {
    prop_oneof![
        2 => select(vec!['(', ')', '[', ']', '.']).prop_map(Token::Mark),
        2 => value(),
        1 => blank(),
        1 => cased(&["and", "or", "not", "eq", "pr", "gt"]),
        1 => path(),
        2 => select(vec![
            "", "null", "true", "Not", "null.a", "a.", ".a", "a.b.c", "1a", "-a", "a b", "é", "a:b", ":a", "a:", "urn:x:", "$ref",
            "members.$ref", "a$", "urn:ietf:params:scim:schemas:core:2.0:User", "urn:x:y:1",
            "http://a.b/c:d", "a,b", "a/b", "a=b", "urn::a", "a::b", "urn:x:y:a.b.c",
        ])
        .prop_map(|path| Token::Path(path.to_owned())),
        2 => select(vec![
            "01", "+1", ".5", "1.", "1e", "1e400", "True", "FALSE", "Null", "bare", "'single'",
            "\"open", "\"bad \\x\"", "\"\\ud800\"", "\"line\nbreak\"", "{}", "[]", "a\"b\"", "\\",
        ])
        .prop_map(|value| Token::Value(value.to_owned())),
    ]
}
