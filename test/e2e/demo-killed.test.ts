/** A demonstration that is killed outright takes its gateway and its simulated workshop along. */
import { readdirSync, readFileSync } from 'node:fs'
import { it } from 'vitest'
import { startDemo } from '#test/support/demo.ts'
import { poll } from '#test/support/poll.ts'

const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap(task =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )

/** One that ended and that nobody has asked for yet is a zombie: `pid (name) Z …`, proc(5). */
function runs(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

it('leaves no program behind under kill -9', async () => {
  const demo = await startDemo()
  await poll('gateway and workshop', () => childrenOf(demo.pid).length === 2)
  const programs = childrenOf(demo.pid)
  await demo.end('SIGKILL')
  await poll('the end of its programs', () => !programs.some(runs))
})
