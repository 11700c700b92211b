/** GET, POST and DELETE /settings/issuers/{id}/logo: the picture its next documents carry. What is out keeps its own. */
import { SettingsView } from '#server/contract/settings.ts'
import type { App } from '../app.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, notFound } from '../problem.ts'
import { fileOf, SlugParam } from '../schemas.ts'
import { presentSettings, refuseFlawed } from '../settings.ts'
import type { Route } from './route.ts'

/** As much as a picture may have, and a little more, so that one that is too large is told and not cut off. */
const BODY_BYTES_MAX = 1_048_576
const IMAGES = ['image/svg+xml', 'image/png', 'image/jpeg']
const TYPES = [...IMAGES, 'application/octet-stream']
const PATH = '/settings/issuers/:id/logo'

/** By its first bytes: what a sender calls it counts for nothing. */
function mediaOf(body: Uint8Array): string {
  if (body[0] === 0x89) return 'image/png'
  return body[0] === 0xff ? 'image/jpeg' : 'image/svg+xml'
}

export const issuerLogo: Route = (app, deps) => {
  const { settings, core } = deps
  const audit = auditOf(deps)
  const known = (id: string): void => {
    if (!core.directory().issuers.has(id)) throw notFound('issuer', id)
  }
  const show = { tags: ['money'], summary: 'An issuer’s logo', params: SlugParam, ...fileOf(...IMAGES) }
  app.get(PATH, { schema: show }, async (request, reply) => {
    const { id } = request.params
    known(id)
    const body = await settings.logo(id)
    if (body === null) throw new HttpProblem(404, 'nothing-here', { path: 'logo' })
    // A drawing may hold scripts: shown as a picture it runs none, opened by itself it may not either
    return reply
      .type(mediaOf(body))
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .header('cache-control', 'private, no-cache')
      .send(Buffer.from(body))
  })
  const answer = { 200: SettingsView }
  const remove = { ...{ tags: ['money'], summary: 'Print no logo', params: SlugParam }, response: answer }
  app.delete(PATH, { schema: remove }, async request => {
    const user = callerOf(request)
    known(request.params.id)
    refuseFlawed(await settings.putLogo(request.params.id, null, signatureOf(user)))
    await audit(user, 'logo-remove', request.params.id)
    return presentSettings(await settings.show())
  })
  app.register(async plugin => {
    const scope = plugin as App
    scope.addContentTypeParser(TYPES, { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX }, (_request, bytes, done) =>
      done(null, bytes),
    )
    const post = { ...{ tags: ['money'], summary: 'Print this logo', params: SlugParam }, response: answer }
    scope.post(PATH, { schema: post, bodyLimit: BODY_BYTES_MAX }, async request => {
      const user = callerOf(request)
      if (!Buffer.isBuffer(request.body)) throw new HttpProblem(415, 'send-the-list', { type: TYPES.join(', ') })
      known(request.params.id)
      refuseFlawed(await settings.putLogo(request.params.id, request.body, signatureOf(user)))
      await audit(user, 'logo-put', request.params.id)
      return presentSettings(await settings.show())
    })
  })
}
