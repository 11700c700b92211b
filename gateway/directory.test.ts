import { existsSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { memoryDirectory } from '#test/support/temporary.ts'
import { ensureDirectory } from './directory.ts'

let place: string
beforeAll(() => {
  place = memoryDirectory('navette-gateway-')
})
afterAll(() => rmSync(place, { recursive: true }))

it('makes what is missing on the way, and leaves what is there', () => {
  const path = join(place, 'a', 'b', 'c')
  ensureDirectory(path)
  ensureDirectory(path)
  expect(statSync(path).isDirectory()).toBe(true)
})

it('ends where nothing can be made: in a file, through a link to a disk that is not there, in /proc', () => {
  writeFileSync(join(place, 'file'), '')
  symlinkSync(join(place, 'unplugged', 'disk'), join(place, 'link'))
  expect(() => ensureDirectory(join(place, 'file', 'x'))).toThrow('ENOTDIR')
  expect(() => ensureDirectory(join(place, 'link', 'x'))).toThrow('EEXIST')
  expect(existsSync(join(place, 'unplugged'))).toBe(false)
  expect(() => ensureDirectory('/proc/x/y')).toThrow(/ENOENT|EACCES|EPERM/)
})

it('takes what somebody else made in the meantime', () => {
  const quicker = (path: string): void => {
    mkdirSync(path)
    mkdirSync(path)
  }
  ensureDirectory(join(place, 'd', 'e'), quicker)
  expect(existsSync(join(place, 'd', 'e'))).toBe(true)
})
