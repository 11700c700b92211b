import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { openTerminal } from './terminal.ts'

const CTRL_C = '\u0003'

it('says what leaving leaves behind now, not when the questions began', async () => {
  let left = 'nothing is written yet'
  const [input, output] = [new PassThrough(), new PassThrough()]
  const ends = { input, output } as unknown as Parameters<typeof openTerminal>[0]
  const terminal = openTerminal(ends, { choice: '', yes: /^y/, yesNo: ['Y/n', 'y/N'], left: () => left })
  const asked = terminal.ask('Name?')
  left = 'the account is made'
  input.write(CTRL_C)
  await expect(asked).rejects.toThrow('the account is made')
  terminal.close()
})
