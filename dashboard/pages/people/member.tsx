import { useSignal } from '@preact/signals'
import { useRoute } from 'preact-iso'
import type { Contact, MemberDetail } from '#server/contract/people.ts'
import { changeMember, getMember } from '../../api/people.ts'
import { euros } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { dayOf } from '../../time/zone.ts'
import { Back } from '../../ui/back.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, sayRefused, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { useSubject } from '../../ui/title.ts'
import { Badges } from './badges.tsx'
import { Erase } from './erase.tsx'
import { type CharterStanding, charterOf, MemberCharter } from './member-charter.tsx'
import { MemberDialog } from './member-dialog.tsx'
import { Qualifications } from './qualifications.tsx'
import { sayDay } from './say.ts'
import { w } from './texts.ts'
import './people.css'

export function Member() {
  const { id = '' } = useRoute().params
  const one = useLoad(id, () => memberAndCharter(id))
  return (
    <article class="people person">
      <Back href="/members">{w('one.back')}</Back>
      {one.is === 'failed' ? (
        <Failure error={one.error} again={one.again} page />
      ) : one.value === null ? (
        <Waiting height_rem={40} page />
      ) : (
        <Shown {...one.value} again={one.again} />
      )}
    </article>
  )
}

type Props = { member: MemberDetail; again: () => void }
type Found = { member: MemberDetail; charter: CharterStanding | null }

/** Together: what was signed stands above the badges, and must not move them when it comes. */
async function memberAndCharter(id: string): Promise<Found> {
  const [member, charter] = await Promise.all([getMember(id), charterOf(id).catch(() => null)])
  return { member, charter }
}

function Shown({ member, charter, again }: Props & Found) {
  useSubject(member.name)
  return (
    <>
      <header class="person-head" data-state={member.state}>
        <h1>
          <bdi>{member.name}</bdi>
        </h1>
        <p class="person-line">
          <b>
            {member.state === 'active' && member.joined !== null
              ? w('one.since', { date: sayDay(member.joined) })
              : w(`state.${member.state}`)}
          </b>
        </p>
        <Steps member={member} again={again} />
      </header>
      {member.minor ? <p class="safety">{w('one.minor')}</p> : null}
      <Facts member={member} />
      <MemberCharter {...{ member, charter, again }} />
      <Badges member={member} again={again} />
      <Qualifications member={member} again={again} />
      <History member={member} />
      <Erase member={member} />
    </>
  )
}

/** What comes next for this person: one sign, one admission, one stop or another start. */
function Steps({ member, again }: Props) {
  const error = useSignal<string | null>(null)
  const editing = useSignal(false)
  const today = dayOf(serverNow(), timezone())
  const send = (body: object) =>
    changeMember(member.id, body).then(again, (failure: unknown) => {
      error.value = sayRefused(failure)
    })
  const state = (to: 'active' | 'suspended') => ({
    states: [...member.states.filter(line => line.from < today), { from: today, state: to }],
    ...(to === 'active' ? { suspended: false } : {}),
  })
  return (
    <div class="people-acts">
      {member.state === 'candidate' || member.state === 'charter-signed' ? (
        <button type="button" class="button-quiet" onClick={() => send(state('active'))}>
          {w('one.admit')}
        </button>
      ) : null}
      {member.state === 'suspended' ? (
        <button type="button" class="button-quiet" onClick={() => send(state('active'))}>
          {w('one.resume')}
        </button>
      ) : null}
      {member.state === 'active' ? (
        <button type="button" class="button-quiet" onClick={() => send(state('suspended'))}>
          {w('one.suspend')}
        </button>
      ) : null}
      <button
        type="button"
        class="button-quiet"
        onClick={() => {
          editing.value = true
        }}
      >
        {w('one.edit')}
      </button>
      {editing.value ? (
        <MemberDialog
          member={member}
          onDone={again}
          onClose={() => {
            editing.value = false
          }}
        />
      ) : null}
      <p class="form-error" role="alert">
        {error.value}
      </p>
    </div>
  )
}

function Facts({ member }: { member: MemberDetail }) {
  const limit = member.limit_cents_per_month
  const { contact } = member
  return (
    <dl class="facts person-facts">
      <Fact name={w('one.category')} value={member.category_name ?? w('one.no-category')} />
      <Fact name={w('one.payer')} value={member.payer_name ?? w('one.payer-self')} />
      {member.employer_name === null ? null : <Fact name={w('one.employer')} value={member.employer_name} />}
      {limit === undefined ? null : (
        <Fact name={w('one.limit')} value={limit === null ? w('one.no-limit') : euros(limit, language.value)} />
      )}
      {contact === undefined ? null : (
        <Fact
          name={w('one.contact')}
          value={
            contact === null
              ? w('one.no-contact')
              : [contact.street, townOf(contact), contact.phone, contact.iban].filter(part => part).join(', ')
          }
        />
      )}
    </dl>
  )
}

const townOf = ({ postal_code, city }: Contact): string => [postal_code, city].filter(part => part !== null).join(' ')

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
)

function History({ member }: { member: MemberDetail }) {
  const categories = [...member.categories].sort((a, b) => (a.from < b.from ? 1 : -1))
  const states = [...member.states].sort((a, b) => (a.from < b.from ? 1 : -1))
  return (
    <div class="person-history">
      {states.length === 0 ? null : (
        <section aria-labelledby="states">
          <h2 id="states">{w('one.states')}</h2>
          <ul class="plain-list">
            {states.map(line => (
              <li key={line.from}>
                <b>{w(`state.${line.state}`)}</b> {w('one.from', { date: sayDay(line.from) })}
              </li>
            ))}
          </ul>
        </section>
      )}
      {categories.length === 0 ? null : (
        <section aria-labelledby="categories">
          <h2 id="categories">{w('one.categories')}</h2>
          <ul class="plain-list">
            {categories.map(line => (
              <li key={line.from}>
                <b>{line.name ?? w('one.no-category')}</b> {w('one.from', { date: sayDay(line.from) })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
