/** Which requests of a page the kept shell answers. Pure; everything about anybody comes from the server or not at all. */

/** What this build is made of: `version` names its cache, `files` are its paths with the hash each must have. */
export type ShellFiles = { version: string; files: Record<string, string> }

export type Asked = { method: string; mode: string; path: string }
export type Answer = 'page' | 'file' | 'network'

/** Every address of the dashboard's own router is this one page. */
export const PAGE = '/index.html'
/** Named with a hash of their content: the same name is the same file in every version. */
const HASHED = '/assets/'
/** Never a page, never kept: what people did, and what the server says of itself. */
const SERVERS_OWN = ['/api/', '/socket.io/', '/healthz', '/readyz', '/metrics']

export function answerTo({ method, mode, path }: Asked, shell: ShellFiles): Answer {
  if (method !== 'GET' || SERVERS_OWN.some(own => path === own || path.startsWith(own))) return 'network'
  if (path in shell.files || path.startsWith(HASHED)) return 'file'
  return mode === 'navigate' ? 'page' : 'network'
}

const CACHES = 'navette-'
export const cacheOf = (shell: ShellFiles): string => `${CACHES}${shell.version}`

/** The version before stays beside the present one, for a page of it that is still open; older ones go. */
export const outdated = (names: readonly string[], shell: ShellFiles): string[] =>
  names.filter(name => name.startsWith(CACHES) && name !== cacheOf(shell)).slice(0, -1)
