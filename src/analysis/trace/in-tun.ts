// A packet has entered the TUN: the proxy reads it and decides by its rules.
import { firstMatch } from './first-match.ts'
import type { Journey } from './journey.ts'
import type { Face, Outbound, Tun } from './network.ts'
import type { Packet } from './packet.ts'
import type { Step } from './step.ts'

export function inTun(journey: Journey, tun: Tun, packet: Packet, arrival: Face | undefined): Step {
  const { model } = journey.ground
  journey.go(tun.face.name)
  if (arrival !== undefined && packet.source !== undefined) {
    journey.entered = { client: packet.source, arrival, length: journey.path.length }
  }
  if (!model.relays(packet)) {
    journey.tell('R20', 'ICMP is not passed on: a ping through the TUN proves nothing.')
    return { verdict: 'blackhole', reason: 'icmp-not-relayed' }
  }
  if (model.hijacks(tun, packet)) {
    journey.tell('R19', 'A question to port 53 that enters the TUN is answered by the DNS of the proxy.')
    journey.go('dns')
    return { verdict: 'proxied', via: 'dns' }
  }
  return byRules(journey, tun, packet)
}

function byRules(journey: Journey, tun: Tun, packet: Packet): Step {
  const { rules, model } = journey.ground
  const found = firstMatch(rules, model.metaOf(packet, tun), tun)
  if ('problem' in found) return found
  const open = packet.known === undefined ? unanswered(rules.rules, found.index) : 0
  if (open > 0) {
    const says = `What ${open === 1 ? 'one line' : `${open} lines`} before it would look up in a database or rule provider is not known; taken not to fit.`
    journey.tell('R21', says, { evidence: ['assumed'] })
  }
  const line = found.index < 0 ? {} : { line: { index: found.index, text: rules.rules[found.index] ?? '' } }
  journey.tell('R21', `${found.why} It goes to ${found.target}.`, line)
  const outbound = tun.outbounds.get(found.target) ?? BUILT_IN.get(found.target)
  if (outbound === undefined) {
    const message = `The rules lead to ${JSON.stringify(found.target)}, and there is no such outbound.`
    return { problem: { code: 'trace/unknown-outbound', message, at: `rules[${found.index}]` } }
  }
  journey.go(found.target)
  if (outbound.kind === 'reject') return { verdict: 'rejected', via: found.target }
  return { at: 'dial', tun, name: found.target, outbound, packet }
}

/** Lines before the one that fits (-1: none does) that ask what the trace cannot know by itself. */
function unanswered(lines: readonly string[], index: number): number {
  const before = index < 0 ? lines : lines.slice(0, index)
  return before.filter((line) => /\b(GEOSITE|RULE-SET|IP-ASN|GEOIP,(?!\s*LAN\b))/i.test(line)).length
}

/** mihomo.md, section 3. PASS is never reached: a line that leads there is skipped. */
const BUILT_IN: ReadonlyMap<string, Outbound> = new Map([
  ['DIRECT', { kind: 'direct', hasUdp: true }],
  ['COMPATIBLE', { kind: 'direct', hasUdp: true }],
  ['REJECT', { kind: 'reject', hasUdp: true }],
  ['REJECT-DROP', { kind: 'reject', hasUdp: true }],
])
