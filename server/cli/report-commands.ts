/** `navette report …` as the command line knows it. */
import { Command, Option } from 'commander'
import { JSON_OPTION } from './arguments.ts'

export function report(): Command {
  const command = new Command('report').description('what others ask for')
  command
    .command('funders')
    .description('hours, beneficiaries and costs of some months, without names')
    .option('--from <yyyy-mm>', 'first month; else the first one metered')
    .option('--to <yyyy-mm>', 'last month; else the last that is over')
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
