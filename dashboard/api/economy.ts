/** The routes about prices, costs and what-ifs that the dashboard uses, by name. */
import type {
  AssetView,
  Changes,
  ConsumableView,
  FundersView,
  IssuerView,
  MonthOverview,
  PoolView,
  PurchaseView,
  TariffView,
  WhatIfView,
} from '#server/contract/money.ts'
import { get, post } from './client.ts'
import type { Page } from './endpoints.ts'

const part = encodeURIComponent

async function all<T>(path: string): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const page: Page<T> = await get(path, { limit: 200, cursor })
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return items
}

export const listTariffs = () => all<TariffView>('tariffs')
export const listPools = () => all<PoolView>('pools')
export const listIssuers = () => all<IssuerView>('issuers')
export const listPurchases = () => all<PurchaseView>('purchases')
export const listAssets = () => all<AssetView>('assets')
export const listConsumables = () => all<ConsumableView>('consumables')
export const addTariff = (tariff: object) => post<TariffView>('tariffs', tariff)
export const endTariff = (id: string, valid_until: string) =>
  post<TariffView>(`tariffs/${part(id)}/end`, { valid_until })
export const addPool = (pool: object) => post<PoolView>('pools', pool)
export const endPool = (id: string, valid_until: string) => post<PoolView>(`pools/${part(id)}/end`, { valid_until })
export const addPurchase = (purchase: object) => post<PurchaseView>('purchases', purchase)
export const getOverview = (month: string) => get<MonthOverview>(`periods/${month}/overview`)
export const askWhatIf = (from: string, to: string, changes: Changes) =>
  post<WhatIfView>('what-if', { from, to, changes })
export const getFunders = (from: string, to: string) => get<FundersView>('reports/funders', { from, to })
