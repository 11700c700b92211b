import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { memoryDirectory } from '#test/support/temporary.ts'
import { readText } from './text-file.ts'

let place: string
beforeAll(() => {
  place = memoryDirectory('navette-text-')
})
afterAll(() => rmSync(place, { recursive: true }))

const file = (bytes: Buffer): string => {
  const path = join(place, 'text')
  writeFileSync(path, bytes)
  return path
}

it('reads UTF-8, without the mark that Windows puts before it', () => {
  expect(readText('the list', file(Buffer.from('Zoé\n')))).toBe('Zoé\n')
  expect(readText('the list', file(Buffer.from('\ufeffZoé\n')))).toBe('Zoé\n')
})

it.each([
  ['Windows-1252', Buffer.from('Zoé', 'latin1')],
  ['UTF-16', Buffer.from('\ufeffZoé', 'utf16le')],
])('refuses %s in a sentence, rather than � in names', (_what, bytes) => {
  expect(() => readText('the list', file(bytes))).toThrow(/^cannot read the list .*: it is not UTF-8; save it in that/)
})

it('says which file is not there', () => {
  expect(() => readText('the list', join(place, 'nowhere'))).toThrow(/^cannot read the list .*nowhere: ENOENT/)
})
