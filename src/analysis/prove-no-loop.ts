// Would this machine loop? The no-loop proof on objects as a plan expects them, and on whose account. It plans nothing.
import type { ExpectedObject, Loop, Proof } from '../model/plan.ts'
import { addressOf } from '../model/resource.ts'
import { noLoop } from './no-loop.ts'
import type { InterfaceInput, RouteInput } from './trace/input.ts'

/** IPv4 only: the TUN takes both families, but the flags and the routes that are declared are of IPv4. */
export function proveNoLoop(objects: readonly ExpectedObject[]): Proof {
  const own = prove(objects, false)
  if ('unproven' in own) return own
  const everywhere = objects.filter(forwardsEverywhere)
  if (everywhere.length === 0) return own
  const because = everywhere.map(({ address }) => address)
  const { loops, unproven } = prove(objects, true)
  const isKnown = (message: string) => own.loops.some((loop) => loop.message === message)
  const more = loops.filter(({ message }) => !isKnown(message)).map((loop) => ({ ...loop, code: 'GW006', because }))
  return { loops: [...own.loops, ...more], ...(unproven === undefined ? {} : { unproven }) }
}

function prove(objects: readonly ExpectedObject[], isRouter: boolean): Proof {
  const found = noLoop({ interfaces: interfacesOf(objects, isRouter), routes: routesOf(objects) })
  if ('error' in found) return { loops: [], unproven: found.error.message }
  return {
    loops: found.loops.map((loop): Loop => {
      return {
        code: loop.flag === 'forwarding' ? 'GW001' : 'GW002',
        because: [addressOf('NetIPInterface', `${loop.interface}/IPv4`)],
        message: `${loop.interface} would send the proxy's own packets back into the tunnel.`,
        why: loop.why,
      }
    }),
  }
}

/** A RRAS service that runs or will, IPEnableRouter from the next restart on (forwarding.md, R11). */
function forwardsEverywhere({ props }: ExpectedObject): boolean {
  if ('ipEnableRouter' in props) return props.ipEnableRouter
  if (!('startType' in props || 'status' in props) || props.name.toLowerCase() !== 'remoteaccess') return false
  return props.status === 'Running' || /^Automatic/.test(props.startType ?? '')
}

/** Forwarding counts in either store: what only the persistent one says is there after a restart. */
function interfacesOf(objects: readonly ExpectedObject[], isRouter: boolean): InterfaceInput[] {
  const addresses = Map.groupBy(
    objects.flatMap(({ props }) => ('prefixLength' in props && 'address' in props ? [props] : [])),
    (props) => props.interface,
  )
  return objects.flatMap(({ props }): InterfaceInput[] => {
    if (!('family' in props) || props.family !== 'IPv4') return []
    return [
      {
        name: props.interface,
        addresses: (addresses.get(props.interface) ?? []).map(
          ({ address, prefixLength }) => `${address}/${prefixLength ?? 32}`,
        ),
        forwarding: isRouter || props.forwarding === 'Enabled' || props.persistentForwarding === 'Enabled',
        weakHostSend: props.weakHostSend === 'Enabled',
        weakHostReceive: props.weakHostReceive === 'Enabled',
        up: true,
        ...(typeof props.interfaceMetric === 'number' ? { metric: props.interfaceMetric } : {}),
      },
    ]
  })
}

/** An interface that asks DHCP may get a default route at any time; whatever it is, it is one. */
function routesOf(objects: readonly ExpectedObject[]): RouteInput[] {
  const routes = objects.flatMap(({ props }): RouteInput[] =>
    'destinationPrefix' in props
      ? [
          {
            dst: props.destinationPrefix,
            via: props.nextHop,
            interface: props.interface,
            ...(props.routeMetric === undefined ? {} : { metric: props.routeMetric }),
          },
        ]
      : [],
  )
  const byDhcp = objects.flatMap(({ props }) => ('dhcp' in props && props.dhcp === 'Enabled' ? [props.interface] : []))
  const hasDefault = (alias: string) => routes.some(({ dst, interface: on }) => dst === '0.0.0.0/0' && on === alias)
  return [
    ...routes,
    ...byDhcp.filter((alias) => !hasDefault(alias)).map((alias) => ({ dst: '0.0.0.0/0', via: null, interface: alias })),
  ]
}
