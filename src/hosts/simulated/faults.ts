// Faults on demand, kept as data in the machine and consumed when they fire.
import { HostLost } from '../../model/host.ts'
import type { ErrorRecord } from '../../powershell/error-record.ts'
import { advanceClock } from './clock.ts'
import { rebootMachine } from './reboot.ts'
import type { Fault, MachineState } from './state.ts'

/** The fault that this call runs into, taken off the list; counted ones come nearer with every writing call. */
export function takeFault(state: MachineState, cmdlet: string, isWrite: boolean): Fault | undefined {
  const fired = state.faults.find(
    (fault) =>
      (isWrite && fault.at === 1) || (typeof fault.at === 'string' && fault.at.toLowerCase() === cmdlet.toLowerCase()),
  )
  state.faults = state.faults.flatMap((fault) => {
    if (fault === fired) return []
    return isWrite && typeof fault.at === 'number' ? [{ ...fault, at: fault.at - 1 }] : [fault]
  })
  return fired
}

/** Whether the call still does what it does. */
export function takesEffect({ kind, tookEffect }: Fault): boolean {
  return tookEffect ?? (kind === 'fails after taking effect' || kind === 'link dies')
}

/** What a failing call answers. */
export function faultError(fault: Fault, cmdlet: string): ErrorRecord {
  if (fault.error) return fault.error
  const message = 'A general error occurred that is not covered by a more specific error code.'
  return { id: `Windows System Error 1,${cmdlet}`, category: 'NotSpecified', message }
}

/** The kinds that never answer end here, after what happened to the machine. */
export function loseHost(state: MachineState, { kind }: Fault): void {
  switch (kind) {
    case 'fails':
    case 'fails after taking effect':
      return
    case 'hangs':
      advanceClock(state, HANG_SECONDS)
      throw new HostLost('host/timeout', `PowerShell did not answer within ${HANG_SECONDS} s.`)
    case 'powershell dies':
      throw new HostLost('host/died', 'PowerShell ended while it was working.')
    case 'link dies':
      throw new HostLost('host/lost', 'The connection to the machine broke.')
    case 'power lost':
      rebootMachine(state)
      throw new HostLost('host/lost', 'The machine lost power.')
  }
}

const HANG_SECONDS = 60
