// forwarding: → the guards, and what to do about interfaces that forward although nobody declared it.
import type { Forwarding } from '../../model/gateway.gen.ts'
import type { ForwardingOthers } from '../../model/resource.ts'
import { declare } from '../declare.ts'
import type { Draft } from '../draft.ts'
import { checkAlias } from '../names.ts'

/** Without the section others are reported and never touched. */
export function readForwarding(draft: Draft): ForwardingOthers {
  const forwarding = draft.one('forwarding')
  if (forwarding === undefined) return { mode: 'report', allow: [] }
  declareGuards(draft, forwarding)
  const allow = forwarding.allow ?? []
  for (const [index, alias] of allow.entries()) checkAllowed(draft, alias, index)
  return {
    mode: forwarding.others ?? 'report',
    allow,
    position: draft.positionOf(forwarding.others === undefined ? ['forwarding'] : ['forwarding', 'others']),
  }
}

/** What makes every interface forward at once: forwarding.md, R11. */
function declareGuards(draft: Draft, { ipEnableRouter, remoteAccess }: Forwarding): void {
  if (ipEnableRouter !== undefined) {
    const at = ['forwarding', 'ipEnableRouter']
    const places = { ipEnableRouter: at }
    declare(draft, { kind: 'TcpipRegistry', props: { ipEnableRouter } }, { needs: [], at, places })
  }
  if (remoteAccess !== undefined) {
    const at = ['forwarding', 'remoteAccess']
    const places = { name: at, status: at }
    declare(
      draft,
      { kind: 'WindowsService', props: { name: 'RemoteAccess', status: 'Stopped' } },
      { needs: [], at, places },
    )
  }
}

/** Adapters that gw never touches may well forward: Hyper-V and WSL route for their guests. */
function checkAllowed(draft: Draft, alias: string, index: number): void {
  if (!/^vEthernet \((default switch|wsl.*)\)$/i.test(alias)) checkAlias(draft, alias, ['forwarding', 'allow', index])
}
