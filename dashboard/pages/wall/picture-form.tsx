/** The picture behind the plan: chosen, put where the room is on it, taken away. */
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { PictureFrame, PlanView } from '#server/contract/plan.ts'
import { dropPicture, movePicture, putPicture } from '../../api/plan.ts'
import { plan } from '../../live/connection.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { NumberField } from './number-field.tsx'
import { paperOf } from './paper.ts'
import { w } from './texts.ts'

const SIDES = ['x', 'y', 'width', 'depth'] as const

export function PictureForm() {
  const id = useId()
  const said = useSignal<{ error: boolean; text: string } | null>(null)
  const { picture } = plan.value
  const run = (deed: Promise<PlanView>, done: string) =>
    deed.then(
      after => {
        plan.value = after
        said.value = { error: false, text: done }
      },
      (failure: unknown) => {
        said.value = { error: true, text: failure === NO_PICTURE ? w('picture.unreadable') : sayRefused(failure) }
      },
    )
  const move = (change: Partial<PictureFrame>) => {
    if (picture === null) return
    const { hash: _hash, ...frame } = picture
    void run(movePicture({ ...frame, ...change }), w('picture.moved'))
  }
  return (
    <details class="plan-form">
      <summary>{w('picture.title')}</summary>
      <p class="hint">{w('picture.hint')}</p>
      <p class="plan-acts">
        <label class="button-quiet" for={id}>
          {w(picture === null ? 'picture.choose' : 'picture.replace')}
        </label>
        <input
          id={id}
          class="sr"
          type="file"
          accept="image/*"
          onChange={event => {
            const [file] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            if (file !== undefined) void run(readable(file).then(putPicture), w('picture.there'))
          }}
        />
        {picture === null ? null : (
          <button type="button" class="link" onClick={() => run(dropPicture(), w('picture.gone'))}>
            {w('picture.drop')}
          </button>
        )}
      </p>
      {picture === null ? null : (
        <div class="plan-measures">
          {SIDES.map(side => (
            <NumberField
              key={`${side} ${picture[side]}`}
              step="any"
              min={side === 'x' || side === 'y' ? -900 : 1}
              max={side === 'x' || side === 'y' ? 900 : 1_000}
              label={w(`room.zone-${side}`)}
              value={picture[side]}
              onPut={value => move({ [side]: value })}
            />
          ))}
        </div>
      )}
      <p class={said.value?.error ? 'form-error' : 'hint'} role="status">
        {said.value?.text}
      </p>
    </details>
  )
}

const NO_PICTURE = new Error('no picture')
const readable = (file: Blob): Promise<Blob> =>
  paperOf(file).catch(() => {
    throw NO_PICTURE
  })
