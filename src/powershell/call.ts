// One cmdlet call as data. The types come from the catalogue, so a wrong parameter or enum spelling does not compile.
import type { CmdletParams } from './catalogue.gen.ts'

export type CmdletName = keyof CmdletParams
/** A plain parameter value, or an interface named by its alias. */
export type ParamValue = string | number | boolean | readonly string[] | InterfaceRef
export type Params = Readonly<Record<string, ParamValue>>

/** Stands where -InterfaceIndex is expected; becomes an index by exact comparison on the machine, just before the call. */
export interface InterfaceRef {
  readonly interface: string
}

/** One call of a cmdlet by its catalogue name. */
export interface Call {
  readonly cmdlet: CmdletName
  readonly params: Params
}

/** Names an interface. Indexes change and aliases are wildcard patterns in NetTCPIP: windows.md, section 1. */
export function on(alias: string): InterfaceRef {
  return { interface: alias }
}

export function isInterfaceRef(value: ParamValue): value is InterfaceRef {
  return typeof value === 'object' && 'interface' in value
}

/** A call whose parameters fit one parameter set of the cmdlet. */
export function call<C extends CmdletName>(cmdlet: C, params: CmdletParams[C]): Call {
  return { cmdlet, params: params as Params }
}
