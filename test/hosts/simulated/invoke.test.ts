// The entry of every cmdlet: unknown words, the binder's errors, rights, questions, and what a person types.
import { describe, expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { execute } from '../../../src/hosts/simulated/exec.ts'
import cmdlets from '../../../src/powershell/cmdlets.json' with { type: 'json' }
import { isAccessDenied } from '../../../src/powershell/error-record.ts'
import { addresses, errorId, gateways, ipInterface, NIC, type Params, rows, TCPIP, UNASKED } from './at-work.ts'

const SET = 'Set-NetIPInterface'

describe('the binder', () => {
  test.each<[string, string, Params, string]>([
    ['an unknown cmdlet', 'Get-Kitchen', {}, 'CommandNotFoundException'],
    ['a cmdlet under a wrong module', 'Hyper-V\\Get-NetRoute', {}, 'CommandNotFoundException'],
    ['an unknown parameter', SET, { Metric: 5 }, `NamedParameterNotFound,${SET}`],
    ['an ambiguous abbreviation', SET, { Adv: 'Enabled' }, `AmbiguousParameter,${SET}`],
    ['a parameter twice', SET, { InterfaceIndex: 29, ifIndex: 29 }, `ParameterAlreadyBound,${SET}`],
    ['a wrong enum', SET, { Forwarding: 'On' }, `ParameterArgumentTransformationError,${SET}`],
    ['a list where one value goes', SET, { Forwarding: ['Enabled'] }, `ParameterArgumentTransformationError,${SET}`],
    ['a negative index', SET, { InterfaceIndex: -1 }, `ParameterArgumentTransformationError,${SET}`],
    [
      'an object where text goes',
      'Get-NetRoute',
      { InterfaceAlias: { interface: 'x' } },
      'ParameterArgumentTransformationError,Get-NetRoute',
    ],
    [
      'a missing mandatory one',
      'New-NetIPAddress',
      { IPAddress: '1.2.3.4' },
      'MissingMandatoryParameter,New-NetIPAddress',
    ],
    [
      'an empty mandatory one',
      'New-VMSwitch',
      { Name: '', SwitchType: 'Internal' },
      'ParameterArgumentValidationErrorEmptyStringNotAllowed,Microsoft.HyperV.PowerShell.Commands.NewVMSwitch',
    ],
    [
      'parameters of two sets',
      'Get-NetAdapter',
      { Name: 'a', InterfaceIndex: 1 },
      'AmbiguousParameterSet,Get-NetAdapter',
    ],
  ])('refuses %s', (_, cmdlet, params, id) => {
    const machine = articleMachine()
    const before = structuredClone(machine.state)
    expect(errorId(machine, cmdlet, params)).toBe(id)
    expect(machine.state).toEqual(before)
  })

  test.each<[string, string, Params]>([
    ['any case', 'get-netipinterface', { interfaceindex: 29, addressfamily: 'ipv4' }],
    ['its module in front', 'NetTCPIP\\Get-NetIPInterface', { InterfaceIndex: 29, AddressFamily: 'IPv4' }],
    ['aliases and abbreviations', 'Get-NetIPInterface', { ifIndex: 29, AddressF: 'IPv4' }],
    ['numbers as text and enums as numbers', 'Get-NetIPInterface', { InterfaceIndex: '29', AddressFamily: 2 }],
    ['common parameters', 'Get-NetIPInterface', { InterfaceIndex: 29, AddressFamily: 'IPv4', ErrorAction: 'Stop' }],
  ])('accepts %s', (_, cmdlet, params) => {
    expect(rows(articleMachine(), cmdlet, params)).toMatchObject([{ InterfaceAlias: NIC, AddressFamily: 'IPv4' }])
  })

  test.each<[string, Params]>([
    [SET, { InputObject: [{}], Forwarding: 'Enabled' }],
    ['Get-NetIPAddress', { AssociatedIPInterface: {} }],
    ['Remove-NetRoute', { InputObject: [{}], Confirm: false }],
  ])('says that a piped object is not simulated: %s', (cmdlet, params) => {
    expect(errorId(articleMachine(), cmdlet, params)).toBe(`gw/not-simulated,${cmdlet}`)
  })

  test('-WhatIf changes nothing', () => {
    const machine = articleMachine()
    const before = structuredClone(machine.state)
    expect(rows(machine, 'New-VMSwitch', { Name: 'x', NetAdapterName: NIC, WhatIf: true })).toEqual([])
    expect(machine.state).toEqual(before)
  })
})

describe.each(cmdlets.cmdlets.filter(({ name }) => !name.startsWith('Get-')))('$name', ({ name, module }) => {
  const params: Record<string, Params> = {
    'Set-NetIPInterface': { Forwarding: 'Enabled' },
    'New-NetIPAddress': { InterfaceIndex: 29, IPAddress: '10.0.0.1' },
    'New-NetRoute': { InterfaceIndex: 29, DestinationPrefix: '10.0.0.0/8' },
    'Set-DnsClientServerAddress': { InterfaceIndex: 29, ResetServerAddresses: true },
    'New-VMSwitch': { Name: 'x', NetAdapterName: NIC },
    'Set-VMSwitch': { Name: 'WSL', Notes: 'x' },
    'Remove-VMSwitch': { Name: 'WSL', ...UNASKED },
    'Add-VMNetworkAdapter': { ManagementOS: true, SwitchName: 'WSL' },
    'Remove-VMNetworkAdapter': { ManagementOS: true, Name: 'WSL', ...UNASKED },
    'Set-ItemProperty': { LiteralPath: TCPIP, Name: 'IPEnableRouter', Value: 1, ...UNASKED },
    'Enable-WindowsOptionalFeature': { Online: true, FeatureName: 'TelnetClient' },
    'Disable-WindowsOptionalFeature': { Online: true, FeatureName: 'TelnetClient' },
    'Set-Service': { Name: 'WSearch', StartupType: 'Manual' },
    'Start-Service': { Name: 'RasMan' },
    'Stop-Service': { Name: 'WSearch' },
  }

  test('needs an administrator', () => {
    const machine = articleMachine()
    machine.state.computer.elevated = false
    const before = structuredClone(machine.state)
    const answer = machine.invoke(name, params[name] ?? UNASKED)
    expect('error' in answer && isAccessDenied(answer.error)).toBe(true)
    if (module.startsWith('Net') || module === 'DnsClient')
      expect(answer).toMatchObject({ error: { id: `Windows System Error 5,${name}` } })
    expect(machine.state).toEqual(before)
  })

  test('is an unknown word without its module', () => {
    const machine = articleMachine()
    machine.state.computer.modules = machine.state.computer.modules.filter((one) => one !== module)
    expect(machine.invoke(name, {})).toMatchObject({
      error: { id: 'CommandNotFoundException', category: 'ObjectNotFound' },
    })
  })
})

test.each(['Get-NetAdapter', 'Get-NetIPInterface', 'Get-NetIPAddress', 'Get-NetRoute', 'Get-DnsClientServerAddress'])(
  '%s needs no administrator',
  (cmdlet) => {
    const machine = articleMachine()
    machine.state.computer.elevated = false
    expect(rows(machine, cmdlet)).not.toEqual([])
  },
)

describe('gw sim exec', () => {
  test.each<[string, string[], (machine: ReturnType<typeof articleMachine>) => unknown, unknown]>([
    [
      'names and values',
      [SET, '-InterfaceAlias', NIC, '-AddressFamily', 'IPv4', '-Forwarding', 'Enabled'],
      (m) => ipInterface(m, NIC)?.Forwarding,
      'Enabled',
    ],
    [
      'a colon',
      [SET, `-InterfaceAlias:${NIC}`, '-Forwarding:Enabled'],
      (m) => ipInterface(m, NIC)?.Forwarding,
      'Enabled',
    ],
    ['a position', [SET, NIC, '-Forwarding', 'Enabled'], (m) => ipInterface(m, NIC)?.Forwarding, 'Enabled'],
    ['$false', ['Remove-NetRoute', '0.0.0.0/0', '-Confirm:$false'], (m) => gateways(m, NIC), []],
    [
      'a switch',
      ['Set-DnsClientServerAddress', '-InterfaceIndex', '29', '-ResetServerAddresses'],
      (m) => m.state.dns[1]?.static.IPv4,
      [],
    ],
    [
      'a list',
      ['Set-DnsClientServerAddress', '-InterfaceIndex', '29', '-ServerAddresses', '1.1.1.1,8.8.8.8'],
      (m) => m.state.dns[1]?.static.IPv4,
      ['1.1.1.1', '8.8.8.8'],
    ],
    [
      'a list with blanks',
      ['Set-DnsClientServerAddress', '-InterfaceIndex', '29', '-ServerAddresses', '1.1.1.1,', '8.8.8.8'],
      (m) => m.state.dns[1]?.static.IPv4,
      ['1.1.1.1', '8.8.8.8'],
    ],
    [
      'quotes of its own',
      [SET, '-InterfaceAlias', `'${NIC}'`, '-Forwarding', '"Enabled"'],
      (m) => ipInterface(m, NIC)?.Forwarding,
      'Enabled',
    ],
    [
      'a quoted comma',
      ['New-VMSwitch', '-Name', "'a,b'", '-SwitchType', 'Private'],
      (m) => m.state.switches.at(-1)?.name,
      'a,b',
    ],
    [
      '$true',
      ['New-VMSwitch', 'vmbr0', '-NetAdapterName', NIC, '-AllowManagementOS', '$true'],
      (m) => m.state.switches.at(-1)?.name,
      'vmbr0',
    ],
  ])('understands %s', (_, argv, look, seen) => {
    const machine = articleMachine()
    expect(execute(machine, argv)).toEqual({ rows: expect.anything() })
    expect(look(machine)).toEqual(seen)
  })

  test.each<[string, string[], string]>([
    ['an unknown cmdlet', ['Get-Kitchen'], 'CommandNotFoundException'],
    ['nothing', [], 'CommandNotFoundException'],
    ['a value that is missing', [SET, '-Forwarding'], `MissingArgument,${SET}`],
    ['a parameter twice', [SET, '-Forwarding', 'Enabled', '-Forw', 'Enabled'], `ParameterAlreadyBound,${SET}`],
    ['an unknown parameter', [SET, '-Colour', 'red'], `NamedParameterNotFound,${SET}`],
    ['one position too many', ['Get-NetIPInterface', 'a', 'b'], 'PositionalParameterNotFound,Get-NetIPInterface'],
  ])('refuses %s', (_, argv, id) => {
    expect(execute(articleMachine(), argv)).toMatchObject({ error: { id } })
  })

  test('the article, line by line', () => {
    const machine = articleMachine()
    const lines = [
      ['New-VMSwitch', '-Name', 'vmbr0', '-NetAdapterName', NIC, '-AllowManagementOS', '$true'],
      ['Add-VMNetworkAdapter', '-SwitchName', 'vmbr0', '-Name', 'vmbr0.1', '-ManagementOS'],
    ]
    for (const line of lines) expect(execute(machine, line)).toEqual({ rows: expect.anything() })
    machine.advance(30)
    const [egress = '', ingress = ''] = machine.state.adapters.slice(-2).map(({ index }) => String(index))
    const rest = [
      [SET, '-InterfaceIndex', egress, '-Dhcp', 'Disabled'],
      [SET, '-InterfaceIndex', ingress, '-Dhcp', 'Disabled'],
      [
        'New-NetIPAddress',
        '-InterfaceIndex',
        egress,
        '-IPAddress',
        '192.168.1.2',
        '-PrefixLength',
        '25',
        '-DefaultGateway',
        '192.168.1.1',
      ],
      ['New-NetIPAddress', '-InterfaceIndex', ingress, '-IPAddress', '192.168.1.129', '-PrefixLength', '25'],
      ['Set-DnsClientServerAddress', '-InterfaceIndex', egress, '-ServerAddresses', '223.5.5.5,', '192.168.1.1'],
      [SET, '-InterfaceIndex', ingress, '-Forwarding', 'Enabled'],
    ]
    for (const line of rest) expect(execute(machine, line)).toEqual({ rows: expect.anything() })
    expect(addresses(machine, 'vEthernet (vmbr0)')).toEqual(['192.168.1.2/25'])
    expect(addresses(machine, 'vEthernet (vmbr0.1)')).toEqual(['192.168.1.129/25'])
    expect(ipInterface(machine, 'vEthernet (vmbr0)')?.Forwarding).toBe('Disabled')
    // Without -AddressFamily the article's last line turns IPv6 forwarding on as well: windows.md, section 2.
    expect(
      rows(machine, 'Get-NetIPInterface', { InterfaceIndex: Number(ingress), Forwarding: 'Enabled' }),
    ).toHaveLength(2)
  })
})
