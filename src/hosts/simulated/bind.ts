// PowerShell's parameter binder: names, sets and types of one call, held against the catalogue.
import { type Answer, commandClass, Refusal } from './answer.ts'
import { type Cmdlet, enumName, type Parameter, type ParameterSet } from './catalogue.ts'

export type Bound = Readonly<Record<string, unknown>>

export interface Binding {
  readonly set: string
  /** Values by the parameter's own name; a list where the parameter takes one. */
  readonly bound: Bound
  /** True after `-Confirm:$false`. */
  readonly unasked: boolean
  readonly whatIf: boolean
}

// about_CommonParameters; those of CIM cmdlets as hoisted out of the sets in the catalogue.
const COMMON = [
  'Verbose',
  'Debug',
  'ErrorAction',
  'WarningAction',
  'InformationAction',
  'ProgressAction',
  'ErrorVariable',
  'WarningVariable',
  'InformationVariable',
  'OutVariable',
  'OutBuffer',
  'PipelineVariable',
  'CimSession',
  'ThrottleLimit',
  'AsJob',
  'ComputerName',
  'Credential',
]

// The documentation marks it optional, in practice it selects the set: windows.md, section 3.
const MANDATORY_IN_PRACTICE: Readonly<Record<string, string>> = { 'Add-VMNetworkAdapter/ManagementOS': 'ManagementOS' }

/** Binds parameters by name, abbreviations included. Throws a Refusal with the binder's own error ids. */
export function bindParameters(cmdlet: Cmdlet, params: Readonly<Record<string, unknown>>): Binding {
  const values = new Map<string, unknown>()
  let confirm: unknown
  let whatIf: unknown
  for (const [written, value] of Object.entries(params)) {
    const name = resolveName(cmdlet, written)
    if (name === 'Confirm') confirm = value
    else if (name === 'WhatIf') whatIf = value
    else if (values.has(name)) throw bindingError('ParameterAlreadyBound', cmdlet, `Parameter ${name} is given twice.`)
    else if (!COMMON.includes(name)) values.set(name, value)
  }
  const set = chooseSet(cmdlet, values)
  const bound: Record<string, unknown> = {}
  for (const parameter of set.parameters) {
    if (values.has(parameter.name)) bound[parameter.name] = convert(cmdlet, parameter, values.get(parameter.name))
  }
  return { set: set.name, bound, unasked: confirm === false, whatIf: whatIf === true }
}

/** The parameter a name stands for: its own name, an alias, or the start of exactly one. */
export function resolveName(cmdlet: Cmdlet, written: string): string {
  const wanted = written.toLowerCase()
  const known = parametersOf(cmdlet)
  for (const { name, aliases } of known) {
    if ([name, ...aliases].some((one) => one.toLowerCase() === wanted)) return name
  }
  const starts = known.filter(({ name, aliases }) =>
    [name, ...aliases].some((one) => one.toLowerCase().startsWith(wanted)),
  )
  const names = new Set(starts.map(({ name }) => name))
  const [only] = names
  if (only === undefined || wanted === '') {
    throw bindingError(
      'NamedParameterNotFound',
      cmdlet,
      `A parameter cannot be found that matches parameter name '${written}'.`,
    )
  }
  if (names.size > 1) {
    throw bindingError(
      'AmbiguousParameter',
      cmdlet,
      `-${written} could be ${[...names].map((one) => `-${one}`).join(', ')}.`,
    )
  }
  return only
}

/** A parameter of the cmdlet by its own name, whichever set it is in; undefined for the common ones. */
export function parameterNamed(cmdlet: Cmdlet, name: string): Parameter | undefined {
  for (const { parameters } of cmdlet.parameterSets) {
    const found = parameters.find((parameter) => parameter.name === name)
    if (found) return found
  }
  return undefined
}

function parametersOf(cmdlet: Cmdlet): { name: string; aliases: readonly string[] }[] {
  const known = new Map<string, readonly string[]>()
  for (const { parameters } of cmdlet.parameterSets) {
    for (const { name, aliases } of parameters) known.set(name, aliases ?? [])
  }
  for (const name of COMMON) known.set(name, known.get(name) ?? [])
  if (cmdlet.supportsShouldProcess) {
    known.set('Confirm', ['cf'])
    known.set('WhatIf', ['wi'])
  }
  return [...known].map(([name, aliases]) => ({ name, aliases }))
}

function chooseSet(cmdlet: Cmdlet, values: ReadonlyMap<string, unknown>): ParameterSet {
  const names = [...values.keys()]
  const candidates = cmdlet.parameterSets.filter(({ parameters }) =>
    names.every((name) => parameters.some((parameter) => parameter.name === name)),
  )
  const preferred = candidates.find((set) => set.default) ?? candidates[0]
  if (preferred === undefined) {
    throw bindingError(
      'AmbiguousParameterSet',
      cmdlet,
      'Parameter set cannot be resolved using the specified named parameters.',
    )
  }
  const complete = candidates.filter((set) => missing(cmdlet, set, values).length === 0)
  const [only, another] = complete
  if (only === undefined) {
    const [name = ''] = missing(cmdlet, preferred, values)
    throw bindingError('MissingMandatoryParameter', cmdlet, `Parameter ${name} is mandatory and was not given.`)
  }
  if (another === undefined || preferred === only) return only
  if (complete.includes(preferred)) return preferred
  throw bindingError(
    'AmbiguousParameterSet',
    cmdlet,
    'Parameter set cannot be resolved using the specified named parameters.',
  )
}

function missing(cmdlet: Cmdlet, set: ParameterSet, values: ReadonlyMap<string, unknown>): string[] {
  const needed = set.parameters.filter(({ mandatory }) => mandatory).map(({ name }) => name)
  const inPractice = MANDATORY_IN_PRACTICE[`${cmdlet.name}/${set.name}`]
  return [...needed, ...(inPractice === undefined ? [] : [inPractice])].filter((name) => !values.has(name))
}

function convert(cmdlet: Cmdlet, parameter: Parameter, value: unknown): unknown {
  const list = parameter.type.endsWith('[]')
  const element = list ? parameter.type.slice(0, -2) : parameter.type
  if (!list) {
    if (Array.isArray(value)) throw wrongType(cmdlet, parameter, value)
    return convertOne(cmdlet, parameter, element, value)
  }
  const items: unknown[] = Array.isArray(value) ? value : [value]
  return items.map((item) => convertOne(cmdlet, parameter, element, item))
}

function convertOne(cmdlet: Cmdlet, parameter: Parameter, type: string, value: unknown): unknown {
  if (parameter.validValues) {
    const name = typeof value === 'number' ? enumName(cmdlet, parameter.name, value) : value
    const found = parameter.validValues.find(
      (one) => typeof name === 'string' && one.toLowerCase() === name.toLowerCase(),
    )
    if (found === undefined) throw wrongType(cmdlet, parameter, value)
    return found
  }
  const bits = { Byte: 8, UInt16: 16, UInt32: 32, UInt64: 53, Int64: 53 }[type.replace('System.', '')]
  if (bits !== undefined) {
    const number = typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value
    const low = type === 'Int64' ? -(2 ** bits) : 0
    if (typeof number !== 'number' || !Number.isInteger(number) || number < low || number >= 2 ** bits) {
      throw wrongType(cmdlet, parameter, value)
    }
    return number
  }
  if (type === 'SwitchParameter' || type === 'Boolean') {
    if (typeof value === 'boolean') return value
    if (typeof value === 'number') return value !== 0
    throw wrongType(cmdlet, parameter, value)
  }
  if (/^(System\.)?String$|^Guid$/.test(type)) {
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    if (typeof value !== 'string') throw wrongType(cmdlet, parameter, value)
    if (value === '' && parameter.mandatory) {
      throw bindingError(
        'ParameterArgumentValidationErrorEmptyStringNotAllowed',
        cmdlet,
        `-${parameter.name} is empty.`,
      )
    }
    return value
  }
  return value
}

function wrongType(cmdlet: Cmdlet, parameter: Parameter, value: unknown): Refusal {
  const choices = parameter.validValues ? ` Accepted: ${parameter.validValues.join(', ')}.` : ''
  return bindingError(
    'ParameterArgumentTransformationError',
    cmdlet,
    `Cannot process argument transformation on parameter '${parameter.name}': ${JSON.stringify(value)} is no ${parameter.type}.${choices}`,
  )
}

/** An error of the binder itself. */
export function bindingError(id: string, cmdlet: Cmdlet, message: string): Refusal {
  const category = /Transformation|Validation/.test(id) ? 'InvalidData' : 'InvalidArgument'
  return new Refusal({ id: `${id},${commandClass(cmdlet.name)}`, category, message })
}

/** What PowerShell says of a word it does not know; a cmdlet of a missing module is such a word: windows.md, section 3. */
export function commandNotFound(name: string): Answer {
  const message = `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program.`
  return { error: { id: 'CommandNotFoundException', category: 'ObjectNotFound', target: name, message } }
}
