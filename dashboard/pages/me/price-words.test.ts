import { expect, test } from 'vitest'
import type { PriceView } from '#server/contract/people.ts'
import { priceWords } from './price-words.ts'

const terms = {
  ...{ tariff: 'couture', provisional: false, step_ms: 0, minimum_cents: 0, setup_cents: 0, free_ms: 0 },
  ...{ cap_day_cents: null, cap_month_cents: null },
}
const running = { measure: 'running' as const, cents_per_hour: 600 }
const idle = { measure: 'idle' as const, cents_per_hour: 100 }
const said = (price: Partial<PriceView>): string =>
  priceWords({ charged_to: 'member', tariff: null, shared: null, ...price })
    .join(' ')
    .replace(/[\u00a0\u202f]/g, ' ')

test('says what an hour costs running and idle', () => {
  expect(said({ tariff: { ...terms, parts: [running, idle] } })).toBe('6,00 €/h en marche, 1,00 €/h à l’arrêt.')
})

test('says what else belongs to the price', () => {
  const all = { minimum_cents: 150, setup_cents: 50, step_ms: 300_000, free_ms: 7_200_000, cap_day_cents: 6_000 }
  expect(said({ tariff: { ...terms, ...all, provisional: true, parts: [running] }, charged_to: 'organisation' })).toBe(
    '6,00 €/h en marche, 0,50 € à chaque session, au moins 1,50 € par session, compté par 5 min, 2 h 00 offertes par mois, au plus 60,00 € par jour. C’est une avance, régularisée quand les charges sont partagées. Votre organisation paie.',
  )
})

test('of shared costs it says what they came to, and which month that was', () => {
  expect(said({ shared: { period: '2026-10', parts: [running] } })).toBe(
    'Charges partagées en fin de mois. En octobre, cela revenait à 6,00 €/h en marche.',
  )
  const energy = { measure: 'energy' as const, cents_per_kWh: 175 }
  const presence = { measure: 'session' as const, cents_per_hour: 283 }
  expect(said({ shared: { period: '2026-10', parts: [energy, running, presence] } })).toBe(
    'Charges partagées en fin de mois. En octobre, cela revenait à 2,83 €/h de présence + 6,00 €/h en marche + 1,75 €/kWh.',
  )
  expect(said({})).toBe('Rien n’y est compté à l’usage.')
})
