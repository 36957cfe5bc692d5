//! Recursive descent over the grammar of RFC 7644 §3.4.2.2, loosest binding first:
//! `or`, `and`, `not`, then groups and comparisons.
//!
//! What lenient mode takes beyond the grammar, because it is sent:
//! - a value without quotes after `eq` (printed so in the RFC, in Entra's and in Okta's pages),
//!   [`BARE_LITERAL`](leniency::BARE_LITERAL);
//! - `True`, `FALSE`, `NULL` in any case, [`KEYWORD_CASE`](leniency::KEYWORD_CASE);
//! - a comparison behind a bracket, `emails[type eq "work"].value eq "x"` (Entra),
//!   [`BEHIND_BRACKET`](leniency::BEHIND_BRACKET).
//!
//! Taken always: a blank after `not`, as the RFC's own examples have it (erratum 7319), and names
//! that begin with `$`, as `members.$ref`, which RFC 7643 §2.4 has and the grammar can't derive.

use serde_json::Number;

use super::{Filter, Literal, Operator, PatchPath, cursor::Cursor};
use crate::{
    Leniency,
    leniency::{self, Tolerance},
    path::{AttributePath, Fault},
};

/// The most that is read of a filter or of a path, in bytes. What is printed may be longer: control
/// characters are.
pub const MAX_LENGTH: usize = 16 * 1024;
/// Groups, `not` and brackets inside each other.
const MAX_DEPTH: usize = 32;
/// Comparisons and `pr`.
const MAX_TERMS: usize = 256;

const AN_OPERATOR: &str = "an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr)";
const KEYWORDS: [(&str, Literal); 3] = [
    ("true", Literal::Boolean(true)),
    ("false", Literal::Boolean(false)),
    ("null", Literal::Null),
];

const A_VALUE: &str = "a value (a text in double quotes, a number, true, false or null)";

pub(super) fn filter(text: &str, leniency: Leniency) -> Result<Filter, Fault> {
    let mut parser = Parser::new(text, leniency)?;
    let filter = parser.any_of()?;
    parser.end("'and', 'or' or the end of the filter")?;
    Ok(filter)
}

pub(super) fn patch_path(text: &str, leniency: Leniency) -> Result<PatchPath, Fault> {
    let mut parser = Parser::new(text, leniency)?;
    parser.cursor.skip_blanks();
    let mut path = parser.path()?;
    if !parser.cursor.eat('[') {
        parser.end("'[' or the end of the path")?;
        return Ok(PatchPath {
            path,
            filter: None,
            bent: parser.bent,
        });
    }
    // What is in brackets is about sub-attributes, and those have none (RFC 7643 §2.3.8).
    if path.sub_attribute.is_some() {
        return Err(Fault {
            offset: parser.cursor.position() - 1,
            expected: "the end of the path, as a sub-attribute has no values to choose from",
        });
    }
    let filter = parser.bracketed()?;
    path.sub_attribute = parser.name_behind_bracket()?;
    parser.end("'.' and a sub-attribute, or the end of the path")?;
    Ok(PatchPath {
        path,
        filter: Some(filter),
        bent: parser.bent,
    })
}

struct Parser<'t> {
    cursor: Cursor<'t>,
    leniency: Leniency,
    depth: usize,
    terms: usize,
    in_brackets: bool,
    bent: Vec<Tolerance>,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, leniency: Leniency) -> Result<Self, Fault> {
        if text.len() > MAX_LENGTH {
            return Err(Fault {
                offset: text.floor_char_boundary(MAX_LENGTH),
                expected: "the end, as 16384 bytes are the most that is read",
            });
        }
        Ok(Self {
            cursor: Cursor::new(text),
            leniency,
            depth: 0,
            terms: 0,
            in_brackets: false,
            bent: Vec::new(),
        })
    }

    fn any_of(&mut self) -> Result<Filter, Fault> {
        let mut left = self.all_of()?;
        while self.eat_keyword("or") {
            left = Filter::Or(Box::new(left), Box::new(self.all_of()?));
        }
        Ok(left)
    }

    fn all_of(&mut self) -> Result<Filter, Fault> {
        let mut left = self.factor()?;
        while self.eat_keyword("and") {
            left = Filter::And(Box::new(left), Box::new(self.factor()?));
        }
        Ok(left)
    }

    fn factor(&mut self) -> Result<Filter, Fault> {
        self.cursor.skip_blanks();
        if self.cursor.eat('(') {
            return self.nested(')', "')', 'and' or 'or'");
        }
        if self.stands_before_group("not") {
            self.cursor.word();
            self.cursor.skip_blanks();
            self.cursor.eat('(');
            let inner = self.nested(')', "')', 'and' or 'or'")?;
            return Ok(Filter::Not(Box::new(inner)));
        }
        self.term()
    }

    /// `path pr`, `path operator value` or `path[filter]`.
    fn term(&mut self) -> Result<Filter, Fault> {
        self.terms += 1;
        if self.terms > MAX_TERMS {
            return Err(self
                .cursor
                .expected("the end, as 256 comparisons are the most that is read"));
        }
        let path = self.path_or_schema()?;
        let behind = self.cursor.position();
        if !self.in_brackets && !path.is_whole_schema() && self.cursor.eat('[') {
            return self.value_path(path);
        }
        self.cursor.skip_blanks();
        if self.cursor.eat_word("pr") {
            return Ok(Filter::Present(path));
        }
        named(&path, behind)?;
        let (operator, value) = self.comparison()?;
        Ok(Filter::Compare {
            path,
            operator,
            value,
        })
    }

    fn value_path(&mut self, path: AttributePath) -> Result<Filter, Fault> {
        let filter = Box::new(self.bracketed()?);
        let behind = self.cursor.position();
        let Some(name) = self.name_behind_bracket()? else {
            return Ok(Filter::ValuePath {
                path,
                filter,
                rest: None,
            });
        };
        self.tolerate(leniency::BEHIND_BRACKET, || Fault {
            offset: behind,
            expected: "'and', 'or' or the end of the filter",
        })?;
        self.cursor.skip_blanks();
        if self.cursor.eat_word("pr") {
            // Means the same as inside of the bracket, and there the grammar has it.
            let present = Filter::Present(AttributePath {
                urn: None,
                attribute: name,
                sub_attribute: None,
            });
            return Ok(Filter::ValuePath {
                path,
                filter: Box::new(Filter::And(filter, Box::new(present))),
                rest: None,
            });
        }
        let (operator, value) = self.comparison()?;
        Ok(Filter::ValuePath {
            path,
            filter,
            rest: Some((name, operator, value)),
        })
    }

    /// What stands between `[`, which was read, and `]`.
    fn bracketed(&mut self) -> Result<Filter, Fault> {
        self.in_brackets = true;
        let filter = self.nested(']', "']', 'and' or 'or'")?;
        self.in_brackets = false;
        Ok(filter)
    }

    /// The `.name` behind `]`, if one is there.
    fn name_behind_bracket(&mut self) -> Result<Option<String>, Fault> {
        if !self.cursor.eat('.') {
            return Ok(None);
        }
        let start = self.cursor.position();
        let path = self.path()?;
        if path.urn.is_some() || path.sub_attribute.is_some() {
            return Err(Fault {
                offset: start,
                expected: "the name of one sub-attribute",
            });
        }
        Ok(Some(path.attribute))
    }

    fn path(&mut self) -> Result<AttributePath, Fault> {
        let path = self.path_or_schema()?;
        named(&path, self.cursor.position())?;
        Ok(path)
    }

    /// As [`Self::path`], or the URN of a schema alone, of which it can only be asked whether there is
    /// anything.
    fn path_or_schema(&mut self) -> Result<AttributePath, Fault> {
        let start = self.cursor.position();
        AttributePath::read(self.cursor.word()).map_err(|fault| Fault {
            offset: start + fault.offset,
            ..fault
        })
    }

    fn comparison(&mut self) -> Result<(Operator, Literal), Fault> {
        let operator = Operator::from_word(self.cursor.peek_word())
            .ok_or_else(|| self.cursor.expected(AN_OPERATOR))?;
        self.cursor.word();
        self.cursor.skip_blanks();
        Ok((operator, self.literal(operator)?))
    }

    fn literal(&mut self, operator: Operator) -> Result<Literal, Fault> {
        let start = self.cursor.position();
        if self.cursor.rest().starts_with('"') {
            let Some(quoted) = self.cursor.quoted() else {
                return Err(Fault {
                    offset: start,
                    expected: "a text that a second '\"' closes",
                });
            };
            return match serde_json::from_str(quoted) {
                Ok(text) => Ok(Literal::String(text)),
                Err(_) => Err(Fault {
                    offset: start,
                    expected: "a text with the escapes of JSON (a backslash is written \\\\)",
                }),
            };
        }
        let word = self.cursor.bare_value();
        let fault = || Fault {
            offset: start,
            expected: A_VALUE,
        };
        let keyword = KEYWORDS
            .iter()
            .find(|(keyword, _)| keyword.eq_ignore_ascii_case(word));
        if let Some((keyword, literal)) = keyword {
            if *keyword != word {
                self.tolerate(leniency::KEYWORD_CASE, fault)?;
            }
            return Ok(literal.clone());
        }
        if let Ok(number) = serde_json::from_str::<Number>(word) {
            return Ok(Literal::Number(number));
        }
        if operator == Operator::Eq && is_bare_text(word) {
            self.tolerate(leniency::BARE_LITERAL, fault)?;
            return Ok(Literal::String(word.to_owned()));
        }
        Err(fault())
    }

    /// Remembers the tolerance, or refuses in strict mode.
    fn tolerate(
        &mut self,
        tolerance: Tolerance,
        fault: impl FnOnce() -> Fault,
    ) -> Result<(), Fault> {
        if self.leniency.strict {
            return Err(fault());
        }
        self.bent.push(tolerance);
        Ok(())
    }

    /// A filter one level down, up to what closes it. The only place where the parser recurses.
    fn nested(&mut self, closing: char, expected: &'static str) -> Result<Filter, Fault> {
        if self.depth == MAX_DEPTH {
            return Err(self
                .cursor
                .expected("no deeper nesting, as 32 levels are the most that is read"));
        }
        self.depth += 1;
        let filter = self.any_of()?;
        self.depth -= 1;
        self.cursor.skip_blanks();
        if self.cursor.eat(closing) {
            Ok(filter)
        } else {
            Err(self.cursor.expected(expected))
        }
    }

    fn eat_keyword(&mut self, keyword: &str) -> bool {
        self.cursor.skip_blanks();
        self.cursor.eat_word(keyword)
    }

    fn stands_before_group(&self, keyword: &str) -> bool {
        let word = self.cursor.peek_word();
        word.eq_ignore_ascii_case(keyword)
            && self
                .cursor
                .rest()
                .get(word.len()..)
                .is_some_and(|rest| rest.trim_ascii_start().starts_with('('))
    }

    fn end(&mut self, expected: &'static str) -> Result<(), Fault> {
        self.cursor.skip_blanks();
        if self.cursor.is_at_end() {
            Ok(())
        } else {
            Err(self.cursor.expected(expected))
        }
    }
}

/// `behind` is where the path ends.
fn named(path: &AttributePath, behind: usize) -> Result<(), Fault> {
    if path.is_whole_schema() {
        return Err(Fault {
            offset: behind,
            expected: "':' and the name of an attribute",
        });
    }
    Ok(())
}

/// A double quote in the middle is one forgotten at an end, not a part of the value; and a single
/// one in front means a text in the wrong quotes, which taken as it is would never match.
fn is_bare_text(word: &str) -> bool {
    !word.is_empty() && !word.starts_with('\'') && !word.contains(['"', '(', '['])
}
