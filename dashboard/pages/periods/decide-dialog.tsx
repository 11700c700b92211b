import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { SettleItem } from '#server/contract/books.ts'
import { answerContest, settle, type Wish } from '../../api/books.ts'
import { ApiError } from '../../api/client.ts'
import { Field, Choice as Select, textOf } from '../../ui/form/fields.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { type Choice, choicesFor, momentOn, timeOf } from './choices.ts'
import { b } from './texts.ts'
import { decisionWords, type NameOf } from './words.ts'

type Named = { id: string; name: string }
type Props = {
  month: string
  items: SettleItem[]
  members: readonly Named[]
  pools: readonly Named[]
  memberOf: NameOf
  poolOf: NameOf
  onDone: () => void
  onRefused: () => void
  onClose: () => void
}

/** One decision for one item or many, with its reason. It stays open until the server has said yes. */
export function DecideDialog({ month, items, members, pools, memberOf, poolOf, onDone, onRefused, onClose }: Props) {
  const [first] = items
  const choices = choicesFor(items, pools.length > 0)
  const choice = useSignal<Choice>(choices[0] ?? 'waive')
  const member = first?.member ?? members[0]?.id ?? ''
  const second = members.find(one => one.id !== member)?.id ?? ''
  const id = useId()
  const contested = first?.kind === 'contested' ? first.contest : null

  const wish = (form: FormData): Wish | null => {
    switch (choice.value) {
      case 'accept':
      case 'refuse':
        return null
      case 'assign':
        return { kind: 'assign', member: textOf(form, 'member') }
      case 'pool':
        return { kind: 'pool', pool: textOf(form, 'pool') }
      case 'split': {
        const one = { to: 'member' as const, member: textOf(form, 'member') }
        const two = { to: 'member' as const, member: textOf(form, 'second') }
        return { kind: 'split', at: momentOn(first, textOf(form, 'at')), bearers: [one, two] }
      }
      default:
        return { kind: choice.value }
    }
  }
  const decide = async (why: string, form: FormData): Promise<void> => {
    try {
      if (contested === null) await settle(month, items, wish(form), why)
      else await answerContest(month, contested.n, choice.value !== 'refuse', wish(form), why)
    } catch (refused) {
      // Somebody else may have decided: behind the dialog the list then tells what
      if (refused instanceof ApiError && [409, 422].includes(refused.status)) onRefused()
      throw refused
    }
    onDone()
  }
  const words = (each: Choice): string => {
    if (each === 'accept') {
      const proposal = items.length === 1 ? first?.proposal : null
      if (proposal == null) return b('decide.accept')
      return b('decide.accept-what', { what: decisionWords(proposal, memberOf, poolOf) })
    }
    if (each === 'refuse') return b('decide.answer-no')
    if (each === 'assign') return b('decide.assign')
    if (each === 'pool') return b('decide.pool')
    return b(`decision.${each}`)
  }
  return (
    <ReasonDialog
      title={b('decide.title', { count: items.length })}
      reason={{ label: b('decide.reason'), hint: b('decide.reason-hint'), missing: b('decide.reason-missing') }}
      action={b('decide.do')}
      say={sayRefused}
      onConfirm={decide}
      onClose={onClose}
    >
      <fieldset class="decide-choices">
        <legend>{b('decide.legend')}</legend>
        {choices.map(each => (
          <label key={each}>
            <input
              type="radio"
              name={id}
              checked={choice.value === each}
              onChange={() => {
                choice.value = each
              }}
            />
            <span>{words(each)}</span>
          </label>
        ))}
      </fieldset>
      {choice.value === 'assign' || choice.value === 'split' ? (
        <Select name="member" label={b('decide.member')} options={members} value={member} />
      ) : null}
      {choice.value === 'split' ? (
        <>
          <Select name="second" label={b('decide.second')} options={members} value={second} />
          <Field
            name="at"
            type="time"
            label={b('decide.at')}
            hint={b('decide.at-hint')}
            value={timeOf(first)}
            required
          />
        </>
      ) : null}
      {choice.value === 'pool' ? (
        <Select name="pool" label={b('decide.pool-which')} options={pools} value={pools[0]?.id ?? ''} />
      ) : null}
    </ReasonDialog>
  )
}
