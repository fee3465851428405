// Other programs that compare a declaration with what is there, given as many resources of a kind of their own.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Contestant } from '../measure.ts'
import { cfAgent } from './cf-agent.ts'
import { terraform } from './terraform.ts'

export interface Peer {
  /** The program to look for on the PATH. */
  readonly program: string
  /** Prepares a folder in which everything is as declared already. Throws when the program cannot work here. */
  prepare(program: string, folder: string, count: number): Contestant
  /** More resources than this take too long to be worth waiting for. */
  readonly most: number
}

export const PEERS: readonly Peer[] = [terraform, cfAgent]

/** The contestant, or why there is none. */
export function invite(peer: Peer, folder: string, count: number): Contestant | string {
  const program = onPath(peer.program)
  if (program === undefined) return `${peer.program} is not installed`
  if (count > peer.most) return `${peer.program} is not run with more than ${peer.most} resources`
  try {
    return peer.prepare(program, folder, count)
  } catch (problem) {
    return `${peer.program} does not work here: ${firstLine(problem)}`
  }
}

function onPath(program: string): string | undefined {
  const names = process.platform === 'win32' ? [`${program}.exe`] : [program]
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path))
}

function firstLine(problem: unknown): string {
  const text = problem instanceof Error ? problem.message : String(problem)
  return text.trim().split('\n')[0] ?? ''
}
