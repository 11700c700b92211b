/** What a build wrote, and the public files it copied: each path as a browser asks for it. */
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

export type Written = { file: string; path: string }

export async function writtenIn(dir: string): Promise<Written[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(file => ({ file, path: `/${relative(dir, file).split(sep).join('/')}` }))
    .filter(({ path }) => !path.startsWith('/.vite/') && !/\.(br|gz)$/.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}
