// What stops a plan or an apply: stale plans, faults, another ledger.
import { savePlan } from '../../../src/app/plan.ts'
import { configOf } from '../../../src/app/saved-plan.ts'
import { buildGraph } from '../../../src/engine/graph.ts'
import { makePlan, parsePlanFile, renderPlanFile } from '../../../src/engine/index.ts'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../../src/hosts/simulated/machine.ts'
import type { Plan } from '../../../src/model/plan.ts'
import { on } from '../../../src/powershell/call.ts'
import { registry } from '../../../src/providers/registry.ts'
import { house } from '../../analysis/house.ts'
import { resourceOf } from '../../support/tables.ts'
import {
  answered,
  applied,
  destroyed,
  type Examples,
  gatewayOf,
  inputOf,
  made,
  planned,
  refused,
  typed,
} from '../recipes.ts'

const HOLDER = {
  by: 'GW-PC\\me',
  verb: 'apply',
  since: '2026-11-20T21:00:00.000Z',
  pid: 4711,
  computerName: 'OTHER-PC',
}
const ingress = 'vEthernet (vmbr0.1)'

const planOf = (machine: SimulatedMachine): Promise<Plan> =>
  makePlan(inputOf(gatewayOf(house()), simulatedHost(machine)))
const parsed = (change: (text: string) => string) =>
  refused(async () => parsePlanFile(change(renderPlanFile(await planOf(articleMachine()))), 'plan.json'))
const ledger = (text: string) => planned((machine) => Object.assign(machine.state.gw, { ledger: text }))
const written = (change: object) => {
  const { machineGuid, smbiosUuid } = articleMachine().state.computer
  const machine = { machineGuid, smbiosUuid }
  const none = { resources: {}, originals: {}, pending: {} }
  return JSON.stringify({ formatVersion: 1, gateway: 'home', machine, serial: 1, ...none, ...change })
}

export const examples: Examples = {
  'apply/interrupted': applied({ signal: AbortSignal.abort() }),
  'apply/locked': applied({ meanwhile: (machine) => Object.assign(machine.state.gw, { lock: HOLDER }) }),
  'apply/no-effect': applied({
    async before(machine) {
      await made(machine)
      machine.assume('persistent-route-removal', 'fails-silently')
      const route = { DestinationPrefix: '0.0.0.0/0', NextHop: '192.168.1.130' }
      machine.invoke('New-NetRoute', { InterfaceAlias: ingress, ...route })
    },
  }),
  'apply/not-announced': applied({
    on({ type }, machine) {
      const address = { IPAddress: '192.168.1.77', PrefixLength: 24 }
      if (type === 'step-started') machine.invoke('New-NetIPAddress', { InterfaceAlias: '以太网 4', ...address })
    },
  }),
  'apply/not-confirmed': typed(['apply']),
  'apply/not-converged': applied({
    on(event, machine) {
      if (event.type === 'step-done' && event.change.kind === 'NetIPInterface')
        machine.invoke('Set-NetIPInterface', { InterfaceAlias: ingress, AddressFamily: 'IPv4', Forwarding: 'Disabled' })
    },
  }),
  'apply/not-settled': applied({
    // Windows goes on looking for another owner of the address and never ends.
    on({ type }, machine) {
      if (type === 'waiting') machine.state.due = machine.state.due.filter(({ what }) => what !== 'dad')
    },
  }),
  'apply/unusable': applied({ before: (machine) => machine.state.lans.home?.taken.push('192.168.1.129') }),
  'destroy/adapter-missing': destroyed(
    () => {},
    (machine) => {
      machine.invoke('Remove-VMSwitch', { Name: 'vmbr0', Force: true })
      unplug(machine, '以太网 4')
    },
  ),
  'destroy/would-loop': destroyed((machine) =>
    machine.invoke('Set-NetIPInterface', { InterfaceAlias: '以太网 4', AddressFamily: 'IPv4', Forwarding: 'Enabled' }),
  ),
  'graph/unknown-reference': refused(() =>
    buildGraph(
      [{ ...resourceOf('HyperVSwitch', 'vmbr0', { name: 'vmbr0' }), needs: ['HyperVSwitch.lab'] }],
      [],
      registry,
    ),
  ),
  'gw/exit-code': answered(async () => {
    const machine = articleMachine()
    const answer = machine.runProgram('sc.exe', ['config', 'Mihomo', 'start=', 'delayed-auto'])
    if ('rows' in answer) throw new Error('sc.exe went through')
    return answer.error
  }),
  'gw/interface-not-found': answered(() => errorOf(articleMachine())),
  'gw/interface-ambiguous': answered(() => {
    const machine = articleMachine()
    for (const one of machine.state.adapters) if (one.name === 'WLAN') one.name = ingress
    for (const one of machine.state.adapters) if (one.kind === 'bluetooth') one.name = ingress.toUpperCase()
    return errorOf(machine)
  }),
  'host/lost': applied({ meanwhile: (machine) => machine.state.faults.push({ at: 1, kind: 'link dies' }) }),
  'ledger/newer-version': ledger('{ "formatVersion": 99 }'),
  'ledger/other-gateway': ledger(written({ gateway: 'house' })),
  'ledger/other-machine': ledger(written({ machine: { machineGuid: 'another', smbiosUuid: 'another' } })),
  'ledger/torn': ledger('{ "formatVersion": 1, "gatew'),
  'ownership/respelled': planned((machine) => made(machine), house().replaceAll('vmbr0.1', 'VMBR0.1')),
  'plan/config-changed': applied({ change: (plan) => ({ ...plan, config: { ...plan.config, hash: 'another' } }) }),
  'plan/exists': typed(['plan', '-o', 'gateway.yaml']),
  'plan/incomplete': refused(async () => {
    const machine = articleMachine()
    machine.state.computer.elevated = false
    await savePlan(await planOf(machine), 'plan.json')
  }),
  'plan/machine-changed': applied({
    meanwhile: (machine) => machine.invoke('New-VMSwitch', { Name: 'vmbr0', SwitchType: 'Internal' }),
  }),
  'plan/newer-version': parsed((text) => text.replace('"formatVersion": 1', '"formatVersion": 9')),
  'plan/no-config': refused(async () => configOf(await planOf(articleMachine()), 'plans/plan.json')),
  'plan/not-a-plan': parsed(() => '{}'),
  'plan/other-gateway': applied({ change: (plan) => ({ ...plan, gateway: 'house' }) }),
  'plan/other-machine': applied({
    change: (plan) => ({ ...plan, machine: { ...plan.machine, computerName: 'OTHER-PC', machineGuid: 'another' } }),
  }),
  'plan/steps-differ': applied({ change: (plan) => ({ ...plan, changes: plan.changes.slice(1) }) }),
  'plan/torn': parsed((text) => text.slice(0, 1000)),
  'plan/unknown': applied({ before: (machine) => Object.assign(machine.state.computer, { elevated: false }) }),
  'plan/unknown-address': refused(() =>
    makePlan({
      ...inputOf(gatewayOf(house()), simulatedHost(articleMachine())),
      options: { target: ['HyperVSwitch.vmbr'], exclude: [], accept: [] },
    }),
  ),
  'plan/used': applied({ change: (plan) => ({ ...plan, ledgerSerial: plan.ledgerSerial - 1 }) }),
  'windows/access-denied': applied({ meanwhile: (machine) => machine.state.faults.push(DENIED) }),
  'windows/refused': applied({ meanwhile: (machine) => machine.state.faults.push({ at: 1, kind: 'fails' }) }),
}

const DENIED = {
  at: 1,
  kind: 'fails',
  error: {
    id: 'AccessDenied,Microsoft.HyperV.PowerShell.Commands.NewVMSwitch',
    category: 'PermissionDenied',
    message: 'You do not have the required permission to complete this task.',
  },
} as const

async function errorOf(machine: SimulatedMachine) {
  const params = { InterfaceIndex: on(ingress), AddressFamily: 'IPv4', Forwarding: 'Enabled' } as const
  const outcome = await simulatedHost(machine).run({ cmdlet: 'Set-NetIPInterface', params })
  if (outcome.ok) throw new Error('the call went through')
  return outcome.error
}

/** A USB adapter that somebody has pulled out. */
function unplug({ state }: SimulatedMachine, name: string): void {
  const guid = state.adapters.find((one) => one.name === name)?.guid
  state.adapters = state.adapters.filter((one) => one.guid !== guid)
  state.interfaces = state.interfaces.filter(({ adapter }) => adapter !== guid)
}
