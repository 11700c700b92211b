/** The room's measures and its zones, in figures. */
import { useSignal } from '@preact/signals'
import type { Room, Zone } from '#server/contract/plan.ts'
import { putRoom } from '../../api/plan.ts'
import { plan } from '../../live/connection.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { shapeOf, zoneWithin } from './geometry.ts'
import { NumberField } from './number-field.tsx'
import { w } from './texts.ts'

/** As many as the server takes. */
const ZONES_MAX = 24
const NEW_ZONE: Zone = { name: '', x: 0, y: 0, width: 40, depth: 40 }
const SIDES = ['x', 'y', 'width', 'depth'] as const

export function RoomForm({ room }: { room: Room | null }) {
  const shape = shapeOf(room)
  const zones = useSignal<readonly Zone[]>(room?.zones ?? [])
  const measures = useSignal({ width_m: shape.width_cm / 100, depth_m: shape.depth_cm / 100 })
  const said = useSignal<{ error: boolean; text: string } | null>(null)
  const change = (i: number, to: Partial<Zone>) => {
    zones.value = zones.value.map((zone, at) => (at === i ? zoneWithin({ ...zone, ...to }) : zone))
  }
  const save = async (event: Event) => {
    event.preventDefault()
    const { width_m, depth_m } = measures.value
    const whole = [width_m, depth_m].every(m => m >= 1 && m <= 500) && zones.value.every(({ name }) => name.trim())
    if (!whole) {
      said.value = { error: true, text: w('room.incomplete') }
      return
    }
    const measured = { width_cm: Math.round(width_m * 100), depth_cm: Math.round(depth_m * 100) }
    try {
      plan.value = await putRoom({ ...measured, zones: [...zones.value] })
      said.value = { error: false, text: w('room.saved') }
    } catch (failure) {
      said.value = { error: true, text: sayRefused(failure) }
    }
  }
  return (
    <details class="plan-form">
      <summary>{w('room.title')}</summary>
      <form onSubmit={save} noValidate>
        <p class="hint">{w('room.hint')}</p>
        <div class="plan-measures">
          {(['width', 'depth'] as const).map(side => (
            <NumberField
              key={side}
              step="any"
              max={500}
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
            <p class="field">
              <label>
                {w('room.zone-name')}
                <input
                  type="text"
                  maxLength={60}
                  value={zone.name}
                  onInput={event => change(i, { name: event.currentTarget.value })}
                />
              </label>
            </p>
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
          <button type="submit" class="button">
            {w('room.save')}
          </button>
        </p>
        <p class={said.value?.error ? 'form-error' : 'hint'} role="status">
          {said.value?.text}
        </p>
      </form>
    </details>
  )
}
