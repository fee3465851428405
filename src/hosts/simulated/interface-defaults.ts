// What an IP interface reads when nobody has changed anything, by kind of adapter and family.
import type { AdapterKind, Family, Settings } from './state.ts'

/** As captured: IPv4 and IPv6 differ in router discovery, managed addresses and DAD (captures.md, section 4). */
export function defaultSettings(kind: AdapterKind, family: Family): Settings {
  const isIPv4 = family === 'IPv4'
  return {
    Forwarding: 'Disabled',
    ClampMss: 'Disabled',
    Advertising: 'Disabled',
    AdvertiseDefaultRoute: 'Disabled',
    IgnoreDefaultRoutes: 'Disabled',
    NlMtu: kind === 'loopback' ? 4294967295 : 1500,
    InterfaceMetric: METRICS[kind],
    AutomaticMetric: 'Enabled',
    NeighborUnreachabilityDetection: kind === 'loopback' ? 'Disabled' : 'Enabled',
    BaseReachableTime: 30000,
    ReachableTime: 30000,
    RetransmitTime: 1000,
    DadTransmits: isIPv4 ? 3 : 1,
    DadRetransmitTime: 1000,
    RouterDiscovery: isIPv4 ? 'ControlledByDHCP' : 'Enabled',
    ManagedAddressConfiguration: isIPv4 ? 'Enabled' : 'Disabled',
    OtherStatefulConfiguration: isIPv4 ? 'Enabled' : 'Disabled',
    WeakHostSend: 'Disabled',
    WeakHostReceive: 'Disabled',
    CurrentHopLimit: 0,
    ForceArpNdWolPattern: 'Disabled',
    DirectedMacWolPattern: 'Disabled',
    EcnMarking: 'AppDecide',
  }
}

// Automatic metrics as captured: 25 wired and host adapters, 30 Wi-Fi, 65 Bluetooth, 75 loopback (table-netipinterface-*).
const METRICS: Readonly<Record<AdapterKind, number>> = {
  ethernet: 25,
  wifi: 30,
  bluetooth: 65,
  'hyper-v': 25,
  tun: 5,
  loopback: 75,
}
