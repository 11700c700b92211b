import { Options } from '../../ui/options.tsx'
import { countsOf } from './queue.ts'
import { b } from './texts.ts'
import type { Kind } from './words.ts'

type Props = { waiting: readonly Kind[]; kind: Kind | null; onChoose: (kind: Kind | null) => void }

/** Which kind of what waits is shown. Where there is but one there is nothing to choose. */
export function KindChoice({ waiting, kind, onChoose }: Props) {
  const counts = countsOf(waiting)
  if (counts.length < 2 && kind === null) return null
  const known = counts.map(([one]) => one)
  // the one in the address stays named, though nothing of it waits any more
  const kinds = kind === null || known.includes(kind) ? counts : [...counts, [kind, 0] as const]
  return (
    <label class="select settle-kind">
      <span>{b('settle.kind')}</span>
      <select
        onChange={event => {
          const { value } = event.currentTarget
          onChoose(known.find(one => one === value) ?? null)
        }}
      >
        <Options
          of={[
            { id: '', name: b('settle.every-kind', { count: waiting.length }) },
            ...kinds.map(([id, count]) => ({ id, name: b('settle.of-kind', { kind: b(`kind.${id}`), count }) })),
          ]}
          value={kind ?? ''}
        />
      </select>
    </label>
  )
}
