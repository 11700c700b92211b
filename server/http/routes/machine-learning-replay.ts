/** POST /machines/{id}/learning/replay: past sessions as they would have been with these levels, per member. Nothing is kept. */
import { ReplayRange, ReplayReport } from '#server/contract/learning.ts'
import { machineOr404 } from '../machines.ts'
import { unacceptable } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

/** A replay folds every message of the range: a quarter of a year of one machine takes the reader half a minute. */
const SPAN_MS_MAX = 93 * 86_400_000

export const replayLearning: Route = (app, { core, learning }) => {
  const schema = {
    tags: ['learning'],
    summary: 'What levels would have changed',
    params: SlugParam,
    body: ReplayRange,
    response: { 200: ReplayReport },
  }
  app.post('/machines/:id/learning/replay', { schema }, async request => {
    const { levels } = request.body
    const machine = machineOr404(core, request.params.id)
    const range = { from_ms: Date.parse(request.body.from), to_ms: Date.parse(request.body.to) }
    if (range.to_ms <= range.from_ms) throw unacceptable('body.to', 'to-before-from')
    if (range.to_ms - range.from_ms > SPAN_MS_MAX) throw unacceptable('body.to', 'span-too-long', { days: 93 })
    return learning.replay(machine.id, range, levels)
  })
}
