// The walk: from state to state until there is a verdict. It decides nothing itself but that a state repeated is a loop.

import { assertNever } from '../../model/assert-never.ts'
import { formatIp } from '../../net/ip.ts'
import { dial } from './dial.ts'
import { fromClient } from './from-client.ts'
import { inTun } from './in-tun.ts'
import { inTunnel } from './in-tunnel.ts'
import type { Journey, Outcome } from './journey.ts'
import { leaving } from './leaving.ts'
import { arrives, fromGateway } from './on-gateway.ts'
import type { TraceProblem } from './problem.ts'
import type { State, Step } from './step.ts'
import { wayBack } from './way-back.ts'

/** Every state of a packet is deterministic, so one that comes back comes back for ever; the cap bounds long chains. */
const MOST_STATES = 32

/** A verdict, or why the rules that were reached cannot answer. */
export type Walked = Outcome | { readonly problem: TraceProblem }

export function walk(journey: Journey, start: State): Walked {
  let state = start
  for (let count = 0; count < MOST_STATES; count++) {
    if (journey.isRepeated(keyOf(state))) return repeated(journey, state)
    const step = stepFrom(journey, state)
    if ('problem' in step) return step
    if ('verdict' in step) return step.verdict === 'proxied' ? arrived(journey, step) : step
    state = step
  }
  return { verdict: 'loop', reason: 'too-many-hops' }
}

function stepFrom(journey: Journey, state: State): Step {
  switch (state.at) {
    case 'client':
      return fromClient(journey, state.client, state.packet)
    case 'interface':
      return arrives(journey, state.face, state.packet)
    case 'gateway':
      return fromGateway(journey, state.packet)
    case 'tun':
      return inTun(journey, state.tun, state.packet, state.arrival)
    case 'dial':
      return dial(journey, state.tun, state.name, state.outbound, state.packet)
    case 'tunnel':
      return inTunnel(journey, state.tunnel, state.flow)
    case 'leaving':
      return leaving(journey, state.route, state.flow)
    default:
      return assertNever(state)
  }
}

/** What makes two states the same: where it is, whose packet it is, and where that wants to go. A tunnel is one by itself. */
function keyOf(state: State): string {
  if (state.at === 'tunnel') return `tunnel ${state.tunnel.face.name}`
  const { packet } = state.at === 'leaving' ? state.flow : state
  const place = state.at === 'dial' ? state.name : state.at === 'interface' ? state.face.name : ''
  return [state.at, place, packet.sender, formatIp(packet.to), packet.host, packet.proto, packet.port].join(' ')
}

function repeated(journey: Journey, state: State): Outcome {
  const via = journey.lastDialled === undefined ? {} : { via: journey.lastDialled }
  if (state.at !== 'tunnel') return { verdict: 'loop', reason: 'repeated', ...via }
  journey.go(state.tunnel.face.name)
  journey.tell('R32', `${state.tunnel.face.name} carries its own outer packets: they wrap themselves for ever.`)
  return { verdict: 'loop', reason: 'tunnel-in-itself', ...via }
}

/** A flow that went through a tunnel is told as itself, and its nodes stand behind the peer. */
function arrived(journey: Journey, proxied: Outcome): Outcome {
  const { inner } = journey
  if (inner !== undefined) journey.go(...inner.behind)
  return wayBack(journey, { ...proxied, ...inner?.told })
}
