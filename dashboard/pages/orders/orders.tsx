/** Orders: what each took here and elsewhere, and how long the one who waits for it has waited. */
import { useSignal } from '@preact/signals'
import type { MachineView } from '#server/contract/api.ts'
import type { IssuerView, OrderReport } from '#server/contract/money.ts'
import type { OrganisationDetail } from '#server/contract/people.ts'
import { getOrderReports, listIssuers, stepBack } from '../../api/economy.ts'
import { listMachines, listOrganisations } from '../../api/people.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, sayRefused, Waiting } from '../../ui/notice.tsx'
import { useOpened } from '../../ui/opened.ts'
import { sayDay } from '../../ui/say-day.ts'
import { mayGo, me } from '../../ui/session.ts'
import { hours } from '../economy/head.tsx'
import { OrderActs } from './acts.tsx'
import { AddOrder, AddStep, ChangeOrder, DeliverDialog, WithdrawDialog } from './forms.tsx'
import { o } from './texts.ts'
import '../economy/economy.css'
import './orders.css'

export type Orders = {
  today: string
  orders: OrderReport[]
  machines: MachineView[]
  /** of those who keep the books alone */
  organisations: OrganisationDetail[]
  issuers: IssuerView[]
}
type Opened = { kind: 'add' } | { kind: 'step' | 'deliver' | 'change' | 'withdraw'; order: OrderReport }
export type Open = (what: Opened) => void

const keepsBooks = (): boolean => me.value != null && mayGo(me.value.role, 'economy')

async function everything(): Promise<Orders> {
  const [reports, machines, organisations, issuers] = await Promise.all([
    getOrderReports(),
    listMachines(),
    keepsBooks() ? listOrganisations() : [],
    keepsBooks() ? listIssuers() : [],
  ])
  return { ...reports, machines, organisations, issuers }
}

export function OrdersPage() {
  const loaded = useLoad('orders', everything)
  const { what, open, close } = useOpened<Opened>(loaded.again)
  return (
    <article class="economy">
      <header class="month-head">
        <h1>{o('title')}</h1>
        <button type="button" class="button" disabled={loaded.value === null} onClick={() => open({ kind: 'add' })}>
          {o('add')}
        </button>
        <p class="hint">{o('lead')}</p>
      </header>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <>
          <Lists all={loaded.value} open={open} again={loaded.again} />
          <Opening what={what} all={loaded.value} close={close} />
        </>
      )}
    </article>
  )
}

function Opening({ what, all, close }: { what: Opened | null; all: Orders; close: () => void }) {
  if (what === null) return null
  if (what.kind === 'add') return <AddOrder all={all} onClose={close} />
  if (what.kind === 'step') return <AddStep order={what.order} all={all} onClose={close} />
  if (what.kind === 'change') return <ChangeOrder order={what.order} all={all} onClose={close} />
  if (what.kind === 'withdraw') return <WithdrawDialog order={what.order} today={all.today} onClose={close} />
  return <DeliverDialog order={what.order} today={all.today} onClose={close} />
}

function Lists({ all, open, again }: { all: Orders; open: Open; again: () => void }) {
  const sorted = all.orders.toSorted((a, b) => (b.began ?? '9').localeCompare(a.began ?? '9'))
  const under_way = sorted.filter(one => one.delivered === null && one.withdrawn === null)
  const withdrawn = sorted.filter(one => one.withdrawn !== null)
  const delivered = sorted.filter(one => one.delivered !== null)
  if (sorted.length === 0) return <Notice title={o('none')} hint={o('none-hint')} />
  return (
    <>
      {under_way.length === 0 ? null : <Group {...{ title: o('open'), orders: under_way, all, open, again }} />}
      {delivered.length === 0 ? null : <Group {...{ title: o('delivered'), orders: delivered, all, open, again }} />}
      {withdrawn.length === 0 ? null : <Group {...{ title: o('withdrawn'), orders: withdrawn, all, open, again }} />}
    </>
  )
}

type GroupProps = { title: string; orders: OrderReport[]; all: Orders; open: Open; again: () => void }
const Group = ({ title, orders, all, open, again }: GroupProps) => (
  <section>
    <h2>{title}</h2>
    <ul class="orders">
      {orders.map(order => (
        <Order key={order.order} {...{ order, all, open, again }} />
      ))}
    </ul>
  </section>
)

type OrderProps = { order: OrderReport; all: Orders; open: Open; again: () => void }

function Order({ order, all, open, again }: OrderProps) {
  const client = all.organisations.find(({ id }) => id === order.organisation)?.name ?? order.organisation
  const begun = order.began === null ? o('not-begun') : o('began', { date: sayDay(order.began) })
  return (
    <li data-done={order.delivered !== null || order.withdrawn !== null}>
      <h3>
        <bdi>{order.name}</bdi>
      </h3>
      <p class="order-more">
        {[client === null ? null : o('for', { name: client }), begun].filter(Boolean).join(' · ')}
      </p>
      <dl class="facts">
        <div>
          <dt>{o('lead-time')}</dt>
          <dd>
            {order.lead_days === null ? '—' : o('lead-days', { count: order.lead_days })}{' '}
            {order.lead_days === null ? null : <small>{leadUntil(order)}</small>}
          </dd>
        </div>
        <div>
          <dt>{o('machine-time')}</dt>
          <dd>
            {hours(order.running_ms)} <small>{o('sessions', { count: order.sessions })}</small>
          </dd>
        </div>
        <div>
          <dt>{o('outside')}</dt>
          <dd>{order.outside_days === 0 ? o('outside-none') : o('lead-days', { count: order.outside_days })}</dd>
        </div>
      </dl>
      <Strip order={order} today={all.today} />
      {order.machines.length === 0 ? null : (
        <p class="order-more">
          {order.machines
            .map(
              one =>
                `${all.machines.find(({ id }) => id === one.machine)?.name ?? one.machine} ${hours(one.running_ms)}`,
            )
            .join(' · ')}
        </p>
      )}
      <Steps order={order} today={all.today} again={again} />
      <OrderActs order={order} open={open} again={again} />
    </li>
  )
}

function leadUntil({ delivered, withdrawn }: OrderReport): string {
  if (delivered !== null) return o('lead-done', { date: sayDay(delivered) })
  return withdrawn === null ? o('lead-until') : o('lead-withdrawn', { date: sayDay(withdrawn) })
}

const DAY_MS = 86_400_000
const dayNumber = (day: string): number => Date.parse(`${day}T12:00:00Z`) / DAY_MS

/** From its first day to its last as one length of cloth; hatched where it was elsewhere. The words beside it say the same. */
function Strip({ order, today }: { order: OrderReport; today: string }) {
  if (order.began === null) return null
  const until = order.delivered ?? order.withdrawn ?? today
  const first = dayNumber(order.began)
  const whole = Math.max(1, dayNumber(until) - first + 1)
  return (
    <div class="order-strip" aria-hidden="true">
      {order.steps.map(step => {
        const from = Math.max(0, dayNumber(step.sent) - first)
        const to = Math.min(whole, dayNumber(step.back ?? until) - first + 1)
        return (
          <span key={step.id} style={{ left: `${(from / whole) * 100}%`, width: `${((to - from) / whole) * 100}%` }} />
        )
      })}
    </div>
  )
}

function Steps({ order, today, again }: { order: OrderReport; today: string; again: () => void }) {
  const error = useSignal<string | null>(null)
  const back = (id: string) =>
    stepBack(id, today).then(again, (failure: unknown) => {
      error.value = sayRefused(failure)
    })
  if (order.steps.length === 0) return null
  return (
    <>
      <ul class="order-steps" aria-label={o('steps')}>
        {order.steps.map(step => (
          <li key={step.id}>
            <span>
              <bdi>{step.name}</bdi>{' '}
              <span class="order-more">
                {step.back === null
                  ? o('step-away', { date: sayDay(step.sent) })
                  : o('step-back', { sent: sayDay(step.sent), back: sayDay(step.back) })}
              </span>
            </span>
            {step.back === null ? (
              <button
                type="button"
                class="link"
                aria-label={o('step-return-of', { name: step.name })}
                onClick={() => back(step.id)}
              >
                {o('step-return')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      <p class="form-error" role="alert">
        {error.value}
      </p>
    </>
  )
}
