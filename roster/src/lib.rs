//! What becomes of a person: tenants, members, their states, and the decision.
//!
//! Pure: facts and `now` go in, a decision comes out. What the directory said is kept elsewhere and
//! never refused by policy alone; here is only what it means for somebody's membership.

pub mod decision;
pub mod id;
pub mod member;
pub mod person;
pub mod tenant;

pub use decision::{Act, Decision, MemberEvent, Policy, Reason, Refusal, decide};
pub use id::{MemberId, TenantId};
pub use member::{Member, MemberState, Origin};
pub use person::Person;
pub use tenant::{
    Choice, GraceDays, GroupNames, Practice, Replace, SingleSignOn, Tenant, TenantKind,
    UnknownMembers,
};
