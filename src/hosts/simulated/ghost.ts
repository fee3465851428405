// How a row names its interface, also when the adapter is gone and only persistent rows are left of it.
import type { OutputRow } from './answer.ts'
import { adapterOf } from './lookup.ts'
import type { MachineState } from './state.ts'

/** A row of a vanished interface keeps its old index and has no alias: windows.md, sections 2 and 5.9; the form is U. */
export function shownInterface(state: MachineState, guid: string): OutputRow {
  const adapter = adapterOf(state, guid)
  const index = adapter?.index ?? state.ghosts.find((ghost) => ghost.guid === guid)?.index ?? 0
  const alias = adapter?.name ?? ''
  return { InterfaceIndex: index, InterfaceAlias: alias, ifIndex: index, ifAlias: alias }
}
