// What the session and the runner say of the machine, in the words that every host has for it.
import type { MachineCondition } from '../../model/examination.ts'
import type { Session } from './hello.ts'

/** Get-Condition in runner.ps1; null where Windows does not say. */
export interface Told {
  readonly modules: Readonly<Record<string, string | null>>
  readonly pendingRestart: boolean | null
  readonly windows: string | null
  /** OperatingSystemSKU of Win32_OperatingSystem. */
  readonly edition: number | null
}

/** The four Homes of Windows 10 and 11: N, China, Single Language, and plain (PRODUCT_CORE… of GetProductInfo). */
const HOME: readonly number[] = [98, 99, 100, 101]

/** Where a policy constrains the language, nothing is told. */
export function conditionOf(session: Session, noise: string, told?: Told): MachineCondition {
  const { product, powershell: version, language, codePage } = session
  return {
    powershell: { product, version, language, codePage, noise },
    elevated: session.elevated ?? null,
    hyperVAdministrator: session.hyperVAdministrator ?? null,
    windows: told?.windows ?? null,
    isHome: told === undefined || told.edition === null ? null : HOME.includes(told.edition),
    pendingRestart: told?.pendingRestart ?? null,
    modules: told?.modules ?? {},
  }
}
