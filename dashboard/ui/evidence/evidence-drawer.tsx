import { signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Evidence, SessionSummary } from '#server/contract/api.ts'
import { getEvidence } from '../../api/endpoints.ts'
import { clock, duration, energy, longDay } from '../../i18n/format.ts'
import { known, language, t } from '../../i18n/index.ts'
import { machineName } from '../../live/named.ts'
import { Dialog } from '../dialog.tsx'
import { Failure, Waiting } from '../notice.tsx'
import { timezone } from '../session.ts'
import { Breakdown } from './breakdown.tsx'
import { Frames } from './frames.tsx'
import { v } from './texts.ts'

const opened = signal<string | null>(null)
export const openEvidence = (session: string): void => {
  opened.value = session
}

/** Why a session counts what it counts: its facts, how sure they are, and every message they rest on. */
export function EvidenceDrawer() {
  const session = opened.value
  if (session === null) return null
  const close = () => {
    opened.value = null
  }
  return (
    <Dialog drawer title={v('evidence.title')} onClose={close}>
      <EvidenceOf key={session} id={session} />
    </Dialog>
  )
}

function EvidenceOf({ id }: { id: string }) {
  const evidence = useSignal<Evidence | null>(null)
  const error = useSignal<unknown>(null)
  const load = (cursor: string | null) => {
    error.value = null
    getEvidence(id, cursor).then(
      page => {
        const before = cursor === null ? [] : (evidence.peek()?.entries ?? [])
        evidence.value = { ...page, entries: [...before, ...page.entries] }
      },
      (failure: unknown) => {
        error.value = failure
      },
    )
  }
  useEffect(() => load(null), [id])
  if (error.value !== null) return <Failure error={error.value} again={() => load(evidence.value?.next ?? null)} />
  if (evidence.value === null) return <Waiting height_rem={30} />
  const { session, grade, entries, journal_head, next } = evidence.value
  return (
    <>
      <Facts session={session} />
      <Breakdown session={session} />
      <section class="grade" aria-labelledby="grade">
        <h3 id="grade">{v('evidence.grade')}</h3>
        <p>
          <strong>{v(`grade.${grade}`)}.</strong> {v(`grade.${grade}-why`)}
        </p>
        {session.buffered ? <Flag flag="buffered" /> : null}
        {session.incomplete ? <Flag flag="incomplete" /> : null}
        {session.no_current ? <Flag flag="no-current" /> : null}
      </section>
      <Frames entries={entries} />
      {next === null ? null : (
        <button type="button" class="button-quiet" onClick={() => load(next)}>
          {v('evidence.more')}
        </button>
      )}
      <p class="hint journal-head">
        {v('evidence.head', { n: journal_head.n })} <code>{journal_head.chain.slice(0, 16)}…</code>
      </p>
    </>
  )
}

const Flag = ({ flag }: { flag: 'buffered' | 'incomplete' | 'no-current' }) => (
  <p>
    <strong>{v(`flag.${flag}`)}.</strong> {v(`flag.${flag}-why`)}
  </p>
)

function Facts({ session }: { session: SessionSummary }) {
  const start_ms = Date.parse(session.start)
  const at = (time: string) => clock(Date.parse(time), language.value, timezone())
  return (
    <div class="evidence-facts">
      <p class="evidence-machine">{machineName(session.machine)}</p>
      <p>
        {session.member_name === undefined ? '' : `${session.member_name} · `}
        {longDay(start_ms, language.value, timezone())}
      </p>
      <dl class="facts">
        <div>
          <dt>{t('col.running')}</dt>
          <dd>{duration(session.running_ms, language.value)}</dd>
        </div>
        <div>
          <dt>{v('evidence.start')}</dt>
          <dd>{at(session.start)}</dd>
        </div>
        <div>
          <dt>{v('evidence.end')}</dt>
          <dd>
            {session.end === null ? t('end.open') : at(session.end)}
            <small>{session.end_reason === null ? '' : known('end', session.end_reason, session.end_reason)}</small>
          </dd>
        </div>
        <div>
          <dt>{t('col.energy')}</dt>
          <dd>{energy(session.energy_Wh, language.value)}</dd>
        </div>
      </dl>
    </div>
  )
}
