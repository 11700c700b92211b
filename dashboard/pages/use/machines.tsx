/** Machine by machine: used, free, and what kept it from being used. */
import { percent } from '../../i18n/format.ts'
import { known, language } from '../../i18n/index.ts'
import { hours, part } from './figures.tsx'
import { causeLines, machineLines } from './lines.ts'
import type { MachineUse, MonthUse } from './month-use.ts'
import { Part } from './part.tsx'
import { w } from './texts.ts'

const NOTHING = '–'

export function Machines({ use, file }: { use: MonthUse; file: string }) {
  const most_ms = Math.max(1, ...use.machines.map(one => one.held_ms))
  const what = w(`against.${use.hours.against}`)
  return (
    <Part
      id="machines"
      title={w('machines.title')}
      means={w('machines.means', { what })}
      lines={() => machineLines(use)}
      file={file}
    >
      <table class="use-table" aria-labelledby="machines">
        <thead>
          <tr>
            <th scope="col">{w('machines.machine')}</th>
            <th scope="col">{w('machines.running')}</th>
            <th scope="col">{w('machines.held')}</th>
            <th scope="col">{w('machines.sessions')}</th>
            <th scope="col">{w('machines.rate')}</th>
            <th scope="col">{w('machines.available')}</th>
            <th scope="col">{w('machines.last-year')}</th>
            <th scope="col" class="use-words">
              {w('machines.causes')}
            </th>
          </tr>
        </thead>
        <tbody>
          {use.machines.map(one => (
            <Row key={one.id} machine={one} most_ms={most_ms} />
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Row({ machine, most_ms }: { machine: MachineUse; most_ms: number }) {
  const { running_ms, held_ms, held_in_ms, sessions, hours_ms, available_percent, last_year, causes } = machine
  const width = (ms: number) => ({ inlineSize: `${(ms / most_ms) * 100}%` })
  return (
    <tr>
      <th scope="row">
        <a href={`/machines/${machine.id}`}>
          <bdi>{machine.name}</bdi>
        </a>
        <span class="use-bar" data-kind="held" style={width(held_ms)} aria-hidden="true" />
        <span class="use-bar" style={width(running_ms)} aria-hidden="true" />
      </th>
      <td data-label={w('machines.running')}>{hours(running_ms)}</td>
      <td data-label={w('machines.held')}>{hours(held_ms)}</td>
      <td data-label={w('machines.sessions')}>{sessions}</td>
      <td data-label={w('machines.rate')}>{hours_ms === null ? NOTHING : part(held_in_ms, hours_ms)}</td>
      <td data-label={w('machines.available')}>
        {available_percent === null ? NOTHING : percent(available_percent / 100, language.value)}
      </td>
      <td data-label={w('machines.last-year')}>{last_year === null ? NOTHING : hours(last_year.running_ms)}</td>
      <td class="use-words" data-label={w('machines.causes')}>
        {causes.length === 0 ? w('machines.no-cause') : causes.map(cause => <Cause key={cause.code} cause={cause} />)}
      </td>
    </tr>
  )
}

const Cause = ({ cause: { code, down_ms, faults } }: { cause: MachineUse['causes'][number] }) => (
  <span class="use-cause">
    {w('machines.cause', { what: known('fault', code, code), duration: hours(down_ms), count: faults })}
  </span>
)

/** What stopped machines, the longest first, all of them together. */
export function Causes({ use, file }: { use: MonthUse; file: string }) {
  if (use.causes.length === 0) return null
  return (
    <Part id="causes" title={w('causes.title')} means={w('causes.means')} lines={() => causeLines(use)} file={file}>
      <table class="use-table narrow" aria-labelledby="causes">
        <thead>
          <tr>
            <th scope="col">{w('causes.cause')}</th>
            <th scope="col">{w('causes.down')}</th>
            <th scope="col">{w('causes.faults')}</th>
            <th scope="col">{w('causes.machines')}</th>
          </tr>
        </thead>
        <tbody>
          {use.causes.map(({ code, down_ms, faults, machines }) => (
            <tr key={code}>
              <th scope="row">{known('fault', code, code)}</th>
              <td data-label={w('causes.down')}>{hours(down_ms)}</td>
              <td data-label={w('causes.faults')}>{faults}</td>
              <td data-label={w('causes.machines')}>{machines}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}
