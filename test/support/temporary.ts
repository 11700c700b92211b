/** Where a test's ledger lies. */
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A process that dies loses nothing that it has handed to the system, and no test here pulls the plug of the machine: where there is
 * a memory disk, SQLite's syncs need not wait for a real one (half the time of the tests that commit much).
 */
const MEMORY_DISK = '/dev/shm'
/** Containers often give it 64 MB, and a ledger refuses to write where it finds no room. */
const ROOM_BYTES_MIN = 1_073_741_824
/** By whom it was made, then the six characters of `mkdtemp`. */
const OWNED = /^navette-.+-(?<pid>\d+)-\w{6}$/

/** Gone with its process at the latest. What a process left that was killed goes when the next one makes its first. */
export function memoryDirectory(prefix: `navette-${string}-`): string {
  const disk = roomy() ? MEMORY_DISK : tmpdir()
  if (mine.size === 0) {
    process.once('exit', () => {
      for (const path of mine) rmSync(path, { recursive: true, force: true })
    })
    dropOrphans(disk)
  }
  const path = mkdtempSync(join(disk, `${prefix}${process.pid}-`))
  mine.add(path)
  return path
}

const mine = new Set<string>()

function dropOrphans(disk: string): void {
  for (const name of readdirSync(disk)) {
    const pid = OWNED.exec(name)?.groups?.pid
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(disk, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process is not ours to signal, and is there
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function roomy(): boolean {
  if (!existsSync(MEMORY_DISK)) return false
  const { bavail, bsize } = statfsSync(MEMORY_DISK)
  return bavail * bsize >= ROOM_BYTES_MIN
}
