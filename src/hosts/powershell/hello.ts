// What the runner says of itself in its first answer, checked: a session that mangles text or is not ours is not used.
import { HostLost, type MachineIdentity } from '../../model/host.ts'
import type { Reply } from './powershell-process.ts'

export interface Session {
  readonly product: 'Windows PowerShell' | 'PowerShell'
  readonly powershell: string
  /** FullLanguage, or what a policy of the machine allows instead. */
  readonly language: string
  /** Undefined where Windows does not say. */
  readonly elevated?: boolean
  readonly hyperVAdministrator?: boolean
  /** Code page of the console as PowerShell found it; 0 without a console. */
  readonly codePage: number
  readonly identity: MachineIdentity
}

interface Hello {
  readonly powershell: string
  readonly edition: string
  readonly language: string
  readonly codePage: number
  readonly probe: string
  readonly elevated: boolean | null
  readonly hyperVAdministrator: boolean | null
  readonly identity: MachineIdentity
}

/** Throws HostLost when the runner did not start, or when the probe came back changed. */
export function readHello(reply: Reply, probe: string): Session {
  if ('constrained' in reply) {
    const [language = '', powershell = '', computerName = '', machineGuid = '', smbiosUuid = ''] = reply.constrained
    const identity = { computerName, machineGuid, smbiosUuid, user: '' }
    return { product: 'PowerShell', powershell, language, codePage: 0, identity }
  }
  if ('error' in reply) {
    throw new HostLost(
      'host/runner',
      `PowerShell runs, but gw's runner does not: ${reply.error.message} (${reply.error.id})`,
    )
  }
  // The boundary to the runner: Start-Session in runner.ps1 writes exactly these.
  const hello = reply.value as Hello
  if (hello.probe !== probe) {
    const message = `Names do not survive the way to PowerShell: ${probe} came back as ${hello.probe}.`
    throw new HostLost('host/encoding', message)
  }
  const { powershell, language, codePage, identity, elevated, hyperVAdministrator } = hello
  return {
    product: hello.edition === 'Desktop' ? 'Windows PowerShell' : 'PowerShell',
    powershell,
    language,
    codePage,
    identity,
    ...(elevated !== null && { elevated }),
    ...(hyperVAdministrator !== null && { hyperVAdministrator }),
  }
}
