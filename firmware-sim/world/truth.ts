/** What really happened at one machine, told by the work itself and never by a current. Kept apart for the checks. */

export type TrueSession = { member: string; start_at_ms: number; end_at_ms: number | null; running_ms_true: number }
export type TrueMachine = {
  machine: string
  station: string
  running_ms_true: number
  energy_Wh_true: number
  /** for how long nobody could read its sensor, or it read what was not so */
  unheard_ms: number
  sessions: TrueSession[]
}
export type Interval = { from_ms: number; to_ms: number }

export class MachineTruth {
  readonly machine: string
  readonly station: string
  readonly intervals: Interval[] = []
  #sessions: TrueSession[] = []
  #open: TrueSession | null = null
  #left: TrueSession | null = null
  #running_ms = 0
  #energy_Ws = 0

  #unheard_ms = 0
  #elapsed: boolean

  /** `elapsed`: a hand tool without a meter; it is in use as long as somebody has it (contract §3 `sensor: none`). */
  constructor(machine: string, station: string, elapsed: boolean) {
    this.machine = machine
    this.station = station
    this.#elapsed = elapsed
  }

  begin(member: string, at_ms: number): void {
    this.end(at_ms)
    this.#left = null
    this.#open = { member, start_at_ms: at_ms, end_at_ms: null, running_ms_true: 0 }
    this.#sessions.push(this.#open)
  }

  /** When the person left, whether or not they badged out. What `works_on` without them is theirs until somebody else comes. */
  end(at_ms: number, works_on = false): void {
    if (this.#open === null) return
    this.#open.end_at_ms = at_ms
    if (this.#elapsed) this.#count(this.#open.start_at_ms, at_ms)
    this.#left = works_on ? this.#open : null
    this.#open = null
  }

  worked(from_ms: number, to_ms: number): void {
    if (!this.#elapsed && to_ms > from_ms) this.#count(from_ms, to_ms)
  }

  #count(from_ms: number, to_ms: number): void {
    this.intervals.push({ from_ms, to_ms })
    this.#running_ms += to_ms - from_ms
    const whose = this.#open ?? this.#left
    if (whose !== null) whose.running_ms_true += to_ms - from_ms
  }

  used(energy_Ws: number): void {
    if (!this.#elapsed) this.#energy_Ws += energy_Ws
  }

  unheard(for_ms: number): void {
    this.#unheard_ms += for_ms
  }

  summary(): TrueMachine {
    return {
      machine: this.machine,
      station: this.station,
      running_ms_true: this.#running_ms,
      energy_Wh_true: this.#energy_Ws / 3_600,
      unheard_ms: this.#unheard_ms,
      sessions: this.#sessions.map(session => ({ ...session })),
    }
  }
}

/** Two parts of one life (a past month, then now) as one. */
export const mergeTruths = (truths: readonly TrueMachine[]): TrueMachine[] => {
  const merged = new Map<string, TrueMachine>()
  for (const one of truths) {
    const before = merged.get(one.station)
    merged.set(one.station, {
      ...one,
      running_ms_true: one.running_ms_true + (before?.running_ms_true ?? 0),
      energy_Wh_true: one.energy_Wh_true + (before?.energy_Wh_true ?? 0),
      unheard_ms: one.unheard_ms + (before?.unheard_ms ?? 0),
      sessions: [...(before?.sessions ?? []), ...one.sessions],
    })
  }
  return [...merged.values()]
}
