import { existsSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { memoryDirectory } from '#test/support/temporary.ts'
import { makeDirectory } from './make-directory.ts'

let place: string
beforeAll(() => {
  place = memoryDirectory('navette-make-')
})
afterAll(() => rmSync(place, { recursive: true }))

it('makes what is missing on the way, for its owner alone, and leaves what is there', () => {
  const path = join(place, 'a', 'b', 'c')
  makeDirectory(path, 0o700)
  makeDirectory(path, 0o700)
  for (const one of [path, join(place, 'a')]) expect(statSync(one).mode & 0o777).toBe(0o700)
})

it('ends where nothing can be made: in a file, through a link to a disk that is not there, in /proc', () => {
  writeFileSync(join(place, 'file'), '')
  symlinkSync(join(place, 'unplugged', 'disk'), join(place, 'link'))
  expect(() => makeDirectory(join(place, 'file', 'x'))).toThrow('ENOTDIR')
  expect(() => makeDirectory(join(place, 'link'))).toThrow('EEXIST')
  expect(() => makeDirectory(join(place, 'link', 'x'))).toThrow('EEXIST')
  expect(existsSync(join(place, 'unplugged'))).toBe(false)
  expect(() => makeDirectory('/proc/x/y')).toThrow(/ENOENT|EACCES|EPERM/)
})
