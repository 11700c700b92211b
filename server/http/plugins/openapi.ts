/** OpenAPI 3.1 from the very schemas that check requests and answers: /api/openapi.json, and to read at /api/docs. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Evidence, FaultView, MachineView, Me, PeriodPreview, Problem, SessionSummary } from '#server/contract/api.ts'
import type { App } from '../app.ts'
import { PROBLEM_TYPE } from '../problem.ts'
import { rightOf } from '../roles.ts'

/** Shapes that get a name of their own in the document. */
const NAMED = { Problem, Me, MachineView, SessionSummary, FaultView, PeriodPreview, Evidence }

export async function openapi(app: App): Promise<void> {
  const schemaRegistry = z.registry<{ id: string }>()
  for (const [id, shape] of Object.entries(NAMED)) schemaRegistry.add(shape, { id })
  const withComponents = createJsonSchemaTransformObject({ schemaRegistry })

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Navette',
        version: '1',
        description: 'Errors are RFC 9457 problems. Times are RFC 3339, `from`/`to` half-open.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'navette.session_token' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: document => withRights(withComponents(document) as Document) as never,
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: true,
    // its own page needs its own policy; on a workshop's plain HTTP the upgrade would break it, and nothing is asked of outsiders
    transformStaticCSP: header =>
      header.replace(/;?\s*upgrade-insecure-requests/, '').replace(' validator.swagger.io', ''),
    uiConfig: { validatorUrl: null },
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

type Operation = { responses?: Record<string, unknown>; security?: unknown[]; description?: string }
type Document = { paths?: Record<string, Record<string, Operation>> }

/** Adds to each operation what is true of all: its problems, and who may call it. */
function withRights(document: Document): Document {
  const problem = {
    description: 'Problem',
    content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
  }
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations)) {
      operation.responses = { ...operation.responses, default: problem }
      const right = rightOf(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'))
      if (right === undefined || right === 'anyone') continue
      operation.security = [{ session: [] }, { token: [] }]
      operation.description = `Roles: ${right.join(', ')}.`
    }
  }
  return document
}
