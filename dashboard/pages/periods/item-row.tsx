import type { SettleItem } from '#server/contract/books.ts'
import { t } from '../../i18n/index.ts'
import { machineName } from '../../live/named.ts'
import { openEvidence } from '../../ui/evidence/evidence-drawer.tsx'
import { b } from './texts.ts'
import { decisionWords, isUnderWay, type NameOf, titleWords, whatHappened, whenWords } from './words.ts'

type Props = {
  item: SettleItem
  memberOf: NameOf
  poolOf: NameOf
  chosen: boolean
  /** null: it cannot be part of a bulk decision */
  onChoose: ((on: boolean) => void) | null
  onDecide: () => void
}

/** One thing that happened: where and when, what, what is proposed or decided, and the way to decide. */
export function ItemRow({ item, memberOf, poolOf, chosen, onChoose, onDecide }: Props) {
  const machine = machineName(item.machine)
  const who = item.member === null ? '' : ` · ${memberOf(item.member)}`
  const title = titleWords(item)
  return (
    <li class="settle-item" data-blocks={item.blocks} data-item={item.id}>
      {onChoose === null ? null : (
        <label class="settle-choose">
          <input type="checkbox" checked={chosen} onChange={event => onChoose(event.currentTarget.checked)} />
          <span class="sr">{`${title}, ${machine}, ${whenWords(item.from, item.to)}`}</span>
        </label>
      )}
      <div class="settle-what">
        <h2>
          {title} {item.late ? <small>{b('settle.late')}</small> : null}
        </h2>
        <p class="settle-where">
          {machine}
          {who}
        </p>
        <p class="settle-when">{whenWords(item.from, item.to)}</p>
        {whatHappened(item).map(sentence => (
          <p key={sentence}>{sentence}</p>
        ))}
        <Decision item={item} memberOf={memberOf} poolOf={poolOf} />
      </div>
      <div class="settle-acts">
        {item.id.startsWith('run-') || item.kind === 'declared' ? null : (
          <button type="button" class="link" onClick={() => openEvidence(item.id)}>
            {t('col.evidence')}
          </button>
        )}
        {isUnderWay(item) ? null : (
          <button type="button" class="button-quiet" onClick={onDecide}>
            {item.decided === null || item.blocks ? b('settle.one') : b('settle.again')}
          </button>
        )}
      </div>
    </li>
  )
}

function Decision({ item, memberOf, poolOf }: Pick<Props, 'item' | 'memberOf' | 'poolOf'>) {
  const shown = item.decided ?? item.proposal
  if (shown === null) return null
  return (
    <p class="settle-decision">
      <span>{b(item.decided === null ? 'decision.proposed' : 'decision.decided')}</span>
      <b>{decisionWords(shown, memberOf, poolOf)}</b>
      {item.decided === null ? null : <small>{item.decided.reason}</small>}
    </p>
  )
}
