// What to type on each client, and where its platform hides the fields, as text.
import { cells, padTo, visible, wrap } from './cells.ts'
import { type Page, paint } from './page.ts'

export interface Cards {
  readonly clients: readonly {
    readonly name: string
    readonly address: string
    readonly prefixLength: number
    readonly mask: string
    readonly gateway: string
    readonly dns: readonly string[]
    readonly dnsFrom: 'file' | 'egress' | 'public'
  }[]
  readonly menus: readonly { readonly platform: string; readonly menu: readonly string[]; readonly note?: string }[]
}

export function renderClients(page: Page, { clients, menus }: Cards): string[] {
  const width = Math.max(...menus.map(({ platform }) => cells(platform)))
  return [
    ...clients.flatMap((client) => [...renderCard(page, client), '']),
    'Where to type it (names of menus differ between versions):',
    ...menus.flatMap(({ platform, menu, note }) => {
      const text = `${menu.join(' › ')}${note === undefined ? '' : `. ${capital(note)}.`}`
      const [first = '', ...rest] = wrap(text, page.columns - width - 4)
      return [
        `  ${paint(page, 'strong', padTo(platform, width))}  ${first}`,
        ...rest.map((line) => `${' '.repeat(width + 4)}${line}`),
      ]
    }),
  ]
}

function renderCard(page: Page, client: Cards['clients'][number]): string[] {
  const fields: [string, string, string][] = [
    ['address', client.address, ''],
    ['mask', client.mask, `prefix length ${client.prefixLength}`],
    ['gateway', client.gateway, 'this gateway, not the router'],
    ['DNS', client.dns.join(', '), DNS_FROM[client.dnsFrom]],
  ]
  const width = Math.max(...fields.map(([, value]) => cells(value)))
  return [
    paint(page, 'strong', visible(client.name)),
    ...fields.flatMap(([label, value, note]) => {
      const [first = '', ...rest] = wrap(note, Math.max(20, page.columns - width - 14))
      return [
        `  ${padTo(label, 8)} ${padTo(value, width)}   ${paint(page, 'quiet', first)}`.trimEnd(),
        ...rest.map((line) => paint(page, 'quiet', ' '.repeat(width + 14) + line)),
      ]
    }),
  ]
}

const DNS_FROM: Readonly<Record<Cards['clients'][number]['dnsFrom'], string>> = {
  file: 'as the file says',
  egress: 'off the LAN, so the proxy sees the question (GW030)',
  public: 'or any other off the LAN, so the proxy sees it (GW030)',
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
