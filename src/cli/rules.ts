// The arguments of gw rules: what is wrong in a list of mihomo rules, which one decides, how many there are.
import type { Command } from 'commander'
import type { FindFlags, LintFlags } from './verbs/rules.ts'

export function addRules(program: Command, end: (exitCode: number) => void): void {
  const rules = program
    .command('rules')
    .summary('check mihomo rules, and find the one that decides')
    .description('About the rules of a mihomo config.yaml, a list with one rule a line, or a rule provider file.')
    .enablePositionalOptions()
    .helpCommand(false)
    .addHelpText(
      'after',
      `
Examples:
  gw rules lint config.yaml
  gw rules find example.com:443 config.yaml
  gw rules stats config.yaml`,
    )
  rules
    .command('lint')
    .summary('what is wrong, and which rules never decide?')
    .description(
      'Errors that mihomo would have, and rules that can never decide. Exit code 0, or 1 when there are errors.',
    )
    .argument('<file>', 'a config.yaml, a list or a provider file')
    .option('--all', 'show all findings, not only the first 50')
    .option('--json', 'print one JSON document (schemas/output)')
    .action(async (file: string, options: LintFlags) =>
      end(await (await import('./verbs/rules.ts')).runRulesLint(file, options)),
    )
  rules
    .command('find')
    .summary('which rule decides about a host?')
    .description('The rule that decides about a host, or the entry of a provider that holds it.')
    .argument('<host>', 'a name or an address: HOST or HOST:PORT; port 443 when it is left out')
    .argument('<file>', 'a config.yaml, a list or a provider file')
    .option('--udp', 'a UDP connection instead of TCP')
    .option('--from <address>', 'address of the sender')
    .option('--ip <address>', 'what DNS answers for the host')
    .option('--json', 'print one JSON document (schemas/output)')
    .addHelpText(
      'after',
      `
Examples:
  gw rules find example.com config.yaml
  gw rules find example.com:53 config.yaml --udp --from 192.168.1.130
  gw rules find example.com config.yaml --ip 203.0.113.5`,
    )
    .action(async (host: string, file: string, options: FindFlags) =>
      end(await (await import('./verbs/rules.ts')).runRulesFind(host, file, options)),
    )
  rules
    .command('stats')
    .summary('how many rules of which type, leading where?')
    .description('Counts rules by type and by target.')
    .argument('<file>', 'a config.yaml, a list or a provider file')
    .option('--json', 'print one JSON document (schemas/output)')
    .action(async (file: string, options: { json?: true }) =>
      end(await (await import('./verbs/rules.ts')).runRulesStats(file, options)),
    )
}
