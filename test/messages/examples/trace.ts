// What the library answers when it cannot trace.
import type { PacketInput, TraceInput } from '../../../src/analysis/trace/input.ts'
import { traceRoute } from '../../../src/analysis/trace/trace-route.ts'
import { type Change, inputOf } from '../../analysis/trace/house.ts'
import type { Examples, Recipe } from '../recipes.ts'

const web: PacketInput = { from: 'tv', to: '192.0.2.10', proto: 'tcp', port: 443 }

function traced(change: Change, packet: Partial<PacketInput> = {}): Recipe {
  return (code) => answer(code, inputOf(change, { ...web, ...packet }))
}

function answer(code: string, input: TraceInput): string {
  const result = traceRoute(input)
  if (!('error' in result) || result.error.code !== code) throw new Error(`${code} is not said`)
  return JSON.stringify(result.error, null, 2)
}

export const examples: Examples = {
  'trace/bad-rule': traced({ rules: ['IP-CIDR,192.0.2.0,HK', 'MATCH,DIRECT'] }),
  'trace/duplicate-name': traced({ clients: [{ name: 'tv', address: '10.0.0.141/25' }] }),
  'trace/not-an-address': traced({ lan: { addresses: ['10.0.0.300/25'] } }),
  'trace/unknown-outbound': traced({ rules: ['MATCH,Proxy'] }),
  'trace/unknown-sender': traced({}, { from: 'phone' }),
  'trace/wrong-shape': traced({ in: { metric: -1 } }),
}
