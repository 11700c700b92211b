import { afterAll, expect, test } from 'vitest'
import { inTheWay } from '#server/domain/who/erasure.ts'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { language } from '../../i18n/index.ts'
import { en, fr } from './erase-texts.ts'
import { told } from './erase-words.ts'

afterAll(() => {
  language.value = 'fr'
})

setAsFrench(fr)
sameInBoth(fr, en)

const ALL = inTheWay({
  ...{ machines: ['juki-1'], open_months: ['2026-10'], unsettled_years: ['2026'] },
  not_invoiced: [
    { period: '2026-09', cents: 1_250 },
    { period: '2025', cents: -300 },
  ],
  collecting: [{ issuer: 'fab', document: 'FAB-2026-0004' }],
  balances: [{ issuer: 'fab', open_cents: 990, credit_cents: 10 }],
}).map(one => ({ ...one, message: 'the server’s own words' }))

test.each(['fr', 'en'] as const)('each of what stands in the way has its words and its page in %s', lng => {
  language.value = lng
  for (const one of ALL) {
    const { words, href } = told(one)
    expect(words, one.code).not.toMatch(/own words|\{\{/)
    expect(href, one.code).toMatch(/^\/(machines|periods|invoices|months|payments)/)
  }
})

test('a month is told by its name, with what it comes to', () => {
  language.value = 'fr'
  const line = ALL.find(one => one.code === 'erase-not-invoiced')
  expect(line && told(line)).toEqual({
    ...{ words: 'septembre 2026 reste à facturer', href: '/invoices/drafts/2026-09' },
    amount: expect.stringMatching(/^12,50\s€$/u),
  })
})

test('what a newer server adds is told in its own words', () => {
  expect(told({ code: 'erase-new', params: {}, message: 'something else' })).toEqual({
    ...{ words: 'something else', href: null, amount: null },
  })
})
