/** My account: what I owe and have left, my badges, rights and bookings, and everything that is kept about me. */
import { useSignal } from '@preact/signals'
import type { MyAccount as Mine } from '#server/contract/mine.ts'
import { blockMyBadge, getMyAccount, MY_DATA } from '../../api/mine.ts'
import { cancelBooking } from '../../api/people.ts'
import { t } from '../../i18n/index.ts'
import { sayQualification } from '../../i18n/slugs.ts'
import { machineName, named } from '../../live/named.ts'
import { Back } from '../../ui/back.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, sayRefused, Waiting } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { sayDay, sayMoment, sayTime } from '../../ui/say-day.ts'
import { me } from '../../ui/session.ts'
import { useSubject } from '../../ui/title.ts'
import { MyInvoices } from '../invoices/mine.tsx'
import { Left } from './left.tsx'
import { Owed } from './owed.tsx'
import { y } from './texts.ts'
import './my-month.css'

export function MyAccount() {
  useSubject(y('account.title'))
  const account = useLoad('account', () => named(getMyAccount()))
  return (
    <article class="my-account">
      <header class="month-head">
        <Back href="/me">{t('me.title')}</Back>
        <h1>{y('account.title')}</h1>
      </header>
      {me.value?.member == null ? (
        <Notice title={y('account.none')} />
      ) : account.is === 'failed' ? (
        <Failure error={account.error} again={account.again} />
      ) : account.value === null ? (
        <Waiting height_rem={50} />
      ) : (
        <Shown account={account.value} again={account.again} />
      )}
    </article>
  )
}

type Props = { account: Mine; again: () => void }

const Shown = ({ account, again }: Props) => (
  <>
    <Owed owed={account.owed} />
    <MyInvoices />
    <Left account={account} />
    <Badges account={account} again={again} />
    <Bookings account={account} again={again} />
    <Rights account={account} />
    <section aria-labelledby="my-data">
      <h2 id="my-data">{y('data.title')}</h2>
      <p>{y('data.lead')}</p>
      <a class="button-quiet" href={MY_DATA} download>
        {y('data.download')}
      </a>
      <p class="hint">{y('data.erase')}</p>
    </section>
  </>
)

/** As the floor reads it on the member's page. */
const short = (badge: string): string => badge.slice(0, 4).toUpperCase()

const machines = (ids: readonly string[]): string => ids.map(machineName).join(', ')

function Badges({ account, again }: Props) {
  const losing = useSignal<string | null>(null)
  return (
    <section aria-labelledby="my-badges">
      <h2 id="my-badges">{y('badges.title')}</h2>
      {account.badges.length === 0 ? <p class="hint">{y('badges.none')}</p> : null}
      <ul class="my-list">
        {account.badges.map(one => (
          <li key={one.id} data-blocked={one.blocked}>
            <b>{y('badges.one', { id: short(one.id) })}</b>
            {one.valid_until === null ? null : <span>{y('badges.until', { date: sayMoment(one.valid_until) })}</span>}
            {one.blocked ? (
              <span class="my-more">{y('badges.blocked')}</span>
            ) : (
              <button
                type="button"
                class="link"
                aria-label={y('badges.lost-of', { id: short(one.id) })}
                onClick={() => {
                  losing.value = one.id
                }}
              >
                {y('badges.lost')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {losing.value === null ? null : (
        <ReasonDialog
          title={y('badges.confirm-title', { id: short(losing.value) })}
          action={y('badges.block')}
          say={sayRefused}
          onConfirm={() => blockMyBadge(losing.value ?? '').then(again)}
          onClose={() => {
            losing.value = null
          }}
        >
          <p>{y('badges.confirm')}</p>
        </ReasonDialog>
      )}
    </section>
  )
}

function Bookings({ account, again }: Props) {
  const error = useSignal<string | null>(null)
  // what stands now is shown also where the server says no: another tab may have been quicker
  const cancel = (id: string) =>
    cancelBooking(id)
      .catch((failure: unknown) => {
        error.value = sayRefused(failure)
      })
      .finally(again)
  return (
    <section aria-labelledby="my-bookings">
      <h2 id="my-bookings">{y('bookings.title')}</h2>
      {account.bookings.length === 0 ? <p class="hint">{y('bookings.none')}</p> : null}
      <ul class="my-list">
        {account.bookings.map(one => {
          const when = `${sayMoment(one.from)} – ${sayTime(one.until)}`
          const machine = machines([one.machine])
          return (
            <li key={one.id}>
              <b>{machine}</b> <span>{when}</span>
              <button
                type="button"
                class="link"
                aria-label={y('bookings.cancel-of', { machine, when })}
                onClick={() => cancel(one.id)}
              >
                {y('bookings.cancel')}
              </button>
            </li>
          )
        })}
      </ul>
      <p class="form-error" role="alert">
        {error.value}
      </p>
      <a class="button-quiet" href="/reservations">
        {y('bookings.make')}
      </a>
    </section>
  )
}

function Rights({ account }: { account: Mine }) {
  const { grants, obtainable, charter_signed } = account
  return (
    <section aria-labelledby="my-rights">
      <h2 id="my-rights">{y('rights.title')}</h2>
      <p>
        {charter_signed === null ? y('charter.missing') : y('charter.signed', { date: sayDay(charter_signed) })}{' '}
        <a class="link" href="/charter">
          {y('charter.read')}
        </a>
      </p>
      {grants.length === 0 ? <p class="hint">{y('rights.none')}</p> : null}
      <ul class="my-list">
        {grants.map(one => (
          <li key={one.qualification} data-holds={one.holds}>
            <b>{sayQualification(one.qualification)}</b>
            {one.machines.length === 0 ? null : <span>{y('rights.for', { machines: machines(one.machines) })}</span>}
            {!one.holds ? (
              <span class="form-error">{y('rights.over')}</span>
            ) : one.expires === null ? null : (
              <span class="my-more">{y('rights.until', { date: sayDay(one.expires) })}</span>
            )}
          </li>
        ))}
      </ul>
      {obtainable.length === 0 ? null : (
        <>
          <h3>{y('rights.others')}</h3>
          <ul class="my-list">
            {obtainable.map(one => (
              <li key={one.qualification}>
                <b>{sayQualification(one.qualification)}</b>{' '}
                <span>{y('rights.machines', { machines: machines(one.machines) })}</span>
                <span class="my-more">
                  {one.training === null
                    ? y('rights.ask')
                    : y('rights.training', { name: one.training.name, date: sayMoment(one.training.from) })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
