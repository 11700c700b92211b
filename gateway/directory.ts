import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * As `mkdir -p`, one step at a time: Node's own (24) goes round for ever where the parent is there and holds no such directory
 * (`/proc/x`, a link to a disk that is not plugged in). Throws the system's error.
 */
export function ensureDirectory(path: string, make: (path: string) => void = mkdirSync): void {
  const missing: string[] = []
  for (let at = path; !existsSync(at); at = dirname(at)) missing.unshift(at)
  for (const one of missing) {
    try {
      make(one)
    } catch (error) {
      // Another gateway that starts beside this one may have been quicker
      if (!existsSync(one)) throw error
    }
  }
}
