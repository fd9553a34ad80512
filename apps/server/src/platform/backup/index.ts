/** The front door of backups of the embedded database: take, list, restore, look whether one can be restored. */
export { archivedBetween, archiveFolderOf } from './archive.ts'
export { carrier } from './carry.ts'
export { type Checked, checkParts, checkRestored } from './check.ts'
export { type Backup, listBackups, type Manifest, mustBeApart, readMarker } from './folder.ts'
export { copyKey } from './parts.ts'
export { type Restored, restoreBackup } from './restore.ts'
export { type BackupOptions, type Taken, takeBackup } from './take.ts'
