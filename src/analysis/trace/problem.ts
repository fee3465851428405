// What is wrong with an input, as a value: a trace never throws.

export interface TraceProblem {
  readonly code:
    | 'trace/wrong-shape'
    | 'trace/not-an-address'
    | 'trace/duplicate-name'
    | 'trace/unknown-sender'
    | 'trace/unknown-outbound'
    | 'trace/bad-rule'
  /** One sentence with the value that is wrong in it. */
  readonly message: string
  /** Where in the input: `topology.gateway.interfaces[1].addresses[0]`. */
  readonly at: string
}
