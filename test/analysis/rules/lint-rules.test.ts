// What lintRules says, and that what it says is true: a line it calls unreachable never decides.
import { describe, expect, test } from 'vitest'
import { indexRules, lintRules } from '../../../src/analysis/index.ts'
import { dice, NO_UDP, PROVIDERS, randomList, randomMeta, TARGETS } from './random-rules.ts'

/** `code index by`, for lines that can never decide. */
function told(rules: readonly string[], input: Parameters<typeof lintRules>[1] = {}): string[] {
  return lintRules(rules, input).map(({ code, index, by, list }) =>
    [
      code.replace('rules/', ''),
      ...(list === undefined ? [] : [list]),
      index,
      ...(by === undefined ? [] : [`by ${by}`]),
    ].join(' '),
  )
}

describe('shadowed and redundant', () => {
  test.each<[string, string[], string[]]>([
    ['a name below a suffix', ['DOMAIN-SUFFIX,a.b,X', 'DOMAIN,c.a.b,Y'], ['shadowed 1 by 0']],
    ['the suffix itself', ['DOMAIN-SUFFIX,a.b,X', 'DOMAIN,a.b,X'], ['redundant 1 by 0']],
    ['a longer suffix', ['DOMAIN-SUFFIX,b,X', 'DOMAIN-SUFFIX,a.b,Y'], ['shadowed 1 by 0']],
    ['not a shorter suffix', ['DOMAIN-SUFFIX,a.b,X', 'DOMAIN-SUFFIX,b,Y'], []],
    ['not across labels', ['DOMAIN-SUFFIX,b.c,X', 'DOMAIN-SUFFIX,ab.c,Y'], []],
    ['not by a name', ['DOMAIN,a.b,X', 'DOMAIN-SUFFIX,a.b,Y'], []],
    ['a name with a keyword', ['DOMAIN-KEYWORD,oo,X', 'DOMAIN,foo.b,Y'], ['shadowed 1 by 0']],
    ['a suffix with a keyword', ['DOMAIN-KEYWORD,oo,X', 'DOMAIN-SUFFIX,foo.b,Y'], ['shadowed 1 by 0']],
    ['a longer keyword', ['DOMAIN-KEYWORD,oo,X', 'DOMAIN-KEYWORD,foo,Y'], ['shadowed 1 by 0']],
    ['case does not count', ['DOMAIN,A.b,X', 'domain,a.B,X'], ['redundant 1 by 0']],
    ['a prefix in a prefix', ['IP-CIDR,10.0.0.0/8,X', 'IP-CIDR,10.1.0.0/16,Y'], ['shadowed 1 by 0']],
    ['host bits do not count', ['IP-CIDR,10.9.9.9/8,X', 'IP-CIDR,10.1.0.0/16,X'], ['redundant 1 by 0']],
    ['an IPv6 prefix', ['IP-CIDR6,2001:db8::/32,X', 'IP-CIDR,2001:db8:1::/48,Y'], ['shadowed 1 by 0']],
    ['not the other family', ['IP-CIDR,::/0,X', 'IP-CIDR,10.0.0.0/8,Y'], []],
    ['not the source', ['SRC-IP-CIDR,10.0.0.0/8,X', 'IP-CIDR,10.0.0.0/8,Y'], []],
    ['src is the source', ['SRC-IP-CIDR,10.0.0.0/8,X', 'IP-CIDR,10.0.0.0/9,Y,src'], ['shadowed 1 by 0']],
    ['no-resolve does not cover what resolves', ['IP-CIDR,10.0.0.0/8,X,no-resolve', 'IP-CIDR,10.1.0.0/16,Y'], []],
    ['no-resolve twice', ['IP-CIDR,10.0.0.0/8,X,no-resolve', 'IP-CIDR,10.1.0.0/16,Y,no-resolve'], ['shadowed 1 by 0']],
    [
      'no-resolve twice, and something resolves in between',
      ['IP-CIDR,10.0.0.0/8,X,no-resolve', 'GEOIP,LAN,Z', 'IP-CIDR,10.1.0.0/16,Y,no-resolve'],
      [],
    ],
    [
      'no-resolve behind what resolves',
      ['GEOIP,LAN,Z', 'IP-CIDR,11.0.0.0/8,X,no-resolve', 'IP-CIDR,11.1.0.0/16,Y'],
      ['shadowed 2 by 1'],
    ],
    ['a port in a range', ['DST-PORT,1-1024,X', 'DST-PORT,80/443,Y'], ['shadowed 1 by 0']],
    ['a range in two', ['DST-PORT,1-80,X', 'DST-PORT,81-100,X', 'DST-PORT,50-90,X'], ['redundant 2 by 1']],
    ['a range with a hole', ['DST-PORT,1-80,X', 'DST-PORT,82-100,X', 'DST-PORT,50-90,X'], []],
    ['a part of AND', ['DOMAIN-SUFFIX,b,X', 'AND,((NETWORK,udp),(DOMAIN,a.b)),Y'], ['shadowed 1 by 0']],
    ['all parts of OR', ['DOMAIN-SUFFIX,b,X', 'OR,((DOMAIN,a.b),(DOMAIN,c.b)),Y'], ['shadowed 1 by 0']],
    ['not one part of OR', ['DOMAIN-SUFFIX,b,X', 'OR,((DOMAIN,a.b),(DOMAIN,c)),Y'], []],
    ['by a part of OR', ['OR,((DOMAIN-SUFFIX,b),(NETWORK,udp)),X', 'DOMAIN,a.b,Y'], ['shadowed 1 by 0']],
    ['the same condition', ['NOT,((DST-PORT,22)),X', 'not,((DST-PORT,22)),X'], ['redundant 1 by 0']],
    ['both networks', ['NETWORK,tcp,X', 'NETWORK,udp,X', 'DOMAIN,a,Y'], ['shadowed 2 by 1']],
    ['the condition of SUB-RULE', ['DST-PORT,443,X', 'SUB-RULE,(DST-PORT,443),web'], ['shadowed 1 by 0']],
    ['everything behind MATCH', ['MATCH,X', 'DOMAIN,a,Y', 'MATCH,X'], ['shadowed 1 by 0', 'redundant 2 by 0']],
    ['everything behind an empty AND', ['AND,(DST-PORT,22),X', 'DOMAIN,a,Y'], ['no-parts 0', 'shadowed 1 by 0']],
    ['everything behind a wildcard for all', ['DOMAIN-WILDCARD,*,X', 'GEOIP,CN,Y'], ['shadowed 1 by 0']],
    ['nothing behind PASS', ['DOMAIN-SUFFIX,b,PASS', 'DOMAIN,a.b,Y'], ['no-effect 0']],
    [
      'the same condition with addresses, and nothing asks in between',
      [
        'AND,((IP-CIDR,10.0.0.0/8,no-resolve),(NETWORK,udp)),X',
        'AND,((IP-CIDR,10.0.0.0/8,no-resolve),(NETWORK,udp)),X',
      ],
      ['redundant 1 by 0'],
    ],
    [
      'the same condition twice, which asks for the address itself',
      [
        'OR,((IP-CIDR,10.0.0.0/8,no-resolve),(IP-CIDR,11.0.0.0/8)),X',
        'OR,((IP-CIDR,10.0.0.0/8,no-resolve),(IP-CIDR,11.0.0.0/8)),Y',
      ],
      [],
    ],
    ['PASS that asks for the address changes later lines', ['IP-CIDR,10.0.0.0/8,PASS'], []],
    [
      'the same target, but it asks for the address first',
      ['DOMAIN-SUFFIX,b,X', 'AND,((IP-CIDR,10.0.0.0/8),(DOMAIN,a.b)),X', 'IP-CIDR,10.0.0.0/8,Y,no-resolve'],
      ['shadowed 1 by 0'],
    ],
    ['process names fold', ['PROCESS-NAME,Game.EXE,X', 'PROCESS-NAME,game.exe,Y'], ['shadowed 1 by 0']],
    ['a wrong line covers nothing', ['DOMAIN-SUFIX,b,X', 'DOMAIN,a.b,Y'], ['unknown-type 0']],
  ])('%s', (_, rules, expected) => {
    expect(told(rules)).toEqual(expected)
  })

  test('an outbound without UDP shadows nothing for certain', () => {
    expect(told(['DOMAIN-SUFFIX,b,X', 'DOMAIN,a.b,Y'], { noUdp: ['X'] })).toEqual([])
  })

  test('in sub-rule lists PASS decides, and every list is looked at', () => {
    const subRules = { web: ['DOMAIN-SUFFIX,b,PASS', 'DOMAIN,a.b,Y'], none: [] }
    expect(told(['SUB-RULE,(DST-PORT,443),web', 'SUB-RULE,(DST-PORT,80),none'], { subRules })).toEqual([
      'shadowed web 1 by 0',
      'leads-nowhere 1',
    ])
  })

  test('a sub-rule that is only an outbound leads nowhere', () => {
    expect(told(['SUB-RULE,(DST-PORT,443),DIRECT'], { subRules: {}, targets: [] })).toEqual(['leads-nowhere 0'])
  })

  test('lists that lead back to themselves', () => {
    expect(told([], { subRules: { a: ['SUB-RULE,(DST-PORT,1),b'], b: ['SUB-RULE,(DST-PORT,1),a'] } })).toEqual([
      'sub-rule-cycle b 0',
    ])
  })
})

test('what is called unreachable never decides, and without what is to be removed every answer stays', () => {
  const roll = dice(11)
  let unreachable = 0
  for (let round = 0; round < 1500; round++) {
    const { rules, subRules } = randomList(roll, 10)
    const input = { subRules, targets: TARGETS, noUdp: NO_UDP, providers: PROVIDERS }
    const findings = lintRules(rules, input).filter(({ list }) => list === undefined)
    const linesOf = (test: (finding: (typeof findings)[number]) => boolean) =>
      new Set(findings.filter(test).map(({ index }) => index))
    const dead = linesOf(({ code }) => /shadowed|redundant|no-effect|leads-nowhere/.test(code))
    const superfluous = linesOf(({ fix }) => /[Rr]emove it/.test(fix ?? ''))
    unreachable += dead.size
    const all = indexRules({ rules, ...input })
    const fewer = indexRules({ rules: rules.filter((_, line) => !superfluous.has(line)), ...input })
    if ('error' in all || 'error' in fewer) return expect.fail(JSON.stringify(rules))
    for (let count = 0; dead.size > 0 && count < 30; count++) {
      const meta = randomMeta(roll)
      const decided: number = all.match(meta).index
      const told = () => `${JSON.stringify(meta)} in ${JSON.stringify(rules)}, lists ${JSON.stringify(subRules)}`
      if (dead.has(decided)) expect.fail(`line ${decided} decides about ${told()}`)
      if (fewer.match(meta).target !== all.match(meta).target)
        expect.fail(`removing ${[...superfluous]} changes ${told()}`)
    }
  }
  expect(unreachable).toBeGreaterThan(1000)
})
