// Each lint: what it finds and where, what it says to do, and what it leaves in peace.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lints, runLints } from '../../src/analysis/lints.ts'
import { gatewayOf } from '../config/told.ts'
import { found, house, lint, TODAY } from './house.ts'

/** A gateway of direct resources: no role says what an interface is for. */
function bare(resources: string, rest = ''): string {
  return `name: home\nresources:\n${resources}\n${rest}`
}

const address = (face: string, text: string, length = 24) =>
  `  - { kind: NetIPAddress, interface: ${face}, address: ${text}, prefixLength: ${length} }`
const defaultRoute = (face: string) =>
  `  - { kind: NetRoute, interface: ${face}, destinationPrefix: 0.0.0.0/0, nextHop: 192.168.1.1 }`
const settings = (face: string, rest: string) =>
  `  - { kind: NetIPInterface, interface: ${face}, family: IPv4, ${rest} }`
const client = (rest: string) => `clients: [{ name: phone, address: 192.168.1.130, ${rest} }]\n`

test('the example and the house of these tests are clean', () => {
  const example = readFileSync(new URL('../../examples/whole-house/gateway.yaml', import.meta.url))
  expect(runLints(gatewayOf(example), TODAY)).toEqual([])
  expect(found(house())).toEqual([])
})

test('a gateway without a network has nothing to find', () => {
  expect(found('name: home\n')).toEqual([])
})

describe('GW001 forwarding on the egress', () => {
  test('declared on an interface with a default route', () => {
    const text = bare([defaultRoute('WLAN'), settings('WLAN', 'forwarding: Enabled')].join('\n'))
    expect(found(text)).toEqual(['GW001 4:72+7'])
  })
  test('allowed to somebody else', () => {
    const rest = 'forwarding: { allow: [Mihomo, vethernet (VMBR0)] }'
    expect(found(house({ rest }))).toEqual(['GW001 8:31+17'])
  })
  test.each([
    ['off', [defaultRoute('WLAN'), settings('WLAN', 'forwarding: Disabled')]],
    ['on where no default route is', [settings('Mihomo', 'forwarding: Enabled')]],
    ['on for IPv6', [defaultRoute('WLAN'), settings('WLAN', 'forwarding: Enabled').replace('IPv4', 'IPv6')]],
  ])('not when it is %s', (_, resources) => {
    expect(found(bare(resources.join('\n')))).toEqual([])
  })
})

describe('GW002 weak host send on the egress', () => {
  test('declared on', () => {
    const text = bare([defaultRoute('WLAN'), settings('WLAN', 'weakHostSend: Enabled')].join('\n'))
    expect(found(text)).toEqual(['GW002 4:74+7'])
  })
  test('not elsewhere', () => {
    expect(found(bare(settings('WLAN', 'weakHostSend: Enabled')))).toEqual([])
  })
})

describe('GW003 one interface for both', () => {
  test('the gateway of a client is the way out', () => {
    const text = `name: home
ipPlans: [{ interface: WLAN, address: 192.168.1.2/24, gateway: 192.168.1.1 }]
clients: [{ name: phone, address: 192.168.1.130, gateway: 192.168.1.2 }]
`
    expect(found(text)).toEqual(['GW003 2:39+14'])
  })
})

describe('GW004 forwarding off on the ingress', () => {
  const faces = [address('LAN', '192.168.1.129', 25), address('WLAN', '192.168.1.2', 25), defaultRoute('WLAN')]
  test('nobody turns it on', () => {
    expect(found(bare(faces.join('\n'), client('gateway: 192.168.1.129')))).toEqual(['GW004 3:52+13'])
  })
  test('declared off', () => {
    const text = bare([settings('LAN', 'forwarding: Disabled'), ...faces].join('\n'), client('gateway: 192.168.1.129'))
    expect(found(text)).toEqual(['GW004 3:71+8'])
  })
  test('not when it is on', () => {
    const text = bare([settings('LAN', 'forwarding: Enabled'), ...faces].join('\n'), client('gateway: 192.168.1.129'))
    expect(found(text)).toEqual([])
  })
})

describe('GW006 forwarding everywhere', () => {
  test.each([
    ['the router flag', 'forwarding: { ipEnableRouter: true }', 'GW006 2:31+4'],
    ['the flag as a resource', 'resources: [{ kind: TcpipRegistry, ipEnableRouter: true }]', 'GW006 2:52+4'],
    [
      'the service running',
      'resources: [{ kind: WindowsService, name: remoteaccess, status: Running }]',
      'GW006 2:65+7',
    ],
    [
      'the service with Windows',
      'resources: [{ kind: WindowsService, name: RemoteAccess, startType: AutomaticDelayedStart }]',
      'GW006 2:68+21',
    ],
  ])('%s', (_, text, expected) => {
    expect(found(`name: home\n${text}\n`)).toEqual([expected])
  })
  test.each([
    ['both off', 'forwarding: { ipEnableRouter: false, remoteAccess: stopped }'],
    ['the service by hand', 'resources: [{ kind: WindowsService, name: RemoteAccess, startType: Manual }]'],
    ['another service', 'resources: [{ kind: WindowsService, name: Dnscache, status: Running }]'],
  ])('not with %s', (_, text) => {
    expect(found(`name: home\n${text}\n`)).toEqual([])
  })
})

describe('GW010 overlapping prefixes', () => {
  const wide = {
    egress: '{ adapter: vmbr0, role: egress, address: 192.168.1.2/24, gateway: 192.168.1.1 }',
    ingress: '{ adapter: vmbr0.1, role: ingress, address: 192.168.1.129/24 }',
  }
  test('the same prefix on both: the split that fits everything is proposed', () => {
    expect(lint(house(wide))).toMatchObject([
      {
        code: 'GW010',
        severity: 'error',
        position: { line: 7, column: 49, length: 16 },
        why: expect.stringContaining('vmbr0 (192.168.1.2/24) and vmbr0.1 (192.168.1.129/24) both claim 192.168.1.0/24'),
        fix: 'Write 192.168.1.2/25 and 192.168.1.129/25; your DHCP pool (.3–.126) and phone (.130) already fit.',
      },
    ])
  })
  test('what does not fit the halves is told', () => {
    const lan = '{ network: 192.168.1.0/24, router: 192.168.1.1, dhcpPool: 192.168.1.140-192.168.1.200 }'
    const rest = 'clients: [{ name: phone, address: 192.168.1.50 }]'
    expect(lint(house({ ...wide, lan, rest }))).toMatchObject([
      {
        code: 'GW010',
        fix: 'Write 192.168.1.2/25 and 192.168.1.129/25; the DHCP pool has to stay in 192.168.1.0/25 and phone has to move into 192.168.1.128/25.',
      },
    ])
  })
  test('addresses in one half: the ingress is moved into the other', () => {
    const ingress = '{ adapter: vmbr0.1, role: ingress, address: 192.168.1.127/24 }'
    expect(lint(house({ ...wide, ingress }))[0]?.fix).toBe(
      'Write 192.168.1.2/25, and move the ingress to 192.168.1.129/25.',
    )
  })
  test('a router that no split leaves with the egress', () => {
    const lan = '{ network: 192.168.1.0/24, router: 192.168.1.254 }'
    const egress = '{ adapter: vmbr0, role: egress, address: 192.168.1.2/24, gateway: 192.168.1.254 }'
    expect(lint(house({ ...wide, lan, egress }))[0]?.fix).toBe(
      'Give them prefixes that do not overlap, with the router in that of the egress.',
    )
  })
  test('the egress longer', () => {
    const ingress = '{ adapter: vmbr0.1, role: ingress, address: 192.168.1.100/24 }'
    expect(found(house({ ingress, rest: '' }))).toContain('GW010 7:49+16')
  })
  test('not when the ingress is longer', () => {
    expect(found(house({ egress: wide.egress }))).toEqual([])
  })
})

describe('GW011 outside the LAN', () => {
  test.each([
    [
      'an ingress',
      house({ ingress: '{ adapter: vmbr0.1, role: ingress, address: 192.168.2.129/25 }', rest: '' }),
      'GW011 7:49+16',
    ],
    [
      'an egress',
      house({ egress: '{ adapter: vmbr0, role: egress, address: 10.0.0.2/25, gateway: 10.0.0.1 }' }),
      'GW011 6:46+11',
    ],
    [
      'a client',
      house({ rest: 'clients: [{ name: phone, address: 192.168.2.130, gateway: 192.168.1.129 }]' }),
      'GW011 8:35+13',
    ],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toContain(expected)
  })
  test('not an interface without a part in it', () => {
    const rest = 'resources: [{ kind: NetIPAddress, interface: wg, address: 10.7.0.2, prefixLength: 24 }]'
    expect(found(house({ rest }))).toEqual([])
  })
})

describe('GW012 the DHCP pool', () => {
  const lan = (pool: string) => `{ network: 192.168.1.0/24, router: 192.168.1.1, dhcpPool: ${pool} }`
  test.each([
    [
      'a pool over everything',
      '192.168.1.2-192.168.1.254',
      'Set the pool in the router to 192.168.1.3-192.168.1.126, and write that here.',
    ],
    [
      'a pool over the egress',
      '192.168.1.2-192.168.1.100',
      'Set the pool in the router to 192.168.1.3-192.168.1.100, and write that here.',
    ],
    ['a pool over the router', '192.168.1.1-192.168.1.1', 'Choose another pool in the router, and write it here.'],
    [
      'a pool that only reaches into the range of the clients',
      '192.168.1.100-192.168.1.128',
      'Set the pool in the router to 192.168.1.100-192.168.1.126, and write that here.',
    ],
    [
      'a pool inside the range of the clients',
      '192.168.1.140-192.168.1.150',
      'Choose another pool in the router, and write it here.',
    ],
  ])('%s', (_, pool, fix) => {
    expect(lint(house({ lan: lan(pool) }))).toMatchObject([
      { code: 'GW012', position: { line: 2, column: 64, length: pool.length }, fix },
    ])
  })
  test('names who would get a second owner', () => {
    const [first] = lint(house({ lan: lan('192.168.1.2-192.168.1.254') }))
    expect(first?.message).toBe(
      'The DHCP pool 192.168.1.2-192.168.1.254 hands out 192.168.1.2 (vmbr0), 192.168.1.129 (vmbr0.1) and 192.168.1.130 (phone).',
    )
  })
})

describe('GW013 the gateway of a client', () => {
  test.each([
    ['the egress', client('gateway: 192.168.1.2'), /belongs to vmbr0, the egress/],
    ['the router', client('gateway: 192.168.1.1'), /It is the router/],
    ['nobody', client('gateway: 192.168.1.77'), /No interface of this file has it/],
  ])('%s', (_, rest, why) => {
    expect(lint(house({ rest }))).toMatchObject([
      {
        code: 'GW013',
        position: { line: 8, column: 59 },
        why: expect.stringMatching(why),
        fix: 'Set phone to the gateway 192.168.1.129.',
      },
    ])
  })
  test('no ingress at all', () => {
    const ingress = '{ adapter: vmbr0.1, address: 192.168.1.129/25 }'
    expect(found(house({ ingress }))).toEqual(['GW013 8:35+13'])
  })
  test('a client that its gateway is not on-link for', () => {
    const text = `name: home
ipPlans: [{ interface: WLAN, role: ingress, address: 192.168.1.129/25 }]
clients: [{ name: phone, address: 192.168.9.5, gateway: 192.168.1.129 }, { name: tv, address: 192.168.9.6 }]
`
    expect(found(text)).toEqual(['GW013 3:35+11', 'GW013 3:95+11'])
  })
  test('two ingresses that both fit', () => {
    const rest = `resources: [{ kind: NetIPAddress, interface: vEthernet (vmbr0.1), address: 192.168.1.140, prefixLength: 25 }]
clients: [{ name: tv, address: 192.168.1.50 }]`
    expect(found(house({ rest }))).toContain('GW013 9:32+12')
  })
  test.each([
    ['a client with the mask of the LAN', 'clients: [{ name: phone, address: 192.168.1.127, gateway: 192.168.1.129 }]'],
    ['a client that says the ingress', client('gateway: 192.168.1.129')],
  ])('not %s', (_, rest) => {
    expect(found(house({ rest }))).toEqual([])
  })
})

describe('GW014 one address twice', () => {
  test.each([
    [
      'two clients',
      'clients: [{ name: a, address: 192.168.1.130 }, { name: b, address: 192.168.1.130 }]',
      'GW014 8:68+13',
    ],
    ['a client and the ingress', 'clients: [{ name: a, address: 192.168.1.129 }]', 'GW014 8:31+13'],
    ['a client on the broadcast address', 'clients: [{ name: a, address: 192.168.1.255 }]', 'GW014 8:31+13'],
    ['a client on the network address', 'clients: [{ name: a, address: 192.168.1.128 }]', 'GW014 8:31+13'],
    [
      'two interfaces',
      'resources: [{ kind: NetIPAddress, interface: WLAN, address: 192.168.1.2, prefixLength: 24 }]',
      'GW014 8:61+11',
    ],
    [
      'two host adapters of one MAC',
      'resources: [{ kind: HyperVAdapter, name: a, switch: vmbr0, macAddress: 00-15-5D-00-00-01 }, { kind: HyperVAdapter, name: b, switch: vmbr0, macAddress: 00-15-5d-00-00-01 }]',
      'GW014 8:152+17',
    ],
  ])('%s', (_, rest, expected) => {
    expect(found(house({ rest }))).toEqual([expected])
  })
  test('the ingress is the router', () => {
    const ingress = '{ adapter: vmbr0.1, role: ingress, address: 192.168.1.1/25 }'
    expect(found(house({ ingress, rest: '' }))).toContain('GW014 7:49+14')
  })
})

describe('GW020 a default route on the ingress', () => {
  test('a gateway in its plan', () => {
    const lan = '{ network: 192.168.1.0/24 }'
    const ingress = '{ adapter: vmbr0.1, role: ingress, address: 192.168.1.129/25, gateway: 192.168.1.200 }'
    expect(found(house({ lan, ingress }))).toEqual(['GW020 7:76+13'])
  })
  test('a route of its own', () => {
    const rest =
      'resources: [{ kind: NetRoute, interface: vEthernet (vmbr0.1), destinationPrefix: 0.0.0.0/0, nextHop: 192.168.1.1 }]'
    expect(found(house({ rest }))).toEqual(['GW020 8:102+11'])
  })
  test('DHCP, which brings one', () => {
    const faces = [address('LAN', '192.168.1.129', 25), settings('LAN', 'dhcp: Enabled, forwarding: Enabled')]
    expect(found(bare(faces.join('\n'), client('gateway: 192.168.1.129')))).toEqual(['GW020 4:65+7'])
  })
})

describe('GW021 no default route on the egress', () => {
  test('no gateway: the router is proposed', () => {
    const egress = '{ adapter: vmbr0, role: egress, address: 192.168.1.2/25 }'
    expect(lint(house({ egress }))).toMatchObject([
      { code: 'GW021', position: { line: 6, column: 46 }, fix: 'Write gateway: 192.168.1.1.' },
    ])
  })
  test('not when a resource has it', () => {
    const egress = '{ adapter: vmbr0, role: egress, address: 192.168.1.2/25 }'
    const rest =
      'resources: [{ kind: NetRoute, interface: vEthernet (vmbr0), destinationPrefix: 0.0.0.0/0, nextHop: 192.168.1.1 }]'
    expect(found(house({ egress, rest }))).toEqual([])
  })
})

describe('GW023 a route that bypasses the TUN', () => {
  const route = (prefix: string, face = 'vEthernet (vmbr0)') =>
    `resources: [{ kind: NetRoute, interface: ${face}, destinationPrefix: ${prefix}, nextHop: 192.168.1.1 }]`
  test.each(['5.6.7.8/32', '8.0.0.0/7'])('%s', (prefix) => {
    expect(found(house({ rest: route(prefix) }))).toEqual([`GW023 8:80+${prefix.length}`])
    expect(lint(house({ rest: route(prefix) }))[0]?.severity).toBe('warning')
  })
  test.each([
    ['another network of the house', route('10.1.0.0/16')],
    ['a tunnel', route('5.6.7.8/32', 'wgvpn')],
  ])('not %s', (_, rest) => {
    expect(found(house({ rest }))).toEqual([])
  })
})

describe('GW030 DNS past the proxy', () => {
  test('the router', () => {
    expect(lint(house({ rest: client('dns: [8.8.8.8, 192.168.1.1]') }))).toMatchObject([
      {
        code: 'GW030',
        severity: 'warning',
        position: { line: 8, column: 65, length: 11 },
        message: expect.stringContaining('the router'),
      },
    ])
  })
  test.each(['dns: [192.168.1.129]', 'dns: [223.5.5.5]', 'dns: []'])('not %s', (dns) => {
    expect(found(house({ rest: client(dns) }))).toEqual([])
  })
})

test('every lint of the list is tried here', () => {
  const text = readFileSync(new URL(import.meta.url), 'utf8')
  for (const { id } of lints) expect(text).toContain(`describe('${id} `)
})

test('findings come in the order of the file, each with a sentence and a way out', () => {
  const rest = 'clients: [{ name: phone, address: 192.168.1.2, gateway: 192.168.1.1, dns: [192.168.1.1] }]'
  const ingress = '{ adapter: vmbr0.1, role: ingress, address: 192.168.1.129/24 }'
  const all = lint(house({ ingress, rest }))
  expect(all.map(({ code }) => code)).toEqual(['GW010', 'GW014', 'GW013', 'GW030'])
  for (const { message, fix } of all) {
    expect(message).toMatch(/\.$/)
    expect(fix).toMatch(/\.$/)
  }
})
