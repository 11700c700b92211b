import { SLUG_PATTERN } from '#server/contract/topics.ts'
import { withLedger } from '../context.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'

export async function stationAdd(station: string, options: { machine: string; json?: boolean }): Promise<void> {
  if (!SLUG_PATTERN.test(station))
    throw new CliError(`"${station}" is no slug: small letters, digits and hyphens, at most 32`, EXIT_USAGE)
  const added = await withLedger(async ledger => {
    const { directory } = await ledger.present()
    if (!directory.machines.has(options.machine))
      throw new CliError(
        `there is no machine ${options.machine}; there are: ${[...directory.machines.keys()].join(', ') || 'none'}`,
      )
    const taken = [...directory.stations.values()].find(one => one.machine === options.machine && one.id !== station)
    if (taken !== undefined) throw new CliError(`the machine ${options.machine} already has the station ${taken.id}`)
    const site = directory.site?.site ?? ''
    const { principal, token, badge_key } = await ledger.addStationToken(station, options.machine)
    return { site, station, principal, token, badge_key }
  })
  print(
    added,
    [
      `Station ${station} at machine ${options.machine}. This is shown once:`,
      `  client id and user name: ${added.principal}`,
      `  password: ${added.token}`,
      `  badge key: ${added.badge_key}`,
    ],
    options.json,
  )
}
