// Ctrl-C, or the end of the session, while the machine is being changed: the first lets the running step end, the second leaves at once.
import type { EventEmitter } from 'node:events'

/** Exit code of design.md for a second interruption: the step that was running stays in the air. */
const INTERRUPTED_TWICE = 130

/** `leave` ends the process; `say` tells the person what the first Ctrl-C has done. */
export function stopOnInterrupt(
  signals: Pick<EventEmitter, 'on'>,
  leave: (exitCode: number) => void,
  say: (text: string) => void,
): AbortSignal {
  const controller = new AbortController()
  // A closed console, a service that is stopped and a task that is ended ask for the same.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    signals.on(name, () => {
      if (controller.signal.aborted) {
        say('Left in the middle of a step: gw plan shows what the machine is now, the same command once more goes on.')
        return leave(INTERRUPTED_TWICE)
      }
      controller.abort()
      say('Stopping after this step. Ctrl-C again leaves at once.')
    })
  }
  return controller.signal
}
