/** `navette invoice …` as the command line knows it. */
import { Command } from 'commander'
import { JSON_OPTION, list } from './arguments.ts'

export function invoice(): Command {
  const command = new Command('invoice').description('invoices and credit notes')
  command
    .command('issue')
    .description('what a closed month comes to, under numbers: all of it or none; a year: its settlement')
    .argument('<yyyy-mm|yyyy>', 'the month, or the year')
    .option('--only <keys>', 'only these drafts, as --dry-run names them, separated by commas', list)
    .option(
      '--refers-to <number=date>',
      'the invoice of the old books that a credit note is on; with --only and its key',
    )
    .option('--dry-run', 'show what would go out and what is missing; nothing is issued')
    .option(...JSON_OPTION)
    .action(async (period, options) => (await import('./commands/invoice-issue.ts')).invoiceIssue(period, options))
  command
    .command('list')
    .description('what was issued')
    .option('--period <yyyy-mm|yyyy>', 'of this month, or settled year')
    .option('--issuer <id>', 'by this issuer')
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/invoice-list.ts')).invoiceList(options))
  command
    .command('show')
    .description('one of them, line by line')
    .argument('<number>', 'its number')
    .option(...JSON_OPTION)
    .action(async (number, options) => (await import('./commands/invoice-show.ts')).invoiceShow(number, options))
  command
    .command('credit')
    .description('a credit note on an invoice: on all that is left of it, or on lines')
    .argument('<number>', 'its number')
    .option('--line <lines>', 'lines, separated by commas; 3=1250 for so many cents of line 3', list)
    .option(...JSON_OPTION)
    .action(async (number, options) => (await import('./commands/invoice-credit.ts')).invoiceCredit(number, options))
  return command
}
