import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '#server/bank/pay.ts'
import { type BankLab, camtOf, openBankLab } from '#test/support/bank-lab.ts'

let lab: BankLab
beforeEach(async () => {
  lab = await openBankLab()
})
afterEach(() => lab.close())

const member = (n: number) => ({ kind: 'member' as const, id: `m0${n}` })
const doc = (n: number) => {
  const document = lab.documents[n - 1]
  if (document === undefined) throw new Error(`no document ${n}`)
  return document
}
function done<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.result
}
const refusal = (outcome: Outcome<unknown>): string | null =>
  outcome.kind === 'objected' ? outcome.objection.code : null
const owed = async (n: number): Promise<number | undefined> =>
  (await lab.bank.balance(member(n)))[0]?.account.balance_cents
const pay = (n: number, amount_cents: number, more: object = {}) =>
  lab.bank.pay({
    ...{ issuer: 'fab', payer: member(n), date: '2026-11-20', method: 'cash', amount_cents, allocations: null },
    ...{ reference: null, again: false, by: 'tresor', ...more },
  })
const importCamt = (entries: Parameters<typeof camtOf>[0], apply = true) =>
  lab.bank.importStatement({ issuer: 'fab', bytes: camtOf(entries), columns: null, apply })
const waiting = async () => (await lab.bank.lines()).filter(line => line.state === 'waiting')
const confirm = (line: string, more: object = {}) =>
  lab.bank.confirm({ line, parts: null, method: null, fee_cents: null, by: 'tresor', ...more })
const verified = async (): Promise<unknown[]> => (await lab.ledger.verify()).problems

describe('a debit run', () => {
  it('collects what was announced, once, and is paid, returned and collected again', async () => {
    lab.at('2026-11-18')
    const plan = await lab.bank.plan('fab', 'debit')
    expect(plan.debits?.lines.map(line => [line.document, line.date, line.debit.sequence])).toEqual(
      [1, 2, 3].map(n => [doc(n).number, '2026-12-03', 'FRST']),
    )
    expect(plan.debits?.left).toMatchObject([{ document: doc(4).number, why: 'not-announced' }])
    const made = done(await lab.bank.makeRun({ issuer: 'fab', kind: 'debit', items: null, by: 'tresor' }))
    expect(made.file).toContain('<MndtId>GO-1</MndtId>')

    // Nothing is asked of the bank twice, and the journal has neither IBAN nor mandate
    expect(refusal(await lab.bank.makeRun({ issuer: 'fab', kind: 'debit', items: null, by: 'x' }))).toBe(
      'nothing-to-collect',
    )
    expect(await lab.bank.runFile('fab', made.run)).toEqual({ xml: made.file })
    const chained = JSON.stringify((await lab.ledger.accountEntries({})).map(one => one.entry))
    expect(chained).not.toMatch(/FR1420041010050500013M02606|GO-1|Nom m01/)

    lab.at('2026-12-07')
    const sum = [1, 2, 3].reduce((total, n) => total + doc(n).due_cents, 0)
    await importCamt([
      { cents: sum, date: '2026-12-03', ref: 'R1', inner: `<Refs><PmtInfId>${made.run}-1</PmtInfId></Refs>` },
      {
        ...{ cents: -doc(2).due_cents, date: '2026-12-07', ref: 'R2' },
        inner: `<Refs><EndToEndId>${doc(2).number}</EndToEndId></Refs><RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>`,
      },
    ])
    const [returned, collected] = await waiting()
    expect(collected?.proposal).toMatchObject({ kind: 'collection', confidence: 'sure', why: ['batch', 'amount'] })
    expect(returned?.proposal).toMatchObject({ kind: 'return', reason: 'AM04', payment: null })
    expect(refusal(await confirm(returned?.line.id ?? ''))).toBe('collection-first')
    done(await confirm(collected?.line.id ?? ''))
    expect([await owed(1), await owed(2), await owed(3)]).toEqual([0, 0, 0])
    done(await confirm(returned?.line.id ?? '', { fee_cents: 1_200 }))
    expect(await owed(2)).toBe(doc(2).due_cents + 1_200)
    expect(refusal(await confirm(returned?.line.id ?? ''))).toBe('line-used-already')

    // Paid and returned was a use of the mandate: it goes on as recurring
    const again = await lab.bank.plan('fab', 'debit')
    expect(again.debits?.lines).toMatchObject([{ document: doc(2).number, debit: { sequence: 'RCUR' } }])
    expect(await verified()).toEqual([])
  })

  it('is answered by a bank that books each debit by itself, and what comes back of it is found', async () => {
    lab.at('2026-11-18')
    const { items } = done(await lab.bank.makeRun({ issuer: 'fab', kind: 'debit', items: null, by: 'tresor' }))
    lab.at('2026-12-07')
    const reference = (document: string) => `<Refs><EndToEndId>${document}</EndToEndId><MndtId>GO</MndtId></Refs>`
    await importCamt(
      items.map(({ document, cents }) => ({ cents, date: '2026-12-03', ref: document, inner: reference(document) })),
    )
    for (const { line, proposal } of await waiting()) {
      expect(proposal).toMatchObject({ kind: 'collection', confidence: 'sure' })
      done(await confirm(line.id))
    }
    expect((await lab.bank.runs())[0]?.items.map(item => item.state)).toEqual(['paid', 'paid', 'paid'])
    const inner = `${reference(doc(2).number)}<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>`
    await importCamt([{ cents: -doc(2).due_cents, date: '2026-12-07', ref: 'R2', inner }])
    done(await confirm((await waiting())[0]?.line.id ?? ''))
    expect([await owed(1), await owed(2)]).toEqual([0, doc(2).due_cents])
    expect(await verified()).toEqual([])
  })

  it('tries no mandate again that the bank has ended, and begins anew after a refusal before settlement', async () => {
    lab.at('2026-11-18')
    done(await lab.bank.makeRun({ issuer: 'fab', kind: 'debit', items: null, by: 'x' }))
    for (const [n, reason] of [
      [1, 'MD01'],
      [2, 'AM04'],
    ] as const)
      done(await lab.bank.drop({ issuer: 'fab', document: doc(n).number, reason, by: 'x' }))
    const { debits } = await lab.bank.plan('fab', 'debit')
    expect(debits?.lines).toMatchObject([{ document: doc(2).number, debit: { sequence: 'FRST' } }])
    expect(debits?.left.find(one => one.document === doc(1).number)).toMatchObject({
      why: 'mandate-ended',
      reason: 'MD01',
    })
    expect(debits?.left.find(one => one.document === doc(3).number)).toMatchObject({ why: 'with-the-bank' })
  })

  it('leaves what is disputed, and what has a mandate without a date or a wrong IBAN', async () => {
    lab.at('2026-11-18')
    done(await lab.bank.dispute({ document: doc(1).number, disputed: true, reason: 'heures', by: 'x' }))
    const contacts = await lab.ledger.contacts()
    await lab.ledger.putContacts(
      contacts.map(one => ({
        ...one,
        ...(one.id === 'm02' ? { mandate_signed: null } : {}),
        ...(one.id === 'm03' ? { iban: 'DE89370400440532013001' } : {}),
      })),
    )
    const { debits, refusal: why } = await lab.bank.plan('fab', 'debit')
    expect(debits?.lines).toEqual([])
    expect(debits?.left.map(one => one.why)).toEqual(['disputed', 'mandate-unsigned', 'iban-wrong', 'not-announced'])
    expect(why?.code).toBe('nothing-to-collect')
  })

  it('asks nothing again of whoever had the money back, until somebody has talked to them', async () => {
    lab.at('2026-11-18')
    done(await lab.bank.makeRun({ issuer: 'fab', kind: 'debit', items: null, by: 'x' }))
    done(await lab.bank.drop({ issuer: 'fab', document: doc(1).number, reason: 'MS02', by: 'x' }))
    const why = async () =>
      (await lab.bank.plan('fab', 'debit')).debits?.left.find(one => one.document === doc(1).number)
    expect(await why()).toMatchObject({ why: 'disputed' })
    lab.at('2026-12-18')
    expect((await lab.bank.reminders()).map(one => one.reminder.payer.id)).toEqual(['m04'])
    done(await lab.bank.dispute({ document: doc(1).number, disputed: false, reason: 'convenu', by: 'x' }))
    expect((await lab.bank.plan('fab', 'debit')).debits?.lines).toMatchObject([{ document: doc(1).number }])
  })

  it('waits for two weeks after the mail that told of it, and leaves what came back', async () => {
    const mail = (n: number) => ({
      ...{ message_id: `<${n}@x>`, kind: 'invoice', issuer: 'fab', about: doc(n).number, attachments: [doc(n).number] },
      ...{ recipient: member(n), to_name: 'x', to_address: 'x@example.org', from_name: 'F', reply_to: null },
      ...{ subject: 's', text: 't', html: 'h' },
    })
    await lab.ledger.enqueueMails([mail(1), mail(2), mail(3)], lab.now_ms())
    lab.at('2026-11-30')
    for (const state of ['sent', 'bounced'] as const) {
      const claimed = await lab.ledger.claimMail(lab.now_ms())
      const reply = { next_at_ms: lab.now_ms(), sent_at_ms: lab.now_ms(), reply_code: 250, reply: 'ok' }
      await lab.ledger.recordMail(claimed?.id ?? 0, { state, ...reply })
    }
    const { debits } = await lab.bank.plan('fab', 'debit')
    expect(debits?.lines.map(line => [line.document, line.date])).toEqual([[doc(1).number, '2026-12-14']])
    expect(debits?.left.map(one => one.why)).toEqual(['notice-came-back', 'notice-waits', 'not-announced'])
    // Printed and posted instead
    const contacts = await lab.ledger.contacts()
    await lab.ledger.putContacts(contacts.map(one => (one.id === 'm02' ? { ...one, delivery: 'paper' as const } : one)))
    const posted = (await lab.bank.plan('fab', 'debit')).debits?.lines
    expect(posted?.map(line => line.document)).toEqual([doc(1).number, doc(2).number])
  })

  it('is made by one of two treasurers at once, with the file of whoever made it', async () => {
    lab.at('2026-11-18')
    const both = await Promise.all(
      ['a', 'b'].map(by => lab.bank.makeRun({ issuer: 'fab', kind: 'debit', items: null, by })),
    )
    expect(both.map(one => one.kind).toSorted()).toEqual(['done', 'objected'])
    const [run] = await lab.bank.runs()
    const made = both.find(one => one.kind === 'done')
    expect(await lab.bank.runFile('fab', run?.run ?? '')).toEqual({
      xml: made?.kind === 'done' ? made.result.file : '',
    })
  })

  it('frees its documents when it never went to the bank, not when money has moved', async () => {
    lab.at('2026-11-18')
    const { run } = done(await lab.bank.makeRun({ issuer: 'fab', kind: 'debit', items: [doc(1).number], by: 'x' }))
    done(await lab.bank.cancelRun({ issuer: 'fab', run, by: 'x' }))
    expect((await lab.bank.plan('fab', 'debit')).debits?.lines).toHaveLength(3)
    expect(refusal(await lab.bank.cancelRun({ issuer: 'fab', run, by: 'x' }))).toBe('run-cancelled-already')
  })
})

describe('a statement of the bank', () => {
  const transfer = (cents: number, text: string, ref = 'R9') => ({
    ...{ cents, date: '2026-11-19', ref },
    inner: `<RltdPties><Dbtr><Pty><Nm>NOM M04</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf>`,
  })

  it('comes in once, however often it is read, and books nothing by itself', async () => {
    lab.at('2026-11-20')
    const entries = [transfer(5_000, 'acompte', 'A'), transfer(5_000, 'acompte', 'B'), transfer(5_000, 'acompte', 'B')]
    expect(await importCamt(entries, false)).toMatchObject({ fresh: 3, applied: false })
    expect(await lab.bank.lines()).toEqual([])
    expect(await importCamt(entries)).toMatchObject({ fresh: 3, applied: true })
    expect(await importCamt(entries)).toMatchObject({ fresh: 0, applied: true })
    expect(await importCamt([...entries, transfer(1, 'x', 'C')])).toMatchObject({ fresh: 1 })
    expect(await lab.bank.lines()).toHaveLength(4)
    expect(await owed(4)).toBe(doc(4).due_cents)
  })

  it('proposes by the number in the text, with the reason; a person may say otherwise', async () => {
    lab.at('2026-11-20')
    await importCamt([transfer(doc(4).due_cents, `facture ${doc(4).number.replaceAll('-', ' ')}`)])
    const [line] = await waiting()
    expect(line?.proposal).toMatchObject({ kind: 'payment', confidence: 'sure', why: ['number', 'amount'] })
    const parts = [
      { payer: member(4), cents: doc(4).due_cents - 100, allocations: null },
      { payer: member(1), cents: 100, allocations: null },
    ]
    expect(refusal(await confirm(line?.line.id ?? '', { parts: parts.slice(0, 1) }))).toBe('line-of-another-sum')
    done(await confirm(line?.line.id ?? '', { parts }))
    expect([await owed(4), await owed(1)]).toEqual([100, doc(1).due_cents - 100])
    expect(await waiting()).toEqual([])
  })

  it('is refused where it is of another account', async () => {
    const bytes = Buffer.from(camtOf([]).toString().replace('FR7630006000011234567890189', 'BE68539007547034'))
    const outcome = await lab.bank.importStatement({ issuer: 'fab', bytes, columns: null, apply: true })
    expect(outcome).toMatchObject({ applied: false, other_account: 'BE68539007547034' })
  })
})

describe('a payment by hand', () => {
  it('pays what is due, in part, and too much stands to credit, to be put to something later', async () => {
    lab.at('2026-11-20')
    done(await pay(4, 1_000))
    expect(await owed(4)).toBe(doc(4).due_cents - 1_000)
    expect(refusal(await pay(4, 1_000))).toBe('recorded-already')
    done(await pay(4, doc(4).due_cents, { again: false, method: 'cheque', reference: '0123' }))
    expect(await owed(4)).toBe(-1_000)
    expect((await lab.bank.balance(member(4)))[0]?.account.credits.map(one => one.cents)).toContain(1_000)
    expect(await verified()).toEqual([])
  })

  it.each([
    ['zero', 0, {}, 'payment-of-nothing'],
    ['tomorrow', 100, { date: '2026-11-21' }, 'date-in-the-future'],
    ['nobody', 100, { payer: { kind: 'member', id: 'nobody' } }, 'no-payer'],
    [
      'more than the document',
      100,
      { allocations: [{ item: 'FAB-2026-0004', cents: 200 }] },
      'allocated-more-than-paid',
    ],
    ['another’s document', 100, { allocations: [{ item: 'FAB-2026-0001', cents: 100 }] }, 'not-theirs-to-pay'],
    ['a refund of nothing', -100, {}, 'refund-exceeds-credit'],
  ])('of %s is refused', async (_what, cents, more, code) => {
    lab.at('2026-11-20')
    expect(refusal(await pay(4, cents, more))).toBe(code)
  })

  it('is written by one of two treasurers at once, and by none whose clock went back', async () => {
    lab.at('2026-11-20')
    expect((await Promise.all([pay(4, 1_000), pay(4, 1_000)])).map(one => one.kind).toSorted()).toEqual([
      ...['done', 'objected'],
    ])
    expect(await owed(4)).toBe(doc(4).due_cents - 1_000)
    lab.at('2026-11-19')
    expect(refusal(await pay(4, 1_000, { date: '2026-11-19' }))).toBe('clock-behind')
    expect(refusal(await lab.bank.makeRun({ issuer: 'fab', kind: 'debit', items: null, by: 'x' }))).toBe('clock-behind')
  })

  it('comes back once', async () => {
    lab.at('2026-11-20')
    const { id } = done(await pay(4, 1_000))
    const back = { payment: id, date: '2026-11-20', reason: 'CHQ', fee_cents: 0, by: 'x' }
    expect(refusal(await lab.bank.giveBack({ ...back, date: '2026-11-19' }))).toBe('returned-before-it-came')
    expect(refusal(await lab.bank.giveBack({ ...back, reason: 'XXXX' }))).toBe('no-such-reason')
    expect(refusal(await lab.bank.giveBack({ ...back, reason: 'constructor' }))).toBe('no-such-reason')
    done(await lab.bank.giveBack(back))
    expect(refusal(await lab.bank.giveBack(back))).toBe('returned-already')
    expect(await owed(4)).toBe(doc(4).due_cents)
  })
})

describe('money that is too much', () => {
  it('is proposed to go back by transfer, once, and leaves when the bank says so', async () => {
    lab.at('2026-11-20')
    const { id } = done(await pay(1, doc(1).due_cents + 1_234))
    const plan = await lab.bank.plan('fab', 'refund')
    expect(plan.refunds?.lines).toMatchObject([{ document: id, payer: member(1), cents: 1_234 }])
    const made = done(await lab.bank.makeRun({ issuer: 'fab', kind: 'refund', items: [id], by: 'x' }))
    expect(made.file).toContain(`<EndToEndId>${id}</EndToEndId>`)
    expect(made.file).toContain('<Ustrd>Trop-percu du 20/11/2026</Ustrd>')
    expect(refusal(await lab.bank.makeRun({ issuer: 'fab', kind: 'refund', items: null, by: 'x' }))).toBe(
      'nothing-to-collect',
    )
    lab.at('2026-11-24')
    const inner = `<Refs><EndToEndId>${id}</EndToEndId></Refs>`
    await importCamt([{ cents: -1_234, date: '2026-11-24', ref: 'V1', inner }])
    const [line] = await waiting()
    expect(line?.proposal).toMatchObject({ kind: 'refund', confidence: 'sure' })
    done(await confirm(line?.line.id ?? ''))
    expect(await owed(1)).toBe(0)
    expect(await verified()).toEqual([])
  })

  it('does not go back while something is due, nor to whom no transfer can go', async () => {
    lab.at('2026-11-20')
    done(await pay(1, 500, { allocations: [] }))
    done(await pay(4, doc(4).due_cents + 7))
    expect((await lab.bank.plan('fab', 'refund')).refunds?.left.map(one => one.why)).toEqual(['still-owes', 'no-iban'])
  })

  it('and too little is let be up to what the issuer says, by a person, chained and replayed', async () => {
    await lab.close()
    lab = await openBankLab({ collecting: { write_off_cents: 5 } })
    lab.at('2026-11-20')
    const { id } = done(await pay(1, doc(1).due_cents + 3))
    done(await pay(4, doc(4).due_cents - 4))
    const off = (n: number, item: string) => lab.bank.writeOff({ issuer: 'fab', payer: member(n), item, by: 'tresor' })
    expect([...((await lab.bank.balance(member(4)))[0]?.write_off ?? [])]).toEqual([doc(4).number])
    const both = await Promise.all([off(4, doc(4).number), off(4, doc(4).number)])
    expect(both.map(one => one.kind).toSorted()).toEqual(['done', 'objected'])
    expect(done(await off(1, id))).toBe(-3)
    expect(refusal(await off(2, doc(2).number))).toBe('write-off-nothing-paid')
    expect([await owed(1), await owed(4)]).toEqual([0, 0])
    expect((await lab.bank.plan('fab', 'refund')).refunds?.lines).toEqual([])
    expect(await verified()).toEqual([])
  })
})

describe('reminders', () => {
  it('call a debtor who was erased by the name of the invoice, on paper', async () => {
    lab.at('2026-12-11')
    await lab.ledger.appendDirectory([{ type: 'member-erased', member: 'm04', by: 'x', at_ms: 1 }], 1)
    const one = (await lab.bank.reminders()).find(({ reminder }) => reminder.payer.id === 'm04')
    expect(one).toMatchObject({ name: 'Nom m04', way: { by: 'paper' } })
  })

  it('go one step at a time, a week apart, and spare what is with the bank', async () => {
    lab.at('2026-12-02')
    done(await lab.bank.makeRun({ issuer: 'fab', kind: 'debit', items: null, by: 'x' }))
    expect(await lab.bank.reminders()).toEqual([])
    lab.at('2026-12-11')
    const due = await lab.bank.reminders()
    expect(due.map(one => [one.reminder.payer.id, one.reminder.step])).toEqual([['m04', 'friendly']])
    expect(due[0]?.letter.body).not.toMatch(/40,00|D441-5/)
    const send = (step: 'friendly' | 'second') =>
      lab.bank.remind({ issuer: 'fab', payer: member(4), step, way: null, by: 'x' })
    expect(refusal(await send('second'))).toBe('nothing-to-remind')
    done(await send('friendly'))
    expect(refusal(await send('friendly'))).toBe('nothing-to-remind')
    lab.at('2026-12-28')
    expect((await lab.bank.reminders()).map(one => one.reminder.step)).toEqual(['second'])
    expect(await verified()).toEqual([])
  })
})
