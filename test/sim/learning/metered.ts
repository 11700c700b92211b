/** One session over a day's samples, through the real fold, with the levels that were learnt; some samples lost on the way. */
import { createRng } from '#firmware-sim/world/rng.ts'
import type { Levels } from '#server/domain/learning/types.ts'
import { fold, initialState, openSession } from '#server/domain/metering/station.ts'
import { AWA, atelier, HELLO, T0 } from '#server/domain/metering/testing.ts'
import type { StationMessage } from '#server/domain/metering/types.ts'
import type { Sample } from './stations.ts'

export function running_ms(samples: readonly Sample[], levels: Levels, lost_share: number): number {
  const directory = atelier({ profile: { ...levels, idle_timeout_s: null } })
  const rng = createRng(5)
  let state = initialState('s1', 'juki-1')
  let seq = 0
  const say = (body: object, up_ms: number) => {
    const message = { ...body, boot: 1, seq: seq++, up_ms, at_ms: T0 + up_ms } as StationMessage
    if (message.type === 'sample' && rng.chance(lost_share)) return
    const received_at_ms = T0 + up_ms
    state = fold(state, { kind: 'message', epoch: 1, received_at_ms, message }, { directory }).state
  }
  say(HELLO, 0)
  say({ type: 'badge', badge: AWA }, 1)
  for (const { up_ms, ...fields } of samples) say({ type: 'sample', relay: true, ...fields }, up_ms)
  return openSession(state)?.running_ms ?? 0
}
