//! What one worker knows to be true, and the one write whose outcome it does not know.

use std::collections::BTreeMap;

use serde_json::Value;
use testkit::Client;

/// One worker's people and its group. Nobody else writes to them.
#[derive(Debug)]
pub(crate) struct Ledger {
    worker: usize,
    /// By user name; acknowledged.
    pub(crate) people: BTreeMap<String, Person>,
    /// The worker's group, once it is acknowledged.
    pub(crate) group: Option<String>,
    /// The write under way: `None` for a person who is being deleted.
    pub(crate) open: Option<(String, Option<Person>)>,
    /// The next new name.
    pub(crate) next: u64,
    acknowledged: u64,
}

/// A person as the directory record shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) display_name: String,
    pub(crate) active: bool,
    pub(crate) in_group: bool,
}

impl Ledger {
    pub(crate) fn new(worker: usize) -> Self {
        let (people, group, open) = (BTreeMap::new(), None, None);
        Self {
            worker,
            people,
            group,
            open,
            next: 0,
            acknowledged: 0,
        }
    }

    pub(crate) fn group_name(&self) -> String {
        format!("group of worker {}", self.worker)
    }

    pub(crate) fn new_name(&mut self) -> String {
        self.next += 1;
        format!("w{}-{}@example.com", self.worker, self.next)
    }

    pub(crate) fn acknowledged(&self) -> u64 {
        self.acknowledged
    }

    /// The open write was answered: it is a fact now.
    pub(crate) fn acknowledge(&mut self) {
        self.acknowledged += 1;
        match self.open.take() {
            Some((name, Some(person))) => drop(self.people.insert(name, person)),
            Some((name, None)) => drop(self.people.remove(&name)),
            None => {}
        }
    }

    /// Compares with what the daemon serves after its restart, and takes the outcome of the open
    /// write from it: before or after, nothing in between.
    pub(crate) async fn settle(&mut self, scim: &Client) -> Result<(), String> {
        self.find_group(scim).await?;
        let served = self.served(scim).await;
        let open = self.open.take();
        for name in served.keys() {
            let known = self.people.contains_key(name)
                || open
                    .as_ref()
                    .is_some_and(|(open_name, _)| open_name == name);
            if !known {
                return Err(format!(
                    "{name} is there, and nobody has pushed it (or it was deleted)"
                ));
            }
        }
        for (name, before) in &self.people {
            let now = served.get(name);
            let is_open = open.as_ref().filter(|(open_name, _)| open_name == name);
            let may_be_after = is_open.is_some_and(|(_, after)| now == after.as_ref());
            if now != Some(before) && !may_be_after {
                return Err(format!(
                    "{name}: acknowledged {before:?}, found {now:?}, open {is_open:?}"
                ));
            }
        }
        if let Some((name, Some(after))) = &open
            && !self.people.contains_key(name)
            && let Some(now) = served.get(name)
            && (&now.display_name, now.active, now.in_group)
                != (&after.display_name, after.active, after.in_group)
        {
            return Err(format!("{name}: half created: {now:?}"));
        }
        self.people = served;
        Ok(())
    }

    /// The group may have been created by a request whose answer never came.
    async fn find_group(&mut self, scim: &Client) -> Result<(), String> {
        let filter = format!("displayName eq \"{}\"", self.group_name()).replace(' ', "%20");
        let path = format!(
            "/Groups?excludedAttributes=members&filter={}",
            filter.replace('"', "%22")
        );
        let found = scim.get(&path).await.expect(200).json();
        let id = found["Resources"][0]["id"].as_str().map(str::to_owned);
        if self.group.is_some() && self.group != id {
            return Err(format!("the group was {:?} and is {id:?}", self.group));
        }
        self.group = id;
        Ok(())
    }

    async fn served(&self, scim: &Client) -> BTreeMap<String, Person> {
        let prefix = format!("w{}-", self.worker);
        let mut people = BTreeMap::new();
        let mut start_index = 1;
        loop {
            let path = format!(
                "/Users?startIndex={start_index}&count=1000&filter=userName%20sw%20%22{prefix}%22"
            );
            let page = scim.get(&path).await.expect(200).json();
            let resources = page["Resources"].as_array().expect("Resources").clone();
            if resources.is_empty() {
                return people;
            }
            start_index += resources.len();
            for user in &resources {
                people.insert(text(&user["userName"]), self.person(user));
            }
        }
    }

    fn person(&self, user: &Value) -> Person {
        let groups = user["groups"].as_array().map_or(&[][..], Vec::as_slice);
        let in_group = groups
            .iter()
            .any(|group| group["value"].as_str() == self.group.as_deref());
        Person {
            id: text(&user["id"]),
            display_name: text(&user["displayName"]),
            active: user["active"].as_bool().expect("active"),
            in_group,
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
