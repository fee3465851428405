// The simulated Windows of the project behind the proxies of the rig.
import { articleMachine } from '../../../src/hosts/simulated/article-machine.ts'
import { isHyperVWithoutService } from '../../../src/hosts/simulated/feature.ts'
import type { SimulatedMachine } from '../../../src/hosts/simulated/machine.ts'
import catalogue from '../../../src/powershell/cmdlets.json' with { type: 'json' }
import type { Machine } from './machine-server.ts'
import { openRig, prepareRig, type Rig, type RigOptions, type RigParts } from './rig-host.ts'
import type { Shell } from './shells.ts'

/** The proxies have already asked where Windows would, so the machine must not ask again. */
export function behindProxies(machine: SimulatedMachine): Machine {
  const asks = new Set(catalogue.cmdlets.filter((cmdlet) => cmdlet.supportsShouldProcess).map((cmdlet) => cmdlet.name))
  return {
    invoke: (cmdlet, params) => machine.invoke(cmdlet, asks.has(cmdlet) ? { ...params, Confirm: false } : params),
    advance: (seconds) => machine.advance(seconds),
    runProgram: (program, args) => machine.runProgram(program, args),
  }
}

/** gw's local host, real PowerShell, the simulated Windows, and its clock. */
export function openSimulatedRig(shell: Shell, machine = articleMachine(), options: RigOptions = {}): Promise<Rig> {
  return openRig(shell, behindProxies(machine), { ...optionsFor(machine), ...options })
}

/** The same without a PowerShell that runs. */
export function prepareSimulatedRig(
  shell: Shell,
  machine: SimulatedMachine,
  options: RigOptions = {},
): Promise<RigParts> {
  return prepareRig(shell, behindProxies(machine), { ...optionsFor(machine), ...options })
}

function optionsFor(machine: SimulatedMachine): RigOptions {
  const { name, user, machineGuid, smbiosUuid, modules } = machine.state.computer
  return {
    identity: { computerName: name, user, machineGuid, smbiosUuid },
    // Cmdlets without their service are there all the same.
    installed: isHyperVWithoutService(machine.state) ? [...modules, 'Hyper-V'] : modules,
    clock: {
      now: () => machine.now,
      async wait(seconds) {
        machine.advance(seconds)
      },
    },
  }
}
