// Verbs, arguments, options and help. A verb's code is loaded when it is called, so that none pays for the others.
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { addLaterVerbs } from './later-verbs.ts'
import { DEFAULT_WAIT_SECONDS } from './normalise-arguments.ts'
import type { PlanFlags } from './options.ts'
import { addRules } from './rules.ts'
import { addSimulation } from './simulation.ts'
import type { ApplyFlags } from './verbs/apply.ts'
import type { DestroyFlags } from './verbs/destroy.ts'
import type { DoctorFlags } from './verbs/doctor.ts'
import type { PlanVerbFlags } from './verbs/plan.ts'
import type { SnapshotFlags } from './verbs/snapshot.ts'
import type { UnlockFlags } from './verbs/unlock.ts'
import { VERSION } from './version.ts'

/** `end` gets the exit code of the verb that ran. */
export function buildProgram(end: (exitCode: number) => void): Command {
  const program = new Command('gw')
    .description('A Windows 10/11 box as the declared side-router of the house.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help, with examples')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .addHelpText(
      'after',
      `
FILE is ./gateway.yaml when it is left out. To try it on a simulated Windows:

  gw init whole-house home && cd home
  gw check && gw plan
  gw apply
  gw drift

Exit codes: 0 done or nothing to do, 1 error or declined, 2 changes pending,
3 drift, 5 apply failed, 6 locked, 7 plan is stale, 9 restart needed,
64 wrong usage, 130 interrupted twice.`,
    )
  addInit(program, end)
  addCheck(program, end)
  addPlan(program, end)
  addApply(program, end)
  addDestroy(program, end)
  addDrift(program, end)
  addShow(program, end)
  addClients(program, end)
  addExplain(program, end)
  addRules(program, end)
  addSimulation(program, end)
  addUnlock(program, end)
  addDoctor(program, end)
  addSnapshot(program, end)
  addLaterVerbs(program)
  return program
}

function addInit(program: Command, end: (exitCode: number) => void): void {
  program
    .command('init')
    .summary('write an example gateway.yaml and a simulated machine')
    .description('Writes an example gateway.yaml and a simulated machine to try it on, into a new folder.')
    .argument('<example>', 'name of the example: whole-house, or two-nics for Windows Home')
    .argument('[folder]', 'folder to make; it must be empty when it exists', '.')
    .addOption(json())
    .addHelpText('after', examples('gw init whole-house home', 'gw init two-nics home'))
    .action(async (example: string, folder: string, options: { json?: true }) =>
      end(await (await import('./verbs/init.ts')).runInit(example, folder, options)),
    )
}

function addCheck(program: Command, end: (exitCode: number) => void): void {
  program
    .command('check')
    .summary('is the file right, and would it loop?')
    .description('Checks a gateway.yaml without any machine. Exit code 0, or 1 when there are errors.')
    .addArgument(file())
    .addOption(json())
    .addHelpText('after', examples('gw check', 'gw check home/gateway.yaml --json'))
    .action(async (name: string | undefined, options: { json?: true }) =>
      end(await (await import('./verbs/check.ts')).runCheck(name, options)),
    )
}

function addPlan(program: Command, end: (exitCode: number) => void): void {
  withPlanOptions(program.command('plan'))
    .summary('what would change on the machine, and why?')
    .description(
      'Compares the file with the machine. Changes nothing. Exit code 0 (nothing to do), 2 (edits) or 3 (drift).',
    )
    .addArgument(file())
    .option('-o, --out <file>', 'save the plan for review and for gw apply')
    .option('--script [file.ps1]', 'the plan as PowerShell, for reading and for running by hand')
    .addHelpText(
      'after',
      examples(
        'gw plan',
        'gw plan -o plan.json',
        'gw plan --script plan.ps1',
        'gw plan --target "NetIPInterface.vEthernet (vmbr0)/IPv4"',
        'gw plan --json',
      ),
    )
    .action(async (name: string | undefined, options: PlanVerbFlags) =>
      end(await (await import('./verbs/plan.ts')).runPlan(name, options)),
    )
}

function addApply(program: Command, end: (exitCode: number) => void): void {
  withPlanOptions(program.command('apply'))
    .summary('make the machine as the file says')
    .description('Plans, asks, and makes it so; with a saved plan, exactly that plan or nothing.')
    .addArgument(
      new Argument('[file]', 'a gateway.yaml or a plan saved with gw plan -o').default(undefined, './gateway.yaml'),
    )
    .addOption(yes())
    .addOption(waiting())
    .addHelpText(
      'after',
      examples('gw apply', 'gw apply --yes --wait=60', 'gw plan -o plan.json && gw apply plan.json'),
    )
    .action(async (name: string | undefined, options: ApplyFlags) =>
      end(await (await import('./verbs/apply.ts')).runApply(name, options)),
    )
}

function addDestroy(program: Command, end: (exitCode: number) => void): void {
  program
    .command('destroy')
    .summary('give the machine back as it was before gw')
    .description(
      'Plans, asks, and takes everything back: what gw made is deleted, what it took over is restored. Features of Windows stay. --json without --yes prints the plan and changes nothing.',
    )
    .addArgument(file())
    .addOption(host())
    .addOption(new Option('--keep <address>', 'this stays, with what it stands on; may be repeated').argParser(repeat))
    .addOption(
      new Option(
        '--accept <address>',
        'this may be deleted although it is foreign, or restored although it would loop; may be repeated',
      ).argParser(repeat),
    )
    .option('--take-over <name>', 'the machine belongs to a gateway of this name, which is now called otherwise')
    .addOption(json())
    .addOption(yes())
    .addOption(waiting())
    .addHelpText('after', examples('gw destroy', 'gw destroy --keep HyperVSwitch.vmbr0', 'gw destroy --yes --json'))
    .action(async (name: string | undefined, options: DestroyFlags) =>
      end(await (await import('./verbs/destroy.ts')).runDestroy(name, options)),
    )
}

function addDrift(program: Command, end: (exitCode: number) => void): void {
  program
    .command('drift')
    .summary('has anybody changed the machine since?')
    .description(
      'What somebody else changed on the machine. Changes nothing. Exit code 0, 2 (only edits are pending) or 3 (drift).',
    )
    .addArgument(file())
    .addOption(host())
    .addOption(json())
    .addHelpText('after', examples('gw drift', 'gw drift --json'))
    .action(async (name: string | undefined, options: PlanFlags) =>
      end(await (await import('./verbs/drift.ts')).runDrift(name, options)),
    )
}

function addShow(program: Command, end: (exitCode: number) => void): void {
  program
    .command('show')
    .summary('print a saved plan')
    .description('Prints a plan that was saved with gw plan -o. Looks at no machine.')
    .argument('<plan>', 'the saved plan')
    .addOption(json())
    .addHelpText('after', examples('gw show plan.json'))
    .action(async (name: string, options: { json?: true }) =>
      end(await (await import('./verbs/show.ts')).runShow(name, options)),
    )
}

function addClients(program: Command, end: (exitCode: number) => void): void {
  program
    .command('clients')
    .summary('what to type on the phone, console or TV?')
    .description(
      'Says for each client its address, mask, gateway and DNS, and where each platform hides these. Needs no machine.',
    )
    .argument('[name]', 'only this client')
    .addArgument(file())
    .addOption(json())
    .addHelpText('after', examples('gw clients', 'gw clients phone', 'gw clients home/gateway.yaml'))
    .action(async (name: string | undefined, from: string | undefined, options: { json?: true }) =>
      end(await (await import('./verbs/clients.ts')).runClients(name, from, options)),
    )
}

function addExplain(program: Command, end: (exitCode: number) => void): void {
  program
    .command('explain')
    .summary('what a message means, and what to do')
    .description('Explains a code that gw has printed, or lists the codes of an area. Needs no network.')
    .argument('<code>', 'a code such as GW001 or config/unknown-key, or an area such as yaml')
    .addOption(json())
    .addHelpText('after', examples('gw explain GW001', 'gw explain ledger/torn', 'gw explain yaml'))
    .action(async (code: string, options: { json?: true }) =>
      end(await (await import('./verbs/explain.ts')).runExplain(code, options)),
    )
}

function addUnlock(program: Command, end: (exitCode: number) => void): void {
  program
    .command('unlock')
    .summary('take away the lock that a dead gw left')
    .description('Takes away the lock that a dead gw left on the machine. Asks first, with the name of the holder.')
    .addArgument(file())
    .addOption(host())
    .addOption(json())
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', examples('gw unlock'))
    .action(async (name: string | undefined, options: UnlockFlags) =>
      end(await (await import('./verbs/unlock.ts')).runUnlock(name, options)),
    )
}

function addDoctor(program: Command, end: (exitCode: number) => void): void {
  program
    .command('doctor')
    .summary('what works on this machine, what does not, and what to do')
    .description(
      'Asks the machine everything once: PowerShell, rights, edition, Hyper-V, modules, a pending restart, tables. ' +
        'Changes nothing, needs no gateway.yaml. Exit code 0, or 1 when something that gw needs does not work.',
    )
    .addArgument(file())
    .addOption(host())
    .addOption(json())
    .addHelpText('after', examples('gw doctor', 'gw doctor --host local --json'))
    .action(async (name: string | undefined, options: DoctorFlags) =>
      end(await (await import('./verbs/doctor.ts')).runDoctor(name, options)),
    )
}

function addSnapshot(program: Command, end: (exitCode: number) => void): void {
  program
    .command('snapshot')
    .summary('save what the machine says, to plan on it elsewhere')
    .description(
      'Saves all tables that gw reads, with the names of the machine and its user masked: a bug report that replays.',
    )
    .addArgument(file())
    .requiredOption('-o, --out <file>', 'where the recording goes')
    .addOption(host())
    .addOption(json())
    .addHelpText('after', examples('gw snapshot -o machine.json', 'gw plan --host recorded:machine.json'))
    .action(async (name: string | undefined, options: SnapshotFlags) =>
      end(await (await import('./verbs/snapshot.ts')).runSnapshot(name, options)),
    )
}

function repeat(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value]
}

function withPlanOptions(command: Command): Command {
  return command
    .addOption(host())
    .option('--take-over <name>', 'the machine belongs to a gateway of this name, which is now called otherwise')
    .addOption(json())
    .addOption(
      new Option('--target <address>', 'only this resource and what it needs; may be repeated').argParser(repeat),
    )
    .addOption(
      new Option('--exclude <address>', 'not this resource, nor what needs it; may be repeated').argParser(repeat),
    )
    .addOption(
      new Option('--accept <address>', 'this foreign object may be replaced or deleted; may be repeated').argParser(
        repeat,
      ),
    )
}

function file(): Argument {
  return new Argument('[file]', 'the gateway').default(undefined, './gateway.yaml')
}

function host(): Option {
  return new Option(
    '--host <host>',
    'the machine: local, sim:FILE or recorded:FILE (default: machine.sim.json beside the file, else local)',
  )
}

function yes(): Option {
  return new Option('-y, --yes', 'do not ask')
}

function waiting(): Option {
  return new Option('--wait [seconds]', 'wait for a machine that is locked; write --wait=60')
    .preset(DEFAULT_WAIT_SECONDS)
    .argParser(parseSeconds)
}

function json(): Option {
  return new Option('--json', 'print one JSON document (schemas/output)')
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
}

function parseSeconds(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Write whole seconds, for example --wait=60.')
  return Number(text)
}
