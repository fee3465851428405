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

$tables = @{
  'Get-VMSwitch' = @({ Hyper-V\Get-VMSwitch -ErrorAction Stop })
  'Get-WindowsOptionalFeature' = @({ Dism\Get-WindowsOptionalFeature -Online -ErrorAction Stop })
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

# 1  update  WindowsFeature.Microsoft-Hyper-V  gateway.yaml:3  new
# ! Needs a restart.
# state: Disabled -> Enabled
Write-Host '1  update  WindowsFeature.Microsoft-Hyper-V  gateway.yaml:3  new'
$null = Dism\Enable-WindowsOptionalFeature -Online -FeatureName 'Microsoft-Hyper-V' -NoRestart -All -ErrorAction Stop
if (Test-Row 'Get-WindowsOptionalFeature' @{ FeatureName = 'Microsoft-Hyper-V'; State = 'EnablePending' }) {
  Write-Host 'Windows has to restart before the rest. Restart it, then run this script again.'
  return
}

# 2  create  HyperVSwitch.vmbr0  gateway.yaml:5  new
# ! Cuts traffic for about 8 s.
# adapter: 以太网 4
#
# allowManagementOS: true
# after the restart that WindowsFeature.Microsoft-Hyper-V needs
Write-Host '2  create  HyperVSwitch.vmbr0  gateway.yaml:5  new'
if (-not (Test-Row 'Get-VMSwitch' @{ Name = 'vmbr0' })) {
  $null = Hyper-V\New-VMSwitch -Name 'vmbr0' -NetAdapterName $text1 -AllowManagementOS $true -Confirm:$false -ErrorAction Stop
  Wait-Row 'Get-VMSwitch' @{ Name = 'vmbr0'; SwitchType = 'External' } -Seconds 30
}

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
