// Virtual time: what is due happens in order, each at its own moment. Nothing here waits.
import { assumed } from './assumptions.ts'
import { takeLease, takeLinkLocal } from './dhcp.ts'
import { concludeDetection } from './duplicate-detection.ts'
import { freshConfiguration, giveConfiguration, wake } from './ip-configuration.ts'
import { adapterOf } from './lookup.ts'
import { routeOnNew } from './routing.ts'
import { later } from './schedule.ts'
import type { Due, MachineState } from './state.ts'
import { startTun, startWsl } from './volatile.ts'

/** Moves the clock on and lets everything happen that was due by then. */
export function advanceClock(state: MachineState, seconds: number): void {
  const until = later(state.now, seconds)
  for (;;) {
    const next = state.due.reduce<Due | undefined>(
      (first, due) => (first && first.at <= due.at ? first : due),
      undefined,
    )
    if (next === undefined || next.at > until) break
    state.due = state.due.filter((due) => due !== next)
    if (next.at > state.now) state.now = next.at
    happen(state, next)
  }
  state.now = until
}

function happen(state: MachineState, due: Due): void {
  switch (due.what) {
    case 'interface-ready':
      becomeReady(state, due)
      break
    case 'lease':
      takeLease(state, due.adapter)
      break
    case 'link-local':
      takeLinkLocal(state, due.adapter)
      break
    case 'dad':
      concludeDetection(state, due.adapter, due.address)
      break
    case 'address-gone':
      state.addresses = state.addresses.filter(
        (one) =>
          !(one.leaving && one.adapter === due.adapter && one.address === due.address && one.store === due.store),
      )
      break
    case 'tun-starts':
      startTun(state, due.tun)
      break
    case 'wsl-starts':
      startWsl(state, due.address)
      break
  }
}

/** The family rows of a new host adapter appear; its lease comes then, later or never: windows.md, section 3. */
function becomeReady(state: MachineState, due: Due & { what: 'interface-ready' }): void {
  if (adapterOf(state, due.adapter) === undefined) return
  giveConfiguration(state, due.adapter, due.bring ?? freshConfiguration(due.adapter))
  routeOnNew(state, due.adapter)
  wake(state, due.adapter, LEASE_SECONDS)
  const lease = assumed(state, 'vnic-lease')
  const isAwaited = state.due.some((one) => one.what === 'lease' && one.adapter === due.adapter)
  if (lease === 'late' || !isAwaited) return
  state.due = state.due.filter((one) => !(one.what === 'lease' && one.adapter === due.adapter))
  if (lease === 'at-once') takeLease(state, due.adapter)
}

const LEASE_SECONDS = 4
