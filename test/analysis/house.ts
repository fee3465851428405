// Gateways for the tests of the lints: the whole house, with one thing changed.
import { runLints } from '../../src/analysis/lints.ts'
import { line, gatewayOf as load } from '../config/told.ts'

export interface House {
  readonly lan?: string
  readonly egress?: string
  readonly ingress?: string
  readonly rest?: string
}

/** One line per section: lan is line 2, egress 6, ingress 7, and `rest` begins in line 8. */
export function house({ lan, egress, ingress, rest }: House = {}): string {
  return `name: home
lan: ${lan ?? '{ network: 192.168.1.0/24, router: 192.168.1.1, dhcpPool: 192.168.1.3-192.168.1.126 }'}
switches: [{ name: vmbr0, adapter: 以太网 4, allowManagementOS: true }]
adapters: [{ name: vmbr0.1, switch: vmbr0 }]
ipPlans:
  - ${egress ?? '{ adapter: vmbr0, role: egress, address: 192.168.1.2/25, gateway: 192.168.1.1 }'}
  - ${ingress ?? '{ adapter: vmbr0.1, role: ingress, address: 192.168.1.129/25 }'}
${rest ?? 'clients: [{ name: phone, address: 192.168.1.130 }]'}
`
}

export const TODAY = '2026-11-23'

export function lint(text: string, today = TODAY) {
  return runLints(load(text), today)
}

/** `code line:column+length` of each finding. */
export function found(text: string, today = TODAY): string[] {
  return lint(text, today).map(line)
}
