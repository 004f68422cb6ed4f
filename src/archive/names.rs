//! Names of files that outlast a power cut.

use std::io;
use std::path::Path;

/// Sees that the names which files were given in a folder outlast a power cut, where the system can be asked for that.
///
/// # Errors
/// If the folder is not there, or its names cannot be written.
pub fn keep_names(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    match std::fs::File::open(folder).and_then(|folder| folder.sync_all()) {
        // A folder that may be written and not read, and network file systems that have no such call.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) => {}
        kept => kept?,
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// The folder that a file stands in: of a bare name `.`.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
