/** Why a lesson does not carry levels, in a sentence that says what to do about it. English; the page has its own words. */
import type { RefusalCode } from '#server/domain/learning/types.ts'

const seconds = (ms: number | undefined): string => `${Math.ceil((ms ?? 0) / 1_000)} s`
const amps = (mA: number | undefined): string => `${((mA ?? 0) / 1_000).toFixed(2)} A`

const SENTENCES: Record<RefusalCode, (figures: Record<string, number>) => string> = {
  'no-readings': () => 'no reading came while it was taught: is the station online, and does it have a meter?',
  'idle-too-short': ({ taught_ms, needed_ms }) =>
    `only ${seconds(taught_ms)} of idle were taught: let the machine stand switched on for ${seconds(needed_ms)}`,
  'work-too-short': ({ taught_ms, needed_ms }) =>
    `only ${seconds(taught_ms)} of work can be read: work for ${seconds(needed_ms)} altogether, in longer stretches if the meter is slow`,
  'readings-missing': ({ share }) =>
    `${Math.round((share ?? 0) * 100)} % of the readings are missing: look at the link first, then teach again`,
  'no-current': ({ work_mA }) =>
    `the meter reads ${amps(work_mA)} while the machine works: does the clamp hold one conductor alone?`,
  saturated: ({ work_mA }) => `the meter ends at ${amps(work_mA)} and the machine draws more: it needs a larger one`,
  overlap: ({ idle_mA, run_mA }) =>
    `idle (up to ${amps(idle_mA)}) and work (about ${amps(run_mA)}) cannot be told apart: was the right button pressed?`,
}

export const whyRefused = (code: RefusalCode, figures: Record<string, number>): string => SENTENCES[code](figures)
