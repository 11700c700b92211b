/**
 * What makes a Shelly safe to switch a machine's supply (contract §1, Safety): off at power-up, its button, timers,
 * schedules and scripts without a say, the cloud off. Written where it is not so, and always read back.
 */
import * as z from 'zod'

type Call = { method: string; params?: object }
export type Setting = {
  name: string
  read: Call
  write: readonly Call[]
  /** A sentence about what is unsafe, null when nothing is. `undefined`: the plug answered with an error. */
  judge(result: unknown): string | null
}

const SwitchConfig = z.object({
  initial_state: z.string(),
  /** absent on a plug, which has a button (`judgeButton`) and no input */
  in_mode: z.string().optional(),
  auto_on: z.boolean(),
  auto_off: z.boolean(),
  /** switches on again by itself once the voltage is right */
  autorecover_voltage_errors: z.boolean().optional(),
})
/** What each component says of the switch's input, by its key: `switch:0`, and `plugs_ui`, `pluguk_ui`, … of the plugs. */
const Components = z.looseObject({ 'switch:0': z.object({ in_mode: z.string().optional() }) })
/** Lamp and button of a plug, or the screen of another device (`ui`); `in_mode` since firmware 1.3. */
const Ui = z.object({ controls: z.record(z.string(), z.object({ in_mode: z.string() })) })
const UI_KEY = /^(.+_)?ui$/
const Cloud = z.object({ enable: z.boolean() })
const Schedules = z.object({ jobs: z.array(z.unknown()) })
const Scripts = z.object({ scripts: z.array(z.object({ enable: z.boolean(), running: z.boolean().optional() })) })

function judgeSwitch(result: unknown): string | null {
  const { data } = SwitchConfig.safeParse(result)
  if (data === undefined) return 'it does not say how its switch is set'
  if (data.initial_state !== 'off') return `at power-up it does not stay off (initial_state is ${data.initial_state})`
  if (data.auto_on) return 'a timer may switch it on (auto_on)'
  if (data.auto_off) return 'a timer may cut a running cycle (auto_off)'
  if (data.autorecover_voltage_errors === true) return 'it switches on by itself after a voltage error'
  if (data.in_mode !== undefined && data.in_mode !== 'detached')
    return `its input switches it (in_mode ${data.in_mode})`
  return null
}

/**
 * Each model names the component of its button otherwise, so all of them are looked at; a device without any has an input
 * instead, and says so. One that tells neither may have a button all the same.
 */
function judgeButton(result: unknown): string | null {
  const { data } = Components.safeParse(result)
  if (data === undefined) return 'it does not say which buttons it has'
  const uis = Object.entries(data).filter(([key]) => UI_KEY.test(key))
  if (uis.some(([, ui]) => Ui.safeParse(ui).data?.controls['switch:0']?.in_mode !== 'detached'))
    return 'its button cannot be taken from the switch: update its firmware'
  if (uis.length === 0 && data['switch:0'].in_mode !== 'detached')
    return 'it says nothing of a button or an input that could be taken from the switch'
  return null
}

function judgeScripts(result: unknown): string | null {
  if (result === undefined) return null // a device without scripts
  const scripts = Scripts.safeParse(result).data?.scripts
  if (scripts === undefined) return 'it does not say which scripts it runs'
  return scripts.some(({ enable, running }) => enable || running === true) ? 'a script runs on it: remove it' : null
}

const OFF = { initial_state: 'off', auto_on: false, auto_off: false }

export const SETTINGS: readonly Setting[] = [
  {
    name: 'switch',
    read: { method: 'Switch.GetConfig', params: { id: 0 } },
    // One by one: a device that does not know a field refuses the whole request.
    write: [OFF, { autorecover_voltage_errors: false }, { in_mode: 'detached' }].map(config => ({
      method: 'Switch.SetConfig',
      params: { id: 0, config },
    })),
    judge: judgeSwitch,
  },
  {
    name: 'button',
    read: { method: 'Shelly.GetConfig' },
    // The one it does not have, it answers with an error
    write: ['PLUGS_UI', 'PLUGUK_UI'].map(ui => ({
      method: `${ui}.SetConfig`,
      params: { config: { controls: { 'switch:0': { in_mode: 'detached' } } } },
    })),
    judge: judgeButton,
  },
  {
    name: 'cloud',
    read: { method: 'Cloud.GetConfig' },
    write: [{ method: 'Cloud.SetConfig', params: { config: { enable: false } } }],
    judge: result => (Cloud.safeParse(result).data?.enable === false ? null : 'its cloud may switch it'),
  },
  {
    name: 'schedule',
    read: { method: 'Schedule.List' },
    write: [{ method: 'Schedule.DeleteAll' }],
    judge: result => (Schedules.safeParse(result).data?.jobs.length === 0 ? null : 'a schedule may switch it'),
  },
  // Somebody wrote it for a reason: it is not ours to delete.
  { name: 'scripts', read: { method: 'Script.List' }, write: [], judge: judgeScripts },
]
