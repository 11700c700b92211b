/** Headers that keep a browser from doing more than the dashboard needs, and the limiter the sign-in uses. */
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { App } from '../app.ts'

export async function security(app: App): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // blob: what hangs behind the plan is fetched with a wall screen's token, which an address cannot carry
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        // 'self' covers the live feed's ws: and wss: of the same host (CSP 3 §6.7.2.8)
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // a workshop's server speaks plain HTTP on its own network: the proxy that has the certificate sets HSTS
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
  })
  await app.register(rateLimit, { global: false })
}
