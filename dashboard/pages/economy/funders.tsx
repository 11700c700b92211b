/** Hours, beneficiaries and costs of some months: on paper, or in a spreadsheet. No names. */
import { useSignal } from '@preact/signals'
import type { FundersView } from '#server/contract/money.ts'
import { getFunders } from '../../api/economy.ts'
import { listCategories } from '../../api/people.ts'
import { monthName, percent } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { sayKind } from '../../i18n/slugs.ts'
import { serverNow } from '../../time/now.ts'
import { addMonths, type Month, monthOf } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { saveSpreadsheet } from '../../ui/spreadsheet.ts'
import { linesOf } from './csv.ts'
import { EconomyHead, hours, money } from './head.tsx'
import { namesIn, sayCategory } from './terms.ts'
import { w } from './texts.ts'

type Span = { from: Month; to: Month }
type Asked = { report: FundersView; names: ReadonlyMap<string, string> }

async function asked(span: Span | null): Promise<Asked> {
  const [report, categories] = await Promise.all([getFunders(span ?? {}), listCategories()])
  return { report, names: namesIn(categories) }
}

/** Kinds and categories come as files call them. */
const inWords = ({ report, names }: Asked): FundersView => ({
  ...report,
  kinds: report.kinds.map(one => ({ ...one, kind: sayKind(one.kind) })),
  categories: report.categories.map(one => ({ ...one, category: sayCategory(one.category, names) })),
})

export function Funders() {
  // Until the reader chooses, the server says which months were lived
  const chosen = useSignal<Span | null>(null)
  const report = useLoad(JSON.stringify(chosen.value), () => asked(chosen.value))
  const shown = chosen.value ?? report.value?.report ?? null
  return (
    <article class="economy">
      <EconomyHead title={w('funders.title')} />
      <p class="hint">{w('funders.hint')}</p>
      {shown === null ? null : (
        <SpanChoice
          span={shown}
          onChoose={span => {
            chosen.value = span
          }}
        />
      )}
      {report.is === 'failed' ? (
        <Failure error={report.error} again={report.again} />
      ) : report.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <>
          <Lived report={report.value.report} />
          <Report report={inWords(report.value)} />
        </>
      )}
    </article>
  )
}

/** Two years back from the last whole month, and the one that runs. */
const MONTHS_SHOWN = 25

function SpanChoice({ span, onChoose }: { span: Span; onChoose: (span: Span) => void }) {
  const current = monthOf(serverNow(), timezone())
  const months = Array.from({ length: MONTHS_SHOWN }, (_, i) => addMonths(current, -i))
  return (
    <div class="span-of-months">
      {(['from', 'to'] as const).map(end => (
        <label class="field" key={end}>
          <span>{w(`if.${end}`)}</span>
          <select
            value={span[end]}
            onChange={event => onChoose({ from: span.from, to: span.to, [end]: event.currentTarget.value })}
          >
            {months.map(month => (
              <option key={month} value={month}>
                {monthName(month, language.value)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  )
}

/** Which months were lived, and what others among those that are shown do to the figures. */
function Lived({ report: { from, to, lived } }: { report: FundersView }) {
  const current = monthOf(serverNow(), timezone())
  const name = (month: Month): string => monthName(month, language.value)
  if (lived === null) return <p class="hint">{w('funders.lived-none')}</p>
  const told = lived.to < current ? 'funders.lived' : 'funders.lived-running'
  return (
    <p class="hint">
      {w(told, { from: name(lived.from), to: name(lived.to) })}{' '}
      {from < lived.from ? w('funders.before', { month: name(lived.from) }) : null}{' '}
      {to < current ? null : w('funders.running', { month: name(current) })}
    </p>
  )
}

function Report({ report }: { report: FundersView }) {
  const { self_financing_percent } = report
  return (
    <>
      <div class="economy-acts">
        <button
          type="button"
          class="button"
          onClick={() => saveSpreadsheet(`${report.from}_${report.to}`, linesOf(report))}
        >
          {w('funders.csv')}
        </button>
        <button type="button" class="button-quiet" onClick={() => print()}>
          {w('funders.print')}
        </button>
      </div>
      <dl class="figures">
        <Figure value={String(report.beneficiaries)} label={w('funders.beneficiaries')}>
          {w('funders.of-members', { count: report.members })}{' '}
          {report.organisations === 0 ? '' : w('funders.organisations', { count: report.organisations })}
        </Figure>
        <Figure value={String(report.starters)} label={w('funders.starters')} />
        <Figure value={hours(report.running_ms)} label={w('funders.hours')}>
          {w('funders.sessions', { count: report.sessions })}
        </Figure>
        {self_financing_percent === null ? null : (
          <Figure value={percent(self_financing_percent / 100, language.value)} label={w('funders.rate')} />
        )}
      </dl>
      <Table
        title={w('funders.kinds')}
        columns={[w('funders.kind'), w('funders.machines'), w('funders.time'), w('funders.session-col')]}
        rows={report.kinds.map(one => [one.kind, String(one.machines), hours(one.running_ms), String(one.sessions)])}
      />
      <Table
        title={w('funders.categories')}
        columns={[w('if.category'), w('funders.people'), w('funders.time')]}
        rows={report.categories.map(one => [one.category, String(one.beneficiaries), hours(one.running_ms)])}
      />
      <Table
        title={w('funders.months')}
        columns={[w('funders.month'), w('funders.people'), w('funders.time'), w('funders.gross'), w('funders.earned')]}
        rows={report.months.map(one => [
          monthName(one.period, language.value),
          String(one.beneficiaries),
          hours(one.running_ms),
          money(one.gross_cents),
          money(one.earned_cents),
        ])}
      />
      <Table
        title={w('funders.pools')}
        columns={[w('funders.pools'), w('funders.gross'), w('funders.subsidy')]}
        rows={report.pools.map(one => [one.name, money(one.gross_cents), money(one.subsidy_cents)])}
      />
    </>
  )
}

type FigureProps = { value: string; label: string; children?: preact.ComponentChildren }
const Figure = ({ value, label, children }: FigureProps) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
    {children === undefined ? null : <dd class="hint">{children}</dd>}
  </div>
)

function Table({ title, columns, rows }: { title: string; columns: string[]; rows: string[][] }) {
  if (rows.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <table aria-label={title}>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={column} scope="col" class={i === 0 ? '' : 'number'}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row[0]}>
              {row.map((cell, i) =>
                i === 0 ? (
                  <th key={columns[i]} scope="row">
                    <bdi>{cell}</bdi>
                  </th>
                ) : (
                  <td key={columns[i]} class="number" data-label={columns[i]}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
