// What `gw init` made, as text.
import { cells, padTo, visible } from './cells.ts'
import type { Page } from './page.ts'
import { wrapHints } from './plan.ts'

export interface Made {
  readonly example: string
  readonly folder: string
  readonly files: readonly string[]
}

export function renderInit(page: Page, { files, folder }: Made): string[] {
  const enter = folder === '.' ? '' : `cd ${visible(folder)}   `
  const [gateway = '', machine = ''] = files
  return [
    `${padTo(visible(gateway), cells(visible(machine)))}   the gateway, to be edited`,
    `${visible(machine)}   a simulated Windows to try it on`,
    ...wrapHints(page, '', [`${enter}gw check`, 'gw plan', 'gw apply', 'gw drift']),
  ]
}
