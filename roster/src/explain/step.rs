//! The links of the chain.

use jiff::Timestamp;

use super::{Deleted, Ended, Ending, Facts, Rejection, Silent, Verdict};
use crate::{Denial, Gate, Member, MemberState, Mode, silence::guess};

/// What a link asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Does the directory reach us?
    Connected,
    /// Did it ever send this person?
    Received,
    /// Was the call accepted?
    Accepted,
    /// Does the record have an address?
    Addressed,
    /// Are the gates open?
    LetIn,
    /// Is the directory acted upon?
    Applied,
    /// Was a seat free?
    Seated,
    /// May the person sign in?
    Access,
    /// Which groups are they in, and what do they have by them?
    Groups,
    /// What do members of the group have by it?
    Mapped,
}

/// One link, and whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it asks.
    pub question: Question,
    /// None: it holds.
    pub verdict: Option<Verdict>,
    /// A sentence for an admin: what is so, and what to do where it does not hold.
    pub says: String,
    /// The numbers of the entries behind it.
    pub entries: Vec<u64>,
}

impl Question {
    /// The word that it is written with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::Addressed => "addressed",
            Self::LetIn => "gate",
            Self::Applied => "applied",
            Self::Seated => "seat",
            Self::Access => "access",
            Self::Groups => "groups",
            Self::Mapped => "mapping",
        }
    }
}

impl Step {
    pub(super) fn holds(question: Question, says: impl Into<String>) -> Self {
        Self {
            question,
            verdict: None,
            says: says.into(),
            entries: Vec::new(),
        }
    }

    pub(super) fn fails(question: Question, verdict: Verdict, says: impl Into<String>) -> Self {
        Self {
            verdict: Some(verdict),
            ..Self::holds(question, says)
        }
    }

    pub(super) fn see(mut self, entry: Option<u64>) -> Self {
        self.entries.extend(entry);
        self
    }

    /// Whoever is a member has passed what stands in front of that, whatever it says by now. A
    /// change of theirs that was refused is still open.
    pub(super) fn is_a_matter_for_members(&self, facts: &Facts) -> bool {
        match self.question {
            Question::Access | Question::Groups | Question::Mapped => true,
            Question::Accepted => facts.refused.as_ref().is_some_and(|call| call.is_change),
            _ => false,
        }
    }

    /// It is behind the person.
    pub(super) fn passed(self) -> Self {
        if self.verdict.is_none() {
            return self;
        }
        Self {
            verdict: None,
            says: format!("Not a matter for this member any more. ({})", self.says),
            ..self
        }
    }
}

pub(super) fn connected(facts: &Facts) -> Step {
    let (question, connection) = (Question::Connected, &facts.connection);
    if let Some(rejected) = &connection.rejected {
        let (name, at) = (&rejected.name, rejected.at);
        let says = match rejected.because {
            Rejection::Altered => format!(
                "The directory sends the token '{name}' cut or altered (last at {at:.0}). Copy it \
                 into its settings once more, whole; if nobody has it any more, make a new one."
            ),
            Rejection::Expired => format!(
                "The directory still uses the token '{name}', which has expired (last at {at:.0}). \
                 Put a new token into its settings."
            ),
            Rejection::Revoked => format!(
                "The directory still uses the token '{name}', which was revoked (last at {at:.0}). \
                 Put a new token into its settings."
            ),
        };
        return Step::fails(question, Verdict::TokenRejected(rejected.because), says);
    }
    match connection.last_call {
        Some(at) if !connection.has_token => Step::fails(
            question,
            Verdict::NoToken,
            format!(
                "No token is good any more: the directory last called at {at:.0}, and can't now. \
                 Create one, and enter it in the directory."
            ),
        ),
        Some(at) => match &connection.silent {
            Some(silent) => fell_silent(facts, silent, at),
            None => Step::holds(question, format!("The directory last called at {at:.0}.")),
        },
        None if connection.has_token => Step::fails(
            question,
            Verdict::NeverConnected,
            "There is a token, but no directory has called with it yet. Enter the base URL and the \
             token in the directory, and test the connection there.",
        ),
        None => Step::fails(
            question,
            Verdict::NeverConnected,
            "No directory is connected: there is no token. Create one, and enter it in the \
             directory.",
        ),
    }
}

/// It is the matter of whoever was never sent; what was sent and did not get through is another.
fn fell_silent(facts: &Facts, silent: &Silent, last_call: Timestamp) -> Step {
    let question = Question::Connected;
    let usual = silent.usual;
    let usual = usual.map_or_else(String::new, |usual| format!(", usually {usual}"));
    let guess = guess(silent.client.as_deref());
    let says = format!("Your directory has not called since {last_call:.0}{usual}. {guess}");
    if facts.was_sent() {
        Step::holds(question, says)
    } else {
        Step::fails(question, Verdict::Silent, says)
    }
}

pub(super) fn received(facts: &Facts) -> Step {
    let question = Question::Received;
    if let Some(record) = &facts.record {
        let says = format!(
            "The directory has sent {} as {}.",
            record.user_name, record.id
        );
        return Step::holds(question, says).see(record.entry);
    }
    if let Some(refused) = &facts.refused {
        let says = format!("The directory has sent this person at {:.0}.", refused.at);
        return Step::holds(question, says).see(Some(refused.entry));
    }
    if let Some(deleted) = &facts.deleted {
        return Step::holds(question, gone(deleted)).see(deleted.entry);
    }
    if let Some(erased) = &facts.erased {
        let says = format!(
            "What was known of this person was erased at {:.0} by {}. Whom the directory pushes \
             again is somebody new.",
            erased.at, erased.by
        );
        return Step::fails(question, Verdict::Erased, says).see(erased.entry);
    }
    turned_away(facts).unwrap_or_else(|| {
        Step::fails(
            question,
            Verdict::NeverReceived,
            format!(
                "Your directory never sent this person ({}). Assign them, or a group that they are \
                 in, to the app in the directory.",
                facts.who
            ),
        )
    })
}

/// The directory calls, and does not get as far as to send anybody.
pub(super) fn turned_away(facts: &Facts) -> Option<Step> {
    let refused = facts.connection.refused.as_ref()?;
    let verdict = if refused.status == 404 {
        Verdict::WrongUrl
    } else {
        Verdict::CallRefused
    };
    let says = format!(
        "Your directory never sent {}, and its last call was refused at {:.0}: {}",
        facts.who, refused.at, refused.detail
    );
    Some(Step::fails(Question::Received, verdict, says).see(Some(refused.entry)))
}

pub(super) fn accepted(facts: &Facts) -> Step {
    let question = Question::Accepted;
    match &facts.refused {
        Some(refused) => {
            // What the account refused for a reason that is still there has a link of its own.
            let verdict = match (facts.gate, facts.seats.has_room()) {
                (Some(gate), _) if refused.detail.contains(&gate.to_string()) => {
                    Verdict::GateClosed(gate)
                }
                (_, false) if refused.detail.contains("seats") => Verdict::SeatsTaken,
                _ => Verdict::Refused,
            };
            let says = format!("The directory was told: {}", refused.detail);
            Step::fails(question, verdict, says).see(Some(refused.entry))
        }
        None => Step::holds(question, "Its last call about the person was accepted."),
    }
}

pub(super) fn addressed(facts: &Facts) -> Step {
    let question = Question::Addressed;
    match &facts.record {
        Some(record) if record.address.is_none() => Step::fails(
            question,
            Verdict::NoAddress,
            "The record has no e-mail address, and its userName is none. Map the address to \
             emails[type eq \"work\"].value in the directory.",
        )
        .see(record.entry),
        Some(record) => Step::holds(
            question,
            format!(
                "The address is {}.",
                record.address.as_deref().unwrap_or("")
            ),
        ),
        None => Step::holds(question, "There is no record that could lack an address."),
    }
}

pub(super) fn let_in(facts: &Facts) -> Step {
    match facts.gate {
        Some(gate) => Step::fails(Question::LetIn, Verdict::GateClosed(gate), sentence(gate)),
        None => Step::holds(
            Question::LetIn,
            "Single sign-on is active, and the plan fits.",
        ),
    }
}

pub(super) fn applied(facts: &Facts) -> Step {
    if facts.mode == Mode::Live && !facts.automatic {
        return Step::fails(
            Question::Applied,
            Verdict::NotAutomatic,
            "Automatic create and remove is off: the directory's record is kept, and nobody is \
             added by it.",
        );
    }
    in_force(facts)
}

/// Whether what the directory sends has any effect but on loss of access.
pub(super) fn in_force(facts: &Facts) -> Step {
    let question = Question::Applied;
    match facts.mode {
        Mode::Paused => Step::fails(
            question,
            Verdict::Paused,
            "Provisioning is paused: what the directory sends is applied when the pause ends.",
        ),
        Mode::Observing => Step::fails(
            question,
            Verdict::Observing,
            "The directory is only observed. Look at the plan, and go live.",
        ),
        Mode::Live => Step::holds(question, "What the directory sends is applied."),
    }
}

pub(super) fn seated(facts: &Facts) -> Step {
    let seats = facts.seats;
    match seats.limit {
        Some(limit) if facts.member.is_none() && !seats.has_room() => Step::fails(
            Question::Seated,
            Verdict::SeatsTaken,
            format!(
                "All seats are taken ({} of {limit}). Free one, or raise the limit in the app.",
                seats.used
            ),
        ),
        Some(limit) => Step::holds(
            Question::Seated,
            format!("{} of {limit} seats are taken.", seats.used),
        ),
        None => Step::holds(Question::Seated, "There is no limit of seats."),
    }
}

pub(super) fn has_access(facts: &Facts) -> Step {
    let question = Question::Access;
    let Some(member) = &facts.member else {
        return Step::fails(
            question,
            Verdict::NotYetApplied,
            "The record is there and nothing stands in its way: the next call of the directory \
             about this person makes the member.",
        );
    };
    let by = match &facts.record {
        Some(_) => "The directory has deactivated this person.".to_owned(),
        None => facts.deleted.as_ref().map(gone).unwrap_or_default(),
    };
    let deleted = facts.deleted.as_ref().and_then(|deleted| deleted.entry);
    let ended = facts.ended.as_ref().map(|ended| ended.entry);
    let entry = match member.state {
        MemberState::Removed { .. } => ended.or(deleted),
        _ => deleted,
    };
    match member.state {
        MemberState::Deactivated => Step::fails(
            question,
            Verdict::Deactivated,
            "The directory has deactivated this person. Enable or assign them there.",
        ),
        MemberState::Pending { .. } => Step::fails(
            question,
            Verdict::Pending,
            format!(
                "{by} The removal waits for the end of the grace period{}; restore it if it is a \
                 mistake.",
                until_then(facts)
            ),
        ),
        MemberState::Held { hold, .. } => Step::fails(
            question,
            Verdict::Held,
            format!(
                "{by} Too many left at once: the removal waits in hold {hold}{}. Approve or discard \
                 it.",
                until_then(facts)
            ),
        ),
        MemberState::Removed { at, .. } => Step::fails(
            question,
            Verdict::Removed,
            format!("{by} Removed at {at:.0}{}. It can be undone.", how(facts)),
        ),
        MemberState::Active | MemberState::Unmanaged => match facts.denial {
            Some(Denial::NotProvisioned) => Step::fails(
                question,
                Verdict::NotProvisioned,
                "No directory has pushed this person, and only those whom it pushes may sign in.",
            ),
            denial => {
                let says = match against_the_directory(facts) {
                    Some((_, why)) => format!("The directory {why}."),
                    None if member.state == MemberState::Unmanaged => {
                        "The person is a member whom no directory manages, and may sign in.".to_owned()
                    }
                    None => "The person is a member and may sign in.".to_owned(),
                };
                match denial {
                    Some(_) => {
                        let says = format!("{says} Meanwhile they may not sign in.");
                        Step::fails(question, Verdict::NotRemoved, says)
                    }
                    None => Step::holds(question, says),
                }
            }
        },
    }
    .see(entry)
}

/// What the directory wants of a member and does not get: the verdict, and how it is.
pub(super) fn against_the_directory(facts: &Facts) -> Option<(Verdict, String)> {
    let member = facts.member.as_ref()?;
    let wants = match (&facts.record, member.gone_since) {
        (_, Some(at)) => format!("has deleted this person at {at:.0}"),
        (Some(record), None)
            if record.active == Some(false) && member.state == MemberState::Active =>
        {
            "has deactivated this person".to_owned()
        }
        _ => return None,
    };
    if member.protected {
        let says = format!("{wants}, and nothing that it does takes a protected member's access");
        return Some((Verdict::Protected, says));
    }
    member.gone_since.map(|_| {
        let says = format!("{wants}, who stays: automatic create and remove is off");
        (Verdict::NotRemoved, says)
    })
}

/// Whether somebody who waits has access.
fn until_then(facts: &Facts) -> &'static str {
    match facts.denial {
        Some(_) => ", and they may not sign in meanwhile",
        None => ", and until then they may sign in",
    }
}

/// Who has removed somebody.
fn how(facts: &Facts) -> String {
    match &facts.ended {
        Some(Ended {
            how: Ending::Due, ..
        }) => ", when the grace period was over".to_owned(),
        Some(Ended {
            how: Ending::ByHand,
            by,
            ..
        }) => format!(" by {by}, who did not wait for the end of the grace period"),
        Some(Ended {
            how: Ending::WithTheRecord,
            ..
        }) => " at once, as there is no grace period".to_owned(),
        None => String::new(),
    }
}

pub(super) fn grouped(facts: &Facts) -> Step {
    let user_group = facts
        .member
        .as_ref()
        .and_then(|member| decided(facts, member));
    let links = [let_in(facts), in_force(facts)].into_iter();
    let kept_back = links.filter(|step| step.verdict.is_some());
    let mut sentences = vec![each_group(facts)];
    sentences.extend(user_group);
    sentences
        .extend(kept_back.map(|step| format!("For now groups give nothing new. {}", step.says)));
    Step::holds(Question::Groups, sentences.join(" "))
}

/// Which user group the member has, and by which row where several would give one (D13).
fn decided(facts: &Facts, member: &Member) -> Option<String> {
    let name = member.assignment.user_group.as_ref()?;
    let given = facts.groups.iter();
    let mut rows: Vec<(usize, &str)> = given
        .filter_map(|group| group.given.user_group.as_ref())
        .map(|(row, name)| (*row, &**name))
        .collect();
    rows.sort_unstable();
    rows.dedup();
    Some(match rows.as_slice() {
        [(first, decisive), (second, _), ..] if decisive == name => format!(
            "The user group is {name}: row {} decides, as it comes before row {}.",
            first + 1,
            second + 1
        ),
        _ => format!("The user group is {name}."),
    })
}

fn each_group(facts: &Facts) -> String {
    if !facts.any_group {
        return "There is no group of the directory's. Switch group push on in the directory if \
                groups are to count."
            .to_owned();
    }
    if facts.groups.is_empty() {
        return "The directory has put this person into none of the groups that it pushes."
            .to_owned();
    }
    let groups = facts.groups.iter();
    let said = groups.map(|group| format!("{} {}.", group.name, group.says()));
    let said: Vec<String> = said.collect();
    format!(
        "In {} of the directory's groups. {}",
        said.len(),
        said.join(" ")
    )
}

pub(super) fn gone(deleted: &Deleted) -> String {
    format!("Deleted at {:.0} by {}.", deleted.at, deleted.by)
}

fn sentence(gate: Gate) -> String {
    let text = gate.to_string();
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => text,
    }
}
