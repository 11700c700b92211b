/** Everything that is wrong with an atelier file beyond its shape: ids, references, levels. All of it, each with its path. */
import type { AtelierFile } from '#server/contract/atelier.ts'
import type { Directory } from '#server/domain/directory.ts'
import { DEFAULT_PROFILE_ID } from '#server/domain/metering/untaught.ts'
import { isTimezone } from '#server/domain/time.ts'
import { issuersMeant } from './facts.ts'
import { invoicingProblems } from './invoicing-problems.ts'
import { moneyProblems } from './money-problems.ts'
import { peopleProblems } from './people-problems.ts'

export type Problem = { path: string; message: string }

const COLLECTIONS = [
  'issuers',
  'profiles',
  'machines',
  'categories',
  'organisations',
  'members',
  'tariffs',
  'pools',
  'purchases',
  'assets',
  'packs',
  'pack_sales',
  'consumables',
  'counts',
  'orders',
  'steps',
  'loans',
  'balances',
  'closures',
  'events',
] as const
type Collection = (typeof COLLECTIONS)[number]

export function atelierProblems(file: AtelierFile, present: Directory): Problem[] {
  return [
    ...siteProblems(file, present),
    ...COLLECTIONS.flatMap(name => repeatedIds(file, name)),
    ...file.profiles.flatMap((_, index) => levelProblems(file, index)),
    ...file.machines.flatMap((machine, i) =>
      unknown(file, present, 'profiles', machine.profile, `machines[${i}].profile`),
    ),
    ...file.members.flatMap((member, i) => [
      ...unknown(file, present, 'categories', member.category, `members[${i}].category`),
      ...unknown(file, present, 'organisations', member.organisation, `members[${i}].organisation`),
    ]),
    ...badgeProblems(file),
    ...file.tariffs.flatMap((tariff, i) => [
      ...issuerProblems(file, present, tariff.issuer, `tariffs[${i}].issuer`),
      ...unknown(file, present, 'categories', tariff.category, `tariffs[${i}].category`),
      ...machineScope(file, present, tariff.machines, `tariffs[${i}].machines`),
    ]),
    ...file.pools.flatMap((pool, i) => [
      ...issuerProblems(file, present, pool.issuer, `pools[${i}].issuer`),
      ...machineScope(file, present, pool.machines, `pools[${i}].machines`),
      ...Object.keys(pool.weights ?? {}).flatMap(id =>
        unknown(file, present, 'members', id, `pools[${i}].weights.${id}`),
      ),
      ...(pool.subsidy_cents > pool.amount_cents
        ? [{ path: `pools[${i}].subsidy_cents`, message: 'the subsidy is larger than the amount' }]
        : []),
    ]),
    ...peopleProblems(file, present),
    ...invoicingProblems(file, present),
    ...moneyProblems(file, present),
  ]
}

function siteProblems(file: AtelierFile, present: Directory): Problem[] {
  const problems: Problem[] = []
  if (present.site !== null && present.site.site !== file.site)
    problems.push({ path: 'site', message: `this data directory belongs to the site ${present.site.site}` })
  if (!isTimezone(file.timezone))
    problems.push({ path: 'timezone', message: `${file.timezone} is no time zone of the IANA list` })
  for (const [i, opening] of (file.opening ?? []).entries())
    if (opening.from === opening.to)
      problems.push({
        path: `opening[${i}].to`,
        message: `opens and closes at ${opening.from}: write 00:00 to 24:00 for a whole day`,
      })
  return problems
}

function repeatedIds(file: AtelierFile, name: Collection): Problem[] {
  const seen = new Set<string>()
  return file[name].flatMap(({ id }, i) => {
    const again = seen.has(id)
    seen.add(id)
    return again ? [{ path: `${name}[${i}].id`, message: `${id} stands twice in ${name}` }] : []
  })
}

function levelProblems(file: AtelierFile, i: number): Problem[] {
  const profile = file.profiles[i]
  if (profile === undefined) return []
  const { idle_mA, run_mA, run_on_mA, run_off_mA } = profile
  const problems: Problem[] = []
  if (idle_mA !== undefined && run_mA !== undefined && run_mA <= idle_mA)
    problems.push({ path: `profiles[${i}].run_mA`, message: 'must lie above idle_mA' })
  if (run_on_mA !== undefined && run_off_mA !== undefined && run_off_mA > run_on_mA)
    problems.push({ path: `profiles[${i}].run_off_mA`, message: 'must not lie above run_on_mA' })
  return problems
}

function unknown(
  file: AtelierFile,
  present: Directory,
  name: 'profiles' | 'categories' | 'organisations' | 'members' | 'machines',
  id: string | null | undefined,
  path: string,
): Problem[] {
  if (id === null || id === undefined || present[name].has(id) || file[name].some(entry => entry.id === id)) return []
  if (name === 'profiles' && id === DEFAULT_PROFILE_ID) return []
  return [{ path, message: `${id} is not among the ${name}` }]
}

const machineScope = (file: AtelierFile, present: Directory, machines: string[] | null | undefined, path: string) =>
  (machines ?? []).flatMap((id, i) => unknown(file, present, 'machines', id, `${path}[${i}]`))

/** An absent issuer is the only one there is (contract §7); with several it must be named. */
function issuerProblems(file: AtelierFile, present: Directory, issuer: string | undefined, path: string): Problem[] {
  const meant = issuersMeant(file, present)
  if (issuer === undefined) return meant.length > 1 ? [{ path, message: 'there are several issuers: name one' }] : []
  const known = meant.includes(issuer) || present.issuers.has(issuer)
  return known ? [] : [{ path, message: `${issuer} is not among the issuers` }]
}

function badgeProblems(file: AtelierFile): Problem[] {
  const owners = new Map<string, string>()
  return file.members.flatMap((member, i) =>
    (member.badges ?? []).flatMap((badge, j) => {
      const uid = typeof badge === 'string' ? badge : badge.uid
      const key = uid.toLowerCase()
      const owner = owners.get(key)
      owners.set(key, member.id)
      const path = `members[${i}].badges[${j}]`
      if (uid.length % 2 !== 0) return [{ path, message: 'a UID has an even number of hex digits' }]
      if (owner !== undefined) return [{ path, message: `this badge already belongs to ${owner}` }]
      return []
    }),
  )
}
