/** What hangs behind the machines. Until it has come, and where it never does, the plan is chalk on paper as before. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { PlanPicture as Picture } from '#server/contract/plan.ts'
import { getPicture } from '../../api/plan.ts'

export function PlanPicture({ hash, x, y, width, depth }: Picture) {
  const url = useSignal<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let gone = false
    getPicture(hash).then(
      blob => {
        if (gone) return
        made = URL.createObjectURL(blob)
        url.value = made
      },
      () => {},
    )
    return () => {
      gone = true
      if (made !== null) URL.revokeObjectURL(made)
      url.value = null
    }
  }, [hash])
  if (url.value === null) return null
  // it shows the room, which the machines and zones on it say in words
  return (
    <div class="plan-picture">
      <img src={url.value} alt="" style={{ left: `${x}%`, top: `${y}%`, width: `${width}%`, height: `${depth}%` }} />
    </div>
  )
}
