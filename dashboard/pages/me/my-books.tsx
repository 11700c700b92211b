import { useSignal } from '@preact/signals'
import type { MemberStatement } from '#server/contract/api.ts'
import type { DeclaredView, StatementView, UseView } from '#server/contract/books.ts'
import { confirmDeclared, contest, getDeclared, getStatement } from '../../api/books.ts'
import { duration } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { machineName } from '../../live/named.ts'
import { serverNow } from '../../time/now.ts'
import { type Load, useLoad } from '../../ui/load.ts'
import { sayError } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { b } from '../periods/texts.ts'
import { dayWords, whenWords } from '../periods/words.ts'
import { ContestDialog } from './contest-dialog.tsx'
import { previewOf } from './line-words.ts'
import { y } from './texts.ts'
import '../periods/periods.css'

/** The month as the books have it for me; null while it says nothing of me. */
export const useMyBooks = (month: string, ended: number): Load<StatementView | null> => {
  const member = me.value?.member ?? ''
  return useLoad(`${month}/${member}/${ended}`, () => getStatement(month, member).catch(() => null))
}

export const isContestable = (view: StatementView | null): boolean =>
  view === null || view.closed === null || serverNow() < Date.parse(view.closed.contest_until)

/** Sessions I have said something against, and nobody has answered. */
export const contestedIn = (view: StatementView | null): Set<string> =>
  new Set((view?.contests ?? []).filter(one => one.answer === null).map(({ id }) => id))

/** What stands around one's month: until when it can be contested, where doubt favoured one, how it is known. */
type Props = { month: string; lines: MemberStatement['lines']; mine: Load<StatementView | null> }

export function MyBooks({ month, lines, mine }: Props) {
  const contesting = useSignal(false)
  const view = mine.value
  if (view === null) return null
  const { closed, uses } = view
  const open = isContestable(view)
  return (
    <>
      {closed === null ? (
        <p class="hint">{y(previewOf(lines))}</p>
      ) : (
        <p class="hint">
          {b('mine.closed', { date: dayWords(closed.at) })}{' '}
          {open ? b('mine.contest-until', { until: dayWords(closed.contest_until) }) : null}
        </p>
      )}
      <Doubts uses={uses} />
      <Contests view={view} />
      <p class="my-acts">
        {open && contestable(uses).length > 0 ? (
          <button
            type="button"
            class="button-quiet"
            onClick={() => {
              contesting.value = true
            }}
          >
            {b('mine.contest')}
          </button>
        ) : null}
        {closed === null ? null : (
          <a class="link" href={`/me/proof/${month}`}>
            {b('mine.proof')}
          </a>
        )}
      </p>
      {contesting.value ? (
        <ContestDialog
          sessions={contestable(uses).filter(({ id }) => !contestedIn(view).has(id))}
          machineName={machineName}
          onSend={async (session, reason) => {
            await contest(session, reason).finally(mine.again)
          }}
          onClose={() => {
            contesting.value = false
          }}
        />
      ) : null}
    </>
  )
}

/** Each session once, whatever its parts; newest first. */
function contestable(uses: readonly UseView[]): UseView[] {
  const sessions = new Map(uses.filter(use => !use.waived && use.session_ms > 0).map(use => [use.id, use]))
  return [...sessions.values()].sort((one, other) => (one.start < other.start ? 1 : -1))
}

const KNOWN = ['fault', 'forgotten', 'gap', 'small', 'no-current', 'waived', 'split', 'declared'] as const
type Known = (typeof KNOWN)[number]

/** A doubt that took time off is told with the time it took; the others once for each session. */
function Doubts({ uses }: { uses: readonly UseView[] }) {
  const told = new Map<string, string>()
  for (const use of uses) {
    for (const doubt of use.doubts) {
      const known = KNOWN.find(one => one === doubt)
      const timed: readonly (Known | undefined)[] = ['fault', 'forgotten', 'waived', 'small', 'no-current']
      if (known === undefined || (timed.includes(known) && !use.waived)) continue
      const length = duration(use.session_ms, language.value)
      told.set(`${known} ${use.id}`, b(`doubt.${known}`, { duration: length, date: dayWords(use.start) }))
    }
  }
  if (told.size === 0) return null
  return (
    <section aria-labelledby="doubts">
      <h2 id="doubts">{b('mine.doubts')}</h2>
      <ul class="doubts">
        {[...told].map(([key, sentence]) => (
          <li key={key}>{sentence}</li>
        ))}
      </ul>
    </section>
  )
}

function Contests({ view }: { view: StatementView }) {
  if (view.contests.length === 0) return null
  return (
    <ul class="contests">
      {view.contests.map(({ n, reason, answer }) => (
        <li key={n}>
          <p>
            <b>{b('mine.contested')}</b> « {reason} »
          </p>
          <p class="hint">
            {answer === null
              ? b('mine.contest-waits')
              : b(answer.accepted ? 'mine.contest-yes' : 'mine.contest-no', { reason: answer.reason })}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Sessions that somebody entered from the notebook: they count once one has said that they are true. */
export function Declared({ onAnswered }: { onAnswered: () => void }) {
  const declared = useLoad('declared', () => getDeclared().catch(() => ({ items: [], next: null })))
  const error = useSignal<string | null>(null)
  const items = declared.value?.items ?? []
  if (items.length === 0) return null
  const answer = async (one: DeclaredView, confirmed: boolean) => {
    error.value = null
    try {
      await confirmDeclared(one.id, confirmed)
      declared.again()
      onAnswered()
    } catch (failure) {
      error.value = sayError(failure)
    }
  }
  return (
    <section aria-labelledby="declared">
      <h2 id="declared">{b('mine.declared')}</h2>
      <ul class="declared">
        {items.map(one => (
          <li key={one.id}>
            <p>
              <b>{whenWords(one.start, one.end)}</b>
              <br />
              {b('mine.declared-line', {
                machine: machineName(one.machine),
                running: duration(one.running_ms, language.value),
              })}
            </p>
            <p class="my-acts">
              <button type="button" class="button" onClick={() => answer(one, true)}>
                {b('mine.confirm')}
              </button>
              <button type="button" class="button-quiet" onClick={() => answer(one, false)}>
                {b('mine.refuse')}
              </button>
            </p>
          </li>
        ))}
      </ul>
      <p class="form-error" role="alert">
        {error.value}
      </p>
    </section>
  )
}
