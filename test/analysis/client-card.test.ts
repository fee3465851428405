// What a card says to type: the mask of the range the device is in, the ingress as gateway, a DNS that the proxy sees.
import { describe, expect, test } from 'vitest'
import { clientCards } from '../../src/analysis/client-card.ts'
import { suggestedClient } from '../../src/analysis/suggested-client.ts'
import { gatewayOf } from '../config/told.ts'
import { house } from './house.ts'

const cards = (text: string) => clientCards(gatewayOf(text))
const phone = (rest: string) => house({ rest: `clients: [{ name: phone, ${rest} }]` })
const dns = (servers: string) =>
  house({
    egress: `{ adapter: vmbr0, role: egress, address: 192.168.1.2/25, gateway: 192.168.1.1, dns: [${servers}] }`,
  })

describe('a card', () => {
  test('of a client in the range of the ingress', () => {
    expect(cards(house())).toEqual([
      {
        name: 'phone',
        address: '192.168.1.130',
        prefixLength: 25,
        mask: '255.255.255.128',
        gateway: '192.168.1.129',
        dns: ['223.5.5.5'],
        dnsFrom: 'public',
      },
    ])
  })

  test.each([
    ['elsewhere in the LAN: its mask, so that the gateway is on-link', 'address: 192.168.1.50', '255.255.255.0', 24],
    ['with the gateway named', 'address: 192.168.1.50, gateway: 192.168.1.129', '255.255.255.0', 24],
    ['in the range, with the gateway named', 'address: 192.168.1.140, gateway: 192.168.1.129', '255.255.255.128', 25],
  ])('of a client %s', (_, rest, mask, prefixLength) => {
    expect(cards(phone(rest))).toMatchObject([{ mask, prefixLength, gateway: '192.168.1.129' }])
  })

  test.each([
    ['as declared', phone('address: 192.168.1.130, dns: [1.1.1.1, 8.8.8.8]'), ['1.1.1.1', '8.8.8.8'], 'file'],
    ['of the machine, but never one on the LAN', dns('192.168.1.1, 119.29.29.29'), ['119.29.29.29'], 'egress'],
    ['a public one where the machine has only the router', dns('192.168.1.1'), ['223.5.5.5'], 'public'],
  ])('has DNS %s', (_, text, servers, dnsFrom) => {
    expect(cards(text)).toMatchObject([{ dns: servers, dnsFrom }])
  })

  test('there is none for a client that no ingress fits', () => {
    expect(cards(phone('address: 10.0.0.5'))).toEqual([])
    expect(cards(phone('address: 192.168.1.130, gateway: 192.168.1.1'))).toEqual([])
  })
})

describe('a first client', () => {
  const lan = (pool: string) => `{ network: 192.168.1.0/24, router: 192.168.1.1, dhcpPool: ${pool} }`
  test.each([
    ['is the next address of the ingress', house({ rest: '' }), '192.168.1.130'],
    ['is not in the pool', house({ lan: lan('192.168.1.130-192.168.1.150'), rest: '' }), '192.168.1.151'],
    ['cannot be where nothing is free', house({ lan: lan('192.168.1.130-192.168.1.254'), rest: '' }), undefined],
    ['cannot be without an ingress', 'name: home\n', undefined],
  ])('%s', (_, text, address) => {
    expect(suggestedClient(gatewayOf(text))).toBe(address)
  })
})
