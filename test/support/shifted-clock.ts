/** Loaded before a program (`--import`): its wall clock is moved, so that a test can live through the end of a month. */
const moved_ms = Number(process.env.NAVETTE_TEST_CLOCK_MS ?? 0)
const Wall = Date
const now = (): number => Wall.now() + moved_ms

globalThis.Date = new Proxy(Wall, {
  construct: (wall, given) => Reflect.construct(wall, given.length === 0 ? [now()] : given),
  get: (wall, name) => (name === 'now' ? now : Reflect.get(wall, name)),
})
