/** The smallest core ingest can run on: orders messages, answers badges, and throws where a test says so. */
import type { MachineView } from '#server/domain/metering/types.ts'
import type { Core, VerdictEffect } from '#server/ingest/core.ts'

export type TinyState = { boot: number; seq: number; up_ms: number; member: string | null }

/** A sample of this current makes the fold throw. */
export const POISON_MA = 666

const VIEW: MachineView = { state: 'idle', since_at_ms: 0, current_mA: null, power_W: null, relay: false }

const verdict = (member: string | null, answered: { boot: number; seq: number } | null): VerdictEffect => ({
  ...{ kind: 'verdict', for: answered, verdict: member === null ? 'ended' : 'granted', reason: null },
  ...{ session: null, relay: member !== null, member },
})

export const tinyCore: Core<TinyState> = {
  initialState: () => ({ boot: 0, seq: -1, up_ms: 0, member: null }),
  judge(state, _epoch, message) {
    if (message.boot < state.boot || (message.boot === state.boot && message.seq <= state.seq)) return { kind: 'known' }
    if (message.boot === state.boot && message.up_ms < state.up_ms) {
      return { kind: 'quarantine', reason: 'up-ms-fell', detail: `up_ms ${message.up_ms} < ${state.up_ms}` }
    }
    return { kind: 'fold' }
  },
  fold(state, entry) {
    if (entry.kind === 'action') return { state, effects: [], at_ms: entry.received_at_ms, at_order: 0 }
    const { boot, seq, up_ms } = entry.message
    if (entry.message.type === 'sample' && entry.message.current_mA === POISON_MA) throw new Error('poison')
    const member = entry.message.type === 'badge' ? entry.message.badge.slice(0, 4) : state.member
    const effects = entry.message.type === 'badge' ? [verdict(member, { boot, seq })] : []
    return { state: { boot, seq, up_ms, member }, effects, at_ms: entry.received_at_ms, at_order: 0 }
  },
  viewOf: () => VIEW,
  openSession: () => null,
  standing: state => verdict(state.member, null),
  clockOf: ({ boot, up_ms }) => (boot === 0 ? null : { boot, up_ms }),
}
