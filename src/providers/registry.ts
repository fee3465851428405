// Every kind that gw knows, each in its own file.
import type { Registry } from '../model/provider.ts'
import { dnsClientServerAddress } from './dns-client-server-address.ts'
import { hyperVAdapter } from './hyper-v-adapter.ts'
import { hyperVSwitch } from './hyper-v-switch.ts'
import { netIpAddress } from './net-ip-address.ts'
import { netIpInterface } from './net-ip-interface.ts'
import { netRoute } from './net-route.ts'
import { powerSetting } from './power-setting.ts'
import { tcpipRegistry } from './tcpip-registry.ts'
import { windowsFeature } from './windows-feature.ts'
import { windowsService } from './windows-service.ts'

export const registry: Registry = {
  HyperVSwitch: hyperVSwitch,
  HyperVAdapter: hyperVAdapter,
  NetIPInterface: netIpInterface,
  NetIPAddress: netIpAddress,
  NetRoute: netRoute,
  DnsClientServerAddress: dnsClientServerAddress,
  WindowsFeature: windowsFeature,
  TcpipRegistry: tcpipRegistry,
  WindowsService: windowsService,
  PowerSetting: powerSetting,
}
