// The least that any program in Node has to do for a plan: read what is wanted, what is recorded and what is there, and
// compare. No configuration language, no checks, no plan, no words.
import { readFileSync } from 'node:fs'

const [wantedFile, machineFile] = process.argv.slice(2)
const wanted = JSON.parse(readFileSync(wantedFile, 'utf8'))
const machine = JSON.parse(readFileSync(machineFile, 'utf8'))
const recorded = JSON.parse(machine.gw.ledger).resources
const aliases = new Map(machine.adapters.map(({ guid, name }) => [guid, name]))
const there = new Map()
for (const { adapter, prefix, nextHop, metric, store } of machine.routes) {
  there.set(`${store} ${aliases.get(adapter)}/${prefix} via ${nextHop}`, metric)
}
let differences = 0
for (const { interface: alias, destinationPrefix, nextHop, routeMetric } of wanted.resources) {
  const key = `${alias}/${destinationPrefix} via ${nextHop}`
  const isSame =
    recorded[`NetRoute.${key}`]?.props.routeMetric === routeMetric &&
    there.get(`ActiveStore ${key}`) === routeMetric &&
    there.get(`PersistentStore ${key}`) === routeMetric
  if (!isSame) differences++
}
console.log(`${differences} differences in ${wanted.resources.length} resources`)
process.exitCode = differences === 0 ? 0 : 1
