/**
 * Contract §1, Safety, and issue 3, point 5: every line on every path. What only plugs have (they meter unless pairing made
 * them safe; no retained power command) is in gateway/plugs/*.test.ts and asserted at the brokers (broker-plugs, gateway-plug-door).
 */
import { describe, expect, it } from 'vitest'
import type { Down } from '#firmware-sim/firmware/messages.ts'
import type { StationAction } from '#server/domain/metering/types.ts'
import { isComposedPath, isPlugPath, PATHS, type PathName } from './paths/paths.ts'
import { HOLD_MS, IDLE_mA, type Seat, STEP_MS, WORK_mA } from './paths/seat.ts'
import { badgeOf, Workshop } from './paths/workshop.ts'

const AWA = badgeOf(0)
const BO = badgeOf(1)
const LEASE_S = 60
const OPS = ['relay-off', 'inhibit-next-start', 'lockout', 'release', 'identify'] as const

class Bench {
  readonly workshop: Workshop
  readonly seat: Seat
  readonly #plug: boolean
  #commands = 0

  private constructor(workshop: Workshop, seat: Seat) {
    this.workshop = workshop
    this.seat = seat
    this.#plug = isPlugPath(seat.id)
  }

  static async at(path: PathName): Promise<Bench> {
    const workshop = await Workshop.open({ [path]: PATHS[path] })
    const [seat] = workshop.seats
    if (seat === undefined) throw new Error('one seat')
    const bench = new Bench(workshop, seat)
    await bench.pass(10_000, 'idle')
    return bench
  }

  async pass(for_ms: number, doing: 'idle' | 'work' | 'nothing' | 'dead'): Promise<void> {
    for (let t_ms = 0; t_ms < for_ms; t_ms += STEP_MS) await this.workshop.step(() => this.#draw(doing))
  }

  #draw(doing: 'idle' | 'work' | 'nothing' | 'dead'): number | null {
    if (doing === 'dead') return null
    if (doing === 'nothing') return 0
    if (doing === 'work') return WORK_mA
    return this.#plug && !this.seat.closed ? 0 : IDLE_mA
  }

  async card(badge = AWA): Promise<void> {
    this.seat.card(badge)
    await this.workshop.settle()
    await this.pass(STEP_MS, 'idle')
  }
  /** A session under way, its machine at work or idle. */
  async started(doing: 'work' | 'idle'): Promise<void> {
    await this.card()
    expect(this.seat.closed).toBe(true)
    await this.pass(5_000, doing)
  }
  async confirm(badge = AWA): Promise<void> {
    this.seat.confirm(badge)
    await this.workshop.settle()
  }
  async ended(): Promise<void> {
    const action: StationAction = { type: 'end-session', reason: 'admin', by: 'chief' }
    await this.workshop.server.act(this.seat.id, action, this.workshop.now_ms)
    this.workshop.server.standing(this.seat.id)
  }
  command(op: (typeof OPS)[number], more: Partial<Extract<Down, { type: 'command' }>> = {}): void {
    this.#commands += 1
    const { boot } = this.seat
    const expires_up_ms = Number.MAX_SAFE_INTEGER
    this.seat.down({ type: 'command', id: `c${this.#commands}`, op, boot, expires_up_ms, ...more })
  }
  lease(): void {
    const { server } = this.workshop
    const profile = server.ledger.directory.profiles.get('servo')
    if (profile === undefined) throw new Error('one profile')
    this.seat.down({ type: 'config', sample_ms: 5_000, link_loss_s: LEASE_S, ...profile } as unknown as Down)
  }
  faults(): [string, boolean][] {
    return this.workshop.server.effects.flatMap(({ effect }) =>
      effect.kind === 'fault' ? [[effect.code, effect.active] as [string, boolean]] : [],
    )
  }
}

const verdict = (boot: number, seq: number | null, said: 'granted' | 'ended'): Down => ({
  ...{ type: 'verdict', for: seq === null ? null : { boot, seq }, verdict: said, reason: null },
  relay: said === 'granted',
})

describe.each(Object.keys(PATHS) as PathName[])('%s', path => {
  it('power-up: open, and no standing, no old answer and no command closes it', async () => {
    const bench = await Bench.at(path)
    const { seat } = bench
    for (const op of OPS) bench.command(op)
    seat.down(verdict(seat.boot, null, 'granted'))
    seat.down(verdict(seat.boot, 0, 'granted'))
    seat.down(verdict(seat.boot + 1, 1, 'granted'))
    await bench.pass(20_000, 'idle')
    expect(seat.closed).toBe(false)
    expect(seat.moves).not.toContain(true)
  })

  it('an answer later than 10 s closes nothing', async () => {
    const bench = await Bench.at(path)
    const { workshop, seat } = bench
    const heard: number[] = []
    const down = seat.down.bind(seat)
    seat.down = one => {
      if (one.type === 'verdict' && one.for !== null) heard.push(one.for.seq)
    }
    seat.card(AWA)
    await workshop.settle()
    expect(heard).toHaveLength(1)
    seat.down = down
    await bench.pass(11_000, 'idle')
    seat.down(verdict(seat.boot, heard[0] ?? 0, 'granted'))
    await bench.pass(2_000, 'idle')
    expect(seat.closed).toBe(false)
  })

  it('a lapsed lease inhibits the next start and never cuts the running cycle', async () => {
    const bench = await Bench.at(path)
    bench.lease()
    await bench.started('work')
    bench.workshop.cut()
    await bench.pass(3 * LEASE_S * 1_000, 'work')
    expect(bench.seat.closed).toBe(true)
    await bench.pass(HOLD_MS + 3_000, 'idle')
    expect(bench.seat.closed).toBe(false)
  })

  it('an ended right opens only after the hold of idle, which work interrupts', async () => {
    const bench = await Bench.at(path)
    await bench.started('work')
    bench.seat.card(AWA)
    await bench.workshop.settle()
    await bench.pass(30_000, 'work')
    await bench.pass(HOLD_MS - STEP_MS, 'idle')
    await bench.pass(2_000, 'work')
    expect(bench.seat.closed).toBe(true)
    await bench.pass(HOLD_MS + 3_000, 'idle')
    expect(bench.seat.closed).toBe(false)
  })

  it.each(['dead', 'nothing'] as const)(
    'sensor %s: told as `sensor`, contact held through the end of the right',
    async how => {
      const bench = await Bench.at(path)
      await bench.started('idle')
      await bench.pass(10_000, how)
      expect(bench.faults()).toEqual([['sensor', true]])
      await bench.ended()
      await bench.pass(60_000, how)
      expect(bench.seat.closed).toBe(true)
      await bench.pass(HOLD_MS + 4_000, 'idle')
      expect(bench.seat.closed).toBe(false)
      expect(bench.faults()).toEqual([
        ['sensor', true],
        ['sensor', false],
      ])
    },
  )

  it('a sensor that comes back within the session leaves session and contact as they were', async () => {
    const bench = await Bench.at(path)
    await bench.started('idle')
    await bench.pass(10_000, 'dead')
    await bench.pass(30_000, 'idle')
    expect(bench.seat.closed).toBe(true)
    expect(bench.workshop.server.openSessions()).toMatchObject([{ member: 'awa' }])
  })

  it('after a fault: neither release nor a fresh badge starts it, start-confirm and a fresh badge do', async () => {
    const bench = await Bench.at(path)
    await bench.started('idle')
    bench.seat.fail()
    await bench.pass(10_000, 'idle')
    expect(bench.seat.closed).toBe(false)
    expect(bench.workshop.server.openSessions()).toEqual([])
    bench.seat.heal()
    await bench.pass(3_000, 'idle')
    bench.command('release')
    await bench.card(BO)
    expect(bench.seat.closed).toBe(false)
    await bench.pass(40_000, 'idle')
    await bench.confirm(AWA)
    expect(bench.seat.closed).toBe(false)
    await bench.card(AWA)
    expect(bench.seat.closed).toBe(true)
  })

  it('after power loss in a session likewise, and the boot before it may say nothing', async () => {
    const bench = await Bench.at(path)
    await bench.started('idle')
    const { boot } = bench.seat
    bench.seat.powerCut()
    await bench.pass(10_000, 'idle')
    expect(bench.seat.closed).toBe(false)
    bench.seat.down(verdict(boot, 3, 'granted'))
    await bench.card(BO)
    expect(bench.seat.closed).toBe(false)
    await bench.pass(40_000, 'idle')
    await bench.confirm(AWA)
    await bench.card(AWA)
    expect(bench.seat.closed).toBe(true)
  })

  it.runIf(isComposedPath(path))(
    'a gateway that restarts on a dead meter holds a closed contact, whoever has a right',
    async () => {
      const bench = await Bench.at(path)
      await bench.started('work')
      await bench.pass(5_000, 'dead')
      bench.seat.powerCut()
      await bench.pass(60_000, 'dead')
      expect(bench.seat.closed).toBe(true)
      expect(bench.workshop.server.openSessions()).toEqual([])
      await bench.pass(20_000, 'work')
      expect(bench.seat.closed).toBe(true)
      await bench.pass(HOLD_MS + 4_000, 'idle')
      expect(bench.seat.closed).toBe(false)
    },
  )

  it('a machine that works behind an open contact is `relay-stuck`', async () => {
    const bench = await Bench.at(path)
    await bench.pass(8_000, 'work')
    expect(bench.faults()).toEqual([['relay-stuck', true]])
    expect(bench.seat.moves).not.toContain(true)
  })

  it.each<[string, Partial<Extract<Down, { type: 'command' }>>]>([
    ['for another boot', { boot: 77 }],
    ['expired', { expires_up_ms: 1 }],
  ])('a command %s does nothing', async (_, more) => {
    const bench = await Bench.at(path)
    await bench.started('idle')
    for (const op of OPS) bench.command(op, more)
    await bench.pass(HOLD_MS + 5_000, 'idle')
    expect(bench.seat.closed).toBe(true)
  })

  it('a command repeated does nothing, though a fresh right stands since', async () => {
    const bench = await Bench.at(path)
    await bench.started('idle')
    bench.command('relay-off', { id: 'once' })
    await bench.pass(HOLD_MS + 2_000, 'idle')
    expect(bench.seat.closed).toBe(false)
    await bench.card(BO)
    expect(bench.seat.closed).toBe(true)
    bench.command('relay-off', { id: 'once' })
    await bench.pass(HOLD_MS + 2_000, 'idle')
    expect(bench.seat.closed).toBe(true)
  })

  it.each(OPS)('%s cuts no running cycle', async op => {
    const bench = await Bench.at(path)
    await bench.started('work')
    bench.command(op)
    await bench.pass(60_000, 'work')
    expect(bench.seat.closed).toBe(true)
  })

  it('a lockout keeps it closed to everybody, also offline, until its release and a fresh badge', async () => {
    const bench = await Bench.at(path)
    bench.command('lockout')
    bench.workshop.cut()
    await bench.card(AWA)
    expect(bench.seat.closed).toBe(false)
    bench.command('release')
    await bench.pass(5_000, 'idle')
    expect(bench.seat.closed).toBe(false)
    await bench.card(AWA)
    expect(bench.seat.closed).toBe(true)
  })
})
