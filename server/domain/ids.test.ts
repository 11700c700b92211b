import { expect, it } from 'vitest'
import { sessionId } from './ids.ts'

/** By hand: `printf 'gouttes-d-or/juki-1/1/7/12' | sha256sum`, first 16 bytes, digit 13 → 8, digit 17's top bits → 10. */
it.each([
  ['gouttes-d-or', 'juki-1', 1, 7, 12, '11d493d9-9a4e-8751-a257-f00d1ef6a7b8'],
  ['atelier', 'a', 2, 4_294_967_295, 1, 'c3b121ec-5b73-8732-9110-e39989e3e4be'],
])('%s/%s/%d/%d/%d is the session %s (contract §1, Sessions; RFC 9562 §5.8)', (site, station, epoch, boot, seq, id) => {
  expect(sessionId(site, station, epoch, boot, seq)).toBe(id)
})
