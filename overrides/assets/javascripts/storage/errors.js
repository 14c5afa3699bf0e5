// Why the browser's store could not do what it was asked to.

/**
 * `reason` is one of: `blocked` (this browser lets the site keep nothing), `full` (no room is left), `newer` (a newer
 * version of the site has been here: what it keeps is not ours to touch), `failed` (anything else; another try may help).
 */
export class StorageError extends Error {
  constructor(reason, cause) {
    super(`The browser's store: ${reason}`, { cause });
    this.name = "StorageError";
    this.reason = reason;
  }
}

const REASONS = {
  QuotaExceededError: "full",
  SecurityError: "blocked",
  NotAllowedError: "blocked",
  VersionError: "newer",
};

/** The StorageError for what IndexedDB threw. */
export function storageError(error) {
  if (error instanceof StorageError) return error;
  return new StorageError(REASONS[error?.name] ?? "failed", error);
}
