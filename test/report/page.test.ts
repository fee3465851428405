// Width and colour follow the terminal; a pipe is always the same.
import { expect, test } from 'vitest'
import { pageFor } from '../../src/report/plain/page.ts'

test.each([
  ['a pipe', {}, {}, { columns: 100, colour: false }],
  ['a pipe that somebody wants coloured', {}, { FORCE_COLOR: '1' }, { columns: 100, colour: true }],
  ['a terminal', { isTTY: true, columns: 80 }, { TERM: 'xterm' }, { columns: 80, colour: true }],
  ['a terminal that does not know its width', { isTTY: true }, { TERM: 'xterm' }, { columns: 80, colour: true }],
  ['a very wide terminal', { isTTY: true, columns: 300 }, {}, { columns: 140, colour: true }],
  ['a very narrow terminal', { isTTY: true, columns: 20 }, {}, { columns: 40, colour: true }],
  [
    'a terminal with NO_COLOR',
    { isTTY: true, columns: 80 },
    { NO_COLOR: '1', FORCE_COLOR: '1' },
    { columns: 80, colour: false },
  ],
  ['an empty NO_COLOR says nothing', { isTTY: true, columns: 80 }, { NO_COLOR: '' }, { columns: 80, colour: true }],
  ['a dumb terminal', { isTTY: true, columns: 80 }, { TERM: 'dumb' }, { columns: 80, colour: false }],
])('%s', (_, output, env, page) => {
  expect(pageFor(output, env)).toEqual(page)
})
