/**
 * RFC 8259 §8.1, contract "UTF-8 JSON everywhere": a body in another encoding is refused. Decoded all the same, each letter it does
 * not know would become U+FFFD, and a name be kept that nobody wrote.
 */
import { isUtf8 } from 'node:buffer'
import type { App } from '../app.ts'

export function json(app: App): void {
  // as Fastify's own: a body that would change prototypes is refused
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    if (isUtf8(bytes)) return parse(request, bytes.toString('utf8'), done)
    done(Object.assign(new Error('the body is not UTF-8'), { statusCode: 400 }))
  })
}
