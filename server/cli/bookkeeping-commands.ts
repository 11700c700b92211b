/** `navette export fec|csv|vat`, `navette year …` and `navette mail …` as the command line knows them. */
import { Command } from 'commander'
import { JSON_OPTION } from './arguments.ts'

const ISSUER_OPTION = ['--issuer <id>', 'whose books; the only issuer where there is one'] as const
const OUT_OPTION = ['--out <file>', 'where to write it; a directory: under its own name'] as const

const journals = (kind: 'fec' | 'csv', description: string): Command =>
  new Command(kind)
    .description(description)
    .argument('<span>', 'a year 2026 or a month 2026-10')
    .option(...ISSUER_OPTION)
    .option(...OUT_OPTION)
    .option(...JSON_OPTION)
    .action(async (span, options) => (await import('./commands/export-books.ts')).exportBooks(kind, span, options))

export const exportFec = (): Command =>
  journals('fec', 'the journals in FEC layout: a file to import at the accountant’s, not the legal FEC')
export const exportCsv = (): Command => journals('csv', 'the journals as a table for a French spreadsheet')

export const exportVat = (): Command =>
  new Command('vat')
    .description('the VAT of a month by the lines of form 3310-CA3, and what changed since it was declared')
    .argument('<yyyy-mm>', 'the month')
    .option(...ISSUER_OPTION)
    .option('--declare', 'it was declared as it stands: what comes later is shown as a change')
    .option(...JSON_OPTION)
    .action(async (month, options) => (await import('./commands/export-vat.ts')).exportVat(month, options))

export function year(): Command {
  const command = new Command('year').description('years of the books')
  command
    .command('status')
    .description('what a year came to, and what keeps it from being closed')
    .argument('<yyyy>', 'the year')
    .option(...ISSUER_OPTION)
    .option('--keep-advances', 'what pays nothing yet stays with its payer as an advance')
    .option(...JSON_OPTION)
    .action(async (text, options) => (await import('./commands/year.ts')).yearStatus(text, options))
  command
    .command('close')
    .description('close a year: nothing dated in it is issued or booked any more')
    .argument('<yyyy>', 'the year')
    .option(...ISSUER_OPTION)
    .option('--keep-advances', 'what pays nothing yet stays with its payer as an advance')
    .option(...JSON_OPTION)
    .action(async (text, options) => (await import('./commands/year.ts')).yearClose(text, options))
  return command
}

export function mail(): Command {
  const command = new Command('mail').description('invoices by mail: "navette serve" sends what is queued')
  command
    .command('send')
    .description('queue the documents of a month or settled year, each once per recipient')
    .argument('<period>', 'yyyy-mm, or yyyy for a settlement')
    .option('--issuer <id>', 'only this issuer’s')
    .option('--only <numbers>', 'only these, separated by commas', text => text.split(',').map(one => one.trim()))
    .option(...JSON_OPTION)
    .action(async (period, options) => (await import('./commands/mail.ts')).mailSend(period, options))
  command
    .command('status')
    .description('what waits, what went out, and what came back')
    .option('--state <state>', 'only queued, sending, sent, bounced or failed')
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/mail.ts')).mailStatus(options))
  command
    .command('retry')
    .description('try a mail again that came back, at the address as it is known today')
    .argument('<id>', 'its number in "navette mail status"')
    .option(...JSON_OPTION)
    .action(async (id, options) => (await import('./commands/mail.ts')).mailRetry(id, options))
  command
    .command('bounce')
    .description('read a delivery status notification (RFC 3464): the mail it is about came back')
    .argument('[file.eml]', 'as the mail server made it; standard input where none is given')
    .option(...JSON_OPTION)
    .action(async (file, options) => (await import('./commands/mail.ts')).mailBounce(file, options))
  return command
}
