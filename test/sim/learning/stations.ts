/** Samples as stations really send them: one composed of bought parts by the gateway's own code, or the native firmware. */
import { StationMeter } from '#firmware-sim/firmware/meter.ts'
import { composedAtStart, stepComposed } from '#gateway/station/composed.ts'
import type { Levels } from '#server/domain/learning/types.ts'
import type { SampleMessage } from '#server/domain/metering/types.ts'
import type { Answer } from './bought-meters.ts'
import { STEP_MS } from './waveform.ts'

export type Sample = Pick<SampleMessage, 'up_ms' | 'current_mA' | 'running_ms'>

/** Half as often as the gateway looks would do: samples come on whole seconds. */
const TICK_MS = 500
const POWER = { power_W: 0, energy_Wh: 0 }

export function composedSamples(heard: readonly Answer[], length_ms: number): Sample[] {
  let state = composedAtStart({
    ...{ boot: 1, model: 'test', parts: { reader: false, meter: true, relay: false }, session_was_open: false },
    ...{ was_closed: false, locked: false, config: null, list: null, epoch_ms: null },
  })
  const samples: Sample[] = []
  const step = (input: Parameters<typeof stepComposed>[1], up_ms: number) => {
    const stepped = stepComposed(state, input, up_ms)
    state = stepped.state
    for (const effect of stepped.effects) {
      if (effect.kind !== 'send' || effect.type !== 'sample') continue
      samples.push({ up_ms, current_mA: effect.body.current_mA as number | null })
    }
  }
  step({ kind: 'power-up' }, 0)
  let at = 0
  for (let up_ms = TICK_MS; up_ms <= length_ms; up_ms += TICK_MS) {
    for (let one = heard[at]; one !== undefined && one.at_ms <= up_ms; one = heard[++at])
      step({ kind: 'reading', reading: { current_mA: one.current_mA, ...POWER } }, one.at_ms)
    step({ kind: 'tick' }, up_ms)
  }
  return samples
}

/** The native firmware: a register at 10 Hz by the profile it was given, and an RMS value each second. */
export function nativeSamples(current_A: Float64Array, levels: Levels, sample_ms = 1_000): Sample[] {
  const meter = new StationMeter(levels, 230)
  const samples: Sample[] = []
  for (let i = 0; i < current_A.length; i++) {
    const up_ms = (i + 1) * STEP_MS
    meter.read(STEP_MS, Math.round((current_A[i] as number) * 1_000))
    if (up_ms % sample_ms === 0)
      samples.push({ up_ms, current_mA: meter.takeWindow(), running_ms: meter.takeRegister(up_ms) })
  }
  return samples
}
