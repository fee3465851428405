// Every cmdlet of the catalogue and its simulation: one that is missing here does not compile.
import type { CmdletName } from '../../powershell/call.ts'
import { getNetAdapter } from './adapter.ts'
import { getCimInstance } from './cim.ts'
import type { Handler } from './context.ts'
import { getDnsClientServerAddress, setDnsClientServerAddress } from './dns.ts'
import { disableWindowsOptionalFeature, enableWindowsOptionalFeature, getWindowsOptionalFeature } from './feature.ts'
import { addVMNetworkAdapter, getVMNetworkAdapter, removeVMNetworkAdapter } from './host-adapter.ts'
import { getNetIPAddress, removeNetIPAddress, setNetIPAddress } from './ip-address.ts'
import { getNetIPInterface, setNetIPInterface } from './ip-interface.ts'
import { newNetIPAddress } from './new-ip-address.ts'
import { getItemProperty, setItemProperty } from './registry.ts'
import { getNetRoute, newNetRoute, removeNetRoute, setNetRoute } from './route.ts'
import { setService, startService, stopService } from './service.ts'
import { getVMSwitch, newVMSwitch, removeVMSwitch, setVMSwitch } from './switch.ts'

const handlers: { readonly [C in CmdletName]: Handler } = {
  'Get-NetAdapter': getNetAdapter,
  'Get-NetIPInterface': getNetIPInterface,
  'Set-NetIPInterface': setNetIPInterface,
  'Get-NetIPAddress': getNetIPAddress,
  'New-NetIPAddress': newNetIPAddress,
  'Set-NetIPAddress': setNetIPAddress,
  'Remove-NetIPAddress': removeNetIPAddress,
  'Get-NetRoute': getNetRoute,
  'New-NetRoute': newNetRoute,
  'Set-NetRoute': setNetRoute,
  'Remove-NetRoute': removeNetRoute,
  'Get-DnsClientServerAddress': getDnsClientServerAddress,
  'Set-DnsClientServerAddress': setDnsClientServerAddress,
  'Get-VMSwitch': getVMSwitch,
  'New-VMSwitch': newVMSwitch,
  'Set-VMSwitch': setVMSwitch,
  'Remove-VMSwitch': removeVMSwitch,
  'Get-VMNetworkAdapter': getVMNetworkAdapter,
  'Add-VMNetworkAdapter': addVMNetworkAdapter,
  'Remove-VMNetworkAdapter': removeVMNetworkAdapter,
  'Get-ItemProperty': getItemProperty,
  'Set-ItemProperty': setItemProperty,
  'Get-WindowsOptionalFeature': getWindowsOptionalFeature,
  'Enable-WindowsOptionalFeature': enableWindowsOptionalFeature,
  'Disable-WindowsOptionalFeature': disableWindowsOptionalFeature,
  'Get-CimInstance': getCimInstance,
  'Set-Service': setService,
  'Start-Service': startService,
  'Stop-Service': stopService,
}

const byName = new Map<string, Handler>(Object.entries(handlers))

/** What runs for a cmdlet, by the catalogue's own spelling. */
export function handlerOf(cmdlet: string): Handler | undefined {
  return byName.get(cmdlet)
}
