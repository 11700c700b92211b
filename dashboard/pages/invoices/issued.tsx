/** What is out: all of it, or what is looked for. */
import { useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { InvoicePage } from '../../api/invoices.ts'
import { Notice } from '../../ui/notice.tsx'
import { Options } from '../../ui/options.tsx'
import { EVERYTHING, type Filter, hrefOf, isNarrow, type Payer, STATES } from './filter.ts'
import { l } from './issued-texts.ts'
import { StateCell } from './state-cell.tsx'
import { InvoiceTable } from './table.tsx'

type Props = { filter: Filter; payers: readonly Payer[]; found: InvoicePage; more: () => void }

export function Issued({ filter, payers, found: { items, total }, more }: Props) {
  const { route } = useLocation()
  const first = useRef<HTMLSelectElement>(null)
  const look = (wanted: Filter) => route(hrefOf(wanted))
  const clear = (
    <button
      type="button"
      class="button-quiet"
      onClick={() => {
        look(EVERYTHING)
        // the button goes, and the focus with it
        first.current?.focus()
      }}
    >
      {l('filter.clear')}
    </button>
  )
  return (
    <>
      <div class="invoice-filter">
        <label class="select">
          <span>{l('filter.state')}</span>
          <select
            ref={first}
            onChange={event => {
              const { value } = event.currentTarget
              look({ ...filter, state: STATES.find(one => one === value) ?? null })
            }}
          >
            <Options
              of={[{ id: '', name: l('filter.every-state') }, ...STATES.map(id => ({ id, name: l(`filter.${id}`) }))]}
              value={filter.state ?? ''}
            />
          </select>
        </label>
        <label class="select">
          <span>{l('filter.payer')}</span>
          <select onChange={event => look({ ...filter, payer: event.currentTarget.value || null })}>
            <Options
              of={[{ id: '', name: l('filter.every-payer') }, ...withThe(filter.payer, payers)]}
              value={filter.payer ?? ''}
            />
          </select>
        </label>
        <p class="invoice-found" role="status">
          {l('filter.found', { count: total })}
        </p>
        {isNarrow(filter) && total > 0 ? clear : null}
      </div>
      {total === 0 ? (
        <Notice title={l('filter.nothing')}>{clear}</Notice>
      ) : (
        <InvoiceTable rows={items} more={{ head: l('col.state'), cell: row => <StateCell row={row} /> }} />
      )}
      {items.length < total ? (
        <button type="button" class="button-quiet" onClick={more}>
          {l('filter.more', { count: total - items.length })}
        </button>
      ) : null}
    </>
  )
}

/** Whoever an address names stays named, though nothing was billed to them. */
const withThe = (payer: string | null, payers: readonly Payer[]): readonly Payer[] =>
  payer === null || payers.some(({ id }) => id === payer)
    ? payers
    : [...payers, { id: payer, name: payer.split('/')[1] ?? payer }]
