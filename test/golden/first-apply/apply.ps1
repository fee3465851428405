#requires -Version 5.1
# home on GW-PC (simulated: in memory): what gw plan found on 2026-11-20T21:01:00.200Z.
# From gateway.yaml. Run it in a console that is elevated; Windows PowerShell 5.1 and PowerShell 7 both do.
# It stops at the first error; what was done until then stays. Run again, it does what is still to do.
# Unlike gw apply it compares nothing with the plan before it acts, it goes through its steps once and does not look
# whether a later one has disturbed an earlier one, and gw learns of it only by its next plan. Afterwards: gw plan.

$ErrorActionPreference = 'Stop'

# Names that are not plain ASCII, written so that no code page can change them.
# 以太网 4
#
$text1 = ([regex]::Unescape('\u4ee5\u592a\u7f51 4'))

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
  'Get-VMNetworkAdapter' = @({ Hyper-V\Get-VMNetworkAdapter -ManagementOS -ErrorAction Stop })
  'Get-VMSwitch' = @({ Hyper-V\Get-VMSwitch -ErrorAction Stop })
}

# A filter that finds nothing is an error of some cmdlets, not of ours.
function Test-None([string] $Id) {
  if ($Id -eq 'ObjectNotFound,Microsoft.HyperV.PowerShell.Commands.GetVMSwitch') { $null = @(Hyper-V\Get-VMNetworkAdapter -ManagementOS -ErrorAction Stop); return $true }
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

# Takes away the default routes and IPv4 addresses that are not to stay, and those to stay that only DHCP has put there.
function Clear-Interface([string] $Alias, [string[]] $Addresses, [string[]] $NextHops) {
  $index = Find-Interface $Alias
  $routes = @(Get-Row 'Get-NetRoute' @{ InterfaceIndex = $index; DestinationPrefix = '0.0.0.0/0' })
  foreach ($hop in @($routes | ForEach-Object { $_.NextHop } | Where-Object { $_ })) {
    $rows = @($routes | Where-Object { $_.NextHop -eq $hop })
    $isOurs = @($rows | Where-Object { "$($_.Store)" -eq 'PersistentStore' }).Count -gt 0 -and @($rows | Where-Object { "$($_.Protocol)" -eq 'Dhcp' }).Count -eq 0
    if ($isOurs -and $NextHops -contains $hop) { continue }
    if (-not (Test-Row 'Get-NetRoute' @{ InterfaceIndex = $index; DestinationPrefix = '0.0.0.0/0'; NextHop = $hop })) { continue }
    NetTCPIP\Remove-NetRoute -InterfaceIndex $index -DestinationPrefix '0.0.0.0/0' -NextHop $hop -Confirm:$false -ErrorAction Stop
    Wait-Row 'Get-NetRoute' @{ InterfaceIndex = $index; DestinationPrefix = '0.0.0.0/0'; NextHop = $hop } -Seconds 10 -Absent
  }
  foreach ($row in @(Get-Row 'Get-NetIPAddress' @{ InterfaceIndex = $index; AddressFamily = 'IPv4' })) {
    $address = $row.IPAddress
    # Loopback and what Windows makes for itself is no part of an IP plan.
    if ($address -match '^127\.' -or 'WellKnown' -eq "$($row.PrefixOrigin)" -or 'Link', 'Random' -contains "$($row.SuffixOrigin)") { continue }
    if ("$($row.PrefixOrigin)" -ne 'Dhcp' -and $Addresses -contains $address) { continue }
    if (-not (Test-Row 'Get-NetIPAddress' @{ InterfaceIndex = $index; IPAddress = $address })) { continue }
    NetTCPIP\Remove-NetIPAddress -InterfaceIndex $index -IPAddress $address -Confirm:$false -ErrorAction Stop
    Wait-Row 'Get-NetIPAddress' @{ InterfaceIndex = $index; IPAddress = $address } -Seconds 15 -Absent
  }
}

# 1  create  HyperVSwitch.vmbr0  gateway.yaml:4  new
# ! Cuts traffic for about 8 s.
# adapter: 以太网 4
#
# allowManagementOS: true
Write-Host '1  create  HyperVSwitch.vmbr0  gateway.yaml:4  new'
if (-not (Test-Row 'Get-VMSwitch' @{ Name = 'vmbr0' })) {
  $null = Hyper-V\New-VMSwitch -Name 'vmbr0' -NetAdapterName $text1 -AllowManagementOS $true -Confirm:$false -ErrorAction Stop
  Wait-Row 'Get-VMSwitch' @{ Name = 'vmbr0'; SwitchType = 'External' } -Seconds 30
}

# 2  update  NetIPInterface.vEthernet (vmbr0)/IPv4  gateway.yaml:8  new
# ! Cuts traffic for about 2 s.
# dhcp: Enabled -> Disabled
Write-Host '2  update  NetIPInterface.vEthernet (vmbr0)/IPv4  gateway.yaml:8  new'
$call = @{
  InterfaceIndex = (Find-Interface 'vEthernet (vmbr0)')
  AddressFamily = 'IPv4'
  Dhcp = 'Disabled'
}
$null = NetTCPIP\Set-NetIPInterface @call -Confirm:$false -ErrorAction Stop

# 3  create  NetIPAddress.vEthernet (vmbr0)/192.168.1.2  gateway.yaml:10  new
# prefixLength: 25
Write-Host '3  create  NetIPAddress.vEthernet (vmbr0)/192.168.1.2  gateway.yaml:10  new'
if (Test-Row 'Get-NetIPInterface' @{ InterfaceAlias = 'vEthernet (vmbr0)'; AddressFamily = 'IPv4'; Store = 'ActiveStore'; Dhcp = 'Enabled' }) {
  $call = @{
    InterfaceIndex = (Find-Interface 'vEthernet (vmbr0)')
    AddressFamily = 'IPv4'
    Dhcp = 'Disabled'
  }
  $null = NetTCPIP\Set-NetIPInterface @call -Confirm:$false -ErrorAction Stop
}
if (-not (Test-Row 'Get-NetIPAddress' @{ InterfaceAlias = 'vEthernet (vmbr0)'; IPAddress = '192.168.1.2'; Store = 'ActiveStore' })) {
  $call = @{
    InterfaceIndex = (Find-Interface 'vEthernet (vmbr0)')
    IPAddress = '192.168.1.2'
    AddressFamily = 'IPv4'
    PrefixLength = 25
  }
  $null = NetTCPIP\New-NetIPAddress @call -Confirm:$false -ErrorAction Stop
}

# 4  clear  NetIPAddress.vEthernet (vmbr0)/*  gateway.yaml:8  new
# NetRoute: 0.0.0.0/0 via 192.168.1.1 -> gone
# NetIPAddress: 192.168.1.57/24 (DHCP) -> gone
Write-Host '4  clear  NetIPAddress.vEthernet (vmbr0)/*  gateway.yaml:8  new'
Clear-Interface 'vEthernet (vmbr0)' -Addresses @('192.168.1.2') -NextHops @('192.168.1.1')

# 5  create  NetRoute.vEthernet (vmbr0)/0.0.0.0/0 via 192.168.1.1  gateway.yaml:11  new
Write-Host '5  create  NetRoute.vEthernet (vmbr0)/0.0.0.0/0 via 192.168.1.1  gateway.yaml:11  new'
if (-not (Test-Row 'Get-NetRoute' @{ InterfaceAlias = 'vEthernet (vmbr0)'; DestinationPrefix = '0.0.0.0/0'; NextHop = '192.168.1.1'; Store = 'ActiveStore' })) {
  $call = @{
    InterfaceIndex = (Find-Interface 'vEthernet (vmbr0)')
    DestinationPrefix = '0.0.0.0/0'
    NextHop = '192.168.1.1'
    AddressFamily = 'IPv4'
  }
  $null = NetTCPIP\New-NetRoute @call -Confirm:$false -ErrorAction Stop
}

# 6  update  DnsClientServerAddress.vEthernet (vmbr0)  gateway.yaml:12  new
# servers: 192.168.1.1 -> 223.5.5.5, 192.168.1.1
# source: Dhcp -> Static
Write-Host '6  update  DnsClientServerAddress.vEthernet (vmbr0)  gateway.yaml:12  new'
$call = @{
  InterfaceIndex = (Find-Interface 'vEthernet (vmbr0)')
  ServerAddresses = @('223.5.5.5', '192.168.1.1')
}
$null = DnsClient\Set-DnsClientServerAddress @call -Confirm:$false -ErrorAction Stop

# 7  create  HyperVAdapter.vmbr0.1  gateway.yaml:6  new
# switch: vmbr0
Write-Host '7  create  HyperVAdapter.vmbr0.1  gateway.yaml:6  new'
if (-not (Test-Row 'Get-VMNetworkAdapter' @{ Name = 'vmbr0.1' })) {
  $null = Hyper-V\Add-VMNetworkAdapter -ManagementOS -SwitchName 'vmbr0' -Name 'vmbr0.1' -Confirm:$false -ErrorAction Stop
  Wait-Row 'Get-VMNetworkAdapter' @{ Name = 'vmbr0.1' } -Seconds 30
}

# 8  create  NetIPAddress.vEthernet (vmbr0.1)/192.168.1.129  gateway.yaml:15  new
# prefixLength: 25
Write-Host '8  create  NetIPAddress.vEthernet (vmbr0.1)/192.168.1.129  gateway.yaml:15  new'
if (Test-Row 'Get-NetIPInterface' @{ InterfaceAlias = 'vEthernet (vmbr0.1)'; AddressFamily = 'IPv4'; Store = 'ActiveStore'; Dhcp = 'Enabled' }) {
  $call = @{
    InterfaceIndex = (Find-Interface 'vEthernet (vmbr0.1)')
    AddressFamily = 'IPv4'
    Dhcp = 'Disabled'
  }
  $null = NetTCPIP\Set-NetIPInterface @call -Confirm:$false -ErrorAction Stop
}
if (-not (Test-Row 'Get-NetIPAddress' @{ InterfaceAlias = 'vEthernet (vmbr0.1)'; IPAddress = '192.168.1.129'; Store = 'ActiveStore' })) {
  $call = @{
    InterfaceIndex = (Find-Interface 'vEthernet (vmbr0.1)')
    IPAddress = '192.168.1.129'
    AddressFamily = 'IPv4'
    PrefixLength = 25
  }
  $null = NetTCPIP\New-NetIPAddress @call -Confirm:$false -ErrorAction Stop
}

# 9  clear  NetIPAddress.vEthernet (vmbr0.1)/*  gateway.yaml:13  new
Write-Host '9  clear  NetIPAddress.vEthernet (vmbr0.1)/*  gateway.yaml:13  new'
Clear-Interface 'vEthernet (vmbr0.1)' -Addresses @('192.168.1.129') -NextHops @()

# 10  update  NetIPInterface.vEthernet (vmbr0.1)/IPv4  gateway.yaml:13  new
# ! Cuts traffic for about 2 s.
# dhcp: Enabled -> Disabled
# forwarding: Disabled -> Enabled
Write-Host '10  update  NetIPInterface.vEthernet (vmbr0.1)/IPv4  gateway.yaml:13  new'
$call = @{
  InterfaceIndex = (Find-Interface 'vEthernet (vmbr0.1)')
  AddressFamily = 'IPv4'
  Dhcp = 'Disabled'
}
$null = NetTCPIP\Set-NetIPInterface @call -Confirm:$false -ErrorAction Stop
$call = @{
  InterfaceIndex = (Find-Interface 'vEthernet (vmbr0.1)')
  AddressFamily = 'IPv4'
  Forwarding = 'Enabled'
}
$null = NetTCPIP\Set-NetIPInterface @call -Confirm:$false -ErrorAction Stop
