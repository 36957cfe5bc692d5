//! What becomes of a person: tenants, members, their states, and the decision.
//!
//! Pure: facts and `now` go in, a decision comes out. What the directory said is kept elsewhere and
//! never refused by policy alone; here is only what it means for somebody's membership.

pub mod assignment;
pub mod decision;
pub mod edit;
pub mod explain;
pub mod failure;
pub mod gate;
pub mod grace;
pub mod id;
pub mod listed;
pub mod mapping;
pub mod member;
pub mod person;
pub mod provenance;
pub mod seats;
pub mod sign_in;
pub mod silence;
pub mod tenant;
#[cfg(test)]
mod testing;

pub use assignment::Assignment;
pub use decision::{Act, Decision, MemberEvent, Policy, Reason, Refusal, decide};
pub use edit::Edit;
pub use gate::Gate;
pub use grace::Grace;
pub use id::{MemberId, TenantId};
pub use listed::Listed;
pub use member::{Member, MemberState, Origin};
pub use person::Person;
pub use seats::Seats;
pub use sign_in::{Denial, sign_in};
pub use tenant::{
    Choice, GraceDays, GroupNames, HoldRule, Mode, Practice, Replace, RetentionDays, Settings,
    SingleSignOn, SsoClaims, Tenant, TenantKind, TermChange, UnknownMembers,
};
