// The local host of gw, with real PowerShell, in front of a machine that is not Windows.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { type LocalHost, type LocalHostOptions, startLocalHost } from '../../../src/hosts/powershell/local-host.ts'
import type { FolderFacts, FolderSecurity } from '../../../src/hosts/powershell/machine-folder.ts'
import { type Answer, type Machine, type MachineServer, type Params, serveMachine } from './machine-server.ts'
import { writePrograms } from './programs.ts'
import { STAND_IN, writeProxies } from './proxies.ts'
import type { Shell } from './shells.ts'

export interface Identity {
  readonly computerName: string
  readonly machineGuid: string
  readonly smbiosUuid: string
  readonly user: string
}

export const IDENTITY: Identity = {
  computerName: 'GW-PC',
  machineGuid: '11111111-2222-4333-8444-555555555555',
  smbiosUuid: '4C4C4544-0000-2010-8020-80C04F202020',
  user: 'GW-PC\\me',
}

/** Everything but the PowerShell process itself. */
export interface RigParts {
  /** For whoever starts the local host. */
  readonly options: LocalHostOptions
  readonly server: MachineServer
  /** A folder that goes with the rig. */
  readonly folder: string
  /** Environment in which the shell finds the machine. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly modulePath: string
  close(): Promise<void>
}

export interface Rig extends RigParts {
  readonly host: LocalHost
}

export interface RigOptions extends LocalHostOptions {
  readonly identity?: Identity
  /** Modules that the machine has; left out: all of the catalogue. */
  readonly installed?: readonly string[]
}

export async function openRig(shell: Shell, machine: Machine, options: RigOptions = {}): Promise<Rig> {
  const parts = await prepareRig(shell, machine, options)
  const host = startLocalHost(parts.options)
  return {
    ...parts,
    host,
    async close() {
      await host.close()
      await parts.close()
    },
  }
}

export async function prepareRig(shell: Shell, machine: Machine, options: RigOptions = {}): Promise<RigParts> {
  const { identity = IDENTITY, installed, ...rest } = options
  const folder = mkdtempSync(join(tmpdir(), 'gw-rig-'))
  const modules = join(folder, 'modules')
  writeProxies(modules, installed)
  const server = await serveMachine(withIdentity(machine, identity))
  const [domain, user] = identity.user.split('\\')
  const system = join(folder, 'windows', 'System32')
  writePrograms(system)
  const env = {
    ...process.env,
    // On Windows PowerShell itself needs the real one, and no test may start the real powercfg.exe.
    ...(process.platform === 'win32' ? {} : { SystemRoot: join(folder, 'windows') }),
    GW_RIG_MACHINE: String(server.port),
    COMPUTERNAME: identity.computerName,
    USERDOMAIN: domain,
    USERNAME: user,
    ...rest.env,
  }
  // An installed PowerShell needs its own folder as well, and takes some modules from nowhere else.
  const own = shell.isRig ? [] : [join(dirname(shell.program), 'Modules')]
  const modulePath = [modules, ...(rest.modulePath === undefined ? [] : [rest.modulePath]), ...own].join(delimiter)
  const standIns = shell.isRig ? {} : { 'Microsoft.PowerShell.Management': STAND_IN }
  return {
    options: {
      program: shell.program,
      programArgs: shell.args,
      folder: join(folder, 'gw'),
      security: new SimulatedSecurity(),
      systemFolder: system,
      ...rest,
      env,
      modulePath,
      standIns,
    },
    server,
    folder,
    env,
    modulePath,
    async close() {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What the runner asks before any table: who the machine is. */
function withIdentity(machine: Machine, identity: Identity): Machine {
  return {
    ...machine,
    invoke(cmdlet: string, params: Params): Answer {
      if (cmdlet === 'Get-CimInstance' && params.ClassName === 'Win32_ComputerSystemProduct')
        return { rows: [{ UUID: identity.smbiosUuid }] }
      const path = params['LiteralPath']
      if (cmdlet === 'Get-ItemProperty' && Array.isArray(path) && String(path[0]).endsWith('\\Cryptography')) {
        return { rows: [{ MachineGuid: identity.machineGuid }] }
      }
      return machine.invoke(cmdlet, params)
    },
  }
}

/** Owners and access lists where the file system has none: folders are real, what Windows would say of them is kept here. */
export class SimulatedSecurity implements FolderSecurity {
  readonly facts = new Map<string, FolderFacts>()
  readonly created: { path: string; sddl: string }[] = []

  async inspect(path: string): Promise<FolderFacts> {
    return this.facts.get(path) ?? { exists: false }
  }

  async create(path: string, sddl: string): Promise<FolderFacts> {
    mkdirSync(path, { recursive: true })
    this.created.push({ path, sddl })
    const made: FolderFacts = this.facts.get(path) ?? {
      exists: true,
      reparsePoint: false,
      owner: 'S-1-5-32-544',
      access: [
        { sid: 'S-1-5-18', allow: true, rights: 0x1f01ff },
        { sid: 'S-1-5-32-544', allow: true, rights: 0x1f01ff },
        { sid: 'S-1-5-32-545', allow: true, rights: 0x1200a9 },
      ],
    }
    this.facts.set(path, made)
    return made
  }
}
