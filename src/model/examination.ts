// What `gw doctor` finds out: what a machine says of itself beside its tables, and what follows from it.

/** What answers for Windows on a machine that is reached through PowerShell. */
export interface PowerShellCondition {
  readonly product: 'Windows PowerShell' | 'PowerShell'
  readonly version: string
  /** FullLanguage, or what a policy of the machine allows instead. */
  readonly language: string
  /** Of the console as PowerShell found it; 0 without a console. */
  readonly codePage: number
  /** What was printed before the first answer: nothing, unless something of the machine interferes. */
  readonly noise: string
}

/** Null where the machine does not say. */
export interface MachineCondition {
  /** Null where no PowerShell is in between. */
  readonly powershell: PowerShellCondition | null
  readonly elevated: boolean | null
  readonly hyperVAdministrator: boolean | null
  /** For people: `Microsoft Windows 11 Pro 10.0.26100`. */
  readonly windows: string | null
  /** Windows Home, which has no Hyper-V: windows.md, section 8. */
  readonly isHome: boolean | null
  readonly pendingRestart: boolean | null
  /** Module → version, null when it is missing. */
  readonly modules: Readonly<Record<string, string | null>>
}

export type CheckName =
  | 'powershell'
  | 'encoding'
  | 'rights'
  | 'windows'
  | 'restart'
  | 'modules'
  | 'hyper-v'
  | 'tables'
  | 'ledger'

/** `limited`: gw works, but not all of it. `broken`: something that gw needs does not work. */
export type CheckState = 'works' | 'limited' | 'broken' | 'unknown'

export interface Check {
  readonly name: CheckName
  readonly state: CheckState
  /** What was found, one line. */
  readonly found: string
  /** What follows from it. */
  readonly why?: string
  /** What to do. */
  readonly fix?: string
}

export interface Examination {
  /** How the machine was reached. */
  readonly host: string
  /** Left out when nobody answered. */
  readonly computer?: string
  readonly user?: string
  readonly checks: readonly Check[]
  /** 0, or 1 when something is broken. */
  readonly exitCode: number
}
