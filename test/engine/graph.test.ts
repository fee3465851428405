import { describe, expect, test } from 'vitest'
import { addressOfNode, buildGraph, withDependants, withNeeds } from '../../src/engine/graph.ts'
import { Stop } from '../../src/model/diagnostic.ts'
import { registry } from '../../src/providers/registry.ts'
import { EGRESS, house, houseResources, INGRESS } from '../support/house.ts'
import { resourceOf } from '../support/tables.ts'

const order = (resources = houseResources()) =>
  buildGraph(resources, house().authorities, registry).ordered.map(addressOfNode)

test('the traffic-cutting order: switch, then address, route and DNS without a pause, egress off before ingress on', () => {
  expect(order()).toEqual([
    'HyperVSwitch.vmbr0',
    `NetIPInterface.${EGRESS}/IPv4`,
    `NetIPAddress.${EGRESS}/192.168.1.2`,
    `NetIPAddress.${EGRESS}/*`,
    `NetRoute.${EGRESS}/0.0.0.0/0 via 192.168.1.1`,
    `DnsClientServerAddress.${EGRESS}`,
    'HyperVAdapter.vmbr0.1',
    `NetIPAddress.${INGRESS}/192.168.1.129`,
    `NetIPAddress.${INGRESS}/*`,
    `NetIPInterface.${INGRESS}/IPv4`,
  ])
})

test('the order of the file does not matter', () => {
  expect(order([...houseResources()].reverse())).toEqual(order())
})

describe('problems', () => {
  const codeOf = (run: () => unknown) => {
    try {
      run()
    } catch (error) {
      if (error instanceof Stop) return error.diagnostics.map(({ code }) => code)
      throw error
    }
    return []
  }
  test('a cycle names its members', () => {
    const a = resourceOf('HyperVSwitch', 'a', { name: 'a', adapter: 'vEthernet (b)' })
    const b = resourceOf('HyperVSwitch', 'b', { name: 'b', adapter: 'vEthernet (a)' })
    expect(codeOf(() => order([a, b]))).toEqual(['graph/cycle'])
  })
  test('a dangling reference is named', () => {
    const dangling = {
      ...resourceOf('NetRoute', 'x', { interface: 'x', destinationPrefix: '10.0.0.0/8', nextHop: '10.0.0.1' }),
      needs: ['HyperVSwitch.gone'],
    }
    expect(codeOf(() => order([dangling]))).toContain('graph/unknown-reference')
  })
})

test('a target takes along what it needs, an exclusion what needs it', () => {
  const graph = buildGraph(houseResources(), house().authorities, registry)
  expect([...withNeeds(graph, [`NetIPAddress.${INGRESS}/192.168.1.129`])].sort()).toEqual([
    'HyperVAdapter.vmbr0.1',
    'HyperVSwitch.vmbr0',
    `NetIPAddress.${INGRESS}/192.168.1.129`,
  ])
  expect(withDependants(graph, ['HyperVSwitch.vmbr0']).size).toBe(10)
  expect([...withDependants(graph, ['HyperVAdapter.vmbr0.1'])]).not.toContain(`NetIPAddress.${EGRESS}/192.168.1.2`)
})
