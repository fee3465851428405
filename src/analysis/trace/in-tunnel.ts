// A tunnel of the operating system wraps a packet: where do its outer packets go? (forwarding.md R32)
import type { Journey } from './journey.ts'
import type { Tun, Tunnel } from './network.ts'
import { onward } from './onward.ts'
import type { Packet } from './packet.ts'
import { SOMEWHERE } from './somewhere.ts'
import type { Flow, Step } from './step.ts'

export function inTunnel(journey: Journey, tunnel: Tunnel, flow: Flow): Step {
  const { face, endpoint } = tunnel
  journey.go(face.name)
  const choice = journey.choose('R32', endpoint, journey.ground.model.forOuterPacketsOf(face))
  if (choice === undefined) return { verdict: 'blackhole', reason: 'no-route' }
  const { dialled, packet, taken, peers } = flow
  const peer = endpoint.ip === undefined ? endpoint.name : journey.nameOf(endpoint.ip)
  const { tun } = journey.ground.house
  if (tun === undefined || choice.route.face !== tun.face)
    return onward(journey, choice.route, { ...flow, peers: [peer, ...peers] })
  journey.inner ??= {
    // What the proxy dialled is told as such; what the kernel sent into the tunnel never met the rules itself.
    told: dialled === undefined ? {} : { via: dialled.name, out: taken.face.name },
    behind: [...peers, ...(dialled?.nodes ?? [packet.toName])],
  }
  journey.tell('R32', `The outer packets of ${face.name} go through the rules themselves, as UDP to ${endpoint.name}.`)
  return { at: 'tun', tun, packet: outerPacket(tun, tunnel) }
}

function outerPacket(tun: Tun, { face, endpoint, host }: Tunnel): Packet {
  const { ip, name, port } = endpoint
  const asked = host ?? (ip === undefined ? name : undefined)
  // R12: the source is an address of the interface that was chosen, which is the TUN.
  const source = tun.face.addresses.find((own) => own.ip.length === (ip ?? SOMEWHERE).length)?.ip
  return {
    sender: face.name,
    to: ip ?? SOMEWHERE,
    toName: name,
    isUnresolved: ip === undefined,
    proto: 'udp',
    ...(asked === undefined ? {} : { host: asked }),
    ...(source === undefined ? {} : { source }),
    ...(port === undefined ? {} : { port }),
  }
}
