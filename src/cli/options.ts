// The flags that several verbs share, as commander hands them over.
/** Of verbs that change a machine. */
export interface ConfirmFlags {
  readonly json?: true
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
