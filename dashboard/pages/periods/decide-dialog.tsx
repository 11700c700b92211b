import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { SettleItem } from '#server/contract/books.ts'
import { answerContest, settle, type Wish } from '../../api/books.ts'
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
  onClose: () => void
}

/** One decision for one item or many, with its reason. It stays open until the server has said yes. */
export function DecideDialog({ month, items, members, pools, memberOf, poolOf, onDone, onClose }: Props) {
  const [first] = items
  const choices = choicesFor(items, pools.length > 0)
  const choice = useSignal<Choice>(choices[0] ?? 'waive')
  const member = useSignal(first?.member ?? members[0]?.id ?? '')
  const second = useSignal(members.find(one => one.id !== member.value)?.id ?? '')
  const pool = useSignal(pools[0]?.id ?? '')
  const at = useSignal(timeOf(first))
  const id = useId()
  const contested = first?.kind === 'contested' ? first.contest : null

  const wish = (): Wish | null => {
    switch (choice.value) {
      case 'accept':
      case 'refuse':
        return null
      case 'assign':
        return { kind: 'assign', member: member.value }
      case 'pool':
        return { kind: 'pool', pool: pool.value }
      case 'split': {
        const one = { to: 'member' as const, member: member.value }
        const two = { to: 'member' as const, member: second.value }
        return { kind: 'split', at: momentOn(first, at.value), bearers: [one, two] }
      }
      default:
        return { kind: choice.value }
    }
  }
  const decide = async (why: string): Promise<void> => {
    const ids = items.map(item => item.id)
    if (contested === null) await settle(month, ids, wish(), why)
    else await answerContest(month, contested.n, choice.value !== 'refuse', wish(), why)
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
        <Pick label={b('decide.member')} from={members} value={member} />
      ) : null}
      {choice.value === 'split' ? (
        <>
          <Pick label={b('decide.second')} from={members} value={second} />
          <div class="field">
            <label for={`${id}-at`}>{b('decide.at')}</label>
            <input
              id={`${id}-at`}
              type="time"
              value={at.value}
              onInput={event => {
                at.value = event.currentTarget.value
              }}
            />
            <p class="hint">{b('decide.at-hint')}</p>
          </div>
        </>
      ) : null}
      {choice.value === 'pool' ? <Pick label={b('decide.pool-which')} from={pools} value={pool} /> : null}
    </ReasonDialog>
  )
}

function Pick({ label, from, value }: { label: string; from: readonly Named[]; value: { value: string } }) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value.value}
        onChange={event => {
          value.value = event.currentTarget.value
        }}
      >
        {from.map(one => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </div>
  )
}
