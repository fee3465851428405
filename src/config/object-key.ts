// The name of an object within its kind, from its declared properties. The providers name observed objects alike.
import { assertNever } from '../model/assert-never.ts'
import type { PropsOf } from '../model/props.gen.ts'
import type { Kind } from '../model/resource.ts'

export type AnyProps = { [K in Kind]: { readonly kind: K; readonly props: PropsOf[K] } }[Kind]

export function objectKey(object: AnyProps): string {
  switch (object.kind) {
    case 'HyperVSwitch':
    case 'HyperVAdapter':
      return object.props.name
    case 'NetIPInterface':
      return `${object.props.interface}/${object.props.family}`
    case 'NetIPAddress':
      return `${object.props.interface}/${object.props.address}`
    case 'NetRoute':
      return `${object.props.interface}/${object.props.destinationPrefix} via ${object.props.nextHop}`
    case 'DnsClientServerAddress':
      return object.props.interface
    case 'WindowsFeature':
    case 'WindowsService':
      return object.props.name
    case 'TcpipRegistry':
      return 'Tcpip/Parameters'
    case 'PowerSetting':
      return object.props.setting
    default:
      return assertNever(object)
  }
}
