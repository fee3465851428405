// IPEnableRouter: the switch in the registry that makes every interface forward from the next restart on.

import { objectKeys } from '../model/object-keys.gen.ts'
import { FREE, type Provider } from '../model/provider.ts'
import { call } from '../powershell/call.ts'

const KEY = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters'

export const tcpipRegistry: Provider<'TcpipRegistry'> = {
  kind: 'TcpipRegistry',
  reads: ['Get-ItemProperty Tcpip/Parameters'],
  looksAt: [],
  fixed: [],
  settleSeconds: 5,

  key: objectKeys.TcpipRegistry,

  needs() {
    return []
  },

  provides() {
    return []
  },

  resolve({ props }) {
    return { props, diagnostics: [] }
  },

  /** Absent is normal and means the same as 0 (windows.md, section 2). */
  actual(snapshot) {
    const [row] = snapshot.rows('Get-ItemProperty Tcpip/Parameters')
    const ipEnableRouter = (row?.IPEnableRouter ?? 0) !== 0
    return [{ kind: 'TcpipRegistry', state: 'ready', props: { ipEnableRouter } }]
  },

  steps(before, after) {
    // The key is always there and is never deleted; without a declaration the value stays.
    if (after === undefined || after.ipEnableRouter === (before?.ipEnableRouter ?? false)) return []
    const Value = after.ipEnableRouter ? 1 : 0
    return [
      call('Set-ItemProperty', { LiteralPath: KEY, Name: 'IPEnableRouter', Value, Type: 'DWord', Confirm: false }),
    ]
  },

  touches() {
    return []
  },

  /** Read when Windows starts, so both ways count after a restart only (windows.md, section 2). */
  cost([before, after]) {
    return after === undefined || after.ipEnableRouter === (before?.ipEnableRouter ?? false)
      ? FREE
      : { outage: 'restart', seconds: 60, oneWay: false }
  },
}
