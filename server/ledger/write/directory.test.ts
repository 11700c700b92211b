import { expect, it } from 'vitest'
import type { DirectoryEntry } from '#server/domain/directory.ts'
import { LedgerLab, MONDAY_MS } from '#test/support/ledger-lab.ts'
import { openConnection } from '../connection.ts'
import { openLedger } from '../ledger.ts'
import { directoryAppender } from './directory.ts'

const added = (station: string): DirectoryEntry => ({ type: 'station-added', station, machine: 'm1', epoch: 1 })

it('sees what another connection added in between', async () => {
  const lab = await LedgerLab.open()
  const other = await openLedger({ file: lab.file })
  expect((await lab.ledger.addStation('s3', 'm1')).epoch).toBe(1)
  expect((await other.addStation('s3', 'm1')).epoch).toBe(2)
  expect((await lab.ledger.addStation('s3', 'm1')).epoch).toBe(3)
  expect((await lab.ledger.verify()).problems).toEqual([])
  await other.close()
  await lab.close()
})

it('forgets what was rolled back, also where another entry got its number', async () => {
  const lab = await LedgerLab.open()
  const db = openConnection(lab.file, { readonly: false })
  const ours = directoryAppender(db)
  db.exec('BEGIN IMMEDIATE')
  const lost_n = ours.append([added('lost')], MONDAY_MS)
  expect(ours.read().stations.has('lost')).toBe(true)
  db.exec('ROLLBACK')
  expect(await lab.ledger.appendDirectory([added('kept')], MONDAY_MS)).toBe(lost_n)
  expect([...ours.read().stations.keys()].sort()).toEqual(['kept', 's1', 's2'])
  db.close()
  await lab.close()
})

it('adds a thousand stations without reading the directory a thousand times', async () => {
  const lab = await LedgerLab.open()
  const db = openConnection(lab.file, { readonly: false })
  const ours = directoryAppender(db)
  const first = ours.read()
  expect(ours.read()).toBe(first)
  db.exec('BEGIN IMMEDIATE')
  for (let i = 0; i < 1_000; i++) ours.append([added(`many-${i}`)], MONDAY_MS)
  db.exec('COMMIT')
  const after = ours.read()
  expect(after.stations.size).toBe(1_002)
  expect(after.machines).toBe(first.machines)
  expect((await lab.ledger.load()).directory.stations.size).toBe(1_002)
  expect((await lab.ledger.verify()).problems).toEqual([])
  db.close()
  await lab.close()
})
