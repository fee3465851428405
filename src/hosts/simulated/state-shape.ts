// What a machine.sim.json has to look like, member by member of MachineState.
import { parseIp } from '../../net/ip.ts'
import { parseIPv4 } from '../../net/ipv4.ts'
import { SYSTEM_PROGRAMS } from '../../powershell/system-program.ts'
import { findCmdlet } from './catalogue.ts'
import { anyOf, flag, listOf, object, oneOf, positive, recordOf, type Shape, text, textLike, whole } from './shape.ts'
import { FORMAT_VERSION, type MachineState } from './state.ts'

const moment = textLike(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/, 'a moment such as 2026-11-20T21:00:00.000Z')
const guid = textLike(/^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/, 'a GUID in upper case with braces')
const switchId = textLike(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a GUID in lower case without braces')
const mac = textLike(/^([0-9A-F]{12})?$/, 'a MAC address of 12 hex digits in upper case')
const family = oneOf('IPv4', 'IPv6')
const store = oneOf('ActiveStore', 'PersistentStore')
const onOff = oneOf('Disabled', 'Enabled')
const cmdlet: Shape = (value, path) =>
  typeof value === 'string' && (findCmdlet(value) || SYSTEM_PROGRAMS.some((program) => program === value))
    ? undefined
    : textLike(/$^/, 'a cmdlet of the catalogue')(value, path)

const ipv4: Shape = (value, path) =>
  typeof value === 'string' && parseIPv4(value) !== undefined
    ? undefined
    : textLike(/$^/, 'an IPv4 address')(value, path)
const address: Shape = (value, path) =>
  typeof value === 'string' && parseIp(value.replace(/%\w+$/, '')) !== undefined
    ? undefined
    : textLike(/$^/, 'an IP address')(value, path)

const adapter = object({
  guid,
  name: text,
  description: text,
  index: whole,
  mac,
  kind: oneOf('ethernet', 'wifi', 'bluetooth', 'hyper-v', 'tun', 'loopback'),
  link: oneOf('up', 'down'),
  'lan?': text,
  'volatile?': oneOf(true),
})

const settings = recordOf(anyOf(text, whole))
const ipInterface = object({
  adapter: guid,
  family,
  dhcp: onOff,
  active: settings,
  persistent: settings,
  'dhcpOffOnConnect?': oneOf(true),
})

const ipAddress = object({
  adapter: guid,
  family,
  store,
  address,
  prefixLength: whole,
  prefixOrigin: oneOf('Other', 'Manual', 'WellKnown', 'Dhcp', 'RouterAdvertisement'),
  suffixOrigin: oneOf('Other', 'Manual', 'WellKnown', 'Dhcp', 'Link', 'Random'),
  state: oneOf('Invalid', 'Tentative', 'Duplicate', 'Deprecated', 'Preferred'),
  skipAsSource: flag,
  'leaving?': oneOf(true),
})

const route = object({
  adapter: guid,
  family,
  store,
  prefix: textLike(/^[^/]+\/\d{1,3}$/, 'a prefix such as 0.0.0.0/0'),
  nextHop: address,
  metric: whole,
  protocol: text,
  publish: oneOf('No', 'Age', 'Yes'),
  'lease?': oneOf(true),
})

const dns = object({
  adapter: guid,
  static: object({ IPv4: listOf(ipv4), IPv6: listOf(address) }),
  dhcp: listOf(ipv4),
  'lost?': oneOf(true),
})

const configuration = object({
  interfaces: listOf(ipInterface),
  addresses: listOf(ipAddress),
  routes: listOf(route),
  dns: listOf(dns),
})

const due = anyOf(
  object({ at: moment, what: oneOf('interface-ready'), adapter: guid, 'bring?': configuration }),
  object({ at: moment, what: oneOf('lease', 'link-local'), adapter: guid }),
  object({ at: moment, what: oneOf('dad'), adapter: guid, address }),
  object({ at: moment, what: oneOf('address-gone'), adapter: guid, address, store }),
  object({
    at: moment,
    what: oneOf('tun-starts'),
    tun: object({ adapter, address: ipv4, prefixLength: whole, nextHop: ipv4 }),
  }),
  object({ at: moment, what: oneOf('wsl-starts'), address: ipv4 }),
)

const fault = object({
  at: anyOf(positive, cmdlet),
  kind: oneOf('fails', 'fails after taking effect', 'hangs', 'powershell dies', 'link dies', 'power lost'),
  'error?': object({ id: text, category: text, 'hresult?': whole, 'target?': text, message: text }),
  'tookEffect?': flag,
})

/** A member for each of the state, so that a forgotten one does not compile; `?` where it may be missing. */
type Members<T> = { readonly [K in keyof T & string as object extends Pick<T, K> ? `${K}?` : K]-?: Shape }

const members: Members<MachineState> = {
  formatVersion: oneOf(FORMAT_VERSION),
  now: moment,
  computer: object({
    name: text,
    user: text,
    machineGuid: text,
    smbiosUuid: text,
    elevated: flag,
    modules: listOf(text),
  }),
  lans: recordOf(
    object({
      router: ipv4,
      prefixLength: whole,
      dhcp: anyOf(object({ first: ipv4, last: ipv4, dns: listOf(ipv4) }), nothing),
      taken: listOf(ipv4),
      leases: recordOf(ipv4),
    }),
  ),
  adapters: listOf(adapter),
  interfaces: listOf(ipInterface),
  addresses: listOf(ipAddress),
  routes: listOf(route),
  dns: listOf(dns),
  switches: listOf(
    object({
      id: switchId,
      name: text,
      type: oneOf('External', 'Internal', 'Private'),
      'uplink?': guid,
      allowManagementOS: flag,
      notes: text,
      'system?': oneOf('default', 'wsl'),
    }),
  ),
  hostAdapters: listOf(object({ name: text, switch: switchId, adapter: guid, dynamicMac: flag })),
  vms: listOf(object({ name: text, switches: listOf(switchId) })),
  tcpipParameters: recordOf(whole),
  'routesSinceStart?': oneOf(true),
  features: recordOf(oneOf('Disabled', 'DisablePending', 'Enabled', 'EnablePending', 'DisabledWithPayloadRemoved')),
  services: listOf(
    object({
      name: text,
      displayName: text,
      status: oneOf('Running', 'Stopped'),
      startMode: oneOf('Auto', 'Manual', 'Disabled'),
      delayed: flag,
      dependsOn: listOf(text),
    }),
  ),
  power: object({
    active: switchId,
    plans: listOf(object({ guid: switchId, name: text, ac: recordOf(whole), dc: recordOf(whole) })),
  }),
  due: listOf(due),
  ghosts: listOf(object({ guid, alias: text, index: whole })),
  parked: recordOf(configuration),
  counters: object({ index: whole, guid: whole, mac: whole, boots: whole }),
  assumptions: recordOf(text),
  faults: listOf(fault),
  gw: object({
    'ledger?': text,
    'lock?': object({ by: text, verb: text, since: text, pid: whole, computerName: text }),
  }),
}

export const machineShape = object(members)

function nothing(value: unknown, path: Parameters<Shape>[1]) {
  return value === null ? undefined : { path, message: 'There should be null.' }
}
