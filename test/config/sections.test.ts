// Sections to resources: what each makes, what it needs, and what must not stand beside it.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadGateway } from '../../src/config/load.ts'
import { gatewayOf, told } from './told.ts'

const example = readFileSync(new URL('../../examples/whole-house/gateway.yaml', import.meta.url), 'utf8')

describe('the whole house', () => {
  const gateway = gatewayOf(example)
  const resource = (address: string) => gateway.resources.find((one) => one.address === address)
  const on = { hostAdapter: 'vmbr0' }

  test('becomes its resources', () => {
    expect(gateway.resources.map(({ address }) => address)).toEqual([
      'WindowsFeature.Microsoft-Hyper-V',
      'HyperVSwitch.vmbr0',
      'HyperVAdapter.vmbr0.1',
      'NetIPInterface.vEthernet (vmbr0)/IPv4',
      'NetIPAddress.vEthernet (vmbr0)/192.168.1.2',
      'NetRoute.vEthernet (vmbr0)/0.0.0.0/0 via 192.168.1.1',
      'DnsClientServerAddress.vEthernet (vmbr0)',
      'NetIPInterface.vEthernet (vmbr0.1)/IPv4',
      'NetIPAddress.vEthernet (vmbr0.1)/192.168.1.129',
      'TcpipRegistry.Tcpip/Parameters',
      'WindowsService.RemoteAccess',
      'PowerSetting.sleep',
      'PowerSetting.unattendedSleep',
      'PowerSetting.hibernate',
    ])
  })

  test('a switch', () => {
    expect(resource('HyperVSwitch.vmbr0')).toMatchObject({
      props: { name: 'vmbr0', adapter: '以太网 4', allowManagementOS: true },
      needs: [],
      position: { line: 14, column: 5 },
      positions: { adapter: { line: 15, column: 14, length: 5 }, allowManagementOS: { line: 16 } },
    })
    expect(resource('HyperVSwitch.vmbr0')).not.toHaveProperty('adapter')
  })

  test('a host adapter needs its switch', () => {
    expect(resource('HyperVAdapter.vmbr0.1')).toMatchObject({
      props: { name: 'vmbr0.1', switch: 'vmbr0' },
      needs: ['HyperVSwitch.vmbr0'],
    })
  })

  test('an egress: static, strict host, no forwarding', () => {
    expect(resource('NetIPInterface.vEthernet (vmbr0)/IPv4')).toEqual({
      address: 'NetIPInterface.vEthernet (vmbr0)/IPv4',
      kind: 'NetIPInterface',
      props: {
        interface: 'vEthernet (vmbr0)',
        family: 'IPv4',
        dhcp: 'Disabled',
        forwarding: 'Disabled',
        weakHostSend: 'Disabled',
        weakHostReceive: 'Disabled',
      },
      adapter: on,
      role: 'egress',
      needs: ['HyperVSwitch.vmbr0'],
      position: { file: 'gateway.yaml', line: 23, column: 5, length: 7 },
      positions: {
        interface: { file: 'gateway.yaml', line: 23, column: 14, length: 5 },
        family: { file: 'gateway.yaml', line: 23, column: 5, length: 7 },
        dhcp: { file: 'gateway.yaml', line: 25, column: 14, length: 14 },
        forwarding: { file: 'gateway.yaml', line: 24, column: 11, length: 6 },
        weakHostSend: { file: 'gateway.yaml', line: 24, column: 11, length: 6 },
        weakHostReceive: { file: 'gateway.yaml', line: 24, column: 11, length: 6 },
      },
    })
  })

  test('an ingress forwards and has neither route nor DNS', () => {
    expect(resource('NetIPInterface.vEthernet (vmbr0.1)/IPv4')).toMatchObject({
      props: { forwarding: 'Enabled', dhcp: 'Disabled' },
      role: 'ingress',
      needs: ['HyperVAdapter.vmbr0.1'],
    })
    expect(resource('DnsClientServerAddress.vEthernet (vmbr0.1)')).toBeUndefined()
  })

  test('address, route and DNS point at the value that asks for them', () => {
    expect(resource('NetIPAddress.vEthernet (vmbr0)/192.168.1.2')).toMatchObject({
      props: { interface: 'vEthernet (vmbr0)', address: '192.168.1.2', prefixLength: 25 },
      position: { line: 25, column: 14, length: 14 },
    })
    expect(resource('NetRoute.vEthernet (vmbr0)/0.0.0.0/0 via 192.168.1.1')).toMatchObject({
      props: { destinationPrefix: '0.0.0.0/0', nextHop: '192.168.1.1' },
      position: { line: 26, column: 14 },
    })
    expect(resource('DnsClientServerAddress.vEthernet (vmbr0)')).toMatchObject({
      props: { servers: ['223.5.5.5', '192.168.1.1'] },
      position: { line: 27 },
    })
  })

  test('each IP plan owns its interface', () => {
    expect(gateway.authorities).toMatchObject([
      { address: 'NetIPAddress.vEthernet (vmbr0)/*', adapter: on, role: 'egress', needs: ['HyperVSwitch.vmbr0'] },
      { address: 'NetIPAddress.vEthernet (vmbr0.1)/*', adapter: { hostAdapter: 'vmbr0.1' }, role: 'ingress' },
    ])
  })

  test('forwarding, hash and text', () => {
    expect(gateway.others).toMatchObject({ mode: 'report', allow: ['Mihomo'], position: { line: 35, column: 11 } })
    expect(gateway.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(gateway.hash).toBe(gatewayOf(new TextEncoder().encode(example)).hash)
    expect(gateway.text).toBe(example)
  })
})

describe('adapters', () => {
  const sw = (adapter: string) =>
    gatewayOf(`name: a\nswitches: [{ name: b, adapter: ${adapter}, allowManagementOS: false }]\n`).resources[0]

  test.each([
    ['an alias', '以太网 4', '以太网 4', undefined],
    ['a MAC with hyphens', '{ mac: d8-bb-c1-00-00-32 }', 'mac:D8-BB-C1-00-00-32', { mac: 'D8-BB-C1-00-00-32' }],
    ['a MAC with colons', '{ mac: "d8:bb:c1:00:00:32" }', 'mac:D8-BB-C1-00-00-32', { mac: 'D8-BB-C1-00-00-32' }],
    ['a MAC without', '{ mac: d8bbc1000032 }', 'mac:D8-BB-C1-00-00-32', { mac: 'D8-BB-C1-00-00-32' }],
    [
      'a GUID',
      '{ guid: 0a1b2c3d-0000-1111-2222-333344445555 }',
      'guid:{0A1B2C3D-0000-1111-2222-333344445555}',
      { guid: '{0A1B2C3D-0000-1111-2222-333344445555}' },
    ],
    ['a description', '{ description: Realtek }', 'description:Realtek', { description: 'Realtek' }],
  ])('%s', (_, declared, name, selector) => {
    expect(sw(declared)).toMatchObject({ props: { adapter: name } })
    expect(sw(declared)?.adapter).toEqual(selector)
  })
})

describe('IP plans', () => {
  const plan = (text: string) => gatewayOf(`name: a\nipPlans: [{ ${text}, address: 10.0.0.2/24 }]\n`).resources[0]

  test('without a role forwarding stays as it is', () => {
    expect(plan('interface: WLAN')?.props).toEqual({ interface: 'WLAN', family: 'IPv4', dhcp: 'Disabled' })
  })

  test('a metric', () => {
    expect(plan('interface: WLAN, interfaceMetric: 10')?.props).toMatchObject({ interfaceMetric: 10 })
    expect(plan('interface: WLAN, interfaceMetric: auto')?.props).toMatchObject({ interfaceMetric: 'auto' })
  })

  test('an interface by MAC keeps its address when the adapter is renamed', () => {
    expect(plan('interface: { mac: d8bbc1000032 }')).toMatchObject({
      address: 'NetIPInterface.mac:D8-BB-C1-00-00-32/IPv4',
      adapter: { mac: 'D8-BB-C1-00-00-32' },
      needs: [],
    })
  })

  test('an empty DNS list is declared, a missing one is not', () => {
    const { resources } = gatewayOf('name: a\nipPlans: [{ interface: WLAN, address: 10.0.0.2/24, dns: [] }]\n')
    expect(resources.at(-1)).toMatchObject({ kind: 'DnsClientServerAddress', props: { servers: [] } })
  })

  test('the alias of a declared host adapter means that host adapter', () => {
    const { resources } = gatewayOf(
      'name: a\nswitches: [{ name: b, adapter: c, allowManagementOS: true }]\nipPlans: [{ interface: VEthernet (B), address: 10.0.0.2/24 }]\n',
    )
    expect(resources[1]).toMatchObject({
      address: 'NetIPInterface.vEthernet (b)/IPv4',
      adapter: { hostAdapter: 'b' },
      needs: ['HyperVSwitch.b'],
    })
  })
})

describe('resources', () => {
  test('of every kind, as written', () => {
    const { resources } = gatewayOf(`name: a
resources:
  - { kind: HyperVSwitch, name: sw, adapter: { mac: d8bbc1000032 } }
  - { kind: HyperVAdapter, name: sw.1, switch: sw, macAddress: 00-15-5d-00-00-01 }
  - { kind: NetIPInterface, interface: vEthernet (sw.1), family: IPv6, forwarding: Disabled }
  - { kind: NetIPAddress, interface: WLAN, address: 10.0.0.2, prefixLength: 24, needs: [hypervswitch.SW] }
  - { kind: NetRoute, interface: WLAN, destinationPrefix: 10.1.0.0/16, nextHop: 10.0.0.1, routeMetric: 5 }
  - { kind: DnsClientServerAddress, interface: WLAN, servers: [] }
`)
    expect(resources.map(({ address, props, needs }) => ({ address, props, needs }))).toEqual([
      { address: 'HyperVSwitch.sw', props: { name: 'sw', adapter: 'mac:D8-BB-C1-00-00-32' }, needs: [] },
      {
        address: 'HyperVAdapter.sw.1',
        props: { name: 'sw.1', switch: 'sw', macAddress: '00-15-5D-00-00-01' },
        needs: [],
      },
      {
        address: 'NetIPInterface.vEthernet (sw.1)/IPv6',
        props: { interface: 'vEthernet (sw.1)', family: 'IPv6', forwarding: 'Disabled' },
        needs: ['HyperVAdapter.sw.1'],
      },
      {
        address: 'NetIPAddress.WLAN/10.0.0.2',
        props: { interface: 'WLAN', address: '10.0.0.2', prefixLength: 24 },
        needs: ['HyperVSwitch.sw'],
      },
      {
        address: 'NetRoute.WLAN/10.1.0.0/16 via 10.0.0.1',
        props: { interface: 'WLAN', destinationPrefix: '10.1.0.0/16', nextHop: '10.0.0.1', routeMetric: 5 },
        needs: [],
      },
      { address: 'DnsClientServerAddress.WLAN', props: { interface: 'WLAN', servers: [] }, needs: [] },
    ])
  })

  test('each property has a place', () => {
    const { resources } = gatewayOf('name: a\nresources: [{ kind: NetIPInterface, interface: WLAN, family: IPv4 }]\n')
    expect(resources[0]).toMatchObject({
      positions: { interface: { line: 2, column: 48, length: 4 }, family: { line: 2, column: 62, length: 4 } },
    })
  })
})

describe('names and references', () => {
  const sw = (name: string, rest = '') =>
    `name: a\nswitches: [{ name: ${name}, adapter: c, allowManagementOS: true }${rest}]\n`
  const base = sw('vmbr0')

  test.each([
    [
      'a switch that is not there',
      `${base}adapters: [{ name: x, switch: vmbr1 }]\n`,
      ['config/unknown-reference 3:31+5'],
    ],
    [
      'a host adapter that is not there',
      `${base}ipPlans: [{ adapter: vmbr9, address: 10.0.0.2/24 }]\n`,
      ['config/unknown-reference 3:22+5'],
    ],
    [
      'a need that is not there',
      'name: a\nresources: [{ kind: HyperVSwitch, name: b, needs: [HyperVSwitch.c] }]\n',
      ['config/unknown-reference 2:52+14'],
    ],
    [
      'two plans for one interface',
      `${base}ipPlans: [{ adapter: vmbr0, address: 10.0.0.2/24 }, { interface: vethernet (VMBR0), address: 10.0.0.3/24 }]\n`,
      ['config/declared-twice 3:53+54'],
    ],
    [
      'a plan for two interfaces',
      `${base}ipPlans: [{ adapter: vmbr0, interface: WLAN, address: 10.0.0.2/24 }]\n`,
      ['config/two-interfaces 3:40+4'],
    ],
    [
      'two switches of one name',
      sw('b', ', { name: B, adapter: c, allowManagementOS: true }'),
      ['config/declared-twice 2:62+48'],
    ],
    [
      'one adapter for two switches',
      sw('b', ', { name: d, adapter: C, allowManagementOS: true }'),
      ['config/adapter-twice 2:82+1'],
    ],
    [
      'a host adapter named like its switch',
      `${base}adapters: [{ name: VMBR0, switch: vmbr0 }]\n`,
      ['config/duplicate-name 3:20+5'],
    ],
    [
      'two host adapters of one name',
      `${base}adapters: [{ name: x, switch: vmbr0 }, { name: X, switch: vmbr0 }]\n`,
      ['config/declared-twice 3:40+26'],
    ],
    [
      'two clients of one name',
      'name: a\nclients: [{ name: b, address: 10.0.0.1 }, { name: b, address: 10.0.0.2 }]\n',
      ['config/duplicate-name 2:51+1'],
    ],
    [
      'one finding accepted twice',
      'name: a\naccept:\n  - { code: GW030, reason: b, until: 2027-01-01 }\n  - { code: GW030, reason: c, until: 2028-01-01 }\n',
      ['config/declared-twice 4:13+5'],
    ],
    [
      'a host adapter on a switch that removes it',
      'name: a\nswitches: [{ name: b, adapter: c, allowManagementOS: false }]\nadapters: [{ name: d, switch: b }]\n',
      ['config/switch-not-shared 3:31+1'],
    ],
    [
      'a plan on the host adapter that is not made',
      'name: a\nswitches: [{ name: b, adapter: c, allowManagementOS: false }]\nipPlans: [{ adapter: b, address: 10.0.0.2/24 }]\n',
      ['config/switch-not-shared 3:22+1'],
    ],
    [
      'a plan on the uplink',
      `${base}ipPlans: [{ interface: C, address: 10.0.0.2/24, gateway: 10.0.0.1 }]\n`,
      ['config/uplink-has-no-ip 3:24+1'],
    ],
    [
      'a section and a resource for one object',
      `${base}resources: [{ kind: HyperVSwitch, name: vmbr0 }]\n`,
      ['config/declared-twice 3:13+35'],
    ],
    ['a wildcard in a switch', sw('"a[1]"'), ['config/bad-name 2:20+6']],
    ['a wildcard in a host adapter', `${base}adapters: [{ name: "x*", switch: vmbr0 }]\n`, ['config/bad-name 3:20+4']],
    ['a control character', sw('"a\\tb"'), ['config/bad-name 2:20+6']],
    ['an invisible character', sw('"a\u200bb"'), ['config/bad-name 2:20+5']],
    ['a space at the end', sw('"a "'), ['config/bad-name 2:20+4']],
    ['a name too long', sw('x'.repeat(129)), ['config/wrong-value 2:20+129']],
    ['Default Switch', sw('default switch'), ['config/reserved-name 2:20+14']],
    ['a switch of WSL', sw('WSL (Hyper-V firewall)'), ['config/reserved-name 2:20+22']],
    [
      'a plan on an interface of WSL',
      'name: a\nipPlans: [{ interface: vEthernet (WSL), address: 10.0.0.2/24 }]\n',
      ['config/reserved-name 2:24+15'],
    ],
    [
      'a resource on Default Switch',
      'name: a\nresources: [{ kind: NetIPInterface, interface: vEthernet (Default Switch), family: IPv4 }]\n',
      ['config/reserved-name 2:48+26'],
    ],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected)
  })

  test('aliases with wildcard characters are names like any other', () => {
    expect(told('name: a\nipPlans: [{ interface: "a[1]*", address: 10.0.0.2/24 }]\n')).toEqual([])
  })

  test('an object declared twice names both places, and what to do with one interface and two roles', () => {
    const text = `${base}ipPlans:
  - { adapter: vmbr0, role: egress, address: 10.0.0.2/24 }
  - { adapter: vmbr0, role: ingress, address: 10.0.0.3/24 }
`
    expect(loadGateway('home/gateway.yaml', text).diagnostics).toMatchObject([
      {
        code: 'config/declared-twice',
        position: { line: 5 },
        why: expect.stringContaining('home/gateway.yaml:4:5'),
        fix: expect.stringContaining('second host adapter'),
      },
    ])
  })

  test('what refers to a broken entry is not wrong on top of that', () => {
    const text = `name: a
switches: [{ name: b, adapter: c, allowManagementOS: maybe }]
adapters: [{ name: d, switch: b }, { name: e, switch: b, macAddress: x }]
ipPlans: [{ adapter: b, address: 10.0.0.2/24 }, { adapter: e, address: 10.0.0.3/24 }]
`
    expect(told(text)).toEqual(['config/wrong-type 2:54+5', 'config/not-a-mac 3:70+1'])
  })

  test('all problems are told at once, in the order of the file', () => {
    const text = `name: Home
lan: { network: 192.168.1.1/24, router: 192.168.2.1 }
switches: [{ name: "WSL", adapter: c, allowManagementOS: true }]
ipPlans: [{ adapter: nobody, role: exit, address: 10.0.0.2/24 }]
clients: [{ name: b, address: 127.0.0.1 }]
services: []
`
    expect(told(text)).toEqual([
      'config/bad-name 1:7+4',
      'ip/host-bits 2:17+14',
      'config/reserved-name 3:20+5',
      'config/wrong-value 4:36+4',
      'ip/not-usable 5:31+9',
      'config/not-yet 6:1+8',
    ])
  })
})

describe('features', () => {
  test.each([
    ['Microsoft-Hyper-V', 'Microsoft-Hyper-V'],
    ['microsoft-hyper-v', 'Microsoft-Hyper-V'],
    ['TelnetClient', 'TelnetClient'],
  ])('%s', (written, name) => {
    const [feature] = gatewayOf(`name: a\nfeatures: [${written}]\n`).resources
    expect(feature).toMatchObject({
      address: `WindowsFeature.${name}`,
      props: { name, state: 'Enabled' },
      position: { line: 2, column: 12, length: written.length },
    })
  })

  test('the same twice', () => {
    expect(told('name: a\nfeatures: [TelnetClient, telnetclient]\n')).toEqual(['config/declared-twice 2:26+12'])
  })
})

describe('the guards of forwarding', () => {
  const text = 'name: a\nforwarding:\n  ipEnableRouter: false\n  remoteAccess: stopped\n'

  test('are resources at the values that ask for them', () => {
    expect(gatewayOf(text).resources).toMatchObject([
      {
        address: 'TcpipRegistry.Tcpip/Parameters',
        props: { ipEnableRouter: false },
        positions: { ipEnableRouter: { line: 3, column: 19 } },
      },
      {
        address: 'WindowsService.RemoteAccess',
        props: { name: 'RemoteAccess', status: 'Stopped' },
        positions: { status: { line: 4, column: 17 } },
      },
    ])
  })

  test('cannot be declared once more', () => {
    const again = `${text}resources:\n  - { kind: TcpipRegistry, ipEnableRouter: false }\n`
    expect(told(again)).toEqual(['config/declared-twice 6:5+46'])
  })

  test('the service can only be stopped', () => {
    expect(told('name: a\nforwarding: { remoteAccess: running }\n')).toEqual(['config/wrong-value 2:29+7'])
  })
})

describe('power', () => {
  const power = (text: string) =>
    gatewayOf(`name: a\npower: { ${text} }\n`).resources.map(({ props, position }) => ({
      ...props,
      at: position.column,
    }))

  test.each([
    [
      'sleep counts for the unattended timeout too',
      'sleep: never',
      [
        { setting: 'sleep', seconds: 0, at: 17 },
        { setting: 'unattendedSleep', seconds: 0, at: 17 },
      ],
    ],
    [
      'unless that is said',
      'sleep: never, unattendedSleep: 600',
      [
        { setting: 'sleep', seconds: 0, at: 17 },
        { setting: 'unattendedSleep', seconds: 600, at: 41 },
      ],
    ],
    ['seconds', 'hibernate: 3600', [{ setting: 'hibernate', seconds: 3600, at: 21 }]],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(power(text)).toEqual(expected)
  })

  test('0 is written never', () => {
    expect(told('name: a\npower: { sleep: 0 }\n')).toEqual(['config/wrong-value 2:17+1'])
  })
})
