// The proof and the trace say the same: no loop found means that nothing the proxy dials comes back, and a loop found does.
import { expect, test } from 'vitest'
import { noLoop } from '../../src/analysis/no-loop.ts'
import type { TraceInput } from '../../src/analysis/trace/input.ts'
import { traceRoute } from '../../src/analysis/trace/trace-route.ts'
import { SECOND_ROUTER } from '../kernel/compile.ts'
import { randomCase, randomFrom } from '../kernel/random-house.ts'

const TARGETS = ['192.0.2.10', '8.8.8.8', '198.51.100.7', '203.0.113.5', '172.20.1.1', '203.0.113.9', '1.0.0.0']

test('in 400 random houses', () => {
  const random = randomFrom(20261123)
  let proven = 0
  let looping = 0
  for (let count = 0; count < 400; count++) {
    const { house } = randomCase(random, 1)
    const { gateway } = house.topology
    if (house.tun === undefined) continue
    const answer = noLoop({ ...gateway, tun: house.tun })
    if ('error' in answer) throw new Error(answer.error.message)
    const found = new Map(answer.loops.map((loop) => [loop.interface, loop.to]))
    const holders = gateway.interfaces.filter(({ name }) => holdsDefault(gateway, name))
    for (const { name } of holders) {
      const to = found.get(name)
      const verdicts = (to === undefined ? TARGETS : [to]).map((target) => dialled(house, name, target))
      expect([gateway, name, ...verdicts.map((reason) => reason === `reentry:${name}`)]).toEqual([
        gateway,
        name,
        ...verdicts.map(() => to !== undefined),
      ])
      if (to === undefined) proven++
      else looping++
    }
  }
  expect(Math.min(proven, looping)).toBeGreaterThan(50)
})

/** Why a flow from this interface ends as it does, whatever the rules: everything goes out directly, by that egress. */
function dialled(house: TraceInput, egress: string, to: string): string | undefined {
  const tun = {
    ...(house.tun ?? { interface: 'tun', address: '198.18.0.1/30' }),
    running: true,
    egress,
    bind: 'interface' as const,
  }
  // Into the TUN by its own address, because not every house sends everything there.
  const packet = { from: 'gateway', to: '198.18.0.2', real: to, proto: 'tcp', port: 443 } as const
  const outbounds = { DIRECT: { type: 'direct' } }
  const result = traceRoute({ ...house, tun: { ...tun, outbounds, dnsHijack: [] }, rules: [], packet })
  return 'error' in result ? result.error.message : result.reason
}

/** R3, in the words of these houses: one next hop is never on-link, another only where the ingress has a short prefix. */
function holdsDefault({ interfaces, routes = [] }: TraceInput['topology']['gateway'], name: string): boolean {
  const face = interfaces.find((one) => one.name === name && one.up !== false)
  const isFar = (via: string | null | undefined) =>
    via === '10.7.7.1' || (via === SECOND_ROUTER && face?.addresses?.[0]?.endsWith('/29') === true)
  return (
    face !== undefined &&
    routes.some((route) => route.interface === name && route.dst === '0.0.0.0/0' && !isFar(route.via))
  )
}
