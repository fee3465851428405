// gw sim show, exec, reboot, assume
import { assume, reboot, runByHand, showMachine } from '../../app/simulated.ts'
import { resultJson } from '../../report/json.ts'
import { renderMachine } from '../../report/plain/machine.ts'
import { renderAnswer, renderAssumptions } from '../../report/plain/simulated.ts'
import { print, printJson, terminal } from '../terminal.ts'

interface Json {
  readonly json?: true
}

export async function runSimShow(file: string, options: Json): Promise<number> {
  const machine = await showMachine(file)
  if (options.json) printJson(resultJson('sim show', { machine }, 0))
  else print(renderMachine(terminal().out, machine))
  return 0
}

/** Options after the file belong to the cmdlet, but `--json` and `--` in front of it are ours. */
export async function runSimExec(file: string, words: readonly string[], options: Json): Promise<number> {
  const [first, ...others] = words
  if (first === '--json') return runSimExec(file, others, { json: true })
  if (first === '--') return runSimExec(file, others, options)
  const answer = await runByHand(file, words)
  const exitCode = 'error' in answer ? 1 : 0
  if (options.json) printJson(resultJson('sim exec', answer, exitCode))
  else print(renderAnswer(terminal().out, answer))
  return exitCode
}

export async function runSimReboot(
  file: string,
  options: Json & { readonly without?: readonly string[] },
): Promise<number> {
  await reboot(file, options.without ?? [])
  if (options.json) printJson(resultJson('sim reboot', { machine: file }, 0))
  else print(['Windows was restarted.'])
  return 0
}

export async function runSimAssume(file: string, settings: readonly string[], options: Json): Promise<number> {
  const assumptions = await assume(file, settings)
  if (options.json) printJson(resultJson('sim assume', { assumptions }, 0))
  else print(renderAssumptions(terminal().out, assumptions))
  return 0
}
