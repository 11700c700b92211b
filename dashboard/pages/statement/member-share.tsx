import { useSignal } from '@preact/signals'
import type { PeriodPreview } from '#server/contract/api.ts'
import { duration, euros } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import type { Month } from '../../time/zone.ts'
import { LineSessions } from '../../ui/line-sessions.tsx'
import { howCounted } from './line-words.ts'
import type { Line } from './sum.ts'

type Account = Pick<PeriodPreview['members'][number], 'id' | 'total_cents' | 'running_ms' | 'sessions' | 'lines'>
type Pools = PeriodPreview['pools']
type Of = { month: Month; pools: Pools }

/** A member, an order or an organisation: total, then lines; each line opens the sessions it rests on, each session its evidence. */
export function Share({ account, name, ...of }: Of & { account: Account; name: string }) {
  return (
    <li>
      <details class="share">
        <summary>
          <span class="share-name">{name}</span>
          <span class="share-use">
            {t('statement.sessions', { count: account.sessions })}
            {' · '}
            {t('statement.running', { duration: duration(account.running_ms, language.value) })}
          </span>
          <b class="share-total">{euros(account.total_cents, language.value)}</b>
        </summary>
        <StatementLines lines={account.lines} {...of} />
      </details>
    </li>
  )
}

/** Keyed by place: lines never move, and two labels may be the same. */
const StatementLines = ({ lines, ...of }: Of & { lines: readonly Line[] }) => (
  <ul class="lines">
    {lines.map((line, i) => (
      <li key={i}>
        <StatementLine line={line} {...of} />
      </li>
    ))}
  </ul>
)

function StatementLine({ line, month, pools }: Of & { line: Line }) {
  const open = useSignal(false)
  const counted = howCounted(line, pools)
  return (
    <details
      class="line"
      onToggle={event => {
        open.value = event.currentTarget.open
      }}
    >
      <summary>
        <span>{line.label}</span>
        <small>{line.sessions.length === 0 ? '' : t('statement.sessions', { count: line.sessions.length })}</small>
        <b>{euros(line.cents, language.value)}</b>
      </summary>
      {counted === null ? null : <p class="hint">{counted}</p>}
      {!open.value ? null : line.sessions.length === 0 ? (
        <p class="hint">{t('statement.no-sessions-line')}</p>
      ) : (
        <LineSessions label={line.label} ids={line.sessions} month={month} />
      )}
    </details>
  )
}
