import { hash } from 'node:crypto'
import { plugTopic, SLUG_PATTERN } from '#server/contract/topics.ts'
import { LedgerError } from '#server/ledger/errors.ts'
import { withLedger } from '../context.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'

export async function plugAdd(plug: string, options: { gateway: string; json?: boolean }): Promise<void> {
  for (const id of [plug, options.gateway])
    if (!SLUG_PATTERN.test(id))
      throw new CliError(`"${id}" is no slug: small letters, digits and hyphens, at most 32`, EXIT_USAGE)
  const added = await withLedger(async ledger => {
    const { directory } = await ledger.present()
    if (directory.stations.has(plug)) throw new CliError(`${plug} is already the id of a station`)
    try {
      const { principal, token } = await ledger.addPlug(plug, options.gateway)
      const token_sha256 = hash('sha256', token, 'hex')
      return { site: directory.site?.site ?? '', plug, principal, token, token_sha256 }
    } catch (error) {
      if (error instanceof LedgerError) throw new CliError(error.message)
      throw error
    }
  })
  print(
    added,
    [
      `Plug ${plug} speaks with gateway ${options.gateway} alone. This is shown once:`,
      `  client id and user name: ${added.principal}`,
      `  password: ${added.token}`,
      `  for the gateway's own door (token_sha256): ${added.token_sha256}`,
      `  Shelly, topic prefix: ${plugTopic(added.site, plug, '').replace(/\/$/, '')}`,
      `  Tasmota, FullTopic: ${plugTopic(added.site, plug, '%prefix%/')}`,
    ],
    options.json,
  )
}
