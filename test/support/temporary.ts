/** Where a test's ledger lies. */
import { existsSync, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A process that dies loses nothing that it has handed to the system, and no test here pulls the plug of the machine: where there is
 * a memory disk, SQLite's syncs need not wait for a real one (half the time of the tests that commit much).
 */
const MEMORY_DISK = '/dev/shm'
/** Containers often give it 64 MB, and a ledger refuses to write where it finds no room. */
const ROOM_BYTES_MIN = 1_073_741_824

export const memoryDirectory = (prefix: string): string => mkdtempSync(join(roomy() ? MEMORY_DISK : tmpdir(), prefix))

function roomy(): boolean {
  if (!existsSync(MEMORY_DISK)) return false
  const { bavail, bsize } = statfsSync(MEMORY_DISK)
  return bavail * bsize >= ROOM_BYTES_MIN
}
