// Rows for provider and engine tests: only what a test is about has to be said, the rest is as on a quiet machine.
import type { Position } from '../../src/model/diagnostic.ts'
import type { PropsOf } from '../../src/model/props.gen.ts'
import { type AdapterSelector, addressOf, type Kind, type Resource } from '../../src/model/resource.ts'
import type { Call } from '../../src/powershell/call.ts'
import type { Circumstances, Program } from '../../src/powershell/program.ts'
import { type Row, Snapshot, type SnapshotData, type TableName } from '../../src/powershell/snapshot.ts'
import tables from '../../src/powershell/tables.json' with { type: 'json' }

export const HERE: Position = { file: 'gateway.yaml', line: 1, column: 1 }

/** In a table that is not here every column is null. */
const DEFAULTS: { [T in TableName]?: Row<T> } = {
  'Get-NetAdapter': {
    Name: null,
    InterfaceDescription: null,
    InterfaceGuid: null,
    InterfaceIndex: null,
    MacAddress: null,
    Status: 'Up',
    Virtual: false,
    HardwareInterface: true,
    NdisPhysicalMedium: 14,
  },
  'Get-VMNetworkAdapter All': { IsManagementOs: false, SwitchName: null, VMName: null },
  'Get-NetIPInterface': {
    InterfaceAlias: null,
    InterfaceIndex: 7,
    AddressFamily: 'IPv4',
    Forwarding: 'Disabled',
    Dhcp: 'Disabled',
    InterfaceMetric: 25,
    AutomaticMetric: 'Enabled',
    WeakHostSend: 'Disabled',
    WeakHostReceive: 'Disabled',
    ConnectionState: 'Connected',
    Store: 'ActiveStore',
  },
  'Get-NetIPAddress': {
    InterfaceAlias: null,
    InterfaceIndex: 7,
    IPAddress: null,
    PrefixLength: 24,
    AddressFamily: 'IPv4',
    PrefixOrigin: 'Manual',
    SuffixOrigin: 'Manual',
    AddressState: 'Preferred',
    SkipAsSource: false,
    Store: 'ActiveStore',
  },
  'Get-NetRoute': {
    InterfaceAlias: null,
    InterfaceIndex: 7,
    DestinationPrefix: '0.0.0.0/0',
    NextHop: '192.168.1.1',
    RouteMetric: 256,
    Protocol: 'NetMgmt',
    AddressFamily: 'IPv4',
    Store: 'ActiveStore',
  },
  'Get-DnsClientServerAddress': { InterfaceAlias: null, InterfaceIndex: 7, AddressFamily: 2, ServerAddresses: [] },
  'Get-VMSwitch': {
    Name: null,
    Id: '98094e00-0df1-485b-875c-9a00d9af2f75',
    SwitchType: 'External',
    AllowManagementOS: true,
    NetAdapterInterfaceDescription: null,
    NetAdapterInterfaceGuid: null,
  },
  'Get-WindowsOptionalFeature': { FeatureName: null, State: 'Disabled' },
  'Get-CimInstance Win32_Service': { Name: null, State: 'Stopped', StartMode: 'Manual', DelayedAutoStart: false },
  'Get-CimInstance Win32_PowerPlan': { InstanceID: null, IsActive: false },
}

type Given = { readonly [T in TableName]?: readonly Partial<Row<T>>[] }

/** Tables that are not given are read and empty; `unknown` names those that could not be read. */
export function snapshotOf(given: Given, unknown: readonly TableName[] = []): Snapshot {
  const data: Record<string, unknown> = {}
  for (const table of Object.keys(tables) as TableName[]) {
    const usual = DEFAULTS[table] ?? Object.fromEntries(tables[table].properties.map((name) => [name, null]))
    data[table] = unknown.includes(table)
      ? { unknown: { id: 'test/unknown', reason: 'not elevated' } }
      : { rows: (given[table] ?? []).map((row) => ({ ...usual, ...row })) }
  }
  return new Snapshot(data as SnapshotData)
}

export function resourceOf<K extends Kind>(
  kind: K,
  key: string,
  props: PropsOf[K],
  adapter?: AdapterSelector,
): Resource<K> {
  return {
    address: addressOf(kind, key),
    kind,
    props,
    position: HERE,
    positions: {},
    needs: [],
    ...(adapter && { adapter }),
  }
}

/** The calls of a program that has nothing but calls. */
export function callsOf(program: Program): (Call & Circumstances)[] {
  return program.map((step) => {
    if ('program' in step) throw new Error(`${step.program} is no call`)
    return step
  })
}

/** A row once per store. */
export function inBothStores<R>(row: R): (R & { Store: 'ActiveStore' | 'PersistentStore' })[] {
  return [
    { ...row, Store: 'ActiveStore' },
    { ...row, Store: 'PersistentStore' },
  ]
}
