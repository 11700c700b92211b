/** GET /badges: by their HMAC; a raw UID never reaches the server. */

import * as z from 'zod'
import { BadgeView, page } from '#server/contract/api.ts'
import { Slug } from '#server/contract/topics.ts'
import { presentBadge } from '../badges.ts'
import { pageById } from '../paging.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listBadges: Route = (app, { core }) => {
  const querystring = z.strictObject({ ...PageQuery.shape, member: Slug.optional() })
  const schema = { tags: ['people'], summary: 'All badges', querystring, response: { 200: page(BadgeView) } }
  app.get('/badges', { schema }, async request => {
    const { member } = request.query
    const badges = [...core.directory().badges.values()].filter(
      badge => member === undefined || badge.member === member,
    )
    return pageById(badges.map(presentBadge), request.query)
  })
}
