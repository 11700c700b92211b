/** One atelier whose processes are killed, one after the other: by themselves at a step, or from here some milliseconds into it. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import Database from 'better-sqlite3'
import type { Fate } from './issue-child.ts'
import { STEPS, type Step } from './issuing-life.ts'
import { seeded } from './seeded.ts'
import { SmtpLab } from './smtp-lab.ts'

const CHILD = new URL('./issue-child.ts', import.meta.url).pathname
/** No step takes longer. */
const INTO_MS_MAX = 6

type Child = { process: ChildProcessByStdio<Writable, Readable, null>; lines: Interface; ready: Promise<unknown> }
type Place = { file: string; out: string; seed: number }

export class KilledAtelier {
  readonly file: string
  readonly out: string
  readonly smtp: SmtpLab
  /** at which step each life ended */
  readonly died: Step[] = []
  /** documents of which a process had said that they are out */
  readonly said = new Set<string>()
  /** by Message-ID: how often a process died while the mail was on its way */
  readonly named = new Map<string, number>()
  readonly #seed: number
  readonly #random: () => number
  #next: Child

  private constructor({ file, out, seed }: Place, smtp: SmtpLab) {
    this.file = file
    this.out = out
    this.smtp = smtp
    this.#seed = seed
    this.#random = seeded(seed)
    this.#next = this.#spawn()
  }

  static async open(place: Place): Promise<KilledAtelier> {
    return new KilledAtelier(place, await SmtpLab.start())
  }

  /** So many lives that are cut short, then one that is not. */
  async live(kills: number): Promise<void> {
    for (let kill = 0; kill < kills; kill++) {
      const step = STEPS[(kill + this.#seed) % STEPS.length] ?? 'issue'
      const times = 1 + Math.floor(this.#random() * 2)
      await this.#life({ step, times }, this.#random() < 0.5 ? null : Math.floor(this.#random() * INTO_MS_MAX))
      this.died.push(step)
      this.#noteSending()
    }
    await this.#life(null, null)
  }

  async close(): Promise<void> {
    this.#next.process.kill('SIGKILL')
    await this.smtp.stop()
  }

  /** `into_ms` null: it ends itself at that step. The next process is started meanwhile: it waits. */
  async #life(end: { step: Step; times: number } | null, into_ms: number | null): Promise<void> {
    const { process: child, lines, ready } = this.#next
    await ready
    this.#next = this.#spawn()
    const fate: Fate = {
      ...{ seed: Math.floor(this.#random() * 1e9), step: into_ms === null ? (end?.step ?? null) : null },
      times: end?.times ?? 0,
    }
    let times = 0
    let done = false
    lines.on('line', line => {
      if (line.startsWith('out ')) this.said.add(line.slice(4))
      if (line === 'done') done = true
      if (into_ms !== null && line === end?.step && ++times === end.times)
        setTimeout(() => child.kill('SIGKILL'), into_ms)
    })
    const closed = once(child, 'close')
    child.stdin.write(`${JSON.stringify(fate)}\n`)
    const [code, signal] = await closed
    if (end === null ? !done || code !== 0 : signal !== 'SIGKILL')
      throw new Error(`the process ended with ${code ?? signal}, meant to end at ${end?.step ?? 'its end'}`)
  }

  #spawn(): Child {
    const process_ = spawn(process.execPath, [CHILD, this.file, this.out, this.smtp.url], {
      stdio: ['pipe', 'pipe', 'inherit'],
      // A process that is killed keeps nothing of what it compiled: the first does it for all
      env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(this.file), 'compiled') },
    })
    const lines = createInterface({ input: process_.stdout })
    return { process: process_, lines, ready: once(lines, 'line') }
  }

  /** The mails in hand when it died: each may come once more, and no other. */
  #noteSending(): void {
    const db = new Database(this.file)
    for (const id of db.prepare<[], string>("SELECT message_id FROM mail WHERE state = 'sending'").pluck().all())
      this.named.set(id, (this.named.get(id) ?? 0) + 1)
    db.close()
  }
}
