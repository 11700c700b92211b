#!/usr/bin/env node
/** `navette …`: one file per command, loaded only when it is called. Exit 0 done, 1 refused or failed, 2 wrong usage. */
import { Command, CommanderError } from 'commander'
import { JSON_OPTION, natural, pastMonths } from './arguments.ts'
import { exportCsv, exportFec, exportVat, mail, year } from './bookkeeping-commands.ts'
import { keepCompiledCode } from './compile-cache.ts'
import { gateway, plug, station } from './device-commands.ts'
import { exportFacturx } from './export-commands.ts'
import { invoice } from './invoice-commands.ts'
import { CliError, EXIT_FAILED, EXIT_USAGE, fail } from './output.ts'
import { exportSepa, payment, reminder } from './payment-commands.ts'
import { period } from './period-commands.ts'
import { report } from './report-commands.ts'

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
    .option('--json', 'the line that says it is ready is JSON always')
    .action(async () => (await import('./commands/serve.ts')).serve())
  program.addCommand(gateway())
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

function exporting(): Command {
  return new Command('export')
    .description('files for the bank and the accountant')
    .addCommand(exportSepa())
    .addCommand(exportFacturx())
    .addCommand(exportFec())
    .addCommand(exportCsv())
    .addCommand(exportVat())
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
