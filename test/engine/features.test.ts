// What the feature behind everything else can say: not there on Home, no answer in time, not to be asked; always in words.
import { expect, test } from 'vitest'
import { makePlan } from '../../src/engine/index.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Plan } from '../../src/model/plan.ts'
import { registry } from '../../src/providers/registry.ts'
import { exampleGateway } from '../support/article.ts'

const FEATURE = 'WindowsFeature.Microsoft-Hyper-V'
const gateway = exampleGateway('whole-house')
const plan = (machine: SimulatedMachine): Promise<Plan> => {
  const options = { target: [], exclude: [], accept: [] }
  return makePlan({ gateway, host: simulatedHost(machine), registry, options, diagnostics: [] })
}

test('on Windows Home: one error with the ways out, and everything that stands on it is unknown, not absent', async () => {
  const { diagnostics, unknown, changes } = await plan(articleMachine({ hyperV: 'unknown' }))
  expect(diagnostics).toMatchObject([
    {
      code: 'feature/unknown',
      address: FEATURE,
      why: expect.stringContaining('Windows Home has no Hyper-V'),
      fix: expect.stringContaining('gw init two-nics'),
    },
  ])
  expect(changes.filter(({ kind }) => /^(HyperV|Net|Dns)/.test(kind))).toEqual([])
  const reasons = new Map(unknown.map(({ address, reason }) => [address, reason]))
  expect(reasons.get('HyperVSwitch.vmbr0')).toContain('Windows Home has none')
  expect(reasons.get('NetIPAddress.vEthernet (vmbr0)/192.168.1.2')).toBe(
    'vEthernet (vmbr0) has no IP interface now. HyperVSwitch.vmbr0, which makes it, is unknown itself.',
  )
})

test.each([
  [
    'DISM does not answer: its deadline passes, and all the rest is planned',
    (machine: SimulatedMachine) => machine.state.faults.push({ at: 'Get-WindowsOptionalFeature', kind: 'hangs' }),
    /did not answer in time/,
  ],
  [
    'without elevation Windows tells its features to nobody',
    ({ state }: SimulatedMachine) => Object.assign(state.computer, { elevated: false }),
    /administrator/,
  ],
])('%s', async (_, change, reason) => {
  const machine = articleMachine()
  change(machine)
  const { unknown, changes } = await plan(machine)
  expect(unknown.find(({ address }) => address === FEATURE)?.reason).toMatch(reason)
  expect(changes.map(({ address }) => address)).toContain('PowerSetting.sleep')
})
