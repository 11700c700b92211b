/** The floor under the machines: its shape, a chalk line each metre, and the zones somebody named. */
import type { ComponentChildren, Ref } from 'preact'
import type { Room } from '#server/contract/plan.ts'
import { plan } from '../../live/connection.ts'
import { shapeOf, tagWidth, zoneWithin } from './geometry.ts'
import { PlanPicture } from './plan-picture.tsx'

type Props = { room: Room | null; count: number; children: ComponentChildren; floor?: Ref<HTMLDivElement> | undefined }

export function PlanFloor({ room, count, children, floor = null }: Props) {
  const shape = shapeOf(room)
  const { picture } = plan.value
  const style = {
    '--shape': shape.width_cm / shape.depth_cm,
    '--metre': `${(100 * 100) / shape.width_cm}cqw`,
    '--tag-share': `${tagWidth(count, shape)}cqw`,
  }
  return (
    <div class="plan-room" style={style}>
      <div class="plan" ref={floor} data-drawn={picture !== null}>
        {picture === null ? null : <PlanPicture {...picture} />}
        {(room?.zones ?? []).map(zoneWithin).map((zone, i) => (
          <p
            key={i}
            class="plan-zone"
            style={{ left: `${zone.x}%`, top: `${zone.y}%`, width: `${zone.width}%`, height: `${zone.depth}%` }}
          >
            <span>{zone.name}</span>
          </p>
        ))}
        {children}
      </div>
    </div>
  )
}
