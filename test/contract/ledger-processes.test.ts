/** The ledger among processes that write at once, and die at any moment (contract §1 "The promise", §5 "Commands also work while serve runs"). */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLedger } from '#server/ledger/ledger.ts'
import { temporaryDirectory } from '#test/support/ledger-lab.ts'

const CHILD = new URL('../support/ledger-child.ts', import.meta.url).pathname
const children: ChildProcess[] = []
let directory: string
let file: string
beforeEach(() => {
  directory = temporaryDirectory()
  file = join(directory, 'navette.sqlite')
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(directory, { recursive: true, force: true })
})

type Writer = { child: ChildProcess; last(): number; reaches(seq: number): Promise<void>; kill(): Promise<void> }

function write(task: 'commit' | 'import', boot = 1): Writer {
  const child = spawn(process.execPath, [CHILD, file, task, `${boot}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  let last = -1
  const waiting: { seq: number; go: () => void }[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', line => {
    last = Number(line.split(' ')[2])
    for (const { seq, go } of waiting) if (last >= seq) go()
  })
  return {
    child,
    last: () => last,
    reaches: seq => new Promise(go => (last >= seq ? go() : waiting.push({ seq, go }))),
    async kill() {
      child.kill('SIGKILL')
      await once(lines, 'close')
    },
  }
}

it('holds everything it reported as committed, after being killed again and again', async () => {
  let reported = 0
  for (let boot = 1; boot <= 5; boot++) {
    const writer = write('commit', boot)
    await writer.reaches(40 * boot)
    await writer.kill()
    reported += writer.last() + 1
    const ledger = await openLedger({ file })
    const { problems, messages } = await ledger.verify()
    expect(problems).toEqual([])
    // A group may have reached the disk without being reported; never the other way round, never half of one.
    expect(messages).toBeGreaterThanOrEqual(reported)
    expect(messages % 20).toBe(0)
    for (const seq of [0, writer.last()])
      expect(await ledger.lookup({ station: 's1', epoch: 1, boot, seq }, `{"seq":${seq}}`)).toBe('same')
    await ledger.close()
  }
})

it('stays one chain while a server commits and a command appends, each reading the head inside its transaction', async () => {
  const [server, command] = [write('commit'), write('import')]
  await Promise.all([server.reaches(400), command.reaches(20)])
  await Promise.all([server.kill(), command.kill()])
  const ledger = await openLedger({ file })
  const report = await ledger.verify()
  expect(report.problems).toEqual([])
  expect(report.messages).toBeGreaterThan(server.last())
  const { head, directory: kept } = await ledger.load()
  expect(head).toBeGreaterThanOrEqual(report.messages + command.last() + 1)
  expect(Number(kept.site?.name)).toBeGreaterThanOrEqual(command.last())
  await ledger.close()
})

it('lets go of the data directory when the server is killed', async () => {
  const server = write('commit')
  await server.reaches(20)
  await expect(openLedger({ file, role: 'serve' })).rejects.toMatchObject({ kind: 'in-use' })
  await server.kill()
  const next = await openLedger({ file, role: 'serve' })
  expect((await next.load()).head).toBeGreaterThan(server.last())
  await next.close()
})
