/** What is wrong with the people of an atelier file beyond its shape: check digits, references, times that clash. */
import { isValidIBAN } from 'ibantools'
import type { AtelierFile } from '#server/contract/atelier.ts'
import type { Directory } from '#server/domain/directory.ts'
import { compactNumber, isSiren, isSiret, isVatNumber } from '#server/domain/who/siren.ts'
import { momentOf } from './people.ts'

type Problem = { path: string; message: string }

export function peopleProblems(file: AtelierFile, present: Directory): Problem[] {
  return [
    ...file.issuers.flatMap(({ siren }, i) => numberProblem(siren, isSiren, 'SIREN', `issuers[${i}].siren`)),
    ...file.organisations.flatMap((one, i) => [
      ...numberProblem(one.siren, isSiren, 'SIREN', `organisations[${i}].siren`),
      ...numberProblem(one.siret, isSiret, 'SIRET', `organisations[${i}].siret`),
      ...numberProblem(one.vat_number, isVatNumber, 'VAT number', `organisations[${i}].vat_number`),
      ...numberProblem(one.iban, text => isValidIBAN(text), 'IBAN', `organisations[${i}].iban`),
    ]),
    ...file.categories.flatMap(({ first_months }, i) =>
      unknown(file, present, 'categories', first_months?.of, `categories[${i}].first_months.of`),
    ),
    ...file.members.flatMap((_, i) => memberProblems(file, present, i)),
    ...(isZone(file.timezone) ? [...closureProblems(file), ...eventProblems(file, present)] : []),
  ]
}

/** The zone is a problem of its own; without one no local time can be placed. */
function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

export function numberProblem(
  text: string | null | undefined,
  good: (text: string) => boolean,
  what: string,
  path: string,
): Problem[] {
  if (text === null || text === undefined || good(compactNumber(text).toUpperCase())) return []
  return [{ path, message: `is no ${what}: its check digits are wrong` }]
}

function memberProblems(file: AtelierFile, present: Directory, i: number): Problem[] {
  const member = file.members[i]
  if (member === undefined) return []
  const path = `members[${i}]`
  const institution = member.kind === 'institution'
  return [
    ...unknown(file, present, 'organisations', member.employer, `${path}.employer`),
    ...(member.categories ?? []).flatMap((one, j) =>
      unknown(file, present, 'categories', one.category, `${path}.categories[${j}].category`),
    ),
    ...(member.payers ?? []).flatMap((one, j) =>
      unknown(file, present, 'organisations', one.organisation, `${path}.payers[${j}].organisation`),
    ),
    ...numberProblem(member.siren, isSiren, 'SIREN', `${path}.siren`),
    ...numberProblem(member.siret, isSiret, 'SIRET', `${path}.siret`),
    ...numberProblem(member.vat_number, isVatNumber, 'VAT number', `${path}.vat_number`),
    ...numberProblem(member.iban, text => isValidIBAN(text), 'IBAN', `${path}.iban`),
    ...(institution && !member.organisation
      ? [{ path: `${path}.organisation`, message: 'an institution’s badge belongs to an organisation' }]
      : []),
    ...(institution && (member.name !== undefined || member.email != null)
      ? [{ path: `${path}.name`, message: 'an institution’s badge has no person behind it: leave name and e-mail out' }]
      : []),
    ...(member.badges ?? []).flatMap((badge, j) =>
      typeof badge === 'string' || badge.valid_from === null || badge.valid_until === null
        ? []
        : inOrder(file, { from: badge.valid_from, until: badge.valid_until }, `${path}.badges[${j}].valid_until`),
    ),
  ]
}

function closureProblems(file: AtelierFile): Problem[] {
  return file.closures.flatMap((one, i) => inOrder(file, one, `closures[${i}].until`))
}

function eventProblems(file: AtelierFile, present: Directory): Problem[] {
  return file.events.flatMap((event, i) => {
    const path = `events[${i}]`
    return [
      ...inOrder(file, event, `${path}.until`),
      ...event.machines.flatMap((id, j) => unknown(file, present, 'machines', id, `${path}.machines[${j}]`)),
      ...unknown(file, present, 'members', event.leader, `${path}.leader`),
      ...event.members.flatMap((id, j) => unknown(file, present, 'members', id, `${path}.members[${j}]`)),
      ...unknown(file, present, 'organisations', event.organisation, `${path}.organisation`),
      ...unknown(file, present, 'pools', event.pool, `${path}.pool`),
      ...clashes(file, i).map(message => ({ path: `${path}.from`, message })),
    ]
  })
}

/** With an earlier event of the file on one of the same machines. */
function clashes(file: AtelierFile, i: number): string[] {
  const event = file.events[i]
  if (event === undefined) return []
  const of = (one: typeof event) => ({
    from_ms: momentOf(one.from, file.timezone),
    until_ms: momentOf(one.until, file.timezone, true),
  })
  const own = of(event)
  return file.events.slice(0, i).flatMap(other => {
    const theirs = of(other)
    if (own.from_ms >= theirs.until_ms || theirs.from_ms >= own.until_ms) return []
    const both = event.machines.find(machine => other.machines.includes(machine))
    return both === undefined ? [] : [`${both} is taken by ${other.id} then`]
  })
}

function inOrder(file: AtelierFile, { from, until }: { from: string; until: string }, path: string): Problem[] {
  if (!isZone(file.timezone) || momentOf(from, file.timezone) < momentOf(until, file.timezone, true)) return []
  return [{ path, message: `ends before it begins (${from})` }]
}

type Reference = 'categories' | 'organisations' | 'members' | 'machines' | 'pools'

function unknown(
  file: AtelierFile,
  present: Directory,
  name: Reference,
  id: string | null | undefined,
  path: string,
): Problem[] {
  if (id === null || id === undefined || present[name].has(id) || file[name].some(entry => entry.id === id)) return []
  return [{ path, message: `${id} is not among the ${name}` }]
}
