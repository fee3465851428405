// What a simulated Windows consists of: plain JSON, exactly the text of a machine.sim.json. No behaviour here.
import type { LockHolder } from '../../model/host.ts'
import type { ErrorRecord } from '../../powershell/error-record.ts'

/** Version of the file's shape; a newer one is refused, never guessed at. */
export const FORMAT_VERSION = 1

export type Family = 'IPv4' | 'IPv6'
export type Store = 'ActiveStore' | 'PersistentStore'
export type OnOff = 'Disabled' | 'Enabled'

export interface MachineState {
  formatVersion: typeof FORMAT_VERSION
  /** The machine's own clock, ISO 8601 in UTC. Nothing here looks at any other. */
  now: string
  computer: Computer
  /** Networks behind the cables, by name; an adapter says which one it hangs on. */
  lans: Record<string, Lan>
  adapters: Adapter[]
  /** Rows of Get-NetIPInterface: one per adapter and family. A bound uplink has none: windows.md, section 2. */
  interfaces: IpInterface[]
  addresses: IpAddress[]
  /** Routes somebody made; the on-link ones follow from the addresses and are not kept. */
  routes: Route[]
  dns: DnsSettings[]
  switches: VirtualSwitch[]
  hostAdapters: HostAdapter[]
  vms: VirtualMachine[]
  /** Values below HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters. */
  tcpipParameters: Record<string, number>
  /** IPEnableRouter was set when Windows started, and counts until the next start. */
  routesSinceStart?: true
  /** Optional features by name. One that is missing is unknown to this edition of Windows. */
  features: Record<string, FeatureState>
  services: Service[]
  /** Power plans; GUIDs are in lower case without braces. */
  power: { active: string; plans: PowerPlan[] }
  /** What will happen by itself, and when. */
  due: Due[]
  /** Aliases of removed host adapters, which Windows may still hold as hidden devices. */
  ghosts: { guid: string; alias: string; index: number }[]
  /** IP configuration that uplinks had before they were bound, by GUID. */
  parked: Record<string, IpConfiguration>
  /** Where ids, indexes and MAC addresses go on counting, so that a run repeats exactly. */
  counters: { index: number; guid: number; mac: number; boots: number }
  /** Unverified behaviours that are set to something else than their default. */
  assumptions: Record<string, string>
  faults: Fault[]
  /** What gw keeps on the machine it describes. */
  gw: { ledger?: string; lock?: LockHolder }
}

export interface Computer {
  name: string
  /** Who gw runs as, DOMAIN\name. */
  user: string
  machineGuid: string
  smbiosUuid: string
  elevated: boolean
  /** PowerShell modules that are installed. Without Hyper-V its cmdlets are unknown words. */
  modules: string[]
}

export type FeatureState = 'Disabled' | 'DisablePending' | 'Enabled' | 'EnablePending' | 'DisabledWithPayloadRemoved'

export interface Service {
  name: string
  displayName: string
  status: 'Running' | 'Stopped'
  startMode: 'Auto' | 'Manual' | 'Disabled'
  /** Counts for automatic start only. */
  delayed: boolean
  /** Names of services that have to run for it. */
  dependsOn: string[]
}

export interface PowerPlan {
  guid: string
  name: string
  /** Setting → value on mains. */
  ac: Record<string, number>
  /** Setting → value on battery. */
  dc: Record<string, number>
}

export interface Lan {
  router: string
  prefixLength: number
  /** Pool and DNS of the DHCP server on the router; null when there is none. */
  dhcp: { first: string; last: string; dns: string[] } | null
  /** Addresses of other devices. */
  taken: string[]
  /** MAC address → leased address. */
  leases: Record<string, string>
}

export type AdapterKind = 'ethernet' | 'wifi' | 'bluetooth' | 'hyper-v' | 'tun' | 'loopback'

export interface Adapter {
  /** {UPPER-CASE}, stable across restarts. */
  guid: string
  /** The alias. */
  name: string
  description: string
  index: number
  /** 12 hex digits; empty when the adapter has none. */
  mac: string
  kind: AdapterKind
  link: 'up' | 'down'
  /** The network behind the cable or the air. A host adapter has that of its switch's uplink. */
  lan?: string
  /** Made again at every start, with nothing remembered: windows.md, section 7. */
  volatile?: true
}

/** Settings of an IP interface by their name in MSFT_NetIPInterface. */
export type Settings = Record<string, string | number>

export interface IpInterface {
  adapter: string
  family: Family
  /** Kept across restarts although it is in the active store only: windows.md, section 2. */
  dhcp: OnOff
  /** What differs now from the defaults of such an interface. */
  active: Settings
  /** What was written for after the next start. */
  persistent: Settings
  /** DisableDhcpOnConnect: windows.md, section 5.4. */
  dhcpOffOnConnect?: true
}

export interface IpAddress {
  adapter: string
  family: Family
  store: Store
  address: string
  prefixLength: number
  prefixOrigin: 'Other' | 'Manual' | 'WellKnown' | 'Dhcp' | 'RouterAdvertisement'
  suffixOrigin: 'Other' | 'Manual' | 'WellKnown' | 'Dhcp' | 'Link' | 'Random'
  state: 'Invalid' | 'Tentative' | 'Duplicate' | 'Deprecated' | 'Preferred'
  skipAsSource: boolean
  /** Removed, but Windows has not let go of it yet. */
  leaving?: true
}

export interface Route {
  adapter: string
  family: Family
  store: Store
  prefix: string
  nextHop: string
  metric: number
  protocol: string
  publish: 'No' | 'Age' | 'Yes'
  /** Came with a lease and goes with it. */
  lease?: true
}

export interface DnsSettings {
  adapter: string
  /** Set by hand, per family. */
  static: { IPv4: string[]; IPv6: string[] }
  /** What the lease brought. */
  dhcp: string[]
  /** The client settings were lost on the way to the host adapter, until somebody sets them: windows.md, section 3. */
  lost?: true
}

export interface VirtualSwitch {
  /** Lower case without braces. */
  id: string
  name: string
  type: 'External' | 'Internal' | 'Private'
  /** GUID of the adapter it is bound to. */
  uplink?: string
  /** Flag as last set; what Windows answers may follow the host adapters instead. */
  allowManagementOS: boolean
  notes: string
  /** Windows' own: the Default Switch, and what WSL builds again at every start. */
  system?: 'default' | 'wsl'
}

export interface HostAdapter {
  name: string
  switch: string
  /** GUID of the network adapter it appears as. */
  adapter: string
  dynamicMac: boolean
}

export interface VirtualMachine {
  name: string
  /** Ids of the switches its adapters hang on. */
  switches: string[]
}

/** Everything IP that belongs to one adapter. */
export interface IpConfiguration {
  interfaces: IpInterface[]
  addresses: IpAddress[]
  routes: Route[]
  dns: DnsSettings[]
}

/** A host adapter becomes usable, a lease arrives, … at a moment of the machine's clock. */
export type Due = { at: string } & (
  | { what: 'interface-ready'; adapter: string; bring?: IpConfiguration }
  | { what: 'lease'; adapter: string }
  | { what: 'link-local'; adapter: string }
  | { what: 'dad'; adapter: string; address: string }
  | { what: 'address-gone'; adapter: string; address: string; store: Store }
  | { what: 'tun-starts'; tun: Tun }
  | { what: 'wsl-starts'; address: string }
)

/** A proxy's TUN, as its service makes it after every start. */
export interface Tun {
  adapter: Adapter
  address: string
  prefixLength: number
  nextHop: string
}

export type FaultKind = 'fails' | 'fails after taking effect' | 'hangs' | 'powershell dies' | 'link dies' | 'power lost'

export interface Fault {
  /**
   * A number: the k-th writing call from now on, 1 is the next one. A name: the next call of that cmdlet. A host reads
   * from a copy, so there a fault of a Get cmdlet stays until somebody takes it out.
   */
  at: number | string
  kind: FaultKind
  /** What the call answers when it fails. */
  error?: ErrorRecord
  /** For the kinds that never answer: whether the call took effect before. */
  tookEffect?: boolean
}
