//! What providers say, as values: each dialect turns the wishes of a directory into requests.
//!
//! Nothing here does I/O. The phases decide what happens when; a dialect decides how it is put.

use std::fmt;

use hyper::Method;
use serde_json::Value;

use crate::attribute::{Change, Wanted};
use crate::client::{Kind, Request, Wire, equals};
use crate::directory::{Group, Person};
use crate::persona::Persona;

mod entra;
mod habits;
mod okta;
mod onelogin;
mod patch;
mod strict;

pub(crate) use habits::{Form, Habit, Habits};
pub(crate) use patch::body as patch_body;

/// A member as a group request names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Peer {
    /// The server's id of the user.
    pub(crate) id: String,
    pub(crate) user_name: String,
}

/// A change of the members of one group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turnover<'a> {
    pub(crate) group: &'a str,
    pub(crate) name: &'a str,
    pub(crate) leave: &'a [Peer],
    pub(crate) join: &'a [Peer],
    /// Everyone who is a member afterwards.
    pub(crate) after: &'a [Peer],
}

/// A user with what the provider knows of it when it sends an update.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Update<'a> {
    pub(crate) id: &'a str,
    pub(crate) person: &'a Person,
    /// The resource as the server returned it last.
    pub(crate) current: &'a Value,
    pub(crate) changes: &'a [Change],
}

/// How one provider puts things.
pub(crate) trait Dialect: Send + Sync + fmt::Debug {
    fn wire(&self) -> Wire;

    fn habits(&self) -> Habits;

    /// The body of the POST that creates `person`.
    fn new_person(&self, person: &Person) -> Value;

    /// What the provider keeps in step, apart from managers.
    fn wanted(&self, person: &Person) -> Vec<Wanted>;

    /// The requests that make `update.changes`.
    fn update(&self, update: Update<'_>) -> Vec<Request>;

    /// The body of the POST that creates `group`.
    fn new_group(&self, group: &Group) -> Value;

    /// The requests that rename `group` to `name`, or none if the provider never does.
    fn rename(&self, group: &str, name: &str, members: &[Peer]) -> Vec<Request>;

    /// The requests that change members, in one of the forms that [`Habits`] lists.
    fn turnover(&self, form: Form, turnover: Turnover<'_>) -> Vec<Request>;

    /// Each way to set a manager (`Some`) or to take it away (`None`), in turn.
    fn manager_forms(&self, _id: &str, _manager: &str) -> Vec<(Request, bool)> {
        Vec::new()
    }

    /// The parameters that go with a filter.
    fn with_filter<'a>(&self, kind: Kind, filter: &'a str) -> Vec<(&'static str, &'a str)>;

    /// The look-up of users or groups whose `attribute` is `value`.
    fn look_up(&self, kind: Kind, attribute: &str, value: &str) -> Request {
        let filter = equals(attribute, value);
        self.request(
            Method::GET,
            kind.endpoint(),
            &self.with_filter(kind, &filter),
            None,
        )
    }

    /// One page of everything.
    fn page(&self, kind: Kind, start: u64, count: u64) -> Request {
        let (start, count) = (start.to_string(), count.to_string());
        let parameters = [("startIndex", start.as_str()), ("count", count.as_str())];
        self.request(Method::GET, kind.endpoint(), &parameters, None)
    }

    /// A request about one user or group.
    fn about(&self, method: Method, kind: Kind, id: &str, body: Option<Value>) -> Request {
        self.request(method, &format!("{}/{id}", kind.endpoint()), &[], body)
    }

    /// The POST of a new user or group.
    fn create(&self, kind: Kind, body: Value) -> Request {
        self.request(Method::POST, kind.endpoint(), &[], Some(body))
    }

    /// A request in the provider's spelling.
    fn request(
        &self,
        method: Method,
        path: &str,
        parameters: &[(&str, &str)],
        body: Option<Value>,
    ) -> Request {
        Request::new(method, self.wire().query.target(path, parameters), body)
    }
}

/// The dialect of `persona`.
pub(crate) fn of(persona: Persona) -> Box<dyn Dialect> {
    match persona {
        Persona::Entra => Box::new(entra::Entra::BY_DEFAULT),
        Persona::EntraFlag => Box::new(entra::Entra::FLAGGED),
        Persona::OktaOin => Box::new(okta::Okta::CATALOGUE),
        Persona::OktaWizard => Box::new(okta::Okta::WIZARD),
        Persona::OneLogin => Box::new(onelogin::OneLogin),
        Persona::Strict => Box::new(strict::Strict),
    }
}
