import { describe, expect, test } from 'vitest'
import type { HyperVSwitch } from '../../src/model/props.gen.ts'
import type { AdapterSelector } from '../../src/model/resource.ts'
import { hyperVAdapter } from '../../src/providers/hyper-v-adapter.ts'
import { hyperVSwitch } from '../../src/providers/hyper-v-switch.ts'
import { callsOf, resourceOf, snapshotOf } from '../support/tables.ts'

const NIC = {
  Name: '以太网 4',
  InterfaceDescription: 'Realtek PCIe 2.5GbE',
  InterfaceGuid: '{AAAAAAAA-0000-0000-0000-000000000001}',
  MacAddress: 'D8-BB-C1-00-00-32',
}
const HOST = {
  Name: 'vEthernet (vmbr0)',
  InterfaceDescription: 'Hyper-V Virtual Ethernet Adapter',
  InterfaceGuid: '{BBBBBBBB-0000-0000-0000-000000000002}',
  MacAddress: 'D8-BB-C1-00-00-32',
  Virtual: true,
  HardwareInterface: false,
}
const BOUND = {
  Name: 'vmbr0',
  NetAdapterInterfaceDescription: NIC.InterfaceDescription,
  NetAdapterInterfaceGuid: ['aaaaaaaa-0000-0000-0000-000000000001'],
}
const of = (props: Partial<HyperVSwitch>): HyperVSwitch => ({ name: 'vmbr0', ...props })
const resource = (adapter?: AdapterSelector, name = 'vmbr0') =>
  resourceOf('HyperVSwitch', name, { name, adapter: '以太网 4', allowManagementOS: true }, adapter)

describe('HyperVSwitch', () => {
  test.each([
    [
      'creates',
      undefined,
      of({ adapter: '以太网 4', allowManagementOS: true }),
      'New-VMSwitch',
      { NetAdapterName: '以太网 4', AllowManagementOS: true },
    ],
    [
      'says whether the host shares it, because binding would turn that on',
      of({ adapter: 'a', allowManagementOS: false, switchType: 'External' }),
      of({ adapter: 'b' }),
      'Set-VMSwitch',
      { NetAdapterName: 'b', AllowManagementOS: false },
    ],
    [
      'binds again a switch that lost its uplink at boot and reads Internal',
      of({ switchType: 'Internal', allowManagementOS: true }),
      of({ adapter: '以太网 4', switchType: 'External', allowManagementOS: true }),
      'Set-VMSwitch',
      { NetAdapterName: '以太网 4', AllowManagementOS: true },
    ],
    [
      'stops sharing',
      of({ allowManagementOS: true }),
      of({ allowManagementOS: false }),
      'Set-VMSwitch',
      { AllowManagementOS: false },
    ],
    ['deletes', of({}), undefined, 'Remove-VMSwitch', { Name: 'vmbr0', Force: true, Confirm: false }],
  ] as const)('%s', (_, before, after, cmdlet, params) => {
    const [step, ...rest] =
      before === undefined
        ? hyperVSwitch.steps(before, after)
        : after === undefined
          ? hyperVSwitch.steps(before, after)
          : hyperVSwitch.steps(before, after)
    expect(rest).toEqual([])
    expect(step).toMatchObject({ cmdlet, params })
  })

  test('a second apply is a no-op: the uplink is known by GUID, not by who has the address', () => {
    const snapshot = snapshotOf({
      'Get-NetAdapter': [NIC, HOST],
      'Get-VMSwitch': [BOUND],
      'Get-NetIPInterface': [{ InterfaceAlias: HOST.Name }],
    })
    expect(hyperVSwitch.actual(snapshot)).toEqual([
      {
        kind: 'HyperVSwitch',
        state: 'ready',
        props: { name: 'vmbr0', adapter: '以太网 4', allowManagementOS: true, switchType: 'External' },
      },
    ])
    expect(hyperVSwitch.resolve(resource(), snapshot)).toEqual({
      props: { name: 'vmbr0', adapter: '以太网 4', allowManagementOS: true, switchType: 'External' },
      diagnostics: [],
    })
  })

  test('Server 2016 gives no GUID: the uplink is found by its description', () => {
    const snapshot = snapshotOf({
      'Get-NetAdapter': [HOST, NIC],
      'Get-VMSwitch': [{ ...BOUND, NetAdapterInterfaceGuid: null }],
    })
    expect(hyperVSwitch.actual(snapshot)[0]?.props.adapter).toBe('以太网 4')
  })

  test.each<[string, AdapterSelector]>([
    ['alias, in other case', { alias: '以太网 4' }],
    ['GUID, without braces', { guid: 'aaaaaaaa-0000-0000-0000-000000000001' }],
    ['MAC, which fits the host adapter too once a switch exists', { mac: 'd8:bb:c1:00:00:32' }],
    ['description', { description: 'Realtek PCIe 2.5GbE' }],
  ])('finds the adapter by %s', (_, selector) => {
    const snapshot = snapshotOf({ 'Get-NetAdapter': [HOST, NIC], 'Get-VMSwitch': [BOUND] })
    expect(hyperVSwitch.resolve(resource(selector), snapshot).props?.adapter).toBe('以太网 4')
  })

  test.each([
    [
      'a NIC that another switch has',
      'switch/adapter-taken',
      { 'Get-NetAdapter': [NIC], 'Get-VMSwitch': [{ ...BOUND, Name: 'other' }] },
      undefined,
    ],
    ['no such adapter', 'adapter/not-found', { 'Get-NetAdapter': [HOST] }, undefined],
    ['no adapter with this MAC', 'adapter/not-found', { 'Get-NetAdapter': [NIC] }, { mac: '00-00-00-00-00-00' }],
    [
      'two adapters with this description',
      'adapter/ambiguous',
      { 'Get-NetAdapter': [NIC, { ...NIC, Name: 'b' }] },
      { description: NIC.InterfaceDescription },
    ],
    [
      'two switches of one name',
      'switch/duplicate-name',
      { 'Get-NetAdapter': [NIC], 'Get-VMSwitch': [BOUND, BOUND] },
      undefined,
    ],
    [
      'a localised Default Switch, known by its id',
      'switch/never-touched',
      { 'Get-NetAdapter': [NIC], 'Get-VMSwitch': [{ Name: 'vmbr0', Id: 'C08CB7B8-9B3C-408E-8E30-5E16A3AEB444' }] },
      undefined,
    ],
  ] as const)('refuses %s', (_, code, given, selector) => {
    const { props, diagnostics } = hyperVSwitch.resolve(resource(selector), snapshotOf(given))
    expect(props).toBeUndefined()
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code])
    expect(diagnostics[0]?.position).toBeDefined()
  })

  test('alias a[1] never hits a1', () => {
    const named = resourceOf('HyperVSwitch', 'vmbr0', { name: 'vmbr0', adapter: 'a[1]' })
    const [bracket, plain] = [
      { ...NIC, Name: 'a[1]' },
      { ...NIC, Name: 'a1', InterfaceGuid: '{C}' },
    ]
    expect(hyperVSwitch.resolve(named, snapshotOf({ 'Get-NetAdapter': [bracket] })).props?.adapter).toBe('a[1]')
    expect(
      hyperVSwitch
        .resolve(named, snapshotOf({ 'Get-NetAdapter': [bracket, plain] }))
        .diagnostics.map(({ code }) => code),
    ).toEqual(['adapter/wildcard'])
  })

  test('a Wi-Fi uplink is warned of', () => {
    const snapshot = snapshotOf({ 'Get-NetAdapter': [{ ...NIC, NdisPhysicalMedium: 9 }] })
    expect(hyperVSwitch.resolve(resource(), snapshot).diagnostics.map(({ code }) => code)).toEqual(['GW051'])
  })

  test('creating it moves the IP configuration of its adapter, and says so', () => {
    const snapshot = snapshotOf({
      'Get-NetAdapter': [NIC],
      'Get-NetIPInterface': [{ InterfaceAlias: '以太网 4', Dhcp: 'Enabled' }],
      'Get-NetIPAddress': [
        { InterfaceAlias: '以太网 4', IPAddress: '192.168.1.57', PrefixOrigin: 'Dhcp', SuffixOrigin: 'Dhcp' },
      ],
      'Get-NetRoute': [{ InterfaceAlias: '以太网 4' }],
      'Get-DnsClientServerAddress': [{ InterfaceAlias: '以太网 4', ServerAddresses: ['192.168.1.1'] }],
    })
    const touches = hyperVSwitch.touches([undefined, of({ adapter: '以太网 4', allowManagementOS: true })], snapshot)
    expect(touches.map(({ effect, kind }) => `${effect} ${kind}`)).toEqual([
      'moves NetIPInterface',
      'moves NetIPAddress',
      'moves NetRoute',
      'moves DnsClientServerAddress',
    ])
    expect(
      touches.every(({ to }) => to !== undefined && 'interface' in to && to.interface === 'vEthernet (vmbr0)'),
    ).toBe(true)
    expect(hyperVSwitch.cost([undefined, of({ adapter: '以太网 4' })])).toMatchObject({
      outage: 'cuts traffic',
      oneWay: false,
    })
  })

  test('AllowManagementOS $false would remove every host adapter, and is shown as that', () => {
    const snapshot = snapshotOf({
      'Get-VMNetworkAdapter': [
        { Name: 'vmbr0', SwitchName: 'vmbr0' },
        { Name: 'vmbr0.1', SwitchName: 'vmbr0' },
      ],
      'Get-NetIPAddress': [{ InterfaceAlias: 'vEthernet (vmbr0.1)', IPAddress: '192.168.1.129' }],
    })
    const change = [of({ allowManagementOS: true }), of({ allowManagementOS: false })] as const
    const gone = hyperVSwitch.touches([...change], snapshot).map(({ effect, kind }) => `${effect} ${kind}`)
    expect(gone).toEqual(['goes HyperVAdapter', 'goes HyperVAdapter', 'goes NetIPAddress'])
    expect(hyperVSwitch.cost([...change]).outage).toBe('cuts traffic')
  })

  test('a new host adapter is not ready at once: until its IP row is there the switch is settling', () => {
    const given = { 'Get-NetAdapter': [NIC], 'Get-VMSwitch': [BOUND] }
    expect(hyperVSwitch.actual(snapshotOf(given))[0]?.state).toBe('settling')
    expect(
      hyperVSwitch.actual(snapshotOf({ ...given, 'Get-NetIPInterface': [{ InterfaceAlias: 'vEthernet (vmbr0)' }] }))[0]
        ?.state,
    ).toBe('ready')
  })

  test('Default Switch and WSL are not even looked at', () => {
    const snapshot = snapshotOf({
      'Get-VMSwitch': [
        { Name: '默认开关', Id: 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444' },
        { Name: 'WSL' },
        { Name: 'WSL (Hyper-V firewall)' },
        BOUND,
      ],
    })
    expect(hyperVSwitch.actual(snapshot).map(({ props }) => props.name)).toEqual(['vmbr0'])
  })
})

describe('HyperVAdapter', () => {
  test('a second Add-VMNetworkAdapter of one name never happens', () => {
    const [add] = hyperVAdapter.steps(undefined, { name: 'vmbr0.1', switch: 'vmbr0', macAddress: '00-15-5D-00-00-07' })
    expect(add).toMatchObject({
      cmdlet: 'Add-VMNetworkAdapter',
      params: { ManagementOS: true, Name: 'vmbr0.1', SwitchName: 'vmbr0', StaticMacAddress: '00155D000007' },
      onlyIf: { table: 'Get-VMNetworkAdapter', where: { Name: 'vmbr0.1' }, is: 'absent' },
    })
  })

  test('an existing duplicate is an error, not a guess', () => {
    const twice = { Name: 'vmbr0.1', SwitchName: 'vmbr0' }
    const { props, diagnostics } = hyperVAdapter.resolve(
      resourceOf('HyperVAdapter', 'vmbr0.1', { name: 'vmbr0.1' }),
      snapshotOf({ 'Get-VMNetworkAdapter': [twice, twice] }),
    )
    expect(props).toBeUndefined()
    expect(diagnostics[0]?.code).toBe('adapter/duplicate-name')
  })

  test('removes by name and switch: without a name every host adapter would go', () => {
    expect(callsOf(hyperVAdapter.steps({ name: 'vmbr0.1', switch: 'vmbr0' }, undefined))[0]?.params).toEqual({
      ManagementOS: true,
      Name: 'vmbr0.1',
      SwitchName: 'vmbr0',
      Confirm: false,
    })
  })

  test('moving to another switch is a new adapter with another MAC', () => {
    const program = callsOf(
      hyperVAdapter.steps({ name: 'a', switch: 'x', macAddress: '00-15-5D-00-00-07' }, { name: 'a', switch: 'y' }),
    )
    expect(program.map(({ cmdlet }) => cmdlet)).toEqual(['Remove-VMNetworkAdapter', 'Add-VMNetworkAdapter'])
    expect(program[1]?.params).not.toHaveProperty('StaticMacAddress')
  })

  test('a renamed interface is found by device GUID', () => {
    const snapshot = snapshotOf({
      'Get-NetAdapter': [{ ...HOST, Name: 'LAN' }],
      'Get-VMNetworkAdapter': [
        { Name: 'vmbr0', SwitchName: 'vmbr0', DeviceId: HOST.InterfaceGuid, MacAddress: 'D8BBC1000032' },
      ],
      'Get-NetIPInterface': [{ InterfaceAlias: 'LAN' }],
    })
    expect(hyperVAdapter.actual(snapshot)).toEqual([
      {
        kind: 'HyperVAdapter',
        state: 'ready',
        props: { name: 'vmbr0', switch: 'vmbr0', macAddress: 'D8-BB-C1-00-00-32' },
      },
    ])
  })

  test('host adapters of WSL are not even looked at', () => {
    const snapshot = snapshotOf({
      'Get-VMSwitch': [{ Name: 'WSL' }],
      'Get-VMNetworkAdapter': [{ Name: 'WSL', SwitchName: 'WSL' }],
    })
    expect(hyperVAdapter.actual(snapshot)).toEqual([])
  })
})
