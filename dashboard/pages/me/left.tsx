/** What I may still use without paying more, or at all: prepaid time, free time, and the limit of the month. */
import type { MyAccount } from '#server/contract/mine.ts'
import { duration, euros } from '../../i18n/format.ts'
import { language, titled } from '../../i18n/index.ts'
import { sayDay } from '../../ui/say-day.ts'
import { y } from './texts.ts'

type Line = { key: string; name: string; left: string; until: string | null; share: number }

const time = (left_ms: number, whole_ms: number): string =>
  y('left.of', { left: duration(left_ms, language.value), whole: duration(whole_ms, language.value) })

function linesOf({ packs, quotas, limit }: MyAccount): Line[] {
  const lines: Line[] = [
    ...packs.map(({ id, name, holder, left_ms, time_ms, valid_until }) => ({
      key: id,
      name: holder === 'organisation' ? y('left.pack-organisation', { name }) : name,
      left: time(left_ms, time_ms),
      until: valid_until === null ? null : y('left.until', { date: sayDay(valid_until) }),
      share: left_ms / time_ms,
    })),
    ...quotas.map(({ tariff, free_ms, left_ms }) => ({
      ...{ key: tariff, name: y('left.quota'), left: time(left_ms, free_ms), until: null, share: left_ms / free_ms },
    })),
  ]
  if (limit === null) return lines
  const { cents, left_cents } = limit
  const left = y('left.of', {
    left: euros(Math.max(0, left_cents), language.value),
    whole: euros(cents, language.value),
  })
  const reached = left_cents <= 0 ? y('left.limit-reached') : null
  return [
    ...lines,
    { key: 'limit', name: y('left.limit'), left, until: reached, share: left_cents / Math.max(1, cents) },
  ]
}

export function Left({ account }: { account: MyAccount }) {
  const lines = linesOf(account)
  return (
    <section aria-labelledby="my-left">
      <h2 id="my-left">{y('left.title')}</h2>
      {lines.length === 0 ? <p class="hint">{y('left.none')}</p> : null}
      <ul class="my-left">
        {lines.map(({ key, name, left, until, share }) => (
          <li key={key}>
            <span>{name}</span> <b>{left}</b>
            <meter min={0} max={1} value={Math.min(1, Math.max(0, share))} aria-label={titled(name, left)} />
            {until === null ? null : <small>{until}</small>}
          </li>
        ))}
      </ul>
    </section>
  )
}
