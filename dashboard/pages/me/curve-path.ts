/** Points of a stretch of time as one line of steps, the tallest at the top. Null: fewer than two. Pure. */
type Point = { at_ms: number; value: number }

export function curvePath(
  points: readonly Point[],
  span: { from_ms: number; to_ms: number },
  size: { width: number; height: number },
): string | null {
  const inside = points.filter(({ at_ms }) => at_ms <= span.to_ms)
  if (inside.length < 2) return null
  const most = Math.max(1, ...inside.map(({ value }) => value))
  const x = (at_ms: number): number =>
    round((Math.max(0, at_ms - span.from_ms) / (span.to_ms - span.from_ms)) * size.width)
  const up = (value: number): number => round(size.height - 2 - (value / most) * (size.height - 6))
  const [first] = inside
  const steps = inside.map(({ at_ms, value }) => `H${x(at_ms)}V${up(value)}`).join('')
  return `M0 ${up(first?.value ?? 0)}${steps}H${size.width}`
}

const round = (n: number): number => Math.round(n * 10) / 10
