// The few functions a script needs to look at the machine: interfaces by whole name, rows of tables, waiting.
import type { CmdletName, Params } from '../call.ts'
import type { TableName } from '../snapshot.ts'
import tables from '../tables.json' with { type: 'json' }
import { callText } from './cmdlet-text.ts'
import type { Words } from './words.ts'

const FIND_INTERFACE = `# Aliases are wildcard patterns to these cmdlets, and indexes change: so the index is found by whole name, just before use.
function Find-Interface([string] $Alias) {
  $found = @{}
  foreach ($row in @(NetAdapter\\Get-NetAdapter -ErrorAction Stop)) {
    if ([string]::Equals($row.Name, $Alias, [System.StringComparison]::OrdinalIgnoreCase)) { $found["$($row.InterfaceIndex)"] = $row.InterfaceIndex }
  }
  foreach ($row in @(NetTCPIP\\Get-NetIPInterface -ErrorAction Stop)) {
    if ([string]::Equals($row.InterfaceAlias, $Alias, [System.StringComparison]::OrdinalIgnoreCase)) { $found["$($row.InterfaceIndex)"] = $row.InterfaceIndex }
  }
  if ($found.Count -ne 1) { throw "There are $($found.Count) interfaces named $Alias, and there must be one." }
  foreach ($index in $found.Values) { $index }
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

# Whether a table has a row with all these values. A filter that finds nothing is an error of some cmdlets, not of ours.
function Test-Row([string] $Table, [hashtable] $Where) {
  foreach ($read in $tables[$Table]) {
    try { $rows = @(& $read) }
    catch {
      if (-not "$($_.FullyQualifiedErrorId)".StartsWith('CmdletizationQuery_NotFound')) { throw }
      $rows = @()
    }
    foreach ($row in $rows) {
      $fits = $true
      foreach ($column in $Where.Keys) { if (-not (Test-Same $row.$column $Where[$column])) { $fits = $false; break } }
      if ($fits) { return $true }
    }
  }
  $false
}
`

const WAIT_ROW = `function Wait-Row([string] $Table, [hashtable] $Where, [int] $Seconds, [switch] $Absent) {
  for ($left = 2 * $Seconds; $left -ge 0; $left--) {
    if ((Test-Row $Table $Where) -ne [bool]$Absent) { return }
    if ($left -gt 0) { Start-Sleep -Milliseconds 500 }
  }
  throw "$($Where.Values -join ', ') ($Table): still $(if ($Absent) { 'there' } else { 'missing' }) after $Seconds s."
}
`

/** Only what the lines of the script's body use. */
export function functionsFor(body: readonly string[], used: ReadonlySet<TableName>, words: Words): string[] {
  const uses = (name: string) => body.some((line) => line.includes(name))
  return [
    ...(uses('Find-Interface') ? [FIND_INTERFACE] : []),
    ...(used.size > 0 ? [...tableLines(used, words), TEST_ROW] : []),
    ...(uses('Wait-Row') ? [WAIT_ROW] : []),
  ]
}

/** `$tables`: the calls that fill each table. */
function tableLines(used: ReadonlySet<TableName>, words: Words): string[] {
  const lines = [...used].sort().map((table) => {
    // The catalogue's own file: its calls are calls of the catalogue.
    const reads = tables[table].reads as readonly { cmdlet: CmdletName; params: Params }[]
    const blocks = reads.map((read) => `{ ${callText(read, words).join('; ')} }`)
    return `  ${words.of(table)} = ${blocks.length === 1 ? `@(${blocks.join()})` : `@(\n    ${blocks.join(',\n    ')}\n  )`}`
  })
  return ['$tables = @{', ...lines, '}', '']
}
