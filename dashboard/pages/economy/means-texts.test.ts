import { expect, test } from 'vitest'
import type { AssetView } from '#server/contract/money.ts'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { en, fr } from './means-texts.ts'
import { wornOf } from './worn.ts'

setAsFrench(fr)
sameInBoth(fr, en)

const press = { from: '2025-01', months: 60, amount_cents: 480_000, subsidy_cents: 240_000 } as AssetView
test.each([
  ['2024-12', 0, 480_000],
  ['2025-01', 1, 472_000],
  ['2026-11', 23, 296_000],
  ['2029-12', 60, 0],
  ['2040-01', 60, 0],
])('in %s a press of five years has worn off %s months, %s cents are left', (month, done, left_cents) => {
  expect(wornOf(press, month)).toEqual({ done, left_cents })
})
