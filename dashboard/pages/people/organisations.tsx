/** Who pays for their members: what a statement or an invoice needs to know of them. */
import { useSignal } from '@preact/signals'
import type { OrganisationDetail } from '#server/contract/people.ts'
import { listOrganisations } from '../../api/people.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { OrganisationDialog } from './organisation-dialog.tsx'
import { w } from './texts.ts'
import './people.css'

export function Organisations() {
  const loaded = useLoad('organisations', listOrganisations)
  /** null: a new one; undefined: none is being written */
  const editing = useSignal<OrganisationDetail | null | undefined>(undefined)
  const close = () => {
    editing.value = undefined
  }
  const edit = (one: OrganisationDetail | null) => {
    editing.value = one
  }
  return (
    <article class="people">
      <header class="month-head">
        <h1>{w('org.title')}</h1>
        <button type="button" class="button" disabled={loaded.value === null} onClick={() => edit(null)}>
          {w('org.add')}
        </button>
        <p class="hint">{w('org.lead')}</p>
      </header>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <>
          <List organisations={loaded.value} onEdit={edit} />
          {editing.value === undefined ? null : (
            <OrganisationDialog
              before={editing.value}
              taken={loaded.value.map(one => one.id)}
              onDone={loaded.again}
              onClose={close}
            />
          )}
        </>
      )}
      <a class="link" href="/members">
        {w('one.back')}
      </a>
    </article>
  )
}

type ListProps = { organisations: OrganisationDetail[]; onEdit: (one: OrganisationDetail) => void }

function List({ organisations, onEdit }: ListProps) {
  if (organisations.length === 0) return <Notice title={w('org.empty')} hint={w('org.empty-hint')} />
  const sorted = organisations.toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
  return (
    <ul class="access-list">
      {sorted.map(one => (
        <li key={one.id} class="people-item">
          <h2>
            <bdi>{one.name}</bdi>
          </h2>
          <p class="people-more">{factsOf(one)}</p>
          <p class="people-more">{contactOf(one)}</p>
          <button
            type="button"
            class="button-quiet"
            aria-label={w('org.change-of', { name: one.name })}
            onClick={() => onEdit(one)}
          >
            {w('org.change')}
          </button>
        </li>
      ))}
    </ul>
  )
}

const join = (parts: readonly (string | null)[]): string => parts.filter(part => part !== null).join(' · ')
const labelled = (label: string, value: string | null): string | null => (value === null ? null : `${label} ${value}`)

const factsOf = (one: OrganisationDetail): string =>
  join([
    one.legal_form,
    one.siret === null ? labelled(w('org.siren'), one.siren) : labelled(w('org.siret'), one.siret),
    labelled(w('org.vat-number'), one.vat_number),
  ])

const contactOf = ({ contact }: OrganisationDetail): string =>
  contact === null
    ? w('one.no-contact')
    : join([
        contact.street,
        [contact.postal_code, contact.city].filter(part => part !== null).join(' ') || null,
        contact.phone,
        labelled(w('org.iban'), contact.iban),
      ]) || w('one.no-contact')
