// However many resources: one PowerShell process and one round trip of reads.
import { afterAll, expect, test } from 'vitest'
import { makePlan } from '../../src/engine/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import type { Resource } from '../../src/model/resource.ts'
import { registry } from '../../src/providers/registry.ts'
import { house } from '../support/house.ts'
import { resourceOf } from '../support/tables.ts'
import type { Rig } from './rig/rig-host.ts'
import { describeShells, findShells } from './rig/shells.ts'
import { openSimulatedRig } from './rig/simulated.ts'

const shells = await findShells()

function routes(count: number): Resource[] {
  return Array.from({ length: count }, (_, index) =>
    resourceOf('NetRoute', `r${index}`, {
      interface: '以太网 4',
      destinationPrefix: `10.${index >> 8}.${index & 255}.0/24`,
      nextHop: '192.168.1.1',
    }),
  )
}

describeShells('through $name', shells, (shell) => {
  const rigs: Rig[] = []
  afterAll(async () => {
    for (const rig of rigs) await rig.close()
  })

  test.each([10, 10_000])('a plan of %i resources: 1 process, 1 read round trip', async (count) => {
    const machine = articleMachine()
    const wired = machine.state.adapters.find((adapter) => adapter.name === '以太网 4')?.guid ?? ''
    // Nine of ten are there already, so the answers are long too.
    for (const { props } of routes(count).slice(0, count * 0.9)) {
      if (!('destinationPrefix' in props)) continue
      const route = {
        adapter: wired,
        family: 'IPv4',
        prefix: props.destinationPrefix,
        nextHop: '192.168.1.1',
        metric: 256,
        protocol: 'NetMgmt',
        publish: 'No',
      } as const
      machine.state.routes.push({ ...route, store: 'ActiveStore' }, { ...route, store: 'PersistentStore' })
    }
    const rig = await openSimulatedRig(shell, machine)
    rigs.push(rig)
    const gateway = house({ resources: routes(count), authorities: [] })
    const options = { target: [], exclude: [], accept: [] }
    const plan = await makePlan({ gateway, host: rig.host, registry, options, diagnostics: [] })
    expect(plan.changes.filter((change) => change.action === 'create')).toHaveLength(count / 10)
    expect([rig.host.processes, rig.host.roundTrips, plan.reads.roundTrips]).toEqual([1, 1, 1])
  })
})
