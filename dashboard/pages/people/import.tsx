import { useSignal } from '@preact/signals'
import type { ImportReport } from '#server/contract/people.ts'
import { importMembers } from '../../api/people.ts'
import { Back } from '../../ui/back.tsx'
import { sayProblem } from './say.ts'
import { w } from './texts.ts'
import './people.css'
import { sayRefused } from '../../ui/notice.tsx'

const SHOWN_MAX = 50

/** A list, first only read: what would change and what is wrong with which line; then all of it or nothing. */
export function ImportMembers() {
  const file = useSignal<File | null>(null)
  const report = useSignal<ImportReport | null>(null)
  const busy = useSignal(false)
  const error = useSignal<string | null>(null)
  const send = async (list: File, apply: boolean) => {
    busy.value = true
    error.value = null
    try {
      report.value = await importMembers(list, apply)
    } catch (failure) {
      report.value = null
      error.value = sayRefused(failure)
    } finally {
      busy.value = false
    }
  }
  const found = report.value
  const ready = found !== null && !found.applied && found.problems.length === 0 && found.added + found.changed > 0
  return (
    <article class="people import">
      <Back href="/members">{w('one.back')}</Back>
      <header>
        <h1>{w('import.title')}</h1>
        <p class="import-lead">{w('import.lead')}</p>
        <p class="hint">{w('import.columns')}</p>
      </header>
      <label class="field">
        <span>{w('import.file')}</span>
        <input
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          onChange={event => {
            const list = event.currentTarget.files?.[0] ?? null
            file.value = list
            report.value = null
            if (list !== null) void send(list, false)
          }}
        />
      </label>
      <p role="status">{busy.value ? w('import.reading') : null}</p>
      <p class="form-error" role="alert">
        {error.value}
      </p>
      {found === null ? null : <Report report={found} />}
      {ready ? (
        <button
          type="button"
          class="button"
          disabled={busy.value}
          onClick={() => file.value !== null && send(file.value, true)}
        >
          {w('import.apply')}
        </button>
      ) : null}
    </article>
  )
}

function Report({ report }: { report: ImportReport }) {
  const { added, changed, unchanged, applied, problems, ignored } = report
  const written = added + changed
  const changes = report.rows.filter(row => row.change !== 'same')
  const sum = applied
    ? w('import.done', { count: written })
    : written === 0 && problems.length === 0
      ? w('import.nothing')
      : w('import.sum', { added, changed, unchanged })
  return (
    <section class="import-report" data-wrong={problems.length > 0} aria-live="polite">
      <p class="import-sum">{sum}</p>
      {ignored.length === 0 ? null : <p class="hint">{w('import.ignored', { columns: ignored.join(', ') })}</p>}
      {problems.length === 0 ? null : (
        <>
          <p class="safety">{w('import.wrong', { count: problems.length })}</p>
          <ul class="import-problems">
            {problems.slice(0, SHOWN_MAX).map(problem => (
              <li key={`${problem.line} ${problem.column} ${problem.code} ${problem.value}`}>
                <b>{w('import.line', { line: problem.line })}</b>
                <span>{problem.column}</span>
                <bdi>{sayProblem(problem.code, problem.value)}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      {applied ? null : (
        <ul class="plain-list">
          {changes.slice(0, SHOWN_MAX).map(row => (
            <li key={row.line}>
              <bdi>{row.name ?? row.member}</bdi>
              <span class="people-more">{w(row.change === 'added' ? 'import.added' : 'import.changed')}</span>
            </li>
          ))}
        </ul>
      )}
      {changes.length > SHOWN_MAX ? <p>{w('import.more', { count: changes.length - SHOWN_MAX })}</p> : null}
    </section>
  )
}
