// Values of the wrong shape: which key, why, and what to write instead.
import { describe, expect, test } from 'vitest'
import { loadGateway } from '../../src/config/load.ts'
import { observed } from '../../src/config/validators.gen.js'
import { registry } from '../../src/providers/registry.ts'
import { line, told } from './told.ts'

/** The fixes of the first diagnostic, for the tables below. */
function fixOf(text: string): string {
  const [first] = loadGateway('gateway.yaml', text).diagnostics
  return first?.fix ?? ''
}

describe('unknown keys', () => {
  test.each([
    ['a misspelt section', 'name: a\nswitchs: []\n', 'config/unknown-key 2:1+7', 'Did you mean switches?'],
    ['hyphens for capitals', 'name: a\nip-plans: []\n', 'config/unknown-key 2:1+8', 'Did you mean ipPlans?'],
    [
      'a key of an entry',
      'name: a\nclients: [{ name: b, adress: 10.0.0.1, address: 10.0.0.1 }]\n',
      'config/unknown-key 2:22+6',
      'Did you mean address?',
    ],
    [
      'a key of a kind',
      'name: a\nresources: [{ kind: HyperVSwitch, name: b, adaptor: c }]\n',
      'config/unknown-key 2:44+7',
      'Did you mean adapter?',
    ],
    [
      'a way to name an adapter',
      'name: a\nswitches: [{ name: b, adapter: { maac: x }, allowManagementOS: true }]\n',
      'config/unknown-key 2:32+11',
      'Did you mean mac?',
    ],
    [
      'nothing alike',
      'name: a\nlan: { network: 10.0.0.0/24, colour: red }\n',
      'config/unknown-key 2:30+6',
      'Known here: network, router, dhcpPool.',
    ],
  ])('%s', (_, text, expected, fix) => {
    expect(told(text)).toEqual([expected])
    expect(fixOf(text)).toBe(fix)
  })

  test.each(['services', 'proxy', 'wireguard', 'wsl', 'probes'])('%s is not there yet', (section) => {
    const text = `name: a\n${section}: {}\n`
    expect(told(text)).toEqual([`config/not-yet 2:1+${section.length}`])
    expect(loadGateway('gateway.yaml', text).diagnostics[0]?.message).toContain(
      `does not have the section ${section} yet`,
    )
  })

  test.each([...observed])('%s is observed and cannot be asked for', (key) => {
    const text = `name: a\nresources: [{ kind: HyperVSwitch, name: b, ${key}: x }]\n`
    expect(told(text)).toEqual([`config/read-only 2:44+${key.length}`])
  })
})

describe('missing keys', () => {
  test.each([
    ['no name', 'lan: { network: 10.0.0.0/24 }\n', 'config/missing-key 1:1+3'],
    ['no network', 'name: a\nlan: { router: 10.0.0.1 }\n', 'config/missing-key 2:6+20'],
    ['no word on allowManagementOS', 'name: a\nswitches:\n  - name: b\n    adapter: c\n', 'config/missing-key 3:5+4'],
    ['no kind', 'name: a\nresources:\n  - name: b\n', 'config/missing-key 3:5+4'],
    ['no interface in an IP plan', 'name: a\nipPlans: [{ address: 10.0.0.1/24 }]\n', 'config/missing-key 2:11+24'],
    ['no date', 'name: a\naccept: [{ code: GW030, reason: b }]\n', 'config/missing-key 2:10+26'],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual([expected])
    expect(fixOf(text)).not.toBe('')
  })
})

describe('wrong types and values', () => {
  const inLan = (rest: string) => `name: a\nlan: { network: 10.0.0.0/24, ${rest} }\n`
  const plan = (rest: string) => `name: a\nipPlans: [{ interface: WLAN, address: 10.0.0.2/24, ${rest} }]\n`
  const sw = (rest: string) => `name: a\nswitches: [{ name: b, ${rest} }]\n`

  test.each([
    ['a number for a name', 'name: 5\n', ['config/wrong-type 1:7+1'], 'Put it in quotes: "5".'],
    [
      'a name in capitals',
      'name: Home\n',
      ['config/bad-name 1:7+4'],
      'Use small letters, digits and hyphens, at most 32 of them.',
    ],
    [
      'a name too long',
      `name: ${'a'.repeat(33)}\n`,
      ['config/bad-name 1:7+33'],
      'Use small letters, digits and hyphens, at most 32 of them.',
    ],
    ['nothing', 'name:\n', ['config/wrong-type 1:1+4'], 'Write a value after the colon, or remove the key.'],
    [
      'text for a list',
      'name: a\nclients: phone\n',
      ['config/wrong-type 2:10+5'],
      'Write [a, b], or one line for each entry that begins with a hyphen.',
    ],
    [
      'text for an entry',
      'name: a\nclients: [phone]\n',
      ['config/wrong-type 2:11+5'],
      'Write { name: phone, address: 192.168.1.130 }.',
    ],
    ['yes for true', sw('adapter: c, allowManagementOS: yes'), ['config/wrong-type 2:54+3'], 'Write true or false.'],
    [
      'an index for an adapter',
      sw('adapter: 29, allowManagementOS: true'),
      ['config/wrong-type 2:32+2'],
      'Write the alias as Get-NetAdapter shows it under Name, or { mac: … }.',
    ],
    [
      'a list for an adapter',
      sw('adapter: [c], allowManagementOS: true'),
      ['config/wrong-type 2:32+3'],
      'Write its alias, { guid: … }, { mac: … } or { description: … }.',
    ],
    [
      'two ways at once',
      sw('adapter: { mac: D8-BB-C1-00-00-32, guid: x }, allowManagementOS: true'),
      ['config/wrong-value 2:32+35'],
      'Name the adapter in one way: its alias, { guid: … }, { mac: … } or { description: … }.',
    ],
    [
      'no MAC address',
      sw('adapter: { mac: D8-BB }, allowManagementOS: true'),
      ['config/not-a-mac 2:32+14'],
      'Write six pairs of hexadecimal digits, for example D8-BB-C1-00-00-32.',
    ],
    [
      'no GUID',
      sw('adapter: { guid: 12 }, allowManagementOS: true'),
      ['config/wrong-type 2:32+12'],
      'Write its alias, { guid: … }, { mac: … } or { description: … }.',
    ],
    ['a role that is none', plan('role: exit'), ['config/wrong-value 2:58+4'], 'Write egress or ingress.'],
    ['a role misspelt', plan('role: egres'), ['config/wrong-value 2:58+5'], 'Did you mean egress?'],
    [
      'a metric of 0',
      plan('interfaceMetric: 0'),
      ['config/wrong-value 2:69+1'],
      'A metric is a whole number from 1 to 9999, or auto.',
    ],
    [
      'a metric in words',
      plan('interfaceMetric: low'),
      ['config/wrong-value 2:69+3'],
      'A metric is a whole number from 1 to 9999, or auto.',
    ],
    [
      'others misspelt',
      'name: a\nforwarding: { others: reports }\n',
      ['config/wrong-value 2:23+7'],
      'Did you mean report?',
    ],
    [
      'a kind misspelt',
      'name: a\nresources: [{ kind: NetRout }]\n',
      ['config/unknown-kind 2:21+7'],
      'Did you mean NetRoute?',
    ],
    [
      'a kind of a later version',
      'name: a\nresources: [{ kind: MihomoRules }]\n',
      ['config/unknown-kind 2:21+11'],
      `Kinds are ${Object.keys(registry).sort().join(', ')}.`,
    ],
    [
      'no date',
      'name: a\naccept: [{ code: GW030, reason: b, until: 2027-02-30 }]\n',
      ['config/not-a-date 2:43+10'],
      'Write YYYY-MM-DD, for example 2027-06-01.',
    ],
    [
      'no code',
      'name: a\naccept: [{ code: gw30, reason: b, until: 2027-02-01 }]\n',
      ['config/not-a-code 2:18+4'],
      'Write the code as gw check shows it, for example GW030.',
    ],
    [
      'an empty reason',
      'name: a\naccept: [{ code: GW030, reason: "", until: 2027-02-01 }]\n',
      ['config/wrong-value 2:33+2'],
      'The text must not be empty.',
    ],
    [
      'a route metric too high',
      'name: a\nresources: [{ kind: NetRoute, interface: x, destinationPrefix: 10.0.0.0/8, nextHop: 10.0.0.1, routeMetric: 65536 }]\n',
      ['config/wrong-value 2:108+5'],
      'At most 65535.',
    ],
    [
      'two wrong values',
      inLan('router: x, dhcpPool: 1'),
      ['ip/not-an-address 2:38+1', 'config/wrong-type 2:51+1'],
      'Write four numbers with dots between, for example 192.168.1.2.',
    ],
  ])('%s', (_, text, expected, fix) => {
    expect(told(text)).toEqual(expected)
    expect(fixOf(text)).toBe(fix)
  })

  test('very many problems are counted, not listed', () => {
    const text = `name: a\n${Array.from({ length: 2000 }, (_, i) => `unknown${i}: 1`).join('\n')}\n`
    const { diagnostics } = loadGateway('gateway.yaml', text)
    expect(diagnostics).toHaveLength(501)
    expect(diagnostics.map(line)).toContain('config/more-problems 1:1+4')
  })
})
