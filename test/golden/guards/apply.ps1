#requires -Version 5.1
# guards on GW-PC (simulated: in memory): what gw plan found on 2026-11-20T21:01:02.600Z.
# From gateway.yaml. Run it in a console that is elevated; Windows PowerShell 5.1 and PowerShell 7 both do.
# It stops at the first error; what was done until then stays. Run again, it does what is still to do.
# Unlike gw apply it compares nothing with the plan before it acts, it goes through its steps once and does not look
# whether a later one has disturbed an earlier one, and gw learns of it only by its next plan. Afterwards: gw plan.

$ErrorActionPreference = 'Stop'

$tables = @{
  'Get-CimInstance Win32_Service' = @({ $call = @{ ClassName = 'Win32_Service'; Property = @('Name', 'State', 'StartMode', 'DelayedAutoStart') }; CimCmdlets\Get-CimInstance @call -ErrorAction Stop })
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

# Programs of Windows, from the system directory and never by PATH. Their texts are localised; the exit code decides.
function Invoke-Program([string] $Name, [string[]] $Arguments) {
  $null = & ([System.IO.Path]::Combine($env:SystemRoot, 'System32', $Name)) @Arguments
  if ($LASTEXITCODE -ne 0) { throw "$Name ended with exit code $LASTEXITCODE." }
}

function Wait-Row([string] $Table, [hashtable] $Where, [int] $Seconds, [switch] $Absent) {
  for ($left = 2 * $Seconds; $left -ge 0; $left--) {
    if ((Test-Row $Table $Where) -ne [bool]$Absent) { return }
    if ($left -gt 0) { Start-Sleep -Milliseconds 500 }
  }
  throw "$($Where.Values -join ', ') ($Table): still $(if ($Absent) { 'there' } else { 'missing' }) after $Seconds s."
}

# 1  update  WindowsService.RemoteAccess  gateway.yaml:5  new
# status: Running -> Stopped
# startType: Automatic -> Manual
Write-Host '1  update  WindowsService.RemoteAccess  gateway.yaml:5  new'
$null = Microsoft.PowerShell.Management\Stop-Service -Name 'RemoteAccess' -Confirm:$false -ErrorAction Stop
Wait-Row 'Get-CimInstance Win32_Service' @{ Name = 'RemoteAccess'; State = 'Stopped' } -Seconds 30
$call = @{
  Name = 'RemoteAccess'
  StartupType = 'Manual'
}
$null = Microsoft.PowerShell.Management\Set-Service @call -Confirm:$false -ErrorAction Stop

# 2  update  PowerSetting.hibernate  gateway.yaml:6  new
# seconds: 10800 -> 7200
Write-Host '2  update  PowerSetting.hibernate  gateway.yaml:6  new'
Invoke-Program 'powercfg.exe' @('/setacvalueindex', '381b4222-f694-41f0-9685-ff5bb260df2e', '238c9fa8-0aad-41ed-83f4-97be242c8f20', '9d7815a6-7ee4-497e-8888-515a05f02364', '7200')
Invoke-Program 'powercfg.exe' @('/setactive', '381b4222-f694-41f0-9685-ff5bb260df2e')

# 3  update  PowerSetting.sleep  gateway.yaml:6  new
# seconds: 1800 -> 0
Write-Host '3  update  PowerSetting.sleep  gateway.yaml:6  new'
Invoke-Program 'powercfg.exe' @('/setacvalueindex', '381b4222-f694-41f0-9685-ff5bb260df2e', '238c9fa8-0aad-41ed-83f4-97be242c8f20', '29f6c1db-86da-48c5-9fdb-f2b67b1f44da', '0')
Invoke-Program 'powercfg.exe' @('/setactive', '381b4222-f694-41f0-9685-ff5bb260df2e')

# 4  update  PowerSetting.unattendedSleep  gateway.yaml:6  new
# seconds: 120 -> 0
Write-Host '4  update  PowerSetting.unattendedSleep  gateway.yaml:6  new'
Invoke-Program 'powercfg.exe' @('/setacvalueindex', '381b4222-f694-41f0-9685-ff5bb260df2e', '238c9fa8-0aad-41ed-83f4-97be242c8f20', '7bc4a2f9-d8fc-4469-b07b-33eb785aaca0', '0')
Invoke-Program 'powercfg.exe' @('/setactive', '381b4222-f694-41f0-9685-ff5bb260df2e')

# 5  update  TcpipRegistry.Tcpip/Parameters  gateway.yaml:4  new
# ! Needs a restart.
# ipEnableRouter: true -> false
Write-Host '5  update  TcpipRegistry.Tcpip/Parameters  gateway.yaml:4  new'
$call = @{
  LiteralPath = 'HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters'
  Name = 'IPEnableRouter'
  Value = 0
  Type = 'DWord'
}
$null = Microsoft.PowerShell.Management\Set-ItemProperty @call -Confirm:$false -ErrorAction Stop
