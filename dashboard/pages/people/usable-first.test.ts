import { expect, test } from 'vitest'
import { usableFirst } from './usable-first.ts'

test('what one may use now stands before what waits, and that before what one must learn', () => {
  const one = (machine: string, reason: string | null) => ({ machine, granted: reason === null, reason })
  const items = [
    one('brodeuse', 'no-qualification'),
    one('juki-1', 'machine-busy'),
    one('juki-2', null),
    one('presse', 'no-qualification'),
    one('scie', 'machine-locked'),
    one('surjeteuse', null),
  ]
  expect(usableFirst(items).map(({ machine }) => machine)).toEqual([
    ...['juki-2', 'surjeteuse', 'juki-1', 'scie', 'brodeuse', 'presse'],
  ])
})
