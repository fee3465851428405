// gw clients: what to type on the phone, console or TV. Needs no machine.
import { closest } from 'fastest-levenshtein'
import { type ClientCard, clientCards } from '../analysis/client-card.ts'
import { suggestedClient } from '../analysis/suggested-client.ts'
import { type Diagnostic, Stop } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import { CLIENT_MENUS, type ClientMenu } from './client-menus.ts'
import { DEFAULT_FILE, loadChecked } from './load-checked.ts'

export interface ClientsInput {
  /** gateway.yaml when left out. */
  readonly file?: string
  /** Only this client, in any case. */
  readonly name?: string
}

export interface ClientsResult {
  readonly gateway: string
  readonly clients: readonly ClientCard[]
  readonly menus: readonly ClientMenu[]
}

/** Throws Stop when the file has errors (a wrong card is worse than none), no clients, or none of this name. */
export async function clients({ file = DEFAULT_FILE, name }: ClientsInput = {}): Promise<ClientsResult> {
  const { gateway } = await loadChecked(file)
  const cards = clientCards(gateway)
  if (cards.length === 0) throw new Stop([none(gateway)])
  const wanted = name === undefined ? cards : cards.filter((card) => card.name.toLowerCase() === name.toLowerCase())
  if (wanted.length === 0 && name !== undefined) throw new Stop([unknown(name, cards)], 64)
  return { gateway: gateway.name, clients: wanted, menus: CLIENT_MENUS }
}

function none(gateway: Gateway): Diagnostic {
  const address = suggestedClient(gateway)
  return {
    severity: 'error',
    code: 'clients/none',
    message: `${gateway.file} names no clients.`,
    why: 'Then neither their addresses nor their gateway can be checked or shown.',
    fix:
      address === undefined
        ? 'Add an IP plan with role: ingress first; clients use its address as their gateway.'
        : `Write  clients: [{ name: phone, address: ${address} }]`,
  }
}

function unknown(name: string, cards: readonly ClientCard[]): Diagnostic {
  const names = cards.map((card) => card.name)
  return {
    severity: 'error',
    code: 'clients/unknown-name',
    message: `There is no client ${name}.`,
    fix: `Did you mean ${closest(name, names)}? The clients are: ${names.join(', ')}.`,
  }
}
