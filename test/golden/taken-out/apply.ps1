#requires -Version 5.1
# home on GW-PC (simulated: in memory): what gw plan found on 2026-11-20T21:02:23.800Z.
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
  'Get-NetIPAddress' = @(
    { NetTCPIP\Get-NetIPAddress -PolicyStore 'ActiveStore' -ErrorAction Stop },
    { NetTCPIP\Get-NetIPAddress -PolicyStore 'PersistentStore' -ErrorAction Stop }
  )
  'Get-VMNetworkAdapter' = @({ Hyper-V\Get-VMNetworkAdapter -ManagementOS -ErrorAction Stop })
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

function Wait-Row([string] $Table, [hashtable] $Where, [int] $Seconds, [switch] $Absent) {
  for ($left = 2 * $Seconds; $left -ge 0; $left--) {
    if ((Test-Row $Table $Where) -ne [bool]$Absent) { return }
    if ($left -gt 0) { Start-Sleep -Milliseconds 500 }
  }
  throw "$($Where.Values -join ', ') ($Table): still $(if ($Absent) { 'there' } else { 'missing' }) after $Seconds s."
}

# 1  delete  NetIPAddress.vEthernet (vmbr0.1)/192.168.1.129  left
# ! Cuts traffic for about 2 s.
# prefixOrigin: Manual -> gone
# store: both -> gone
# prefixLength: 25 -> gone
# skipAsSource: false -> gone
# made by gw
Write-Host '1  delete  NetIPAddress.vEthernet (vmbr0.1)/192.168.1.129  left'
if (Test-Row 'Get-NetIPAddress' @{ InterfaceAlias = 'vEthernet (vmbr0.1)'; IPAddress = '192.168.1.129' }) {
  $call = @{
    InterfaceIndex = (Find-Interface 'vEthernet (vmbr0.1)')
    IPAddress = '192.168.1.129'
    AddressFamily = 'IPv4'
  }
  $null = NetTCPIP\Remove-NetIPAddress @call -Confirm:$false -ErrorAction Stop
  Wait-Row 'Get-NetIPAddress' @{ InterfaceAlias = 'vEthernet (vmbr0.1)'; IPAddress = '192.168.1.129' } -Seconds 15 -Absent
}

# 2  delete  HyperVAdapter.vmbr0.1  left
# ! Cuts traffic for about 3 s.
# switch: vmbr0 -> gone
# macAddress: 00-15-5D-00-00-03 -> gone
# made by gw
Write-Host '2  delete  HyperVAdapter.vmbr0.1  left'
if (Test-Row 'Get-VMNetworkAdapter' @{ Name = 'vmbr0.1' }) {
  $null = Hyper-V\Remove-VMNetworkAdapter -ManagementOS -Name 'vmbr0.1' -SwitchName 'vmbr0' -Confirm:$false -ErrorAction Stop
  Wait-Row 'Get-VMNetworkAdapter' @{ Name = 'vmbr0.1' } -Seconds 30 -Absent
}

# 3  update  DnsClientServerAddress.vEthernet (vmbr0)  left
# source: Static -> Dhcp
# as it was before gw
Write-Host '3  update  DnsClientServerAddress.vEthernet (vmbr0)  left'
$call = @{
  InterfaceIndex = (Find-Interface 'vEthernet (vmbr0)')
  ResetServerAddresses = $true
}
$null = DnsClient\Set-DnsClientServerAddress @call -Confirm:$false -ErrorAction Stop
