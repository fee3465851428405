import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type NoLoopInput, noLoop } from '../../src/analysis/no-loop.ts'
import type { InterfaceInput, RouteInput } from '../../src/analysis/trace/input.ts'

const egress: InterfaceInput = { name: 'out', addresses: ['192.168.1.2/25'] }
const ingress: InterfaceInput = { name: 'in', addresses: ['192.168.1.129/25'], forwarding: true }
const toRouter: RouteInput = { dst: '0.0.0.0/0', via: '192.168.1.1', interface: 'out', metric: 0 }
const wired = (change: Partial<InterfaceInput>, routes: readonly RouteInput[] = [toRouter]): NoLoopInput => ({
  interfaces: [{ ...egress, ...change }, ingress],
  routes,
})
const TUN = { interface: 'Mihomo', address: '198.18.0.1/30' }

const loopsOf = (input: NoLoopInput) => {
  const answer = noLoop(input)
  if ('error' in answer) throw new Error(answer.error.message)
  return answer.loops.map(({ interface: name, flag, to }) => `${name} ${flag} ${to}`)
}

describe('no loop', () => {
  const halves: RouteInput[] = ['0.0.0.0/1', '128.0.0.0/1'].map((dst) => ({ ...toRouter, dst }))
  test.each<[string, NoLoopInput]>([
    ['the article', wired({})],
    ['the article with its TUN running', { ...wired({}), tun: TUN }],
    ['forwarding where no default route is', wired({ forwarding: true }, [])],
    ['a next hop that is not on-link (R3)', wired({ forwarding: true }, [{ ...toRouter, via: '10.9.9.1' }])],
    ['an interface that is down', wired({ forwarding: true, up: false })],
    ['more specific halves than the TUN has', wired({ forwarding: true }, halves)],
    [
      'a TUN that is not preferred',
      { ...wired({ forwarding: true, metric: 5 }), tun: { ...TUN, routeMetric: 1, interfaceMetric: 10 } },
    ],
    ['a TUN that routes other networks', { ...wired({ forwarding: true }), tun: { ...TUN, routes: [] } }],
    ['the TUN itself, which forwards', { ...wired({}), interfaces: [egress, ingress, tunRow()], tun: 'Mihomo' }],
    ['nothing at all', { interfaces: [] }],
  ])('%s', (_, input) => {
    expect(loopsOf(input)).toEqual([])
  })
})

describe('a loop', () => {
  test.each<[string, NoLoopInput, string[]]>([
    ['forwarding on the egress (GW001)', wired({ forwarding: true }), ['out forwarding 1.0.0.0']],
    ['weak-host send on the egress (GW002)', wired({ weakHostSend: true }), ['out weakHostSend 1.0.0.0']],
    [
      'a default route left on the ingress (GW020)',
      wired({}, [toRouter, { ...toRouter, interface: 'in', via: '192.168.1.130' }]),
      ['in forwarding 1.0.0.0'],
    ],
    [
      'also while the TUN is down',
      { ...wired({ forwarding: true }), tun: { ...TUN, running: false } },
      ['out forwarding 1.0.0.0'],
    ],
    [
      'only for what the TUN has routes to',
      { ...wired({ forwarding: true }), tun: { ...TUN, routes: ['8.0.0.0/8'] } },
      ['out forwarding 8.0.0.0'],
    ],
    [
      'in spite of a /32 for the upstream (R15)',
      wired({ forwarding: true }, [toRouter, { ...toRouter, dst: '203.0.113.5/32' }]),
      ['out forwarding 1.0.0.0'],
    ],
    [
      'with halves of the TUN, as some proxies make them',
      { ...wired({ forwarding: true }), tun: { ...TUN, routes: ['0.0.0.0/1', '128.0.0.0/1'] } },
      ['out forwarding 1.0.0.0'],
    ],
    [
      'a TUN known by its address',
      {
        interfaces: [{ ...egress, forwarding: true }, tunRow()],
        routes: [{ dst: '0.0.0.0/0', interface: 'Mihomo', metric: 0 }, toRouter],
      },
      ['out forwarding 1.0.0.0'],
    ],
    [
      'a tunnel that forwards, though nothing prefers it',
      {
        interfaces: [egress, ingress, { name: 'wgvpn', addresses: ['10.9.0.2/32'], forwarding: true }],
        routes: [toRouter, { dst: '0.0.0.0/0', interface: 'wgvpn', metric: 10000 }],
      },
      ['wgvpn forwarding 1.0.0.0'],
    ],
  ])('%s', (_, input, loops) => {
    expect(loopsOf(input)).toEqual(loops)
  })

  test('is told with both routes', () => {
    expect(noLoop({ ...wired({ forwarding: true }), tun: TUN })).toEqual({
      loops: [
        {
          interface: 'out',
          why: 'Forwarding is on at out, so what the proxy sends there may take any route: 0.0.0.0/0 of Mihomo (metric 0) wins against 0.0.0.0/0 of out (metric 25), and it comes back to the proxy.',
          rule: 'R14',
          flag: 'forwarding',
          to: '1.0.0.0',
        },
      ],
    })
  })
})

test('what cannot be read is no proof', () => {
  expect(noLoop(wired({ addresses: ['192.168.1.300/25'] }))).toEqual({
    error: {
      code: 'trace/not-an-address',
      message: '"192.168.1.300/25" is not an IP address with a prefix length.',
      at: 'interfaces[0].addresses[0]',
    },
  })
  expect(noLoop({ interfaces: [egress, egress] })).toMatchObject({ error: { code: 'trace/duplicate-name' } })
})

test('never throws, whatever it is given', () => {
  fc.assert(
    fc.property(fc.anything(), fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (anything, interfaces, routes, tun) => {
      for (const input of [anything, { interfaces, routes, tun }]) {
        expect(['loops', 'error']).toContain(Object.keys(noLoop(input as NoLoopInput))[0])
      }
    }),
  )
})

test('thousands of routes are no effort', () => {
  const routes = Array.from({ length: 20_000 }, (_, index): RouteInput => {
    return { dst: `100.${index >> 8}.${index & 255}.0/24`, via: '192.168.1.1', interface: 'out' }
  })
  expect(loopsOf(wired({}, [toRouter, ...routes]))).toEqual([])
})

function tunRow(): InterfaceInput {
  return { name: 'Mihomo', addresses: ['198.18.0.1/30'], forwarding: true, metric: 0 }
}
