//! Why a directory may have fallen silent. Nothing of it is known here, and the words say so.

/// By the `User-Agent` of its last call, with where to look.
pub fn guess(client: Option<&str>) -> &'static str {
    let client = client.unwrap_or_default().to_lowercase();
    if client.contains("okta") {
        "It may be that nothing has changed there, or that the integration was deactivated or its token \
         was taken out: look at the provisioning tasks and the integration in Okta."
    } else if client.contains("onelogin") {
        "It may be that nothing has changed there, or that provisioning was disabled or waits for an \
         approval: look at the app's provisioning and pending tasks in OneLogin."
    } else {
        "It may be that provisioning was stopped there, or, with Entra ID, that the app is in quarantine: \
         Entra ID does that when its credentials are refused or most of its calls fail, then calls once a \
         day at most, and gives up after four weeks. Look at the provisioning page of the directory."
    }
}
