// What a simulated Windows says of itself; there is no PowerShell in between, so nothing is said of one.
import type { MachineCondition } from '../../model/examination.ts'
import cmdlets from '../../powershell/cmdlets.json' with { type: 'json' }
import type { MachineState } from './state.ts'

export function conditionOf({ computer, features }: MachineState): MachineCondition {
  const names = [...new Set(cmdlets.cmdlets.map(({ module }) => module))]
  return {
    powershell: null,
    elevated: computer.elevated,
    hyperVAdministrator: null,
    windows: 'a simulated Windows',
    // An edition without Hyper-V does not know the feature's name: windows.md, section 8.
    isHome: !('Microsoft-Hyper-V' in features),
    pendingRestart: Object.values(features).some((state) => state.endsWith('Pending')),
    modules: Object.fromEntries(names.map((name) => [name, computer.modules.includes(name) ? 'simulated' : null])),
  }
}
