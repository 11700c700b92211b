/** What the bank is to be asked for, and what became of what it was asked. */
import { type Signal, useSignal } from '@preact/signals'
import type { RunPlanView, RunView } from '#server/contract/bank.ts'
import type { IssuerView } from '#server/contract/money.ts'
import { cancelRun, dropItem, fileOf, getPlan, makeRun } from '../../api/bank.ts'
import { Choice, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, sayRefused, Waiting } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { useNewFile } from './new-file.ts'
import type { Everything } from './payments.tsx'
import { p } from './texts.ts'
import { isNumber, leftWords, money, reasonWords, sayDay } from './words.ts'

type Props = { all: Everything; again: () => void }

export function Runs({ all, again }: Props) {
  const kind = useSignal<RunView['kind']>('debit')
  const { list, onMade } = useNewFile(all.runs, again)
  return (
    <section class="runs">
      <header class="section-head">
        <h2>{p('runs.title')}</h2>
        <fieldset class="runs-kinds" aria-label={p('runs.title')}>
          {(['debit', 'refund'] as const).map(one => (
            <button
              key={one}
              type="button"
              class="button-quiet"
              aria-pressed={kind.value === one}
              onClick={() => {
                kind.value = one
              }}
            >
              {p(`runs.${one}`)}
            </button>
          ))}
        </fieldset>
      </header>
      <p class="hint">{p(`runs.lead-${kind.value}`)}</p>
      {all.issuers.map(issuer => (
        <Plan key={`${issuer.id} ${kind.value} ${all.runs.length}`} issuer={issuer} kind={kind.value} onMade={onMade} />
      ))}
      <ul class="terms made-runs" ref={list}>
        {all.runs
          .filter(run => run.kind === kind.value)
          .map(run => (
            <Run key={`${run.issuer} ${run.run}`} run={run} again={again} />
          ))}
      </ul>
    </section>
  )
}

type PlanProps = { issuer: IssuerView; kind: RunView['kind']; onMade: () => void }
function Plan({ issuer, kind, onMade }: PlanProps) {
  const loaded = useLoad(`${issuer.id} ${kind}`, () => getPlan(issuer.id, kind))
  const asking = useSignal(false)
  const left_out = useSignal<ReadonlySet<string>>(new Set())
  if (loaded.is === 'failed') return <Failure error={loaded.error} again={loaded.again} />
  if (loaded.value === null) return <Waiting height_rem={6} />
  const plan = loaded.value
  const chosen = plan.lines.filter(line => !left_out.value.has(line.document))
  const sum = chosen.reduce((total, line) => total + line.cents, 0)
  // Who pays otherwise, and what the bank has already, is nothing to look after
  const left = plan.left.filter(({ why }) => why !== 'not-announced' && why !== 'with-the-bank')
  if (plan.lines.length === 0 && left.length === 0) return null
  return (
    <div class="run-plan">
      <h3>{issuer.name}</h3>
      <p class="verdict">
        {p(kind === 'debit' ? 'runs.plan' : 'runs.refunds', { count: chosen.length, amount: money(sum) })}
      </p>
      <PlanLines lines={plan.lines} left={left} leftOut={left_out} />
      {plan.refusal !== null || chosen.length === 0 ? null : (
        <button
          type="button"
          class="button"
          onClick={() => {
            asking.value = true
          }}
        >
          {p('runs.make')}
        </button>
      )}
      {asking.value ? (
        <ReasonDialog
          title={p('runs.make-title')}
          action={p('runs.make')}
          say={sayRefused}
          onConfirm={async () => {
            await makeRun(
              issuer.id,
              kind,
              chosen.map(line => line.document),
            )
            onMade()
          }}
          onClose={() => {
            asking.value = false
          }}
        >
          <p>
            <b>{issuer.name}</b> :{' '}
            {p(kind === 'debit' ? 'runs.plan' : 'runs.refunds', { count: chosen.length, amount: money(sum) })}
          </p>
          <p>{p('runs.make-lead')}</p>
        </ReasonDialog>
      ) : null}
    </div>
  )
}

type PlanLinesProps = Pick<RunPlanView, 'lines' | 'left'> & { leftOut: Signal<ReadonlySet<string>> }
/** Who would rather wait with one unticks it: what is shown and ticked is what the file holds. */
const PlanLines = ({ lines, left, leftOut }: PlanLinesProps) => (
  <>
    <ul class="plain-list run-lines">
      {lines.map(({ document, name, cents, date, sequence }) => (
        <li key={document}>
          <label class="run-tick">
            <input
              type="checkbox"
              checked={!leftOut.value.has(document)}
              onChange={event => {
                const others = [...leftOut.value].filter(one => one !== document)
                leftOut.value = new Set(event.currentTarget.checked ? others : [...others, document])
              }}
            />
            <bdi>{name}</bdi>
          </label>{' '}
          <span>{isNumber(document) ? document : null}</span>
          <span>
            {date === null ? null : p('runs.on', { date: sayDay(date) })}
            {sequence === 'FRST' ? `, ${p('runs.first')}` : null}
          </span>
          <b>{money(cents)}</b>
        </li>
      ))}
    </ul>
    {left.length === 0 ? null : (
      <details>
        <summary>{p('runs.left', { count: left.length })}</summary>
        <ul class="plain-list run-lines">
          {left.map(({ document, name, cents, why, reason }) => (
            <li key={document}>
              <bdi>{name}</bdi> <span>{isNumber(document) ? document : null}</span>
              <span>{leftWords(why, reason)}</span>
              <b>{money(cents)}</b>
            </li>
          ))}
        </ul>
      </details>
    )}
  </>
)

const REASONS = ['AM04', 'AC04', 'AC01', 'AC06', 'MD01', 'MD07', 'MS02', 'MS03', 'SL01'] as const

function Run({ run, again }: { run: RunView; again: () => void }) {
  const cancelling = useSignal(false)
  const rejecting = useSignal<string | null>(null)
  const untouched = !run.cancelled && run.items.every(item => item.state === 'sent')
  return (
    <li data-over={run.cancelled}>
      <details>
        <summary>
          <b>{run.run}</b>{' '}
          <span>
            {p('runs.made-on', { date: sayDay(run.date) })}, {money(run.cents)}
            {run.cancelled ? `, ${p('runs.cancelled')}` : null}
          </span>
        </summary>
        <ul class="plain-list run-lines">
          {run.items.map(item => (
            <li key={item.document} data-state={item.state}>
              <bdi>{item.name}</bdi> <span>{isNumber(item.document) ? item.document : null}</span>
              <span>
                {p(`state.${item.state}`)}
                {item.reason === null ? null : ` : ${reasonWords(item.reason)}`}
              </span>
              <b>{money(item.cents)}</b>
              {item.state === 'sent' && run.kind === 'debit' ? (
                <button
                  type="button"
                  class="button-quiet"
                  onClick={() => {
                    rejecting.value = item.document
                  }}
                >
                  {p('runs.reject')}
                </button>
              ) : null}
            </li>
          ))}
        </ul>
        {untouched ? (
          <button
            type="button"
            class="button-quiet"
            onClick={() => {
              cancelling.value = true
            }}
          >
            {p('runs.cancel')}
          </button>
        ) : null}
      </details>
      {run.cancelled ? null : (
        <a class="button-quiet" href={fileOf(run)} download={`${run.run}.xml`}>
          {p('runs.file')}
        </a>
      )}
      {cancelling.value ? (
        <ReasonDialog
          title={p('runs.cancel-title')}
          action={p('runs.cancel')}
          say={sayRefused}
          onConfirm={async () => {
            await cancelRun(run)
            again()
          }}
          onClose={() => {
            cancelling.value = false
          }}
        >
          <p>{p('runs.cancel-lead')}</p>
        </ReasonDialog>
      ) : null}
      {rejecting.value === null ? null : (
        <FormDialog
          title={p('runs.reject-title')}
          action={p('runs.reject')}
          onSend={async form => {
            await dropItem(run.issuer, rejecting.value ?? '', textOf(form, 'reason'))
            again()
          }}
          onClose={() => {
            rejecting.value = null
          }}
        >
          <p>{p('runs.reject-lead', { document: rejecting.value })}</p>
          <Choice
            name="reason"
            label={p('runs.reason')}
            options={REASONS.map(code => ({ id: code, name: reasonWords(code) }))}
          />
        </FormDialog>
      )}
    </li>
  )
}
