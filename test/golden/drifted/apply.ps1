#requires -Version 5.1
# home on GW-PC (simulated: in memory): what gw plan found on 2026-11-20T21:02:24.400Z.
# From gateway.yaml. Run it in a console that is elevated; Windows PowerShell 5.1 and PowerShell 7 both do.
# It stops at the first error; what was done until then stays. Run again, it does what is still to do.
# Unlike gw apply it compares nothing with the plan before it acts, it goes through its steps once and does not look
# whether a later one has disturbed an earlier one, and gw learns of it only by its next plan. Afterwards: gw plan.

$ErrorActionPreference = 'Stop'

# Aliases are wildcard patterns to these cmdlets, and indexes change: so the index is found by whole name, just before use.
# A new host adapter has no IP interface at once, so it gets a minute.
function Find-Interface([string] $Alias) {
  for ($left = 120; $left -ge 0; $left--) {
    $found = @(NetTCPIP\Get-NetIPInterface -AddressFamily IPv4 -ErrorAction Stop | Where-Object {
        [string]::Equals($_.InterfaceAlias, $Alias, [System.StringComparison]::OrdinalIgnoreCase)
      })
    if ($found.Count -eq 1) { return $found[0].InterfaceIndex }
    if ($found.Count -gt 1) { throw "More than one interface is named $Alias." }
    if ($left -gt 0) { Start-Sleep -Milliseconds 500 }
  }
  throw "There is no IPv4 interface named $Alias."
}

$tables = @{
  'Get-NetRoute' = @(
    { NetTCPIP\Get-NetRoute -PolicyStore 'ActiveStore' -ErrorAction Stop },
    { NetTCPIP\Get-NetRoute -PolicyStore 'PersistentStore' -ErrorAction Stop }
  )
}

# A filter that finds nothing is an error of some cmdlets, not of ours.
function Test-None([string] $Id) {
  $Id.StartsWith('CmdletizationQuery_NotFound')
}

function Test-Same($Actual, $Wanted) {
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

# 1  update  NetIPInterface.vEthernet (vmbr0)/IPv4  gateway.yaml:8  drifted
# forwarding: Enabled -> Disabled
# persistentForwarding: Enabled -> Disabled
Write-Host '1  update  NetIPInterface.vEthernet (vmbr0)/IPv4  gateway.yaml:8  drifted'
$call = @{
  InterfaceIndex = (Find-Interface 'vEthernet (vmbr0)')
  AddressFamily = 'IPv4'
  Forwarding = 'Disabled'
}
$null = NetTCPIP\Set-NetIPInterface @call -Confirm:$false -ErrorAction Stop

# 2  create  NetRoute.vEthernet (vmbr0)/0.0.0.0/0 via 192.168.1.1  gateway.yaml:11  missing
Write-Host '2  create  NetRoute.vEthernet (vmbr0)/0.0.0.0/0 via 192.168.1.1  gateway.yaml:11  missing'
if (-not (Test-Row 'Get-NetRoute' @{ InterfaceAlias = 'vEthernet (vmbr0)'; DestinationPrefix = '0.0.0.0/0'; NextHop = '192.168.1.1'; Store = 'ActiveStore' })) {
  $call = @{
    InterfaceIndex = (Find-Interface 'vEthernet (vmbr0)')
    DestinationPrefix = '0.0.0.0/0'
    NextHop = '192.168.1.1'
    AddressFamily = 'IPv4'
  }
  $null = NetTCPIP\New-NetRoute @call -Confirm:$false -ErrorAction Stop
}

# 3  update  DnsClientServerAddress.vEthernet (vmbr0)  gateway.yaml:12  drifted
# servers: 9.9.9.9 -> 223.5.5.5, 192.168.1.1
Write-Host '3  update  DnsClientServerAddress.vEthernet (vmbr0)  gateway.yaml:12  drifted'
$call = @{
  InterfaceIndex = (Find-Interface 'vEthernet (vmbr0)')
  ServerAddresses = @('223.5.5.5', '192.168.1.1')
}
$null = DnsClient\Set-DnsClientServerAddress @call -Confirm:$false -ErrorAction Stop
