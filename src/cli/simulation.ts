// The arguments of gw sim: a simulated Windows to look at, to work on by hand, to restart, to make assumptions about.
import type { Command } from 'commander'

export function addSimulation(program: Command, end: (exitCode: number) => void): void {
  const sim = program
    .command('sim')
    .summary('look at a simulated machine, or change it by hand')
    .description('A simulated Windows: one JSON file that answers the networking cmdlets as Windows does.')
    .enablePositionalOptions()
    .helpCommand(false)
    .addHelpText(
      'after',
      `
Examples:
  gw sim show machine.sim.json
  gw sim exec machine.sim.json -- Get-NetIPAddress -AddressFamily IPv4
  gw sim reboot machine.sim.json
  gw sim assume machine.sim.json`,
    )
  sim
    .command('show')
    .description('Prints what the machine looks like now.')
    .argument('<machine>', 'the machine.sim.json')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: { json?: true }) =>
      end(await (await import('./verbs/simulated.ts')).runSimShow(file, options)),
    )
  sim
    .command('exec')
    .summary('run one cmdlet, as somebody would by hand')
    .description('Runs one cmdlet on the machine, as somebody would by hand.')
    .argument('<machine>', 'the machine.sim.json')
    .argument('<call...>', 'the cmdlet and its parameters, behind --')
    .option('--json', 'print one JSON document')
    .passThroughOptions()
    .action(async (file: string, call: string[], options: { json?: true }) =>
      end(await (await import('./verbs/simulated.ts')).runSimExec(file, call, options)),
    )
  sim
    .command('reboot')
    .description('Restarts the simulated Windows.')
    .argument('<machine>', 'the machine.sim.json')
    .option('--without <alias...>', 'adapters that are missing while Windows starts')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: { json?: true; without?: string[] }) =>
      end(await (await import('./verbs/simulated.ts')).runSimReboot(file, options)),
    )
  sim
    .command('assume')
    .summary('list or set what nobody has verified about Windows')
    .description('Lists what nobody has verified about Windows and what this machine assumes, or sets it.')
    .argument('<machine>', 'the machine.sim.json')
    .argument('[settings...]', 'what to assume: NAME=CHOICE')
    .option('--json', 'print one JSON document')
    .action(async (file: string, settings: string[], options: { json?: true }) =>
      end(await (await import('./verbs/simulated.ts')).runSimAssume(file, settings, options)),
    )
}
