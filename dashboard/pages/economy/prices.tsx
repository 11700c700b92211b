/** Tariffs, cost pools and purchases, as they stand, end and follow one another. */
import type { AssetView, IssuerView, PoolView, PurchaseView, TariffView } from '#server/contract/money.ts'
import type { CategoryView } from '#server/contract/people.ts'
import { listAssets, listIssuers, listPools, listPurchases, listTariffs } from '../../api/economy.ts'
import { listCategories } from '../../api/people.ts'
import { monthName } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { named } from '../../live/named.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { useOpened } from '../../ui/opened.ts'
import { sayDay } from '../../ui/say-day.ts'
import { mayGo, me } from '../../ui/session.ts'
import { AddPool, AddPurchase, AddTariff, EndDialog } from './forms.tsx'
import { EconomyHead, money } from './head.tsx'
import { Section } from './section.tsx'
import { assetTerms, poolTerms, scopeOf, tariffPrices, tariffTerms } from './terms.ts'
import { w } from './texts.ts'

type Everything = {
  tariffs: TariffView[]
  pools: PoolView[]
  issuers: IssuerView[]
  categories: CategoryView[]
  purchases: PurchaseView[]
  assets: AssetView[]
}
type Opened = 'tariff' | 'pool' | 'purchase' | { end: 'tariff' | 'pool'; id: string; name: string }

async function everything(): Promise<Everything> {
  const [tariffs, pools, issuers, categories, purchases, assets] = await Promise.all([
    listTariffs(),
    listPools(),
    listIssuers(),
    listCategories(),
    listPurchases(),
    listAssets(),
  ])
  return { tariffs, pools, issuers, categories, purchases, assets }
}

export function Prices() {
  const loaded = useLoad('prices', () => named(everything()))
  const { what, open, close } = useOpened<Opened>(loaded.again)
  return (
    <article class="economy">
      <EconomyHead title={w('prices.title')} />
      <p class="hint">{w('prices.rule')}</p>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <Lists all={loaded.value} open={open} />
      )}
      {what === null || loaded.value === null ? null : <Opening what={what} all={loaded.value} close={close} />}
    </article>
  )
}

function Opening({ what, all, close }: { what: Opened; all: Everything; close: () => void }) {
  const { issuers, categories } = all
  if (what === 'tariff') return <AddTariff {...{ issuers, categories, taken: idsOf(all.tariffs) }} onClose={close} />
  if (what === 'pool') return <AddPool {...{ issuers, taken: idsOf(all.pools) }} onClose={close} />
  if (what === 'purchase') return <AddPurchase pools={all.pools} onClose={close} />
  return <EndDialog of={what.end} id={what.id} name={what.name} onClose={close} />
}

const idsOf = (all: readonly { id: string }[]): string[] => all.map(({ id }) => id)

/** What bills at all is a setting: a price put in where costs are shared would bill nobody. */
const Billing = ({ issuers }: { issuers: readonly IssuerView[] }) =>
  issuers.map(({ id, name, billing }) => (
    <p key={id}>
      {w(`prices.bills-${billing}`, { issuer: name })}{' '}
      {me.value && mayGo(me.value.role, 'settings') ? (
        <a class="link" href="/settings">
          {w('prices.change')}
        </a>
      ) : null}
    </p>
  ))

function Lists({ all, open }: { all: Everything; open: (what: Opened) => void }) {
  const issuerOf = new Map(all.issuers.map(issuer => [issuer.id, issuer]))
  const poolName = new Map(all.pools.map(pool => [pool.id, pool.name]))
  const categoryName = new Map(all.categories.map(category => [category.id, category.name]))
  return (
    <>
      <Billing issuers={all.issuers} />
      <Section title={w('prices.tariffs')} add={w('prices.add-tariff')} onAdd={() => open('tariff')}>
        {all.tariffs.length === 0 ? <p>{w('prices.no-tariffs')}</p> : null}
        <ul class="terms">
          {all.tariffs.map(tariff => (
            <li key={tariff.id} data-over={tariff.valid_until != null}>
              <b>{tariffPrices(tariff, poolName).join(', ')}</b>
              <span>{[scopeOf(tariff), ...tariffTerms(tariff, categoryName), ...days(tariff)].join(' · ')}</span>
              {issuerOf.get(tariff.issuer)?.billing === 'share' ? (
                <span class="hint">{w('prices.unused', { issuer: nameOf(issuerOf, tariff.issuer) })}</span>
              ) : null}
              <End
                of="tariff"
                id={tariff.id}
                name={tariffPrices(tariff, poolName).join(', ')}
                until={tariff.valid_until}
                open={open}
              />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={w('prices.pools')} add={w('prices.add-pool')} onAdd={() => open('pool')}>
        {all.pools.length === 0 ? <p>{w('prices.no-pools')}</p> : null}
        <ul class="terms">
          {all.pools.map(pool => (
            <li key={pool.id} data-over={pool.valid_until != null}>
              <b>
                <bdi>{pool.name}</bdi>
              </b>
              <span>{[...poolTerms(pool), scopeOf(pool), ...months(pool)].join(' · ')}</span>
              {all.assets
                .filter(asset => asset.pool === pool.id)
                .map(asset => (
                  <span key={asset.id}>{assetTerms(asset)}</span>
                ))}
              {issuerOf.get(pool.issuer)?.billing === 'tariff' ? (
                <span class="hint">{w('prices.pool-unused', { issuer: nameOf(issuerOf, pool.issuer) })}</span>
              ) : null}
              <End of="pool" id={pool.id} name={pool.name} until={pool.valid_until} open={open} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={w('prices.purchases')} add={w('prices.add-purchase')} onAdd={() => open('purchase')}>
        {all.purchases.length === 0 ? <p>{w('prices.no-purchases')}</p> : null}
        <ul class="terms">
          {all.purchases.toSorted(latest).map(one => (
            <li key={one.id}>
              <b>{money(one.amount_cents)}</b>
              <span>{[sayDay(one.date), one.label, one.document, poolName.get(one.pool) ?? one.pool].join(' · ')}</span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

const latest = (a: PurchaseView, b: PurchaseView): number => (a.date > b.date ? -1 : 1)
const nameOf = (issuers: Map<string, IssuerView>, id: string): string => issuers.get(id)?.name ?? id

/** A tariff imported without a date holds from the first day of the calendar. */
const ALWAYS = '0001-01-01'
const days = ({ valid_from, valid_until }: TariffView): string[] => [
  ...(valid_from === ALWAYS ? [] : [w('prices.from', { date: sayDay(valid_from) })]),
  ...(valid_until ? [w('prices.until', { date: sayDay(valid_until) })] : []),
]
const months = ({ valid_from, valid_until }: PoolView): string[] => [
  ...(valid_from ? [w('prices.from-month', { date: monthName(valid_from, language.value) })] : []),
  ...(valid_until ? [w('prices.until-month', { date: monthName(valid_until, language.value) })] : []),
]

type EndProps = {
  of: 'tariff' | 'pool'
  id: string
  name: string
  until: string | null | undefined
  open: (what: Opened) => void
}
const End = ({ of, id, name, until, open }: EndProps) =>
  until ? null : (
    <button
      type="button"
      class="button-quiet"
      aria-label={w('prices.end-of', { name })}
      onClick={() => open({ end: of, id, name })}
    >
      {w('prices.end')}
    </button>
  )
