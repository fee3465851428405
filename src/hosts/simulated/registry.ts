// Get- and Set-ItemProperty on the TCP/IP keys of the registry: static DNS servers, and the router flag.
import { commandClass, type OutputRow, Refusal } from './answer.ts'
import { textOf, textsOf } from './arguments.ts'
import { assumed } from './assumptions.ts'
import type { Context } from './context.ts'
import { notSimulated } from './filter.ts'
import { interfaceOf } from './lookup.ts'
import type { MachineState } from './state.ts'
import { fitsPattern, isSameText } from './wildcard.ts'

const PARAMETERS = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters'

/** Throws PathNotFound for a key and PSArgumentException for a value that is absent: windows.md, section 4. */
export function getItemProperty({ state, set, bound }: Context): readonly OutputRow[] {
  const isLiteral = set === 'LiteralPath'
  const names = textsOf(bound, 'Name')
  return (textsOf(bound, isLiteral ? 'LiteralPath' : 'Path') ?? []).flatMap((path) => {
    const keys = keysOf(state).filter(({ key }) => (isLiteral ? isSameText(key, path) : fitsSegments(path, key)))
    if (keys.length === 0 && (isLiteral || !/[*?[]/.test(path))) throw pathNotFound(path, 'Get-ItemProperty')
    return keys.map(({ key, values }) => ({ ...pick(values, names), ...providerProperties(key) }))
  })
}

interface Key {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

/** Without -PassThru it answers nothing. Only the values of the parameters key can be written here. */
export function setItemProperty(context: Context): readonly OutputRow[] {
  const { state, cmdlet, bound } = context
  const path = (textsOf(bound, 'LiteralPath') ?? textsOf(bound, 'Path') ?? [])[0] ?? ''
  // A person writes 1 and PowerShell makes a number of it.
  const value = Number(bound.Value)
  if (!isSameText(path, PARAMETERS)) throw pathNotFound(path, cmdlet.name)
  if (!Number.isSafeInteger(value)) throw notSimulated(cmdlet, 'Value')
  const name = textOf(bound, 'Name') ?? ''
  const known = Object.keys(state.tcpipParameters).find((one) => isSameText(one, name))
  state.tcpipParameters[known ?? name] = value
  return []
}

/** The keys there are; that of a bound uplink stays where it was. */
function keysOf(state: MachineState): Key[] {
  const interfaces = state.dns.map((one) => {
    const name = assumed(state, 'registry-guid-case') === 'lower' ? one.adapter.toLowerCase() : one.adapter
    const isUnset = one.static.IPv4.length === 0
    // Blank means that DHCP decides: windows.md, section 2.
    const nameServer =
      isUnset && assumed(state, 'name-server-unset') === 'absent' ? {} : { NameServer: one.static.IPv4.join(',') }
    const dhcp = interfaceOf(state, one.adapter, 'IPv4')?.dhcp === 'Enabled' ? 1 : 0
    const leased = one.dhcp.length > 0 ? { DhcpNameServer: one.dhcp.join(' ') } : {}
    return { key: `${PARAMETERS}\\Interfaces\\${name}`, values: { EnableDHCP: dhcp, ...nameServer, ...leased } }
  })
  return [{ key: PARAMETERS, values: state.tcpipParameters }, ...interfaces]
}

/** A wildcard stands for part of one key name, never for a backslash. */
function fitsSegments(path: string, key: string): boolean {
  const wanted = path.split('\\')
  const actual = key.split('\\')
  return wanted.length === actual.length && wanted.every((segment, at) => fitsPattern(segment, actual[at] ?? ''))
}

function pick(values: Key['values'], names: readonly string[] | undefined): OutputRow {
  if (names === undefined) return { ...values }
  const found = Object.entries(values).filter(([name]) => names.some((wanted) => fitsPattern(wanted, name)))
  const lost = names.find((wanted) => !/[*?[]/.test(wanted) && !found.some(([name]) => isSameText(name, wanted)))
  if (lost !== undefined) {
    throw new Refusal({
      id: 'System.Management.Automation.PSArgumentException,Microsoft.PowerShell.Commands.GetItemPropertyCommand',
      category: 'InvalidArgument',
      target: lost,
      message: `Property ${lost} does not exist.`,
    })
  }
  return Object.fromEntries(found)
}

/** Every answer drags these along: captures.md, section 2. */
function providerProperties(key: string): OutputRow {
  const path = key.replace('HKLM:', 'Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE')
  const cut = path.lastIndexOf('\\')
  return { PSPath: path, PSParentPath: path.slice(0, cut), PSChildName: path.slice(cut + 1), PSDrive: 'HKLM' }
}

function pathNotFound(path: string, cmdlet: string): Refusal {
  return new Refusal({
    id: `PathNotFound,${commandClass(cmdlet)}`,
    category: 'ObjectNotFound',
    target: path,
    message: `Cannot find path '${path}' because it does not exist.`,
  })
}
