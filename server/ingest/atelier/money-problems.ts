/** What is wrong with the money of an atelier file beyond its shape: references, overlaps, check digits, dates the wrong way round. */
import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools'
import type { AtelierFile, AtelierIssuer } from '#server/contract/atelier.ts'
import { isCreditorId } from '#server/domain/accounting/mandate.ts'
import type { Directory } from '#server/domain/directory.ts'
import { overlappingTariffs } from '#server/domain/sharing/tariff-overlap.ts'
import { issuersMeant } from './facts.ts'
import { issuerFacts, tariffFacts } from './money.ts'

export type Problem = { path: string; message: string }
type Reference = 'machines' | 'categories' | 'organisations' | 'members' | 'pools' | 'packs' | 'consumables' | 'orders'

export function moneyProblems(file: AtelierFile, present: Directory): Problem[] {
  return [
    ...file.issuers.flatMap((issuer, i) => issuerProblems(issuer, `issuers[${i}]`)),
    ...tariffProblems(file, present),
    ...poolProblems(file, present),
    ...ledgerProblems(file, present),
    ...saleProblems(file, present),
    ...betweenIssuers(file, present),
    ...overlaps(file, present),
  ]
}

function issuerProblems(issuer: AtelierIssuer, path: string): Problem[] {
  const { valid_from, valid_until, iban, bic, sepa_creditor_id } = issuer
  return [
    ...inOrder(valid_from, valid_until, path),
    ...unless(
      !iban || isValidIBAN(electronicFormatIBAN(iban) ?? ''),
      `${path}.iban`,
      'is no IBAN: its check digits are wrong',
    ),
    ...unless(!bic || isValidBIC(bic.replaceAll(/\s/g, '').toUpperCase()), `${path}.bic`, 'is no BIC'),
    ...unless(
      !sepa_creditor_id || isCreditorId(sepa_creditor_id.replaceAll(/\s/g, '').toUpperCase()),
      `${path}.sepa_creditor_id`,
      'is no SEPA creditor identifier: its check digits are wrong',
    ),
  ]
}

function tariffProblems(file: AtelierFile, present: Directory): Problem[] {
  return file.tariffs.flatMap((tariff, i) => {
    const path = `tariffs[${i}]`
    const components = tariff.components ?? []
    return [
      ...unless(
        tariff.cents_per_hour !== undefined || components.length > 0,
        `${path}.cents_per_hour`,
        'is missing, and there are no components either',
      ),
      ...unless(
        tariff.cents_per_hour === undefined || components.length === 0,
        `${path}.cents_per_hour`,
        'stands beside components: give one of the two',
      ),
      ...inOrder(tariff.valid_from, tariff.valid_until, path),
      ...unless(
        new Set(components.map(({ measure }) => measure)).size === components.length,
        `${path}.components`,
        'prices the same measure twice',
      ),
      ...unless(
        !(components.some(({ measure }) => measure === 'session') && components.length > 1 && timed(components) > 1),
        `${path}.components`,
        'prices session time and a part of it: the same minute would be paid twice',
      ),
      ...unless(
        !components.some(({ measure }) => measure === 'worked') ||
          !components.some(({ measure }) => measure === 'running'),
        `${path}.components`,
        'prices worked time and running time, which is part of it',
      ),
      ...components.flatMap((component, j) =>
        component.measure === 'energy'
          ? unknown(file, present, 'pools', component.pool, `${path}.components[${j}].pool`)
          : [],
      ),
    ]
  })
}

const timed = (components: readonly { measure: string }[]): number =>
  components.filter(({ measure }) => measure !== 'energy').length

function poolProblems(file: AtelierFile, present: Directory): Problem[] {
  return file.pools.flatMap((pool, i) => {
    const path = `pools[${i}]`
    const given = Object.values({ ...pool.weights, ...pool.organisation_weights })
    const weighted = pool.driver === 'area' || pool.driver === 'weights'
    return [
      ...inOrder(pool.valid_from, pool.valid_until, path),
      ...(pool.categories ?? []).flatMap((id, j) =>
        unknown(file, present, 'categories', id, `${path}.categories[${j}]`),
      ),
      ...Object.keys(pool.organisation_weights ?? {}).flatMap(id =>
        unknown(file, present, 'organisations', id, `${path}.organisation_weights.${id}`),
      ),
      ...unless(
        !weighted || given.some(weight => Math.round(weight * 1_000) > 0),
        `${path}.weights`,
        'sum to nothing: give somebody a weight, or another driver',
      ),
    ]
  })
}

function ledgerProblems(file: AtelierFile, present: Directory): Problem[] {
  return [
    ...file.purchases.flatMap((one, i) => unknown(file, present, 'pools', one.pool, `purchases[${i}].pool`)),
    ...file.assets.flatMap((one, i) => [
      ...unknown(file, present, 'pools', one.pool, `assets[${i}].pool`),
      ...unknown(file, present, 'machines', one.machine, `assets[${i}].machine`),
      ...unless(
        one.subsidy_cents <= one.amount_cents,
        `assets[${i}].subsidy_cents`,
        'the subsidy is larger than the amount',
      ),
    ]),
    ...file.balances.flatMap((one, i) => [
      ...unknown(file, present, `${one.payer.kind}s`, one.payer.id, `balances[${i}].payer`),
      ...issuerKnown(file, present, one.issuer, `balances[${i}].issuer`),
    ]),
  ]
}

function saleProblems(file: AtelierFile, present: Directory): Problem[] {
  return [
    ...file.packs.flatMap((one, i) => issuerKnown(file, present, one.issuer, `packs[${i}].issuer`)),
    ...file.consumables.flatMap((one, i) => issuerKnown(file, present, one.issuer, `consumables[${i}].issuer`)),
    ...file.pack_sales.flatMap((one, i) => [
      ...unknown(file, present, 'packs', one.pack, `pack_sales[${i}].pack`),
      ...unknown(file, present, `${one.holder.kind}s`, one.holder.id, `pack_sales[${i}].holder`),
    ]),
    ...file.counts.flatMap((one, i) => [
      ...unknown(file, present, 'consumables', one.consumable, `counts[${i}].consumable`),
      ...unknown(file, present, `${one.holder.kind}s`, one.holder.id, `counts[${i}].holder`),
    ]),
  ]
}

function betweenIssuers(file: AtelierFile, present: Directory): Problem[] {
  return [
    ...file.orders.flatMap((one, i) => [
      ...issuerKnown(file, present, one.issuer, `orders[${i}].issuer`),
      ...unknown(file, present, 'organisations', one.organisation, `orders[${i}].organisation`),
      ...unknown(file, present, 'categories', one.category, `orders[${i}].category`),
      ...inOrder(one.received, one.delivered, `orders[${i}]`),
    ]),
    ...file.steps.flatMap((one, i) => [
      ...unknown(file, present, 'orders', one.order, `steps[${i}].order`),
      ...unknown(file, present, 'organisations', one.partner, `steps[${i}].partner`),
      ...inOrder(one.sent, one.back, `steps[${i}]`),
    ]),
    ...file.loans.flatMap((one, i) => [
      ...unknown(file, present, 'machines', one.machine, `loans[${i}].machine`),
      ...issuerKnown(file, present, one.lender, `loans[${i}].lender`),
      ...issuerKnown(file, present, one.borrower, `loans[${i}].borrower`),
      ...unknown(file, present, 'pools', one.borrower_pool, `loans[${i}].borrower_pool`),
      ...unknown(file, present, 'pools', one.lender_pool, `loans[${i}].lender_pool`),
      ...unless(one.lender !== one.borrower, `loans[${i}].borrower`, 'lends to itself'),
      ...inOrder(one.valid_from, one.valid_until, `loans[${i}]`),
    ]),
  ]
}

/** The site as it will be once the file is in: an old tariff and a new one may overlap too. */
function overlaps(file: AtelierFile, present: Directory): Problem[] {
  const onlyIssuer = issuersMeant(file, present)[0] ?? file.site
  const facts = <T extends { id: string }>(kept: Map<string, T>, added: T[]): Map<string, T> =>
    new Map([...kept, ...added.map(one => [one.id, one] as const)])
  const machines = new Map([...present.machines])
  for (const { id, kind } of file.machines) {
    const known = machines.get(id)
    if (known !== undefined) machines.set(id, { ...known, kind: kind ?? id })
    else machines.set(id, newMachine(id, kind ?? id))
  }
  const billed = file.issuers.length > 0 || present.issuers.size > 0 ? file.issuers : [{ id: file.site }]
  const after: Directory = {
    ...present,
    site: present.site === null ? null : { ...present.site, billing: file.billing },
    issuers: facts(
      present.issuers,
      billed.map(one => {
        const facts = issuerFacts(one, present.issuers.get(one.id))
        return { ...facts, billing: facts.billing ?? file.billing }
      }),
    ),
    machines,
    tariffs: facts(
      present.tariffs,
      file.tariffs.map(tariff => tariffFacts(tariff, onlyIssuer)),
    ),
  }
  const named = new Map(file.tariffs.map((tariff, i) => [tariff.id, i]))
  return overlappingTariffs(after).flatMap(({ a, b, machine }) => {
    const i = named.get(b) ?? named.get(a)
    const message = `${a} and ${b} both price ${machine ?? 'every machine'} from the same day, and neither is more specific`
    return i === undefined ? [] : [{ path: `tariffs[${i}]`, message }]
  })
}

const newMachine = (id: string, kind: string): Directory['machines'] extends Map<string, infer M> ? M : never => ({
  ...{
    id,
    name: id,
    kind,
    profile: '',
    qualification: null,
    sensor: 'current',
    takeover: 'when-idle',
    sample_ms: 1_000,
  },
  place: null,
})

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

function issuerKnown(file: AtelierFile, present: Directory, issuer: string | undefined, path: string): Problem[] {
  const meant = issuersMeant(file, present)
  if (issuer === undefined) return unless(meant.length <= 1, path, 'there are several issuers: name one')
  return unless(meant.includes(issuer) || present.issuers.has(issuer), path, `${issuer} is not among the issuers`)
}

const inOrder = (from: string | null | undefined, until: string | null | undefined, path: string): Problem[] =>
  unless(!from || !until || from <= until, `${path}.valid_until`, `ends before it begins (${from})`)

const unless = (holds: boolean, path: string, message: string): Problem[] => (holds ? [] : [{ path, message }])
