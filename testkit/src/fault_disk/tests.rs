use std::{sync::mpsc, thread};

use super::*;

fn bytes(disk: &FaultDisk) -> Vec<u8> {
    let mut bytes = vec![0; usize::try_from(disk.length().unwrap()).unwrap()];
    disk.read(0, &mut bytes).unwrap();
    bytes
}

#[test]
fn a_power_cut_keeps_what_was_synced_and_what_was_chosen_of_the_rest() {
    let disk = FaultDisk::new();
    disk.set_length(4).unwrap();
    disk.write(0, b"ab").unwrap();
    disk.sync().unwrap();
    disk.write(0, b"X").unwrap();
    disk.write(2, b"YZ").unwrap();
    disk.set_length(3).unwrap();
    assert_eq!(bytes(&disk), b"XbY");
    assert_eq!(bytes(&disk.after_power_cut(|_| false)), b"ab\0\0");
    assert_eq!(bytes(&disk.after_power_cut(|index| index == 1)), b"abYZ");
    assert_eq!(bytes(&disk.after_power_cut(|_| true)), b"XbY");
}

#[test]
fn a_fault_strikes_the_calls_it_names_and_leaves_a_torn_write() {
    let disk = FaultDisk::new();
    disk.fail(Fault {
        times: 2,
        ..Fault::once(Call::Write, 2)
    });
    disk.write(0, b"aaaa").unwrap();
    let torn = disk.write(0, b"bbbb").unwrap_err();
    assert_eq!(torn.to_string(), "injected at Write 2");
    assert!(disk.set_length(9).is_err());
    disk.sync().unwrap();
    disk.write(3, b"c").unwrap();
    assert_eq!(bytes(&disk), b"bbac");
    assert_eq!((disk.calls(Call::Write), disk.calls(Call::Sync)), (4, 1));
}

#[test]
fn a_failed_sync_makes_nothing_durable() {
    let disk = FaultDisk::new();
    disk.fail(Fault::for_ever(Call::Sync, 1));
    disk.write(0, b"a").unwrap();
    assert!(disk.sync().is_err());
    assert!(bytes(&disk.after_power_cut(|_| false)).is_empty());
    disk.heal();
    disk.sync().unwrap();
    assert_eq!(bytes(&disk.after_power_cut(|_| false)), b"a");
}

#[test]
fn a_stalled_sync_goes_on_when_it_is_let_go() {
    let disk = FaultDisk::new();
    disk.stall();
    let (done, synced) = mpsc::channel();
    let stalled = disk.clone();
    let thread = thread::spawn(move || done.send(stalled.sync().is_ok()).unwrap());
    disk.wait_for_stall();
    assert!(synced.try_recv().is_err());
    disk.resume();
    assert!(synced.recv().unwrap());
    thread.join().unwrap();
}

#[test]
fn a_read_past_the_end_is_an_error() {
    let disk = FaultDisk::new();
    disk.write(0, b"ab").unwrap();
    assert_eq!(
        disk.read(1, &mut [0; 2]).unwrap_err().kind(),
        io::ErrorKind::UnexpectedEof
    );
}
