/**
 * What I am using now, at which price, and what it has come to: durations as the feed last told them and never run ahead of it, the cost
 * as the server prices it, asked again when the feed has moved by some seconds.
 */
import { useComputed, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { MachineView, SessionSummary } from '#server/contract/api.ts'
import type { MyNow, OpenNow } from '#server/contract/mine.ts'
import { getMyNow } from '../../api/mine.ts'
import { clock, duration, euros, ofWords } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { floor, lastHeard_ms, link } from '../../live/connection.ts'
import { standingOf } from '../../live/standing.ts'
import { now_ms } from '../../time/now.ts'
import { me, timezone } from '../../ui/session.ts'
import { StandingMark } from '../../ui/standing-mark.tsx'
import { exactly } from './exactly.ts'
import { monthWord, priceWords } from './price-words.ts'
import { y } from './texts.ts'

/** A few cents at most pass in it. */
const ASK_STEP_MS = 5_000

type Mine = { machine: MachineView; session: SessionSummary }

/** My open sessions, as the socket told them: to a member it names nobody else's. */
export const mineNow = (): Mine[] =>
  [...floor.value.machines.values()].flatMap(machine => {
    const { session } = machine
    return session !== null && session.member !== undefined && session.member === me.value?.member
      ? [{ machine, session }]
      : []
  })

export function Now() {
  const mine = useComputed(mineNow).value
  const told = useSignal<MyNow | null>(null)
  const failed = useSignal(false)
  const moved = mine.map(({ session }) => `${session.id} ${Math.floor(session.session_ms / ASK_STEP_MS)}`).join()
  useEffect(() => {
    if (moved === '') return
    let latest = true
    getMyNow().then(
      answer => {
        if (!latest) return
        told.value = answer
        failed.value = false
      },
      () => {
        if (latest) failed.value = true
      },
    )
    return () => {
      latest = false
    }
  }, [moved])
  if (mine.length === 0) return <Nothing />
  return (
    <section class="now" aria-labelledby="now">
      <h2 id="now">{y('now.title')}</h2>
      <Stale />
      {mine.map(({ machine, session }) => (
        <Using
          key={session.id}
          machine={machine}
          session={session}
          open={told.value?.open.find(one => one.session.id === session.id) ?? null}
          failed={failed.value}
        />
      ))}
    </section>
  )
}

const Nothing = () => (
  <section class="now now-none" aria-labelledby="now">
    <h2 id="now">{y('now.title')}</h2>
    <p>{y('now.none')}</p>
    <p class="hint">{y('now.none-hint')}</p>
    <a class="link" href="/me/access">
      {y('now.prices')}
    </a>
  </section>
)

/** A lost link says so, and from when what is shown is. */
function Stale() {
  if (link.value !== 'lost') return null
  const age_ms = now_ms.value - (lastHeard_ms.value ?? now_ms.value)
  return <p class="form-error">{y('now.lost', { duration: duration(age_ms, language.value) })}</p>
}

type Props = Mine & { open: OpenNow | null; failed: boolean }

function Using({ machine, session, open, failed }: Props) {
  const lost = link.value === 'lost'
  return (
    <div class="now-use" data-standing={standingOf(machine)} data-stale={lost}>
      <p class="now-machine">
        <a href={`/machines/${machine.id}`}>{machine.name}</a> <StandingMark standing={standingOf(machine)} />
      </p>
      <Cost open={open} failed={failed} />
      <p class="now-times">
        {y('now.running', { duration: exactly(session.running_ms, language.value) })}
        {machine.sensor === 'none' ? null : (
          <> · {y('now.idle', { duration: exactly(session.idle_ms, language.value) })}</>
        )}
        {' · '}
        {y('now.since', { time: clock(Date.parse(session.start), language.value, timezone()) })}
      </p>
      {open === null ? null : priceWords(open.price).map(sentence => <p key={sentence}>{sentence}</p>)}
      <p class="hint">{y('now.month')}</p>
    </div>
  )
}

/** Not a live region: a screen reader would read every cent. */
function Cost({ open, failed }: { open: OpenNow | null; failed: boolean }) {
  if (open === null) return <p class="now-cost">{failed ? <small>{y('now.no-cost')}</small> : '…'}</p>
  const { tariff_cents, shared_cents, price } = open
  const amount = euros(tariff_cents + (shared_cents ?? 0), language.value)
  return (
    <>
      <p class="now-cost">
        {shared_cents === null ? amount : y('now.estimate', { amount })} <small>{y('now.so-far')}</small>
      </p>
      {shared_cents === null || price.shared === null ? null : (
        <p class="hint">{y('now.at-last', { of: ofWords(monthWord(price.shared.period), language.value) })}</p>
      )}
    </>
  )
}
