// What follows from what a machine says of itself: what works, what does not, what to do. Pure; asks nobody.
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Check, Examination, MachineCondition } from '../model/examination.ts'
import type { HostLost, MachineIdentity } from '../model/host.ts'
import type { Snapshot } from '../powershell/snapshot.ts'
import { examineTables } from './examine-tables.ts'

/** What was answered before somebody stopped answering. */
export interface Answers {
  readonly identity?: MachineIdentity
  readonly condition?: MachineCondition
  readonly snapshot?: Snapshot
  /** Where the ledger is and whether there is one, or why it cannot be read. */
  readonly ledger?: { readonly place: string; readonly found: boolean } | { readonly problem: Diagnostic }
  readonly lost?: HostLost
}

export function examine(host: string, answers: Answers): Examination {
  const { identity, condition, snapshot, ledger, lost } = answers
  const loss = lost === undefined ? [] : [examineLost(lost)]
  const checks = [
    ...loss,
    // What worked until then is told, except of what works no longer.
    ...(condition === undefined ? [] : examineCondition(condition)).filter(({ name }) => name !== loss[0]?.name),
    ...(snapshot === undefined ? [] : examineTables(snapshot, condition?.modules['Hyper-V'] === null)),
    ...(ledger === undefined ? [] : [examineLedger(ledger)]),
  ]
  return {
    host,
    ...(identity === undefined ? {} : { computer: identity.computerName, user: identity.user }),
    checks,
    exitCode: checks.some(({ state }) => state === 'broken') ? 1 : 0,
  }
}

/** The codes are those of docs/messages.md. */
function examineLost({ code, message }: HostLost): Check {
  const fixes: Readonly<Record<string, string>> = {
    'host/not-windows': 'A recording of a Windows does as well: --host recorded:FILE.',
    'host/no-powershell': 'Windows PowerShell is a part of Windows: sfc /scannow restores it.',
    'host/timeout': 'Try again; the first start of a day can take a minute.',
    'host/encoding': 'Update PowerShell, or set the code page of the system to one that has these letters.',
  }
  const name = code === 'host/encoding' ? 'encoding' : 'powershell'
  const fix = fixes[code] ?? 'Start powershell.exe by hand: what it says there is in the way here too.'
  return { name, state: 'broken', found: `${message} (${code})`, fix }
}

function examineCondition(condition: MachineCondition): Check[] {
  return [
    ...examinePowerShell(condition),
    examineRights(condition),
    examineWindows(condition),
    examineRestart(condition),
    examineModules(condition),
  ]
}

/** That the first answer came at all is the proof of the encoding: the probe came back as it was sent. */
function examinePowerShell({ powershell }: MachineCondition): Check[] {
  if (powershell === null) return []
  const { product, version, language, codePage, noise } = powershell
  const found = `${product} ${version}, ${language}`
  const encoding: Check = {
    name: 'encoding',
    state: 'works',
    found: `names of any language arrive unchanged${codePage === 0 ? '' : `, in code page ${codePage}`}`,
  }
  if (language !== 'FullLanguage') {
    const why = 'A policy of this machine (AppLocker or App Control) keeps scripts from calling Windows.'
    const fix = "Allow gw's runner.ps1 in that policy."
    return [{ name: 'powershell', state: 'broken', found, why, fix }]
  }
  if (noise === '') return [{ name: 'powershell', state: 'works', found }, encoding]
  const why = `Something printed before gw's first answer: ${noise.split('\n')[0] ?? ''}`
  const fix = 'gw loads no profile; look at what policies or security software start with PowerShell.'
  return [{ name: 'powershell', state: 'limited', found, why, fix }, encoding]
}

function examineRights({ elevated, hyperVAdministrator }: MachineCondition): Check {
  if (elevated === null) {
    const why = 'Windows does not say whether this console is elevated; refusals of its cmdlets will.'
    return { name: 'rights', state: 'unknown', found: 'not said', why }
  }
  if (elevated) return { name: 'rights', state: 'works', found: 'elevated: gw may read and change everything' }
  const rest = hyperVAdministrator ? ', but may read Hyper-V' : ', and may not even read Hyper-V'
  const why = 'gw check and gw trace work; gw plan sees a part of the machine; gw apply is refused.'
  const fix = 'Start the console as administrator.'
  return { name: 'rights', state: 'broken', found: `not elevated${rest}`, why, fix }
}

/** windows.md, section 8. */
function examineWindows({ windows, isHome }: MachineCondition): Check {
  if (windows === null) return { name: 'windows', state: 'unknown', found: 'not said' }
  if (!isHome) return { name: 'windows', state: 'works', found: windows }
  const why = 'Windows Home has no Hyper-V, so there can be no switch; everything else works.'
  const fix = 'Use a second network adapter in place of a switch, or change to Windows Pro.'
  return { name: 'windows', state: 'limited', found: `${windows}: a Home edition`, why, fix }
}

function examineRestart({ pendingRestart }: MachineCondition): Check {
  if (pendingRestart === null) return { name: 'restart', state: 'unknown', found: 'not said' }
  if (!pendingRestart) return { name: 'restart', state: 'works', found: 'Windows does not wait for a restart' }
  const why = 'Features and updates are half done until then, and switches may fail.'
  return {
    name: 'restart',
    state: 'limited',
    found: 'Windows waits for a restart',
    why,
    fix: 'Restart before gw apply.',
  }
}

function examineModules({ modules, isHome }: MachineCondition): Check {
  const names = Object.keys(modules)
  if (names.length === 0) return { name: 'modules', state: 'unknown', found: 'not said' }
  const missing = names.filter((name) => modules[name] === null)
  if (missing.length === 0) return { name: 'modules', state: 'works', found: names.join(', ') }
  const why = 'Nothing can be said of what they are about, and nothing changed.'
  const others = missing.filter((name) => name !== 'Hyper-V')
  const fixes = [
    ...(missing.includes('Hyper-V')
      ? [
          isHome
            ? 'Windows Home has none: use a second network adapter in place of a switch.'
            : 'For switches: gw apply with features: [Microsoft-Hyper-V], or Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All; then restart.',
        ]
      : []),
    ...(others.length > 0 ? [`${others.join(', ')}: a part of Windows; a policy hides it, or it was removed.`] : []),
  ]
  const state = others.length === 0 ? 'limited' : 'broken'
  return { name: 'modules', state, found: `missing: ${missing.join(', ')}`, why, fix: fixes.join(' ') }
}

function examineLedger(ledger: NonNullable<Answers['ledger']>): Check {
  if ('problem' in ledger) {
    const { code, message, why, fix } = ledger.problem
    return {
      name: 'ledger',
      state: 'broken',
      found: `${message} (${code})`,
      ...(why === undefined ? {} : { why }),
      ...(fix === undefined ? {} : { fix }),
    }
  }
  const found = ledger.found ? ledger.place : `none yet; it will be ${ledger.place}`
  return { name: 'ledger', state: 'works', found }
}
