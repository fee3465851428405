// Features: what is pending, what a restart costs, what Home says.
import { describe, expect, test } from 'vitest'
import { hyperVAdapter } from '../../src/providers/hyper-v-adapter.ts'
import { hyperVSwitch } from '../../src/providers/hyper-v-switch.ts'
import { windowsFeature } from '../../src/providers/windows-feature.ts'
import { resourceOf, snapshotOf } from '../support/tables.ts'

const NAME = 'Microsoft-Hyper-V'
const TABLE = 'Get-WindowsOptionalFeature'
const wanted = resourceOf('WindowsFeature', NAME, { name: NAME, state: 'Enabled' })
const reading = (State: 'Disabled' | 'Enabled' | 'EnablePending' | 'DisablePending' | 'DisabledWithPayloadRemoved') =>
  snapshotOf({ [TABLE]: [{ FeatureName: NAME, State }] })

test.each([
  ['Enabled', 'Enabled', 'ready'],
  ['Disabled', 'Disabled', 'ready'],
  ['DisabledWithPayloadRemoved', 'Disabled', 'ready'],
  ['EnablePending', 'Enabled', 'restart'],
  ['DisablePending', 'Disabled', 'restart'],
] as const)('%s reads %s, %s', (State, state, readiness) => {
  expect(windowsFeature.actual(reading(State))).toMatchObject([{ props: { name: NAME, state }, state: readiness }])
})

describe('steps', () => {
  const feature = { name: NAME } as const

  test('enables with everything it stands on, without restarting by itself', () => {
    expect(windowsFeature.steps({ ...feature, state: 'Disabled' }, { ...feature, state: 'Enabled' })).toEqual([
      {
        cmdlet: 'Enable-WindowsOptionalFeature',
        params: { Online: true, FeatureName: NAME, All: true, NoRestart: true },
      },
    ])
  })

  test('disables only when the file says so', () => {
    expect(windowsFeature.steps({ ...feature, state: 'Enabled' }, { ...feature, state: 'Disabled' })).toMatchObject([
      { cmdlet: 'Disable-WindowsOptionalFeature' },
    ])
    expect(windowsFeature.steps({ ...feature, state: 'Enabled' }, undefined)).toEqual([])
  })

  test('does nothing where it is so already', () => {
    expect(windowsFeature.steps({ ...feature, state: 'Enabled' }, { ...feature, state: 'Enabled' })).toEqual([])
    expect(windowsFeature.steps({ ...feature, state: 'Enabled' }, feature)).toEqual([])
  })

  test('a change costs a restart', () => {
    const of = (state: 'Enabled' | 'Disabled') => ({ ...feature, state })
    expect(windowsFeature.cost([of('Disabled'), of('Enabled')]).outage).toBe('restart')
    expect(windowsFeature.cost([of('Enabled'), of('Enabled')]).outage).toBe('none')
    expect(windowsFeature.cost([of('Enabled'), undefined]).outage).toBe('none')
  })
})

describe('resolve', () => {
  test('unknown on Home is an error in words', () => {
    const { props, diagnostics } = windowsFeature.resolve(wanted, snapshotOf({}))
    expect(props).toBeUndefined()
    expect(diagnostics).toMatchObject([
      {
        severity: 'error',
        code: 'feature/unknown',
        why: expect.stringContaining('Windows Home'),
        address: wanted.address,
      },
    ])
  })

  test('a misspelt name is not blamed on Home', () => {
    const misspelt = resourceOf('WindowsFeature', 'TelnetCleint', { name: 'TelnetCleint', state: 'Enabled' })
    expect(windowsFeature.resolve(misspelt, snapshotOf({})).diagnostics[0]?.why).not.toContain('Hyper-V')
  })

  test('a table that could not be read says nothing about the name', () => {
    expect(windowsFeature.resolve(wanted, snapshotOf({}, [TABLE]))).toEqual({ props: wanted.props, diagnostics: [] })
  })

  test('the name as Windows spells it', () => {
    const small = resourceOf('WindowsFeature', 'x', { name: NAME.toLowerCase(), state: 'Enabled' })
    expect(windowsFeature.resolve(small, reading('Disabled')).props).toEqual({ name: NAME, state: 'Enabled' })
  })

  test('removed files are a warning before the Internet is needed', () => {
    const { props, diagnostics } = windowsFeature.resolve(wanted, reading('DisabledWithPayloadRemoved'))
    expect(props).toBeDefined()
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'feature/payload-removed' }])
  })
})

test('switches and host adapters come after Hyper-V, whichever of its names a file lists', () => {
  for (const needs of [hyperVSwitch.needs({ name: 'a' }), hyperVAdapter.needs({ name: 'b' })]) {
    expect(needs).toEqual([
      { address: 'WindowsFeature.Microsoft-Hyper-V' },
      { address: 'WindowsFeature.Microsoft-Hyper-V-All' },
    ])
  }
})
