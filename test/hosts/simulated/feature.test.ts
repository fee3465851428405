// Optional features: what DISM says, what a restart makes of it, and what comes and goes with Hyper-V.
import { expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { column, errorId, featureState, ipInterface, NIC, rows, switchedMachine } from './at-work.ts'

const HYPER_V = { Online: true, FeatureName: 'Microsoft-Hyper-V', NoRestart: true } as const
const ENABLE = 'Enable-WindowsOptionalFeature'

test('a fresh Pro has no cmdlets of Hyper-V; they and the Default Switch come with the restart', () => {
  const machine = articleMachine({ hyperV: 'Disabled' })
  expect(featureState(machine)).toBe('Disabled')
  expect(errorId(machine, 'Get-VMSwitch')).toBe('CommandNotFoundException')
  rows(machine, ENABLE, { ...HYPER_V, All: true })
  expect(featureState(machine)).toBe('EnablePending')
  expect(errorId(machine, 'Get-VMSwitch')).toBe('CommandNotFoundException')
  machine.reboot()
  expect(featureState(machine)).toBe('Enabled')
  expect(column(machine, 'Get-VMSwitch', {}, 'Name')).toContain('Default Switch')
  expect(ipInterface(machine, 'vEthernet (Default Switch)')).toBeDefined()
})

test('-All brings the feature above it, without it that stays', () => {
  const states = (all: object) => {
    const machine = articleMachine({ hyperV: 'Disabled' })
    rows(machine, ENABLE, { ...HYPER_V, ...all })
    return featureState(machine, 'Microsoft-Hyper-V-All')
  }
  expect([states({ All: true }), states({})]).toEqual(['EnablePending', 'Disabled'])
})

test('a feature without a restart is there at once', () => {
  const machine = articleMachine()
  rows(machine, ENABLE, { Online: true, FeatureName: 'TelnetClient' })
  expect(featureState(machine, 'TelnetClient')).toBe('Enabled')
})

test.each(['Get-WindowsOptionalFeature', ENABLE, 'Disable-WindowsOptionalFeature'])('%s: unknown on Home', (cmdlet) => {
  const machine = articleMachine({ hyperV: 'unknown' })
  const answer = machine.invoke(cmdlet, { Online: true, FeatureName: 'Microsoft-Hyper-V' })
  expect(answer).toMatchObject({ error: { message: 'Feature name Microsoft-Hyper-V is unknown.' } })
})

test('even asking needs an administrator', () => {
  const machine = articleMachine()
  machine.state.computer.elevated = false
  expect(machine.invoke('Get-WindowsOptionalFeature', { Online: true })).toMatchObject({
    error: { id: 'Microsoft.Dism.Commands.GetWindowsOptionalFeatureCommand', category: 'NotSpecified' },
  })
})

test('without Hyper-V its switches go with the restart, and the NIC has its address again', () => {
  const machine = switchedMachine()
  rows(machine, 'Disable-WindowsOptionalFeature', HYPER_V)
  expect(featureState(machine)).toBe('DisablePending')
  machine.reboot()
  machine.advance(60)
  expect(errorId(machine, 'Get-VMSwitch')).toBe('CommandNotFoundException')
  expect(ipInterface(machine, NIC)).toMatchObject({ Dhcp: 'Enabled' })
  expect(column(machine, 'Get-NetAdapter', {}, 'Name')).not.toContain('vEthernet (vmbr0)')
  expect(column(machine, 'Get-NetAdapter', {}, 'Name')).toContain('vEthernet (WSL)')
})
