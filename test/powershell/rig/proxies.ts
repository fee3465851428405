// Writes the Windows cmdlets of the catalogue as PowerShell modules: true parameter sets, positions, aliases and
// validation, true output types; the answers come from the simulated machine. They shadow the real cmdlets, nothing more.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import catalogue from '../../../src/powershell/cmdlets.json' with { type: 'json' }

interface Parameter {
  name: string
  type: string
  mandatory: boolean
  position?: number
  pipeline?: string
  aliases?: string[]
  validValues?: string[]
}
interface Cmdlet {
  name: string
  module: string
  supportsShouldProcess: boolean
  cimClass?: string
  outputProperties?: { properties: { name: string; values?: string[] }[] }
  parameterSets: { name: string; default: boolean; parameters: Parameter[] }[]
}
interface Property {
  name: string
  cimType: string
  values?: Record<string, number>
  note?: string
}

// JSON import gives literal unions for each entry; this is the one shape they all have.
const cmdlets = catalogue.cmdlets as Cmdlet[]
const classes = catalogue.cimClasses as Record<string, { properties: Property[] }>

/** Writes one module per Windows module, and GwRig, into a folder for PSModulePath. */
export function writeProxies(folder: string, installed?: readonly string[]): void {
  writeModule(folder, 'GwRig', readFileSync(new URL('gw-rig.psm1', import.meta.url), 'utf8'), [
    'Invoke-Machine',
    'Step-MachineClock',
  ])
  for (const module of new Set(cmdlets.map((cmdlet) => cmdlet.module))) {
    // Without the registry nothing would start; every Windows has it.
    if (installed !== undefined && !installed.includes(module) && module !== 'Microsoft.PowerShell.Management') continue
    const members = cmdlets.filter((cmdlet) => cmdlet.module === module)
    const text = [...enumsOf(members), ...members.map(proxy)].join('\n\n')
    const names = members.map((member) => member.name)
    writeModule(folder, module, `# Generated for tests from the catalogue.\n${text}\n`, names)
    if (module === 'Microsoft.PowerShell.Management') writeModule(folder, STAND_IN, `${text}\n`, names)
  }
  writeModule(folder, 'CimCmdlets', CIM_CMDLETS, ['Get-CimInstance'])
}

function writeModule(folder: string, name: string, text: string, exported: readonly string[]): void {
  const place = join(folder, name)
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, `${name}.psm1`), text)
  const list = exported.map((command) => `'${command}'`).join(', ')
  writeFileSync(
    join(place, `${name}.psd1`),
    `@{ RootModule = '${name}.psm1'; ModuleVersion = '1.0'; FunctionsToExport = @(${list}); CmdletsToExport = @(); AliasesToExport = @() }\n`,
  )
}

/** Under this name an installed PowerShell finds the proxies of a module that it would take from its own folder. */
export const STAND_IN = 'GwRigManagement'

/** As the tables and the hello line ask; the latter is answered from the machine's identity. */
const CIM_CMDLETS = `function Get-CimInstance {
  [CmdletBinding()]
  param([Parameter(Mandatory = $true, Position = 0)] [string] $ClassName, [string] $Namespace, [string[]] $Property)
  process { GwRig\\Invoke-Machine -Caller $PSCmdlet -Bound $PSBoundParameters -Types @{} }
}
`

function proxy(cmdlet: Cmdlet): string {
  const names = [...new Set(cmdlet.parameterSets.flatMap((set) => set.parameters.map((parameter) => parameter.name)))]
  const fallback = cmdlet.parameterSets.find((set) => set.default)
  const binding = [
    ...(fallback === undefined ? [] : [`DefaultParameterSetName = '${fallback.name}'`]),
    ...(cmdlet.supportsShouldProcess ? ['SupportsShouldProcess = $true', `ConfirmImpact = '${impact(cmdlet)}'`] : []),
  ]
  const cim = cmdlet.cimClass === undefined ? [] : ['[object[]] $CimSession', '[int] $ThrottleLimit', '[switch] $AsJob']
  const ask = cmdlet.supportsShouldProcess ? `if (-not $PSCmdlet.ShouldProcess('${cmdlet.name}')) { return }; ` : ''
  return `function ${cmdlet.name} {
  [CmdletBinding(${binding.join(', ')})]
  param(
${[...names.map((name) => parameterText(cmdlet, name)), ...cim.map((text) => `    ${text}`)].join(',\n')}
  )
  process { ${ask}GwRig\\Invoke-Machine -Caller $PSCmdlet -Bound $PSBoundParameters -Types ${typesOf(cmdlet)} }
}`
}

/** Which cmdlets ask before they act: windows.md, section 4. */
function impact(cmdlet: Cmdlet): 'High' | 'Medium' {
  return cmdlet.name.startsWith('Remove-') || cmdlet.name === 'Set-NetRoute' ? 'High' : 'Medium'
}

function parameterText(cmdlet: Cmdlet, name: string): string {
  const attributes: string[] = []
  let sample: Parameter | undefined
  for (const set of cmdlet.parameterSets) {
    const parameter = set.parameters.find((candidate) => candidate.name === name)
    if (parameter === undefined) continue
    sample ??= parameter
    const parts = [`ParameterSetName = '${set.name}'`]
    if (parameter.mandatory) parts.push('Mandatory = $true')
    // Docs leave -ManagementOS optional, but without it the set would never be chosen: windows.md, section 3.
    else if (name === 'ManagementOS') parts.push('Mandatory = $true')
    if (parameter.position !== undefined) parts.push(`Position = ${parameter.position}`)
    if (parameter.pipeline?.includes('ByValue')) parts.push('ValueFromPipeline = $true')
    if (parameter.pipeline?.includes('ByPropertyName')) parts.push('ValueFromPipelineByPropertyName = $true')
    attributes.push(`[Parameter(${parts.join(', ')})]`)
  }
  if (sample === undefined) throw new Error(`${cmdlet.name} has no parameter ${name}`)
  const aliases = sample.aliases ?? []
  if (aliases.length > 0) attributes.push(`[Alias(${aliases.map((alias) => `'${alias}'`).join(', ')})]`)
  if (sample.validValues !== undefined) {
    attributes.push(`[ValidateSet(${sample.validValues.map((value) => `'${value}'`).join(', ')})]`)
  }
  return `    ${attributes.join(' ')} [${netType(sample)}] \${${name}}`
}

function netType(parameter: Parameter): string {
  const isArray = parameter.type.endsWith('[]')
  const base = parameter.type.replace(/^System\./, '').replace(/\[\]$/, '')
  const suffix = isArray ? '[]' : ''
  if (parameter.validValues !== undefined) return `string${suffix}`
  if (base === 'SwitchParameter') return 'switch'
  if (base === 'Boolean') return `bool${suffix}`
  if (/^(String|Guid|TimeSpan|Byte|U?Int(16|32|64))$/.test(base)) return `${base}${suffix}`
  return `object${suffix}`
}

/** `@{ Forwarding = [NetIPInterfaceForwarding]; … }`: what the machine's plain values become on the way out. */
function typesOf(cmdlet: Cmdlet): string {
  const pairs: string[] = []
  for (const property of propertiesOf(cmdlet)) {
    const type = outputType(cmdlet, property)
    if (type !== undefined) pairs.push(`'${property.name}' = [${type}]`)
  }
  return `@{ ${pairs.join('; ')} }`
}

function propertiesOf(cmdlet: Cmdlet): readonly Property[] {
  if (cmdlet.cimClass !== undefined) return classes[cmdlet.cimClass]?.properties ?? []
  return (cmdlet.outputProperties?.properties ?? []).map(({ name, values }) => ({
    name,
    cimType: 'string',
    ...(values === undefined ? {} : { values: numbered(values) }),
  }))
}

function numbered(values: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    values.map((value, index) => {
      const [name, number] = value.split('=')
      return [name, number === undefined ? index : Number(number)]
    }),
  )
}

const NUMBERS: Record<string, string> = { uint8: 'byte', uint16: 'uint16', uint32: 'uint32', uint64: 'uint64' }

function outputType(cmdlet: Cmdlet, property: Property): string | undefined {
  if (property.name === 'Store') return undefined
  if (isNamed(property)) return enumName(cmdlet, property)
  return NUMBERS[property.cimType]
}

/** Enum members are identifiers; NDIS media are shown as numbers anyway. */
function isNamed(property: Property): boolean {
  const names = Object.keys(property.values ?? {})
  return names.length > 0 && property.note === undefined && names.every((name) => /^[A-Za-z]\w*$/.test(name))
}

function enumName(cmdlet: Cmdlet, property: Property): string {
  return `Gw${(cmdlet.cimClass ?? cmdlet.name.replace(/^\w+-/, '')).replace(/\W/g, '')}${property.name}`
}

function enumsOf(members: readonly Cmdlet[]): string[] {
  const texts = new Map<string, string>()
  for (const cmdlet of members) {
    for (const property of propertiesOf(cmdlet)) {
      if (property.name === 'Store' || !isNamed(property)) continue
      const values = Object.entries(property.values ?? {}).map(([name, number]) => `${name} = ${number}`)
      texts.set(enumName(cmdlet, property), `enum ${enumName(cmdlet, property)} { ${values.join('; ')} }`)
    }
  }
  return [...texts.values()]
}
