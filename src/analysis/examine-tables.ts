// Which tables of a machine can be read, and what Hyper-V is like, as far as they say.
import type { Check } from '../model/examination.ts'
import { ALL_TABLES } from '../powershell/all-tables.ts'
import type { Snapshot, TableName } from '../powershell/snapshot.ts'

const HYPER_V: readonly TableName[] = ['Get-VMSwitch', 'Get-VMNetworkAdapter', 'Get-VMNetworkAdapter All']

/** The snapshot holds all tables. A machine that never had Hyper-V can be a gateway without switches: then nothing is broken. */
export function examineTables(snapshot: Snapshot, lacksHyperV: boolean): Check[] {
  return [examineHyperV(snapshot, lacksHyperV), examineReads(snapshot, lacksHyperV)]
}

function examineHyperV(snapshot: Snapshot, lacksHyperV: boolean): Check {
  const unknown = snapshot.unknown('Get-VMSwitch')
  if (unknown !== undefined && lacksHyperV) return { name: 'hyper-v', state: 'limited', found: 'not here: no switches' }
  if (unknown !== undefined) {
    const why = 'Whether there are switches is unknown, which is not the same as none.'
    return { name: 'hyper-v', state: 'broken', found: `does not answer (${unknown.id})`, why, fix: unknown.reason }
  }
  const names = snapshot.rows('Get-VMSwitch').flatMap(({ Name }) => (Name === null ? [] : [Name]))
  const found = names.length === 0 ? 'answers; there is no switch yet' : `answers; switches: ${names.join(', ')}`
  return { name: 'hyper-v', state: 'works', found }
}

/** Tables of one reason are told together; those of Hyper-V were told with Hyper-V. */
function examineReads(snapshot: Snapshot, lacksHyperV: boolean): Check {
  const reasons = new Map<string, TableName[]>()
  for (const table of ALL_TABLES) {
    const unknown = snapshot.unknown(table)
    if (unknown !== undefined) reasons.set(unknown.reason, [...(reasons.get(unknown.reason) ?? []), table])
  }
  const unread = [...reasons.values()].flat()
  const found = `${ALL_TABLES.length - unread.length} of ${ALL_TABLES.length} can be read`
  if (unread.length === 0) return { name: 'tables', state: 'works', found }
  const others = [...reasons].filter(([, tables]) => tables.some((table) => !HYPER_V.includes(table)))
  return {
    name: 'tables',
    state: lacksHyperV && others.length === 0 ? 'limited' : 'broken',
    found,
    why: `Unknown: ${unread.join(', ')}.`,
    ...(others.length === 0 ? {} : { fix: others.map(([reason]) => reason).join(' ') }),
  }
}
