/** A constant that stands beside a schema brings the library of schemas along: 7 900 bytes of script on one page, once. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const VALUES = /^(?:import|export) (?!type\b)[^']*? from '#server\/(contract\/[\w/-]+\.ts)'/gm

test('the dashboard takes no value from a file of the contract that makes schemas', () => {
  const pages = globSync('dashboard/**/*.{ts,tsx}', { cwd: ROOT }).filter(path => !/\/dist\/|\.test\.ts$/.test(path))
  const taken = pages.flatMap(path => [...textOf(path).matchAll(VALUES)].map(([, from = '']) => ({ path, from })))
  expect(taken.length).toBeGreaterThan(0)
  const heavy = taken.filter(({ from }) => /^import .*'zod'/m.test(textOf(`server/${from}`)))
  expect(heavy.map(({ path, from }) => `${path} takes ${from}`)).toEqual([])
})
