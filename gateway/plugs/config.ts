/** `plugs` of gateway.json: a door of the gateway's own for plugs of the workshop's network (docs/adr/0041). */
import * as z from 'zod'
import { Slug } from '#server/contract/topics.ts'

const HOST_PORT = /^(\[[0-9a-fA-F:]+\]|[^:\s[\]]+):(\d{1,5})$/
const PORT_MAX = 65_535

export const LocalPlugs = z.strictObject({
  /** an address of the workshop's own network, or 0.0.0.0 */
  listen: z
    .string()
    .refine(
      text => Number(HOST_PORT.exec(text)?.[2] ?? Number.NaN) <= PORT_MAX,
      'host:port expected, e.g. 192.168.1.10:1883',
    ),
  accounts: z
    .array(
      z.strictObject({
        /** the plug's id, as stations name it */
        id: Slug,
        /** `token_sha256` of `navette plug add`: the token itself is the plug's alone */
        token_sha256: z.string().regex(/^[0-9a-f]{64}$/, 'token_sha256 of `navette plug add` expected: 64 hex digits'),
      }),
    )
    .min(1),
})
export type LocalPlugsConfig = z.infer<typeof LocalPlugs>

/** It was checked to be one. */
export function hostAndPort(listen: string): { host: string; port: number } {
  const [, host = '', port = '0'] = HOST_PORT.exec(listen) ?? []
  return { host: host.replace(/[[\]]/g, ''), port: Number(port) }
}

/** The accounts that are there, whatever else is wrong. */
export const AcrossLocalPlugs = z
  .object({ accounts: z.array(z.object({ id: z.unknown() }).catch({ id: undefined })).catch([]) })
  .optional()
  .catch(undefined)
