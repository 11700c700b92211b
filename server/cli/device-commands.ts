/** `navette gateway …`, `navette station …` and `navette plug …` as the command line knows them. */
import { Command } from 'commander'
import { JSON_OPTION, natural, someOf } from './arguments.ts'

export function gateway(): Command {
  return new Command('gateway')
    .description('run a gateway: serial stations in, MQTT out')
    .option('--config <file>', 'its configuration (gateway.json)')
    .action(async (options, command: Command) => {
      if (options.config === undefined) command.error("error: required option '--config <file>' not specified")
      await (await import('./commands/gateway.ts')).runGateway(options)
    })
    .addCommand(gatewayAdd())
    .addCommand(gatewayCheck())
}

function gatewayAdd(): Command {
  return new Command('add')
    .description('make the credential of a gateway; it is printed once')
    .argument('<id>', 'slug of the gateway')
    .requiredOption('--stations <ids>', 'the stations it speaks for, separated by commas', someOf)
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

export function station(): Command {
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

export function plug(): Command {
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
