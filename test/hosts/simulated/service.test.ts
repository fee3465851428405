// Services: two cmdlet families, sc.exe, a restart, and the routing service that forwards everywhere.
import { describe, expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { errorId, ipInterface, NIC, rows, service } from './at-work.ts'

const SC = 'sc.exe'
const start = (type: string) => ['config', 'WSearch', 'start=', type]

test('Win32_Service tells delayed start apart, -Property leaves the rest out', () => {
  const machine = articleMachine()
  expect(service(machine, 'WSearch')).toMatchObject({ State: 'Running', StartMode: 'Auto', DelayedAutoStart: true })
  const Property = ['Name', 'State']
  const [row] = rows(machine, 'Get-CimInstance', { ClassName: 'Win32_Service', Property })
  expect(row).toMatchObject({ Name: 'Dnscache', State: 'Running', StartMode: null })
})

test('a class nobody has', () => {
  expect(errorId(articleMachine(), 'Get-CimInstance', { ClassName: 'Win32_Nothing' })).toMatch(/^HRESULT 0x80041010,/)
})

test.each([
  ['auto', { StartMode: 'Auto', DelayedAutoStart: false }],
  ['delayed-auto', { StartMode: 'Auto', DelayedAutoStart: true }],
  ['demand', { StartMode: 'Manual' }],
  ['disabled', { StartMode: 'Disabled' }],
])('sc.exe config start= %s', (type, row) => {
  const machine = articleMachine()
  expect(machine.runProgram(SC, start(type))).toEqual({ rows: [] })
  expect(service(machine, 'WSearch')).toMatchObject(row)
})

test.each([
  ['a service that is not there', ['config', 'Nobody', 'start=', 'auto'], 1060],
  ['no blank after the sign', ['config', 'WSearch', 'start=auto'], 1639],
])('sc.exe refuses %s', (_, args, code) => {
  expect(articleMachine().runProgram(SC, args)).toMatchObject({
    error: { id: 'gw/exit-code', message: expect.stringContaining(`exit code ${code}`) },
  })
})

test.each([
  ['a service nobody has', 'Stop-Service', { Name: 'Nobody' }, 'NoServiceFoundForGivenName'],
  ['to start a disabled one', 'Start-Service', { Name: 'RemoteAccess' }, 'CouldNotStartService'],
])('refuses %s', (_, cmdlet, params, id) => {
  const command = cmdlet.replace('-', '')
  expect(errorId(articleMachine(), cmdlet, params)).toBe(`${id},Microsoft.PowerShell.Commands.${command}Command`)
})

test('running dependents keep a service from being stopped, with -Force they go with it', () => {
  const machine = articleMachine()
  machine.state.services.push({
    name: 'Uses',
    displayName: 'Uses search',
    status: 'Running',
    startMode: 'Auto',
    delayed: false,
    dependsOn: ['wsearch'],
  })
  expect(errorId(machine, 'Stop-Service', { Name: 'WSearch' })).toMatch(/^ServiceHasDependentServices,/)
  expect(service(machine, 'WSearch')?.State).toBe('Running')
  rows(machine, 'Stop-Service', { Name: 'WSearch', Force: true })
  expect(['WSearch', 'Uses'].map((name) => service(machine, name)?.State)).toEqual(['Stopped', 'Stopped'])
})

describe('forwarding everywhere', () => {
  const forwarding = (machine: ReturnType<typeof articleMachine>) =>
    [NIC, 'WLAN'].map((alias) => ipInterface(machine, alias)?.Forwarding)

  test('while the routing service runs, also when it starts with Windows', () => {
    const machine = articleMachine()
    rows(machine, 'Set-Service', { Name: 'RemoteAccess', StartupType: 'Automatic' })
    expect(forwarding(machine)).toEqual(['Disabled', 'Disabled'])
    machine.reboot()
    expect(service(machine, 'RemoteAccess')?.State).toBe('Running')
    expect(forwarding(machine)).toEqual(['Enabled', 'Enabled'])
    expect(ipInterface(machine, 'Loopback Pseudo-Interface 1')?.Forwarding).toBe('Disabled')
  })

  test('IPEnableRouter counts as it was at the start, both ways', () => {
    const machine = articleMachine()
    const path = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters'
    const write = (Value: number | string) =>
      rows(machine, 'Set-ItemProperty', { Path: path, Name: 'IPEnableRouter', Value })
    write('1')
    expect(forwarding(machine)).toEqual(['Disabled', 'Disabled'])
    machine.reboot()
    expect(forwarding(machine)).toEqual(['Enabled', 'Enabled'])
    write(0)
    expect(forwarding(machine)).toEqual(['Enabled', 'Enabled'])
    machine.reboot()
    expect(forwarding(machine)).toEqual(['Disabled', 'Disabled'])
  })
})
