// A gateway.yaml with everything that is wrong with it: its form, what it says twice, its order, and whether it would loop.
import { runLints } from '../analysis/lints.ts'
import { loadGateway } from '../config/load.ts'
import { checkGraph } from '../engine/index.ts'
import { type Diagnostic, isError, Stop, sortDiagnostics } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import { registry } from '../providers/registry.ts'
import { readBytes } from './files.ts'

export const DEFAULT_FILE = 'gateway.yaml'

export interface Examined {
  /** Left out when the file is not well formed. */
  readonly gateway?: Gateway
  readonly diagnostics: readonly Diagnostic[]
}

/** Throws Stop only when the file cannot be read. */
export async function examine(file: string): Promise<Examined> {
  const { gateway, diagnostics } = loadGateway(file, await readBytes(file))
  if (gateway === undefined) return { diagnostics }
  const more = [...checkGraph(gateway, registry), ...runLints(gateway, today())]
  return { gateway, diagnostics: sortDiagnostics([...diagnostics, ...more]) }
}

export interface Checked {
  readonly gateway: Gateway
  /** Warnings and infos. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Fit to plan with. Throws Stop with everything that is wrong when something is an error. */
export async function loadChecked(file: string): Promise<Checked> {
  const { gateway, diagnostics } = await examine(file)
  if (gateway === undefined || diagnostics.some(isError)) throw new Stop(diagnostics)
  return { gateway, diagnostics }
}

/** The date here, where the author of an acceptance reads the calendar. */
export function today(): string {
  const now = new Date()
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
