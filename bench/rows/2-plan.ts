// A plan with nothing to do, of many resources: against a bare script in Node that compares the same data, and against
// programs of the same trade.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { type Contestant, timeInTurn } from '../measure.ts'
import { invite, PEERS } from '../peers/peer.ts'
import { ownScript, resourcesOf } from '../resources.ts'
import { makeRoutes, type Place } from '../routes-gateway.ts'
import { type Bench, type Count, type Ratio, type Row, ratio } from '../row.ts'

/** Each size, and how many times the floor it may be; there no peer is meant to be faster either. */
const SIZES: readonly (readonly [count: number, atMost?: number])[] = [[100], [1000, 2], [10_000]]
const GROWTH_AT_MOST = 12

export const row: Row = {
  title: 'Whole process: a plan with nothing to do, by number of resources',
  async measure(bench) {
    const { quick, runs, scratch } = bench
    const sizes = quick ? ([[10], [100]] as const) : SIZES
    const contestants: Contestant[] = []
    const ours: Contestant[] = []
    const skipped = quick ? [`${PEERS.map(({ program }) => program).join(', ')}: not in a quick run`] : []
    const counts: Count[] = []
    for (const [count] of sizes) {
      const place = await makeRoutes(join(scratch, `routes-${count}`), count)
      const [floor, gw] = [floorOf(place), gwOf(bench, place)]
      ours.push(floor, gw)
      contestants.push(floor, gw)
      counts.push({ name: `${gw.name}: read round trips`, value: roundTrips(gw), unit: '' })
      for (const peer of quick ? [] : PEERS) {
        const guest = invite(peer, join(scratch, `${peer.program}-${count}`), count)
        if (typeof guest === 'string') skipped.push(`${count} resources: ${guest}`)
        else contestants.push(guest)
      }
    }
    const timings = timeInTurn(contestants, runs)
    const [smaller, larger] = sizes.slice(-2).map(([count]) => `gw plan, ${count}`)
    const ratios: Ratio[] = [
      ...sizes.map(([count, atMost]) => ratio(timings, `gw plan, ${count}`, `bare node, ${count}`, atMost)),
      ratio(timings, larger ?? '', smaller ?? '', GROWTH_AT_MOST),
    ]
    for (const { name } of contestants.filter((one) => !ours.includes(one))) {
      const [, count = ''] = name.split(', ')
      const isMeant = sizes.some(([size, atMost]) => String(size) === count && atMost !== undefined)
      ratios.push(ratio(timings, `gw plan, ${count}`, name, isMeant ? 1 : undefined))
    }
    for (const one of ours) {
      const { megabytes, processes } = resourcesOf(one, scratch)
      counts.push({ name: `${one.name}: peak memory`, value: megabytes, unit: 'MB' })
      counts.push({ name: `${one.name}: processes started`, value: processes, unit: '' })
    }
    return { timings, ratios, counts, skipped }
  },
}

function floorOf({ folder, wanted, machine, routes }: Place): Contestant {
  const args = [ownScript('floor.js'), wanted, machine]
  return { name: `bare node, ${routes.length}`, program: process.execPath, args, cwd: folder }
}

function gwOf({ gw }: Bench, { folder, routes }: Place): Contestant {
  return { name: `gw plan, ${routes.length}`, program: process.execPath, args: [gw, 'plan'], cwd: folder }
}

function roundTrips({ program, args, cwd }: Contestant): number {
  const options = { cwd, encoding: 'utf8', maxBuffer: 2 ** 30 } as const
  const { stdout } = spawnSync(program, [...args, '--json'], options)
  const document: { plan: { reads: { roundTrips: number } } } = JSON.parse(stdout)
  return document.plan.reads.roundTrips
}
