#requires -Version 5.1
# The only PowerShell that gw has written by hand: reads one request a line, calls cmdlets by name, answers one line.
# Both ways ASCII JSON, so no code page can change a name; in a request every string of the user's is '=' and escaped text,
# because ConvertFrom-Json of PowerShell 7 makes dates of strings that look like dates. Nothing from a request is evaluated.
# It must not use the automatic variable for pipeline input: PowerShell would then read stdin before this file can.
param([string] $ModulePath)

# Only modules of Windows: a folder of the user's could hold another Hyper-V, and gw runs as administrator.
if ($ModulePath) { $env:PSModulePath = $ModulePath }
elseif ($env:SystemRoot) {
  $env:PSModulePath = "$PSHOME\Modules;$env:SystemRoot\System32\WindowsPowerShell\v1.0\Modules"
}

# Where policy allows no .NET calls, a line of plain text is all that can be answered: the machine's name and the reason.
if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') {
  $guid = ''
  $uuid = ''
  try { $guid = (Microsoft.PowerShell.Management\Get-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Cryptography' -Name MachineGuid -ErrorAction Stop).MachineGuid } catch { $guid = '' }
  try { $uuid = (CimCmdlets\Get-CimInstance -ClassName Win32_ComputerSystemProduct -Property UUID -ErrorAction Stop).UUID } catch { $uuid = '' }
  $parts = foreach ($part in "$($ExecutionContext.SessionState.LanguageMode)", "$($PSVersionTable.PSVersion)", $env:COMPUTERNAME, $guid, $uuid) {
    '"' + ("$part" -replace '[^A-Za-z0-9 ._{}-]', '?') + '"'
  }
  '{"id":0,"constrained":[' + ($parts -join ',') + ']}'
  exit 0
}

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
$InformationPreference = 'SilentlyContinue'
$VerbosePreference = 'SilentlyContinue'
$ConfirmPreference = 'None'
$codePage = [Console]::OutputEncoding.CodePage
try { [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false) } catch { $codePage = 0 }

$invariant = [System.Globalization.CultureInfo]::InvariantCulture
$encoded = [System.Collections.Generic.Dictionary[string, string]]::new([System.StringComparer]::Ordinal)
$escape = { param($match) '\u{0:x4}' -f [int][char]$match.Value }
$allowed = @{}

function ConvertTo-JsonText([string] $Text) {
  $found = $null
  if ($encoded.TryGetValue($Text, [ref] $found)) { return $found }
  $found = '"' + [regex]::Replace($Text, '[^ !#-\[\]-~]', $escape) + '"'
  if ($encoded.Count -lt 10000) { $encoded[$Text] = $found }
  $found
}

# Name by name, in this order; a value is text, a number, true, false, null, or JSON already made (a script block's).
function ConvertTo-JsonObject([System.Collections.IDictionary] $Pairs) {
  $parts = foreach ($name in $Pairs.Keys) { (ConvertTo-JsonText $name) + ':' + (ConvertTo-JsonValue $Pairs[$name]) }
  '{' + ($parts -join ',') + '}'
}

function ConvertTo-JsonValue($Value) {
  if ($null -eq $Value) { return 'null' }
  if ($Value -is [bool]) { return "$Value".ToLowerInvariant() }
  if ($Value -is [System.Collections.IDictionary]) { return ConvertTo-JsonObject $Value }
  if ($Value -is [array]) { return '[' + (@(foreach ($item in $Value) { ConvertTo-JsonValue $item }) -join ',') + ']' }
  if ($Value -is [int] -or $Value -is [long]) { return $Value.ToString($invariant) }
  ConvertTo-JsonText "$Value"
}

# Ids and categories stay English in every language and are what gw decides on; the message is for people.
function Get-ErrorData($Record) {
  $target = $Record.CategoryInfo.TargetName
  [ordered]@{
    id = $Record.FullyQualifiedErrorId
    category = "$($Record.CategoryInfo.Category)"
    hresult = $Record.Exception.HResult
    target = $(if ($target) { "$target" } else { $null })
    message = $Record.Exception.Message
  }
}

function Stop-Request([string] $Id, [string] $Category, [string] $Target, [string] $Message) {
  throw [System.Management.Automation.ErrorRecord]::new([System.Exception]::new($Message), $Id, $Category, $Target)
}

# Aliases are wildcard patterns in NetTCPIP and indexes change, so the index is found by whole comparison just before use.
function Find-Interface([string] $Alias) {
  $found = @{}
  foreach ($row in @(NetAdapter\Get-NetAdapter -ErrorAction Stop)) {
    if ([string]::Equals($row.Name, $Alias, [System.StringComparison]::OrdinalIgnoreCase)) { $found["$($row.InterfaceIndex)"] = $row.InterfaceIndex }
  }
  foreach ($row in @(NetTCPIP\Get-NetIPInterface -ErrorAction Stop)) {
    if ([string]::Equals($row.InterfaceAlias, $Alias, [System.StringComparison]::OrdinalIgnoreCase)) { $found["$($row.InterfaceIndex)"] = $row.InterfaceIndex }
  }
  if ($found.Count -eq 0) { Stop-Request 'gw/interface-not-found' 'ObjectNotFound' $Alias "There is no interface named $Alias." }
  if ($found.Count -gt 1) { Stop-Request 'gw/interface-ambiguous' 'InvalidArgument' $Alias "More than one interface is named $Alias." }
  foreach ($index in $found.Values) { $index }
}

function ConvertFrom-Text([string] $Text) { [regex]::Unescape($Text.Substring(1)) }

function ConvertFrom-Wire($Value) {
  if ($Value -is [string]) { return ConvertFrom-Text $Value }
  if ($Value -is [array]) { return , @(foreach ($item in $Value) { ConvertFrom-Wire $item }) }
  if ($Value -is [System.Management.Automation.PSCustomObject]) { return Find-Interface (ConvertFrom-Text $Value.interface) }
  $Value
}

# Its output goes to the caller, its chat nowhere.
function Invoke-Allowed([string] $Cmdlet, $Params) {
  $entry = $allowed[$Cmdlet]
  if ($null -eq $entry) { Stop-Request 'gw/cmdlet-not-allowed' 'PermissionDenied' $Cmdlet "gw does not call $Cmdlet." }
  $splat = @{ ErrorAction = 'Stop' }
  foreach ($property in $Params.PSObject.Properties) {
    if ($entry.params -cnotcontains $property.Name) {
      Stop-Request 'gw/parameter-not-allowed' 'PermissionDenied' $property.Name "gw does not call $Cmdlet with -$($property.Name)."
    }
    $splat[$property.Name] = ConvertFrom-Wire $property.Value
  }
  if ($entry.confirm) { $splat['Confirm'] = $false }
  & $entry.command @splat 3>$null 4>$null 5>$null 6>$null
}

# One JSON array a row, values in the order of the columns: text, number, truth, list (of text), or name (of an enum).
# Ten thousand rows pass here, so text that was seen before is looked up without calling anything.
function Add-Rows([System.Text.StringBuilder] $Json, $Rows, $Columns) {
  foreach ($row in $Rows) {
    $separator = $(if ($Json.Length -gt 0) { ',[' } else { '[' })
    foreach ($column in $Columns) {
      $value = $row.($column.name)
      $found = 'null'
      if ($null -ne $value) {
        switch ($column.type) {
          'number' { $found = [System.Convert]::ToDouble($value, $invariant).ToString('R', $invariant) }
          'truth' { $found = $(if ([System.Convert]::ToBoolean($value, $invariant)) { 'true' } else { 'false' }) }
          'list' { $found = '[' + (@(foreach ($item in $value) { ConvertTo-JsonText "$item" }) -join ',') + ']' }
          default {
            $text = "$value"
            if ($column.names -and $column.names.$text -is [string]) { $text = $column.names.$text }
            if (-not $encoded.TryGetValue($text, [ref] $found)) { $found = ConvertTo-JsonText $text }
          }
        }
      }
      $null = $Json.Append($separator).Append($found)
      $separator = ','
    }
    $null = $Json.Append(']')
  }
}

# A filter that finds nothing is an error of CDXML cmdlets; a whole table without rows is simply empty. Hyper-V says the
# same of no switch and of a service that does not answer: there is none when the service answers another question.
function Test-None([string] $Id, $None) {
  if ($Id.StartsWith('CmdletizationQuery_NotFound')) { return $true }
  if ($null -eq $None -or $Id -cne $None.id) { return $false }
  try { $null = @(Invoke-Allowed $None.when.cmdlet $None.when.params) } catch { return $false }
  $true
}

function Read-Table($Table) {
  try {
    $json = [System.Text.StringBuilder]::new()
    foreach ($read in $Table.reads) {
      try { $rows = @(Invoke-Allowed $read.cmdlet $read.params) }
      catch {
        if (-not (Test-None "$($_.FullyQualifiedErrorId)" $Table.none)) { throw }
        $rows = @()
      }
      Add-Rows $json $rows $Table.columns
    }
    '{"rows":[' + $json.ToString() + ']}'
  }
  catch { '{"error":' + (ConvertTo-JsonObject (Get-ErrorData $_)) + '}' }
}

# Undefined where Windows does not say: a plan then rests on the refusals of the cmdlets themselves.
function Test-Membership([string] $Sid) {
  try {
    $principal = [System.Security.Principal.WindowsPrincipal]::new([System.Security.Principal.WindowsIdentity]::GetCurrent())
    $principal.IsInRole([System.Security.Principal.SecurityIdentifier]::new($Sid))
  }
  catch { $null }
}

function Get-Identity {
  $crypto = & $allowed['Get-ItemProperty'].command -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Cryptography' -Name MachineGuid -ErrorAction Stop
  $product = CimCmdlets\Get-CimInstance -ClassName Win32_ComputerSystemProduct -Property UUID -ErrorAction Stop
  [ordered]@{
    computerName = "$env:COMPUTERNAME"
    machineGuid = "$($crypto.MachineGuid)"
    smbiosUuid = "$($product.UUID)"
    user = "$env:USERDOMAIN\$env:USERNAME"
  }
}

function Start-Session($Request) {
  foreach ($property in $Request.allowed.PSObject.Properties) { $allowed[$property.Name] = [pscustomobject]@{
      command = "$($property.Value.module)\$($property.Name)"
      params = @($property.Value.params)
      confirm = $property.Value.confirm
    }
  }
  [ordered]@{
    powershell = "$($PSVersionTable.PSVersion)"
    edition = "$($PSVersionTable.PSEdition)"
    language = "$($ExecutionContext.SessionState.LanguageMode)"
    codePage = $codePage
    probe = ConvertFrom-Text $Request.probe
    elevated = Test-Membership 'S-1-5-32-544'
    hyperVAdministrator = Test-Membership 'S-1-5-32-578'
    programData = [Environment]::GetFolderPath('CommonApplicationData')
    identity = Get-Identity
  }
}

# For gw doctor: which of the modules are there, which Windows it is, and whether it waits for a restart.
function Get-Condition($Request) {
  $modules = [ordered]@{}
  foreach ($name in $Request.modules) {
    $found = @(Get-Module -ListAvailable -Name $name -ErrorAction SilentlyContinue)
    $modules[$name] = $(if ($found.Count -gt 0) { "$($found[0].Version)" } else { $null })
  }
  $system = Get-System
  [ordered]@{
    modules = $modules
    pendingRestart = Test-PendingRestart
    windows = $(if ($null -eq $system) { $null } else { "$($system.Caption) $($system.Version)" })
    edition = $(if ($null -eq $system -or $null -eq $system.OperatingSystemSKU) { $null } else { [int]$system.OperatingSystemSKU })
  }
}

# The registry's name of Windows 11 is that of Windows 10; only this class says it right.
function Get-System {
  try { CimCmdlets\Get-CimInstance -ClassName Win32_OperatingSystem -Property Caption, Version, OperatingSystemSKU -ErrorAction Stop }
  catch { $null }
}

function Test-PendingRestart {
  try {
    $machine = [Microsoft.Win32.Registry]::LocalMachine
    foreach ($path in 'SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending',
      'SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired') {
      if ($null -ne $machine.OpenSubKey($path)) { return $true }
    }
    $false
  }
  catch { $null }
}

# Owner, link and access list of a folder, by SID; names of accounts are localised.
function Get-Folder([string] $Path) {
  $folder = [System.IO.DirectoryInfo]::new($Path)
  if (-not $folder.Exists) { return [ordered]@{ exists = $false } }
  $core = "$($PSVersionTable.PSEdition)" -eq 'Core'
  $security = if ($core) { [System.IO.FileSystemAclExtensions]::GetAccessControl($folder) } else { $folder.GetAccessControl() }
  $sid = [System.Security.Principal.SecurityIdentifier]
  [ordered]@{
    exists = $true
    reparsePoint = ($folder.Attributes -band [System.IO.FileAttributes]::ReparsePoint) -ne 0
    owner = "$($security.GetOwner($sid))"
    access = @(foreach ($rule in $security.GetAccessRules($true, $true, $sid)) {
        [ordered]@{ sid = "$($rule.IdentityReference)"; allow = "$($rule.AccessControlType)" -eq 'Allow'; rights = [int]$rule.FileSystemRights }
      })
  }
}

# With its access list in the same call: there is no moment in which somebody else could write into it.
function New-Folder([string] $Path, [string] $Sddl) {
  $security = [System.Security.AccessControl.DirectorySecurity]::new()
  $security.SetSecurityDescriptorSddlForm($Sddl)
  if ("$($PSVersionTable.PSEdition)" -eq 'Core') { $null = [System.IO.FileSystemAclExtensions]::CreateDirectory($security, $Path) }
  else { $null = [System.IO.Directory]::CreateDirectory($Path, $security) }
  Get-Folder $Path
}

function Invoke-Request($Request) {
  switch ($Request.op) {
    'start' { ConvertTo-JsonObject (Start-Session $Request) }
    'read' { '[' + (@(foreach ($table in $Request.tables) { Read-Table $table }) -join ',') + ']' }
    'call' { $null = Invoke-Allowed $Request.cmdlet $Request.params; 'true' }
    'condition' { ConvertTo-JsonObject (Get-Condition $Request) }
    'folder' { ConvertTo-JsonObject (Get-Folder (ConvertFrom-Text $Request.path)) }
    'new-folder' { ConvertTo-JsonObject (New-Folder (ConvertFrom-Text $Request.path) (ConvertFrom-Text $Request.sddl)) }
    default { Stop-Request 'gw/unknown-request' 'InvalidArgument' $Request.op 'This runner does not know the request.' }
  }
}

$requests = [System.IO.StreamReader]::new([Console]::OpenStandardInput(), [System.Text.Encoding]::ASCII)
$answers = [System.IO.StreamWriter]::new([Console]::OpenStandardOutput(), [System.Text.Encoding]::ASCII)
$complaints = [System.IO.StreamWriter]::new([Console]::OpenStandardError(), [System.Text.Encoding]::ASCII)
while ($null -ne ($line = $requests.ReadLine())) {
  $request = ConvertFrom-Json -InputObject $line
  try { $answer = '"value":' + (Invoke-Request $request) }
  catch { $answer = '"error":' + (ConvertTo-JsonObject (Get-ErrorData $_)) }
  # The fence tells gw that whatever this request wrote to stderr has arrived.
  $complaints.Write("#$($request.id)`n")
  $complaints.Flush()
  $answers.Write("{`"id`":$($request.id),$answer}`n")
  $answers.Flush()
}
