// The ways that the article calls wrong (one NIC with forwarding, IPEnableRouter, the routing service): refused in the file,
// told with the right words on the machine, and put right by an apply.
import { describe, expect, test } from 'vitest'
import { runLints } from '../../src/analysis/lints.ts'
import { applyPlan, exitCodeOf, makePlan } from '../../src/engine/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import type { Plan } from '../../src/model/plan.ts'
import { registry } from '../../src/providers/registry.ts'
import { TODAY } from '../analysis/house.ts'
import { gatewayOf } from '../config/told.ts'
import { exampleGateway, RIGHTED, typeInto, WRONG } from '../support/article.ts'
import { resourceOf } from '../support/tables.ts'

const twoNics = () => articleMachine({ hyperV: 'unknown', secondNic: true })
const gateway = exampleGateway('two-nics')
const unguarded: Gateway = {
  ...gateway,
  resources: gateway.resources.filter(({ kind }) => kind !== 'TcpipRegistry' && kind !== 'WindowsService'),
}

const inputOf = (gateway: Gateway, machine: SimulatedMachine) => {
  const options = { target: [], exclude: [], accept: [] }
  return { gateway, host: simulatedHost(machine), registry, options, diagnostics: [] }
}
const plan = (gateway: Gateway, machine: SimulatedMachine) => makePlan(inputOf(gateway, machine))
async function apply(gateway: Gateway, machine: SimulatedMachine): Promise<number> {
  const input = inputOf(gateway, machine)
  const { signal } = new AbortController()
  return (await applyPlan({ ...input, plan: await makePlan(input), verb: 'apply', on: () => {}, signal })).exitCode
}

/** Somebody follows a wrong tutorial on a machine that is as declared. */
async function spoilt(wrong: keyof typeof WRONG): Promise<SimulatedMachine> {
  const machine = twoNics()
  expect(await apply(gateway, machine)).toBe(0)
  typeInto(machine)(WRONG[wrong])
  return machine
}

const changeOf = ({ changes }: Plan, address: string) => {
  const change = changes.find((one) => one.address === address)
  return (
    change && {
      cause: change.cause,
      cost: change.cost.outage,
      values: change.properties.map(({ property, before, after }) => [property, before, after]),
    }
  )
}
const said = ({ diagnostics, findings }: Plan) =>
  [...diagnostics, ...findings].map(({ code, message }) => `${code} ${message}`)

describe('in the file they are refused', () => {
  test.each([
    [
      'one NIC for both',
      'ipPlans: [{ interface: 以太网 4, role: ingress, address: 192.168.1.2/24, gateway: 192.168.1.1 }]\nclients: [{ name: phone, address: 192.168.1.130, gateway: 192.168.1.2 }]',
      'GW003',
      /is the gateway of clients and the way out of the proxy at once/,
    ],
    [
      'one NIC without a role',
      'ipPlans: [{ interface: 以太网 4, address: 192.168.1.2/24, gateway: 192.168.1.1 }]\nresources: [{ kind: NetRoute, interface: 以太网 4, destinationPrefix: 5.6.7.8/32, nextHop: 192.168.1.1 }]\nclients: [{ name: phone, address: 192.168.1.130, gateway: 192.168.1.2 }]',
      'GW003',
      /is the gateway of clients and the way out of the proxy at once/,
    ],
    ['IPEnableRouter', 'forwarding: { ipEnableRouter: true }', 'GW006', /every interface forward/],
    [
      'the routing service',
      'resources: [{ kind: WindowsService, name: RemoteAccess, status: Running }]',
      'GW006',
      /every interface forward/,
    ],
  ])('%s', (_, text, code, words) => {
    const found = runLints(gatewayOf(`name: home\n${text}\n`), TODAY)
    expect(found).toContainEqual(
      expect.objectContaining({ severity: 'error', code, message: expect.stringMatching(words) }),
    )
  })
})

describe('on the machine they are drift, told with the right words, and put right', () => {
  test('forwarding on the NIC that the proxy dials from', async () => {
    const machine = await spoilt('forwarding on the one NIC')
    const planned = await plan(gateway, machine)
    expect(changeOf(planned, 'NetIPInterface.以太网 4/IPv4')).toMatchObject({ cause: 'drifted' })
    expect(exitCodeOf(planned)).toBe(3)
    expect(await apply(gateway, machine)).toBe(0)
    expect((await plan(gateway, machine)).changes).toEqual([])
  })

  test('IPEnableRouter: a restart to take effect, and another to lose it', async () => {
    const machine = await spoilt('IPEnableRouter set')
    machine.reboot()
    const planned = await plan(gateway, machine)
    expect(changeOf(planned, 'TcpipRegistry.Tcpip/Parameters')).toEqual({
      cause: 'drifted',
      cost: 'restart',
      values: [['ipEnableRouter', true, false]],
    })
    expect(changeOf(planned, 'NetIPInterface.以太网 4/IPv4')).toMatchObject({ cause: 'drifted' })
    expect(planned.diagnostics).toMatchObject([
      {
        code: 'GW006',
        severity: 'warning',
        address: 'TcpipRegistry.Tcpip/Parameters',
        message: expect.stringMatching(/forwards after a restart/),
        why: expect.stringMatching(/loops.*taking it back needs a restart too/),
      },
    ])
    expect(await apply(gateway, machine)).toBe(9)
    machine.reboot()
    const after = await plan(gateway, machine)
    expect([after.changes, after.findings, after.diagnostics]).toEqual([[], [], []])
  })

  test('the routing service', async () => {
    const machine = await spoilt('the routing service on')
    const planned = await plan(gateway, machine)
    expect(changeOf(planned, 'WindowsService.RemoteAccess')).toEqual({
      cause: 'drifted',
      cost: 'none',
      values: [
        ['status', 'Running', 'Stopped'],
        ['startType', 'Automatic', 'Manual'],
      ],
    })
    expect(planned.diagnostics).toMatchObject([
      { code: 'GW006', message: expect.stringMatching(/RemoteAccess runs.*every interface forward/) },
    ])
    // Stopped first, before anything is made to forward or not.
    expect(planned.changes[0]?.address).toBe('WindowsService.RemoteAccess')
    expect(await apply(gateway, machine)).toBe(0)
    const { changes, diagnostics } = await plan(gateway, machine)
    expect([changes, diagnostics]).toEqual([[], []])
  })

  test.each(Object.entries(RIGHTED))('%s, and taken back the way of the article: as declared', async (wrong, lines) => {
    const machine = await spoilt(wrong as keyof typeof RIGHTED)
    typeInto(machine)(lines)
    const { changes, diagnostics } = await plan(gateway, machine)
    expect(changes.map(({ address }) => address).filter((address) => /^(Tcpip|Windows)/.test(address))).toEqual([])
    expect(diagnostics).toEqual([])
  })
})

describe('a file that says nothing of them hears of them all the same', () => {
  test.each([
    ['IPEnableRouter set', /^GW006 IPEnableRouter is 1/],
    ['the routing service on', /^GW006 The routing service RemoteAccess runs/],
  ] as const)('%s', async (wrong, words) => {
    const machine = twoNics()
    expect(await apply(unguarded, machine)).toBe(0)
    expect(said(await plan(unguarded, machine))).toEqual([])
    typeInto(machine)(WRONG[wrong])
    const planned = await plan(unguarded, machine)
    expect(said(planned)).toContainEqual(expect.stringMatching(words))
    expect(planned.findings.find(({ code }) => code === 'GW006')?.why).toMatch(/under forwarding/)
    expect(exitCodeOf(planned)).toBe(3)
  })
})

test('a file that wants it, and has accepted that, is not told to take it back', async () => {
  const flag = resourceOf('TcpipRegistry', 'Tcpip/Parameters', { ipEnableRouter: true })
  const service = resourceOf('WindowsService', 'RemoteAccess', { name: 'RemoteAccess', status: 'Running' })
  const wanting: Gateway = { ...unguarded, resources: [...unguarded.resources, flag, service] }
  const machine = twoNics()
  for (const wrong of ['IPEnableRouter set', 'the routing service on'] as const) typeInto(machine)(WRONG[wrong])
  expect(said(await plan(wanting, machine)).filter((line) => line.startsWith('GW006'))).toEqual([])
})
