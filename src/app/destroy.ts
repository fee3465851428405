// gw destroy: gives the machine back. An ordinary plan whose file is empty: what gw made goes, what it took over is put back.
import { proveNoLoop } from '../analysis/prove-no-loop.ts'
import { exitCodeOf, makePlan } from '../engine/index.ts'
import { Stop } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import type { Host } from '../model/host.ts'
import { registry } from '../providers/registry.ts'
import { type ApplyInput, type ApplyResult, carryOut } from './apply.ts'
import { DEFAULT_FILE, examine } from './load-checked.ts'
import { onHost } from './open-host.ts'
import { optionsOf, takeOverOf } from './plan.ts'
import { waitForLock } from './wait-for-lock.ts'

export interface DestroyInput extends Omit<ApplyInput, 'target' | 'exclude'> {
  /** Addresses that stay on the machine, with what they stand on. */
  readonly keep?: readonly string[]
}

/** Throws Stop for everything the user can mend. A file that would loop can be taken back; one that is broken cannot be read. */
export async function destroy(input: DestroyInput): Promise<ApplyResult> {
  const file = input.file ?? DEFAULT_FILE
  const result = await onHost(
    'change',
    input,
    file,
    () => loadEmptied(file),
    (host, gateway) => waitForLock(input.waitSeconds ?? 0, input.signal, () => destroyOn(host, gateway, input)),
  )
  return { file, ...result }
}

async function loadEmptied(file: string): Promise<Gateway> {
  const { gateway, diagnostics } = await examine(file)
  if (gateway === undefined) throw new Stop(diagnostics)
  return { ...gateway, resources: [], authorities: [], others: { mode: 'ignored', allow: [] } }
}

async function destroyOn(host: Host, gateway: Gateway, input: DestroyInput): Promise<Omit<ApplyResult, 'file'>> {
  const common = {
    gateway,
    host,
    registry,
    options: { ...optionsOf(input), keep: input.keep ?? [] },
    diagnostics: [],
    prove: proveNoLoop,
    ...takeOverOf(input),
  }
  const plan = await makePlan(common)
  if (plan.changes.length > 0) return carryOut('destroy', common, plan, input)
  // Nothing of gw's is left but the ledger: that goes without a question.
  return plan.ledgerSerial > 0
    ? carryOut('destroy', common, plan, { ...input, confirm: async () => true })
    : { plan, exitCode: exitCodeOf(plan) }
}
