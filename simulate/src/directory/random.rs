//! Numbers that look random and depend on nothing but what they are asked for.

use std::ops::RangeInclusive;

/// The `SplitMix64` generator.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// A stream of its own for each combination of arguments.
    pub(crate) fn new(what: &[&str], seed: u64, number: u32) -> Self {
        let mut random = Self(seed);
        for byte in what.iter().flat_map(|word| word.bytes().chain([0])) {
            random.0 = random.next() ^ u64::from(byte);
        }
        random.0 = random.next() ^ u64::from(number);
        random
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number of `range`.
    pub(crate) fn within(&mut self, range: RangeInclusive<u64>) -> u64 {
        range.start() + self.next() % (range.end() - range.start() + 1)
    }

    /// A position in something of `length`, unless it is empty.
    pub(crate) fn below(&mut self, length: usize) -> Option<usize> {
        usize::try_from(self.next().checked_rem(length as u64)?).ok()
    }

    /// One of `choices`; the default of their type when there are none.
    pub(crate) fn pick<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        self.below(choices.len())
            .and_then(|at| choices.get(at))
            .copied()
            .unwrap_or_default()
    }

    /// True once in `n` times.
    pub(crate) fn once_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }

    /// The shape of a version 4 UUID, as Entra's object ids have it.
    pub(crate) fn guid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            ((low >> 48) & 0x3fff) | 0x8000,
            low & 0xffff_ffff_ffff,
        )
    }

    /// `length` letters and digits after `prefix`, as Okta's object ids have it.
    pub(crate) fn word(&mut self, prefix: &str, length: usize) -> String {
        let alphabet: Vec<char> = ('a'..='z').chain('A'..='Z').chain('0'..='9').collect();
        let mut word = prefix.to_owned();
        word.extend((0..length).map(|_| self.pick(&alphabet)));
        word
    }

    /// A telephone number of the range kept for fiction.
    pub(crate) fn telephone(&mut self) -> String {
        format!("+44 7700 900{:03}", self.within(0..=999))
    }
}
