//! The settings in force. One immutable value with a number; a reload swaps it whole, and a
//! request uses the one it started with from start to end.

use std::sync::Arc;

use arc_swap::ArcSwap;
use settings::Settings;

/// The settings of one start or reload.
#[derive(Debug)]
pub(crate) struct Generation {
    /// 1 at the start, one more with each reload that was taken.
    pub number: u64,
    /// What the file said then.
    pub settings: Settings,
}

/// What everybody reads the settings from. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct InForce {
    current: Arc<ArcSwap<Generation>>,
}

impl InForce {
    pub(crate) fn new(settings: Settings) -> Self {
        let first = Generation {
            number: 1,
            settings,
        };
        Self {
            current: Arc::new(ArcSwap::from_pointee(first)),
        }
    }

    /// The generation of now.
    pub(crate) fn load(&self) -> Arc<Generation> {
        self.current.load_full()
    }

    /// Puts new settings in force and returns their number. Only the root does this, one reload
    /// at a time.
    pub(crate) fn replace(&self, settings: Settings) -> u64 {
        let number = self.load().number + 1;
        self.current
            .store(Arc::new(Generation { number, settings }));
        number
    }
}
