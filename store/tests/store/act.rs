//! A small operation whose course a test chooses.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use store::{
    engine::Rows,
    error::EngineError,
    operation::{Operation, Refusal, RunError},
    overlay::Overlay,
};

/// How an [`Act`] ends after it has written its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Course {
    Succeed,
    Refuse,
    Panic,
    PanicWhenRecorded,
    BrokenRow,
    EngineError,
    WriteNothing,
}

/// Writes two rows named after it, `a` and `b`; when refused, one row `refused` instead.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    pub(crate) name: String,
    pub(crate) course: Course,
    /// How often it ran.
    pub(crate) runs: Arc<AtomicUsize>,
}

impl Act {
    pub(crate) fn new(name: impl Into<String>, course: Course) -> Self {
        Self {
            name: name.into(),
            course,
            runs: Arc::default(),
        }
    }

    pub(crate) fn put(name: impl Into<String>) -> Self {
        Self::new(name, Course::Succeed)
    }

    pub(crate) fn row(name: &str, part: &str) -> Vec<u8> {
        format!("act/{name}/{part}").into_bytes()
    }
}

impl Operation for Act {
    /// How many rows there were under its first key: 1 when it has run before.
    type Output = usize;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<usize, RunError> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        let before = usize::from(tx.get(&Self::row(&self.name, "a"))?.is_some());
        if self.course != Course::WriteNothing {
            tx.put(Self::row(&self.name, "a"), b"1".to_vec());
            tx.put(Self::row(&self.name, "b"), b"1".to_vec());
        }
        match self.course {
            Course::Succeed | Course::WriteNothing => Ok(before),
            Course::Refuse | Course::PanicWhenRecorded => Err(refusal(&self.name).into()),
            Course::Panic => panic!("an operation that panics"),
            Course::BrokenRow => {
                let source = serde_json::from_str::<u8>("{").unwrap_err();
                Err(EngineError::Undecodable {
                    kind: "user",
                    source,
                }
                .into())
            }
            Course::EngineError => Err(EngineError::Storage("no page".to_owned()).into()),
        }
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        assert_ne!(
            self.course,
            Course::PanicWhenRecorded,
            "a record that panics"
        );
        assert!(
            tx.get(&Self::row(&self.name, "a"))?.is_none(),
            "the refused writes are still there"
        );
        tx.put(
            Self::row(&self.name, "refused"),
            refusal.to_string().into_bytes(),
        );
        Ok(())
    }
}

pub(crate) fn refusal(name: &str) -> Refusal {
    Refusal::Invalid(format!("{name} is refused"))
}

/// Which of an act's rows are there: `a`, `b`, `refused`.
pub(crate) fn rows_of(name: &str, rows: &dyn Rows) -> [bool; 3] {
    ["a", "b", "refused"].map(|part| rows.get(&Act::row(name, part)).unwrap().is_some())
}

pub(crate) const WRITTEN: [bool; 3] = [true, true, false];
pub(crate) const REFUSED: [bool; 3] = [false, false, true];
pub(crate) const ABSENT: [bool; 3] = [false, false, false];
