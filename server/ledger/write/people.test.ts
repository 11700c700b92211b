import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { canonical } from '#server/domain/canonical.ts'
import type { JournalAppend } from '#server/domain/group.ts'
import { AWA_BADGE, emptyGroup, hello, LedgerLab, MONDAY_MS } from '#test/support/ledger-lab.ts'

const nowhere = { street: null, postal_code: null, city: null, country: null, phone: null, mandate_signed: null }
const NAME = 'Zéphyrine Quelconque'
const IBAN = 'FR7630006000011234567890189'

it('erases a person without a trace in the file, and the chain stays valid', async () => {
  const lab = await LedgerLab.open()
  const [member] = (await lab.ledger.load()).directory.members.keys()
  if (member === undefined) throw new Error('the lab has members')
  await lab.ledger.putPersons([{ member, name: NAME, email: 'zephyrine@example.org' }])
  await lab.ledger.putContacts([{ ...nowhere, kind: 'member', id: member, iban: IBAN, mandate: 'RUM-1' }])
  await lab.ledger.putContacts([{ ...nowhere, kind: 'organisation', id: member, iban: null, mandate: null }])
  expect(await lab.ledger.contacts()).toHaveLength(2)

  await lab.ledger.appendDirectory([{ type: 'member-erased', member, by: 'boss', at_ms: MONDAY_MS }], MONDAY_MS)
  expect((await lab.ledger.persons()).some(one => one.member === member)).toBe(false)
  expect(await lab.ledger.contacts()).toMatchObject([{ kind: 'organisation' }])
  const { directory } = await lab.ledger.load()
  expect(directory.members.get(member)).toMatchObject({ suspended: true, qualifications: [] })
  expect([...directory.badges.values()].some(badge => badge.member === member)).toBe(false)
  for (const suffix of ['', '-wal']) {
    const bytes = readFileSync(lab.file + suffix)
    for (const trace of [NAME, IBAN]) expect(bytes.includes(Buffer.from(trace)), trace).toBe(false)
  }
  expect((await lab.ledger.verify()).problems).toEqual([])
  await lab.close()
})

it('takes the name with the entry that says so, in one commit of a group or not at all', async () => {
  const lab = await LedgerLab.open()
  await lab.ledger.putPersons([{ member: 'awa', name: NAME, email: null }])
  const { head } = await lab.ledger.load()
  const entry = { type: 'member-erased', member: 'awa', by: 'boss', at_ms: MONDAY_MS } as const
  const line: JournalAppend = {
    ...{
      received_at_ms: MONDAY_MS,
      kind: 'directory',
      type: entry.type,
      disposition: 'folded',
      payload: canonical(entry),
    },
    ...{ station: null, epoch: null, boot: null, seq: null, at_ms: null, at_order: 0 },
  }
  const commit = (expected_head: number) => lab.ledger.commit({ ...emptyGroup(expected_head), journal: [line] })
  expect(await commit(head - 1)).toEqual({ kind: 'stale' })
  expect(await lab.ledger.persons()).toMatchObject([{ member: 'awa', name: NAME }])
  expect(await commit(head)).toEqual({ kind: 'committed', head: head + 1 })
  expect(await lab.ledger.persons()).toEqual([])
  for (const suffix of ['', '-wal'])
    expect(readFileSync(lab.file + suffix).includes(Buffer.from(NAME)), suffix).toBe(false)
  await lab.close()
})

it('keeps them whatever a station calls its message', async () => {
  const lab = await LedgerLab.open()
  await lab.ledger.putPersons([{ member: 'awa', name: NAME, email: null }])
  const { head } = await lab.ledger.load()
  const line: JournalAppend = {
    ...{
      received_at_ms: MONDAY_MS,
      kind: 'up',
      type: 'member-erased',
      disposition: 'folded',
      payload: '{"member":"awa"}',
    },
    ...{ station: 's1', epoch: 1, boot: 1, seq: 1, at_ms: MONDAY_MS, at_order: 0 },
  }
  expect(await lab.ledger.commit({ ...emptyGroup(head), journal: [line] })).toEqual({
    kind: 'committed',
    head: head + 1,
  })
  expect(await lab.ledger.persons()).toMatchObject([{ member: 'awa', name: NAME }])
  await lab.close()
})

it('keeps whoever did anything since it was asked, and takes them once it is asked anew', async () => {
  const lab = await LedgerLab.open()
  await lab.ledger.putPersons([{ member: 'awa', name: NAME, email: null }])
  const as_of_n = (await lab.ledger.head()).n
  const erase = (n: number) =>
    lab.ledger.appendDirectory([{ type: 'member-erased', member: 'awa', by: 'boss', at_ms: MONDAY_MS }], MONDAY_MS, {
      ...{ member: 'awa', as_of_n: n },
    })
  await lab.say('s1', [hello(0), { type: 'badge', badge: AWA_BADGE, up_ms: 1_000 }])
  expect(await lab.ledger.touchedSince({ member: 'bilal', as_of_n })).toBe(false)
  await expect(erase(as_of_n)).rejects.toMatchObject({ kind: 'conflict', said: { code: 'erase-touched' } })
  expect(await lab.ledger.persons()).toHaveLength(1)
  const started_n = (await lab.ledger.head()).n
  await lab.say('s1', [{ type: 'badge', badge: AWA_BADGE, up_ms: 60_000 }])
  await expect(erase(started_n)).rejects.toMatchObject({ kind: 'conflict' })
  await erase((await lab.ledger.head()).n)
  expect(await lab.ledger.persons()).toEqual([])
  await lab.close()
})

it('refuses what the directory does not allow, and writes nothing of it', async () => {
  const lab = await LedgerLab.open()
  const { directory } = await lab.ledger.load()
  const [machine] = directory.machines.values()
  const [member] = directory.members.values()
  if (machine === undefined || member === undefined) throw new Error('the lab has both')
  const book = (id: string, from_min: number) => ({
    type: 'reservation-made' as const,
    at_ms: MONDAY_MS,
    reservation: {
      ...{ id, machine: machine.id, member: member.id, made_by: member.id },
      ...{ from_ms: MONDAY_MS + from_min * 60_000, until_ms: MONDAY_MS + (from_min + 60) * 60_000 },
    },
  })
  await lab.ledger.appendDirectory([book('r1', 0), book('r2', 60)], MONDAY_MS)
  const { head } = await lab.ledger.load()
  await expect(lab.ledger.appendDirectory([book('r3', 30)], MONDAY_MS)).rejects.toMatchObject({ kind: 'conflict' })
  await expect(lab.ledger.appendDirectory([book('r3', 120), book('r4', 150)], MONDAY_MS)).rejects.toMatchObject({
    kind: 'conflict',
  })
  expect((await lab.ledger.load()).head).toBe(head)
  expect((await lab.ledger.verify()).ok).toBe(true)
  await lab.close()
})
