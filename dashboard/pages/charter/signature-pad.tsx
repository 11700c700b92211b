/** A frame one signs in with a finger, a pen or the mouse: strokes in thousandths of its width, so that they draw the same anywhere. */
import type { Signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Strokes } from '#server/contract/charter.ts'
import { addPoint, PAD_HEIGHT, PAD_WIDTH, pathOf } from './strokes.ts'
import { c } from './texts.ts'

export function SignaturePad({ strokes }: { strokes: Signal<Strokes> }) {
  const drawing = useRef(false)
  const pointOf = (event: PointerEvent): [number, number] => {
    const box = (event.currentTarget as SVGSVGElement).getBoundingClientRect()
    return [((event.clientX - box.left) / box.width) * PAD_WIDTH, ((event.clientY - box.top) / box.width) * PAD_WIDTH]
  }
  return (
    <div class="pad">
      <svg
        viewBox={`0 0 ${PAD_WIDTH} ${PAD_HEIGHT}`}
        role="img"
        aria-label={c('hand')}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId)
          drawing.current = true
          strokes.value = [...strokes.value, addPoint([], pointOf(event))]
        }}
        onPointerMove={event => {
          if (!drawing.current) return
          const last = strokes.value.at(-1) ?? []
          strokes.value = [...strokes.value.slice(0, -1), addPoint(last, pointOf(event))]
        }}
        onPointerUp={() => {
          drawing.current = false
        }}
      >
        <path class="pad-line" d={`M40 ${PAD_HEIGHT - 60}H${PAD_WIDTH - 40}`} />
        <path class="pad-ink" d={pathOf(strokes.value)} />
      </svg>
      <p>
        <span class="hint">{c('hand')}</span>
        <button
          type="button"
          class="link"
          onClick={() => {
            strokes.value = []
          }}
        >
          {c('clear')}
        </button>
      </p>
    </div>
  )
}

export const Drawn = ({ strokes, name }: { strokes: Strokes; name: string }) => (
  <svg class="pad-drawn" viewBox={`0 0 ${PAD_WIDTH} ${PAD_HEIGHT}`} role="img" aria-label={c('drawn', { name })}>
    <path class="pad-ink" d={pathOf(strokes)} />
  </svg>
)
