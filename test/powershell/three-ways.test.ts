// A plan interpreted directly, through runner.ps1, and as a rendered script: three ways, one end state. And the script
// again: nothing more happens.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { applyPlan, makePlan } from '../../src/engine/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import type { Host } from '../../src/model/host.ts'
import type { Resource } from '../../src/model/resource.ts'
import type { TableName } from '../../src/powershell/snapshot.ts'
import tables from '../../src/powershell/tables.json' with { type: 'json' }
import { registry } from '../../src/providers/registry.ts'
import { renderPlanScript } from '../../src/report/plan-script.ts'
import { EGRESS, house, houseResources, INGRESS } from '../support/house.ts'
import { runScript } from './rig/run-script.ts'
import { describeShells, findShells, type Shell } from './rig/shells.ts'
import { openSimulatedRig } from './rig/simulated.ts'

// The file's keys are the tables.
const ALL = Object.keys(tables) as TableName[]
const shells = await findShells()

interface Step {
  readonly name: string
  /** What somebody does to the machine before. */
  readonly before?: (machine: SimulatedMachine) => void
  readonly gateway: Gateway
}

function edited(change: (resource: Resource) => Resource | undefined): Gateway {
  return house({ resources: houseResources().flatMap((resource) => change(resource) ?? []) })
}

const nothing = house({ resources: [], authorities: [] })
const cycles: readonly { readonly name: string; readonly steps: readonly Step[] }[] = [
  {
    name: 'the house, drifted, edited, taken down',
    steps: [
      { name: 'made', gateway: house() },
      {
        name: 'put back after somebody forwarded on the uplink and removed the route',
        before(machine) {
          machine.invoke('Set-NetIPInterface', { InterfaceAlias: EGRESS, AddressFamily: 'IPv4', Forwarding: 'Enabled' })
          machine.invoke('Remove-NetRoute', { InterfaceAlias: EGRESS, DestinationPrefix: '0.0.0.0/0', Confirm: false })
          machine.invoke('Set-DnsClientServerAddress', { InterfaceAlias: EGRESS, ServerAddresses: ['9.9.9.9'] })
        },
        gateway: house(),
      },
      {
        name: 'with another DNS, metric and no forwarding',
        gateway: edited((resource) => {
          if (resource.address.startsWith('DnsClientServerAddress.'))
            return { ...resource, props: { ...resource.props, servers: ['1.1.1.1'] } } as Resource
          if (resource.address === `NetIPInterface.${INGRESS}/IPv4`)
            return { ...resource, props: { ...resource.props, forwarding: 'Disabled' } } as Resource
          return resource
        }),
      },
      { name: 'taken out of the file', gateway: nothing },
    ],
  },
  {
    name: 'an address that somebody took away and a stranger beside it',
    steps: [
      { name: 'made', gateway: house() },
      {
        name: 'put back',
        before(machine) {
          machine.invoke('Remove-NetIPAddress', { InterfaceAlias: INGRESS, IPAddress: '192.168.1.129', Confirm: false })
          machine.invoke('New-NetIPAddress', { InterfaceAlias: INGRESS, IPAddress: '192.168.1.140', PrefixLength: 25 })
          machine.advance(60)
        },
        gateway: house(),
      },
    ],
  },
]

function inputOf(gateway: Gateway, host: Host) {
  return { gateway, host, registry, options: { target: [], exclude: [], accept: [] }, diagnostics: [] }
}

async function apply(gateway: Gateway, host: Host): Promise<void> {
  const input = inputOf(gateway, host)
  const plan = await makePlan(input)
  const account = await applyPlan({ ...input, plan, verb: 'apply', on: () => {}, signal: new AbortController().signal })
  expect(account.problems).toEqual([])
}

/** All tables after everything has settled, rows sorted. */
async function endOf(machine: SimulatedMachine): Promise<Record<string, readonly string[]>> {
  machine.advance(600)
  const snapshot = await simulatedHost(machine).read(ALL)
  return Object.fromEntries(
    ALL.map((table) => [
      table,
      snapshot
        .rows(table)
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  )
}

function copy(machine: SimulatedMachine): SimulatedMachine {
  return SimulatedMachine.parse(machine.toText(), 'machine.sim.json')
}

async function throughRunner(shell: Shell, machine: SimulatedMachine, gateway: Gateway): Promise<void> {
  const rig = await openSimulatedRig(shell, machine)
  const ledger = machine.state.gw.ledger
  if (ledger !== undefined) await rig.host.store.writeLedger(ledger)
  await apply(gateway, rig.host)
  expect(rig.host.processes).toBe(1)
  await rig.close()
}

async function asScript(shell: Shell, machine: SimulatedMachine, gateway: Gateway): Promise<string> {
  const plan = await makePlan(inputOf(gateway, simulatedHost(machine)))
  const script = renderPlanScript(plan)
  const rig = await openSimulatedRig(shell, machine)
  const file = join(rig.folder, 'plan.ps1')
  writeFileSync(file, script)
  const run = () => runScript(shell, file, { ...rig.env, PSModulePath: rig.modulePath })
  expect(await run()).toMatchObject({ code: 0, stderr: '' })
  const end = await endOf(machine)
  expect(await run()).toMatchObject({ code: 0, stderr: '' })
  expect(await endOf(machine)).toEqual(end)
  await rig.close()
  return script
}

describeShells('three ways through $name', shells, (shell) => {
  test.each(cycles)('$name', async ({ steps }) => {
    let start = articleMachine()
    for (const { before, gateway } of steps) {
      before?.(start)
      const [direct, runner, script] = [copy(start), copy(start), copy(start)]
      await apply(gateway, simulatedHost(direct))
      await throughRunner(shell, runner, gateway)
      await asScript(shell, script, gateway)
      const end = await endOf(direct)
      expect(await endOf(runner)).toEqual(end)
      expect(await endOf(script)).toEqual(end)
      start = direct
    }
  })
})
