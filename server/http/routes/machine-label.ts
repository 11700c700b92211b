/** GET /machines/{id}/label: the code to stick on a machine; a phone that reads it opens that machine's page. */
import * as z from 'zod'
import { machineOr404 } from '../machines.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const machineLabel: Route = (app, { core, public_url }) => {
  const schema = {
    tags: ['machines'],
    summary: 'Code that opens this machine',
    params: SlugParam,
    response: { 200: z.string().meta({ description: 'SVG' }) },
    produces: ['image/svg+xml'],
  }
  app.get('/machines/:id/label', { schema }, async (request, reply) => {
    const { id } = machineOr404(core, request.params.id)
    // Loaded with the first label: a start does not wait for it
    const { toString: codeOf } = await import('qrcode')
    const url = new URL(`/machines/${id}`, public_url ?? `${request.protocol}://${request.host}`)
    // M: still read with a seventh of it under oil
    const svg = await codeOf(url.href, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
    return reply.type('image/svg+xml').serializer(String).send(svg)
  })
}
