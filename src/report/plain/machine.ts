// A simulated machine as text: what a person would look up with half a dozen Get-* cmdlets.
import { cells, padTo, visible, wrap } from './cells.ts'
import { plural } from './diagnostic.ts'
import { formatTime } from './drift.ts'
import { type Page, paint } from './page.ts'

/** What the simulated machine tells about itself. */
export interface DescribedMachine {
  readonly computer: string
  readonly user: string
  readonly elevated: boolean
  readonly clock: string
  readonly boots: number
  readonly adapters: readonly {
    readonly name: string
    readonly index: number
    readonly description: string
    readonly mac: string
    readonly status: string
    readonly boundTo?: string
    readonly ip?: DescribedIp
  }[]
  readonly switches: readonly {
    readonly name: string
    readonly type: string
    readonly uplink?: string
    readonly hostAdapters: readonly string[]
  }[]
  readonly routes: readonly {
    readonly prefix: string
    readonly nextHop: string
    readonly interface: string
    readonly metric: number
  }[]
  readonly stores: readonly string[]
  readonly due: readonly { readonly at: string; readonly what: string }[]
  readonly faults: readonly string[]
  readonly assumptions: readonly { readonly name: string; readonly choice: string }[]
  readonly gw: { readonly ledger: boolean; readonly lockedBy?: string }
}

interface DescribedIp {
  readonly dhcp: string
  readonly forwarding: string
  readonly metric: number
  readonly addresses: readonly { readonly address: string; readonly origin: string; readonly state: string }[]
  readonly dns: readonly string[]
}

export function renderMachine(page: Page, machine: DescribedMachine): string[] {
  const { computer, user, elevated, clock, boots } = machine
  const head = `${computer}, simulated. ${user}, ${elevated ? 'elevated' : 'not elevated'}. ${formatTime(clock)}, started ${plural(boots, 'time')}.`
  return [
    ...wrap(visible(head), page.columns, 2).map((line) => paint(page, 'strong', line)),
    '',
    ...table(
      page,
      ['ADAPTER', 'INDEX', 'MAC', 'STATUS'],
      machine.adapters.map(({ name, index, mac, status }) => [name, String(index), mac, status]),
    ),
    '',
    ...table(page, ['IPV4', 'DHCP', 'FORWARDING', 'METRIC', 'ADDRESSES AND DNS'], machine.adapters.flatMap(ipRows)),
    ...section(
      page,
      ['SWITCH', 'TYPE', 'UPLINK', 'HOST ADAPTERS'],
      machine.switches.map((one) => [one.name, one.type, one.uplink ?? '', one.hostAdapters.join(', ')]),
    ),
    ...section(
      page,
      ['ROUTE', 'NEXT HOP', 'INTERFACE', 'METRIC'],
      machine.routes.map((one) => [one.prefix, one.nextHop, one.interface, String(one.metric)]),
    ),
    ...lines(page, 'Not the same after a restart', machine.stores),
    ...lines(
      page,
      'Going to happen',
      machine.due.map(({ at, what }) => `${formatTime(at)}  ${what}`),
    ),
    ...lines(page, 'Faults', machine.faults),
    ...lines(
      page,
      'Assumed otherwise than by default',
      machine.assumptions.map(({ name, choice }) => `${name}=${choice}`),
    ),
    '',
    ...wrap(visible(gwLine(machine.gw)), page.columns),
  ]
}

function ipRows({ name, boundTo, ip }: DescribedMachine['adapters'][number]): string[][] {
  if (ip === undefined) return [[name, '', '', '', boundTo === undefined ? 'none' : `none, bound to ${boundTo}`]]
  const dns = ip.dns.length === 0 ? [] : [`dns ${ip.dns.join(', ')}`]
  const [first = 'no address', ...others] = [...ip.addresses.map(addressText), ...dns]
  const setting = (value: string) => (value === 'Enabled' ? 'on' : 'off')
  return [
    [name, setting(ip.dhcp), setting(ip.forwarding), String(ip.metric), first],
    ...others.map((text) => ['', '', '', '', text]),
  ]
}

/** What is usual is not said: an address set by hand that is in use. */
function addressText({ address, origin, state }: DescribedIp['addresses'][number]): string {
  const said = [...(origin === 'Dhcp' ? ['DHCP'] : []), ...(state === 'Preferred' ? [] : [state.toLowerCase()])]
  return said.length === 0 ? address : `${address} (${said.join(', ')})`
}

function gwLine({ ledger, lockedBy }: DescribedMachine['gw']): string {
  const remembered = ledger ? 'gw has applied a gateway here.' : 'gw has applied nothing here yet.'
  return lockedBy === undefined ? remembered : `${remembered} Locked by ${lockedBy}.`
}

function section(page: Page, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : ['', ...table(page, head, rows)]
}

function lines(page: Page, title: string, items: readonly string[]): string[] {
  if (items.length === 0) return []
  return [
    '',
    `${title}:`,
    ...items.flatMap((item) => wrap(visible(item), page.columns - 2, 2)).map((line) => `  ${line}`),
  ]
}

/** Columns as wide as their widest cell; the last one goes on below itself when the page is too narrow. */
function table(page: Page, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) =>
    Math.max(cells(title), ...rows.map((row) => cells(visible(row[column] ?? '')))),
  )
  const last = head.length - 1
  const left = widths.slice(0, last).reduce((sum, width) => sum + width + 2, 0)
  const lead = (row: readonly string[]) =>
    row
      .slice(0, last)
      .map((cell, column) => `${padTo(visible(cell), widths[column] ?? 0)}  `)
      .join('')
  return [
    paint(page, 'quiet', `${lead(head)}${head[last] ?? ''}`),
    ...rows.flatMap((row) =>
      wrap(visible(row[last] ?? ''), Math.max(16, page.columns - left)).map((text, index) =>
        `${index === 0 ? lead(row) : ' '.repeat(left)}${text}`.trimEnd(),
      ),
    ),
  ]
}
