// Cmdlets that ask before they act. Nobody can answer, so the question is an error.
import { commandClass, Refusal } from './answer.ts'
import type { Binding } from './bind.ts'
import type { Cmdlet } from './catalogue.ts'

/** With -NonInteractive a prompt is a terminating error; -Confirm:$false, for a switch also -Force, avoids it: windows.md, section 4. */
export function refuseQuestion(cmdlet: Cmdlet, { bound, unasked, whatIf }: Binding): void {
  const asks = cmdlet.name.startsWith('Remove-') || cmdlet.name === 'Set-NetRoute'
  if (!asks || unasked || whatIf || bound.Force === true) return
  throw new Refusal({
    id: `InvalidOperation,${commandClass(cmdlet.name)}`,
    category: 'InvalidOperation',
    message: `${cmdlet.name} asks for confirmation and nobody can answer. Pass -Confirm:$false.`,
  })
}
