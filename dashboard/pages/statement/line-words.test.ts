import { afterEach, expect, it } from 'vitest'
import { language } from '../../i18n/index.ts'
import { howCounted } from './line-words.ts'

afterEach(() => {
  language.value = 'fr'
})

const plain = (text: string | null): string | null => text?.replaceAll(/[\u00a0\u202f]/g, ' ') ?? null
const pool = (driver: string, weight: number) => ({
  ...{ id: 'care', driver, amount_cents: 18_750, shared_cents: 18_750, unit: { cents: 18_750, weight } },
})
const line = { label: 'Entretien', cents: 1_121, sessions: [], pool: 'care', kind: 'share', counted: 23_575_600 }
const machine = { label: 'Brodeuse', cents: 3_186, sessions: [], kind: 'worked', counted: 54_612_600, unit_cents: 210 }

it('a share is told by its part of the pool, in the words of the pool’s key', () => {
  expect(plain(howCounted(line, [pool('running_ms', 394_447_200)]))).toBe(
    '6,549 h sur 109,569 h, pour 187,50 € à partager',
  )
  expect(plain(howCounted({ ...line, counted: 3_839 }, [pool('energy_Wh', 112_730)]))).toBe(
    '3 839 Wh sur 112 730 Wh, pour 187,50 € à partager',
  )
  expect(plain(howCounted({ ...line, counted: 1 }, [pool('equal', 12)]))).toBe('1 sur 12, pour 187,50 € à partager')
})

it('a price is told by what was counted, and what an hour costs', () => {
  expect(plain(howCounted(machine, []))).toBe('15,17 h à 2,10 € l’heure')
  language.value = 'en'
  expect(plain(howCounted(machine, []))).toBe('15.17 h at €2.10 an hour')
})

it('nothing is told where the pool’s own unit would not give the sum', () => {
  const care = pool('running_ms', 394_447_200)
  expect(howCounted({ ...line, adjusts: '2026-09' }, [care])).toBeNull()
  expect(howCounted({ ...line, via: 'training' }, [care])).toBeNull()
  expect(howCounted(line, [pool('running_ms', 0)])).toBeNull()
})
