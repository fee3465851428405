// How the built program starts: with the code that V8 kept from the build, and just as well without it.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'
import { expect, test } from 'vitest'
import { gwForTests } from './gw.ts'

const gw = gwForTests()
const beside = (name: string) => join(dirname(gw.program), name)

test('the code kept by the build fits the program, which is ASCII', () => {
  const text = readFileSync(beside('main.cjs'), 'utf8')
  const script = new Script(text, { filename: beside('main.cjs'), cachedData: readFileSync(beside('main.code')) })
  expect(script.cachedDataRejected).toBe(false)
  expect(/[^\0-\x7f]/.exec(text)).toBeNull()
})

test.each([
  ['torn', () => writeFileSync(beside('main.code'), readFileSync(beside('main.code')).subarray(0, 5000))],
  ['of another program', () => writeFileSync(beside('main.code'), 'something else')],
  ['gone', () => rmSync(beside('main.code'))],
])('code that is %s does not matter', async (_, spoil) => {
  spoil()
  const run = await gw.run(gw.folder(), ['--help'])
  expect([run.exitCode, run.stderr]).toEqual([0, ''])
  expect(run.stdout).toContain('Usage: gw')
})
