// What a simulated cmdlet answers: rows, or one error record with the ids of real Windows.
import type { ErrorRecord } from '../../powershell/error-record.ts'

export type OutputRow = Record<string, unknown>
export type Answer = { readonly rows: readonly OutputRow[] } | { readonly error: ErrorRecord }

/** Carries an error record from deep inside a cmdlet to `invoke`; it never leaves the machine. */
export class Refusal extends Error {
  readonly error: ErrorRecord

  constructor(error: ErrorRecord) {
    super(error.message)
    this.error = error
  }
}

/** `Windows System Error n,<cmdlet>`: windows.md, section 4. */
export function systemError(
  code: 5 | 50 | 87 | 1168 | 5010,
  cmdlet: string,
  message: string,
  target?: string,
): Refusal {
  const category = {
    5: 'PermissionDenied',
    50: 'NotImplemented',
    87: 'InvalidArgument',
    1168: 'ObjectNotFound',
    5010: 'NotSpecified',
  }[code]
  return new Refusal({
    id: `Windows System Error ${code},${cmdlet}`,
    category,
    message,
    ...(target !== undefined && { target }),
  })
}

/** An error of the Hyper-V module: windows.md, section 4. */
export function hyperVError(
  id: 'ObjectNotFound' | 'InvalidParameter' | 'OperationFailed' | 'Unspecified' | 'AccessDenied',
  cmdlet: string,
  message: string,
): Refusal {
  const category = {
    ObjectNotFound: 'ObjectNotFound',
    InvalidParameter: 'InvalidArgument',
    OperationFailed: 'NotSpecified',
    Unspecified: 'NotSpecified',
    AccessDenied: 'PermissionDenied',
  }[id]
  return new Refusal({ id: `${id},${commandClass(cmdlet)}`, category, message })
}

/** A program of Windows that ended with another exit code than 0, as every host says it. */
export function exitCode(program: string, code: number, said: string): Refusal {
  const message = `${program} ended with exit code ${code}: ${said}`
  return new Refusal({ id: 'gw/exit-code', category: 'NotSpecified', message })
}

/** The class behind a cmdlet, as it stands in error ids of compiled modules; functions stand there by their own name. */
export function commandClass(cmdlet: string): string {
  if (/-(Service|ItemProperty)$/.test(cmdlet)) return `Microsoft.PowerShell.Commands.${cmdlet.replace('-', '')}Command`
  if (cmdlet === 'Get-CimInstance') return 'Microsoft.Management.Infrastructure.CimCmdlets.GetCimInstanceCommand'
  if (/-WindowsOptionalFeature$/.test(cmdlet)) return `Microsoft.Dism.Commands.${cmdlet.replace('-', '')}Command`
  return /-VM/.test(cmdlet) ? `Microsoft.HyperV.PowerShell.Commands.${cmdlet.replace('-', '')}` : cmdlet
}
