// A machine.sim.json that somebody broke: which code, where it points, never a stack trace.
import { describe, expect, test } from 'vitest'
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { SimulatedMachine } from '../../../src/hosts/simulated/machine.ts'
import { Stop } from '../../../src/model/diagnostic.ts'
import { sideRouter } from './at-work.ts'

const GOOD = articleMachine().toText()

function problem(text: string) {
  try {
    SimulatedMachine.parse(text, 'm.sim.json')
  } catch (stop) {
    if (stop instanceof Stop) return stop.diagnostics[0]
    throw stop
  }
  return undefined
}

/** The line of the good text that has this in it. */
function lineOf(part: string): number {
  return GOOD.slice(0, GOOD.indexOf(part)).split('\n').length
}

test('a text survives reading and writing, with and without a BOM and CRLF', () => {
  expect(SimulatedMachine.parse(GOOD, 'm').toText()).toBe(GOOD)
  expect(SimulatedMachine.parse(`\uFEFF${GOOD.replaceAll('\n', '\r\n')}`, 'm').toText()).toBe(GOOD)
  const busy = sideRouter()
  busy.reboot()
  expect(SimulatedMachine.parse(busy.toText(), 'm').toText()).toBe(busy.toText())
})

describe.each<[string, (text: string) => string, string, number]>([
  ['an empty file', () => '', 'sim/empty', 1],
  ['a torn file', (text) => text.slice(0, text.indexOf('"WLAN"') + 3), 'sim/torn', lineOf('"WLAN"')],
  ['two files in one', (text) => `${text}${text}`, 'sim/torn', GOOD.split('\n').length],
  [
    'a missing comma',
    (text) => text.replace('"name": "WLAN",', '"name": "WLAN"'),
    'sim/torn',
    lineOf('"name": "WLAN"') + 1,
  ],
  ['a merge conflict', (text) => `<<<<<<< HEAD\n${text}`, 'sim/torn', 1],
  ['a raw line break in a text', (text) => text.replace('"WLAN"', '"WL\nAN"'), 'sim/torn', lineOf('"WLAN"')],
  ['a list', () => '[]', 'sim/wrong-shape', 1],
  ['a newer version', (text) => text.replace('"formatVersion": 1', '"formatVersion": 2'), 'sim/newer-version', 2],
  ['an older version', (text) => text.replace('"formatVersion": 1', '"formatVersion": 0'), 'sim/wrong-shape', 2],
  ['a missing member', (text) => text.replace('"adapters"', '"adaptors"'), 'sim/wrong-shape', 1],
  [
    'an unknown member',
    (text) => text.replace('"kind": "wifi"', '"kind": "wifi", "colour": "red"'),
    'sim/wrong-shape',
    lineOf('"kind": "wifi"'),
  ],
  [
    'a number for a text',
    (text) => text.replace('"name": "WLAN"', '"name": 7'),
    'sim/wrong-shape',
    lineOf('"name": "WLAN"'),
  ],
  [
    'a wrong enum',
    (text) => text.replace('"kind": "wifi"', '"kind": "wireless"'),
    'sim/wrong-shape',
    lineOf('"kind": "wifi"'),
  ],
  [
    'an impossible address',
    (text) => text.replace('"router": "192.168.1.1"', '"router": "192.168.1.300"'),
    'sim/wrong-shape',
    lineOf('"router"'),
  ],
  ['a clock that is none', (text) => text.replace('"now": "2026', '"now": "soon'), 'sim/wrong-shape', lineOf('"now"')],
  [
    'a lower-case GUID',
    (text) => text.replace('{5E4D0000-0000-4000-8000-0000000000A1}', '{5e4d0000-0000-4000-8000-0000000000a1}'),
    'sim/wrong-shape',
    lineOf('0000000000A1}'),
  ],
  [
    'two adapters with one GUID',
    (text) => text.replace('0000000000A2}', '0000000000A1}'),
    'sim/inconsistent',
    lineOf('0000000000A2}'),
  ],
  [
    'a network nobody knows',
    (text) => text.replace('"lan": "home"', '"lan": "hose"'),
    'sim/inconsistent',
    lineOf('"lan"'),
  ],
  [
    'a behaviour nobody knows',
    (text) => text.replace('"assumptions": {}', '"assumptions": {"x": "y"}'),
    'sim/unknown-assumption',
    lineOf('"assumptions"'),
  ],
  [
    'a choice nobody offers',
    (text) => text.replace('"assumptions": {}', '"assumptions": {"vnic-ready": "1"}'),
    'sim/unknown-choice',
    lineOf('"assumptions"'),
  ],
  [
    'a fault of a cmdlet nobody knows',
    (text) => text.replace('"faults": []', '"faults": [{"at": "Get-X", "kind": "fails"}]'),
    'sim/wrong-shape',
    lineOf('"faults"'),
  ],
  [
    'a fault that cannot come',
    (text) => text.replace('"faults": []', '"faults": [{"at": 0, "kind": "fails"}]'),
    'sim/wrong-shape',
    lineOf('"faults"'),
  ],
])('%s', (_, breakIt, code, line) => {
  test(`is ${code} at line ${line}`, () => {
    const broken = breakIt(GOOD)
    expect(broken).not.toBe(GOOD)
    const found = problem(broken)
    expect(found).toMatchObject({ severity: 'error', code, position: { file: 'm.sim.json', line } })
    expect(found?.fix).toBeTruthy()
  })
})

test('every member of the file is checked: whatever is taken out is missed', () => {
  const whole = JSON.parse(GOOD)
  for (const key of Object.keys(whole)) {
    const { [key]: _, ...rest } = whole
    expect(problem(JSON.stringify(rest)), key).toMatchObject({ code: 'sim/wrong-shape' })
  }
})

test('no text makes it stumble', () => {
  for (let at = 0; at < GOOD.length; at += 97) {
    for (const insert of ['', '"', '}', '[', '0', 'null', '\u0000', '\\']) {
      const broken = GOOD.slice(0, at) + insert + GOOD.slice(at + 3)
      const found = problem(broken)
      if (found) expect(found.code).toMatch(/^sim\//)
    }
  }
})
