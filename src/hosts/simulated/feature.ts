// Optional features of Windows: what DISM reads and writes, and what a restart makes of it.
import { commandClass, type OutputRow, Refusal } from './answer.ts'
import { textOf, textsOf } from './arguments.ts'
import { assumed } from './assumptions.ts'
import type { Context } from './context.ts'
import type { MachineState } from './state.ts'
import { dropSwitch } from './switch.ts'
import { addDefaultSwitch } from './volatile.ts'
import { fitsPattern, isSameText } from './wildcard.ts'

export function getWindowsOptionalFeature({ state, cmdlet, bound }: Context): readonly OutputRow[] {
  const wanted = textOf(bound, 'FeatureName')
  const found = Object.keys(state.features).filter((name) => wanted === undefined || fitsPattern(wanted, name))
  if (wanted !== undefined && found.length === 0) throw unknownFeature(cmdlet.name, wanted)
  return found.map((name) => ({
    FeatureName: name,
    State: state.features[name],
    RestartRequired: 'Possible',
    DisplayName: name,
  }))
}

/** With -NoRestart the change waits: windows.md, section 8. -All brings the features it stands on. */
export function enableWindowsOptionalFeature({ state, cmdlet, bound }: Context): readonly OutputRow[] {
  for (const wanted of textsOf(bound, 'FeatureName') ?? []) {
    const name = nameOf(state, cmdlet.name, wanted)
    for (const one of [name, ...(bound.All === true ? parentsOf(state, name) : [])]) {
      if (state.features[one] === 'Enabled') continue
      const isAtOnce = assumed(state, 'feature-before-restart') === 'Enabled' || !needsRestart(one)
      state.features[one] = isAtOnce ? 'Enabled' : 'EnablePending'
    }
  }
  return [imageRow(state)]
}

export function disableWindowsOptionalFeature({ state, cmdlet, bound }: Context): readonly OutputRow[] {
  for (const wanted of textsOf(bound, 'FeatureName') ?? []) {
    const name = nameOf(state, cmdlet.name, wanted)
    if (state.features[name] === 'Disabled') continue
    state.features[name] = needsRestart(name) ? 'DisablePending' : 'Disabled'
  }
  return [imageRow(state)]
}

/** Between enabling and the restart the cmdlets may be there already, without the service behind them. */
export function isHyperVWithoutService(state: MachineState): boolean {
  const isAwaited =
    !state.computer.modules.includes('Hyper-V') && /^Enable/.test(state.features['Microsoft-Hyper-V'] ?? '')
  return isAwaited && assumed(state, 'hyper-v-before-restart') === 'no-service'
}

/** What was pending is done. With Hyper-V come its cmdlets and the Default Switch. */
export function settleFeatures(state: MachineState): void {
  for (const [name, one] of Object.entries(state.features)) {
    if (one === 'EnablePending') state.features[name] = 'Enabled'
    if (one === 'DisablePending') state.features[name] = 'Disabled'
  }
  const hasHyperV = state.features['Microsoft-Hyper-V'] === 'Enabled'
  const { modules } = state.computer
  if (hasHyperV && !modules.includes('Hyper-V')) {
    state.computer.modules = [...modules, 'Hyper-V']
    addDefaultSwitch(state)
  }
  if (!hasHyperV && modules.includes('Hyper-V')) {
    state.computer.modules = modules.filter((module) => module !== 'Hyper-V')
    // The switch of WSL hangs on another feature.
    for (const one of state.switches.filter(({ system }) => system !== 'wsl')) dropSwitch(state, one)
  }
}

function needsRestart(name: string): boolean {
  return /^Microsoft-Hyper-V/.test(name)
}

function parentsOf(state: MachineState, name: string): string[] {
  return name === 'Microsoft-Hyper-V'
    ? Object.keys(state.features).filter((one) => one === 'Microsoft-Hyper-V-All')
    : []
}

function nameOf(state: MachineState, cmdlet: string, wanted: string): string {
  const found = Object.keys(state.features).find((name) => isSameText(name, wanted))
  if (found === undefined) throw unknownFeature(cmdlet, wanted)
  return found
}

function imageRow(state: MachineState): OutputRow {
  return { Path: '', Online: true, RestartNeeded: Object.values(state.features).some((one) => /Pending$/.test(one)) }
}

/** windows.md, section 3: the words of Windows Home. */
function unknownFeature(cmdlet: string, name: string): Refusal {
  return new Refusal({
    id: commandClass(cmdlet),
    category: 'NotSpecified',
    target: name,
    message: `Feature name ${name} is unknown.`,
  })
}
