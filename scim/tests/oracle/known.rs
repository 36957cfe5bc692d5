//! Where the two parsers differ, and who is right.

/// A way to differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Difference {
    /// `not(…)`: the ABNF of RFC 7644 §3.4.2.2 has no blank there, its examples have one (erratum
    /// 7319). rosterd takes both; the other only the one with a blank.
    NotWithoutBlank,
    /// `(a pr)and(b pr)`, `a eq"x"`: the ABNF has a blank, but what closes a group or a text has
    /// ended it already. rosterd takes it, as clients leave it out; the other refuses it.
    MissingBlank,
    /// `emails [type eq "work"]`, `emails[type eq "work"] .value`: the ABNF has no blank there, and
    /// rosterd refuses it; the other skips blanks between any two tokens.
    BlankInPath,
    /// `null pr`, `not eq 1`, `( primary pr)`: ATTRNAME may be any word (RFC 7643 §2.1), and rosterd
    /// takes it; the other reads a keyword wherever one could stand, and `pr` wherever a word
    /// behind a blank begins so.
    KeywordAsName,
    /// `$ref` is the name of a sub-attribute (RFC 7643 §2.4), and its nameChar has `$` (§2.1);
    /// rosterd takes it; the other follows the ABNF of RFC 7644, which can't derive it.
    DollarInName,
    /// A URI in front of a name may hold a slash or `%` (RFC 3986 §3). rosterd takes what can be in
    /// a URN, and looks for a schema of this name later; the other has letters, digits and `_.:-`.
    UriCharacters,
    /// A text of letters and colons that is no URI, such as `2:x`: rosterd finds later that no
    /// schema is called so; the other refuses to read it.
    NoUri,
    /// `urn:…:core:2.0:User` alone names no attribute (§3.10), and rosterd refuses it as a filter
    /// and as a path; the other takes `User` for an attribute of `urn:…:core:2.0`.
    WholeSchema,
    /// `name.givenName[…]` as a path: a sub-attribute has no values with sub-attributes of their
    /// own (RFC 7643 §2.3.8), so rosterd refuses it; the other takes it, as the ABNF does.
    BracketBehindSubAttribute,
}

impl Difference {
    pub(crate) const ALL: [Self; 9] = [
        Self::NotWithoutBlank,
        Self::MissingBlank,
        Self::BlankInPath,
        Self::KeywordAsName,
        Self::DollarInName,
        Self::UriCharacters,
        Self::NoUri,
        Self::WholeSchema,
        Self::BracketBehindSubAttribute,
    ];

    /// PATCH paths that show it, and whether rosterd accepts them.
    pub(crate) fn examples(self) -> &'static [(&'static str, bool)] {
        match self {
            Self::NotWithoutBlank => &[("emails[not(type pr)]", true)],
            Self::MissingBlank => &[
                ("emails[(type pr)and value pr]", true),
                (r#"emails[type eq"work"]"#, true),
            ],
            Self::BlankInPath => &[
                ("emails [type pr]", false),
                ("emails[type pr] .value", false),
            ],
            Self::KeywordAsName => &[
                ("null", true),
                ("emails[not pr]", true),
                ("emails[( primary pr)]", true),
                ("emails[ and pr]", true),
            ],
            Self::DollarInName => &[("members.$ref", true), ("a$", true)],
            Self::UriCharacters => &[("http://example.com/schema:badge", true)],
            Self::NoUri => &[("_:badge", true)],
            Self::WholeSchema => &[("urn:ietf:params:scim:schemas:core:2.0:User", false)],
            Self::BracketBehindSubAttribute => &[("emails.value[type pr]", false)],
        }
    }
}

/// The differences that a text shows.
pub(crate) fn in_text(text: &str) -> Vec<Difference> {
    let pieces = pieces(&without_literals(text));
    let mut found = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| pieces.get(index));
        let after = pieces.get(index + 1);
        let is = |piece: Option<&Piece>, marks: &str| matches!(piece, Some(Piece::Mark(mark)) if marks.contains(*mark));
        match piece {
            Piece::Word(word) => {
                let behind = pieces.get(index + 1..).unwrap_or_default();
                found.extend(in_word(word, behind));
                let opens = index.checked_sub(2).and_then(|index| pieces.get(index));
                if before == Some(&Piece::Blank) && (index == 1 || is(opens, "([")) {
                    found.extend(looks_like_an_operator(word).then_some(Difference::KeywordAsName));
                }
                if is(after, "(\"") || is(before, ")]\"") {
                    found.push(Difference::MissingBlank);
                }
            }
            Piece::Blank if is(after, "[.") || is(before, ".") => {
                found.push(Difference::BlankInPath);
            }
            Piece::Mark(']') if matches!(after, Some(Piece::Blank)) => {
                // Where a dot is in front of the next word.
                if let Some(Piece::Word(word)) = pieces.get(index + 2)
                    && word.starts_with('.')
                {
                    found.push(Difference::BlankInPath);
                }
            }
            _ => {}
        }
    }
    found
}

/// What a word shows, with what stands behind it.
fn in_word(word: &str, behind: &[Piece]) -> Vec<Difference> {
    let mut found = Vec::new();
    let first = word.split('.').next().unwrap_or(word);
    let is_keyword =
        ["null", "true", "false"].contains(&first) || first.eq_ignore_ascii_case("not");
    let names = word.rsplit(':').next().unwrap_or(word);
    match behind {
        [Piece::Mark('('), ..] if first.eq_ignore_ascii_case("not") => {
            found.push(Difference::NotWithoutBlank);
        }
        [] | [Piece::Mark('['), ..] | [Piece::Blank] if is_keyword => {
            found.push(Difference::KeywordAsName);
        }
        [Piece::Blank, Piece::Word(operator), ..] if is_keyword && is_operator(operator) => {
            found.push(Difference::KeywordAsName);
        }
        _ => {}
    }
    if word.contains('$') {
        found.push(Difference::DollarInName);
    }
    if let Some((urn, _)) = word.rsplit_once(':') {
        let in_token = |byte: u8| byte.is_ascii_alphanumeric() || b"_:.-".contains(&byte);
        if !urn.bytes().all(in_token) {
            found.push(Difference::UriCharacters);
        }
        let scheme = urn.split(':').next().unwrap_or(urn);
        let in_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte);
        let begins = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic());
        if !urn.contains(':') || !begins || !scheme.bytes().all(in_scheme) {
            found.push(Difference::NoUri);
        }
    }
    if scim::urn::RESOURCE_SCHEMAS
        .iter()
        .any(|schema| schema.eq_ignore_ascii_case(word))
    {
        found.push(Difference::WholeSchema);
    }
    if names.contains('.') && matches!(behind, [Piece::Mark('['), ..]) {
        found.push(Difference::BracketBehindSubAttribute);
    }
    found
}

fn is_operator(word: &str) -> bool {
    let operators = ["pr", "eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];
    operators
        .iter()
        .any(|operator| operator.eq_ignore_ascii_case(word))
}

/// Where a name has to stand, behind a blank.
fn looks_like_an_operator(word: &str) -> bool {
    let conjunctions = ["and", "or"];
    is_operator(word)
        || conjunctions
            .iter()
            .any(|conjunction| conjunction.eq_ignore_ascii_case(word))
        || word.to_ascii_lowercase().starts_with("pr")
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Word(String),
    Mark(char),
    Blank,
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for character in text.chars() {
        let next = match character {
            blank if blank.is_whitespace() => Piece::Blank,
            mark if "()[]\"".contains(mark) => Piece::Mark(mark),
            letter => Piece::Word(letter.to_string()),
        };
        match (pieces.last_mut(), next) {
            (Some(Piece::Blank), Piece::Blank) => {}
            (Some(Piece::Word(word)), Piece::Word(letter)) => word.push_str(&letter),
            (_, next) => pieces.push(next),
        }
    }
    pieces
}

/// Each quoted text shortened to its first quote.
fn without_literals(text: &str) -> String {
    let mut rest = String::new();
    let (mut inside, mut escaped) = (false, false);
    for character in text.chars() {
        if !inside {
            rest.push(character);
        }
        let is_quote = character == '"' && !escaped;
        escaped = inside && character == '\\' && !escaped;
        inside ^= is_quote;
    }
    rest
}
