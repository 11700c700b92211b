/**
 * What makes a Tasmota plug safe to switch a machine's supply (contract §1, Safety). As delivered it restores its last
 * state at power-up (PowerOnState 3), and its button toggles it.
 */
import * as z from 'zod'

export type Setting = {
  command: string
  /** what to write */
  safe: string
  judge(value: unknown): boolean
  /** a sentence, when the judge says no */
  unsafe: string
  /** not in every build: one that does not know the command cannot do the harm */
  optional?: true
}

const is = (wanted: string | number) => (value: unknown) => value === wanted
/** Older firmware answers `"Rule1":"OFF"`, newer `"Rule1":{"State":"OFF",…}`. */
const RuleState = z.union([z.string(), z.object({ State: z.string() }).transform(({ State }) => State)])
const ruleIsOff = (value: unknown) => RuleState.safeParse(value).data === 'OFF'
/** Since 9.3 `{"Set":0,"Remaining":0}`, before `"0 (Active 0)"`. */
const Pulse = z.union([z.object({ Set: z.literal(0) }), z.string().regex(/^0\b/)])

export const SETTINGS: readonly Setting[] = [
  { command: 'PowerOnState', safe: '0', judge: is(0), unsafe: 'at power-up it does not stay off (PowerOnState)' },
  {
    command: 'SetOption0',
    safe: '0',
    judge: is('OFF'),
    unsafe: 'after a restart it takes up its last state (SetOption0)',
  },
  { command: 'SetOption73', safe: '1', judge: is('ON'), unsafe: 'its button switches it (SetOption73)' },
  { command: 'SetOption114', safe: '1', judge: is('ON'), unsafe: 'its inputs switch it (SetOption114)' },
  { command: 'PowerRetain', safe: '0', judge: is('OFF'), unsafe: 'it asks for retained power states (PowerRetain)' },
  {
    command: 'PulseTime1',
    safe: '0',
    judge: value => Pulse.safeParse(value).success,
    unsafe: 'a timer may cut a running cycle (PulseTime1)',
  },
  { command: 'Timers', safe: '0', judge: is('OFF'), unsafe: 'a timer may switch it (Timers)' },
  // After an overload it would apply the power again, up to five times.
  {
    command: 'MaxPower',
    safe: '0',
    judge: is(0),
    unsafe: 'it switches on by itself after an overload (MaxPower)',
    optional: true,
  },
  { command: 'Rule1', safe: '0', judge: ruleIsOff, unsafe: 'a rule may switch it (Rule1)' },
  { command: 'Rule2', safe: '0', judge: ruleIsOff, unsafe: 'a rule may switch it (Rule2)' },
  { command: 'Rule3', safe: '0', judge: ruleIsOff, unsafe: 'a rule may switch it (Rule3)' },
]
