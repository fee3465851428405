// The few functions a script needs to look at the machine: interfaces by whole name, rows of tables, waiting.
import type { Call, CmdletName, Params } from '../call.ts'
import type { TableName } from '../snapshot.ts'
import tables from '../tables.json' with { type: 'json' }
import { callText } from './cmdlet-text.ts'
import type { Words } from './words.ts'

const FIND_INTERFACE = `# Aliases are wildcard patterns to these cmdlets, and indexes change: so the index is found by whole name, just before use.
# A new host adapter has no IP interface at once, so it gets a minute.
function Find-Interface([string] $Alias) {
  for ($left = 120; $left -ge 0; $left--) {
    $found = @(NetTCPIP\\Get-NetIPInterface -AddressFamily IPv4 -ErrorAction Stop | Where-Object {
        [string]::Equals($_.InterfaceAlias, $Alias, [System.StringComparison]::OrdinalIgnoreCase)
      })
    if ($found.Count -eq 1) { return $found[0].InterfaceIndex }
    if ($found.Count -gt 1) { throw "More than one interface is named $Alias." }
    if ($left -gt 0) { Start-Sleep -Milliseconds 500 }
  }
  throw "There is no IPv4 interface named $Alias."
}
`

const CLEAR_INTERFACE = `# Takes away the default routes and IPv4 addresses that are not to stay, and those to stay that only DHCP has put there.
function Clear-Interface([string] $Alias, [string[]] $Addresses, [string[]] $NextHops) {
  $index = Find-Interface $Alias
  $routes = @(Get-Row 'Get-NetRoute' @{ InterfaceIndex = $index; DestinationPrefix = '0.0.0.0/0' })
  foreach ($hop in @($routes | ForEach-Object { $_.NextHop } | Where-Object { $_ })) {
    $rows = @($routes | Where-Object { $_.NextHop -eq $hop })
    $isOurs = @($rows | Where-Object { "$($_.Store)" -eq 'PersistentStore' }).Count -gt 0 -and @($rows | Where-Object { "$($_.Protocol)" -eq 'Dhcp' }).Count -eq 0
    if ($isOurs -and $NextHops -contains $hop) { continue }
    if (-not (Test-Row 'Get-NetRoute' @{ InterfaceIndex = $index; DestinationPrefix = '0.0.0.0/0'; NextHop = $hop })) { continue }
    NetTCPIP\\Remove-NetRoute -InterfaceIndex $index -DestinationPrefix '0.0.0.0/0' -NextHop $hop -Confirm:$false -ErrorAction Stop
    Wait-Row 'Get-NetRoute' @{ InterfaceIndex = $index; DestinationPrefix = '0.0.0.0/0'; NextHop = $hop } -Seconds 10 -Absent
  }
  foreach ($row in @(Get-Row 'Get-NetIPAddress' @{ InterfaceIndex = $index; AddressFamily = 'IPv4' })) {
    $address = $row.IPAddress
    # Loopback and what Windows makes for itself is no part of an IP plan.
    if ($address -match '^127\\.' -or 'WellKnown' -eq "$($row.PrefixOrigin)" -or 'Link', 'Random' -contains "$($row.SuffixOrigin)") { continue }
    if ("$($row.PrefixOrigin)" -ne 'Dhcp' -and $Addresses -contains $address) { continue }
    if (-not (Test-Row 'Get-NetIPAddress' @{ InterfaceIndex = $index; IPAddress = $address })) { continue }
    NetTCPIP\\Remove-NetIPAddress -InterfaceIndex $index -IPAddress $address -Confirm:$false -ErrorAction Stop
    Wait-Row 'Get-NetIPAddress' @{ InterfaceIndex = $index; IPAddress = $address } -Seconds 15 -Absent
  }
}
`

const TEST_ROW = `function Test-Same($Actual, $Wanted) {
  if ($null -eq $Wanted -or $null -eq $Actual) { return $null -eq $Wanted -and $null -eq $Actual }
  if ($Wanted -is [array]) {
    $items = @($Actual)
    if ($items.Count -ne $Wanted.Count) { return $false }
    for ($at = 0; $at -lt $items.Count; $at++) { if (-not (Test-Same $items[$at] $Wanted[$at])) { return $false } }
    return $true
  }
  if ($Wanted -is [string]) { return [string]::Equals("$Actual", $Wanted, [System.StringComparison]::OrdinalIgnoreCase) }
  $Actual -eq $Wanted
}

# The rows of a table with all these values.
function Get-Row([string] $Table, [hashtable] $Where) {
  foreach ($read in $tables[$Table]) {
    try { $rows = @(& $read) }
    catch {
      if (-not (Test-None "$($_.FullyQualifiedErrorId)")) { throw }
      $rows = @()
    }
    foreach ($row in $rows) {
      $fits = $true
      foreach ($column in $Where.Keys) { if (-not (Test-Same $row.$column $Where[$column])) { $fits = $false; break } }
      if ($fits) { $row }
    }
  }
}

function Test-Row([string] $Table, [hashtable] $Where) { @(Get-Row $Table $Where).Count -gt 0 }
`

const WAIT_ROW = `function Wait-Row([string] $Table, [hashtable] $Where, [int] $Seconds, [switch] $Absent) {
  for ($left = 2 * $Seconds; $left -ge 0; $left--) {
    if ((Test-Row $Table $Where) -ne [bool]$Absent) { return }
    if ($left -gt 0) { Start-Sleep -Milliseconds 500 }
  }
  throw "$($Where.Values -join ', ') ($Table): still $(if ($Absent) { 'there' } else { 'missing' }) after $Seconds s."
}
`

const INVOKE_PROGRAM = `# Programs of Windows, from the system directory and never by PATH. Their texts are localised; the exit code decides.
function Invoke-Program([string] $Name, [string[]] $Arguments) {
  $null = & ([System.IO.Path]::Combine($env:SystemRoot, 'System32', $Name)) @Arguments
  if ($LASTEXITCODE -ne 0) { throw "$Name ended with exit code $LASTEXITCODE." }
}
`

/** Only what the lines of the script's body use. */
export function functionsFor(body: readonly string[], used: ReadonlySet<TableName>, words: Words): string[] {
  const uses = (name: string) => body.some((line) => line.includes(name))
  return [
    ...(uses('Find-Interface') || uses('Clear-Interface') ? [FIND_INTERFACE] : []),
    ...(used.size > 0 ? [...tableLines(used, words), ...noneLines(used, words), TEST_ROW] : []),
    ...(uses('Invoke-Program') ? [INVOKE_PROGRAM] : []),
    ...(uses('Wait-Row') || uses('Clear-Interface') ? [WAIT_ROW] : []),
    ...(uses('Clear-Interface') ? [CLEAR_INTERFACE] : []),
  ]
}

/** `$tables`: the calls that fill each table. */
function tableLines(used: ReadonlySet<TableName>, words: Words): string[] {
  const lines = [...used].sort().map((table) => {
    // The catalogue's own file: its calls are calls of the catalogue.
    const reads = tables[table].reads as readonly { cmdlet: CmdletName; params: Params }[]
    const blocks = reads.map((read) => `{ ${onOneLine(callText(read, words))} }`)
    return `  ${words.of(table)} = ${blocks.length === 1 ? `@(${blocks.join()})` : `@(\n    ${blocks.join(',\n    ')}\n  )`}`
  })
  return ['$tables = @{', ...lines, '}', '']
}

/** A long call is spread over lines; inside a block the table of its parameters stays one expression. */
function onOneLine(lines: readonly string[]): string {
  const [first = '', ...rest] = lines
  if (rest.length === 0) return first
  const pairs = rest.slice(0, -2).map((line) => line.trim())
  return `${first} ${pairs.join('; ')} }; ${rest.at(-1)}`
}

/** Whether an error says that there are no rows, and not that something is wrong. */
function noneLines(used: ReadonlySet<TableName>, words: Words): string[] {
  const special = [...used].sort().flatMap((table) => {
    const none = noneOf(table)
    if (none === undefined) return []
    // The same is said when the service does not answer; then this fails too, with its own words.
    const ask = onOneLine(callText(none.when, words))
    return [`  if ($Id -eq ${words.of(none.id)}) { $null = @(${ask}); return $true }`]
  })
  return [
    '# A filter that finds nothing is an error of some cmdlets, not of ours.',
    'function Test-None([string] $Id) {',
    ...special,
    "  $Id.StartsWith('CmdletizationQuery_NotFound')",
    '}',
    '',
  ]
}

function noneOf(table: TableName): { readonly id: string; readonly when: Call } | undefined {
  const entry = tables[table]
  // The catalogue's own file: its calls are calls of the catalogue.
  return 'none' in entry ? (entry.none as { readonly id: string; readonly when: Call }) : undefined
}
