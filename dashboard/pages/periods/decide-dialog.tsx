import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import type { SettleItem } from '#server/contract/books.ts'
import { answerContest, settle, type Wish } from '../../api/books.ts'
import { t } from '../../i18n/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { type Choice, choicesFor, momentOn, timeOf } from './choices.ts'
import { b } from './texts.ts'
import { decisionWords, type NameOf, sayRefused } from './words.ts'

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
  const reason = useRef<HTMLTextAreaElement>(null)
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
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
  const submit = async (event: Event) => {
    event.preventDefault()
    const why = reason.current?.value.trim() ?? ''
    if (why === '') {
      error.value = b('decide.reason-missing')
      reason.current?.focus()
      return
    }
    busy.value = true
    try {
      if (contested === null)
        await settle(
          month,
          items.map(item => item.id),
          wish(),
          why,
        )
      else await answerContest(month, contested.n, choice.value !== 'refuse', wish(), why)
      onDone()
      onClose()
    } catch (failure) {
      error.value = sayRefused(failure)
    } finally {
      busy.value = false
    }
  }
  const words = (each: Choice): string => {
    if (each === 'accept') {
      const proposal = items.length === 1 ? first?.proposal : null
      const what = proposal == null ? '' : ` : ${decisionWords(proposal, memberOf, poolOf)}`
      return `${b('decide.accept')}${what}`
    }
    if (each === 'refuse') return b('decide.answer-no')
    if (each === 'assign') return b('decide.assign')
    if (each === 'pool') return b('decide.pool')
    return b(`decision.${each}`)
  }
  return (
    <Dialog title={b('decide.title', { count: items.length })} onClose={onClose}>
      <form class="decide" onSubmit={submit} noValidate>
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
        <div class="field">
          <label for={`${id}-why`}>{b('decide.reason')}</label>
          <textarea id={`${id}-why`} ref={reason} rows={2} required aria-describedby={`${id}-hint ${id}-error`} />
          <p class="hint" id={`${id}-hint`}>
            {b('decide.reason-hint')}
          </p>
        </div>
        <p class="form-error" id={`${id}-error`} role="alert">
          {error.value}
        </p>
        <div class="dialog-acts">
          <button type="button" class="button-quiet" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" class="button" disabled={busy.value}>
            {b('decide.do')}
          </button>
        </div>
      </form>
    </Dialog>
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
