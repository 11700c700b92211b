import { expect, it } from 'vitest'
import { readConfig } from '#server/config.ts'
import { notStarted } from './not-started.ts'
import { CliError } from './output.ts'

const read = readConfig({ NAVETTE_HTTP: 'nowhere.invalid:0', NAVETTE_MQTT: '192.0.2.1:0' })
const said = (fields: object, ports?: string) => {
  if (read.kind === 'problems') throw new Error(read.problems.join())
  const error = notStarted(Object.assign(new Error('as the system says it'), fields), read.config, ports)
  return error instanceof CliError ? [error.exit_code, ...error.lines] : error
}

it('names the setting that listening shows to be wrong (contract §6)', () => {
  const unknown = said({ code: 'ENOTFOUND', hostname: 'nowhere.invalid' })
  expect(unknown).toEqual([2, 'NAVETTE_HTTP: "nowhere.invalid" is known as no address'])
  const foreign = said({ code: 'EADDRNOTAVAIL', address: '192.0.2.1', port: 0 })
  expect(foreign).toEqual([2, 'NAVETTE_MQTT: "192.0.2.1" is no address of this machine'])
})

it('names the data directory where none can be made', () => {
  const nowhere = said({ code: 'ENOENT', syscall: 'mkdir', path: '/proc/x' })
  expect(nowhere).toEqual([2, 'NAVETTE_DATA: /proc/x cannot be made there'])
})

it('says of a port in use how to choose another, in the words of who was called', () => {
  const busy = { code: 'EADDRINUSE', address: '127.0.0.1', port: 8_080 }
  expect(said(busy)).toEqual([
    1,
    '127.0.0.1:8080 is already in use by another program',
    expect.stringContaining('NAVETTE_HTTP='),
  ])
  expect(said(busy, '--port 0')).toEqual([1, expect.any(String), 'end that one, or choose another port: --port 0'])
})

it('leaves what nobody can mend as it is', () => {
  expect(said({ code: 'EIO' })).toMatchObject({ code: 'EIO', message: 'as the system says it' })
})
