/** `navette payment …` and `navette reminder …` as the command line knows them. */
import { Command, Option } from 'commander'
import { JSON_OPTION } from './arguments.ts'

const list = (text: string): string[] => text.split(',').map(one => one.trim())

export function payment(): Command {
  const command = new Command('payment').description('money that comes in, and what comes back of it')
  command
    .command('add')
    .description('a payment by hand; without --for it pays what is due, oldest first')
    .argument('<payer>', 'a member or an organisation')
    .argument('<euros>', '123,45; negative: money given back')
    .option('--issuer <id>', 'whose invoices')
    .option('--date <yyyy-mm-dd>', 'when; today where none is given')
    .addOption(
      new Option('--method <how>', 'how').choices(['transfer', 'debit', 'cash', 'cheque', 'card']).default('transfer'),
    )
    .option('--for <items>', 'numbers it pays, separated by commas; FAB-2026-0001=5000 for so many cents of one', list)
    .option('--reference <text>', 'of a cheque or a receipt; it names nobody')
    .option('--again', 'the same payment was made twice, and both are meant')
    .option(...JSON_OPTION)
    .action(async (payer, euros, options) =>
      (await import('./commands/payment-add.ts')).paymentAdd(payer, euros, options),
    )
  command
    .command('import')
    .description('read a bank statement (camt.053 or CSV): shows what it holds; --apply keeps it')
    .argument('<file>', 'the file as the bank gives it')
    .option('--issuer <id>', 'whose account')
    .option('--columns <names>', 'of a CSV: date=0,label=2+3,debit=4,credit=5 or amount=4, from 0; after --first lines')
    .option('--first <n>', 'number of the first line of data, from 0', Number)
    .option('--apply', 'keep the lines')
    .option(...JSON_OPTION)
    .action(async (file, options) => (await import('./commands/payment-import.ts')).paymentImport(file, options))
  command
    .command('match')
    .description('lines that wait, each with what it probably is; with a line, confirm it')
    .argument('[line]', 'id of a line')
    .option('--payer <id>', 'not as proposed: this member or organisation paid, what is due, oldest first')
    .option('--aside <why>', 'it concerns no payer: rent, salaries')
    .option('--fee <euros>', 'of a return: what the payer is charged')
    .option(...JSON_OPTION)
    .action(async (line, options) => (await import('./commands/payment-match.ts')).paymentMatch(line, options))
  command
    .command('reject')
    .description('a payment came back, or the bank refused a debit: what it paid is open again')
    .argument('<payment|document>', 'id of the payment, or number of the debited document')
    .requiredOption('--reason <code>', 'AM04, AC04, MD01 …; CHQ an unpaid cheque; ERR entered by mistake')
    .option('--date <yyyy-mm-dd>', 'when; today where none is given')
    .option('--fee <euros>', 'what the payer is charged for it')
    .option('--issuer <id>', 'of the document')
    .option(...JSON_OPTION)
    .action(async (subject, options) => (await import('./commands/payment-reject.ts')).paymentReject(subject, options))
  command
    .command('write-off')
    .description('let a small difference be, up to the issuer’s "write_off_cents": a loss or a gain in the books')
    .argument('<payer>', 'a member or an organisation')
    .argument('<item>', 'number of the document, or id of the payment that brought too much')
    .option('--issuer <id>', 'whose account')
    .option(...JSON_OPTION)
    .action(async (payer, item, options) =>
      (await import('./commands/payment-write-off.ts')).paymentWriteOff(payer, item, options),
    )
  command
    .command('balance')
    .description('who owes what; with a payer, the history')
    .argument('[payer]', 'a member or an organisation')
    .option(...JSON_OPTION)
    .action(async (payer, options) => (await import('./commands/payment-balance.ts')).paymentBalance(payer, options))
  return command
}

export function reminder(): Command {
  const command = new Command('reminder').description('reminders of what is overdue')
  command
    .command('list')
    .description('who is due which step, with the letter')
    .option('--sent', 'those that went out, and what became of their mail')
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/reminder-list.ts')).reminderList(options))
  command
    .command('send')
    .description(
      'send the reminder that is due: by mail where the issuer mails reminders, else note it and print its letter',
    )
    .argument('<payer>', 'a member or an organisation')
    .option('--issuer <id>', 'in whose name')
    .option('--paper', 'note it and print its letter; nothing is mailed')
    .option(...JSON_OPTION)
    .action(async (payer, options) => (await import('./commands/reminder-send.ts')).reminderSend(payer, options))
  return command
}

export function exportSepa(): Command {
  return new Command('sepa')
    .description('the file for the bank: debits of what is due, or refunds of credit')
    .option('--issuer <id>', 'who collects')
    .option('--refunds', 'money back instead of debits')
    .option('--dry-run', 'show what would be in it and what is left out; nothing is made')
    .option('--only <numbers>', 'only these documents, separated by commas', list)
    .option('--out <file>', 'where to write it; standard output where none is given')
    .option('--again <run>', 'the very file that was made before')
    .option('--cancel <run>', 'it never went to the bank')
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/export-sepa.ts')).exportSepa(options))
}
