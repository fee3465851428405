# Carries bound parameters from a proxy to the simulated machine and its answer back, one JSON line each way.
# ASCII only on the wire; every string of an answer is '=' and escaped text, so that ConvertFrom-Json changes nothing in it.
$script:reader = $null
$script:writer = $null
$script:common = 'Verbose', 'Debug', 'ErrorAction', 'WarningAction', 'InformationAction', 'ProgressAction', 'ErrorVariable',
  'WarningVariable', 'InformationVariable', 'OutVariable', 'OutBuffer', 'PipelineVariable', 'WhatIf', 'Confirm', 'CimSession',
  'ThrottleLimit', 'AsJob'

function Send-Line($Message) {
  if ($null -eq $script:writer) {
    $client = [System.Net.Sockets.TcpClient]::new('127.0.0.1', [int]$env:GW_RIG_MACHINE)
    $client.NoDelay = $true
    $script:reader = [System.IO.StreamReader]::new($client.GetStream(), [System.Text.Encoding]::ASCII)
    $script:writer = [System.IO.StreamWriter]::new($client.GetStream(), [System.Text.Encoding]::ASCII)
    $script:writer.AutoFlush = $true
  }
  $json = ConvertTo-Json -InputObject $Message -Depth 5 -Compress
  $ascii = [regex]::Replace($json, '[^\x20-\x7E]', { param($match) '\u{0:x4}' -f [int][char]$match.Value })
  $script:writer.WriteLine($ascii)
  $line = $script:reader.ReadLine()
  # The server closes the connection when PowerShell itself is to die.
  if ($null -eq $line) { [Environment]::Exit(3) }
  ConvertFrom-Json -InputObject $line
}

function ConvertTo-Wire($Value) {
  if ($Value -is [switch]) { return [bool]$Value }
  if ($Value -is [timespan] -or $Value -is [guid]) { return "$Value" }
  if ($Value -is [array]) { return , @(foreach ($item in $Value) { ConvertTo-Wire $item }) }
  $Value
}

function ConvertFrom-Text([string] $Text) { [regex]::Unescape($Text.Substring(1)) }

function ConvertFrom-Wire($Value, $Type) {
  if ($null -eq $Value) { return $null }
  if ($Value -is [array]) { return , @(foreach ($item in $Value) { ConvertFrom-Wire $item $Type }) }
  if ($Value -is [string]) { $Value = ConvertFrom-Text $Value }
  if ($null -ne $Type -and $null -ne ($Value -as $Type)) { return $Value -as $Type }
  if ($Value -is [long] -and $Value -le [int]::MaxValue) { return [int]$Value }
  $Value
}

function Invoke-Machine {
  param($Caller, $Bound, $Types)
  $name = $Caller.MyInvocation.MyCommand.Name
  $params = @{}
  foreach ($key in $Bound.Keys) {
    if ($script:common -notcontains $key) { $params[$key] = ConvertTo-Wire $Bound[$key] }
  }
  $answer = Send-Line @{ cmdlet = $name; params = $params }
  foreach ($text in $answer.noise) { Invoke-Noise (ConvertFrom-Text $text) }
  if ($null -ne $answer.error) {
    Write-MachineError $Caller $answer.error
    return
  }
  # Objects as Windows itself once wrote them down.
  if ($null -ne $answer.clixml) {
    foreach ($row in @([System.Management.Automation.PSSerializer]::Deserialize((ConvertFrom-Text $answer.clixml)))) { $Caller.WriteObject($row) }
    return
  }
  foreach ($row in $answer.rows) {
    $made = [ordered]@{}
    foreach ($property in $row.PSObject.Properties) {
      $made[$property.Name] = ConvertFrom-Wire $property.Value $Types[$property.Name]
    }
    $Caller.WriteObject([pscustomobject]$made)
  }
}

# What modules really do: chat on every stream, and worse.
function Invoke-Noise($Kind) {
  if ($Kind -eq 'host') { Write-Host 'loading module' }
  if ($Kind -eq 'warning') { Write-Warning 'this cmdlet is old' }
  if ($Kind -eq 'progress') { Write-Progress 'working' }
  if ($Kind -eq 'stdout') { [Console]::Out.WriteLine('printed past PowerShell'); [Console]::Out.Flush() }
  if ($Kind -eq 'stderr') { [Console]::Error.WriteLine('complained past PowerShell'); [Console]::Error.Flush() }
  if ($Kind -eq 'question') { $null = $Host.UI.ReadLine() }
}

# The id is taken whole: compiled cmdlets end theirs with a class name, which WriteError would replace by a function's.
function Write-MachineError($Caller, $Problem) {
  $exception = [System.Exception]::new((ConvertFrom-Text $Problem.message))
  if ($null -ne $Problem.hresult) {
    [System.Exception].GetProperty('HResult').SetValue($exception, [int]$Problem.hresult)
  }
  $target = $null
  if ($null -ne $Problem.target) { $target = (ConvertFrom-Text $Problem.target) }
  $record = [System.Management.Automation.ErrorRecord]::new($exception, (ConvertFrom-Text $Problem.id), (ConvertFrom-Text $Problem.category), $target)
  $keep = [System.Management.Automation.ErrorRecord].GetProperty('PreserveInvocationInfoOnce', [System.Reflection.BindingFlags]'NonPublic, Instance')
  if ($null -ne $keep) { $keep.SetValue($record, $true) }
  $Caller.WriteError($record)
}

function Step-MachineClock([double] $Seconds) {
  $null = Send-Line @{ wait = $Seconds }
}

Export-ModuleMember -Function Invoke-Machine, Step-MachineClock
