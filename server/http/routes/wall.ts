/** GET and PUT /wall: whether everybody who looks at machines reads who is at them. Everybody may know that it is so. */
import * as z from 'zod'
import { WallView } from '#server/contract/wall.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { presentWall } from '../wall.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({ names: z.boolean() })

export const wall: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const show = { tags: ['machines'], summary: 'Whether walls name people', response: { 200: WallView } }
  app.get('/wall', { schema: show }, async request => presentWall(core.directory(), callerOf(request)))

  const schema = { tags: ['machines'], summary: 'Name people on walls', body: Body, response: { 200: WallView } }
  app.put('/wall', { schema }, async request => {
    const user = callerOf(request)
    const change = { names_on_wall: request.body.names }
    await core.act({ entry: { type: 'site-changed', change, by: signatureOf(user) } })
    await audit(user, request.body.names ? 'wall-names-on' : 'wall-names-off', 'site')
    return presentWall(core.directory(), user)
  })
}
