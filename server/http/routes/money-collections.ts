/**
 * GET and POST of what is put in one by one: purchases, assets, loans, balances, packs and their sales, consumables and their
 * counts, orders and what is done of them elsewhere.
 * Nothing is edited or taken away: a wrong purchase or count is corrected by one of the opposite sign.
 */
import type * as z from 'zod'
import { page } from '#server/contract/api.ts'
import * as money from '#server/contract/money.ts'
import type { Directory, MoneyEntry } from '#server/domain/directory.ts'
import type { MoneyKind, MoneyKinds } from '#server/domain/sharing/facts.ts'
import { addMonths } from '#server/domain/time.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { checkOpen } from '../money-dates.ts'
import { issuerOf, madeId } from '../money-facts.ts'
import { pageById } from '../paging.ts'
import { callerOf } from '../plugins/authentication.ts'
import { unacceptable } from '../problem.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

type Collection<K extends MoneyKind, B extends z.ZodType> = {
  path: string
  kind: K
  title: string
  body: B
  view: z.ZodType<MoneyKinds[K]>
  facts(body: z.output<B>, directory: Directory): MoneyKinds[K]
}

const IN_THEIR_MONTH: ReadonlySet<MoneyKind> = new Set(['purchases', 'pack_sales', 'counts'])

function collection<K extends MoneyKind, B extends z.ZodType>(of: Collection<K, B>): Route {
  return (app, deps) => {
    const { core } = deps
    const audit = auditOf(deps)
    const all = (): Iterable<MoneyKinds[K]> => core.directory()[of.kind].values() as Iterable<MoneyKinds[K]>
    const list = {
      tags: ['money'],
      summary: `All ${of.title}`,
      querystring: PageQuery,
      response: { 200: page<z.ZodType>(of.view) },
    }
    app.get(of.path, { schema: list }, async request => pageById(all(), request.query))
    const body: z.ZodType = of.body
    const view: z.ZodType = of.view
    const add = { tags: ['money'], summary: `Add to ${of.title}`, body, response: { 201: view } }
    app.post(of.path, { schema: add }, async (request, reply) => {
      const user = callerOf(request)
      const value = of.facts(request.body as z.output<B>, core.directory())
      if (IN_THEIR_MONTH.has(of.kind) && 'date' in value) await checkOpen(deps, value.date)
      await core.act({ entry: { type: 'money-put', kind: of.kind, value, by: signatureOf(user) } as MoneyEntry })
      await audit(user, `${of.kind}-add`, value.id)
      return reply.code(201).send(value)
    })
  }
}

export const purchases = collection({
  path: '/purchases',
  kind: 'purchases',
  title: 'purchases',
  body: money.NewPurchase,
  view: money.PurchaseView,
  facts: ({ id, ...body }) => ({ ...body, id: id ?? madeId('achat') }),
})

export const assets = collection({
  path: '/assets',
  kind: 'assets',
  title: 'assets written off',
  body: money.NewAsset,
  view: money.AssetView,
  facts: ({ id, ...body }) => ({ ...body, id: id ?? madeId('bien') }),
})

/** A machine of one issuer that works for another: what an hour of running costs the borrower. */
export const loans = collection({
  path: '/loans',
  kind: 'loans',
  title: 'machines lent from one issuer to another',
  body: money.NewLoan,
  view: money.LoanView,
  facts: ({ id, ...body }) => ({ ...body, id: id ?? madeId('pret') }),
})

/** What somebody owed (positive) or had to their credit when Navette began to count. */
export const balances = collection({
  path: '/balances',
  kind: 'balances',
  title: 'opening balances',
  body: money.NewBalance,
  view: money.BalanceView as z.ZodType<MoneyKinds['balances']>,
  facts: ({ id, issuer, ...body }, directory) => ({
    ...body,
    id: id ?? madeId('solde'),
    issuer: issuerOf(directory, issuer),
  }),
})

export const packs = collection({
  path: '/packs',
  kind: 'packs',
  title: 'prepaid packs on offer',
  body: money.NewPack,
  view: money.PackView as z.ZodType<MoneyKinds['packs']>,
  facts: ({ id, issuer, ...body }, directory) => ({
    ...body,
    id: id ?? madeId('forfait'),
    issuer: issuerOf(directory, issuer),
  }),
})

/** Sold under the terms of the day: what the pack on offer becomes later changes nothing. */
export const packSales = collection({
  path: '/pack-sales',
  kind: 'pack_sales',
  title: 'prepaid packs sold',
  body: money.NewPackSale,
  view: money.PackSaleView,
  facts: ({ id, ...body }, directory) => {
    const pack = directory.packs.get(body.pack)
    if (pack === undefined) throw unacceptable('body.pack', 'no-pack', { id: body.pack })
    return {
      ...body,
      id: id ?? madeId('vente'),
      time_ms: pack.time_ms,
      price_cents: pack.price_cents,
      valid_until: pack.valid_months === null ? null : addMonths(body.date, pack.valid_months),
    }
  },
})

export const consumables = collection({
  path: '/consumables',
  kind: 'consumables',
  title: 'consumables',
  body: money.NewConsumable,
  view: money.ConsumableView as z.ZodType<MoneyKinds['consumables']>,
  facts: ({ id, issuer, ...body }, directory) => ({
    ...body,
    id: id ?? madeId('consommable'),
    issuer: issuerOf(directory, issuer),
  }),
})

/** At the price of the day. */
export const consumableCounts = collection({
  path: '/consumable-counts',
  kind: 'counts',
  title: 'consumables counted by hand',
  body: money.NewCount,
  view: money.CountView,
  facts: ({ id, ...body }, directory) => {
    const consumable = directory.consumables.get(body.consumable)
    if (consumable === undefined) throw unacceptable('body.consumable', 'no-consumable', { id: body.consumable })
    return { ...body, id: id ?? madeId('releve'), cents_per_unit: consumable.cents_per_unit }
  },
})

export const orders = collection({
  path: '/orders',
  kind: 'orders',
  title: 'orders that carry their own time',
  body: money.NewOrder,
  view: money.OrderView as z.ZodType<MoneyKinds['orders']>,
  facts: ({ id, name, issuer, ...body }, directory) => {
    const made = id ?? madeId('commande')
    return { ...body, id: made, name: name ?? made, issuer: issuerOf(directory, issuer) }
  },
})

export const steps = collection({
  path: '/order-steps',
  kind: 'steps',
  title: 'work on orders that is done elsewhere',
  body: money.NewStep,
  view: money.StepView,
  facts: ({ id, ...body }) => ({ ...body, id: id ?? madeId('etape') }),
})
