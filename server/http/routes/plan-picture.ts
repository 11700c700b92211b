/** GET, POST, PUT and DELETE /plan/picture: what is drawn behind the machines, where on the plan, and its taking away. */
import * as z from 'zod'
import { PictureFrame, PlanView } from '#server/contract/plan.ts'
import { UNMEASURED } from '#server/contract/plan-shape.ts'
import { type Picture, pictureOf } from '#server/domain/picture.ts'
import type { PlanPicture } from '#server/domain/plan.ts'
import { presentPlan } from '#server/present/plan.ts'
import type { App } from '../app.ts'
import { auditOf, signatureOf } from '../audit.ts'
import type { User } from '../auth/types.ts'
import type { HttpDeps } from '../deps.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, unacceptable } from '../problem.ts'
import { fileOf } from '../schemas.ts'
import type { Route } from './route.ts'

/** A photograph of a room fits; every screen loads it once. */
const PICTURE_BYTES_MAX = 2 * 1_048_576
/** Twice a 4K wall; more only fills a browser's memory. */
const SIDE_PX_MAX = 8_192
/** A little more may come, so that one that is too large is told and not cut off. */
const BODY_BYTES_MAX = 2 * PICTURE_BYTES_MAX
const IMAGES = ['image/png', 'image/jpeg', 'image/webp']
const TYPES = [...IMAGES, 'application/octet-stream']
const PATH = '/plan/picture'
const YEAR_S = 31_536_000

export const planPicture: Route = (app, deps) => {
  const { core, reads, writes } = deps
  const audit = auditOf(deps)
  const tags = ['machines']
  const hung = (): PlanPicture => {
    const picture = core.directory().site?.plan_picture
    if (picture == null) throw new HttpProblem(404, 'nothing-here', { path: 'picture' })
    return picture
  }

  const file = fileOf(...IMAGES)
  const show = {
    ...{ tags, summary: 'The picture behind the plan', querystring: z.object({ of: z.string().optional() }) },
    produces: file.produces,
    response: { ...file.response, 304: z.undefined().meta({ description: 'You have it' }) },
  }
  app.get(PATH, { schema: show }, async (request, reply) => {
    const { hash } = hung()
    reply.header('etag', `"${hash}"`)
    // by `?of=` it has an address of its own, which never answers another picture; the sign-in is asked each time it is fetched
    const own = request.query.of === hash
    reply.header('cache-control', own ? `private, max-age=${YEAR_S}, immutable` : 'private, no-cache')
    if (request.headers['if-none-match'] === `"${hash}"`) return reply.code(304).send()
    const body = await reads.planPicture(hash)
    const picture = body === null ? null : pictureOf(body)
    if (body === null || picture === null) throw new HttpProblem(404, 'nothing-here', { path: 'picture' })
    return reply.type(picture.type).send(Buffer.from(body))
  })

  const answer = { 200: PlanView }
  const move = { tags, summary: 'Move the picture behind the plan', body: PictureFrame.strict(), response: answer }
  app.put(PATH, { schema: move }, async request => {
    const user = callerOf(request)
    await hang(deps, { ...hung(), ...request.body }, user)
    await audit(user, 'plan-picture-move', 'plan')
    return presentPlan(core.directory())
  })
  app.delete(PATH, { schema: { tags, summary: 'Take the picture away', response: answer } }, async request => {
    const user = callerOf(request)
    const { hash } = hung()
    await hang(deps, null, user)
    await writes.dropPlanPicture(hash)
    await audit(user, 'plan-picture-remove', 'plan')
    return presentPlan(core.directory())
  })
  app.register(async plugin => {
    const scope = plugin as App
    scope.addContentTypeParser(TYPES, { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX }, (_request, bytes, done) =>
      done(null, bytes),
    )
    const put = { tags, summary: 'Draw this picture behind the plan', response: answer }
    scope.post(PATH, { schema: put, bodyLimit: BODY_BYTES_MAX }, async request => {
      const user = callerOf(request)
      const { body } = request
      if (!Buffer.isBuffer(body)) throw new HttpProblem(415, 'send-the-list', { type: TYPES.join(', ') })
      const picture = acceptable(body)
      const before = core.directory().site?.plan_picture?.hash
      const hash = await writes.putPlanPicture(body)
      await hang(deps, { hash, ...wholeWidth(picture, core.directory().site?.room ?? null) }, user)
      if (before !== undefined && before !== hash) await writes.dropPlanPicture(before)
      await audit(user, 'plan-picture-put', 'plan', `${picture.width_px} × ${picture.height_px}`)
      return presentPlan(core.directory())
    })
  })
}

const hang = ({ core }: HttpDeps, plan_picture: PlanPicture | null, user: User): Promise<void> =>
  core.act({ entry: { type: 'site-changed', change: { plan_picture }, by: signatureOf(user) } })

/** By its own bytes: what a sender calls it counts for nothing. */
function acceptable(body: Uint8Array): Picture {
  const picture = pictureOf(body)
  if (picture === null) throw unacceptable('body', 'no-picture')
  const { width_px, height_px } = picture
  if (body.length > PICTURE_BYTES_MAX)
    throw unacceptable('body', 'picture-too-heavy', { limit_kB: PICTURE_BYTES_MAX / 1_024 })
  if (Math.min(width_px, height_px) < 1 || Math.max(width_px, height_px) > SIDE_PX_MAX)
    throw unacceptable('body', 'picture-too-large', { limit_px: SIDE_PX_MAX })
  return picture
}

/** As wide as the room and in its own proportions, from the top left: whoever has a margin on it moves it from there. */
function wholeWidth(
  { width_px, height_px }: Picture,
  room: { width_cm: number; depth_cm: number } | null,
): PictureFrame {
  const shape = room ?? UNMEASURED
  const depth = (height_px / width_px) * (shape.width_cm / shape.depth_cm) * 100
  return { x: 0, y: 0, width: 100, depth: Math.min(1_000, Math.max(1, Math.round(depth * 10) / 10)) }
}
