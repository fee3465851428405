// Steps whose effect comes with a restart of Windows: everything else is done, the rest waits, the second run converges.
import { describe, expect, test } from 'vitest'
import { applyPlan, exitCodeOf, makePlan } from '../../src/engine/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Account } from '../../src/model/apply-event.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Resource } from '../../src/model/resource.ts'
import { registry } from '../../src/providers/registry.ts'
import { house } from '../support/house.ts'
import { resourceOf } from '../support/tables.ts'

const FEATURE = 'WindowsFeature.Microsoft-Hyper-V'
const hyperV = resourceOf('WindowsFeature', 'Microsoft-Hyper-V', { name: 'Microsoft-Hyper-V', state: 'Enabled' })
const otherNic = resourceOf('NetIPInterface', 'WLAN/IPv4', {
  interface: 'WLAN',
  family: 'IPv4',
  interfaceMetric: 15,
})

const inputOf = (gateway: Gateway, machine: SimulatedMachine) => ({
  gateway,
  host: simulatedHost(machine),
  registry,
  options: { target: [], exclude: [], accept: [] },
  diagnostics: [],
})
const plan = (gateway: Gateway, machine: SimulatedMachine): Promise<Plan> => makePlan(inputOf(gateway, machine))

async function apply(gateway: Gateway, machine: SimulatedMachine): Promise<Account> {
  const input = inputOf(gateway, machine)
  const shown = await makePlan(input)
  return applyPlan({ ...input, plan: shown, verb: 'apply', on: () => {}, signal: new AbortController().signal })
}

const withHouse = (...resources: Resource[]): Gateway => house({ resources: [...resources, ...house().resources] })

function bareMachine(assumed: Record<string, string> = {}): SimulatedMachine {
  const machine = articleMachine({ hyperV: 'Disabled' })
  Object.assign(machine.state.assumptions, assumed)
  return machine
}

describe('on a machine without Hyper-V', () => {
  test('the switch is planned as known after the feature, not as unknown', async () => {
    const { unknown, changes } = await plan(withHouse(hyperV), bareMachine())
    expect(unknown).toEqual([])
    const [feature, made] = changes
    expect(feature).toMatchObject({ address: FEATURE, action: 'update', cost: { outage: 'restart' } })
    expect(made).toMatchObject({
      address: 'HyperVSwitch.vmbr0',
      action: 'create',
      knownAfter: [1],
      note: `after the restart that ${FEATURE} needs`,
    })
  })

  test('without the feature in the file the switch stays unknown', async () => {
    const { unknown, changes } = await plan(withHouse(), bareMachine())
    expect(unknown.map(({ address }) => address)).toContain('HyperVSwitch.vmbr0')
    expect(changes.map(({ address }) => address)).not.toContain('HyperVSwitch.vmbr0')
  })

  test.each([
    {},
    { 'feature-before-restart': 'Enabled' },
    { 'hyper-v-before-restart': 'no-service' },
    { 'feature-before-restart': 'Enabled', 'hyper-v-before-restart': 'no-service' },
  ])('apply ends with 9, and after the restart it converges: %j', async (assumed) => {
    const [gateway, machine] = [withHouse(hyperV), bareMachine(assumed)]
    const first = await apply(gateway, machine)
    expect(first).toMatchObject({ exitCode: 9, done: [FEATURE], restart: [FEATURE], notStarted: [], problems: [] })
    expect(first.postponed).toContain('HyperVSwitch.vmbr0')
    expect(machine.state.switches.filter(({ name }) => name === 'vmbr0')).toEqual([])
    machine.reboot()
    machine.advance(60)
    const second = await apply(gateway, machine)
    expect(second).toMatchObject({ exitCode: 0, postponed: [], restart: [], problems: [] })
    expect((await plan(gateway, machine)).changes).toEqual([])
  })

  test('run again before the restart it waits, says for what, and changes nothing', async () => {
    const [gateway, machine] = [withHouse(hyperV), bareMachine()]
    await apply(gateway, machine)
    const waiting = await plan(gateway, machine)
    expect(waiting.restarting).toEqual([FEATURE])
    expect(exitCodeOf(waiting)).toBe(2)
    const again = await apply(gateway, machine)
    expect(again).toMatchObject({ exitCode: 9, done: [], restart: [FEATURE] })
    expect(again.postponed).toEqual(waiting.changes.map(({ address }) => address))
  })

  test('what does not stand on the feature is done before the restart', async () => {
    const first = await apply(withHouse(hyperV, otherNic), bareMachine())
    expect(new Set(first.done)).toEqual(new Set([otherNic.address, FEATURE]))
  })

  test('ingress waits with egress, even where it is another adapter', async () => {
    const wlan = resourceOf('NetIPInterface', 'WLAN/IPv4', { interface: 'WLAN', family: 'IPv4', forwarding: 'Enabled' })
    const first = await apply(withHouse(hyperV, { ...wlan, role: 'ingress' }), bareMachine())
    expect(first.done).toEqual([FEATURE])
    expect(first.postponed).toContain('NetIPInterface.WLAN/IPv4')
  })
})

test('IPEnableRouter counts from the next restart on: done, and exit 9', async () => {
  const machine = articleMachine()
  machine.invoke('Set-ItemProperty', {
    LiteralPath: 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters',
    Name: 'IPEnableRouter',
    Value: 1,
    Type: 'DWord',
  })
  const gateway = house({
    resources: [resourceOf('TcpipRegistry', 'Tcpip/Parameters', { ipEnableRouter: false })],
    authorities: [],
  })
  const account = await apply(gateway, machine)
  expect(account).toMatchObject({ exitCode: 9, restart: ['TcpipRegistry.Tcpip/Parameters'], postponed: [] })
  expect((await plan(gateway, machine)).changes).toEqual([])
})
