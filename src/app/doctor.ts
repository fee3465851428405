// gw doctor: asks the machine everything once, and says what works here and what does not. Changes nothing.
import { type Answers, examine } from '../analysis/examine.ts'
import { Stop } from '../model/diagnostic.ts'
import type { Examination } from '../model/examination.ts'
import { type Host, HostLost } from '../model/host.ts'
import { ALL_TABLES } from '../powershell/all-tables.ts'
import { DEFAULT_FILE } from './load-checked.ts'
import { type HostInput, openHost } from './open-host.ts'

export interface DoctorInput extends HostInput {
  /** Only says where a simulated machine would lie; it need not be right, nor be there. */
  readonly file?: string
}

/** A machine that does not answer is a result. Throws Stop when the file of a simulated or recorded machine cannot be used. */
export async function doctor(input: DoctorInput = {}): Promise<Examination> {
  let host: Host
  try {
    host = await openHost('read', input, input.file ?? DEFAULT_FILE)
  } catch (lost) {
    if (lost instanceof HostLost) return examine('local', { lost })
    throw lost
  }
  try {
    const answers = await askEverything(host)
    return examine(host.label, answers)
  } finally {
    await host.close()
  }
}

async function askEverything(host: Host): Promise<Answers> {
  let answers: Answers = {}
  try {
    answers = { ...answers, identity: await host.identify() }
    answers = { ...answers, condition: await host.condition() }
    answers = { ...answers, snapshot: await host.read(ALL_TABLES) }
    return { ...answers, ledger: await lookAtLedger(host) }
  } catch (lost) {
    if (!(lost instanceof HostLost)) throw lost
    return { ...answers, lost }
  }
}

async function lookAtLedger({ store }: Host): Promise<NonNullable<Answers['ledger']>> {
  try {
    return { place: store.place, found: (await store.readLedger()) !== undefined }
  } catch (error) {
    const [problem] = error instanceof Stop ? error.diagnostics : []
    if (problem === undefined) throw error
    return { problem }
  }
}
