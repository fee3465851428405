// Text that is broken, hostile or merely unusual: a code and the exact place, never an exception.
import { describe, expect, test } from 'vitest'
import { loadGateway } from '../../src/config/load.ts'
import { MAX_BYTES } from '../../src/config/read-text.ts'
import { gatewayOf, told } from './told.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

describe('broken YAML', () => {
  test.each([
    ['an empty file', '', ['yaml/empty 1:1+1']],
    ['only a comment', '# nothing\n', ['yaml/empty 1:1+1']],
    ['only a mark', '---\n', ['yaml/empty 1:1+1']],
    ['a tab as indentation', 'name: a\nlan:\n\tnetwork: 192.168.1.0/24\n', ['yaml/tab 3:1+1']],
    ['a bracket left open', 'name: a\nclients: [{\n', ['yaml/syntax 3:1+1']],
    ['a quote left open', 'name: "a\n', ['yaml/syntax 2:1+1']],
    ['a reserved character', 'name: @a\n', ['yaml/syntax 1:7+1']],
    ['a bad escape', 'name: "\\q"\n', ['yaml/syntax 1:8+1']],
    ['a value with a colon', 'name: a: b\n', ['yaml/syntax 1:7+1']],
    ['two documents', 'name: a\n---\nname: b\n', ['yaml/several-documents 2:1+3']],
    ['a duplicate key', 'name: a\nname: b\n', ['yaml/duplicate-key 2:1+4']],
    [
      'a duplicate key deep inside',
      'name: a\nlan: { network: 10.0.0.0/24, network: 10.0.1.0/24 }\n',
      ['yaml/duplicate-key 2:30+7'],
    ],
    ['an alias of nothing', 'name: *nmae\n', ['yaml/unknown-anchor 1:7+5']],
    ['an alias inside itself', 'name: a\nclients: &c [*c]\n', ['yaml/alias-cycle 2:14+2']],
    ['a list as key', 'name: a\n? [a]\n: b\n', ['yaml/key-is-no-text 2:3+3']],
    ['a merge of text', 'name: a\nlan: { <<: text, network: 10.0.0.0/24 }\n', ['yaml/merge-needs-mapping 2:8+2']],
    ['an unknown tag', 'name: !x home\n', ['yaml/unknown-tag 1:7+2']],
    ['a root that is no mapping', '- a\n', ['config/wrong-type 1:1+3']],
    ['a root that is text', 'home\n', ['config/wrong-type 1:1+4']],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected)
  })

  test('tells that a second document begins, and everything else that is wrong with the syntax', () => {
    expect(told('name: @a\nlan: %b\n')).toEqual(['yaml/syntax 1:7+1', 'yaml/syntax 2:6+1'])
  })

  test('a merge key in a YAML 1.1 document, where yes would be true and a date an object', () => {
    const text = '%YAML 1.1\n---\nname: yes\naccept: [{ code: GW030, reason: a, until: 2027-06-01 }]\n'
    expect(gatewayOf(text).declared).toMatchObject({ name: 'yes', accept: [{ until: '2027-06-01' }] })
  })
})

describe('bytes', () => {
  test('a byte order mark shifts no column', () => {
    expect(told(utf8('\uFEFFname: A\n'))).toEqual(['config/bad-name 1:7+1'])
    expect(told('\uFEFFname: A\n')).toEqual(['config/bad-name 1:7+1'])
  })

  test('CRLF line ends shift no line', () => {
    expect(told('name: a\r\nlan:\r\n  network: 192.168.1.1/24\r\n')).toEqual(['ip/host-bits 3:12+14'])
  })

  test('bytes that are not UTF-8 are told where they are', () => {
    const bytes = Uint8Array.from([...utf8('name: a\n# 以 '), 0xd2, 0xd4, 0x0a])
    expect(told(bytes)).toEqual(['yaml/not-utf8 2:5+-'])
  })

  test('a character that breaks off at the end of the file', () => {
    expect(told(utf8('name: 以').subarray(0, 8))).toEqual(['yaml/not-utf8 1:7+-'])
  })

  test('UTF-16, as Windows PowerShell redirects', () => {
    const { diagnostics } = loadGateway('gateway.yaml', Buffer.from('\uFEFFname: a\n', 'utf16le'))
    expect(diagnostics).toMatchObject([{ code: 'yaml/not-utf8', message: expect.stringContaining('UTF-16') }])
  })

  test('a 50 MB file is refused before it is parsed, and the limit is told', () => {
    const { diagnostics, text } = loadGateway('gateway.yaml', new Uint8Array(50 * 1024 * 1024).fill(0x23))
    expect(diagnostics).toMatchObject([{ code: 'yaml/too-large', why: expect.stringContaining(String(MAX_BYTES)) }])
    expect(text).toBe('')
  })
})

describe('hostile YAML', () => {
  test('a bomb of aliases', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `b${i + 1}: &b${i + 1} [${`*b${i},`.repeat(10)}]`)
    expect(told(`b0: &b0 [x]\n${levels.join('\n')}\n`)).toEqual(['yaml/alias-bomb 2:10+1'])
  })

  test('a bomb of merge keys', () => {
    const keys = Array.from({ length: 100 }, (_, i) => `k${i}: 1`).join(', ')
    const levels = Array.from({ length: 9 }, (_, i) => `  - &b${i + 1} { <<: [${`*b${i},`.repeat(9)}] }`)
    expect(told(`x:\n  - &b0 { ${keys} }\n${levels.join('\n')}\n`).map((one) => one.split(' ')[0])).toEqual([
      'yaml/alias-bomb',
    ])
  })

  test.each([
    ['flow lists', '['.repeat(100_000)],
    ['flow mappings', '{a: '.repeat(10_000)],
    ['block lists', '- '.repeat(10_000)],
    ['keys', '? '.repeat(10_000)],
    ['closed lists', `name: a\nx: ${'['.repeat(200)}${']'.repeat(200)}\n`],
  ])('%s nested without end', (_, text) => {
    const codes = told(text).map((one) => one.split(' ')[0])
    expect(codes.length).toBeGreaterThan(0)
    expect(codes.every((code) => code === 'yaml/too-deep' || code === 'yaml/syntax')).toBe(true)
  })

  test('a chain of aliases, each one level deeper', () => {
    const levels = Array.from({ length: 5000 }, (_, i) => `b${i + 1}: &b${i + 1} [*b${i}]`)
    expect(told(`b0: &b0 [x]\n${levels.join('\n')}\n`).map((one) => one.split(' ')[0])).toEqual(['yaml/too-deep'])
  })

  test('an error in every line ends soon', () => {
    expect(told(']\n'.repeat(300_000)).length).toBeLessThanOrEqual(60)
  })

  test('a mapping with very many keys', () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `key${i}: 1`).join('\n')
    expect(told(`name: a\n${text}\n`).length).toBeGreaterThan(0)
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('the key %s is a key like any other', (key) => {
    expect(told(`name: a\n${key}: { polluted: 1 }\n`)).toEqual([`config/unknown-key 2:1+${key.length}`])
    expect(told(`name: a\nlan: { network: 10.0.0.0/24, ${key}: 1 }\n`)).toEqual([
      `config/unknown-key 2:30+${key.length}`,
    ])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('anchors, aliases and merge keys', () => {
  const text = `name: home
switches:
  - &sw { name: vmbr0, adapter: 以太网 4, allowManagementOS: true }
  - { <<: *sw, name: vmbr1, adapter: WLAN }
ipPlans:
  - &plan
    adapter: vmbr0
    role: egress
    address: 192.168.1.2/25
    dns: &dns [223.5.5.5, 192.168.1.1]
  - <<: [*plan, { role: ingress }]
    adapter: vmbr1
    address: 192.168.1.129/25
clients:
  - { name: phone, address: 192.168.1.130, dns: *dns }
`

  test('give what they stand for', () => {
    const { declared } = gatewayOf(text)
    expect(declared.switches?.[1]).toEqual({ name: 'vmbr1', adapter: 'WLAN', allowManagementOS: true })
    expect(declared.ipPlans?.[1]).toMatchObject({ role: 'egress', address: '192.168.1.129/25' })
    expect(declared.clients?.[0]?.dns).toEqual(['223.5.5.5', '192.168.1.1'])
  })

  test('values that come from elsewhere are shown where they are written', () => {
    const { positionOf } = gatewayOf(text)
    expect(positionOf(['switches', 1, 'allowManagementOS'])).toMatchObject({ line: 3, column: 59, length: 4 })
    expect(positionOf(['ipPlans', 1, 'role'])).toMatchObject({ line: 8, column: 11, length: 6 })
    expect(positionOf(['clients', 0, 'dns', 1])).toMatchObject({ line: 10, column: 27, length: 11 })
  })

  test('the last anchor of a name counts, as in YAML', () => {
    const { declared } = gatewayOf(
      'name: &a home\nclients: [{ name: &a phone, address: 10.0.0.1 }, { name: x, address: 10.0.0.2 }]\n',
    )
    expect(declared.name).toBe('home')
    const twice =
      'name: a\nlan: { network: &a 10.0.0.0/24, router: &a 10.0.0.1 }\nclients: [{ name: b, address: *a }]\n'
    expect(gatewayOf(twice).declared.clients).toEqual([{ name: 'b', address: '10.0.0.1' }])
  })

  test('a merge key in quotes is an unknown key', () => {
    expect(told('name: a\nlan: { "<<": {}, network: 10.0.0.0/24 }\n')).toEqual(['config/unknown-key 2:8+4'])
  })
})

describe('positions', () => {
  const { positionOf, file } = gatewayOf(`name: home
lan: { network: 192.168.1.0/24 }
switches:
  - { name: "以太网🏠", adapter: 以太网 4, allowManagementOS: true }
`)

  test.each([
    ['a value', ['name'], { line: 1, column: 7, length: 4 }],
    [
      'a value after Chinese text and an emoji, each one character',
      ['switches', 0, 'adapter'],
      { line: 4, column: 30, length: 5 },
    ],
    ['a missing key: its parent', ['lan', 'router'], { line: 2, column: 6, length: 27 }],
    ['a missing section: the file', ['clients'], { line: 1, column: 1, length: 4 }],
    ['an entry', ['switches', 0], { line: 4, column: 5, length: 57 }],
    ['a missing entry: its list', ['switches', 7], { line: 4, column: 3 }],
  ])('%s', (_, path, expected) => {
    expect(positionOf(path)).toMatchObject({ file, ...expected })
  })

  test('a key without a value is shown by the key', () => {
    expect(told('name: a\nlan:\n  network:\n')).toEqual(['config/wrong-type 3:3+7'])
  })
})
