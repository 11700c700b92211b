/**
 * Node keeps the code it compiled and the types it stripped, which is almost half of the CPU of a start. Under the user's
 * own cache directory: the default, one in the system's temporary directory, is a place where others could plant code.
 */
import { existsSync } from 'node:fs'
import { constants, enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Never fails: where nothing can be kept (a read-only home, none at all) everything is compiled anew. */
export function keepCompiledCode(env: NodeJS.ProcessEnv): string | null {
  if (env.NODE_COMPILE_CACHE !== undefined) return env.NODE_COMPILE_CACHE
  const base = cacheHome(env)
  if (base === null) return null
  const directory = join(base, 'navette', 'node')
  const { status } = enableCompileCache(directory)
  if (status === constants.compileCacheStatus.FAILED || status === constants.compileCacheStatus.DISABLED) return null
  // Workers and the programs we start find it there.
  env.NODE_COMPILE_CACHE = directory
  return directory
}

/**
 * XDG Base Directory Specification: relative paths there are invalid and ignored. Only in a home that exists: where no
 * directory can be made (HOME=/proc/nowhere) Node 24 tries without end.
 */
function cacheHome(env: NodeJS.ProcessEnv): string | null {
  const named = env.XDG_CACHE_HOME
  if (named?.startsWith('/')) return existsSync(named) ? named : null
  try {
    return existsSync(homedir()) ? join(homedir(), '.cache') : null
  } catch {
    return null
  }
}
