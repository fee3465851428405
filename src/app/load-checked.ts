// A gateway.yaml that is fit to plan with: well formed, and without lint errors that nobody accepted.
import { runLints } from '../analysis/run-lints.ts'
import { loadGateway } from '../config/load-gateway.ts'
import { type Diagnostic, isError, Stop } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'

export const DEFAULT_FILE = 'gateway.yaml'

export interface Checked {
  readonly gateway: Gateway
  /** Warnings and infos; errors have been thrown. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Throws Stop with everything that is wrong with the file. */
export async function loadChecked(file: string): Promise<Checked> {
  const { gateway, diagnostics } = await loadGateway(file)
  const all = gateway === undefined ? diagnostics : [...diagnostics, ...runLints(gateway)]
  if (gateway === undefined || all.some(isError)) throw new Stop(all)
  return { gateway, diagnostics: all }
}
