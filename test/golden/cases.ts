// The cases of this folder: a gateway.yaml, a machine told in a few lines, and what gw makes of them.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadGateway } from '../../src/config/load.ts'
import { applyPlan, makePlan } from '../../src/engine/index.ts'
import { articleMachine, type Variant } from '../../src/hosts/simulated/article-machine.ts'
import { execute } from '../../src/hosts/simulated/exec.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import { isError } from '../../src/model/diagnostic.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import type { Host } from '../../src/model/host.ts'
import { registry } from '../../src/providers/registry.ts'

const FOLDER = fileURLToPath(new URL('./', import.meta.url))

/** What is in a case's folder; the last three are written by `npx vitest run test/golden -u`. */
export const FILES = ['after.json', 'apply.ps1', 'gateway.yaml', 'host.json', 'plan.txt']

/** host.json: the machine of the article, changed step by step. */
interface Recipe {
  readonly about: string
  readonly machine?: Variant
  /** Another case whose gateway.yaml was applied before. */
  readonly applied?: string
  /** Cmdlets as somebody would type them, or `wait SECONDS`. */
  readonly byHand?: readonly string[]
  /** Windows has to restart on the way: what is left is done afterwards, by the same means. */
  readonly restarts?: true
}

export interface Case {
  readonly name: string
  readonly about: string
  readonly gateway: Gateway
  readonly restarts: boolean
  /** A fresh one each time. */
  machine(): Promise<SimulatedMachine>
  path(file: string): string
}

export const CASES: readonly Case[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => caseOf(name))

function caseOf(name: string): Case {
  // The boundary to host.json, which people write.
  const recipe = JSON.parse(textOf(name, 'host.json')) as Recipe
  const path = (file: string) => `${FOLDER}${name}/${file}`
  const { about, restarts = false } = recipe
  return { name, about, restarts, gateway: gatewayOf(name), machine: () => machineOf(recipe), path }
}

async function machineOf({ machine: variant, applied, byHand = [] }: Recipe): Promise<SimulatedMachine> {
  const machine = articleMachine(variant)
  if (applied !== undefined) {
    await applyOn(simulatedHost(machine), gatewayOf(applied))
    machine.advance(60)
  }
  for (const line of byHand) {
    const words = wordsOf(line)
    if (words[0] === 'wait') machine.advance(Number(words[1]))
    else {
      const answer = execute(machine, words)
      if ('error' in answer) throw new Error(`${line}: ${answer.error.message}`)
    }
  }
  machine.advance(60)
  return machine
}

/** Problems of the account; none when it went through, also as far as a restart. */
export async function applyOn(host: Host, gateway: Gateway): Promise<readonly string[]> {
  const input = inputOf(host, gateway)
  const plan = await makePlan(input)
  const { signal } = new AbortController()
  const { problems } = await applyPlan({ ...input, plan, verb: 'apply', on: () => {}, signal })
  return problems.map(({ message }) => message)
}

export function inputOf(host: Host, gateway: Gateway) {
  return { gateway, host, registry, options: { target: [], exclude: [], accept: [] }, diagnostics: [] }
}

function gatewayOf(name: string): Gateway {
  const { gateway, diagnostics } = loadGateway('gateway.yaml', textOf(name, 'gateway.yaml'))
  const errors = diagnostics.filter(isError)
  if (gateway === undefined || errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'))
  return gateway
}

function textOf(name: string, file: string): string {
  return readFileSync(`${FOLDER}${name}/${file}`, 'utf8')
}

/** Words with spaces stand in single quotes. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
}
