// Reads and writes what gw remembers of a machine. A torn or newer ledger is an error, never a guess.

import { type Diagnostic, Stop } from '../model/diagnostic.ts'
import type { Host, MachineIdentity } from '../model/host.ts'
import type { Ledger } from '../model/ledger.ts'

const FORMAT_VERSION = 1

/** The ledger of this machine for this gateway; an empty one where there is none. Throws Stop when it cannot be used. */
export async function readLedger(
  host: Host,
  gateway: string,
  machine: MachineIdentity,
  takeOver?: string,
): Promise<Ledger> {
  const text = await host.store.readLedger()
  if (text === undefined) return emptyLedger(gateway, machine)
  const ledger = parseLedger(text, host.store.place)
  const { machineGuid, smbiosUuid } = ledger.machine
  if (machineGuid !== machine.machineGuid || smbiosUuid !== machine.smbiosUuid)
    throw new Stop([otherMachine(host.store.place)])
  if (ledger.gateway === gateway) return ledger
  if (takeOver === ledger.gateway) return { ...ledger, gateway }
  throw new Stop([otherGateway(ledger.gateway, gateway, host.store.place)])
}

export async function writeLedger(host: Host, ledger: Ledger): Promise<void> {
  await host.store.writeLedger(`${JSON.stringify(ledger, null, 1)}\n`)
}

function emptyLedger(gateway: string, { machineGuid, smbiosUuid }: MachineIdentity): Ledger {
  return {
    formatVersion: FORMAT_VERSION,
    gateway,
    machine: { machineGuid, smbiosUuid },
    serial: 0,
    resources: {},
    originals: {},
    pending: {},
  }
}

function parseLedger(text: string, place: string): Ledger {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Stop([torn(place)])
  }
  if (!isRecord(value) || typeof value.formatVersion !== 'number') throw new Stop([torn(place)])
  if (value.formatVersion > FORMAT_VERSION) throw new Stop([newer(value.formatVersion, place)])
  if (!isLedger(value)) throw new Stop([torn(place)])
  return value
}

function isLedger(value: Record<string, unknown>): value is Record<string, unknown> & Ledger {
  const { gateway, machine, serial, resources, originals, pending } = value
  if (typeof gateway !== 'string' || typeof serial !== 'number' || !isRecord(machine)) return false
  if (typeof machine.machineGuid !== 'string' || typeof machine.smbiosUuid !== 'string') return false
  return [resources, originals, pending].every(
    (entries) =>
      isRecord(entries) &&
      Object.values(entries).every(
        (entry) => isRecord(entry) && typeof entry.kind === 'string' && isRecord(entry.props),
      ),
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function torn(place: string): Diagnostic {
  return {
    severity: 'error',
    code: 'ledger/torn',
    message: `The ledger in ${place} is damaged.`,
    why: 'Without it gw cannot tell what is its own, and it does not guess.',
    fix: 'Restore it from a backup, or set it aside: gw then asks to adopt what is equal and treats the rest as not its own.',
  }
}

function newer(version: number, place: string): Diagnostic {
  return {
    severity: 'error',
    code: 'ledger/newer-version',
    message: `The ledger in ${place} has format ${version}; this gw knows format ${FORMAT_VERSION}.`,
    why: 'A newer gw wrote it.',
    fix: 'Use that version of gw, or a newer one.',
  }
}

function otherMachine(place: string): Diagnostic {
  return {
    severity: 'error',
    code: 'ledger/other-machine',
    message: `The ledger in ${place} was written on another machine.`,
    why: 'Its MachineGuid or SMBIOS UUID is not that of this machine: the disk or the file was copied.',
    fix: 'Set the ledger aside if this machine is the copy; then run gw plan again.',
  }
}

function otherGateway(theirs: string, ours: string, place: string): Diagnostic {
  return {
    severity: 'error',
    code: 'ledger/other-gateway',
    message: `This machine belongs to the gateway ${theirs}, not to ${ours}.`,
    why: `The ledger in ${place} says so; two gateways on one machine would undo each other.`,
    fix: `If ${ours} is its new name: gw apply --take-over ${theirs}`,
  }
}
