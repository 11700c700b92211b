/** The guide's own station (docs/hardware/navette-station.h), compiled for this machine, with the real fold as its server. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as z from 'zod'
import { isUplinkType, UplinkSchemas } from '#server/contract/uplink.ts'
import { type FoldEntry, judge } from '#server/domain/metering/station.ts'
import { Story, T0 } from '#server/domain/metering/testing.ts'

const SOURCE = join(import.meta.dirname, 'hardware-station.cpp')

/** The path of the program; throws with the compiler's words. */
export function compileStation(): { program: string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'navette-station-'))
  const program = join(directory, 'station')
  execFileSync('c++', ['-std=c++20', '-Wall', '-Wextra', '-Werror', SOURCE, '-o', program], { stdio: 'pipe' })
  return { program, remove: () => rmSync(directory, { recursive: true, force: true }) }
}

const Envelope = z.looseObject({ boot: z.int(), seq: z.int(), up_ms: z.int() })
export type Said = { type: string; body: z.infer<typeof Envelope> }

export class HardwareStation {
  readonly story = new Story()
  /** what it published, in order; each passed the server's schema */
  readonly said: Said[] = []
  /** `contact 1`, `remember 0`, `show denied` … */
  did: string[] = []
  /** whether the server's verdicts reach it */
  answered = true
  readonly #child: ChildProcess
  readonly #replies: ((line: string) => void)[] = []
  #lines: string[] = []

  constructor(program: string) {
    this.#child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] })
    if (this.#child.stdout === null) throw new Error('no pipe')
    createInterface(this.#child.stdout).on('line', line => {
      if (line === '.') this.#replies.shift()?.('')
      else this.#lines.push(line)
    })
  }

  /** One input of the bench (hardware-station.cpp), and the server's answers to what it made the station say. */
  async tell(line: string): Promise<void> {
    const done = new Promise<string>(resolve => this.#replies.push(resolve))
    this.#child.stdin?.write(`${line}\n`)
    await done
    for (const verdict of this.#take(this.#lines.splice(0))) if (this.answered) await this.tell(verdict)
  }

  end(): void {
    this.#child.kill()
  }

  get closed(): boolean {
    return this.did.findLast(line => line.startsWith('contact')) === 'contact 1'
  }
  shown(): string | undefined {
    return this.did.findLast(line => line.startsWith('show'))?.slice(5)
  }
  of(type: string): Said[] {
    return this.said.filter(one => one.type === type)
  }

  #take(lines: string[]): string[] {
    return lines.flatMap(line => {
      const [kind, type = '', ...json] = line.split(' ')
      if (kind === 'up') return this.#fold(type, JSON.parse(json.join(' ')))
      this.did.push(line)
      return []
    })
  }

  /** As ingest does it: checked, judged, folded; a message it knows changes nothing. */
  #fold(type: string, body: unknown): string[] {
    if (!isUplinkType(type)) throw new Error(`no such type: ${type}`)
    UplinkSchemas[type].parse(body)
    const envelope = Envelope.parse(body)
    const message = { ...envelope, type } as Extract<FoldEntry, { kind: 'message' }>['message']
    const known = this.said.some(({ body: { boot, seq } }) => boot === envelope.boot && seq === envelope.seq)
    this.said.push({ type, body: envelope })
    const judged = judge(this.story.state, 1, message)
    if (judged.kind === 'quarantine') throw new Error(`quarantined: ${JSON.stringify(judged)}`)
    if (known) return []
    const effects = this.story.take({ kind: 'message', epoch: 1, received_at_ms: T0 + envelope.up_ms, message })
    return effects.flatMap(effect => {
      if (effect.kind !== 'verdict' || effect.for === null) return []
      const { boot, seq } = effect.for
      return `verdict ${boot} ${seq} ${effect.verdict} ${effect.reason ?? '-'} ${effect.relay ? 1 : 0}`
    })
  }
}
