//! Puts the daemon together: what belongs to nobody first, then the services, then the tree.

use std::sync::Arc;

use arc_swap::ArcSwap;
use ractor::Actor;
use rosterd_http::{AdminApi, HttpOptions, OAuth, Public, RequestIds, Scim};
use settings::Settings;
use store::writer::Store;
use tokio::{
    sync::{Mutex, Semaphore},
    time::Instant,
};

use super::{
    Daemon, StartError,
    news::{self, News},
    serving::Http,
    signing_key,
};
use crate::{
    administration::{Deliveries, MOST_WAITING, TreeAdministration},
    clock::Clock,
    context::Context,
    generation::InForce,
    ids::Ids,
    listeners::{Connections, Listeners, ListenersArguments, ListenersHandle, Sockets},
    mailbox::Mailbox,
    oauth::TokenAuthority,
    permit::Room,
    provider::ScimProvider,
    rates::AddressRates,
    root::{Root, RootArguments, RootHandle},
    seeds::Seeds,
    supervision::Spawner,
    tenants::{Table, Tenants, TenantsArguments, TenantsHandle},
    wake_up::{WakeUp, WakeUpHandle},
};

/// Activations that may wait. Each waiting one is a request of some connection.
const ACTIVATIONS_WAITING: usize = 4_096;
/// For actors that are only sent what needs no room.
const NO_ROOM: usize = 1;

pub(super) async fn assemble(
    store: Store,
    settings: Settings,
    clock: Arc<dyn Clock>,
) -> Result<Daemon, StartError> {
    let http_options = Arc::new(ArcSwap::from_pointee(HttpOptions::from(&settings)));
    let in_force = InForce::new(settings);
    let news = news::of(&store);
    let context = context(store, clock, in_force.clone(), &news).await?;
    let addresses = Arc::new(AddressRates::default());

    let listeners_mailbox = Mailbox::new(Room::new(NO_ROOM));
    let tenants_mailbox = Mailbox::new(Room::new(ACTIVATIONS_WAITING));
    let wake_up_mailbox = Mailbox::new(Room::new(NO_ROOM));
    let root_mailbox = Mailbox::new(Room::new(NO_ROOM));
    let table = Table::default();
    let listeners = ListenersHandle::new(Arc::clone(&listeners_mailbox));
    let tenants = TenantsHandle::new(Arc::clone(&tenants_mailbox), table.clone());
    let wake_up = WakeUpHandle::new(Arc::clone(&wake_up_mailbox));
    let root = RootHandle::new(Arc::clone(&root_mailbox));

    let request_ids = Arc::new(RequestIds::new(u64::from_be_bytes(*context.ids.secret()?)));
    let provider = ScimProvider::new(context.clone(), tenants.clone(), Arc::clone(&addresses));
    let administration = Arc::new(TreeAdministration {
        context: context.clone(),
        root: root.clone(),
        listeners: listeners.clone(),
        tenants: tenants.clone(),
        wake_up,
        addresses: Arc::clone(&addresses),
        started_at: Instant::now(),
        deliveries: Deliveries::default(),
        places_to_wait: Arc::new(Semaphore::new(MOST_WAITING)),
    });
    let scim = Scim::new(
        Arc::new(provider),
        Arc::clone(&http_options),
        Arc::clone(&request_ids),
    );
    let authority = TokenAuthority::new(context.clone(), tenants.clone(), Arc::clone(&addresses));
    let oauth = OAuth::new(
        Arc::new(authority),
        Arc::clone(&http_options),
        Arc::clone(&request_ids),
    );
    let admin = AdminApi::new(
        Arc::clone(&administration),
        Arc::clone(&http_options),
        request_ids,
    );
    let connections = Connections::new(
        Arc::new(Http {
            service: Arc::new(Public::new(scim, oauth)),
            in_force: in_force.clone(),
        }),
        Arc::new(Http {
            service: Arc::new(admin),
            in_force: in_force.clone(),
        }),
        in_force.clone(),
    );

    let sockets = Sockets::default();
    let prepared = sockets.prepare(&in_force.load().settings).await?;
    sockets.take_over(prepared)?;

    let of_listeners = ListenersArguments {
        sockets: sockets.clone(),
        connections: connections.clone(),
    };
    let of_tenants = TenantsArguments {
        context: context.clone(),
        table,
    };
    let of_wake_up = (context.clone(), tenants.clone());
    // The listeners come last: nobody is let in before there is somebody to answer.
    let children = vec![
        Spawner::<Tenants, _>::boxed("tenants", &tenants_mailbox, move || {
            (Tenants, of_tenants.clone())
        }),
        Spawner::<WakeUp, _>::boxed("wake-up", &wake_up_mailbox, move || {
            (WakeUp, of_wake_up.clone())
        }),
        Spawner::<Listeners, _>::boxed("listeners", &listeners_mailbox, move || {
            (Listeners, of_listeners.clone())
        }),
    ];
    let arguments = RootArguments {
        children,
        addresses,
    };
    let (root_actor, _) = Actor::spawn(None, Root, arguments).await?;
    root_mailbox.connect(root_actor.clone());

    Ok(Daemon {
        context,
        sockets,
        connections,
        http_options,
        listeners,
        tenants,
        root,
        root_actor,
        administration,
        reloading: Mutex::new(()),
        news,
    })
}

async fn context(
    store: Store,
    clock: Arc<dyn Clock>,
    in_force: InForce,
    news: &News,
) -> Result<Context, StartError> {
    let ids = Ids::new(Arc::clone(&clock));
    let signing_key = signing_key::of(&store, *ids.secret()?).await?;
    let seeds = Seeds::new(*ids.secret()?);
    Ok(Context::new(
        store,
        signing_key,
        clock,
        ids,
        seeds,
        in_force,
        news.subscribe(),
    ))
}
