/** A statement, first only read: what it holds, which column was taken for what. Then kept, and each line waits above. */
import { useSignal } from '@preact/signals'
import type { CsvColumns, StatementReport } from '#server/contract/bank.ts'
import type { IssuerView } from '#server/contract/money.ts'
import { readStatement } from '../../api/bank.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { p } from './texts.ts'
import { flawWords, money, sayDay } from './words.ts'

const FLAWS_SHOWN_MAX = 20

export function Read({ issuers, onKept }: { issuers: readonly IssuerView[]; onKept: () => void }) {
  const file = useSignal<File | null>(null)
  const issuer = useSignal(issuers[0]?.id ?? '')
  const report = useSignal<StatementReport | null>(null)
  const busy = useSignal(false)
  const error = useSignal<string | null>(null)
  const send = async (apply: boolean, columns: CsvColumns | null) => {
    if (file.value === null) return
    busy.value = true
    error.value = null
    try {
      report.value = await readStatement(file.value, issuer.value, apply, columns)
      if (apply) onKept()
    } catch (failure) {
      report.value = null
      error.value = sayRefused(failure)
    } finally {
      busy.value = false
    }
  }
  const found = report.value
  const ready = found !== null && !found.applied && found.flaws.length === 0 && found.other_account === null
  return (
    <section class="read-statement">
      <h2>{p('read.title')}</h2>
      <p class="hint">{p('read.lead')}</p>
      <div class="read-fields">
        {issuers.length < 2 ? null : (
          <label class="field">
            <span>{p('read.issuer')}</span>
            <select
              value={issuer.value}
              onChange={event => {
                issuer.value = event.currentTarget.value
                void send(false, null)
              }}
            >
              {issuers.map(one => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="field">
          <span>{p('read.file')}</span>
          <input
            type="file"
            accept=".xml,.csv,.txt,text/csv,text/xml,application/xml"
            onChange={event => {
              file.value = event.currentTarget.files?.[0] ?? null
              report.value = null
              void send(false, null)
            }}
          />
        </label>
      </div>
      <p role="status">{busy.value ? p('read.reading') : found?.applied ? p('read.kept') : null}</p>
      <p class="form-error" role="alert">
        {error.value}
      </p>
      {found === null || found.applied ? null : <Report report={found} change={columns => send(false, columns)} />}
      {ready ? (
        <button type="button" class="button" disabled={busy.value} onClick={() => send(true, found.columns)}>
          {p('read.keep')}
        </button>
      ) : null}
    </section>
  )
}

type ReportProps = { report: StatementReport; change: (columns: CsvColumns) => void }
function Report({ report, change }: ReportProps) {
  const { flaws, skipped, lines, fresh, sample, other_account, head, columns } = report
  return (
    <div class="read-report" aria-live="polite">
      {other_account === null ? null : <p class="safety">{p('read.other', { account: other_account })}</p>}
      {flaws.length === 0 ? <p>{p('read.sum', { count: lines, fresh })}</p> : <p class="safety">{p('read.wrong')}</p>}
      <ul class="plain-list">
        {flaws.slice(0, FLAWS_SHOWN_MAX).map(({ line, code, value }) => (
          <li key={`${line} ${code} ${value}`}>
            {line === null ? null : <b>{p('read.line', { line })} </b>}
            <bdi>{flawWords(code, value)}</bdi>
          </li>
        ))}
        {sample.map(({ date, cents, text }, i) => (
          <li key={`${i} ${text}`} class="read-sample">
            <span>{sayDay(date)}</span> <bdi>{text}</bdi> <b>{money(cents)}</b>
          </li>
        ))}
      </ul>
      {skipped.length === 0 ? null : <p class="hint">{p('read.skipped', { count: skipped.length })}</p>}
      {head === null ? null : <Columns head={head} columns={columns} change={change} />}
    </div>
  )
}

const NONE: CsvColumns = { first: 1, date: 0, label: [1], amount: 2, debit: null, credit: null, reference: null }

/** Guessed, and shown to be confirmed: each name can be pointed at another column. */
function Columns({
  head,
  columns,
  change,
}: {
  head: string[][]
  columns: CsvColumns | null
  change: ReportProps['change']
}) {
  const taken = columns ?? NONE
  const names = head[taken.first - 1] ?? head[0] ?? []
  const pick = (label: string, value: number | null, set: (at: number | null) => CsvColumns) => (
    <label class="field">
      <span>{label}</span>
      <select
        value={value === null ? '' : `${value}`}
        onChange={event => {
          const chosen = event.currentTarget.value
          change(set(chosen === '' ? null : Number(chosen)))
        }}
      >
        <option value="">–</option>
        {names.map((name, at) => (
          <option key={`${at} ${name}`} value={`${at}`}>
            {name === '' ? `${at + 1}` : name}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <fieldset class="read-columns">
      <legend>{p('read.columns')}</legend>
      {pick(p('read.date'), taken.date, at => ({ ...taken, date: at ?? 0 }))}
      {pick(p('read.label'), taken.label[0] ?? null, at => ({ ...taken, label: [at ?? 0] }))}
      {pick(p('read.amount'), taken.amount, at => ({ ...taken, amount: at }))}
      {pick(p('read.debit'), taken.debit, at => ({ ...taken, debit: at }))}
      {pick(p('read.credit'), taken.credit, at => ({ ...taken, credit: at }))}
    </fieldset>
  )
}
