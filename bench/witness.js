// Loaded into a process to be measured: says at its end how much memory it took and how many processes it started.
import { subscribe } from 'node:diagnostics_channel'
import { writeFileSync } from 'node:fs'

let processes = 0
subscribe('child_process', () => {
  processes++
})
process.on('exit', () => {
  const kilobytes = process.resourceUsage().maxRSS
  writeFileSync(process.env.GW_BENCH_WITNESS, JSON.stringify({ kilobytes, processes }))
})
