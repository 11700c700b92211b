/** The current of one session, small: where it worked and where it waited can be seen at a glance. */
import type { PowerCurve, SessionSummary } from '#server/contract/api.ts'
import { getPower } from '../../api/endpoints.ts'
import { amperes, clock } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { useLoad } from '../../ui/load.ts'
import { Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { curvePath } from './curve-path.ts'
import { y } from './texts.ts'

const WIDTH = 320
const HEIGHT = 72

export function MyCurve({ session }: { session: SessionSummary }) {
  const from_ms = Date.parse(session.start)
  const to_ms = session.end === null ? serverNow() : Math.max(Date.parse(session.end), from_ms + 1_000)
  const curve = useLoad(session.id, () => getPower(session.machine, { from_ms, to_ms }))
  if (curve.is === 'failed') return <p class="hint">{y('session.no-curve')}</p>
  if (curve.value === null) return <Waiting height_rem={6} />
  return <Drawn points={curve.value.points} from_ms={from_ms} to_ms={to_ms} />
}

type Props = { points: PowerCurve['points']; from_ms: number; to_ms: number }

function Drawn({ points, from_ms, to_ms }: Props) {
  const known = points.flatMap(({ at, current_mA, current_mA_max }) => {
    const value = current_mA_max ?? current_mA
    return value === null ? [] : [{ at_ms: Date.parse(at), value }]
  })
  const most_mA = Math.max(0, ...known.map(({ value }) => value))
  const path = curvePath(known, { from_ms, to_ms }, { width: WIDTH, height: HEIGHT })
  if (path === null || most_mA === 0) return <p class="hint">{y('session.no-curve')}</p>
  const [from, until] = [from_ms, to_ms].map(at_ms => clock(at_ms, language.value, timezone()))
  return (
    <figure class="my-curve">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={y('session.curve', { from: from ?? '', until: until ?? '' })}
      >
        <path class="my-curve-area" d={`${path}V${HEIGHT}H0Z`} />
        <path class="my-curve-line" d={path} />
      </svg>
      <figcaption>
        <span>{from}</span>
        <span>{y('session.most', { most: amperes(most_mA, language.value) })}</span>
        <span>{until}</span>
      </figcaption>
    </figure>
  )
}
