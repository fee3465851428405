// Turns a table that could not be read into a reason and what to do about it. Empty is not absent: windows.md, section 9.
import { type ErrorRecord, isAccessDenied } from '../../powershell/error-record.ts'
import type { SnapshotData, TableName, Unknown } from '../../powershell/snapshot.ts'
import type { Session } from './hello.ts'
import { moduleOf } from './runner-catalogue.ts'

const ELEVATE = 'Start the console as administrator, then run gw again.'

/** The error of a table's read → why it is unknown. */
export function unknownTable(table: TableName, error: ErrorRecord, session: Session): Unknown {
  const { id } = error
  if (isMissing(error)) return { id, reason: missingModule(moduleOf(table)) }
  if (
    isAccessDenied(error) ||
    (isHyperV(table) && session.elevated === false && session.hyperVAdministrator !== true)
  ) {
    return { id, reason: `This console may not read it (${id}). ${ELEVATE}` }
  }
  if (isHyperV(table) && error.category === 'ObjectNotFound') {
    // That there is no switch was ruled out by another question: tables.json, none.
    return { id, reason: `Hyper-V does not answer: ${error.message} Start the service: Start-Service vmms.` }
  }
  return { id, reason: `${error.message} (${id})` }
}

/** Without the right, Hyper-V can answer with nothing instead of refusing. */
export function emptyButUnseen(table: TableName, rows: number, session: Session): { unknown: Unknown } | undefined {
  if (rows > 0 || !isHyperV(table) || session.elevated !== false || session.hyperVAdministrator === true)
    return undefined
  return {
    unknown: { id: 'host/not-elevated', reason: `Hyper-V shows nothing to a console without its rights. ${ELEVATE}` },
  }
}

/** Without elevation DISM refuses even to be asked, and has been seen to hang: windows.md, section 8. */
export function isRefusedUnasked(table: TableName, session: Session): boolean {
  return moduleOf(table) === 'Dism' && session.elevated === false
}

/** The tables that were not asked for that reason. */
export function elevateFor(tables: readonly TableName[]): SnapshotData {
  const reason = `Windows tells its optional features to administrators only. ${ELEVATE}`
  return Object.fromEntries(tables.map((table) => [table, { unknown: { id: 'host/not-elevated', reason } }]))
}

function isHyperV(table: TableName): boolean {
  return moduleOf(table) === 'Hyper-V'
}

/** A module that is not there, or there without the cmdlet: `CommandNotFoundException`, `CouldNotAutoLoadModule`. */
function isMissing(error: ErrorRecord): boolean {
  return /^(CommandNotFoundException|CouldNotAutoloadMatchingModule|CouldNotAutoLoadModule)/i.test(error.id)
}

function missingModule(module: string): string {
  if (module === 'Hyper-V') {
    return "Hyper-V's cmdlets are not on this machine. Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All, then restart; Windows Home has no Hyper-V."
  }
  return `The module ${module} of Windows is not on this machine, or a policy hides it.`
}
