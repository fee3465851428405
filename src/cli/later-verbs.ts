// Verbs that a reader of the design expects and this version does not have: a plain answer instead of a wrong guess.
import type { Command } from 'commander'
import { Stop } from '../model/diagnostic.ts'

const LATER: Readonly<Record<string, string>> = {
  trace: 'follow a packet through the gateway',
  rollback: 'return to the state before an apply',
  confirm: 'confirm an apply that puts itself back otherwise',
  recover: 'go on after a crash',
  schedule: 'watch for drift regularly',
}

export function addLaterVerbs(program: Command): void {
  for (const [verb, what] of Object.entries(LATER)) {
    program
      .command(verb, { hidden: true })
      .helpOption(false)
      .allowUnknownOption()
      .allowExcessArguments()
      .action(() => {
        throw notYet(verb, what)
      })
  }
}

function notYet(verb: string, what: string): Stop {
  const message = `This version of gw cannot ${what} yet: gw ${verb} comes later.`
  return new Stop([{ severity: 'error', code: 'usage/not-yet', message, fix: 'gw --help shows what it can do.' }], 64)
}
