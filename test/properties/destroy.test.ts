// The way back: after init, apply and destroy a machine is what it was, whichever way Windows turns out to be.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyPlan, makePlan } from '../../src/engine/index.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import type { Resource } from '../../src/model/resource.ts'
import { registry } from '../../src/providers/registry.ts'
import { destroy, hasBoth, lookOf } from '../support/given-back.ts'
import { house } from '../support/house.ts'
import {
  anyAssumptions,
  anyRecipe,
  anyWishes,
  EDITS,
  gatewayOf,
  machineAssuming,
  machineOf,
  type Recipe,
  type Wishes,
} from '../support/random.ts'
import { resourceOf } from '../support/tables.ts'

const RUNS = { numRuns: Number(process.env.GW_PROPERTY_RUNS ?? 60) }

const PARAMETERS = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters'
/** What may have been so before gw came. */
const GUARDED = [
  {
    cmdlet: 'Set-ItemProperty',
    params: { LiteralPath: PARAMETERS, Name: 'IPEnableRouter', Value: 1, Type: 'DWord' },
  },
  { cmdlet: 'Set-Service', params: { Name: 'RemoteAccess', StartupType: 'Automatic' } },
  { cmdlet: 'Start-Service', params: { Name: 'RemoteAccess' } },
]

function guards(): Resource[] {
  return [
    resourceOf('PowerSetting', 'sleep', { setting: 'sleep', seconds: 0 }),
    resourceOf('PowerSetting', 'hibernate', { setting: 'hibernate', seconds: 0 }),
    resourceOf('TcpipRegistry', 'Tcpip/Parameters', { ipEnableRouter: false }),
    resourceOf('WindowsService', 'RemoteAccess', { name: 'RemoteAccess', status: 'Stopped' }),
  ]
}

/** Its own address goes, Windows turns DHCP on again, and the lease is in the way of what was there before. */
const LEASE_RETURNS: [Wishes, Recipe] = [
  { hasIngress: false, hasDns: false, hasRoute: false, metric: undefined, prefixLength: 25, order: [] },
  {
    assumed: { 'last-address-removed': 'dhcp-on-again', 'address-removal': 'lags' },
    byHand: [
      { cmdlet: 'New-VMSwitch', params: { Name: 'vmbr0', NetAdapterName: '以太网 4', AllowManagementOS: true } },
      { cmdlet: 'Add-VMNetworkAdapter', params: { ManagementOS: true, SwitchName: 'vmbr0', Name: 'vmbr0.1' } },
      {
        cmdlet: 'New-NetIPAddress',
        params: { InterfaceAlias: 'vEthernet (vmbr0.1)', IPAddress: '192.168.1.140', PrefixLength: 25 },
      },
    ],
    pauses: [0, 3],
    isRestarted: false,
  },
]

/** Undefined where this machine refuses the gateway, which is an answer too. */
async function applied(gateway: Gateway, machine: SimulatedMachine): Promise<true | undefined> {
  const options = { target: [], exclude: [], accept: [] }
  const input = { gateway, host: simulatedHost(machine), registry, options, diagnostics: [] }
  const plan = await makePlan(input)
  if (plan.diagnostics.some(({ severity }) => severity === 'error') || plan.unknown.length > 0) return undefined
  const signal = new AbortController().signal
  const account = await applyPlan({ ...input, plan, verb: 'apply', on: () => {}, signal })
  expect(account.problems).toEqual([])
  return true
}

describe('over random gateways, machines and assumptions', () => {
  test('after apply and destroy the machine is as before, and gw keeps nothing on it', async () => {
    await fc.assert(
      fc.asyncProperty(anyWishes, anyRecipe, async (wishes, recipe) => {
        const [gateway, machine] = [gatewayOf(wishes), machineOf(recipe)]
        machine.advance(120)
        const before = await lookOf(machine)
        if (hasBoth(before) || (await applied(gateway, machine)) === undefined) return
        machine.advance(60)
        const { account } = await destroy(gateway, machine)
        expect(account.problems).toEqual([])
        machine.advance(120)
        expect(await lookOf(machine)).toEqual(before)
        expect(machine.state.gw.ledger).toBeUndefined()
      }),
      RUNS,
    )
  })

  test('also with guards: power, the router flag, the routing service', async () => {
    const byHand = fc.subarray([...GUARDED])
    await fc.assert(
      fc.asyncProperty(fc.subarray(guards()), anyAssumptions, byHand, async (resources, assumed, calls) => {
        const machine = machineAssuming(assumed)
        for (const { cmdlet, params } of calls) machine.invoke(cmdlet, params)
        machine.reboot()
        machine.advance(120)
        const before = await lookOf(machine)
        const gateway = house({ resources, authorities: [] })
        if ((await applied(gateway, machine)) === undefined) return
        machine.reboot()
        machine.advance(120)
        const { account } = await destroy(gateway, machine)
        expect(account.problems).toEqual([])
        machine.reboot()
        machine.advance(120)
        expect(await lookOf(machine)).toEqual(before)
      }),
      RUNS,
    )
  })

  test('also after somebody edited it by hand', async () => {
    await fc.assert(
      fc.asyncProperty(anyAssumptions, fc.constantFrom(...EDITS), async (assumed, edit) => {
        const machine = machineAssuming(assumed)
        machine.advance(120)
        const before = await lookOf(machine)
        if ((await applied(house(), machine)) === undefined) return
        machine.advance(60)
        machine.invoke(edit.cmdlet, edit.params)
        machine.advance(60)
        const { account } = await destroy(house(), machine)
        expect(account.problems).toEqual([])
        machine.advance(120)
        // What somebody else left on an adapter that is gone has no interface any more.
        const after = (await lookOf(machine)).filter((object) => !object.includes('"interface":""'))
        expect(after).toEqual(before)
      }),
      RUNS,
    )
  })

  test('a part that leaves the file leaves nothing behind: as if it had never been there', async () => {
    await fc.assert(
      fc.asyncProperty(anyWishes, anyRecipe, async (wishes, recipe) => {
        const [whole, part] = [gatewayOf({ ...wishes, hasIngress: true, hasDns: true }), gatewayOf(wishes)]
        const [machine, other] = [machineOf(recipe), machineOf(recipe)]
        if (hasBoth(await lookOf(machine))) return
        if ((await applied(whole, machine)) === undefined || (await applied(part, other)) === undefined) return
        await applied(part, machine)
        for (const one of [machine, other]) one.advance(120)
        expect(await lookOf(machine)).toEqual(await lookOf(other))
      }),
      { ...RUNS, examples: [LEASE_RETURNS] },
    )
  })
})
