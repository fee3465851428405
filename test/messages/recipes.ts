// Ways to make gw say a message. docs/messages.md shows what they answer.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { runLints } from '../../src/analysis/lints.ts'
import { proveNoLoop } from '../../src/analysis/prove-no-loop.ts'
import { loadGateway } from '../../src/config/load.ts'
import { refusedByWindows } from '../../src/engine/apply-problems.ts'
import { applyPlan, makePlan } from '../../src/engine/index.ts'
import { cannotRead } from '../../src/engine/look-again.ts'
import { articleMachine } from '../../src/hosts/simulated/article-machine.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { ApplyEvent } from '../../src/model/apply-event.ts'
import { type Diagnostic, Stop } from '../../src/model/diagnostic.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import { type Host, HostLost } from '../../src/model/host.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { ErrorRecord } from '../../src/powershell/error-record.ts'
import type { Unknown } from '../../src/powershell/snapshot.ts'
import { registry } from '../../src/providers/registry.ts'
import { renderDiagnostic } from '../../src/report/plain/diagnostic.ts'
import { renderFindings } from '../../src/report/plain/plan.ts'
import { house, TODAY } from '../analysis/house.ts'
import { gwForTests } from '../cli/gw.ts'
import { givenBack } from '../support/given-back.ts'

/** Answers what gw prints when it says the code. Throws when it does not say it. */
export type Recipe = (code: string) => string | Promise<string>
/** Code → how it comes about. */
export type Examples = Readonly<Record<string, Recipe>>

type Change = (machine: SimulatedMachine) => unknown

const FILE = 'gateway.yaml'
const PAGE = { columns: 100, colour: false }
const gw = gwForTests()

/** `gw check` on this text. */
export function checked(text: string | Uint8Array): Recipe {
  return (code) => {
    const { gateway, diagnostics, text: source } = loadGateway(FILE, text)
    const all = [...diagnostics, ...(gateway === undefined ? [] : runLints(gateway, TODAY))]
    return pick(code, all, source)
  }
}

/** `gw plan` of this text (left out: the whole house) on the machine of the article after a change. */
export function planned(change: Change = () => {}, text = house()): Recipe {
  return async (code) => {
    const machine = articleMachine()
    await change(machine)
    const plan = await stopped(() => makePlan(inputOf(gatewayOf(text), simulatedHost(machine))))
    return 'changes' in plan ? pickFromPlan(code, plan, text) : pick(code, plan, text)
  }
}

export interface Apply {
  readonly text?: string
  /** Before the plan. */
  readonly before?: Change
  /** Between plan and apply. */
  readonly meanwhile?: Change
  readonly change?: (plan: Plan) => Plan
  /** While it runs. */
  readonly on?: (event: ApplyEvent, machine: SimulatedMachine) => void
  readonly signal?: AbortSignal
}

/** `gw apply` of a plan. */
export function applied({ text = house(), before, meanwhile, change, on, signal }: Apply = {}): Recipe {
  return async (code) => {
    const machine = articleMachine()
    await before?.(machine)
    const input = inputOf(gatewayOf(text), simulatedHost(machine))
    const plan = await makePlan(input)
    await meanwhile?.(machine)
    const end = await stopped(() =>
      applyPlan({
        ...input,
        plan: change?.(plan) ?? plan,
        verb: 'apply',
        on: (event) => on?.(event, machine),
        signal: signal ?? new AbortController().signal,
      }),
    )
    return pick(code, 'problems' in end ? end.problems : end, text)
  }
}

/** Makes the machine as the text says, for what happens afterwards. */
export async function made(machine: SimulatedMachine, text = house()): Promise<void> {
  const input = inputOf(gatewayOf(text), simulatedHost(machine))
  const plan = await makePlan(input)
  const { signal } = new AbortController()
  const { problems } = await applyPlan({ ...input, plan, verb: 'apply', on: () => {}, signal })
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'))
}

/** `gw destroy` of the whole house, which a machine got after a change by hand. */
export function destroyed(before: Change, after: Change = () => {}): Recipe {
  return async (code) => {
    const machine = articleMachine()
    await before(machine)
    await made(machine)
    await after(machine)
    const input = inputOf(givenBack(gatewayOf(house())), simulatedHost(machine))
    return pick(code, (await makePlan({ ...input, prove: proveNoLoop })).diagnostics)
  }
}

/** Some work of the library that ends with a refusal. */
export function refused(work: () => unknown): Recipe {
  return async (code) => {
    const end = await stopped(async () => work())
    return pick(code, Array.isArray(end) ? end : [])
  }
}

/** What Windows or a host answers to a call, as an apply tells it. */
export function answered(work: () => ErrorRecord | Promise<ErrorRecord>): Recipe {
  return async (code) => {
    const [change] = (await makePlan(inputOf(gatewayOf(house()), simulatedHost(articleMachine())))).changes
    if (change === undefined) throw new Error('the house has nothing to change')
    return holding(code, render(refusedByWindows(change, await work()), house()))
  }
}

/** A table that could not be read, as an apply tells it. */
export function unread(work: () => Unknown | undefined | Promise<Unknown | undefined>): Recipe {
  return async (code) => {
    const unknown = await work()
    if (unknown === undefined) throw new Error('everything could be read')
    const position = { file: FILE, line: 3, column: 15, length: 5 }
    return holding(code, render(cannotRead({ address: 'HyperVSwitch.vmbr0', position, ...unknown }), house()))
  }
}

/** A command line as typed, in a new folder with these files; without them, with the example. */
export function typed(args: readonly string[], files?: Readonly<Record<string, string>>): Recipe {
  return async (code) => {
    const folder = gw.folder()
    if (files === undefined) await gw.run(folder, ['init', 'whole-house', '.'])
    for (const [name, text] of Object.entries(files ?? {})) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    const { stderr } = await gw.run(folder, args)
    return holding(code, `$ gw ${args.join(' ')}\n${stderr}`.trimEnd())
  }
}

/** A recipe with a new folder of its own, whose name becomes `shown`: it differs from run to run. */
export function inFolder(recipe: (folder: string) => Recipe, shown = ''): Recipe {
  return async (code) => {
    const folder = gw.folder()
    return (await recipe(folder)(code)).replaceAll(folder + sep, shown)
  }
}

export function gatewayOf(text: string): Gateway {
  const { gateway, diagnostics } = loadGateway(FILE, text)
  if (gateway === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'))
  return gateway
}

/** What a plan is made with. */
export function inputOf(gateway: Gateway, host: Host) {
  return { gateway, host, registry, options: { target: [], exclude: [], accept: [] }, diagnostics: [] }
}

/** What the work answers, or the problems it ends with. */
async function stopped<T>(work: () => Promise<T>): Promise<T | readonly Diagnostic[]> {
  try {
    return await work()
  } catch (end) {
    if (end instanceof Stop) return end.diagnostics
    if (end instanceof HostLost) return [{ severity: 'error', code: end.code, message: end.message }]
    throw end
  }
}

function pickFromPlan(code: string, plan: Plan, text: string): string {
  const finding = plan.findings.find((one) => one.code === code)
  if (finding !== undefined) return renderFindings(PAGE, [finding]).join('\n').trim()
  const unknown = plan.unknown.find((one) => one.id === code)
  return unknown === undefined ? pick(code, plan.diagnostics, text) : render(cannotRead(unknown), text)
}

function pick(code: string, diagnostics: readonly Diagnostic[], text?: string): string {
  const found = diagnostics.find((diagnostic) => diagnostic.code === code)
  if (found === undefined) throw new Error(`said ${diagnostics.map((one) => one.code).join(', ')} and not ${code}`)
  return render(found, text)
}

function render(diagnostic: Diagnostic, text?: string): string {
  const sources = new Map(text === undefined ? [] : [[FILE, text]])
  return renderDiagnostic(PAGE, diagnostic, sources).join('\n')
}

function holding(code: string, text: string): string {
  if (!text.includes(code)) throw new Error(`the text does not have ${code}:\n${text}`)
  return text
}
