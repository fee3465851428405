// GWnnn: the whole house with one thing wrong.
import { house } from '../../analysis/house.ts'
import { checked, type Examples, planned } from '../recipes.ts'

const phone = (rest: string) => house({ rest: `clients: [{ name: phone, address: 192.168.1.130, ${rest} }]` })
const resource = (text: string) => house({ rest: `resources: [${text}]` })
const wide = '{ adapter: vmbr0.1, role: ingress, address: 192.168.1.129/24 }'
const egress = (rest: string) => `{ adapter: vmbr0, role: egress, address: ${rest} }`

export const examples: Examples = {
  GW001: checked(house({ rest: 'forwarding: { allow: [Mihomo, vEthernet (vmbr0)] }' })),
  GW002: checked(`name: home
resources:
  - { kind: NetRoute, interface: WLAN, destinationPrefix: 0.0.0.0/0, nextHop: 192.168.1.1 }
  - { kind: NetIPInterface, interface: WLAN, family: IPv4, weakHostSend: Enabled }
`),
  GW003: checked(`name: home
ipPlans: [{ interface: 以太网 4, address: 192.168.1.2/24, gateway: 192.168.1.1 }]
clients: [{ name: phone, address: 192.168.1.130, gateway: 192.168.1.2 }]
`),
  GW004: checked(
    house({ ingress: '{ adapter: vmbr0.1, address: 192.168.1.129/25 }' }).replace(
      '.130',
      '.130, gateway: 192.168.1.129',
    ),
  ),
  GW006: checked(house({ rest: 'forwarding: { ipEnableRouter: true }' })),
  GW010: checked(house({ egress: egress('192.168.1.2/24, gateway: 192.168.1.1'), ingress: wide })),
  GW011: checked(house({ ingress: '{ adapter: vmbr0.1, role: ingress, address: 192.168.2.129/25 }', rest: '' })),
  GW012: checked(
    house({ lan: '{ network: 192.168.1.0/24, router: 192.168.1.1, dhcpPool: 192.168.1.2-192.168.1.254 }' }),
  ),
  GW013: checked(phone('gateway: 192.168.1.2')),
  GW014: checked(house({ rest: 'clients: [{ name: phone, address: 192.168.1.129 }]' })),
  GW020: checked(
    house({
      lan: '{ network: 192.168.1.0/24 }',
      ingress: '{ adapter: vmbr0.1, role: ingress, address: 192.168.1.129/25, gateway: 192.168.1.200 }',
    }),
  ),
  GW021: checked(house({ egress: egress('192.168.1.2/25') })),
  GW023: checked(
    resource('{ kind: NetRoute, interface: vEthernet (vmbr0), destinationPrefix: 5.6.7.8/32, nextHop: 192.168.1.1 }'),
  ),
  GW030: checked(phone('dns: [192.168.1.1]')),
  GW051: planned(undefined, house().replace('以太网 4', 'WLAN')),
  'accept/expired': checked(house({ rest: 'accept: [{ code: GW030, reason: television, until: 2026-06-01 }]' })),
  'accept/unknown-code': checked(house({ rest: 'accept: [{ code: GW999, reason: why not, until: 2027-06-01 }]' })),
  'accept/unused': checked(house({ rest: 'accept: [{ code: GW030, reason: television, until: 2027-06-01 }]' })),
}
