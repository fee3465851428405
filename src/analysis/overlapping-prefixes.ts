/** With one prefix on both interfaces the way back to a client is decided by metrics, and flips when one of them changes. */
import type { Lint, LintMessage } from '../model/lint.ts'
import { formatPrefix, overlaps } from '../net/ipv4.ts'
import { showOwner } from './show.ts'
import { proposeSplit } from './split-prefixes.ts'
import { topologyOf } from './topology.ts'

export const overlappingPrefixes: Lint = {
  id: 'GW010',
  severity: 'error',
  check(gateway) {
    const { egress, ingress } = topologyOf(gateway)
    const messages: LintMessage[] = []
    for (const inside of ingress) {
      for (const outside of egress) {
        if (inside === outside) continue
        for (const arriving of inside.addresses) {
          for (const leaving of outside.addresses) {
            const [a, b] = [arriving.value.prefix, leaving.value.prefix]
            // forwarding.md, R17: disjoint, or the ingress longer.
            if (!overlaps(a, b) || a.length > b.length) continue
            const isSame = a.length === b.length
            messages.push({
              message: isSame
                ? `Ingress and egress have the same prefix, ${formatPrefix(a)}.`
                : `The ingress prefix ${formatPrefix(a)} holds the whole egress prefix ${formatPrefix(b)}.`,
              why: `${showOwner(outside, leaving)} and ${showOwner(inside, arriving)} both claim ${formatPrefix(b)}, so replies to your clients leave by ${isSame ? 'whichever has the lower metric today' : outside.label}.`,
              fix: proposeSplit(gateway, leaving.value, arriving.value),
              position: arriving.position,
              address: arriving.resource,
            })
          }
        }
      }
    }
    return messages
  },
}
