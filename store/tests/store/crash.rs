//! The power goes at every sync: what was answered is on the disk that is left.

use settings::Recovery;
use testkit::fault_disk::{Call, Fault, FaultDisk};

use crate::{
    house::{disk_with_a_store, store_on, store_with},
    model::{ROUNDS, Told, check, round},
};

/// Of the changes that were not synced, which reached the disk all the same.
fn survivors(seed: u64) -> impl FnMut(usize) -> bool {
    move |index| {
        // splitmix64: a fixed shuffle, so that a failure can be run again.
        let mut mixed = (seed << 32 | index as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) & 1 == 0
    }
}

/// The workload until the power goes at a sync, and then what every way of losing the drive's
/// cache leaves. Says whether the power went before the end.
fn lose_power(at: u64, call: Call, recovery: Recovery) -> bool {
    let disk = disk_with_a_store();
    let at = disk.calls(call) + at;
    disk.fail(Fault::for_ever(call, at));
    let Ok(store) = store_with(&disk, recovery) else {
        store_on(&disk.after_power_cut(|_| false)).unwrap();
        return true;
    };
    let mut told = Vec::new();
    for number in 0..ROUNDS {
        told.extend(round(&store, number));
    }
    let gone = disk.calls(call) >= at;
    if !gone {
        return false;
    }
    store.close();
    let context = format!("{recovery:?}, no power from {call:?} {at} on");
    check(&told, &disk.after_power_cut(|_| false), &context);
    check(
        &told,
        &disk.after_power_cut(|_| true),
        &format!("{context}, all written back"),
    );
    for seed in 0..4 {
        let image = disk.after_power_cut(survivors(seed));
        check(
            &told,
            &image,
            &format!("{context}, written back as by seed {seed}"),
        );
        // Recovery may be cut off too: the same image must still open after a half-done one.
        recover_twice(&told, &image, &context);
    }
    true
}

fn recover_twice(told: &[Told], image: &FaultDisk, context: &str) {
    let again = image.after_power_cut(|_| false);
    again.fail(Fault::for_ever(Call::Sync, 2));
    drop(store_on(&again));
    let left = again.after_power_cut(survivors(99));
    check(
        told,
        &left,
        &format!("{context}, and again during recovery"),
    );
}

fn lose_power_at_every(call: Call) {
    for recovery in [Recovery::Fast, Recovery::Lean] {
        let mut at = 1;
        while lose_power(at, call, recovery) {
            at += 1;
        }
        assert!(at > 10, "only {at} places were tried");
    }
}

#[test]
fn the_power_goes_at_every_sync() {
    lose_power_at_every(Call::Sync);
}

#[test]
fn the_power_goes_at_every_write() {
    lose_power_at_every(Call::Write);
}
