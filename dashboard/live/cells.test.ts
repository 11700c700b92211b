import { effect } from '@preact/signals'
import { expect, test } from 'vitest'
import { workshop } from '#test/support/mock-workshop.ts'
import { cellsOf } from './cells.ts'
import { apply, emptyFloor } from './floor.ts'

const NOW_MS = Date.parse('2026-11-20T14:30:00Z')
const at = new Date(NOW_MS).toISOString()

test('what one machine says is heard by whoever looks at it, and by nobody else', () => {
  const { machines } = workshop(NOW_MS, 7)
  let floor = apply(emptyFloor(), {
    kind: 'snapshot',
    snapshot: { at, machines, alerts: [], names_on_wall: false, former: {} },
  })
  const cells = cellsOf(floor)
  const seen: string[] = []
  const ends = ['juki-1', 'juki-2', 'elsewhere'].map(id =>
    effect(() => {
      seen.push(`${id} ${cells.of(id).machine.value?.today_running_ms ?? 'unknown'}`)
    }),
  )
  expect(seen.splice(0)).toEqual([
    `juki-1 ${floor.machines.get('juki-1')?.today_running_ms}`,
    `juki-2 ${floor.machines.get('juki-2')?.today_running_ms}`,
    'elsewhere unknown',
  ])
  const told = {
    id: 'juki-2',
    state: 'running' as const,
    since: at,
    current_mA: 900,
    power_W: 210,
    today_running_ms: 5,
  }
  floor = apply(floor, { kind: 'machines', at_ms: NOW_MS, machines: [told] })
  cells.take(floor)
  expect(seen.splice(0)).toEqual(['juki-2 5'])
  expect(cells.of('juki-2').spark.value?.at(-1)?.value).toBe(210)
  cells.take(emptyFloor())
  expect(seen.splice(0)).toEqual(['juki-1 unknown', 'juki-2 unknown'])
  for (const end of ends) end()
})
