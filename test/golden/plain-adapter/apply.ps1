#requires -Version 5.1
# plain on GW-PC (simulated: in memory): what gw plan found on 2026-11-20T21:01:00.200Z.
# From gateway.yaml. Run it in a console that is elevated; Windows PowerShell 5.1 and PowerShell 7 both do.
# It stops at the first error; what was done until then stays. Run again, it does what is still to do.
# Unlike gw apply it compares nothing with the plan before it acts, it goes through its steps once and does not look
# whether a later one has disturbed an earlier one, and gw learns of it only by its next plan. Afterwards: gw plan.

$ErrorActionPreference = 'Stop'

# Names that are not plain ASCII, written so that no code page can change them.
# 以太网 4
#
$text1 = ([regex]::Unescape('\u4ee5\u592a\u7f51 4'))
# 1  update  NetIPInterface.以太网 4/IPv4  gateway.yaml:4  new
#
$text2 = ([regex]::Unescape('1  update  NetIPInterface.\u4ee5\u592a\u7f51 4/IPv4  gateway.yaml:4  new'))
# 2  create  NetIPAddress.以太网 4/192.168.1.2  gateway.yaml:6  new
#
$text3 = ([regex]::Unescape('2  create  NetIPAddress.\u4ee5\u592a\u7f51 4/192.168.1.2  gateway.yaml:6  new'))
# 3  delete  NetIPAddress.以太网 4/192.168.1.57  gateway.yaml:4  foreign
#
$text4 = ([regex]::Unescape('3  delete  NetIPAddress.\u4ee5\u592a\u7f51 4/192.168.1.57  gateway.yaml:4  foreign'))
# 4  replace  NetRoute.以太网 4/0.0.0.0/0 via 192.168.1.1  gateway.yaml:7  new
#
$text5 = ([regex]::Unescape('4  replace  NetRoute.\u4ee5\u592a\u7f51 4/0.0.0.0/0 via 192.168.1.1  gateway.yaml:7  new'))
# 5  update  DnsClientServerAddress.以太网 4  gateway.yaml:8  new
#
$text6 = ([regex]::Unescape('5  update  DnsClientServerAddress.\u4ee5\u592a\u7f51 4  gateway.yaml:8  new'))
# 6  create  NetRoute.以太网 4/10.0.0.0/8 via 192.168.1.254  gateway.yaml:10  new
#
$text7 = ([regex]::Unescape('6  create  NetRoute.\u4ee5\u592a\u7f51 4/10.0.0.0/8 via 192.168.1.254  gateway.yaml:10  new'))

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
  'Get-NetIPInterface' = @(
    { NetTCPIP\Get-NetIPInterface -PolicyStore 'ActiveStore' -ErrorAction Stop },
    { NetTCPIP\Get-NetIPInterface -PolicyStore 'PersistentStore' -ErrorAction Stop }
  )
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

function Wait-Row([string] $Table, [hashtable] $Where, [int] $Seconds, [switch] $Absent) {
  for ($left = 2 * $Seconds; $left -ge 0; $left--) {
    if ((Test-Row $Table $Where) -ne [bool]$Absent) { return }
    if ($left -gt 0) { Start-Sleep -Milliseconds 500 }
  }
  throw "$($Where.Values -join ', ') ($Table): still $(if ($Absent) { 'there' } else { 'missing' }) after $Seconds s."
}

# 1  update  NetIPInterface.以太网 4/IPv4  gateway.yaml:4  new
#
# ! Cuts traffic for about 2 s.
# dhcp: Enabled -> Disabled
Write-Host $text2
$call = @{
  InterfaceIndex = (Find-Interface $text1)
  AddressFamily = 'IPv4'
  Dhcp = 'Disabled'
}
$null = NetTCPIP\Set-NetIPInterface @call -Confirm:$false -ErrorAction Stop

# 2  create  NetIPAddress.以太网 4/192.168.1.2  gateway.yaml:6  new
#
# prefixLength: 24
Write-Host $text3
if (Test-Row 'Get-NetIPInterface' @{ InterfaceAlias = $text1; AddressFamily = 'IPv4'; Store = 'ActiveStore'; Dhcp = 'Enabled' }) {
  $call = @{
    InterfaceIndex = (Find-Interface $text1)
    AddressFamily = 'IPv4'
    Dhcp = 'Disabled'
  }
  $null = NetTCPIP\Set-NetIPInterface @call -Confirm:$false -ErrorAction Stop
}
if (-not (Test-Row 'Get-NetIPAddress' @{ InterfaceAlias = $text1; IPAddress = '192.168.1.2'; Store = 'ActiveStore' })) {
  $call = @{
    InterfaceIndex = (Find-Interface $text1)
    IPAddress = '192.168.1.2'
    AddressFamily = 'IPv4'
    PrefixLength = 24
  }
  $null = NetTCPIP\New-NetIPAddress @call -Confirm:$false -ErrorAction Stop
}

# 3  delete  NetIPAddress.以太网 4/192.168.1.57  gateway.yaml:4  foreign
#
# ! Cuts traffic for about 2 s.
# prefixOrigin: Dhcp -> gone
# store: active -> gone
# prefixLength: 24 -> gone
# skipAsSource: false -> gone
# not in the IP plan (was DHCP)
Write-Host $text4
if (Test-Row 'Get-NetIPInterface' @{ InterfaceAlias = $text1; AddressFamily = 'IPv4'; Store = 'ActiveStore'; Dhcp = 'Enabled' }) {
  $call = @{
    InterfaceIndex = (Find-Interface $text1)
    AddressFamily = 'IPv4'
    Dhcp = 'Disabled'
  }
  $null = NetTCPIP\Set-NetIPInterface @call -Confirm:$false -ErrorAction Stop
}
if (Test-Row 'Get-NetIPAddress' @{ InterfaceAlias = $text1; IPAddress = '192.168.1.57' }) {
  $call = @{
    InterfaceIndex = (Find-Interface $text1)
    IPAddress = '192.168.1.57'
    AddressFamily = 'IPv4'
  }
  $null = NetTCPIP\Remove-NetIPAddress @call -Confirm:$false -ErrorAction Stop
  Wait-Row 'Get-NetIPAddress' @{ InterfaceAlias = $text1; IPAddress = '192.168.1.57' } -Seconds 15 -Absent
}

# 4  replace  NetRoute.以太网 4/0.0.0.0/0 via 192.168.1.1  gateway.yaml:7  new
#
# ! Cuts traffic for about 1 s.
# store: active -> both
Write-Host $text5
if (Test-Row 'Get-NetRoute' @{ InterfaceAlias = $text1; DestinationPrefix = '0.0.0.0/0'; NextHop = '192.168.1.1' }) {
  $call = @{
    InterfaceIndex = (Find-Interface $text1)
    DestinationPrefix = '0.0.0.0/0'
    NextHop = '192.168.1.1'
    AddressFamily = 'IPv4'
  }
  $null = NetTCPIP\Remove-NetRoute @call -Confirm:$false -ErrorAction Stop
  Wait-Row 'Get-NetRoute' @{ InterfaceAlias = $text1; DestinationPrefix = '0.0.0.0/0'; NextHop = '192.168.1.1' } -Seconds 10 -Absent
}
if (-not (Test-Row 'Get-NetRoute' @{ InterfaceAlias = $text1; DestinationPrefix = '0.0.0.0/0'; NextHop = '192.168.1.1'; Store = 'ActiveStore' })) {
  $call = @{
    InterfaceIndex = (Find-Interface $text1)
    DestinationPrefix = '0.0.0.0/0'
    NextHop = '192.168.1.1'
    AddressFamily = 'IPv4'
  }
  $null = NetTCPIP\New-NetRoute @call -Confirm:$false -ErrorAction Stop
}

# 5  update  DnsClientServerAddress.以太网 4  gateway.yaml:8  new
#
# source: Dhcp -> Static
Write-Host $text6
$call = @{
  InterfaceIndex = (Find-Interface $text1)
  ServerAddresses = @('192.168.1.1')
}
$null = DnsClient\Set-DnsClientServerAddress @call -Confirm:$false -ErrorAction Stop

# 6  create  NetRoute.以太网 4/10.0.0.0/8 via 192.168.1.254  gateway.yaml:10  new
#
# routeMetric: 5
Write-Host $text7
if (-not (Test-Row 'Get-NetRoute' @{ InterfaceAlias = $text1; DestinationPrefix = '10.0.0.0/8'; NextHop = '192.168.1.254'; Store = 'ActiveStore' })) {
  $call = @{
    InterfaceIndex = (Find-Interface $text1)
    DestinationPrefix = '10.0.0.0/8'
    NextHop = '192.168.1.254'
    AddressFamily = 'IPv4'
    RouteMetric = 5
  }
  $null = NetTCPIP\New-NetRoute @call -Confirm:$false -ErrorAction Stop
}
