import { SLUG_PATTERN } from '#server/contract/topics.ts'
import { withLedger } from '../context.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'

export async function gatewayAdd(gateway: string, options: { stations: string[]; json?: boolean }): Promise<void> {
  for (const id of [gateway, ...options.stations])
    if (!SLUG_PATTERN.test(id))
      throw new CliError(`"${id}" is no slug: small letters, digits and hyphens, at most 32`, EXIT_USAGE)
  const added = await withLedger(async ledger => {
    const { directory } = await ledger.present()
    const unknown = options.stations.filter(id => !directory.stations.has(id))
    if (unknown.length > 0)
      throw new CliError(`there is no station ${unknown.join(', ')}: add it first with "navette station add"`)
    if (directory.stations.has(gateway)) throw new CliError(`${gateway} is already the id of a station`)
    const { principal, token, badge_key } = await ledger.addGateway(gateway, options.stations)
    return { site: directory.site?.site ?? '', gateway, principal, token, badge_key }
  })
  print(
    added,
    [
      `Gateway ${gateway} speaks for ${options.stations.join(', ')}. This is shown once:`,
      `  client id and user name: ${added.principal}`,
      `  password: ${added.token}`,
      `  badge key: ${added.badge_key}`,
    ],
    options.json,
  )
}
