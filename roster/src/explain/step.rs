//! The links of the chain.

use jiff::Timestamp;

use super::{Deleted, Facts, Silent, Verdict};
use crate::{Denial, Gate, MemberState, Mode, silence::guess};

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

    /// Whoever is a member has passed it, whatever it says by now.
    pub(super) fn is_before_membership(self) -> bool {
        !matches!(self, Self::Access | Self::Groups | Self::Mapped)
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
    if let Some((name, at)) = &connection.stale_token {
        return Step::fails(
            question,
            Verdict::StaleToken,
            format!(
                "The directory still uses the token '{name}', which was revoked or has expired \
                 (last at {at:.0}). Put a new token into its settings."
            ),
        );
    }
    match connection.last_call {
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
    match &facts.deleted {
        Some(deleted) => Step::holds(question, gone(deleted)).see(deleted.entry),
        None => Step::fails(
            question,
            Verdict::NeverReceived,
            format!(
                "Your directory never sent this person ({}). Assign them, or a group that they are \
                 in, to the app in the directory.",
                facts.who
            ),
        ),
    }
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
    let by = facts.deleted.as_ref().map(gone).unwrap_or_default();
    let entry = facts.deleted.as_ref().and_then(|deleted| deleted.entry);
    match member.state {
        MemberState::Deactivated => Step::fails(
            question,
            Verdict::Deactivated,
            "The directory has deactivated this person. Enable or assign them there.",
        ),
        MemberState::Pending { .. } => Step::fails(
            question,
            Verdict::Pending,
            format!("{by} The removal waits for the end of the grace period; restore it if it is a mistake."),
        ),
        MemberState::Held { hold, .. } => Step::fails(
            question,
            Verdict::Held,
            format!("{by} Too many left at once: the removal waits in hold {hold}. Approve or discard it."),
        ),
        MemberState::Removed { at, .. } => Step::fails(
            question,
            Verdict::Removed,
            format!("{by} Removed at {at:.0}. It can be undone."),
        ),
        MemberState::Active | MemberState::Unmanaged => match facts.denial {
            Some(Denial::NotProvisioned) => Step::fails(
                question,
                Verdict::NotProvisioned,
                "No directory has pushed this person, and only those whom it pushes may sign in.",
            ),
            Some(_) => Step::fails(question, Verdict::Pending, by),
            None => Step::holds(question, "The person is a member and may sign in."),
        },
    }
    .see(entry)
}

pub(super) fn grouped(facts: &Facts) -> Step {
    let member = facts.member.as_ref();
    let user_group = member.and_then(|member| member.assignment.user_group.as_ref());
    let links = [let_in(facts), in_force(facts)].into_iter();
    let kept_back = links.filter(|step| step.verdict.is_some());
    let mut sentences = vec![each_group(facts)];
    sentences.extend(user_group.map(|name| format!("The user group is {name}.")));
    sentences
        .extend(kept_back.map(|step| format!("For now groups give nothing new. {}", step.says)));
    Step::holds(Question::Groups, sentences.join(" "))
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
