/** Whether a plug's relay may be used. One pure decision, because a mistake in it starts a machine by itself. */

/** What a person found out about machine and plug, and wrote into gateway.json. */
export type Supply = {
  /** it stays off when its supply comes back, until somebody presses start (EN 60204-1 §7.5) */
  no_volt_release: boolean
  machine_A: number
  machine_inrush_A: number
  plug_A: number
  plug_inrush_A: number
}

/** The plug's settings as it told them itself; each `unsafe` is a sentence. */
export type ReadBack = { kind: 'unread'; why: string } | { kind: 'read'; unsafe: readonly string[] }

export type PlugUse = { use: 'meter-only' | 'switch'; why: string }

const meterOnly = (why: string): PlugUse => ({ use: 'meter-only', why })

/** Contract §1, Safety: a plug that switches the supply only meters, unless all of this holds. */
export function decideUse(supply: Supply | undefined, read_back: ReadBack): PlugUse {
  const unfit = whyUnfit(supply)
  if (unfit !== null) return meterOnly(unfit)
  if (read_back.kind === 'unread') return meterOnly(`its settings could not be read back: ${read_back.why}`)
  const [first] = read_back.unsafe
  if (first !== undefined) return meterOnly(`it could not be made safe: ${read_back.unsafe.join('; ')}`)
  return { use: 'switch', why: 'the machine has no-volt release, ratings fit, safe settings were read back' }
}

/** What no setting of the plug can heal, known before it has said a word. */
export function whyUnfit(supply: Supply | undefined): string | null {
  if (supply === undefined) return 'nothing says that the machine has no-volt release and the plug fits it ("supply")'
  const { no_volt_release, machine_A, machine_inrush_A, plug_A, plug_inrush_A } = supply
  if (!no_volt_release) return 'the machine has no no-volt release: it would start by itself when the plug closes'
  if (machine_A > plug_A) return `the machine draws ${machine_A} A, the plug carries ${plug_A} A`
  if (machine_inrush_A > plug_inrush_A)
    return `the machine starts with ${machine_inrush_A} A, the plug stands ${plug_inrush_A} A`
  return null
}
