// config/…, ip/… and yaml/…: short files that cannot be meant so.
import { checked, type Examples } from '../recipes.ts'

const file = (...lines: string[]) => checked(`name: home\n${lines.join('\n')}\n`)
const sw = (rest: string) => `switches: [{ name: vmbr0, adapter: 以太网 4, allowManagementOS: ${rest} }]`
const plan = (address: string, rest = '') => file(`ipPlans: [{ interface: WLAN, address: ${address}${rest} }]`)
const accept = (rest: string) => file(`accept: [{ ${rest} }]`)

export const examples: Examples = {
  'config/adapter-twice': file(
    'switches:',
    '  - { name: vmbr0, adapter: 以太网 4, allowManagementOS: true }',
    '  - { name: vmbr1, adapter: 以太网 4, allowManagementOS: true }',
  ),
  'config/bad-name': checked('name: Home\n'),
  'config/declared-twice': file(
    sw('true'),
    'ipPlans:',
    '  - { adapter: vmbr0, role: egress, address: 192.168.1.2/25 }',
    '  - { adapter: vmbr0, role: ingress, address: 192.168.1.129/25 }',
  ),
  'config/disagrees': file(
    'lan: { network: 192.168.1.0/24, router: 192.168.1.1 }',
    'ipPlans: [{ interface: WLAN, address: 192.168.1.2/24, gateway: 192.168.1.254 }]',
  ),
  'config/duplicate-name': file(sw('true'), 'adapters: [{ name: vmbr0, switch: vmbr0 }]'),
  'config/missing-key': file('switches: [{ name: vmbr0, adapter: 以太网 4 }]'),
  'config/more-problems': file(...Array.from({ length: 600 }, (_, index) => `unknown${index}: 1`)),
  'config/not-a-code': accept('code: gw30, reason: television, until: 2027-06-01'),
  'config/not-a-date': accept('code: GW030, reason: television, until: 2027-02-30'),
  'config/not-a-guid': file('switches: [{ name: vmbr0, adapter: { guid: 1a2b }, allowManagementOS: true }]'),
  'config/not-a-mac': file('switches: [{ name: vmbr0, adapter: { mac: D8-BB }, allowManagementOS: true }]'),
  'config/not-yet': file('wireguard: { tunnels: [] }'),
  'config/read-only': file('resources: [{ kind: HyperVSwitch, name: vmbr0, switchType: External }]'),
  'config/reserved-name': file('switches: [{ name: Default Switch, adapter: 以太网 4, allowManagementOS: true }]'),
  'config/switch-not-shared': file(sw('false'), 'adapters: [{ name: vmbr0.1, switch: vmbr0 }]'),
  'config/two-interfaces': file(sw('true'), 'ipPlans: [{ adapter: vmbr0, interface: WLAN, address: 192.168.1.2/24 }]'),
  'config/unknown-key': file('swichtes: []'),
  'config/unknown-kind': file('resources: [{ kind: NetRout }]'),
  'config/unknown-reference': file(sw('true'), 'adapters: [{ name: vmbr0.1, switch: vmbr1 }]'),
  'config/uplink-has-no-ip': file(sw('true'), 'ipPlans: [{ interface: 以太网 4, address: 192.168.1.2/24 }]'),
  'config/wrong-type': checked('name: 5\n'),
  'config/wrong-value': plan('192.168.1.2/24', ', role: exit'),

  'ip/bad-prefix': plan('192.168.1.2/255.255.255.0'),
  'ip/no-prefix': plan('192.168.1.2'),
  'ip/bad-range': file('lan: { network: 192.168.1.0/24, dhcpPool: 192.168.1.3 }'),
  'ip/reversed-range': file('lan: { network: 192.168.1.0/24, dhcpPool: 192.168.1.126-192.168.1.3 }'),
  'ip/broadcast-address': plan('192.168.1.127/25'),
  'ip/network-address': plan('192.168.1.128/25'),
  'ip/not-usable': file('clients: [{ name: phone, address: 224.0.0.5 }]'),
  'ip/gateway-is-itself': plan('192.168.1.2/24', ', gateway: 192.168.1.2'),
  'ip/gateway-outside-prefix': plan('192.168.1.2/25', ', gateway: 192.168.1.254'),
  'ip/host-bits': file('lan: { network: 192.168.1.7/24 }'),
  'ip/not-an-address': plan('192.168.1.300/25'),
  'ip/outside-lan': file('lan: { network: 192.168.1.0/24, router: 192.168.2.1 }'),

  'yaml/alias-bomb': checked(
    `b0: &b0 [x]\n${Array.from({ length: 12 }, (_, i) => `b${i + 1}: &b${i + 1} [${`*b${i},`.repeat(10)}]`).join('\n')}\n`,
  ),
  'yaml/alias-cycle': file('clients: &all [*all]'),
  'yaml/unknown-anchor': checked('name: *nmae\n'),
  'yaml/duplicate-key': file('name: house'),
  'yaml/empty': checked('# nothing yet\n'),
  'yaml/not-utf8': checked(Buffer.from('\uFEFFname: home\n', 'utf16le')),
  'yaml/too-deep': file(`clients: ${'['.repeat(200)}${']'.repeat(200)}`),
  'yaml/too-large': checked(new Uint8Array(5 * 1024 * 1024).fill(0x23)),
  'yaml/key-is-no-text': file('? [a]', ': b'),
  'yaml/merge-needs-mapping': file('lan: { <<: home, network: 192.168.1.0/24 }'),
  'yaml/several-documents': file('---', 'name: house'),
  'yaml/unknown-tag': checked('name: !x home\n'),
  'yaml/syntax': file('clients: [{', ''),
  'yaml/warning': checked('%FOO\n---\nname: home\n'),
  'yaml/tab': file('lan:', '\tnetwork: 192.168.1.0/24'),
}
