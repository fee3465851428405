# Says of each script file what Windows PowerShell 5.1 would not understand, and what must never be in one of ours.
# One finding a line: file name, line, what it is. Nothing is run.
param([string] $Folder)

# Commands of 5.1 that our scripts may use, beside those of the catalogue, and the parameters that 5.1 has.
$known = @{
  'ConvertFrom-Json' = 'InputObject'
  'ForEach-Object' = 'Process'
  'Get-CimInstance' = 'Namespace', 'ClassName', 'Property', 'ErrorAction'
  'Get-ItemProperty' = 'LiteralPath', 'Name', 'ErrorAction'
  'Get-Module' = 'ListAvailable', 'Name', 'ErrorAction'
  'Start-Sleep' = 'Milliseconds'
  'Where-Object' = 'FilterScript'
  'Write-Host' = 'Object'
}
# Automatic variables that 5.1 lacks, and one that would make PowerShell read stdin itself.
$refused = 'IsWindows', 'IsLinux', 'IsMacOS', 'IsCoreCLR', 'EnabledExperimentalFeatures', 'PSStyle', 'input'

function Test-Node($Ast) {
  $type = $Ast.GetType().Name
  if ('TernaryExpressionAst', 'PipelineChainAst', 'UsingStatementAst' -contains $type) { "$type" }
  if ($type -eq 'BinaryExpressionAst' -and "$($Ast.Operator)" -like 'QuestionQuestion*') { 'null-coalescing operator' }
  if ($type -eq 'AssignmentStatementAst' -and "$($Ast.Operator)" -like 'QuestionQuestion*') { 'null-coalescing assignment' }
  if ('MemberExpressionAst', 'InvokeMemberExpressionAst', 'IndexExpressionAst' -contains $type -and $Ast.NullConditional) { 'null-conditional access' }
  if ($type -eq 'ScriptBlockAst' -and $null -ne $Ast.CleanBlock) { 'clean block' }
  if ($type -eq 'VariableExpressionAst' -and $refused -contains $Ast.VariablePath.UserPath) { "variable $($Ast.VariablePath.UserPath)" }
  if ($type -eq 'InvokeMemberExpressionAst' -and "$($Ast.Member)" -eq 'Create' -and "$($Ast.Expression)" -match 'scriptblock') { 'text made into code' }
  if ($type -eq 'CommandAst') { Test-Command $Ast }
}

function Test-Command($Ast) {
  $name = $Ast.GetCommandName()
  # `& $entry.command`: names from the allow-list, and blocks of the script itself.
  if (-not $name) { return }
  $parameters = @($Ast.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] } | ForEach-Object { $_.ParameterName })
  $bare = $name.Substring($name.IndexOf('\') + 1)
  if ($functions -contains $bare) { return }
  if ($known.ContainsKey($bare)) {
    foreach ($parameter in $parameters) { if ($known[$bare] -notcontains $parameter) { "$bare -$parameter" } }
  }
  elseif ($name.IndexOf('\') -lt 0) { "command $name is neither of 5.1 nor of a module" }
  elseif ($parameters -notcontains 'ErrorAction') { "$name without -ErrorAction" }
}

foreach ($file in [System.IO.Directory]::GetFiles($Folder, '*.ps1')) {
  $errors = $null
  $ast = [System.Management.Automation.Language.Parser]::ParseFile($file, [ref] $null, [ref] $errors)
  $label = [System.IO.Path]::GetFileName($file)
  foreach ($problem in $errors) { "$label`:$($problem.Extent.StartLineNumber): $($problem.ErrorId)" }
  $functions = @($ast.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true) | ForEach-Object { $_.Name })
  foreach ($node in $ast.FindAll({ $true }, $true)) {
    foreach ($finding in @(Test-Node $node)) { "$label`:$($node.Extent.StartLineNumber): $finding" }
  }
}
