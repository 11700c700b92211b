import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { LedgerLab, MONDAY_MS } from '#test/support/ledger-lab.ts'

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

  await lab.ledger.erasePerson(member)
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
