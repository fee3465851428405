// The Linux kernel, set up as Windows decides, and traceRoute answer the same: real packets through random houses.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { TraceResult } from '../../src/analysis/trace/answer.ts'
import type { PacketInput } from '../../src/analysis/trace/input.ts'
import { traceRoute, traceWith } from '../../src/analysis/trace/trace-route.ts'
import { MUTANTS } from '../analysis/trace/mutants.ts'
import { missing } from './availability.ts'
import { SECOND_ROUTER, STRANGER } from './compile.ts'
import { judge } from './judge.ts'
import { Lab } from './lab.ts'
import { type Case, randomCase, randomFrom } from './random-house.ts'

const HOUSES = Number(process.env.GW_KERNEL_HOUSES ?? 45)
const PACKETS = 8
const FIXED_SEED = 20261123
const SEED = Number(process.env.GW_KERNEL_SEED ?? FIXED_SEED)

const VERDICTS = ['proxied', 'direct', 'delivered', 'leak', 'loop', 'dropped', 'blackhole', 'broken-return'] as const

const why = missing()
if (why !== undefined)
  console.warn(`\nSKIPPED: nothing of the trace is held against a real kernel here, because ${why}.\n`)

const random = randomFrom(SEED)
const cases = Array.from({ length: HOUSES }, (_, index) => ({ index, ...randomCase(random, PACKETS) }))

describe.skipIf(why !== undefined)(`real packets, seed ${SEED}`, () => {
  const lab = new Lab()
  const verdicts = new Map<string, number>()
  const shown: { readonly house: Case['house']; readonly packet: PacketInput; readonly answer: string }[] = []
  const stop = () => lab.end()
  process.on('exit', stop)
  beforeAll(() => lab.start())
  afterAll(() => {
    lab.end()
    process.off('exit', stop)
  })

  describe.each(cases)('house $index', ({ house, packets }) => {
    const answers: string[] = []
    beforeAll(async () => answers.push(...(await inKernel(lab, house, packets))))

    test.each(packets.map((packet, index) => ({ ...packet, index })))('$from → $to:$port', ({ index, ...packet }) => {
      const traced = traceRoute({ ...house, packet })
      const verdict = 'error' in traced ? traced.error.code : traced.verdict
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1)
      shown.push({ house, packet, answer: answers[index] ?? '' })
      expect(answers[index]).toBe(inTrace(traced))
    })
  })

  test('nothing is left of a test that is killed', async () => {
    const child = spawn(process.execPath, [HOLD], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pids: number[] = await new Promise((resolve) => {
      createInterface({ input: child.stdout }).on('line', (line) => resolve(JSON.parse(line)))
    })
    expect(pids.filter(isAlive)).toEqual(pids)
    child.kill('SIGKILL')
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 10_000 })
  })

  test('every verdict that the kernel can show was among them', () => {
    console.log(`${PACKETS * HOUSES} packets: ${[...verdicts].map(([name, count]) => `${count} ${name}`).join(', ')}`)
    expect([...verdicts.keys()].sort()).toEqual([...VERDICTS].sort())
    expect(PACKETS * HOUSES).toBeGreaterThanOrEqual(300)
  })

  // Otherwise the packets would prove nothing of it. Other seeds are for looking for trouble.
  test.skipIf(SEED !== FIXED_SEED).each(MUTANTS.filter(({ inKernel }) => inKernel))(
    'packets notice $rule: $broken',
    ({ model }) => {
      const differing = shown.filter(
        ({ house, packet, answer }) => inTrace(traceWith(model, { ...house, packet })) !== answer,
      )
      expect(differing.length).toBeGreaterThan(0)
    },
  )
})

const HOLD = fileURLToPath(new URL('hold.ts', import.meta.url))

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function inKernel(lab: Lab, house: Case['house'], packets: readonly PacketInput[]): Promise<string[]> {
  await lab.build(house)
  for (const [id, { from, to, port = 0 }] of packets.entries()) lab.send(from, id, to, port)
  const sources = new Map(house.topology.clients?.map(({ name, address }) => [name, address.split('/')[0] ?? '']))
  const hasRoute = ({ from, to }: PacketInput, arrival: string) =>
    lab.hasRoute(to, sources.get(from) ?? STRANGER, arrival)
  const judged = () =>
    packets.map((packet, id) => {
      const { verdict, path, out } = judge(house, packet, lab.seen.get(id) ?? NOTHING, lab.asked, hasRoute)
      return `${verdict}: ${path.join(' > ')}${out === undefined ? '' : ` out ${out}`}`
    })
  const expected = packets.map((packet) => inTrace(traceRoute({ ...house, packet })))
  const agree = () => judged().every((answer, id) => answer === expected[id])
  // Long enough that nothing is under way any more. Where the two differ the kernel gets time to show it was only slow.
  await lab.quiet(60, 5_000)
  for (let more = 0; more < 20 && !agree(); more++) await lab.quiet(100, 5_000)
  return judged()
}

const NOTHING = { crossings: [], events: [] }

/** The part of a trace that a kernel can show. */
function inTrace(result: TraceResult): string {
  if ('error' in result) return `${result.error.code} ${result.error.message}`
  const { verdict, path, out } = result
  const nodes = path.map((node) => (node === SECOND_ROUTER ? 'router' : node))
  return `${verdict}: ${nodes.join(' > ')}${out === undefined ? '' : ` out ${out}`}`
}
