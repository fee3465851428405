// Loaded into a process to be measured: says at its end how much memory it took and how many processes it started.
import { subscribe } from 'node:diagnostics_channel'
import { readFileSync, writeFileSync } from 'node:fs'

let processes = 0
subscribe('child_process', () => {
  processes++
})
process.on('exit', () => {
  writeFileSync(process.env.GW_BENCH_WITNESS, JSON.stringify({ kilobytes: peak(), processes }))
})

/** On Linux maxRSS counts what the parent had at the moment of the fork; VmHWM is the process alone. */
function peak() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
}
