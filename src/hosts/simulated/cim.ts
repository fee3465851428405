// Get-CimInstance for the classes that gw reads: services and power plans.
import { type OutputRow, Refusal } from './answer.ts'
import { textOf, textsOf } from './arguments.ts'
import type { Context } from './context.ts'
import { notSimulated } from './filter.ts'
import { powerPlanRows, powerSettingRows } from './power.ts'
import { serviceRows } from './service.ts'
import type { MachineState } from './state.ts'

const CLASSES: Readonly<Record<string, (state: MachineState) => OutputRow[]>> = {
  'root/cimv2:win32_service': serviceRows,
  'root/cimv2/power:win32_powerplan': powerPlanRows,
  'root/cimv2/power:win32_powersettingdataindex': powerSettingRows,
}

/** -Property leaves the others empty: documentation of Get-CimInstance. */
export function getCimInstance({ state, cmdlet, bound }: Context): readonly OutputRow[] {
  if (bound.Filter !== undefined || bound.Query !== undefined) throw notSimulated(cmdlet, 'Filter')
  const namespace = (textOf(bound, 'Namespace') ?? 'root/cimv2').replaceAll('\\', '/')
  const name = textOf(bound, 'ClassName') ?? ''
  const rows = CLASSES[`${namespace}:${name}`.toLowerCase()]
  if (rows === undefined) throw invalidClass(namespace, name)
  const wanted = textsOf(bound, 'Property')
  if (wanted === undefined) return rows(state)
  return rows(state).map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, wanted.includes(column) ? value : null])),
  )
}

/** 0x80041010 is WBEM_E_INVALID_CLASS; refusals of CIM are HRESULT ids: captures.md, section 5. */
function invalidClass(namespace: string, name: string): Refusal {
  return new Refusal({
    id: 'HRESULT 0x80041010,Microsoft.Management.Infrastructure.CimCmdlets.GetCimInstanceCommand',
    category: 'MetadataError',
    target: `${namespace}:${name}`,
    message: 'Invalid class',
  })
}
