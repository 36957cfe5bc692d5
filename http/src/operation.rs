//! Method and route template as one constant text, for logs and activity entries: a path would
//! hold ids, and a text made per request would cost.

/// E.g. `PATCH /Users/{id}`, from a [`http::Method`] and a literal.
macro_rules! operation {
    ($method:expr, $template:literal) => {
        match *$method {
            http::Method::GET => concat!("GET ", $template),
            http::Method::HEAD => concat!("HEAD ", $template),
            http::Method::POST => concat!("POST ", $template),
            http::Method::PUT => concat!("PUT ", $template),
            http::Method::PATCH => concat!("PATCH ", $template),
            http::Method::DELETE => concat!("DELETE ", $template),
            _ => concat!("other ", $template),
        }
    };
}

pub(crate) use operation;
