/** `navette payment match`: what waits, with its proposal and why; or one line confirmed, said otherwise, or set aside. */
import type { Proposal } from '#server/domain/accounting/match.ts'
import { centsOf, done, payerOf, withBank } from '../bank.ts'
import { COMMAND_LINE, money } from '../books.ts'
import { CliError, print } from '../output.ts'

type Options = { payer?: string; aside?: string; fee?: string; json?: boolean }

export async function paymentMatch(line: string | undefined, options: Options): Promise<void> {
  if (line === undefined) return await waiting(options)
  if (options.aside !== undefined) return await setAside(line, options.aside, options)
  const result = await withBank(async (bank, directory) => {
    const found = (await bank.lines()).find(one => one.line.id === line)
    if (found === undefined) throw new CliError(`there is no line "${line}" of a statement`)
    const parts =
      options.payer === undefined
        ? null
        : [{ payer: payerOf(options.payer, directory), cents: found.line.cents, allocations: null }]
    const fee_cents = options.fee === undefined ? null : centsOf(options.fee)
    return done(await bank.confirm({ line, parts, method: null, fee_cents, by: COMMAND_LINE }))
  })
  print(result, [`${line} is recorded as ${result.kind}: ${result.payments.join(', ')}`], options.json)
}

async function waiting({ json }: Options): Promise<void> {
  const lines = (await withBank(bank => bank.lines())).filter(one => one.state === 'waiting')
  const text = lines.flatMap(({ line, proposal, alike, by_hand }) => [
    `${line.id}  ${line.date}  ${money(line.cents)}  ${line.name ?? ''} ${line.text}`,
    `    ${proposal === null ? 'nothing speaks for anybody' : proposalWords(proposal)}`,
    ...(alike ? ['    another file has a line of this day and sum: perhaps the same money'] : []),
    ...(by_hand ? ['    a payment of this sum was written down by hand about this day: perhaps the same money'] : []),
  ])
  const result = lines.map(({ line: { id, date, cents, text: of_it }, proposal, alike, by_hand }) => ({
    ...{ id, date, cents, text: of_it, proposal, alike, by_hand },
  }))
  print({ lines: result }, lines.length === 0 ? ['No line waits.'] : text, json)
}

async function setAside(line: string, why: string, { json }: Options): Promise<void> {
  const there = await withBank(bank => bank.setAside(line, why, COMMAND_LINE))
  if (!there) throw new CliError(`there is no line "${line}" of a statement`)
  print({ line, aside: why }, [`${line} is set aside: ${why}`], json)
}

const WHY: Record<Proposal['why'][number], string> = {
  number: 'its text has the number',
  'number-paid': 'its text has the number of an invoice that is paid',
  'end-to-end': 'its reference is the number',
  iban: 'it comes from their account',
  name: 'it has their name',
  amount: 'the amount is exact',
  'amount-all': 'the amount is all that is due',
  batch: 'it names the file',
  reason: 'it gives a reason of return',
}

export function proposalWords(proposal: Proposal): string {
  const why = `${proposal.confidence}: ${proposal.why.map(sign => WHY[sign]).join(', ') || 'nothing else has this amount'}`
  switch (proposal.kind) {
    case 'payment': {
      const parts = proposal.parts.map(
        part =>
          `${part.payer.id} ${money(part.cents)} for ${part.allocations.map(one => one.item).join(', ') || 'their credit'}`,
      )
      return `${parts.join('; ')} (${why})`
    }
    case 'collection':
      return `the ${proposal.items.length} debits of ${proposal.run} (${why})`
    case 'return':
      return `the debit of ${proposal.document} came back, ${proposal.reason} (${why})`
    case 'refund':
      return `the refund of ${proposal.document} (${why})`
  }
}
