// The picture in docs/architecture.md, followed through the real program: each of its lines is what really is there.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadGateway } from '../../src/config/load.ts'
import { applyPlan, makePlan } from '../../src/engine/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Host } from '../../src/model/host.ts'
import { registry } from '../../src/providers/registry.ts'
import { INGRESS } from '../support/house.ts'
import { describeShells, findShells } from './rig/shells.ts'
import { openSimulatedRig } from './rig/simulated.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const picture = /```\n(gateway\.yaml:.*?)```/s.exec(readFileSync(`${root}docs/architecture.md`, 'utf8'))?.[1] ?? ''
const { gateway } = loadGateway('gateway.yaml', readFileSync(`${root}examples/whole-house/gateway.yaml`))
const shells = await findShells()

async function apply(host: Host) {
  if (gateway === undefined) throw new Error('the example is broken')
  const input = { gateway, host, registry, options: { target: [], exclude: [], accept: [] }, diagnostics: [] }
  const plan = await makePlan(input)
  const { signal } = new AbortController()
  return { plan, account: await applyPlan({ ...input, plan, verb: 'apply', on: () => {}, signal }) }
}

/** Objects as the picture writes them: no quotes, no end. */
function written(value: object): string {
  return JSON.stringify(value)
    .replaceAll('"', '')
    .replaceAll(':{', ': {')
    .replace(/([:,{])(?=\S)/g, '$1 ')
    .replace(/(\S)}/g, '$1 }')
}

async function brokenHouse(): Promise<SimulatedMachine> {
  const machine = articleMachine()
  await apply(simulatedHost(machine))
  machine.advance(60)
  machine.invoke('Set-NetIPInterface', { InterfaceAlias: INGRESS, AddressFamily: 'IPv4', Forwarding: 'Disabled' })
  return machine
}

describeShells('the picture, through $name', shells, (shell) => {
  test('every line of it', async () => {
    const machine = await brokenHouse()
    const rig = await openSimulatedRig(shell, machine)
    await rig.host.store.writeLedger(machine.state.gw.ledger ?? '')
    const { plan, account } = await apply(rig.host)
    expect(account.exitCode).toBe(0)
    const [change] = plan.changes
    expect(plan.changes).toHaveLength(1)

    const forwarding = change?.properties.find(({ property }) => property === 'forwarding')
    expect(picture).toContain(`gateway.yaml:${forwarding?.position?.line}   role: ingress\n`)
    expect(picture).toContain(`Resource  ${change?.address}   { forwarding: Enabled, … }`)
    expect(picture).toContain(`is decided in gateway.yaml:${forwarding?.position?.line}\n`)
    const told = `forwarding ${forwarding?.before} → ${forwarding?.after}     cause: ${change?.cause}`
    expect(picture).toMatch(new RegExp(`Change ${change?.number}  ~ ${change?.action} +${told}\n`))
    const [step] = change?.program ?? []
    const params = step !== undefined && 'params' in step ? step.params : {}
    expect(change?.program).toHaveLength(1)
    expect(picture).toContain(`[{ cmdlet: ${step !== undefined && 'cmdlet' in step ? step.cmdlet : ''},\n`)
    expect(picture).toContain(`params: ${written(params)} }]\n`)

    const call = rig.server.calls.find(({ cmdlet }) => cmdlet === 'Set-NetIPInterface')
    const bound = Object.entries(call?.params ?? {}).map(([name, value]) => `-${name} ${[value].flat().join()}`)
    const [line = ''] = /NetTCPIP\\Set-NetIPInterface.*/.exec(picture) ?? []
    expect(
      line
        .replace(' -Confirm:$false -ErrorAction Stop', '')
        .split(/ (?=-)/)
        .slice(1)
        .sort(),
    ).toEqual(bound.sort())

    const snapshot = await rig.host.read(['Get-NetIPInterface'])
    await rig.close()
    expect(rig.server.calls).toContainEqual({ cmdlet: 'Get-NetIPInterface', params: { PolicyStore: 'ActiveStore' } })
    const row = snapshot
      .rows('Get-NetIPInterface')
      .find((one) => one.InterfaceAlias === INGRESS && one.AddressFamily === 'IPv4')
    const { InterfaceAlias, Forwarding, Store } = row ?? {}
    expect(picture).toContain(`[${written({ InterfaceAlias, Forwarding, Store }).replace(' }', ', … }]')}`)
    const actual = registry.NetIPInterface.actual(snapshot).find(
      ({ props }) => props.interface === INGRESS && props.family === 'IPv4',
    )
    const { interface: alias, family, forwarding: now } = actual?.props ?? {}
    const shown = written({ interface: alias, family, forwarding: now }).replace(' }', ', … }')
    expect(picture).toContain(`desired   ${shown}\n`)
    expect(picture).toContain(`actual    ${shown}     equal to desired: done`)
  })
})
