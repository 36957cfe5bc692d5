//! Which resource type a resource is of.

/// A resource type, in a form that is cheap to pass around and to store.
///
/// Users and groups are what rosterd exists for, and have rules of their own. Whatever else a
/// tenant declares is kept for it and answered, by its schema alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceKind {
    /// A person as the directory describes them (RFC 7643 §4.1).
    User,
    /// A group of the directory (RFC 7643 §4.2).
    Group,
    /// A type that the tenant has declared, by the number that it got then. Numbers are never
    /// given twice within a tenant.
    Declared(u16),
}
