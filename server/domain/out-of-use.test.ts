import { expect, it, test } from 'vitest'
import { broughtBack } from './out-of-use.ts'

test.each([
  ['away for eleven days', { retired: '2026-10-09' }, [{ from: '2026-10-09', to: '2026-10-20' }]],
  ['away until yesterday evening', { retired: '2026-10-19' }, [{ from: '2026-10-19', to: '2026-10-20' }]],
  ['taken out and brought back on one day', { retired: '2026-10-20' }, undefined],
  ['a day to come, told by a file', { retired: '2026-10-21' }, undefined],
])('%s', (_what, machine, out_of_use) => {
  expect(broughtBack(machine, '2026-10-20')).toEqual({ retired: null, ...(out_of_use && { out_of_use }) })
})

it('goes on with what was told before', () => {
  const out_of_use = [{ from: '2026-01-05', to: '2026-02-01' }]
  expect(broughtBack({ retired: '2026-10-09', out_of_use }, '2026-10-20').out_of_use).toEqual([
    ...out_of_use,
    { from: '2026-10-09', to: '2026-10-20' },
  ])
})
