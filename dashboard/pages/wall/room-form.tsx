/** The room's measures and its zones, in figures. */
import { useSignal } from '@preact/signals'
import type { Room, Zone } from '#server/contract/plan.ts'
import { putRoom } from '../../api/plan.ts'
import { plan } from '../../live/connection.ts'
import { Form, Refusal, Said, Send, useField } from '../../ui/form/form.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
import { shapeOf, zoneWithin } from './geometry.ts'
import { NumberField } from './number-field.tsx'
import { w } from './texts.ts'

/** As many as the server takes. */
const ZONES_MAX = 24
const SIDE_m_MAX = 500
const NEW_ZONE: Zone = { name: '', x: 0, y: 0, width: 40, depth: 40 }
const SIDES = ['x', 'y', 'width', 'depth'] as const

export function RoomForm({ room }: { room: Room | null }) {
  const shape = shapeOf(room)
  const zones = useSignal<readonly Zone[]>(room?.zones ?? [])
  const measures = useSignal({ width_m: shape.width_cm / 100, depth_m: shape.depth_cm / 100 })
  const saved = useSignal(false)
  const change = (i: number, to: Partial<Zone>) => {
    zones.value = zones.value.map((zone, at) => (at === i ? zoneWithin({ ...zone, ...to }) : zone))
  }
  const check = (): Wrong => ({
    ...Object.fromEntries(
      (['width', 'depth'] as const).flatMap(side => {
        const m = measures.peek()[`${side}_m`]
        return m >= 1 && m <= SIDE_m_MAX ? [] : [[side, w('room.measure')]]
      }),
    ),
    ...Object.fromEntries(
      zones.peek().flatMap(({ name }, i) => (name.trim() === '' ? [[`zone-${i}`, w('room.zone-unnamed')]] : [])),
    ),
  })
  const save = async () => {
    saved.value = false
    const { width_m, depth_m } = measures.peek()
    const measured = { width_cm: Math.round(width_m * 100), depth_cm: Math.round(depth_m * 100) }
    plan.value = await putRoom({ ...measured, zones: [...zones.peek()] })
    saved.value = true
  }
  return (
    <details class="plan-form">
      <summary>{w('room.title')}</summary>
      <Form check={check} onSend={save}>
        <p class="hint">{w('room.hint')}</p>
        <div class="plan-measures">
          {(['width', 'depth'] as const).map(side => (
            <Measure
              key={side}
              name={side}
              label={w(`room.${side}`)}
              value={measures.value[`${side}_m`]}
              onPut={value => {
                measures.value = { ...measures.value, [`${side}_m`]: value }
              }}
            />
          ))}
        </div>
        {zones.value.map((zone, i) => (
          <fieldset key={i} class="plan-zone-row">
            <legend>{w('room.zone', { n: i + 1 })}</legend>
            <ZoneName name={`zone-${i}`} value={zone.name} onInput={name => change(i, { name })} />
            {SIDES.map(side => (
              <NumberField
                key={side}
                step="any"
                max={100}
                label={w(`room.zone-${side}`)}
                value={zone[side]}
                onPut={value => change(i, { [side]: value })}
              />
            ))}
            <button
              type="button"
              class="button-quiet"
              onClick={() => {
                zones.value = zones.value.filter((_, at) => at !== i)
              }}
            >
              {w('room.zone-drop', { name: zone.name })}
            </button>
          </fieldset>
        ))}
        <p class="plan-acts">
          <button
            type="button"
            class="button-quiet"
            disabled={zones.value.length >= ZONES_MAX}
            onClick={() => {
              zones.value = [...zones.value, NEW_ZONE]
            }}
          >
            {w('room.zone-add')}
          </button>
          <Send action={w('room.save')} />
        </p>
        <Refusal />
        <p class="hint" role="status">
          {saved.value ? w('room.saved') : null}
        </p>
      </Form>
    </details>
  )
}

function ZoneName({ name, value, onInput }: { name: string; value: string; onInput: (value: string) => void }) {
  const field = useField(name)
  return (
    <div class="field">
      <label for={field.id}>{w('room.zone-name')}</label>
      <input
        {...field.at}
        type="text"
        maxLength={60}
        value={value}
        onInput={event => onInput(event.currentTarget.value)}
      />
      <Said of={field} />
    </div>
  )
}

type MeasureProps = { name: 'width' | 'depth'; label: string; value: number; onPut: (value: number) => void }
const Measure = ({ name, ...given }: MeasureProps) => (
  <NumberField {...given} field={useField(name)} step="any" max={SIDE_m_MAX} />
)
