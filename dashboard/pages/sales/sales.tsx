/** What is counted by hand and what was bought in advance. The floor counts and sells; prices are the treasurer's. */
import type { MachineView } from '#server/contract/api.ts'
import type {
  ConsumableView,
  CountView,
  IssuerView,
  OrderView,
  PackSaleView,
  PackView,
} from '#server/contract/money.ts'
import type { MemberRow } from '#server/contract/people.ts'
import { listConsumables, listCounts, listIssuers, listOrders, listPackSales, listPacks } from '../../api/economy.ts'
import { listMachines, listMembers } from '../../api/people.ts'
import { Arrived } from '../../ui/arrived.tsx'
import { useLoad } from '../../ui/load.ts'
import { useOpened } from '../../ui/opened.ts'
import { sayDay } from '../../ui/say-day.ts'
import { mayGo, me } from '../../ui/session.ts'
import { hours, money } from '../economy/head.tsx'
import { Section } from '../economy/section.tsx'
import { AddConsumable, AddPack, CountDialog, SellDialog } from './forms.tsx'
import { quantityWords } from './quantity.ts'
import { s } from './texts.ts'

export type Everything = {
  packs: PackView[]
  sales: PackSaleView[]
  consumables: ConsumableView[]
  counts: CountView[]
  orders: OrderView[]
  members: MemberRow[]
  machines: MachineView[]
  /** of those who make prices alone */
  issuers: IssuerView[]
}
type Opened = 'count' | 'sale' | 'pack' | 'consumable'
const SHOWN_MAX = 20

const makesPrices = (): boolean => me.value != null && mayGo(me.value.role, 'economy')

async function everything(): Promise<Everything> {
  const [packs, sales, consumables, counts, orders, members, machines, issuers] = await Promise.all([
    listPacks(),
    listPackSales(),
    listConsumables(),
    listCounts(),
    listOrders(),
    listMembers(),
    listMachines(),
    makesPrices() ? listIssuers() : [],
  ])
  return { packs, sales, consumables, counts, orders, members, machines, issuers }
}

export function Sales() {
  const loaded = useLoad('sales', everything)
  const { what, open, close } = useOpened<Opened>(loaded.again)
  return (
    <article class="economy">
      <header class="month-head">
        <h1>{s('title')}</h1>
        <p class="hint">{s('lead')}</p>
      </header>
      <Arrived loaded={loaded} height_rem={40}>
        {all => (
          <>
            <Lists all={all} open={open} />
            <Opening what={what} all={all} close={close} />
          </>
        )}
      </Arrived>
    </article>
  )
}

function Opening({ what, all, close }: { what: Opened | null; all: Everything; close: () => void }) {
  if (what === 'count') return <CountDialog all={all} onClose={close} />
  if (what === 'sale') return <SellDialog all={all} onClose={close} />
  if (what === 'pack') return <AddPack issuers={all.issuers} onClose={close} />
  return what === 'consumable' ? <AddConsumable issuers={all.issuers} onClose={close} /> : null
}

const latest = (a: { date: string; id: string }, b: { date: string; id: string }): number =>
  b.date.localeCompare(a.date) || b.id.localeCompare(a.id)

function Lists({ all, open }: { all: Everything; open: (what: Opened) => void }) {
  const { counts, sales, consumables, packs } = all
  return (
    <>
      <Section title={s('counts')} add={consumables.length === 0 ? null : s('count-add')} onAdd={() => open('count')}>
        {counts.length === 0 ? <p class="hint">{s('counts-none')}</p> : null}
        <ul class="terms">
          {counts
            .toSorted(latest)
            .slice(0, SHOWN_MAX)
            .map(one => (
              <Count key={one.id} count={one} all={all} />
            ))}
        </ul>
        {counts.length > SHOWN_MAX ? <p class="hint">{s('more', { count: counts.length - SHOWN_MAX })}</p> : null}
      </Section>
      <Section title={s('sales')} add={packs.length === 0 ? null : s('sale-add')} onAdd={() => open('sale')}>
        {sales.length === 0 ? <p class="hint">{s('sales-none')}</p> : null}
        <ul class="terms">
          {sales
            .toSorted(latest)
            .slice(0, SHOWN_MAX)
            .map(one => (
              <li key={one.id}>
                <b>
                  <bdi>{holderName(all, one.holder)}</bdi>
                </b>
                <span>
                  {[
                    packs.find(({ id }) => id === one.pack)?.name ?? one.pack,
                    sayDay(one.date),
                    one.valid_until === null ? null : s('until', { date: sayDay(one.valid_until) }),
                    money(one.price_cents),
                  ]
                    .filter(part => part !== null)
                    .join(' · ')}
                </span>
              </li>
            ))}
        </ul>
        {sales.length > SHOWN_MAX ? <p class="hint">{s('more', { count: sales.length - SHOWN_MAX })}</p> : null}
      </Section>
      <Offer all={all} open={open} />
    </>
  )
}

function Count({ count, all }: { count: CountView; all: Everything }) {
  const of = all.consumables.find(({ id }) => id === count.consumable)
  const key = count.thousandths < 0 ? 'quantity-back' : 'quantity'
  const cents = Math.round((count.thousandths * count.cents_per_unit) / 1_000)
  return (
    <li>
      <b>
        {s(key, {
          quantity: quantityWords(Math.abs(count.thousandths)),
          unit: of?.unit ?? '',
          name: of?.name ?? count.consumable,
        })}
      </b>
      <span>
        {[
          holderName(all, count.holder),
          sayDay(count.date),
          all.machines.find(({ id }) => id === count.machine)?.name ?? null,
          money(cents),
        ]
          .filter(part => part !== null)
          .join(' · ')}
      </span>
    </li>
  )
}

function holderName({ members, orders }: Everything, { kind, id }: { kind: string; id: string }): string {
  if (kind === 'order') return s('order', { name: orders.find(one => one.id === id)?.name ?? id })
  return members.find(one => one.id === id)?.name ?? id
}

function Offer({ all, open }: { all: Everything; open: (what: Opened) => void }) {
  const { packs, consumables } = all
  return (
    <Section
      title={s('offer')}
      add={makesPrices() ? s('pack-add') : null}
      onAdd={() => open('pack')}
      more={
        <button type="button" class="button-quiet" onClick={() => open('consumable')}>
          {s('consumable-add')}
        </button>
      }
    >
      {packs.length + consumables.length === 0 ? <p class="hint">{s('offer-none')}</p> : null}
      <ul class="terms">
        {packs.map(pack => (
          <li key={pack.id}>
            <b>
              <bdi>{pack.name}</bdi>
            </b>
            <span>
              {[
                s('pack-terms', { hours: hours(pack.time_ms), money: money(pack.price_cents) }),
                pack.valid_months === null ? s('pack-always') : s('pack-months', { count: pack.valid_months }),
                ...(pack.kinds ?? []),
              ].join(' · ')}
            </span>
          </li>
        ))}
        {consumables.map(one => (
          <li key={one.id}>
            <b>
              <bdi>{one.name}</bdi>
            </b>
            <span>{s('unit-price', { money: money(one.cents_per_unit), unit: one.unit })}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
