// gw rules on real files: what it prints, how it ends, and that its JSON fits the schemas.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { gwForTests } from './gw.ts'

const gw = gwForTests()
const schemas = fileURLToPath(new URL('../../schemas/output/', import.meta.url))
const ajv = new Ajv({ allErrors: true, formats: { 'date-time': true } })
for (const file of readdirSync(schemas)) ajv.addSchema(JSON.parse(readFileSync(join(schemas, file), 'utf8')))

const CONFIG = `mixed-port: 7890
mode: rule
proxies:
  - { name: Proxy, type: wireguard, server: 203.0.113.5, port: 51820 }
  - { name: 节点, type: trojan, server: a.example, port: 443, udp: true }
proxy-groups:
  - { name: Auto, type: select, proxies: [Proxy] }
rule-providers:
  ads: { type: http, behavior: domain, url: https://a.example/ads.txt }
sub-rules:
  games:
    - DOMAIN-SUFFIX,steampowered.com,Auto
rules:
  # the peer itself
  - IP-CIDR,203.0.113.5/32,DIRECT,no-resolve
  - RULE-SET,ads,REJECT
  - 'DOMAIN-SUFFIX,example.com,节点'
  - DOMAIN,www.example.com,DIRECT
  - SUB-RULE,(DST-PORT,443),games
  - IP-CIDR,192.168.0.0/16,DIRECT
  - MATCH,Proxy
`

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = gw.folder()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

async function json(schema: string, folder: string, ...args: string[]): Promise<Record<string, unknown>> {
  const run = await gw.run(folder, ['rules', ...args, '--json'])
  const document: Record<string, unknown> = JSON.parse(run.stdout)
  const validate = ajv.getSchema(`output/${schema}.schema.json`)
  expect(validate?.(document), JSON.stringify(validate?.errors, null, 1)).toBe(true)
  expect(document).toMatchObject({ formatVersion: 1, exitCode: run.exitCode })
  expect(run.stderr).toBe('')
  return document
}

describe('lint', () => {
  test('a configuration', async () => {
    const { stdout, exitCode } = await gw.run(folderWith({ 'config.yaml': CONFIG }), ['rules', 'lint', 'config.yaml'])
    expect(exitCode).toBe(0)
    expect(stdout).toBe(`config.yaml: a configuration, 8 rules, 1 sub-rule list.

warning rules/shadowed  config.yaml:18:5
    18 │     DOMAIN,www.example.com,DIRECT
       │     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      This is never reached: line 17 (DOMAIN-SUFFIX,example.com,节点) takes everything it matches.
      Move it up, or remove it.

0 errors, 1 warning, 0 notes.
`)
  })

  test('as JSON, with the line that takes what another matches', async () => {
    const folder = folderWith({ 'config.yaml': CONFIG })
    expect(await json('rules-lint', folder, 'lint', 'config.yaml')).toMatchObject({
      kind: 'config',
      codes: { 'rules/shadowed': 1 },
      findings: [{ by: { line: 17, text: 'DOMAIN-SUFFIX,example.com,节点' }, position: { line: 18, column: 5 } }],
    })
  })

  test('errors have their place and end with 1', async () => {
    const config = CONFIG.replace('DOMAIN,www.example.com,DIRECT', '"DOMAIN,www.example.com,direct"').replace(
      '443)',
      '443',
    )
    const document = await json('rules-lint', folderWith({ 'config.yaml': config }), 'lint', 'config.yaml')
    expect(document).toMatchObject({
      exitCode: 1,
      findings: [
        { severity: 'error', code: 'rules/unknown-target', position: { line: 18, column: 29, length: 6 } },
        { severity: 'error', code: 'rules/parentheses', position: { line: 19 } },
      ],
    })
  })

  test('sub-rule lists that lead back to themselves', async () => {
    const text =
      'rules:\n  - MATCH,DIRECT\nsub-rules:\n  a: ["SUB-RULE,(NETWORK,udp),b"]\n  b: ["SUB-RULE,(NETWORK,udp),a"]\n'
    expect(await json('rules-lint', folderWith({ f: text }), 'lint', 'f')).toMatchObject({
      exitCode: 1,
      findings: [{ code: 'rules/sub-rule-cycle', position: { line: 5, column: 8 } }],
    })
  })

  test.each([
    ['anchors and flow', 'x: &a MATCH,DIRECT\nrules: ["DOMAIN,a.b,DIRECT", *a]\n', 2],
    ['a folded text', 'rules:\n  - DOMAIN,a.b,DIRECT\n  - >-\n    MATCH,DIRECT\n', 2],
    [
      'names from merged and anchored parts',
      'x: &x { type: direct }\nproxies:\n  - { <<: *x, name: P }\nrules:\n  - MATCH,P\n',
      1,
    ],
    ['no indentation', 'rules:\n- DOMAIN,a.b,DIRECT\n- MATCH,DIRECT\nmode: rule\n', 2],
    ['JSON', '{ "rules": ["MATCH,DIRECT"] }', 1],
    ['a byte order mark and CRLF', '\ufeffrules:\r\n  - MATCH,DIRECT\r\n', 1],
    ['a quoted key', '"rules":\n  - MATCH,DIRECT\n', 1],
    ['a list', '# mine\nDOMAIN,a.b,DIRECT\n\n// more\nMATCH,DIRECT', 2],
    ['a list with dashes', '- DOMAIN,a.b,DIRECT\n- MATCH,DIRECT\n', 2],
    ['a classical provider', 'payload:\n  - DOMAIN,a.b\n  - IP-CIDR,10.0.0.0/8,no-resolve\n', 2],
    ['a classical list', 'DOMAIN,a.b\nIP-CIDR,10.0.0.0/8,no-resolve\n', 2],
    ['a list of prefixes', 'IP-CIDR,10.0.0.0/8,no-resolve\n', 1],
    ['a domain provider', "payload:\n  - '+.a.b'\n  - c.d\n", 2],
    ['an address provider', "payload:\n  - '10.0.0.0/8'\n", 1],
  ])('%s', async (_, text, rules) => {
    const document = await json('rules-lint', folderWith({ f: text }), 'lint', 'f')
    expect(document).toMatchObject({ rules, counts: { error: 0, warning: 0, info: 0 } })
  })

  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'rules/no-rules'],
    ['no rules', 'mode: rule\n', 'rules/no-rules'],
    ['wrong YAML', 'rules: [\n', 'rules/not-yaml'],
    ['a key that comes twice', 'rules:\n  - MATCH,DIRECT\nrules:\n  - MATCH,DIRECT\n', 'rules/not-yaml'],
    ['bytes that are not UTF-8', Buffer.from('DOMAIN,a\xff,DIRECT\n', 'latin1'), 'rules/not-utf8'],
    ['UTF-16', Buffer.from('\ufeffMATCH,DIRECT', 'utf16le'), 'rules/not-utf8'],
  ])('refuses %s', async (_, content, code) => {
    const folder = folderWith({ f: content })
    for (const verb of ['lint', 'stats']) {
      expect(await json('error', folder, verb, 'f')).toMatchObject({ exitCode: 1, diagnostics: [{ code }] })
    }
  })

  test('many findings are counted, and shown with --all', async () => {
    const folder = folderWith({ f: `DOMAIN-SUFFIX,b,DIRECT\n${'DOMAIN,a.b,DIRECT\n'.repeat(80)}` })
    const some = await gw.run(folder, ['rules', 'lint', 'f'])
    expect(some.stdout).toContain('30 more; --all shows them. In all:\n  rules/redundant  80\n')
    const all = await gw.run(folder, ['rules', 'lint', 'f', '--all'])
    expect(all.stdout.match(/rules\/redundant {2}f:/g)).toHaveLength(80)
  })
})

describe('find', () => {
  const found = async (...args: string[]) => {
    const document = await json('rules-find', folderWith({ 'config.yaml': CONFIG }), 'find', ...args)
    const { target, rule, notes } = document as { target: string; rule?: { line: number }; notes: string[] }
    return [target, rule?.line, notes.length]
  }

  test.each<[string[], unknown[]]>([
    [['www.example.com:443'], ['节点', 17, 1]],
    [['WWW.Example.COM.:443'], ['节点', 17, 1]],
    [['203.0.113.5:51820'], ['DIRECT', 15, 0]],
    [['[2001:db8::1]:443'], ['Proxy', 21, 1]],
    [['store.steampowered.com:443'], ['Auto', 19, 1]],
    [['store.steampowered.com:80'], ['Proxy', 21, 2]],
    [
      ['store.steampowered.com:80', '--ip', '192.168.3.4'],
      ['DIRECT', 20, 1],
    ],
    [
      ['a.test', '--udp'],
      ['DIRECT', undefined, 3],
    ],
  ])('%j', async ([host = '', ...options], expected) => {
    expect(await found(host, 'config.yaml', ...options)).toEqual(expected)
  })

  test('as text', async () => {
    const folder = folderWith({ 'config.yaml': CONFIG, 'ads.txt': "payload:\n  - '+.example.com'\n" })
    const config = await gw.run(folder, ['rules', 'find', 'www.example.com:443', 'config.yaml'])
    expect(config.stdout).toBe(`www.example.com:443/tcp → 节点
config.yaml:17:6
  DOMAIN-SUFFIX,example.com,节点
  www.example.com is below example.com.
Lines before it need a database or a rule provider, and are taken as not fitting: 16.
`)
    const provider = await gw.run(folder, ['rules', 'find', 'www.example.com', 'ads.txt'])
    expect(provider.stdout).toBe(`www.example.com:443/tcp
ads.txt:2:6
  +.example.com
  www.example.com is below example.com.
`)
    const nothing = await gw.run(folder, ['rules', 'find', 'other.test', 'ads.txt'])
    expect(nothing.stdout).toBe('other.test:443/tcp\n  No entry holds it.\n')
  })

  test.each(['', 'https://a.b', 'a.b:70000', 'a b', 'a.b:', '[::1'])('refuses the host %j', async (host) => {
    const folder = folderWith({ 'config.yaml': CONFIG })
    expect(await json('error', folder, 'find', host, 'config.yaml')).toMatchObject({ exitCode: 64 })
  })

  test('refuses rules that mihomo would not load', async () => {
    const folder = folderWith({ 'config.yaml': CONFIG.replace('MATCH,Proxy', 'MATCH,proxy') })
    expect(await json('error', folder, 'find', 'a.b', 'config.yaml')).toMatchObject({
      exitCode: 1,
      diagnostics: [{ code: 'rules/unknown-target', position: { line: 21, column: 11 } }],
    })
  })
})

test('stats', async () => {
  const folder = folderWith({ 'config.yaml': CONFIG })
  expect(await json('rules-stats', folder, 'stats', 'config.yaml')).toMatchObject({
    rules: 8,
    lists: 1,
    types: { 'DOMAIN-SUFFIX': 2, 'IP-CIDR': 2, MATCH: 1 },
    targets: { DIRECT: 3, Auto: 1 },
  })
  const { stdout } = await gw.run(folder, ['rules', 'stats', 'config.yaml'])
  expect(stdout).toContain('Types\n  DOMAIN-SUFFIX  2\n  IP-CIDR        2\n')
})

test('wrong usage', async () => {
  const folder = folderWith({ 'config.yaml': CONFIG })
  expect((await gw.run(folder, ['rules'])).exitCode).toBe(64)
  expect((await gw.run(folder, ['rules', 'lint'])).exitCode).toBe(64)
  expect((await gw.run(folder, ['rules', 'find', 'a.b'])).exitCode).toBe(64)
  expect((await gw.run(folder, ['rules', 'lint', 'missing.yaml'])).stderr).toContain('error file/not-found')
  expect((await gw.run(folder, ['rules', 'lint', '.'])).stderr).toContain('error file/is-a-folder')
})
