// gw check: is this gateway.yaml right, and would it loop? Needs no machine.
import type { CheckResult } from '../model/check-result.ts'
import { isError } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import { DEFAULT_FILE, examine } from './load-checked.ts'

/** Throws Stop only when the file cannot be read; everything that is wrong in it is in the result. */
export async function check(input: { readonly file?: string } = {}): Promise<CheckResult> {
  const file = input.file ?? DEFAULT_FILE
  const { gateway, diagnostics } = await examine(file)
  return {
    file,
    ...(gateway === undefined ? {} : { gateway: gateway.name }),
    declared: gateway === undefined ? [] : declaredIn(gateway),
    resources: gateway?.resources.length ?? 0,
    diagnostics,
    exitCode: diagnostics.some(isError) ? 1 : 0,
  }
}

function declaredIn({ declared }: Gateway): [string, number][] {
  const sections: [string, readonly unknown[] | undefined][] = [
    ['feature', declared.features],
    ['switch', declared.switches],
    ['host adapter', declared.adapters],
    ['IP plan', declared.ipPlans],
    ['client', declared.clients],
    ['resource', declared.resources],
    ['acceptance', declared.accept],
  ]
  return sections.map(([what, items]) => [what, items?.length ?? 0])
}
