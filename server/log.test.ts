import { expect, it } from 'vitest'
import { createLog } from './log.ts'

const logged = (fields: object): Record<string, unknown> => {
  const lines: string[] = []
  createLog('info', { write: line => lines.push(line) }).error(fields, 'nothing can be committed')
  return JSON.parse(lines.join(''))
}

it.each(['err', 'error'])('writes what an error says and where it came from, under %s', key => {
  const error = Object.assign(new Error('the disk is full'), { code: 'SQLITE_FULL' })
  expect(logged({ [key]: error })).toMatchObject({
    msg: 'nothing can be committed',
    [key]: { message: 'the disk is full', code: 'SQLITE_FULL', stack: expect.stringContaining('log.test.ts') },
  })
})

it('leaves words as they are', () =>
  expect(logged({ error: 'no route to host' })).toMatchObject({ error: 'no route to host' }))
