/** The first machines: a name and a kind each, and whether it takes training. */
import type { Signal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { Icon } from '../../ui/icons.tsx'
import { w } from './texts.ts'

export type MachineDraft = { key: number; name: string; kind: string; trained: boolean }

let keys = 0
export const emptyMachine = (): MachineDraft => ({ key: keys++, name: '', kind: '', trained: false })

export function Machines({ machines }: { machines: Signal<readonly MachineDraft[]> }) {
  const kinds = useId()
  const change = (key: number, changed: Partial<MachineDraft>) => {
    machines.value = machines.value.map(each => (each.key === key ? { ...each, ...changed } : each))
  }
  return (
    <fieldset>
      <legend>{w('machines')}</legend>
      <p class="hint">{w('machines-hint')}</p>
      <datalist id={kinds}>
        {w('kinds')
          .split(', ')
          .map(kind => (
            <option key={kind} value={kind} />
          ))}
      </datalist>
      {machines.value.map((machine, i) => (
        <div class="setup-machine" key={machine.key}>
          <input
            aria-label={w('machine-name', { n: i + 1 })}
            placeholder={w('machine-name', { n: i + 1 })}
            maxLength={120}
            value={machine.name}
            onInput={event => change(machine.key, { name: event.currentTarget.value })}
          />
          <input
            aria-label={w('machine-kind', { n: i + 1 })}
            placeholder={w('machine-kind', { n: i + 1 })}
            maxLength={64}
            list={kinds}
            value={machine.kind}
            onInput={event => change(machine.key, { kind: event.currentTarget.value })}
          />
          <label>
            <input
              type="checkbox"
              checked={machine.trained}
              onChange={event => change(machine.key, { trained: event.currentTarget.checked })}
            />
            {w('trained')}
          </label>
          <button
            type="button"
            class="button-bare"
            aria-label={w('remove', { n: i + 1 })}
            onClick={() => {
              machines.value = machines.value.filter(each => each.key !== machine.key)
            }}
          >
            <Icon sign="close" />
          </button>
        </div>
      ))}
      <p>
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            machines.value = [...machines.value, emptyMachine()]
          }}
        >
          {w('add')}
        </button>
      </p>
    </fieldset>
  )
}
