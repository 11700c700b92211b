/** What I owe each issuer, item by item, the latest first to be paid; what is paid is in the list of invoices below. */
import type { MyAccount } from '#server/contract/mine.ts'
import { euros } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { sayDay } from '../../ui/say-day.ts'
import { y } from './texts.ts'

type Issuer = MyAccount['owed'][number]
type Item = Issuer['open'][number]

const nameOf = ({ kind, item }: Item): string => (kind === 'invoice' ? y('owed.invoice', { item }) : y(`owed.${kind}`))

export function Owed({ owed }: { owed: MyAccount['owed'] }) {
  const total_cents = owed.reduce((sum, { open }) => sum + open.reduce((of, one) => of + one.open_cents, 0), 0)
  return (
    <section
      class="so-far"
      data-late={owed.some(({ open }) => open.some(({ late_days }) => late_days > 0))}
      aria-labelledby="my-owed"
    >
      <h2 id="my-owed">{y('owed.title')}</h2>
      {total_cents === 0 ? (
        <p>{y('owed.nothing')}</p>
      ) : (
        <p class="so-far-total">{euros(total_cents, language.value)}</p>
      )}
      {owed.map(issuer => (
        <OfIssuer key={issuer.issuer} issuer={issuer} />
      ))}
    </section>
  )
}

const OfIssuer = ({ issuer }: { issuer: Issuer }) => (
  <>
    {issuer.open.map(one => (
      <p key={one.item} class="my-owed">
        <b>{euros(one.open_cents, language.value)}</b>{' '}
        {one.kind === 'invoice' ? (
          <a class="link" href={`/invoices/${one.item}`}>
            {nameOf(one)}
          </a>
        ) : (
          nameOf(one)
        )}{' '}
        <bdi>{y('owed.to', { issuer: issuer.issuer_name })}</bdi>,{' '}
        {one.late_days > 0 ? (
          <strong>{y('owed.late', { count: one.late_days })}</strong>
        ) : (
          y('owed.due', { date: sayDay(one.due_date) })
        )}
      </p>
    ))}
    {issuer.balance_cents < 0 ? (
      <p>{y('owed.credit', { amount: euros(-issuer.balance_cents, language.value), issuer: issuer.issuer_name })}</p>
    ) : null}
  </>
)
