// What the library answers when it cannot trace.
import { noLoop } from '../../../src/analysis/no-loop.ts'
import type { Examples, Recipe } from '../recipes.ts'

const out = { name: 'out', addresses: ['192.168.1.2/25'] }

/** The proof on these interfaces. */
function proved(...interfaces: { name: string; addresses: string[] }[]): Recipe {
  return (code) => {
    const answer = noLoop({ interfaces })
    if (!('error' in answer) || answer.error.code !== code) throw new Error(`${code} is not said`)
    return JSON.stringify(answer.error, null, 2)
  }
}

export const examples: Examples = {
  'trace/duplicate-name': proved(out, out),
  'trace/not-an-address': proved({ ...out, addresses: ['192.168.1.300/25'] }),
  'trace/wrong-shape': proved({ ...out, name: '' }),
}
