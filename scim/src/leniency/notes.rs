//! The notes of one request.

use std::fmt;

use super::{Note, Tolerance};

/// So that a hostile body can't fill the activity log.
const MOST_NOTES: usize = 64;
/// In characters. Names come from the client and may be of any length.
const LONGEST_SUBJECT: usize = 200;

/// Keeps each note once, in the order in which they came up.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    notes: Vec<Note>,
}

impl Notes {
    pub(crate) fn add(&mut self, tolerance: Tolerance, subject: impl fmt::Display) {
        if self.notes.len() == MOST_NOTES {
            return;
        }
        let subject = subject.to_string().chars().take(LONGEST_SUBJECT).collect();
        let note = Note { tolerance, subject };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    pub(crate) fn into_vec(self) -> Vec<Note> {
        self.notes
    }
}
