// Whatever stands in the file: no exception, every problem with a place inside the text, and no order of sections that matters.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { loadGateway } from '../../src/config/load.ts'
import { gatewayOf } from './told.ts'

const example = readFileSync(new URL('../../examples/whole-house/gateway.yaml', import.meta.url), 'utf8')

test('the order of sections does not matter', () => {
  const whole = {
    ...parse(example),
    resources: [
      { kind: 'NetRoute', interface: 'vEthernet (vmbr0)', destinationPrefix: '10.0.0.0/8', nextHop: '192.168.1.1' },
    ],
    accept: [{ code: 'GW030', reason: 'because', until: '2027-01-01' }],
  }
  const wanted = withoutPlaces(stringify(whole))
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.entries(whole), { minLength: Object.keys(whole).length }), (sections) => {
      expect(withoutPlaces(stringify(Object.fromEntries(sections)))).toEqual(wanted)
    }),
  )
})

function withoutPlaces(text: string) {
  const { resources, authorities, others, accept } = gatewayOf(text)
  return JSON.parse(
    JSON.stringify({ resources, authorities, others, accept }, (key, value) =>
      key === 'position' || key === 'positions' ? undefined : value,
    ),
  )
}

test('random text never throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), isTold), { numRuns: 300 })
})

test('random pieces of YAML never throw', () => {
  const pieces = [
    'name: a',
    '\n',
    '- ',
    '  ',
    ': ',
    '{',
    '}',
    '[',
    ']',
    '&a ',
    '*a',
    '<<: ',
    '"',
    "'",
    '|',
    '>',
    '!x ',
    '? ',
    '#',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '\t',
    '\r\n',
    ',',
    'lan',
    'switches',
    'ipPlans',
    'null',
    '1e999',
    '0x1F',
    '.nan',
    '以',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => isTold(parts.join(''))),
    { numRuns: 2000 },
  )
})

test('random bytes never throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), isTold), { numRuns: 300 })
})

test('random data under the names of sections never throws', () => {
  const section = fc.constantFrom(
    'name',
    'lan',
    'switches',
    'adapters',
    'ipPlans',
    'forwarding',
    'clients',
    'resources',
    'accept',
    'wsl',
  )
  const key = fc.constantFrom(
    'kind',
    'name',
    'adapter',
    'interface',
    'address',
    'network',
    'mac',
    'guid',
    'needs',
    'others',
    '__proto__',
    'x',
  )
  const leaf = fc.oneof(
    fc.constantFrom('NetRoute', '192.168.1.1/24', '', 'a', 'egress'),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  }))
  fc.assert(
    fc.property(fc.dictionary(section, value, { maxKeys: 6 }), (data) => isTold(stringify(data))),
    { numRuns: 1000 },
  )
})

test('the example with a piece cut out never throws', () => {
  fc.assert(
    fc.property(fc.nat(example.length), fc.nat(30), (start, length) =>
      isTold(example.slice(0, start) + example.slice(start + length)),
    ),
    { numRuns: 500 },
  )
})

/** Either a gateway, or at least one error; and every problem stands inside the text, with a code and a sentence. */
function isTold(content: string | Uint8Array): void {
  const { gateway, diagnostics, text } = loadGateway('gateway.yaml', content)
  expect(gateway === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'))
  const lines = text.split('\n')
  for (const { code, message, position } of diagnostics) {
    expect(code).toMatch(/^(yaml|config|ip)\/[a-z0-9-]+$/)
    expect(message).toMatch(/^[^\n]+[.?]$/)
    expect(position?.line).toBeGreaterThan(0)
    if (text === '') continue
    expect(position?.line).toBeLessThanOrEqual(lines.length)
    const shown = lines[(position?.line ?? 1) - 1] ?? ''
    expect((position?.column ?? 1) - 1 + (position?.length ?? 1)).toBeLessThanOrEqual([...shown].length + 1)
  }
}
