/** Each refusal of the server is worded in French too, with the same blanks. */
import { expect, it } from 'vitest'
import { fr } from '../../dashboard/i18n/refusals.ts'
import { REFUSALS } from '../../server/http/refusals.ts'
import { setAsFrench } from '../support/texts.ts'

setAsFrench(fr)

const blanks = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '').sort()
/** What a French reader knows anyway (her own role, where she is), and ids that are nobody's name. */
const LEFT_OUT: Readonly<Record<string, string[]>> = {
  'role-may-not': ['role'],
  'badge-taken': ['member'],
  'not-qualified': ['member'],
  'qualification-not-held': ['member'],
  'reserved-then': ['id'],
  'event-then': ['id'],
  'logo-unprintable': ['why'],
  'logo-broken': ['why'],
  'role-sets-no-contact': ['role'],
  'role-charges-nothing': ['role'],
  'fault-resolved-already': ['id'],
  'fault-acknowledged-already': ['id'],
  'session-ended-already': ['id'],
}

it('has a French sentence for each, and none for nothing', () => {
  expect(Object.keys(fr).sort()).toEqual(Object.keys(REFUSALS).sort())
})

it.each(Object.entries(REFUSALS))('%s fills the same blanks', (code, english) => {
  expect(blanks(fr[code] ?? '')).toEqual(blanks(english).filter(blank => !(LEFT_OUT[code] ?? []).includes(blank)))
})
