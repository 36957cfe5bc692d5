//! "Why?" (I3): the ordered chain from the directory's call to a member with access, for one person,
//! or to what members have by it, for one group. The first link that does not hold is the verdict.

mod group;
mod step;
mod verdict;

use jiff::Timestamp;

use crate::{Denial, Gate, Member, MemberState, Mode, Seats, silence::Usual};

pub use group::{Asked, Mapped};
pub use step::{Question, Step};
pub use verdict::Verdict;

/// What is known of the person, and of the account at this moment.
#[derive(Debug, Clone)]
pub struct Facts {
    /// As the person was asked for.
    pub who: String,
    /// How the directory reaches us.
    pub connection: Connection,
    /// What keeps everybody out, if anything does.
    pub gate: Option<Gate>,
    /// Members are added and removed without an admin (R60).
    pub automatic: bool,
    /// Whether the directory is acted upon.
    pub mode: Mode,
    /// How many members have access, and how many may.
    pub seats: Seats,
    /// The directory record.
    pub record: Option<Record>,
    /// The last call about the person that was refused, if none has succeeded since.
    pub refused: Option<Refused>,
    /// How the directory's record went, if it did.
    pub deleted: Option<Deleted>,
    /// How the membership ended, if it did and the log still has it.
    pub ended: Option<Ended>,
    /// What was known of the person was erased: when, by whom.
    pub erased: Option<Deleted>,
    /// The member.
    pub member: Option<Member>,
    /// Why the member may not sign in, if they may not.
    pub denial: Option<Denial>,
    /// The groups that the directory has put the person in.
    pub groups: Vec<Mapped>,
    /// The group that was asked for, where that is no person.
    pub group: Option<Asked>,
    /// Whether the directory has ever pushed a group.
    pub any_group: bool,
}

impl Facts {
    /// Whether the directory has ever sent what was asked for.
    fn was_sent(&self) -> bool {
        let group = self.group.as_ref();
        self.record.is_some()
            || self.refused.is_some()
            || self.deleted.is_some()
            || group.is_some_and(|asked| {
                asked.id.is_some() || asked.refused.is_some() || asked.deleted.is_some()
            })
    }
}

/// How the directory reaches us.
#[derive(Debug, Clone, Default)]
pub struct Connection {
    /// When a request last came in with a token that was good.
    pub last_call: Option<Timestamp>,
    /// A token that was used since then, and did not open the door.
    pub rejected: Option<Rejected>,
    /// The call about nobody in particular that was refused, if the directory has not called since.
    pub refused: Option<Refused>,
    /// There is a token that is good.
    pub has_token: bool,
    /// The token of the last call has fallen silent since (I10).
    pub silent: Option<Silent>,
}

/// A token that does not call any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silent {
    /// How often it called.
    pub usual: Option<Usual>,
    /// The `User-Agent` of its last call.
    pub client: Option<String>,
}

/// A token that a directory uses in vain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Its name.
    pub name: String,
    /// When it was last used.
    pub at: Timestamp,
    /// Why it opens nothing.
    pub because: Rejection,
}

/// Why a token that the account knows opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rejection {
    /// It is good, and does not come as it was made.
    Altered,
    /// Its time is over.
    Expired,
    /// An admin took it back (R85).
    Revoked,
}

/// A directory record.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its id.
    pub id: String,
    /// As the directory writes it.
    pub user_name: String,
    /// The address that it gives, if any.
    pub address: Option<String>,
    /// What it says of access.
    pub active: Option<bool>,
    /// The entry of the last change of it.
    pub entry: Option<u64>,
}

/// A call that was refused.
#[derive(Debug, Clone)]
pub struct Refused {
    /// When.
    pub at: Timestamp,
    /// The status of the answer.
    pub status: u16,
    /// What the directory was told.
    pub detail: String,
    /// It was about somebody whom the directory has created already.
    pub is_change: bool,
    /// Its entry.
    pub entry: u64,
}

/// The end of a membership.
#[derive(Debug, Clone)]
pub struct Ended {
    /// By which token, or who else.
    pub by: String,
    /// Why nobody had to wait, or waited no longer.
    pub how: Ending,
    /// Its entry.
    pub entry: u64,
}

/// The ways in which a membership ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// An admin did not wait, or approved.
    ByHand,
    /// The grace period was over.
    Due,
    /// There is no grace period.
    WithTheRecord,
}

/// The end of a record.
#[derive(Debug, Clone)]
pub struct Deleted {
    /// When.
    pub at: Timestamp,
    /// By which token, or who else.
    pub by: String,
    /// Its entry.
    pub entry: Option<u64>,
}

/// The chain, and the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The first link that does not hold.
    pub verdict: Verdict,
    /// All links up to it; all of them where all hold.
    pub steps: Vec<Step>,
}

impl Explanation {
    /// The verdict as a sentence: what the link says that does not hold, or else the one that was
    /// the question.
    pub fn says(&self) -> &str {
        let is_asked = |step: &&Step| matches!(step.question, Question::Access | Question::Mapped);
        let broken = self.steps.iter().find(|step| step.verdict.is_some());
        let deciding = broken.or_else(|| self.steps.iter().find(is_asked));
        deciding.map_or("", |step| &step.says)
    }
}

/// Follows the chain.
pub fn explain(facts: &Facts) -> Explanation {
    let followed = match &facts.group {
        Some(asked) => explain_group(facts, asked),
        None => explain_person(facts),
    };
    followed.unwrap_or_else(|broken| broken)
}

fn explain_group(facts: &Facts, asked: &Asked) -> Result<Explanation, Explanation> {
    let steps = follow([
        step::connected(facts),
        group::received(facts, asked),
        group::accepted(asked),
        group::mapped(asked),
        // Behind a closed gate and in a pause a group only takes.
        step::let_in(facts),
        step::in_force(facts),
    ])?;
    Ok(Explanation {
        verdict: Verdict::GroupMapped,
        steps,
    })
}

fn explain_person(facts: &Facts) -> Result<Explanation, Explanation> {
    let links: [fn(&Facts) -> Step; 8] = [
        step::connected,
        step::received,
        step::accepted,
        step::addressed,
        step::let_in,
        step::applied,
        step::seated,
        step::has_access,
    ];
    // Whoever is a member has passed what stands in front of it.
    let is_there = facts.member.as_ref().is_some_and(Member::is_member);
    let links = links.into_iter().map(|link| link(facts));
    let mut steps = follow(links.map(|step| {
        if is_there && !step.is_a_matter_for_members(facts) {
            step.passed()
        } else {
            step
        }
    }))?;
    steps.push(step::grouped(facts));
    let verdict = match (&facts.member, step::against_the_directory(facts)) {
        (_, Some((verdict, _))) => verdict,
        (Some(member), None) if member.state == MemberState::Unmanaged => Verdict::Unmanaged,
        _ => Verdict::WithAccess,
    };
    Ok(Explanation { verdict, steps })
}

/// All links, or the chain up to the first that does not hold.
fn follow(links: impl IntoIterator<Item = Step>) -> Result<Vec<Step>, Explanation> {
    let mut steps = Vec::new();
    for step in links {
        let verdict = step.verdict;
        steps.push(step);
        if let Some(verdict) = verdict {
            return Err(Explanation { verdict, steps });
        }
    }
    Ok(steps)
}

#[cfg(test)]
mod tests;
