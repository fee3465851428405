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

function expectFits(schema: string, run: Run): void {
  const document: unknown = JSON.parse(run.stdout)
  const validate = ajv.getSchema(`output/${schema}.schema.json`)
  expect(validate?.(document), JSON.stringify(validate?.errors, null, 1)).toBe(true)
  expect(document).toMatchObject({ formatVersion: 1, exitCode: run.exitCode })
  expect(run.stderr).toBe('')
}

test('each verb, before and after an apply, with drift and with faults', async () => {
  const folder = gw.folder()
  const run = (...args: string[]) => gw.run(folder, [...args, '--json'])
  expect((await run('init', 'whole-house', '.')).exitCode).toBe(0)
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
