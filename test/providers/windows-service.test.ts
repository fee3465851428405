// Services: delayed start survives, stopped means that it does not start by itself, dependents are not gw's to stop.
import { describe, expect, test } from 'vitest'
import type { WindowsService } from '../../src/model/props.gen.ts'
import { windowsService } from '../../src/providers/windows-service.ts'
import { resourceOf, snapshotOf } from '../support/tables.ts'

const TABLE = 'Get-CimInstance Win32_Service'
const NAME = 'RemoteAccess'
const stopped = resourceOf('WindowsService', NAME, { name: NAME, status: 'Stopped' })
type Reading = NonNullable<Parameters<typeof snapshotOf>[0][typeof TABLE]>[number]
const reading = (row: Reading) => snapshotOf({ [TABLE]: [{ Name: NAME, ...row }] })

describe('actual', () => {
  test.each<[string, Reading, Partial<WindowsService>, string]>([
    ['runs', { State: 'Running', StartMode: 'Auto' }, { status: 'Running', startType: 'Automatic' }, 'ready'],
    [
      'delayed start is told apart',
      { State: 'Running', StartMode: 'Auto', DelayedAutoStart: true },
      { status: 'Running', startType: 'AutomaticDelayedStart' },
      'ready',
    ],
    [
      'the flag of delayed start counts for automatic alone',
      { State: 'Stopped', StartMode: 'Manual', DelayedAutoStart: true },
      { status: 'Stopped', startType: 'Manual' },
      'ready',
    ],
    [
      'is starting',
      { State: 'Start Pending', StartMode: 'Manual' },
      { status: 'Running', startType: 'Manual' },
      'settling',
    ],
    [
      'is stopping',
      { State: 'Stop Pending', StartMode: 'Manual' },
      { status: 'Stopped', startType: 'Manual' },
      'settling',
    ],
    ['paused is neither', { State: 'Paused', StartMode: 'Disabled' }, { startType: 'Disabled' }, 'ready'],
  ])('%s', (_, row, props, state) => {
    expect(windowsService.actual(reading(row))).toEqual([
      expect.objectContaining({ kind: 'WindowsService', props: { name: NAME, ...props }, state }),
    ])
  })
})

describe('resolve', () => {
  test.each<[string, Reading, WindowsService['startType']]>([
    ['Manual stays', { StartMode: 'Manual' }, 'Manual'],
    ['Disabled stays', { StartMode: 'Disabled' }, 'Disabled'],
    ['Automatic becomes Manual', { StartMode: 'Auto' }, 'Manual'],
    ['delayed start becomes Manual', { StartMode: 'Auto', DelayedAutoStart: true }, 'Manual'],
  ])('stopped: %s', (_, row, startType) => {
    expect(windowsService.resolve(stopped, reading(row)).props).toEqual({ name: NAME, status: 'Stopped', startType })
  })

  test('a start type that is said is not guessed', () => {
    const disabled = resourceOf('WindowsService', NAME, { name: NAME, status: 'Stopped', startType: 'Disabled' })
    expect(windowsService.resolve(disabled, reading({ StartMode: 'Manual' })).props?.startType).toBe('Disabled')
    const running = resourceOf('WindowsService', NAME, { name: NAME, status: 'Running' })
    expect(windowsService.resolve(running, reading({ StartMode: 'Auto' })).props).toEqual({
      name: NAME,
      status: 'Running',
    })
  })

  test('not there is fine when stopped is asked', () => {
    expect(windowsService.resolve(stopped, snapshotOf({}))).toEqual({ diagnostics: [] })
  })

  test.each<[string, Partial<WindowsService>]>([
    ['running', { status: 'Running' }],
    ['manual', { status: 'Stopped', startType: 'Manual' }],
  ])('not there is an error when %s is asked', (_, props) => {
    const resource = resourceOf('WindowsService', 'Dnscahce', { name: 'Dnscahce', ...props })
    expect(windowsService.resolve(resource, snapshotOf({}))).toMatchObject({
      diagnostics: [{ severity: 'error', code: 'service/not-found', address: 'WindowsService.Dnscahce' }],
    })
  })

  test('a table that could not be read proves nothing', () => {
    expect(windowsService.resolve(stopped, snapshotOf({}, [TABLE])).props).toEqual(stopped.props)
  })
})

describe('steps', () => {
  const of = (props: Omit<WindowsService, 'name'>): WindowsService => ({ name: NAME, ...props })
  const words = (before: WindowsService, after: WindowsService) =>
    windowsService.steps(before, after).map((step) => {
      if ('program' in step) return [step.program, ...step.arguments].join(' ')
      const { Name: _, Confirm: __, ...rest } = step.params
      return [step.cmdlet, ...Object.values(rest)].join(' ')
    })

  test.each<[string, WindowsService, WindowsService, string[]]>([
    [
      'is stopped before it is disabled',
      of({ status: 'Running', startType: 'Automatic' }),
      of({ status: 'Stopped', startType: 'Disabled' }),
      ['Stop-Service', 'Set-Service Disabled'],
    ],
    [
      'is enabled before it is started',
      of({ status: 'Stopped', startType: 'Disabled' }),
      of({ status: 'Running', startType: 'Manual' }),
      ['Set-Service Manual', 'Start-Service'],
    ],
    [
      'delayed start is not clobbered by Set-Service',
      of({ status: 'Running', startType: 'AutomaticDelayedStart' }),
      of({ status: 'Stopped', startType: 'AutomaticDelayedStart' }),
      ['Stop-Service'],
    ],
    [
      'delayed start comes back, which Windows PowerShell has no word for',
      of({ startType: 'Manual' }),
      of({ startType: 'AutomaticDelayedStart' }),
      ['sc.exe config RemoteAccess start= delayed-auto'],
    ],
    [
      'automatic without delay',
      of({ startType: 'AutomaticDelayedStart' }),
      of({ startType: 'Automatic' }),
      ['sc.exe config RemoteAccess start= auto'],
    ],
    ['nothing where it is so', of({ status: 'Stopped', startType: 'Manual' }), of({ status: 'Stopped' }), []],
  ])('%s', (_, before, after, expected) => {
    expect(words(before, after)).toEqual(expected)
  })

  test('dependents are not stopped along: no -Force', () => {
    const [stop] = windowsService.steps(of({ status: 'Running' }), of({ status: 'Stopped' }))
    expect(stop).toMatchObject({
      params: { Name: NAME, Confirm: false },
      waitFor: { for: { where: { State: 'Stopped' } } },
    })
    expect(stop).not.toHaveProperty('params.Force')
  })

  test('a service is not removed when it leaves the file', () => {
    expect(windowsService.steps(of({ status: 'Stopped' }), undefined)).toEqual([])
  })
})
