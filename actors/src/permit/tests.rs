use super::*;

#[test]
fn a_full_room_refuses_and_a_dropped_permit_makes_room() {
    let room = Room::new(2);
    let first = room.enter().unwrap();
    let _second = room.enter().unwrap();
    assert_eq!(room.enter().unwrap_err(), Full::Own);
    assert_eq!(room.taken(), 2);

    drop(first);
    let _third = room.enter().unwrap();
}

#[test]
fn one_tenant_fills_its_own_room_and_not_the_process() {
    let process = Room::new(3);
    let (loud, quiet) = (process.nested(2), process.nested(2));
    let _held = [loud.enter().unwrap(), loud.enter().unwrap()];
    assert_eq!(loud.enter().unwrap_err(), Full::Own);

    let _last = quiet.enter().unwrap();
    assert_eq!(quiet.enter().unwrap_err(), Full::Process);
    assert_eq!(
        quiet.taken(),
        1,
        "a refusal by the process gives its own place back"
    );
}
