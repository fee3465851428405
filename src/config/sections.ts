// The sections of a gateway.yaml → resources and authorities. The order of sections in the file does not matter.
import type { Accepted } from '../model/gateway.ts'
import type { ForwardingOthers } from '../model/resource.ts'
import { checkHostAdapters } from './check-host-adapters.ts'
import { checkReferences } from './check-references.ts'
import { checkUplinks } from './check-uplinks.ts'
import type { Draft } from './draft.ts'
import { hostAdapters } from './host-adapters.ts'
import { readAccept } from './sections/accept.ts'
import { readAdapters } from './sections/adapters.ts'
import { readClients } from './sections/clients.ts'
import { readFeatures } from './sections/features.ts'
import { readForwarding } from './sections/forwarding.ts'
import { readIpPlans } from './sections/ip-plans.ts'
import { readLan } from './sections/lan.ts'
import { readPower } from './sections/power.ts'
import { readResources } from './sections/resources.ts'
import { readSwitches } from './sections/switches.ts'

/** Fills the draft; its problems are those that only show once everything is read. */
export function readSections(draft: Draft): { others: ForwardingOthers; accept: Accepted[] } {
  const hosts = hostAdapters(draft)
  readLan(draft)
  readFeatures(draft)
  readSwitches(draft)
  readAdapters(draft)
  readIpPlans(draft, hosts)
  const others = readForwarding(draft)
  readPower(draft)
  readResources(draft, hosts)
  readClients(draft)
  checkReferences(draft)
  checkHostAdapters(draft)
  checkUplinks(draft)
  return { others, accept: readAccept(draft) }
}
