/** `navette period …` as the command line knows it. */
import { Command } from 'commander'
import { JSON_OPTION, list } from './arguments.ts'

export function period(): Command {
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
