/** Writes a file that is there whole or not at all, whenever the machine stops: beside its place first, then in it. */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'

export type Disk = { write(path: string, bytes: Uint8Array): void; rename(from: string, to: string): void }

/** What is written names people: it can be read by its owner alone. */
const OWNER_ALONE = 0o600

export const realDisk: Disk = {
  write(path, bytes) {
    const file = openSync(path, 'w', OWNER_ALONE)
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  },
  rename: renameSync,
}

export function writeWhole(path: string, bytes: Uint8Array, disk: Disk = realDisk): void {
  const beside = `${path}.part`
  disk.write(beside, bytes)
  disk.rename(beside, path)
}
