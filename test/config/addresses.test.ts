// Addresses that cannot be, in every place that takes one.
import { describe, expect, test } from 'vitest'
import { loadGateway } from '../../src/config/load.ts'
import { told } from './told.ts'

const network = (text: string) => `name: a\nlan: { network: ${text} }\n`
const lan = (rest: string) => `name: a\nlan: { network: 192.168.1.0/24, ${rest} }\n`
const plan = (text: string, rest = '') => `name: a\nipPlans: [{ interface: WLAN, address: ${text}${rest} }]\n`
const client = (text: string) => `name: a\nclients: [{ name: b, address: ${text} }]\n`
const route = (text: string) =>
  `name: a\nresources: [{ kind: NetRoute, interface: WLAN, destinationPrefix: ${text}, nextHop: 192.168.1.1 }]\n`

describe('one address', () => {
  test.each([
    ['a part above 255', plan('192.168.1.300/25'), 'ip/not-an-address 2:39+16', 'Each part must be between 0 and 255.'],
    [
      'three parts',
      plan('192.168.1/25'),
      'ip/not-an-address 2:39+12',
      'Write four numbers with dots between, for example 192.168.1.2.',
    ],
    ['a leading zero', client('192.168.1.08'), 'ip/not-an-address 2:31+12', 'A part must not begin with a zero.'],
    [
      'IPv6',
      client('"fe80::1"'),
      'ip/not-an-address 2:31+9',
      'This place takes IPv4 only: four numbers with dots between.',
    ],
    [
      'a host name',
      client('phone.lan'),
      'ip/not-an-address 2:31+9',
      'Write four numbers with dots between, for example 192.168.1.2.',
    ],
    [
      'no prefix length',
      plan('192.168.1.2'),
      'ip/no-prefix 2:39+11',
      'Write the length of the network after a slash, for example 192.168.1.2/25.',
    ],
    [
      'a mask',
      plan('192.168.1.2/255.255.255.0'),
      'ip/bad-prefix 2:39+25',
      'Write the length of the mask, for example /24 for 255.255.255.0.',
    ],
    [
      'a prefix of 33',
      plan('192.168.1.2/33'),
      'ip/bad-prefix 2:39+14',
      'The number after the slash must be between 1 and 32.',
    ],
    [
      'a prefix of 0',
      plan('192.168.1.2/0'),
      'ip/bad-prefix 2:39+13',
      'The number after the slash must be between 1 and 32.',
    ],
    [
      'the network itself',
      plan('192.168.1.128/25'),
      'ip/network-address 2:39+16',
      'Hosts of 192.168.1.128/25 are 192.168.1.129 to 192.168.1.254.',
    ],
    [
      'the broadcast address',
      plan('192.168.1.127/25'),
      'ip/broadcast-address 2:39+16',
      'Hosts of 192.168.1.0/25 are 192.168.1.1 to 192.168.1.126.',
    ],
    ['loopback', plan('127.0.0.2/8'), 'ip/not-usable 2:39+11', 'Choose an address of your LAN.'],
    ['multicast', client('224.0.0.5'), 'ip/not-usable 2:31+9', 'Choose an address of your LAN.'],
    ['link-local', client('169.254.1.5'), 'ip/not-usable 2:31+11', 'Choose an address of your LAN.'],
    ['host bits in the LAN', network('192.168.1.1/24'), 'ip/host-bits 2:17+14', 'Write 192.168.1.0/24.'],
    ['host bits in a route', route('10.1.2.3/8'), 'ip/host-bits 2:67+10', 'Write 10.0.0.0/8.'],
    [
      'a LAN that is everything',
      network('0.0.0.0/0'),
      'ip/bad-prefix 2:17+9',
      'Write the network of the router, most often a /24.',
    ],
    [
      'a LAN of one',
      network('192.168.1.0/32'),
      'ip/bad-prefix 2:17+14',
      'Write the network of the router, most often a /24.',
    ],
    ['a number that YAML reads as one', client('192.168'), 'config/wrong-type 2:31+7', 'Put it in quotes: "192.168".'],
  ])('%s', (_, text, expected, fix) => {
    expect(told(text)).toEqual([expected])
    expect(loadGateway('f', text).diagnostics[0]?.fix).toBe(fix)
  })

  test.each(['192.168.1.2/31', '192.168.1.3/31', '192.168.1.0/32', '192.168.1.254/24', '10.0.0.1/8'])(
    '%s is fine',
    (text) => {
      expect(told(plan(text))).toEqual([])
    },
  )
})

describe('ranges', () => {
  test.each([
    ['reversed', '192.168.1.126-192.168.1.3', 'ip/reversed-range 2:43+25'],
    ['one address', '192.168.1.3', 'ip/bad-range 2:43+11'],
    ['three addresses', '192.168.1.3-192.168.1.4-192.168.1.5', 'ip/bad-range 2:43+35'],
    ['a bad end', '192.168.1.3-192.168.1.256', 'ip/not-an-address 2:43+25'],
    ['short form', '192.168.1.3-126', 'ip/not-an-address 2:43+15'],
    ['a first address outside', '192.168.0.3-192.168.1.126', 'ip/outside-lan 2:43+25'],
    ['a last address outside', '192.168.1.3-192.168.2.126', 'ip/outside-lan 2:43+25'],
    ['the broadcast address in it', '192.168.1.3-192.168.1.255', 'ip/broadcast-address 2:43+25'],
    ['the network address in it', '192.168.1.0-192.168.1.5', 'ip/network-address 2:43+23'],
  ])('%s', (_, text, expected) => {
    expect(told(lan(`dhcpPool: ${text}`))).toEqual([expected])
  })

  test.each(['192.168.1.3-192.168.1.3', '192.168.1.3 - 192.168.1.126'])('%s is fine', (text) => {
    expect(told(lan(`dhcpPool: ${text}`))).toEqual([])
  })
})

describe('addresses among themselves', () => {
  test.each([
    ['a router outside the LAN', lan('router: 192.168.2.1'), ['ip/outside-lan 2:41+11']],
    ['a router that is the network', lan('router: 192.168.1.0'), ['ip/network-address 2:41+11']],
    [
      'a gateway outside the prefix',
      plan('192.168.1.2/25', ', gateway: 192.168.1.200'),
      ['ip/gateway-outside-prefix 2:64+13'],
    ],
    [
      'a gateway that is the interface',
      plan('192.168.1.2/25', ', gateway: 192.168.1.2'),
      ['ip/gateway-is-itself 2:64+11'],
    ],
    ['a gateway that is the network', plan('192.168.1.2/25', ', gateway: 192.168.1.0'), ['ip/network-address 2:64+11']],
    [
      'a gateway that is the broadcast address',
      plan('192.168.1.2/25', ', gateway: 192.168.1.127'),
      ['ip/broadcast-address 2:64+13'],
    ],
    [
      'a gateway that is not the router of the LAN',
      'name: a\nlan: { network: 192.168.1.0/24, router: 192.168.1.1 }\nipPlans: [{ interface: WLAN, address: 192.168.1.2/25, gateway: 192.168.1.3 }]\n',
      ['config/disagrees 3:64+11'],
    ],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected)
  })
})
