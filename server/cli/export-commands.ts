/** `navette export facturx` as the command line knows it. */
import { Command } from 'commander'

export function exportFacturx(): Command {
  return new Command('facturx')
    .description('the documents of a month or year as Factur-X files (PDF with its XML), for an approved platform')
    .argument('<period>', 'yyyy-mm, or yyyy for a settlement')
    .requiredOption('--to <dir>', 'directory to write them into; it is made where it is missing')
    .option('--issuer <id>', 'only this issuer’s')
    .option('--json', 'print the result as one JSON object on the last line')
    .action(async (period, options) => (await import('./commands/export-facturx.ts')).exportFacturx(period, options))
}
