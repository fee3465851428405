// One call as a line of PowerShell: module-qualified, every error an exception, every question answered.
import { type Call, isInterfaceRef, type ParamValue } from '../call.ts'
import catalogue from '../cmdlets.json' with { type: 'json' }
import type { Words } from './words.ts'

interface Cmdlet {
  readonly name: string
  readonly module: string
  readonly supportsShouldProcess: boolean
  readonly parameterSets: readonly {
    readonly parameters: readonly { readonly name: string; readonly type: string }[]
  }[]
}

const cmdlets: ReadonlyMap<string, Cmdlet> = new Map(catalogue.cmdlets.map((cmdlet) => [cmdlet.name, cmdlet]))
const WIDTH = 118

/** Lines of the call. Throws when the catalogue does not have the cmdlet. */
export function callText({ cmdlet, params }: Call, words: Words): string[] {
  const { module, supportsShouldProcess } = entry(cmdlet)
  const name = `${module}\\${cmdlet}`
  const pairs = Object.entries(params).filter(([parameter]) => parameter !== 'Confirm')
  const arguments_ = pairs.map(([parameter, value]) => argument(cmdlet, parameter, value, words))
  const always = [...(supportsShouldProcess ? ['-Confirm:$false'] : []), '-ErrorAction Stop']
  const line = [name, ...arguments_, ...always].join(' ')
  if (line.length <= WIDTH) return [line]
  return [
    '$call = @{',
    ...pairs.map(([parameter, value]) => `  ${parameter} = ${valueText(value, words)}`),
    '}',
    [name, '@call', ...always].join(' '),
  ]
}

/** Every value as an expression; lists stay lists even with one item. */
export function valueText(value: ParamValue | null, words: Words): string {
  if (value === null) return '$null'
  if (typeof value === 'string') return words.of(value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? '$true' : '$false'
  if (isInterfaceRef(value)) return `(Find-Interface ${words.of(value.interface)})`
  return `@(${value.map((item) => words.of(item)).join(', ')})`
}

function argument(cmdlet: string, parameter: string, value: ParamValue, words: Words): string {
  if (typeof value === 'boolean' && isSwitch(cmdlet, parameter)) return value ? `-${parameter}` : `-${parameter}:$false`
  return `-${parameter} ${valueText(value, words)}`
}

function isSwitch(cmdlet: string, parameter: string): boolean {
  const sets = entry(cmdlet).parameterSets
  return sets.some((set) => set.parameters.some(({ name, type }) => name === parameter && type === 'SwitchParameter'))
}

function entry(cmdlet: string): Cmdlet {
  const found = cmdlets.get(cmdlet)
  if (found === undefined) throw new Error(`the catalogue has no ${cmdlet}`)
  return found
}
