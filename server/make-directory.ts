import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * As `mkdir -p`, one step at a time: Node's own (24) goes round for ever where the parent is there and holds no such directory
 * (`/proc/x`, a link to a disk that is not plugged in). Throws the system's error.
 */
export function makeDirectory(path: string, mode?: number): void {
  if (existsSync(path) && statSync(path).isDirectory()) return
  const parent = dirname(path)
  if (!existsSync(parent)) makeDirectory(parent, mode)
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    // Somebody else was quicker
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !existsSync(path) || !statSync(path).isDirectory())
      throw error
  }
}
