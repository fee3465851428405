// What runner.ps1 may call and what it reads, taken from the catalogue: the allow-list and the columns of each table.
import cmdletsJson from '../../powershell/cmdlets.json' with { type: 'json' }
import type { TableName } from '../../powershell/snapshot.ts'
import tablesJson from '../../powershell/tables.json' with { type: 'json' }
import { asData, type Sendable } from './wire.ts'

/** How the runner makes a plain value of a property; `name` turns an enum's number into its name. */
export interface Column {
  readonly name: string
  readonly type: 'text' | 'number' | 'truth' | 'list' | 'name'
  readonly names?: Readonly<Record<string, string>>
}

interface Parameter {
  readonly name: string
  readonly type: string
  readonly validValues?: readonly string[]
}
interface Cmdlet {
  readonly name: string
  readonly module: string
  readonly supportsShouldProcess: boolean
  readonly cimClass?: string
  readonly outputProperties?: { readonly properties: readonly { name: string; values?: readonly string[] }[] }
  readonly parameterSets: readonly { readonly parameters: readonly Parameter[] }[]
}
interface CimProperty {
  readonly name: string
  readonly cimType: string
  readonly values?: Readonly<Record<string, number | undefined>>
  readonly note?: string
}
type Params = Readonly<Record<string, string | boolean | readonly string[] | undefined>>
interface Read {
  readonly cmdlet: string
  readonly params: Params
}
interface Table {
  readonly reads: readonly Read[]
  /** An error that says there is nothing, provided that the other read succeeds. */
  readonly none?: { readonly id: string; readonly when: Read }
  readonly properties: readonly string[]
}

const cmdlets: readonly Cmdlet[] = cmdletsJson.cmdlets
const classes: Readonly<Record<string, { readonly properties: readonly CimProperty[] } | undefined>> =
  cmdletsJson.cimClasses
const tables: Readonly<Record<TableName, Table>> = tablesJson

/**
 * Cmdlet → module, parameters that take plain data, and whether it would ask: the runner refuses everything else.
 * `standIns` name other modules in place of some of Windows.
 */
export function allowList(standIns: Readonly<Record<string, string>> = {}): Sendable {
  return Object.fromEntries(
    cmdlets.map((cmdlet) => {
      const parameters = cmdlet.parameterSets.flatMap((set) => set.parameters).filter(isPlain)
      const params = [...new Set(parameters.map((parameter) => parameter.name))]
      if (cmdlet.supportsShouldProcess) params.push('Confirm')
      return [
        cmdlet.name,
        { module: standIns[cmdlet.module] ?? cmdlet.module, params, confirm: cmdlet.supportsShouldProcess },
      ]
    }),
  )
}

/** Modules that the catalogue's cmdlets come from. */
export function modules(): readonly string[] {
  return [...new Set(cmdlets.map((cmdlet) => cmdlet.module))]
}

/** The module a table comes from: when it is missing, so is the table. */
export function moduleOf(table: TableName): string {
  const cmdlet = tables[table].reads[0]?.cmdlet
  return cmdlets.find((candidate) => candidate.name === cmdlet)?.module ?? ''
}

/** The calls that fill a table and how its properties become plain values. */
export function tableRequest(table: TableName): Sendable {
  const { reads, none } = tables[table]
  return {
    reads: reads.map(toWire),
    ...(none && { none: { id: none.id, when: toWire(none.when) } }),
    columns: columnsOf(table).map(({ name, type, names }) => ({ name, type, ...(names && { names }) })),
  }
}

function toWire({ cmdlet, params }: Read): { readonly [name: string]: Sendable } {
  return { cmdlet, params: asData(defined(params)) }
}

export function columnsOf(table: TableName): readonly Column[] {
  const { reads, properties } = tables[table]
  const cmdlet = cmdlets.find((candidate) => candidate.name === reads[0]?.cmdlet)
  if (cmdlet === undefined) throw new Error(`table ${table} reads a cmdlet that the catalogue does not have`)
  const className = reads[0]?.params.ClassName ?? cmdlet.cimClass
  return properties.map((property) => columnOf(cmdlet, property, String(className)))
}

/** Properties that captures show beside those of the class pages, with their kind: captures.md, sections 2 and 3. */
const ADDED: Readonly<Record<string, Column['type']>> = {
  'Get-VMNetworkAdapter.IsManagementOs': 'truth',
  'Get-VMSwitch.AllowManagementOS': 'truth',
  'Get-VMSwitch.NetAdapterInterfaceGuid': 'list',
  'Get-ItemProperty.IPEnableRouter': 'number',
}
/** The raw numbers; a formatted object already says the cmdlets' own words: captures.md, section 2. */
const STORES = { '0': 'PersistentStore', '1': 'ActiveStore' }

function columnOf(cmdlet: Cmdlet, name: string, className: string): Column {
  const added = ADDED[`${cmdlet.name}.${name}`]
  if (added !== undefined) return { name, type: added }
  if (name === 'Store') return { name, type: 'name', names: STORES }
  const listed = cmdlet.outputProperties?.properties.find((property) => property.name === name)
  if (listed?.values !== undefined) return { name, type: 'name', names: byNumber(listed.values) }
  const cim = classes[className]?.properties.find((property) => property.name === name)
  if (cim === undefined || cim.cimType === 'string') return { name, type: 'text' }
  if (cim.cimType === 'boolean') return { name, type: 'truth' }
  if (cim.cimType.endsWith('[]')) return { name, type: 'list' }
  if (cim.values === undefined || cim.note !== undefined || name === 'NdisPhysicalMedium')
    return { name, type: 'number' }
  return {
    name,
    type: 'name',
    names: Object.fromEntries(Object.entries(cim.values).map(([word, number]) => [String(number), word])),
  }
}

/** `['Private=0', …]` → number to name; without numbers the object itself gives names. */
function byNumber(values: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    values.flatMap((value) => {
      const [word = '', number] = value.split('=')
      return number === undefined ? [] : [[number, word]]
    }),
  )
}

/** Live objects cannot be sent, and an alias would be taken for a pattern: windows.md, section 1. */
function isPlain(parameter: Parameter): boolean {
  if (parameter.name === 'InterfaceAlias') return false
  if (parameter.validValues !== undefined) return true
  return /^(System\.)?(String|Guid|Boolean|Object|SwitchParameter|Byte|U?Int(16|32|64))(\[\])?$/.test(parameter.type)
}

function defined(params: Params): Record<string, string | boolean | readonly string[]> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
