/** Where a member stands with the charter: what they signed and before whom, and the signing itself. */
import { useSignal } from '@preact/signals'
import type { CharterView, SignatureView } from '#server/contract/charter.ts'
import type { MemberDetail } from '#server/contract/people.ts'
import { getCharter, getSignature } from '../../api/charter.ts'
import { changeMember } from '../../api/people.ts'
import { serverNow } from '../../time/now.ts'
import { dayOf } from '../../time/zone.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { me, timezone } from '../../ui/session.ts'
import { SignDialog } from '../charter/sign-dialog.tsx'
import { Drawn } from '../charter/signature-pad.tsx'
import { c } from '../charter/texts.ts'
import { sayDay } from './say.ts'
import { w } from './texts.ts'

export type CharterStanding = { current: CharterView | null; signature: SignatureView | null }
type Props = { member: MemberDetail; again: () => void }

/** Who keeps the books sees the day, and not the drawing. */
const mayWitness = (): boolean => me.value?.role === 'manager' || me.value?.role === 'animateur'

export async function charterOf(member: string): Promise<CharterStanding> {
  const [{ current }, { signature }] = await Promise.all([
    getCharter(),
    mayWitness() ? getSignature(member) : Promise.resolve({ signature: null }),
  ])
  return { current, signature }
}

/** `charter` is null where it could not be asked for: then nothing is offered to sign. */
export function MemberCharter({ member, charter, again }: Props & { charter: CharterStanding | null }) {
  const { current = null, signature = null } = charter ?? {}
  return (
    <section aria-labelledby="member-charter">
      <h2 id="member-charter">{w('one.charter')}</h2>
      <p>{words(member, signature)}</p>
      {signature?.strokes == null ? null : <Drawn strokes={signature.strokes} name={member.name} />}
      {signature?.name == null ? null : (
        <p>
          « <bdi>{signature.name}</bdi> »
        </p>
      )}
      {signature?.intact === false ? <p class="form-error">{c('changed')}</p> : null}
      {mayWitness() && charter !== null ? <Signing {...{ member, current, signature, again }} /> : null}
    </section>
  )
}

function words({ charter_signed }: MemberDetail, signature: SignatureView | null): string {
  if (charter_signed === null) return w('one.charter-missing')
  const day = w('one.charter-signed', { date: sayDay(charter_signed) })
  if (signature === null) return day
  const how =
    signature.version === null
      ? c('paper')
      : c('signed', { version: signature.version, witness: signature.witness_name })
  return [day, how, signature.outdated ? c('outdated') : null].filter(part => part !== null).join(', ')
}

type SigningProps = Props & CharterStanding

/** With a text it is signed here; without one the atelier signs on paper, and the day is noted. */
function Signing({ member, current, signature, again }: SigningProps) {
  const open = useSignal(false)
  const error = useSignal<string | null>(null)
  const done = member.charter_signed !== null && (signature === null || !signature.outdated)
  if (done) return null
  const onPaper = () =>
    changeMember(member.id, { charter_signed: dayOf(serverNow(), timezone()) }).then(again, (failure: unknown) => {
      error.value = sayRefused(failure)
    })
  return (
    <div class="people-acts">
      <button
        type="button"
        class={member.charter_signed === null ? 'button' : 'button-quiet'}
        onClick={() => {
          if (current === null) void onPaper()
          else open.value = true
        }}
      >
        {current === null ? w('one.sign') : c(member.charter_signed === null ? 'sign' : 'sign-again')}
      </button>
      <p class="form-error" role="alert">
        {error.value}
      </p>
      {open.value && current !== null ? (
        <SignDialog
          member={member}
          charter={current}
          onDone={again}
          onClose={() => {
            open.value = false
          }}
        />
      ) : null}
    </div>
  )
}
