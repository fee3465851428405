// forwarding: → what to do about interfaces that forward although nobody declared it.
import type { ForwardingOthers } from '../../model/resource.ts'
import type { Draft } from '../draft.ts'
import { checkAlias } from '../names.ts'

/** Without the section others are reported and never touched. */
export function readForwarding(draft: Draft): ForwardingOthers {
  const forwarding = draft.one('forwarding')
  if (forwarding === undefined) return { mode: 'report', allow: [] }
  const allow = forwarding.allow ?? []
  for (const [index, alias] of allow.entries()) checkAllowed(draft, alias, index)
  return {
    mode: forwarding.others ?? 'report',
    allow,
    position: draft.positionOf(forwarding.others === undefined ? ['forwarding'] : ['forwarding', 'others']),
  }
}

/** Adapters that gw never touches may well forward: Hyper-V and WSL route for their guests. */
function checkAllowed(draft: Draft, alias: string, index: number): void {
  if (!/^vEthernet \((default switch|wsl.*)\)$/i.test(alias)) checkAlias(draft, alias, ['forwarding', 'allow', index])
}
