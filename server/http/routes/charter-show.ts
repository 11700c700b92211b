/** GET /charter: the text in force, which everybody who works here may read. */
import { CurrentCharter } from '#server/contract/charter.ts'
import { currentCharter } from '#server/domain/who/charter.ts'
import { presentCharter } from '../charter.ts'
import type { Route } from './route.ts'

export const showCharter: Route = (app, { core }) => {
  const schema = { tags: ['people'], summary: 'The charter in force', response: { 200: CurrentCharter } }
  app.get('/charter', { schema }, async () => {
    const current = currentCharter(core.directory())
    return { current: current === null ? null : presentCharter(current) }
  })
}
