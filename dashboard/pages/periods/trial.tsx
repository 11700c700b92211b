/** Up to when months run beside the old way of counting. Once in an atelier's life: its dialog comes when it is asked for. */
import { useSignal } from '@preact/signals'
import { getTrial } from '../../api/economy.ts'
import type { SetTrial } from '../economy/asset-forms.tsx'
import { b } from './texts.ts'

export function Trial({ onDone }: { onDone: () => void }) {
  const asked = useSignal<{ Dialog: typeof SetTrial; until: string | null } | null>(null)
  const ask = async () => {
    const [forms, { until }] = await Promise.all([import('../economy/asset-forms.tsx'), getTrial()])
    asked.value = { Dialog: forms.SetTrial, until }
  }
  return (
    <>
      <button type="button" class="link" onClick={() => void ask()}>
        {b('trial.set')}
      </button>
      {asked.value === null ? null : (
        <asked.value.Dialog
          until={asked.value.until}
          onClose={() => {
            asked.value = null
            onDone()
          }}
        />
      )}
    </>
  )
}
