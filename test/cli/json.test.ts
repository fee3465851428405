// Every --json document fits its schema, on real output, and says the same exit code as the process.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { gwForTests, type Run } from './gw.ts'

const gw = gwForTests()
const schemas = fileURLToPath(new URL('../../schemas/output/', import.meta.url))
const ajv = new Ajv({ allErrors: true })
addFormats.default(ajv)
for (const file of readdirSync(schemas)) ajv.addSchema(JSON.parse(readFileSync(join(schemas, file), 'utf8')))

const used = new Set<string>()

function expectFits(schema: string, run: Run): void {
  used.add(schema)
  const document: unknown = JSON.parse(run.stdout)
  const validate = ajv.getSchema(`output/${schema}.schema.json`)
  expect(validate?.(document), JSON.stringify(validate?.errors, null, 1)).toBe(true)
  expect(document).toMatchObject({ formatVersion: 1, exitCode: run.exitCode })
  expect(run.stderr).toBe('')
}

test('each verb, before and after an apply, with drift and with faults', async () => {
  const folder = gw.folder()
  const run = (...args: string[]) => gw.run(folder, [...args, '--json'])
  expectFits('init', await run('init', 'whole-house', '.'))
  expectFits('check', await run('check'))
  expectFits('plan', await run('plan'))
  expectFits('drift', await run('drift'))
  expectFits('error', await run('apply'))
  expectFits('clients', await run('clients', 'phone'))
  await run('plan', '-o', 'plan.json')
  expectFits('show', await run('show', 'plan.json'))

  expectFits('doctor', await run('doctor'))
  expectFits('snapshot', await run('snapshot', '-o', 'machine.json'))
  expectFits('doctor', await run('doctor', '--host', 'recorded:machine.json'))
  expectFits('plan', await run('plan', '--host', 'recorded:machine.json'))
  expectFits('plan', await run('plan', '--script', 'plan.ps1'))

  const file = join(folder, 'machine.sim.json')
  const machine: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...machine, faults: [{ at: 3, kind: 'fails' }] }))
  const failed = await run('apply', '--yes')
  expect(failed.exitCode).toBe(5)
  expectFits('apply', failed)
  expectFits('apply', await run('apply', '--yes'))
  expectFits('apply', await run('apply', '--yes'))

  await run('sim', 'reboot', 'machine.sim.json')
  const call = [
    'Set-NetIPInterface',
    '-InterfaceAlias',
    'vEthernet (vmbr0)',
    '-AddressFamily',
    'IPv4',
    '-Forwarding',
    'Enabled',
  ]
  await gw.run(folder, ['sim', 'exec', 'machine.sim.json', '--', ...call])
  const drift = await run('drift')
  expect(drift.exitCode).toBe(3)
  expectFits('drift', drift)
  expect(JSON.parse(drift.stdout)).toMatchObject({
    counts: { causes: { drifted: 1, missing: 0, foreign: 0 } },
    pendingEdits: 0,
  })
  expectFits('plan', await run('plan'))
  expectFits('error', await run('apply', 'plan.json', '--yes'))

  const planned = await run('destroy')
  expect(planned.exitCode).toBe(2)
  expectFits('destroy', planned)
  expectFits('destroy', await run('destroy', '--keep', 'HyperVSwitch.vmbr0', '--yes'))
  expectFits('destroy', await run('destroy', '--yes'))
})

test('a file with errors', async () => {
  const folder = gw.folder()
  writeFileSync(join(folder, 'gateway.yaml'), 'name: HOME\nlan: 5\nnonsense: true\n')
  const check = await gw.run(folder, ['check', '--json'])
  expect(check.exitCode).toBe(1)
  expectFits('check', check)
  expectFits('error', await gw.run(folder, ['plan', '--json']))
  expectFits('explain', await gw.run(folder, ['explain', 'config/unknown-key', '--json']))
})

test('the simulated machine and its lock', async () => {
  const folder = gw.folder()
  const run = (...args: string[]) => gw.run(folder, [...args, '--json'])
  const file = join(folder, 'machine.sim.json')
  await run('init', 'whole-house', '.')
  expectFits('sim-show', await run('sim', 'show', 'machine.sim.json'))
  await run('apply', '--yes')
  const exec = (...call: string[]) => gw.run(folder, ['sim', 'exec', 'machine.sim.json', '--json', '--', ...call])
  const rows = await exec('Get-NetIPInterface')
  expect(rows.exitCode).toBe(0)
  expectFits('sim-exec', rows)
  expectFits('sim-exec', await exec('Set-NetIPInterface', '-InterfaceAlias', 'WLAN', '-Forwarding', 'Enabled'))
  const refused = await exec('Remove-NetRoute', '-DestinationPrefix', '10.0.0.0/8', '-Confirm:$false')
  expect(refused.exitCode).toBe(1)
  expectFits('sim-exec', refused)
  expectFits('sim-assume', await run('sim', 'assume', 'machine.sim.json'))
  expectFits('sim-assume', await run('sim', 'assume', 'machine.sim.json', 'persistent-route-removal=fails-silently'))
  expectFits('sim-reboot', await run('sim', 'reboot', 'machine.sim.json', '--without', '以太网 4'))

  expectFits('unlock', await run('unlock'))
  const machine: { gw: object } & Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
  const holder = { by: 'B\\me', verb: 'apply', since: '2026-11-20T21:00:00.000Z', pid: 4711, computerName: 'B' }
  writeFileSync(
    file,
    JSON.stringify({ ...machine, faults: [{ at: 1, kind: 'hangs' }], gw: { ...machine.gw, lock: holder } }),
  )
  expectFits('sim-show', await run('sim', 'show', 'machine.sim.json'))
  expectFits('error', await run('unlock'))
  expectFits('unlock', await run('unlock', '--yes'))
})

test('every schema of output has been held against real output', () => {
  const all = readdirSync(schemas).map((file) => file.replace('.schema.json', ''))
  // The verbs of mihomo rules are tested with their own input.
  expect(all.filter((name) => !used.has(name) && !name.startsWith('rules-'))).toEqual([])
})
