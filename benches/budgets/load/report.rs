//! What a run has shown.

use std::time::Duration;

use crate::table::time;

/// One run.
#[derive(Debug)]
pub(crate) struct Report {
    elapsed: Duration,
    /// The shortest first.
    latencies: Vec<Duration>,
}

impl Report {
    pub(crate) fn new(elapsed: Duration, mut latencies: Vec<Duration>) -> Self {
        latencies.sort_unstable();
        Self { elapsed, latencies }
    }

    fn rate(&self) -> f64 {
        let count = u32::try_from(self.latencies.len()).unwrap_or(u32::MAX);
        f64::from(count) / self.elapsed.as_secs_f64()
    }

    /// The latency that `percent` of the requests did not exceed.
    fn percentile(&self, percent: usize) -> Duration {
        let at = self.latencies.len().saturating_sub(1) * percent / 100;
        self.latencies.get(at).copied().unwrap_or_default()
    }
}

/// The runs of one subject. Its figures are medians over the runs, for the machine may be shared
/// and one run may be disturbed.
#[derive(Debug, Default)]
pub(crate) struct Samples(Vec<Report>);

impl Samples {
    pub(crate) fn push(&mut self, report: Report) {
        self.0.push(report);
    }

    /// Requests a second.
    pub(crate) fn rate(&self) -> f64 {
        self.median(Report::rate)
    }

    /// Seconds.
    pub(crate) fn p50(&self) -> f64 {
        self.median(|run| run.percentile(50).as_secs_f64())
    }

    /// Seconds.
    pub(crate) fn p99(&self) -> f64 {
        self.median(|run| run.percentile(99).as_secs_f64())
    }

    /// For the table.
    pub(crate) fn summary(&self) -> String {
        let (p50, p99) = (time(self.p50()), time(self.p99()));
        format!("{:.0}/s, p50 {p50}, p99 {p99}", self.rate())
    }

    fn median(&self, figure: impl Fn(&Report) -> f64) -> f64 {
        let mut figures: Vec<f64> = self.0.iter().map(figure).collect();
        figures.sort_unstable_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
    }
}
