#!/usr/bin/env node
/** `navette …`: one file per command, loaded only when it is called. Exit 0 done, 1 refused or failed, 2 wrong usage. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { exportCsv, exportFec, exportVat, mail, year } from './bookkeeping-commands.ts'
import { keepCompiledCode } from './compile-cache.ts'
import { exportFacturx } from './export-commands.ts'
import { CliError, EXIT_FAILED, EXIT_USAGE, fail } from './output.ts'
import { exportSepa, payment, reminder } from './payment-commands.ts'

const JSON_OPTION = ['--json', 'print the result as one JSON object on the last line'] as const

function natural(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('is a whole number, 0 or more')
  return value
}
function pastMonths(text: string): number {
  const months = natural(text)
  if (months < 1 || months > 36) throw new InvalidArgumentError('is a number of months, 1 to 36')
  return months
}
const list = (text: string): string[] =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')

function build(): Command {
  const program = new Command('navette')
    .description('From badge to current to invoice: exact, provable machine time for shared workshops')
    .showHelpAfterError('(add --help for the options)')
    .exitOverride()
  program
    .command('setup')
    .description('create the data directory and the first manager, and import an atelier; on a terminal, asks')
    .option('--email <email>', 'the first manager signs in with it')
    .option('--password-file <file>', 'a file that holds the password')
    .option('--atelier <file>', 'an atelier file to import')
    .option('--site <slug>', 'name of the site when no file is given', 'atelier')
    .option('--name <name>', 'name of the manager', 'Manager')
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/setup.ts')).setup(options))
  program
    .command('account')
    .description('who may sign in')
    .command('add')
    .description('an account for staff, a member, or an organisation that sees what it pays')
    .requiredOption('--email <email>', 'signs in with it')
    .requiredOption('--password-file <file>', 'a file that holds the password')
    .requiredOption('--role <role>', 'manager, animateur, treasurer, member, kiosk or organisation')
    .option('--name <name>', 'how it is called')
    .option('--member <id>', 'the member it belongs to')
    .option('--organisation <id>', 'the organisation it belongs to')
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/account-add.ts')).accountAdd(options))
  program
    .command('serve')
    .description('run broker, ledger, API, live feed and dashboard')
    .action(async () => (await import('./commands/serve.ts')).serve())
  program
    .command('gateway')
    .description('run a gateway: serial stations in, MQTT out')
    .option('--config <file>', 'its configuration (gateway.json)')
    .action(async (options, command: Command) => {
      if (options.config === undefined) command.error("error: required option '--config <file>' not specified")
      await (await import('./commands/gateway.ts')).runGateway(options)
    })
    .addCommand(gatewayAdd())
    .addCommand(gatewayCheck())
  program
    .command('simulate')
    .description(
      'run a simulated workshop against a server, or, with --chaos alone, one in which everything goes wrong',
    )
    .option('--scenario <file>', 'the workshop as JSON')
    .option('--chaos', 'pull plugs, lose links, spoil frames, turn clocks, kill sensors, from the seed')
    .option('--atelier <slug>', 'with --chaos and no scenario: one of docs/ateliers', 'chaos')
    .option('--runs <n>', 'with --chaos and no scenario: so many seeds, one after another', natural, 1)
    .option('--seed <n>', 'seed of the world', natural)
    .option('--for <seconds>', 'stop after so many seconds', natural)
    .option('--truth <file>', 'write what really happened there at the end')
    .action(async options => (await import('./commands/simulate.ts')).simulate(options))
  program
    .command('demo')
    .description('the whole pipeline on embedded parts, with a past month already metered')
    .option('--atelier <slug>', 'one of docs/ateliers', 'gouttes-d-or')
    .option('--for <seconds>', 'stop by itself and check', natural)
    .option('--port <n>', 'port of the dashboard; 0 lets the system choose', natural)
    .option('--seed <n>', 'seed of the simulated world', natural, 1)
    .option('--past-months <n>', 'how many months were metered before it begins, 1 to 36', pastMonths, 1)
    .option('--data <dir>', 'keep the data there instead of in a temporary directory')
    .option('--chaos', 'let plugs be pulled, links be lost, clocks and sensors fail, and the gateway die')
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/demo.ts')).demo(options))
  program
    .addCommand(atelier())
    .addCommand(member())
    .addCommand(station())
    .addCommand(plug())
    .addCommand(profile())
    .addCommand(period())
    .addCommand(invoice())
    .addCommand(payment())
    .addCommand(reminder())
    .addCommand(exporting())
    .addCommand(year())
    .addCommand(mail())
    .addCommand(report())
  program
    .command('verify')
    .description('replay the journal and compare it with everything that was derived from it')
    .option('--telemetry', 'also compare the telemetry store with the ledger, machine by machine, month by month')
    .option('--statement <id>', 'also what one closed statement rests on: 2026-10/awa')
    .option('--invoice <number>', 'also what one invoice or credit note rests on: FAB-2026-0001')
    .option('--rebuild-telemetry', 'empty the telemetry store and write it again from the journal')
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/verify.ts')).verify(options))
  program
    .command('expire')
    .description('drop messages that were kept for their months; hashes, sessions and statements stay')
    .option('--months <n>', 'how long they are kept, instead of NAVETTE_KEEP_MONTHS', natural)
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/expire.ts')).expire(options))
  return program
}

function gatewayAdd(): Command {
  return new Command('add')
    .description('make the credential of a gateway; it is printed once')
    .argument('<id>', 'slug of the gateway')
    .requiredOption('--stations <ids>', 'the stations it speaks for, separated by commas', list)
    .option(...JSON_OPTION)
    .action(async (id, options) => (await import('./commands/gateway-add.ts')).gatewayAdd(id, options))
}

function gatewayCheck(): Command {
  return new Command('check')
    .description('open each port of gateway.json, show what comes, and say what is wrong')
    .option('--config <file>', 'its configuration (gateway.json)')
    .option('--for <seconds>', 'how long to listen', natural)
    .option(...JSON_OPTION)
    .action(async (_, command: Command) => {
      // `gateway` itself has --config and takes it first
      const options = command.optsWithGlobals<{ config?: string; for?: number; json?: boolean }>()
      if (options.config === undefined) command.error("error: required option '--config <file>' not specified")
      await (await import('./commands/gateway.ts')).checkGateway({ ...options, config: options.config })
    })
}

function atelier(): Command {
  const command = new Command('atelier').description('the atelier as one file')
  command
    .command('import')
    .description('import or update, all or nothing')
    .argument('<file>', 'an atelier file')
    .option(...JSON_OPTION)
    .action(async (file, options) => (await import('./commands/atelier-import.ts')).atelierImport(file, options))
  command
    .command('export')
    .description('write the atelier as one file to standard output')
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/atelier-export.ts')).atelierExport(options))
  return command
}

function member(): Command {
  const command = new Command('member').description('people of the atelier')
  command
    .command('import')
    .description('read a list (CSV): a dry run that names every problem, then all or nothing')
    .argument('<file>', 'semicolons, commas or tabs; UTF-8, UTF-16 or Windows-1252')
    .option('--apply', 'write it, unless anything is wrong')
    .option(...JSON_OPTION)
    .action(async (file, options) => (await import('./commands/member-import.ts')).memberImport(file, options))
  command
    .command('erase')
    .description('take a person out for good: name, addresses, bank details, badges, sign-in')
    .argument('<id>', 'the member')
    .option('--yes', 'it cannot be undone')
    .option('--anyway <why>', 'although something is still open: not invoiced, not paid, with the bank')
    .option(...JSON_OPTION)
    .action(async (id, options) => (await import('./commands/member-erase.ts')).memberErase(id, options))
  return command
}

function station(): Command {
  const command = new Command('station').description('controllers at the machines')
  command
    .command('add')
    .description("make the credential of a machine's station; it is printed once")
    .argument('<station>', 'slug of the station')
    .requiredOption('--machine <id>', 'the machine it controls')
    .option(...JSON_OPTION)
    .action(async (id, options) => (await import('./commands/station-add.ts')).stationAdd(id, options))
  return command
}

function plug(): Command {
  const command = new Command('plug').description('bought plugs that speak MQTT: Shelly, Tasmota')
  command
    .command('add')
    .description('make the credential of a plug and pair it with a gateway; it is printed once')
    .argument('<id>', 'slug of the plug')
    .requiredOption('--gateway <id>', 'the gateway that alone may speak with it')
    .option(...JSON_OPTION)
    .action(async (id, options) => (await import('./commands/plug-add.ts')).plugAdd(id, options))
  return command
}

function profile(): Command {
  const command = new Command('profile').description("how machines' currents are read, and learning it")
  command
    .command('list')
    .description('which machines were taught, and which were not')
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/profile-list.ts')).profileList(options))
  command
    .command('learn')
    .description('propose levels from what was taught: asks for each phase on a terminal')
    .argument('<machine>', 'the machine')
    .option('--intervals <file>', 'what was taught, as JSON: [{"phase": "idle", "from": …, "to": …}]')
    .option('--from <time>', 'of the presses on record, only those after it')
    .option('--to <time>', 'and before this')
    .option('--guided', 'ask for each phase, also where the input is no terminal')
    .option('--adopt', 'adopt what is proposed')
    .option(...JSON_OPTION)
    .action(async (id, options) => (await import('./commands/profile-learn.ts')).profileLearn(id, options))
  command
    .command('replay')
    .description('what the learnt levels would have changed, per member')
    .argument('<machine>', 'the machine')
    .requiredOption('--from <time>', 'sessions that start from here')
    .requiredOption('--to <time>', 'to here')
    .option('--levels <file>', 'other levels than those that were learnt, as JSON')
    .option(...JSON_OPTION)
    .action(async (id, options) => (await import('./commands/profile-replay.ts')).profileReplay(id, options))
  return command
}

function period(): Command {
  const command = new Command('period').description('months and their statements')
  command
    .command('preview')
    .description("each member's statement of a month as it stands")
    .argument('<yyyy-mm>', 'the month')
    .option(...JSON_OPTION)
    .action(async (month, options) => (await import('./commands/period-preview.ts')).periodPreview(month, options))
  command
    .command('statement')
    .description("a member's month as PDF, to print or to send")
    .argument('<yyyy-mm/member>', 'month and member, as 2026-10/awa')
    .option('--to <file>', 'where it is written; by default 2026-10-awa.pdf here')
    .option(...JSON_OPTION)
    .action(async (id, options) => (await import('./commands/period-statement.ts')).periodStatement(id, options))
  command
    .command('what-if')
    .description('past months under other tariffs, pools or drivers: who gains, who loses')
    .argument('<yyyy-mm>', 'the month, or the first of several')
    .option('--to <yyyy-mm>', 'the last month')
    .option('--changes <file>', 'the changes as JSON (docs/sharing.md)')
    .option('--billing <ISSUER=HOW,…>', 'tariff, share or provisional', list)
    .option('--tariff <ID=CENTS,…>', 'another price of the hour', list)
    .option('--driver <POOL=DRIVER,…>', 'another key', list)
    .option('--amount <POOL=CENTS,…>', 'another monthly amount', list)
    .option('--names', "show each member's difference too, not only categories")
    .option(...JSON_OPTION)
    .action(async (month, options) => (await import('./commands/period-what-if.ts')).periodWhatIf(month, options))
  command
    .command('settlement')
    .description('provisional tariffs of a year against actual costs: what each paid, owes or gets back')
    .argument('<yyyy>', 'the year')
    .option(...JSON_OPTION)
    .action(async (year, options) => (await import('./commands/period-settlement.ts')).periodSettlement(year, options))
  command
    .command('trial')
    .description('up to which month everything is computed and nothing is issued (mois à blanc); "none" ends it')
    .argument('<yyyy-mm>', 'the last month on trial, or none')
    .option(...JSON_OPTION)
    .action(async (month, options) => (await import('./commands/period-trial.ts')).periodTrial(month, options))
  command
    .command('status')
    .description('where a month stands, and what keeps it from closing')
    .argument('[yyyy-mm]', 'the month; the present one where none is given')
    .option(...JSON_OPTION)
    .action(async (month, options) => (await import('./commands/period-status.ts')).periodStatus(month, options))
  command
    .command('settle')
    .description('what waits for a decision; with a decision, decide it')
    .argument('<yyyy-mm>', 'the month')
    .option('--accept', 'decide as proposed: the items named, or all that wait and have a proposal')
    .option('--item <ids>', 'items, separated by commas', list)
    .option('--keep', 'as measured, to whoever badged')
    .option('--assign <member>', 'it was this member')
    .option('--waive', 'the cooperative bears it')
    .option('--pool <id>', 'charge it to this pool')
    .option('--reason <text>', 'why; it stays in the journal, so it names nobody')
    .option(...JSON_OPTION)
    .action(async (month, options) => (await import('./commands/period-settle.ts')).periodSettle(month, options))
  command
    .command('close')
    .description('close a month: what it says changes no more')
    .argument('<yyyy-mm>', 'the month')
    .option(...JSON_OPTION)
    .action(async (month, options) => (await import('./commands/period-close.ts')).periodClose(month, options))
  return command
}

function invoice(): Command {
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

function exporting(): Command {
  return new Command('export')
    .description('files for the bank and the accountant')
    .addCommand(exportSepa())
    .addCommand(exportFacturx())
    .addCommand(exportFec())
    .addCommand(exportCsv())
    .addCommand(exportVat())
}

function report(): Command {
  const command = new Command('report').description('what others ask for')
  command
    .command('funders')
    .description('hours, beneficiaries and costs of some months, without names')
    .requiredOption('--from <yyyy-mm>', 'first month')
    .requiredOption('--to <yyyy-mm>', 'last month')
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/report-funders.ts')).reportFunders(options))
  command
    .command('machines')
    .description('how much of its hours each machine could be used, and its downtime by cause')
    .requiredOption('--from <yyyy-mm>', 'first month')
    .requiredOption('--to <yyyy-mm>', 'last month')
    .addOption(
      new Option('--against <hours>', 'opening hours, daytime (8 to 20 h), or hours in which somebody held a machine')
        .choices(['opening', 'daytime', 'held'])
        .default('opening'),
    )
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/report-machines.ts')).reportMachines(options))
  command
    .command('orders')
    .description('what each order took: machine time inside, steps outside, days from its first event to delivery')
    .option(...JSON_OPTION)
    .action(async options => (await import('./commands/report-orders.ts')).reportOrders(options))
  return command
}

/** exitOverride holds for subcommands only when each of them has it. */
function override(command: Command): Command {
  command.exitOverride()
  for (const child of command.commands) override(child)
  return command
}

keepCompiledCode(process.env)
try {
  await override(build()).parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE
  else if (error instanceof CliError) fail(error.lines, error.exit_code)
  else fail([error instanceof Error ? (error.stack ?? error.message) : String(error)], EXIT_FAILED)
}
