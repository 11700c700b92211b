import { useSignal } from '@preact/signals'
import type { MemberRow, MembershipState } from '#server/contract/people.ts'
import { listMembers } from '../../api/people.ts'
import { useKept } from '../../ui/kept.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { mayGo, me } from '../../ui/session.ts'
import { c } from '../charter/texts.ts'
import { AddDialog } from './add-dialog.tsx'
import { plain } from './plain.ts'
import { w } from './texts.ts'
import './people.css'

const GROUPS = {
  all: null,
  active: ['active'],
  waiting: ['candidate', 'charter-signed'],
  stopped: ['suspended', 'left'],
} satisfies Record<string, MembershipState[] | null>
type Group = keyof typeof GROUPS
const isGroup = (value: unknown): value is Group => typeof value === 'string' && Object.hasOwn(GROUPS, value)
const isText = (value: unknown): value is string => typeof value === 'string'

export function Members() {
  const members = useLoad('members', listMembers)
  const adding = useSignal(false)
  return (
    <article class="people">
      <header class="month-head">
        <h1>{w('list.title')}</h1>
        <div class="people-acts">
          {me.value && mayGo(me.value.role, 'organisations') ? (
            <a class="button-quiet" href="/organisations">
              {w('org.title')}
            </a>
          ) : null}
          <a class="button-quiet" href="/charter">
            {c('title')}
          </a>
          {me.value?.role === 'manager' ? (
            <a class="button-quiet" href="/members/import">
              {w('list.import')}
            </a>
          ) : null}
          <button
            type="button"
            class="button"
            onClick={() => {
              adding.value = true
            }}
          >
            {w('list.add')}
          </button>
        </div>
      </header>
      {members.is === 'failed' ? (
        <Failure error={members.error} again={members.again} />
      ) : members.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <List members={members.value} />
      )}
      {adding.value ? (
        <AddDialog
          onClose={() => {
            adding.value = false
          }}
        />
      ) : null}
    </article>
  )
}

function List({ members }: { members: MemberRow[] }) {
  const search = useKept('search', '', isText)
  const group = useKept<Group>('group', 'all', isGroup)
  const states: readonly string[] | null = GROUPS[group.value]
  const shown = members
    .filter(one => plain(one.name).includes(plain(search.value)) && (states === null || states.includes(one.state)))
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'))
  return (
    <>
      <div class="people-filter">
        <label class="field people-search">
          <span>{w('list.search')}</span>
          <input
            type="search"
            value={search.value}
            onInput={event => {
              search.value = event.currentTarget.value
            }}
          />
        </label>
        <div class="choices">
          <fieldset>
            <legend>{w('list.show')}</legend>
            {(Object.keys(GROUPS) as Group[]).map(each => (
              <label key={each}>
                <input
                  type="radio"
                  name="group"
                  checked={group.value === each}
                  onChange={() => {
                    group.value = each
                  }}
                />
                <span>{w(`list.${each}`)}</span>
              </label>
            ))}
          </fieldset>
        </div>
      </div>
      <p class="hint" role="status">
        {w(shown.length === 0 && members.length > 0 ? 'list.none-so' : 'list.count', { count: shown.length })}
      </p>
      {members.length === 0 ? (
        <Notice title={w('list.empty')} hint={w('list.empty-hint')} />
      ) : shown.length === 0 ? null : (
        <ul class="people-list">
          {shown.map(one => (
            <Row key={one.id} member={one} />
          ))}
        </ul>
      )}
    </>
  )
}

const Row = ({ member }: { member: MemberRow }) => (
  <li data-state={member.state}>
    <a href={`/members/${member.id}`}>
      <bdi>{member.name}</bdi>
    </a>
    <span class="people-state">{w(`state.${member.state}`)}</span>
    <span class="people-more">
      {[
        member.kind === 'person' ? null : w(`kind.${member.kind}`),
        member.category_name,
        member.minor ? w('list.minor') : null,
        member.payer_name === null ? null : w('list.pays', { payer: member.payer_name }),
        member.badges === 0 ? w('list.no-badge') : w('list.badges', { count: member.badges }),
      ]
        .filter(part => part !== null)
        .join(' · ')}
    </span>
  </li>
)
