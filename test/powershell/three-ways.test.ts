// A plan interpreted directly, through runner.ps1, and as a rendered script: three ways, one end state. And the script
// again: nothing more happens.
import { expect, test } from 'vitest'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import type { Resource } from '../../src/model/resource.ts'
import { EGRESS, house, houseResources, INGRESS } from '../support/house.ts'
import { EDITS, machineAssuming } from '../support/random.ts'
import { describeShells, findShells } from './rig/shells.ts'
import { apply, applyThroughRunner, copyOf, endOf, runAsScript } from './rig/ways.ts'

const shells = await findShells()
const DONE = { code: 0, stderr: '' }

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

describeShells('three ways through $name', shells, (shell) => {
  test.each(cycles)('$name', async ({ steps }) => {
    let start = articleMachine()
    for (const { before, gateway } of steps) {
      before?.(start)
      const [direct, runner, script] = [copyOf(start), copyOf(start), copyOf(start)]
      expect(await apply(gateway, simulatedHost(direct))).toEqual([])
      expect(await applyThroughRunner(shell, runner, gateway)).toEqual([])
      expect(await runAsScript(shell, script, gateway, 2)).toMatchObject([DONE, DONE])
      const end = await endOf(direct)
      expect(await endOf(runner)).toEqual(end)
      expect(await endOf(script)).toEqual(end)
      start = direct
    }
  })

  test.each(EDITS)('repaired by script: $address $cause after $cmdlet', async ({ cmdlet, params }) => {
    const direct = articleMachine()
    await apply(house(), simulatedHost(direct))
    direct.advance(60)
    direct.invoke(cmdlet, params)
    direct.advance(60)
    const script = copyOf(direct)
    expect(await apply(house(), simulatedHost(direct))).toEqual([])
    expect(await runAsScript(shell, script, house())).toMatchObject([DONE])
    expect(await endOf(script)).toEqual(await endOf(direct))
  })

  test('made by script where Hyper-V calls it an error that there is no switch yet', async () => {
    const direct = machineAssuming({ 'no-switches': 'error' })
    direct.state.switches = []
    direct.state.hostAdapters = []
    const script = copyOf(direct)
    expect(await apply(house(), simulatedHost(direct))).toEqual([])
    expect(await runAsScript(shell, script, house())).toMatchObject([DONE])
    expect(await endOf(script)).toEqual(await endOf(direct))
  })

  // The behaviours nobody could verify that change what a script meets on its way.
  test.each([
    { 'ip-configuration-on-switch': 'wiped', 'vnic-lease': 'at-once' },
    { 'ip-configuration-on-switch': 'dns-lost', 'lease-after-dhcp-off': 'stays' },
    { 'vnic-ready': '12', 'lease-route-protocol': 'Dhcp' },
    { 'vnic-ready': '0', 'vnic-lease': 'none' },
    { 'dhcp-on-address-add': 'left-on', 'last-address-removed': 'dhcp-on-again', 'address-removal': 'lags' },
  ])('made by script where Windows turns out to be %o', async (assumed) => {
    const direct = machineAssuming(assumed)
    const script = copyOf(direct)
    expect(await apply(house(), simulatedHost(direct))).toEqual([])
    expect(await runAsScript(shell, script, house(), 2)).toMatchObject([DONE, DONE])
    expect(await endOf(script)).toEqual(await endOf(direct))
  })
})
