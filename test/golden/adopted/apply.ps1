#requires -Version 5.1
# home on GW-PC (simulated: in memory): what gw plan found on 2026-11-20T21:02:06.400Z.
# From gateway.yaml. Run it in a console that is elevated; Windows PowerShell 5.1 and PowerShell 7 both do.
# It stops at the first error; what was done until then stays. Run again, it does what is still to do.
# Unlike gw apply it compares nothing with the plan before it acts, it goes through its steps once and does not look
# whether a later one has disturbed an earlier one, and gw learns of it only by its next plan. Afterwards: gw plan.
# There is nothing to do.

$ErrorActionPreference = 'Stop'

