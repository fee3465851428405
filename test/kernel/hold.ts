// Builds the lab, says the processes that hold its namespaces, and waits to be killed.
import { Lab } from './lab.ts'

const lab = new Lab()
await lab.start()
console.log(JSON.stringify([...lab.nodes.values()].map(({ pid }) => pid)))
setInterval(() => {}, 1000)
