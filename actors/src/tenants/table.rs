//! The active tenants, for lookups in the path of a request. Only the tenants actor changes it.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use roster::TenantId;

use crate::tenant::Tenant;

/// Cheap to clone; all clones are the same table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    active: Arc<RwLock<HashMap<TenantId, Arc<Tenant>>>>,
}

impl Table {
    pub(super) fn find(&self, tenant: TenantId) -> Option<Arc<Tenant>> {
        self.read(|active| active.get(&tenant).cloned())
    }

    pub(super) fn all(&self) -> Vec<Arc<Tenant>> {
        self.read(|active| active.values().cloned().collect())
    }

    pub(super) fn insert(&self, tenant: Arc<Tenant>) {
        self.write(|active| active.insert(tenant.id(), tenant));
    }

    pub(super) fn remove(&self, tenant: TenantId) {
        self.write(|active| active.remove(&tenant));
    }

    pub(super) fn clear(&self) {
        self.write(HashMap::clear);
    }

    fn read<T>(&self, look: impl FnOnce(&HashMap<TenantId, Arc<Tenant>>) -> T) -> T {
        look(&self.active.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, change: impl FnOnce(&mut HashMap<TenantId, Arc<Tenant>>) -> T) -> T {
        change(&mut self.active.write().unwrap_or_else(PoisonError::into_inner))
    }
}
