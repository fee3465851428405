// One cmdlet call or program typed by a person, for `gw sim exec`: PowerShell's way to write parameters, without its language.
import { SYSTEM_PROGRAMS } from '../../powershell/system-program.ts'
import { type Answer, Refusal } from './answer.ts'
import { bindingError, commandNotFound, parameterNamed, resolveName } from './bind.ts'
import { type Cmdlet, findCmdlet, type Parameter } from './catalogue.ts'
import type { SimulatedMachine } from './machine.ts'

/**
 * Runs `argv` (cmdlet, then its parameters as the shell split them) on the machine: `-Name value`, `-Name:value`,
 * switches, `$true` and `$false`, lists with commas, positions, abbreviations that are not ambiguous.
 */
export function execute(machine: SimulatedMachine, argv: readonly string[]): Answer {
  const [name = '', ...words] = argv
  const program = SYSTEM_PROGRAMS.find((one) => [one, one.replace('.exe', '')].includes(name.toLowerCase()))
  // `sc` alone is an alias of Set-Content in Windows PowerShell.
  if (program !== undefined && name.toLowerCase() !== 'sc') return machine.runProgram(program, words)
  const cmdlet = findCmdlet(name)
  if (cmdlet === undefined) return commandNotFound(name)
  try {
    return machine.invoke(cmdlet.name, parseWords(cmdlet, words))
  } catch (problem) {
    if (problem instanceof Refusal) return { error: problem.error }
    throw problem
  }
}

function parseWords(cmdlet: Cmdlet, words: readonly string[]): Record<string, unknown> {
  const params: Record<string, unknown> = {}
  const loose: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const [, written, , attached] = /^-([A-Za-z][A-Za-z0-9]*)(:(.*))?$/su.exec(word) ?? []
    if (written === undefined) {
      loose.push(word)
      continue
    }
    const name = resolveName(cmdlet, written)
    if (name in params) throw bindingError('ParameterAlreadyBound', cmdlet, `-${name} is given twice.`)
    const parameter = parameterNamed(cmdlet, name)
    if (attached !== undefined && attached !== '') params[name] = readValue(parameter, attached)
    else if (attached === undefined && isSwitch(name, parameter)) params[name] = true
    else {
      // A list may go on in the next word when the comma has a blank after it.
      let value = words[++at]
      if (value === undefined) throw bindingError('MissingArgument', cmdlet, `-${name} needs a value.`)
      while (value.endsWith(',') && at + 1 < words.length) value += words[++at]
      params[name] = readValue(parameter, value)
    }
  }
  return { ...params, ...bindLoose(cmdlet, loose, params) }
}

/** What stands without a name goes to the positions of the default set that are still free. */
function bindLoose(cmdlet: Cmdlet, loose: readonly string[], params: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(params)
  const sets = cmdlet.parameterSets.filter((set) =>
    names.every(
      (name) => set.parameters.some((one) => one.name === name) || parameterNamed(cmdlet, name) === undefined,
    ),
  )
  const set = sets.find((one) => one.default) ?? sets[0]
  const free = (set?.parameters ?? [])
    .filter(({ name, position }) => position !== undefined && !(name in params))
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
  return Object.fromEntries(
    loose.map((word, at) => {
      const parameter = free[at]
      if (parameter === undefined) {
        throw bindingError(
          'PositionalParameterNotFound',
          cmdlet,
          `A positional parameter cannot be found that accepts argument '${word}'.`,
        )
      }
      return [parameter.name, readValue(parameter, word)]
    }),
  )
}

function isSwitch(name: string, parameter: Parameter | undefined): boolean {
  return parameter?.type === 'SwitchParameter' || ['Confirm', 'WhatIf', 'Verbose', 'Debug', 'AsJob'].includes(name)
}

/** Text as PowerShell would read it bare: `$true`, `$false`, `$null`, lists by comma; quotes of its own are taken off. */
function readValue(parameter: Parameter | undefined, text: string): unknown {
  const isList = parameter?.type.endsWith('[]') === true
  if (isList && text.includes(',') && !isQuoted(text))
    return text.split(',').map((item) => readValue(undefined, item.trim()))
  if (/^\$true$/i.test(text)) return true
  if (/^\$false$/i.test(text)) return false
  if (/^\$null$/i.test(text)) return null
  return isQuoted(text) ? text.slice(1, -1) : text
}

function isQuoted(text: string): boolean {
  return text.length >= 2 && /^(['"]).*\1$/s.test(text)
}
