// What is wrong with lines of mihomo rules.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadRules } from '../../../src/analysis/rules/rule-book.ts'
import { ruleDiagnostic } from '../../../src/analysis/rules/rule-diagnostic.ts'
import { lintFile } from '../../../src/app/rules.ts'
import { isRuleError, parseRule } from '../../../src/formats/index.ts'
import { renderDiagnostic } from '../../../src/report/plain/diagnostic.ts'
import { type Examples, inFolder, type Recipe, refused, typed } from '../recipes.ts'

const FILE = 'config.yaml'
const NAMES = { targets: ['Proxy'], providers: ['ads'], subRules: ['lan'] }

/** A line of `rules:`, which stands in line 9 of the file. */
function line(text: string): Recipe {
  return (code) => {
    const rule = parseRule(text, NAMES)
    const problem = isRuleError(rule) ? rule : rule.warnings.find((warning) => warning.code === code)
    if (problem?.code !== code) throw new Error(`${text} does not say ${code}`)
    const diagnostic = ruleDiagnostic(problem, text, { file: FILE, line: 9, column: 5 })
    const source = `${'\n'.repeat(8)}  - ${text}\n`
    return renderDiagnostic({ columns: 100, colour: false }, diagnostic, new Map([[FILE, source]])).join('\n')
  }
}

/** `gw rules lint` on a configuration with these rules. */
function linted(...rules: string[]): Recipe {
  return inFolder((folder) => async (code) => {
    const file = join(folder, FILE)
    writeFileSync(file, `rules:\n${rules.map((rule) => `  - ${rule}\n`).join('')}sub-rules: { none: [] }\n`)
    const { findings } = await lintFile({ file, mostCompared: 3 })
    const found = findings.find((finding) => finding.code === code)
    if (found === undefined) throw new Error(`${rules.join(' ')} does not say ${code}`)
    const sources = new Map([[file, readFileSync(file, 'utf8')]])
    return renderDiagnostic({ columns: 100, colour: false }, found, sources).join('\n')
  })
}

/** A refusal of the file as a whole. */
const wrongFile = (content: string) => typed(['rules', 'lint', FILE], { [FILE]: content })

export const examples: Examples = {
  'rules/bad-host': typed(['rules', 'find', 'https://example.com', FILE], {}),
  'rules/leads-nowhere': linted('SUB-RULE,(NETWORK,udp),none'),
  'rules/line-too-long': wrongFile('x'.repeat(16 * 1024 * 1024 + 1)),
  'rules/no-effect': linted('DOMAIN,example.com,PASS'),
  'rules/no-rules': wrongFile('mixed-port: 7890\n'),
  'rules/not-utf8': inFolder((folder) => async (code) => {
    const file = join(folder, FILE)
    writeFileSync(file, Buffer.from([0x72, 0xff, 0x0a]))
    return refused(() => lintFile({ file }))(code)
  }),
  'rules/not-yaml': wrongFile('rules:\n  - "MATCH,DIRECT\n'),
  'rules/redundant': linted('DOMAIN-SUFFIX,example.com,DIRECT', 'DOMAIN,www.example.com,DIRECT'),
  'rules/shadowed': linted('DOMAIN-SUFFIX,example.com,DIRECT', 'DOMAIN,www.example.com,REJECT'),
  'rules/too-large': wrongFile(`a: ${'x'.repeat(15 * 1024 * 1024)}\n`.repeat(3)),
  'rules/too-many': linted(...['a', 'b', 'c', 'd'].map((name) => `DOMAIN,${name}.example,DIRECT`)),
  'rules/bad-in-type': line('IN-TYPE,MIXED,Proxy'),
  'rules/bad-network': line('NETWORK,icmp,REJECT'),
  'rules/bad-prefix': line('IP-CIDR,192.168.1.1,DIRECT'),
  'rules/bad-range': line('DST-PORT,80;443,Proxy'),
  'rules/bad-regex': line('DOMAIN-REGEX,^(ads|track\\.example$,REJECT'),
  'rules/dropped-text': line('AND,((DOMAIN-SUFFIX,example.com),(NETWORK,udp),DST-PORT,443),REJECT'),
  'rules/literal-prefix': line('DOMAIN-SUFFIX,+.example.com,Proxy'),
  'rules/never-matches': line('DOMAIN,https://example.com/,Proxy'),
  'rules/no-parts': line('AND,(DST-PORT,22),DIRECT'),
  'rules/no-payload': line('DOMAIN,,Proxy'),
  'rules/no-target': line('DOMAIN-SUFFIX，example.com，Proxy'),
  'rules/not-a-label': line('DOMAIN-SUFFIX,bücher.example,Proxy'),
  'rules/not-here': line('AND,((MATCH),(NETWORK,udp)),Proxy'),
  'rules/not-on-windows': line('UID,1000,Proxy'),
  'rules/not-one-part': line('NOT,(DST-PORT,22),Proxy'),
  'rules/number-cut': line('DST-PORT,80-70000,Proxy'),
  'rules/param-ignored': line('IP-CIDR,10.0.0.0/8,DIRECT,noresolve'),
  'rules/parentheses': line('AND,((DOMAIN,a.example),(NETWORK,udp),REJECT'),
  'rules/range-reversed': line('DST-PORT,90-80,Proxy'),
  'rules/regex-unjudged': line('DOMAIN-REGEX,^(a)?(?(1)b|c)\\.example$,Proxy'),
  'rules/sub-rule-cycle': () => {
    const book = loadRules({ rules: [], subRules: { lan: ['SUB-RULE,(NETWORK,udp),lan'] } })
    return 'error' in book ? `error ${book.code}  ${book.error}` : 'it loads'
  },
  'rules/suffix-panics': line('IP-SUFFIX,0.0.0.8/32,DIRECT'),
  'rules/unknown-rule-set': line('RULE-SET,add,REJECT'),
  'rules/unknown-sub-rule': line('SUB-RULE,(NETWORK,udp),wan'),
  'rules/unknown-target': line('DOMAIN-SUFFIX,example.com,proxy'),
  'rules/unknown-type': line('DOMAIN-SUFIX,example.com,Proxy'),
}
