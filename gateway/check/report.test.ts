import { expect, it } from 'vitest'
import { line, whyNotOpen } from './report.ts'

it.each([
  ['Error: No such file or directory, cannot open /dev/x', /nothing is plugged in as \/dev\/x/],
  ['Error: Permission denied, cannot open /dev/x', /this user may not open/],
  ['Error Resource temporarily unavailable Cannot lock port', /another program holds/],
  ['', /did not open in time/],
  ['Error: Input/output error', /does not open: Error: Input\/output error/],
])('%s', (error, sentence) => {
  expect(whyNotOpen('/dev/x', error)).toMatch(sentence)
})

it('says on a line what was found where', () => {
  const report = {
    station: 'juki-1',
    part: 'meter',
    driver: 'pzem-004t',
    port: '/dev/x',
    ok: false,
    says: 'mute',
  } as const
  expect(line(report)).toBe('WRONG juki-1 meter (pzem-004t): mute')
})
