//! Where the database lies: a file in the data directory, or a [`Disk`] of the caller's.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::Arc,
};

use redb::{Builder, Database, DatabaseError, StorageBackend, backends::FileBackend};

use super::{FILE, Options, failure::failure};
use crate::{engine::disk::Disk, error::EngineError};

/// The extension of a file that is being made.
const DRAFT: &str = "new";

#[derive(Debug)]
pub(super) enum Medium {
    File(PathBuf),
    Disk(Arc<dyn Disk>),
}

impl Medium {
    /// The directory is made when it is missing. One that is there keeps its mode: the operator or
    /// systemd chose it.
    pub(super) fn in_directory(directory: &Path) -> Result<Self, EngineError> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(directory)
            .map_err(|source| EngineError::Open {
                path: directory.to_owned(),
                source,
            })?;
        Ok(Self::File(directory.join(FILE)))
    }

    pub(super) fn on_disk(disk: Arc<dyn Disk>) -> Self {
        Self::Disk(disk)
    }

    /// Opens the database, and makes it with the table in it when it is not there.
    pub(super) fn open(
        &self,
        options: Options,
        prepare: impl FnOnce(&Database) -> Result<(), EngineError>,
    ) -> Result<Database, EngineError> {
        match self {
            Self::File(path) if !path.exists() => self.create_file(path, options, prepare),
            Self::File(_) | Self::Disk(_) => {
                let database = self.open_again(options)?;
                prepare(&database)?;
                Ok(database)
            }
        }
    }

    /// Opens the database that was open before. A file that has gone is an error here: an empty
    /// one in its place would answer that nobody is a member.
    pub(super) fn open_again(&self, options: Options) -> Result<Database, EngineError> {
        self.guarded(options, |builder| match self {
            Self::File(path) => builder.open(path),
            Self::Disk(disk) => builder.create_with_backend(DiskBackend(Arc::clone(disk))),
        })
    }

    /// A new file gets its name when it is complete. A crash before that leaves what redb would
    /// not open again under the name of the draft, and the next start begins anew.
    fn create_file(
        &self,
        path: &Path,
        options: Options,
        prepare: impl FnOnce(&Database) -> Result<(), EngineError>,
    ) -> Result<Database, EngineError> {
        let refused = |source| EngineError::Open {
            path: path.to_owned(),
            source,
        };
        let draft = path.with_extension(DRAFT);
        let file = open_draft(&draft).map_err(refused)?;
        // redb takes the same lock again through the same file. Whoever held it before us may
        // have given the draft its name since.
        if file.try_lock().is_err() || path.exists() {
            return Err(EngineError::Locked {
                path: path.to_owned(),
            });
        }
        file.set_len(0).map_err(refused)?;
        let database = self.guarded(options, |builder| {
            FileBackend::new(file).and_then(|file| builder.create_with_backend(file))
        })?;
        prepare(&database)?;
        fs::rename(&draft, path)
            .and_then(|()| sync_entries(path))
            .map_err(refused)?;
        Ok(database)
    }

    /// redb trusts a file that was closed cleanly and may panic on one that was changed since:
    /// that is an error to report, not the end of the thread.
    fn guarded(
        &self,
        options: Options,
        open: impl FnOnce(&Builder) -> Result<Database, DatabaseError>,
    ) -> Result<Database, EngineError> {
        let builder = builder(options);
        match catch_unwind(AssertUnwindSafe(|| open(&builder))) {
            Ok(opened) => opened.map_err(|error| self.explain(error)),
            Err(_) => Err(EngineError::Damaged("it cannot be opened".to_owned())),
        }
    }

    fn explain(&self, error: DatabaseError) -> EngineError {
        match (self, error) {
            (Self::File(path), DatabaseError::DatabaseAlreadyOpen) => {
                EngineError::Locked { path: path.clone() }
            }
            (Self::File(path), DatabaseError::Storage(redb::StorageError::Io(source))) => {
                EngineError::Open {
                    path: path.clone(),
                    source,
                }
            }
            (_, error) => failure(error),
        }
    }
}

fn builder(options: Options) -> Builder {
    let mut builder = Builder::new();
    builder
        .set_cache_size(usize::try_from(options.cache_bytes).unwrap_or(usize::MAX))
        .set_repair_callback(|repair| {
            tracing::info!(
                progress = repair.progress(),
                "repairing the store after an unclean end"
            );
        });
    builder
}

fn open_draft(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
}

/// Makes the entries of a new file and of its directory durable: otherwise a power cut could take
/// the whole file, and every answered write with it.
fn sync_entries(path: &Path) -> io::Result<()> {
    let Some(directory) = path.parent() else {
        return Ok(());
    };
    File::open(directory)?.sync_all()?;
    // The directory above may be closed to us; then this one was not made by us.
    match directory.parent().map(File::open) {
        Some(Ok(above)) => above.sync_all(),
        Some(Err(_)) | None => Ok(()),
    }
}

#[derive(Debug)]
struct DiskBackend(Arc<dyn Disk>);

impl StorageBackend for DiskBackend {
    fn len(&self) -> io::Result<u64> {
        self.0.length()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.0.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.0.set_length(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.0.sync()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.0.write(offset, data)
    }
}
