import { expect, it } from 'vitest'
import { oneAtATime } from './again.ts'

it('runs once more for any number of calls during a run, and goes on after a failure', async () => {
  const gates: PromiseWithResolvers<void>[] = []
  const failures: unknown[] = []
  const run = oneAtATime(
    () => {
      const gate = Promise.withResolvers<void>()
      gates.push(gate)
      return gate.promise
    },
    error => failures.push(error),
  )
  const settled = () => new Promise(resolve => setImmediate(resolve))
  run()
  run()
  run()
  expect(gates).toHaveLength(1)
  gates[0]?.reject(new Error('disk'))
  await settled()
  expect(failures).toHaveLength(1)
  expect(gates).toHaveLength(2)
  gates[1]?.resolve()
  await settled()
  expect(gates).toHaveLength(2)
  run()
  expect(gates).toHaveLength(3)
})
