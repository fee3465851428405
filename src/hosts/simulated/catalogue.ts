// The typed catalogue at run time: what cmdlets exist, their parameter sets and the values of their enums.
import cmdlets from '../../powershell/cmdlets.json' with { type: 'json' }

export interface Parameter {
  readonly name: string
  /** As in the documentation: `UInt32[]`, `Forwarding`, `SwitchParameter`, … */
  readonly type: string
  readonly mandatory: boolean
  readonly position?: number
  readonly aliases?: readonly string[]
  readonly validValues?: readonly string[]
  readonly documentedValues?: readonly string[]
}

export interface ParameterSet {
  readonly name: string
  readonly default: boolean
  readonly parameters: readonly Parameter[]
}

export interface Cmdlet {
  readonly name: string
  readonly module: string
  readonly supportsShouldProcess: boolean
  readonly cimClass?: string
  readonly parameterSets: readonly ParameterSet[]
}

interface CimProperty {
  readonly name: string
  readonly values?: { readonly [name: string]: number | undefined }
}

const catalogue: readonly Cmdlet[] = cmdlets.cmdlets
const cimClasses: Readonly<Record<string, { readonly properties: readonly CimProperty[] }>> = cmdlets.cimClasses
const byName = new Map(catalogue.map((cmdlet) => [cmdlet.name.toLowerCase(), cmdlet]))

/** Finds a cmdlet by its name, with or without its module, in any case. */
export function findCmdlet(name: string): Cmdlet | undefined {
  const [module, bare] = name.includes('\\') ? name.split('\\', 2) : [undefined, name]
  const cmdlet = byName.get((bare ?? '').toLowerCase())
  return module === undefined || module.toLowerCase() === cmdlet?.module.toLowerCase() ? cmdlet : undefined
}

/** Name of an enum value from its number, where the cmdlet's class documents one. */
export function enumName(cmdlet: Cmdlet, parameter: string, value: number): string | undefined {
  const properties = cmdlet.cimClass === undefined ? undefined : cimClasses[cmdlet.cimClass]?.properties
  const values = properties?.find(({ name }) => name === parameter)?.values ?? {}
  return Object.keys(values).find((name) => values[name] === value)
}

/** Every module that a cmdlet of the catalogue comes from. */
export function moduleNames(): string[] {
  return [...new Set(catalogue.map(({ module }) => module))]
}
