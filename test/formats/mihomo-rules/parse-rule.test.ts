// The grammar of a rule line: what loads, as what, what is refused where, what is odd (facts: mihomo.md §1).
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRuleError, parseProviderLine, parseRule, printRule } from '../../../src/formats/index.ts'

const NAMES = { targets: ['X', 'Yz'], providers: ['ads'], subRules: ['list'] }

/** The condition and the target as they are printed, and the codes of the warnings. */
function told(line: string): string {
  const rule = parseRule(line, NAMES)
  if (isRuleError(rule)) return `${rule.code} ${line.slice(rule.position.start, rule.position.end)}`
  return [
    printRule(rule),
    ...rule.warnings.map(({ code, position }) => `${code} ${line.slice(position.start, position.end)}`),
  ].join(' | ')
}

describe('loads', () => {
  test.each([
    ['DOMAIN,a.b,X', 'DOMAIN,a.b,X'],
    [' domain , A.b , X ', 'DOMAIN,a.b,X'],
    ['DOMAIN-SUFFIX,Ä.b,X', 'DOMAIN-SUFFIX,ä.b,X | rules/not-a-label Ä.b'],
    ['DOMAIN-KEYWORD,Ab,X', 'DOMAIN-KEYWORD,ab,X'],
    ['DOMAIN-WILDCARD,*.A?,X', 'DOMAIN-WILDCARD,*.a?,X'],
    ['DOMAIN-REGEX,a{1,2},b,X', 'DOMAIN-REGEX,a{1,2},b,X'],
    ['DOMAIN-REGEX,a{1, 2} ,X', 'DOMAIN-REGEX,a{1,2},X'],
    ['PROCESS-PATH-REGEX,c:\\\\(a|b),X', 'PROCESS-PATH-REGEX,c:\\\\(a|b),X'],
    ['IP-CIDR,10.1.2.3/8,X', 'IP-CIDR,10.1.2.3/8,X'],
    ['IP-CIDR6,10.0.0.0/8,X', 'IP-CIDR6,10.0.0.0/8,X'],
    ['IP-CIDR,2001:DB8:0::/32,X', 'IP-CIDR,2001:db8::/32,X'],
    ['IP-CIDR,10.0.0.0/8,X, no-resolve ', 'IP-CIDR,10.0.0.0/8,X,no-resolve'],
    ['IP-CIDR,10.0.0.0/8,X,src,no-resolve', 'IP-CIDR,10.0.0.0/8,X,src'],
    ['SRC-IP-CIDR,10.0.0.0/8,X', 'SRC-IP-CIDR,10.0.0.0/8,X'],
    ['IP-SUFFIX,0.0.0.8/24,X', 'IP-SUFFIX,0.0.0.8/24,X'],
    ['GEOIP,CN,X', 'GEOIP,cn,X'],
    ['IP-ASN,13335,X,no-resolve', 'IP-ASN,13335,X,no-resolve'],
    ['DST-PORT,[80] / 90-85 //,X', 'DST-PORT,80/85-90,X | rules/range-reversed [80] / 90-85 //'],
    ['DST-PORT,80-70000,X', 'DST-PORT,80-4464,X | rules/number-cut 80-70000'],
    ['DST-PORT,65536,X', 'DST-PORT,0,X | rules/number-cut 65536'],
    ['SRC-PORT,18446744073709551615,X', 'SRC-PORT,65535,X | rules/number-cut 18446744073709551615'],
    ['DSCP,*,X', 'DSCP,*,X'],
    ['DSCP,46/0-3,X', 'DSCP,46/0-3,X'],
    ['DSCP,300,X', 'DSCP,44,X | rules/number-cut 300'],
    ['NETWORK,UDP,X', 'NETWORK,udp,X'],
    ['IN-TYPE,socks/Tun,X', 'IN-TYPE,SOCKS/TUN,X'],
    ['IN-NAME,DEFAULT-TUN/a,X', 'IN-NAME,DEFAULT-TUN/a,X'],
    ['RULE-SET,ads,X', 'RULE-SET,ads,X'],
    ['MATCH,X', 'MATCH,X'],
    ['MATCH,X,Y', 'MATCH,X | rules/param-ignored Y'],
    ['MATCH, X ', 'MATCH,X'],
    ['DOMAIN,a.b,PASS-RULE', 'DOMAIN,a.b,PASS-RULE'],
    ['DOMAIN,a.b,Yz,no-resolve', 'DOMAIN,a.b,Yz | rules/param-ignored no-resolve'],
    ['IP-CIDR,1.0.0.0/8,X,No-Resolve', 'IP-CIDR,1.0.0.0/8,X | rules/param-ignored No-Resolve'],
    ['IP-SUFFIX,1.2.3.4/32,X', 'IP-SUFFIX,1.2.3.4/32,X | rules/suffix-panics 1.2.3.4/32'],
    ['IP-CIDR,::ffff:10.0.0.0/104,X', 'IP-CIDR,::ffff:10.0.0.0/104,X | rules/never-matches ::ffff:10.0.0.0/104'],
    ['DOMAIN,10.0.0.1,X', 'DOMAIN,10.0.0.1,X | rules/never-matches 10.0.0.1'],
    ['DOMAIN,a.b.,X', 'DOMAIN,a.b.,X | rules/never-matches a.b.'],
    ['DOMAIN,a\u0000b,X', 'DOMAIN,a\u0000b,X | rules/never-matches a\u0000b'],
    ['DOMAIN,*.b,X', 'DOMAIN,*.b,X | rules/literal-prefix *.b'],
    ['DOMAIN-KEYWORD,.b,X', 'DOMAIN-KEYWORD,.b,X'],
    ['DOMAIN-SUFFIX,a.*.b,X', 'DOMAIN-SUFFIX,a.*.b,X | rules/never-matches a.*.b'],
    ['AND,((DOMAIN,a.b),(DST-PORT,80)),X', 'AND,((DOMAIN,a.b),(DST-PORT,80)),X'],
    ['AND,(DOMAIN,a.b),(DST-PORT,80),X', 'AND,((DOMAIN,a.b),(DST-PORT,80)),X'],
    [
      'AND,( (domain , a.b) , (ip-cidr,10.0.0.0/8, no-resolve) ),X',
      'AND,((DOMAIN,a.b),(IP-CIDR,10.0.0.0/8,no-resolve)),X',
    ],
    ['AND,((DST-PORT,80,90),(NETWORK,tcp)),X', 'AND,((DST-PORT,80),(NETWORK,tcp)),X | rules/param-ignored 90'],
    ['OR,((DOMAIN-REGEX,a{1,2}(b|c)),(NETWORK,tcp)),X', 'OR,((DOMAIN-REGEX,a{1,2}(b|c)),(NETWORK,tcp)),X'],
    ['AND,(DST-PORT,80),X', 'AND,(),X | rules/no-parts (DST-PORT,80)'],
    ['OR,(DST-PORT,80),X', 'OR,(),X | rules/no-parts (DST-PORT,80)'],
    ['AND,(),X', 'AND,(),X'],
    ['AND,((DST-PORT,80) && (NETWORK,tcp)),X', 'AND,((DST-PORT,80),(NETWORK,tcp)),X | rules/dropped-text  && '],
    ['NOT,((OR,((DST-PORT,80),(NETWORK,udp)))),X', 'NOT,((OR,((DST-PORT,80),(NETWORK,udp)))),X'],
    ['SUB-RULE,(NETWORK,udp),list', 'SUB-RULE,(NETWORK,udp),list'],
    ['SUB-RULE,(AND,((NETWORK,udp),(DST-PORT,1))),list', 'SUB-RULE,(AND,((NETWORK,udp),(DST-PORT,1))),list'],
    ['SUB-RULE,(NETWORK,udp),X', 'SUB-RULE,(NETWORK,udp),X'],
  ])('%s', (line, expected) => {
    expect(told(line)).toBe(expected)
  })
})

describe('is refused', () => {
  test.each([
    ['', 'rules/no-target '],
    ['DOMAIN', 'rules/no-target DOMAIN'],
    ['DOMAIN,a.b', 'rules/no-target DOMAIN,a.b'],
    ['DOMAIN,a.b,', 'rules/no-target DOMAIN,a.b,'],
    ['MATCH', 'rules/no-target MATCH'],
    ['AND,((NETWORK,udp))', 'rules/unknown-target ((NETWORK,udp))'.replace('((NETWORK,udp))', 'udp))')],
    ['DOMAIN，a.b，X', 'rules/no-target DOMAIN，a.b，X'],
    ['DOMAIN,a.b，X', 'rules/no-target DOMAIN,a.b，X'],
    ['DOMAIN,a.b,x', 'rules/unknown-target x'],
    ['DOMAIN,a.b,direct', 'rules/unknown-target direct'],
    ['MATCH,nobody', 'rules/unknown-target nobody'],
    ['DST-PORT,22,3389,X', 'rules/unknown-target 3389'],
    ['SUB-RULE,(NETWORK,udp),nowhere', 'rules/unknown-sub-rule nowhere'],
    ['RULE-SET,nothing,X', 'rules/unknown-rule-set nothing'],
    ['AND,((RULE-SET,nothing),(NETWORK,udp)),X', 'rules/unknown-rule-set ((RULE-SET,nothing),(NETWORK,udp))'],
    ['DOMAIN,,X', 'rules/no-payload DOMAIN'],
    ['AND,X', 'rules/no-payload AND'],
    ['DOMAIN-SUFFX,a.b,X', 'rules/unknown-type DOMAIN-SUFFX'],
    ['DOMAIN\t,a.b,X', 'rules/unknown-type DOMAIN\t'],
    ['PROCEß-NAME,a,X', 'rules/unknown-type PROCEß-NAME'],
    [',a.b,X', 'rules/unknown-type '],
    ['UID,1000,X', 'rules/not-on-windows UID'],
    ['IP-CIDR,10.0.0.0,X', 'rules/bad-prefix 10.0.0.0'],
    ['IP-CIDR,10.0.0.0/33,X', 'rules/bad-prefix 10.0.0.0/33'],
    ['IP-CIDR,10.0.0.0/08,X', 'rules/bad-prefix 10.0.0.0/08'],
    ['IP-CIDR,010.0.0.0/8,X', 'rules/bad-prefix 010.0.0.0/8'],
    ['IP-CIDR,10.0.0/8,X', 'rules/bad-prefix 10.0.0/8'],
    ['IP-CIDR,fe80::1%eth0/64,X', 'rules/bad-prefix fe80::1%eth0/64'],
    ['IP-CIDR,1:2:3:4:5:6:7::8/64,X', 'rules/bad-prefix 1:2:3:4:5:6:7::8/64'],
    ['IP-CIDR,2001:db8::/129,X', 'rules/bad-prefix 2001:db8::/129'],
    ['DST-PORT,*,X', 'rules/bad-range *'],
    ['DST-PORT,//,X', 'rules/bad-range //'],
    ['DST-PORT,80-90-100,X', 'rules/bad-range 80-90-100'],
    ['DST-PORT,-80,X', 'rules/bad-range -80'],
    ['DST-PORT,+80,X', 'rules/bad-range +80'],
    ['DST-PORT,http,X', 'rules/bad-range http'],
    ['DST-PORT,18446744073709551616,X', 'rules/bad-range 18446744073709551616'],
    [`DST-PORT,${'1/'.repeat(28)}1,X`, `rules/bad-range ${'1/'.repeat(28)}1`],
    ['DSCP,64,X', 'rules/bad-range 64'],
    ['NETWORK,icmp,X', 'rules/bad-network icmp'],
    ['IN-TYPE,MIXED,X', 'rules/bad-in-type MIXED'],
    ['IN-TYPE,TUN/,X', 'rules/bad-in-type TUN/'],
    ['DOMAIN-REGEX,(a,X', 'rules/bad-regex (a'],
    ['NOT,(DST-PORT,22),X', 'rules/not-one-part (DST-PORT,22)'],
    ['NOT,((DST-PORT,22),(DST-PORT,23)),X', 'rules/not-one-part ((DST-PORT,22),(DST-PORT,23))'],
    ['SUB-RULE,DOMAIN,list', 'rules/not-one-part DOMAIN'],
    ['SUB-RULE,((NETWORK,udp)),list', 'rules/unknown-type (NETWORK'],
    ['AND,DOMAIN,X', 'rules/parentheses DOMAIN'],
    ['AND,((DOMAIN,a.b),X', 'rules/parentheses ('],
    ['AND,(DOMAIN,a.b)),X', 'rules/parentheses )'],
    ['AND,((),(DOMAIN,a.b)),X', 'rules/parentheses '],
    ['AND,((MATCH),(DOMAIN,a.b)),X', 'rules/not-here MATCH'],
    ['AND,((SUB-RULE,(NETWORK,udp)),(DOMAIN,a.b)),X', 'rules/not-here SUB-RULE'],
    ['AND,((DOMAIN),(NETWORK,udp)),X', 'rules/no-payload DOMAIN'],
    ['AND,((DOMAIN-REGEX,[(]),(NETWORK,udp)),X', 'rules/parentheses ('],
    ['AND,((IP-CIDR,10.0.0.0),(NETWORK,udp)),X', 'rules/bad-prefix 10.0.0.0'],
  ])('%s', (line, expected) => {
    expect(told(line)).toBe(expected)
  })
})

test('what was probably meant', () => {
  const fixOf = (line: string) => {
    const rule = parseRule(line, NAMES)
    return isRuleError(rule) ? rule.fix : rule.warnings[0]?.fix
  }
  expect(fixOf('DOMAIN-SUFFX,a.b,X')).toBe('Did you mean DOMAIN-SUFFIX?')
  expect(fixOf('DOMAIN,a.b,yz')).toBe('Did you mean Yz? Case counts.')
  expect(fixOf('IP-CIDR,10.0.0.1,X')).toBe('The length is mandatory: write 10.0.0.1/32 for this one address.')
  expect(fixOf('IP-CIDR,1.0.0.0/8,X,noresolve')).toBe('Did you mean no-resolve?')
  expect(fixOf('DOMAIN,bücher.example,X')).toBe('Write xn--bcher-kva.example.')
})

test.each([
  ['DOMAIN,a.b', 'DOMAIN,a.b'],
  ['IP-CIDR,10.0.0.0/8,no-resolve', 'IP-CIDR,10.0.0.0/8,no-resolve'],
  ['DOMAIN-REGEX,a{1,2}', 'DOMAIN-REGEX,a{1,2}'],
  ['AND,((DOMAIN,a),(NETWORK,udp))', 'AND,((DOMAIN,a),(NETWORK,udp))'],
  ['MATCH', 'rules/not-here'],
  ['RULE-SET,ads', 'rules/not-here'],
  ['SUB-RULE,(NETWORK,udp)', 'rules/not-here'],
])('in a provider: %s', (line, expected) => {
  const rule = parseProviderLine(line)
  expect(isRuleError(rule) ? rule.code : printRule(rule)).toBe(expected)
})

const word = fc.constantFrom(
  ...[
    'DOMAIN',
    'DOMAIN-REGEX',
    'IP-CIDR',
    'DST-PORT',
    'AND',
    'OR',
    'NOT',
    'SUB-RULE',
    'MATCH',
    'IN-TYPE',
    'GEOIP',
    'NETWORK',
  ],
  ...[
    'X',
    'list',
    'a.b',
    '10.0.0.0/8',
    '80-90',
    'no-resolve',
    'src',
    'tcp',
    '(',
    ')',
    '((',
    '))',
    ',',
    ',',
    ' ',
    '，',
    '\0',
    '*',
    '[',
    '\\',
  ],
)
const text = fc.oneof(
  fc.array(word, { maxLength: 24 }).map((words) => words.join('')),
  fc.string({ unit: 'binary' }),
  fc.string(),
)

test('never throws; what loads prints to a line that loads as the same rule', () => {
  fc.assert(
    fc.property(text, (line) => {
      const rule = parseRule(line)
      if (isRuleError(rule)) {
        const { start, end } = rule.position
        expect(start <= end && start >= 0 && end <= line.length).toBe(true)
        return
      }
      for (const { position } of rule.warnings) expect(position.end).toBeLessThanOrEqual(line.length)
      const again = parseRule(printRule(rule))
      expect(isRuleError(again) ? again : { condition: again.condition, target: again.target }).toEqual({
        condition: rule.condition,
        target: rule.target,
      })
    }),
    { numRuns: 3000 },
  )
})

describe('bad input, in bounded time', () => {
  const MB = 1024 * 1024
  test.each([
    ['names', `DOMAIN,${'a'.repeat(MB)},X`],
    ['labels', `DOMAIN-SUFFIX,${'a.'.repeat(MB / 2)}a,X`],
    ['commas', ','.repeat(MB)],
    ['params', `IP-CIDR,10.0.0.0/8,X,${'x,'.repeat(MB / 2)}`],
    ['parentheses', `AND,${'('.repeat(MB)},X`],
    ['text between parts', `AND,(${'x , (DOMAIN,a)'.repeat(MB / 16)}),X`],
    ['named groups', `DOMAIN-REGEX,${Array.from({ length: 30_000 }, (_, n) => `(?<n${n}>a)`).join('')},X`],
    ['alternatives', `DOMAIN-REGEX,${'(a|b)*'.repeat(MB / 8)},X`],
    ['digits', `DST-PORT,${'1'.repeat(MB)},X`],
    ['colons', `IP-CIDR,${':'.repeat(MB)}/1,X`],
    ['letters of no type', `${'A'.repeat(MB)},a,X`],
    ['letters outside ASCII', `DOMAIN-WILDCARD,${'ü'.repeat(MB)},X`],
  ])('1 MB of %s', (_, line) => {
    expect(typeof told(line)).toBe('string')
  })

  test('logic 10,000 deep', () => {
    const line = `${'NOT,(('.repeat(10_000)}DOMAIN,a${'))'.repeat(10_000)},X`
    expect(told(line)).toBe(line)
  })
})
