//! Tables as directories and spreadsheets export them: lines of cells, with some character between
//! them, in some encoding.
//!
//! Nothing is said about either in the file, so both are found out, reported, and may be stated.

pub(crate) mod cell;
mod delimiter;
pub(crate) mod encoding;
mod error;
mod field;
mod heading;
mod person;
mod sheet;

pub(crate) use delimiter::Delimiter;
pub(crate) use error::SheetError;
pub(crate) use field::Field;
pub(crate) use heading::{Heading, Mapping, Use};
pub(crate) use person::BadRow;
pub(crate) use sheet::Sheet;
