// Plans and applies as a user does who says yes, on a machine in memory.
import { applyPlan, makePlan } from '../../src/engine/index.ts'
import { simulatedHost } from '../../src/hosts/simulated/host.ts'
import type { SimulatedMachine } from '../../src/hosts/simulated/machine.ts'
import type { Account, ApplyEvent } from '../../src/model/apply-event.ts'
import type { Gateway } from '../../src/model/gateway.ts'
import type { Plan, PlanOptions } from '../../src/model/plan.ts'
import { registry } from '../../src/providers/registry.ts'

const NOTHING: PlanOptions = { target: [], exclude: [], accept: [] }

export function planHouse(gateway: Gateway, machine: SimulatedMachine, options = NOTHING): Promise<Plan> {
  return makePlan({ gateway, host: simulatedHost(machine), registry, options, diagnostics: [] })
}

export interface ApplyWishes {
  readonly options?: PlanOptions
  /** In place of a plan that is made now. */
  readonly plan?: Plan
  readonly signal?: AbortSignal
  on?(event: ApplyEvent): void
}

export async function applyHouse(
  gateway: Gateway,
  machine: SimulatedMachine,
  { options = NOTHING, plan, signal = new AbortController().signal, on = () => {} }: ApplyWishes = {},
): Promise<Account> {
  const input = { gateway, host: simulatedHost(machine), registry, options, diagnostics: [] }
  return applyPlan({ ...input, plan: plan ?? (await makePlan(input)), verb: 'apply', on, signal })
}
