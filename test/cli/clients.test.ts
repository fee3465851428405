// gw clients as typed: one or all, by name or by file, and what it says when there is nothing to say.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { house } from '../analysis/house.ts'
import { gwForTests } from './gw.ts'

const gw = gwForTests()
const two = 'clients: [{ name: phone, address: 192.168.1.130 }, { name: TV 客厅, address: 192.168.1.131 }]'

function folder(text: string): string {
  const folder = gw.folder()
  mkdirSync(join(folder, 'home'))
  writeFileSync(join(folder, 'home', 'gateway.yaml'), text)
  return folder
}

test.each([
  ['all of a file', ['home/gateway.yaml'], ['phone', 'TV 客厅']],
  ['one of a file', ['PHONE', 'home/gateway.yaml'], ['phone']],
])('%s', async (_, args, names) => {
  const run = await gw.run(folder(house({ rest: two })), ['clients', ...args])
  expect([run.exitCode, run.stderr]).toEqual([0, ''])
  expect(run.stdout.split('\n').filter((line) => ['phone', 'TV 客厅'].includes(line))).toEqual(names)
  expect(run.stdout.split('\n').filter((line) => line.length > 100)).toEqual([])
})

test('a wrong name: the nearest one', async () => {
  const run = await gw.run(folder(house({ rest: two })), ['clients', 'phnoe', 'home/gateway.yaml'])
  expect(run).toMatchObject({ exitCode: 64, stdout: '', stderr: expect.stringContaining('Did you mean phone?') })
})

test('no clients: what to write', async () => {
  const run = await gw.run(folder(house({ rest: '' })), ['clients', 'home/gateway.yaml'])
  expect(run).toMatchObject({ exitCode: 1, stdout: '' })
  expect(run.stderr).toContain('clients: [{ name: phone, address: 192.168.1.130 }]')
})

test('a file with errors: no card at all, because a wrong one is worse', async () => {
  const wrong = house({ rest: 'clients: [{ name: phone, address: 192.168.1.129 }]' })
  const run = await gw.run(folder(wrong), ['clients', 'home/gateway.yaml'])
  expect(run).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('GW014') })
})
