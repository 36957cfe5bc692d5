use super::*;

#[test]
fn errors_are_sorted_by_what_to_do_next() {
    for (code, expected) in [
        (libc::EMFILE, AcceptFailure::Exhausted),
        (libc::ENFILE, AcceptFailure::Exhausted),
        (libc::ENOBUFS, AcceptFailure::Exhausted),
        (libc::ENOMEM, AcceptFailure::Exhausted),
        (libc::ECONNABORTED, AcceptFailure::Connection),
        (libc::EINTR, AcceptFailure::Connection),
        (libc::EPROTO, AcceptFailure::Connection),
        (libc::ENETDOWN, AcceptFailure::Connection),
        (libc::EBADF, AcceptFailure::Listener),
        (libc::EINVAL, AcceptFailure::Listener),
        (libc::ENOTSOCK, AcceptFailure::Listener),
    ] {
        let error = io::Error::from_raw_os_error(code);
        assert_eq!(AcceptFailure::of(&error), expected, "{error}");
    }
}

#[test]
fn errors_that_the_system_did_not_make_are_sorted_too() {
    let gone = io::Error::from(io::ErrorKind::NotConnected);
    assert_eq!(AcceptFailure::of(&gone), AcceptFailure::Listener);
    let other = io::Error::other("anything");
    assert_eq!(AcceptFailure::of(&other), AcceptFailure::Connection);
}
