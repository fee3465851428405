// What loading a text tells, one line for each diagnostic: `code line:column+length`.
import { loadGateway } from '../../src/config/load.ts'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import type { Gateway } from '../../src/model/gateway.ts'

export function told(content: string | Uint8Array): string[] {
  return loadGateway('gateway.yaml', content).diagnostics.map(line)
}

export function line({ code, position }: Diagnostic): string {
  return `${code} ${position?.line}:${position?.column}+${position?.length ?? '-'}`
}

/** The gateway of a text that is right. */
export function gatewayOf(content: string | Uint8Array): Gateway {
  const { gateway, diagnostics } = loadGateway('gateway.yaml', content)
  if (gateway === undefined) throw new Error(diagnostics.map((one) => `${line(one)} ${one.message}`).join('\n'))
  return gateway
}
