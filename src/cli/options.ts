// The flags that several verbs share, as commander hands them over.
export interface ConfirmFlags {
  readonly yes?: true
  readonly wait?: number
}

export interface PlanFlags {
  readonly host?: string
  readonly json?: true
  readonly takeOver?: string
  readonly target?: string[]
  readonly exclude?: string[]
  readonly accept?: string[]
}
