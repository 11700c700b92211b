/** The routes about prices, costs and what-ifs that the dashboard uses, by name. */
import type {
  AssetView,
  BalanceView,
  Changes,
  ConsumableView,
  CountView,
  FundersView,
  IssuerView,
  LoanView,
  MonthOverview,
  OrderChange,
  OrderReport,
  OrderView,
  PackSaleView,
  PackView,
  PoolView,
  PurchaseView,
  SettlementView,
  TariffView,
  Trial,
  WhatIfView,
} from '#server/contract/money.ts'
import { get, post, put } from './client.ts'
import { all } from './pages.ts'

const part = encodeURIComponent

export const listTariffs = () => all<TariffView>('tariffs')
export const listPools = () => all<PoolView>('pools')
export const listIssuers = () => all<IssuerView>('issuers')
export const listPurchases = () => all<PurchaseView>('purchases')
export const listAssets = () => all<AssetView>('assets')
export const listConsumables = () => all<ConsumableView>('consumables')
export const addConsumable = (body: object) => post<ConsumableView>('consumables', body)
export const listCounts = () => all<CountView>('consumable-counts')
export const addCount = (body: object) => post<CountView>('consumable-counts', body)
export const listPacks = () => all<PackView>('packs')
export const addPack = (body: object) => post<PackView>('packs', body)
export const listPackSales = () => all<PackSaleView>('pack-sales')
export const addPackSale = (body: object) => post<PackSaleView>('pack-sales', body)
export const listOrders = () => all<OrderView>('orders')
export const addOrder = (body: object) => post<OrderView>('orders', body)
export const changeOrder = (id: string, change: OrderChange) => put<OrderView>(`orders/${part(id)}`, change)
export const getOrderReports = () => get<{ today: string; orders: OrderReport[] }>('reports/orders')
export const deliverOrder = (id: string, date: string) => post<OrderView>(`orders/${part(id)}/deliver`, { date })
export const addStep = (body: object) => post<unknown>('order-steps', body)
export const stepBack = (id: string, date: string) => post<unknown>(`order-steps/${part(id)}/back`, { date })
export const listLoans = () => all<LoanView>('loans')
export const addLoan = (body: object) => post<LoanView>('loans', body)
export const listBalances = () => all<BalanceView>('balances')
export const addBalance = (body: object) => post<BalanceView>('balances', body)
export const addAsset = (body: object) => post<AssetView>('assets', body)
export const setTrial = (until: string | null) => post<Trial>('trial', { until })
export const getTrial = () => get<Trial>('trial')
export const getYear = (year: string) => get<SettlementView>(`years/${year}/settlement`)
export const addTariff = (tariff: object) => post<TariffView>('tariffs', tariff)
export const endTariff = (id: string, valid_until: string) =>
  post<TariffView>(`tariffs/${part(id)}/end`, { valid_until })
export const addPool = (pool: object) => post<PoolView>('pools', pool)
export const endPool = (id: string, valid_until: string) => post<PoolView>(`pools/${part(id)}/end`, { valid_until })
export const addPurchase = (purchase: object) => post<PurchaseView>('purchases', purchase)
export const getOverview = (month: string) => get<MonthOverview>(`periods/${month}/overview`)
export const askWhatIf = (from: string, to: string, changes: Changes) =>
  post<WhatIfView>('what-if', { from, to, changes })
/** Without months: those that were lived. */
export const getFunders = (span: { from?: string; to?: string }) => get<FundersView>('reports/funders', span)

/** A year up to this month, from the first that was metered: rent was due before, and there was nothing yet to pay it. */
export async function getFundersOfYear(month: string): Promise<FundersView> {
  const alone = await getFunders({ from: month, to: month })
  const january = `${month.slice(0, 4)}-01`
  const first = alone.lived?.from ?? month
  const from = first > january ? first : january
  return from < month ? getFunders({ from, to: month }) : alone
}
