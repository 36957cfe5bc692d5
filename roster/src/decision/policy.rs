//! The facts that decide.

use super::Refusal;
use crate::{Gate, Grace, Member, Mode, Seats, Tenant};

/// What a tenant's settings and state say at the moment of the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// What keeps everybody out, if anything does.
    pub gate: Option<Gate>,
    /// Members are added and removed without an admin (R60).
    pub automatic: bool,
    /// Whether the directory is acted upon.
    pub mode: Mode,
    /// From delete to removal.
    pub grace: Grace,
    /// Who stays deactivated for the grace period is removed (D1).
    pub remove_deactivated: bool,
    /// How many members have access, and how many may.
    pub seats: Seats,
    /// One more removal is one too many: it joins this hold (D17).
    pub hold: Option<u64>,
}

impl Policy {
    /// As the tenant's settings have it, with seats and hold as they stand.
    pub fn of(tenant: &Tenant, seats_used: u64, hold: Option<u64>) -> Self {
        let settings = &tenant.settings;
        Self {
            gate: Gate::closed(tenant),
            automatic: settings.automatic,
            mode: settings.mode,
            grace: Grace::of(tenant),
            remove_deactivated: settings.remove_deactivated,
            seats: Seats {
                used: seats_used,
                limit: settings.seat_limit,
            },
            hold,
        }
    }

    /// Nothing gives access through a closed gate.
    pub(super) fn pass(&self) -> Result<(), Refusal> {
        match self.gate {
            Some(gate) => Err(Refusal::GateClosed(gate)),
            None => Ok(()),
        }
    }

    /// Whoever gets a seat must find one free.
    pub(super) fn seat(
        &self,
        before: Option<&Member>,
        after: Option<&Member>,
    ) -> Result<(), Refusal> {
        let had = before.is_some_and(Member::has_seat);
        let has = after.is_some_and(Member::has_seat);
        match self.seats.limit {
            Some(limit) if has && !had && !self.seats.has_room() => Err(Refusal::SeatsTaken {
                used: self.seats.used,
                limit,
            }),
            _ => Ok(()),
        }
    }
}
