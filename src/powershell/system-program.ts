// One start of a program of Windows as data, for the little that no cmdlet does. Which programs there are is a closed list.

/** Each lies in the system directory and is started from there, never by PATH or from the current folder. */
export type SystemProgram = 'powercfg.exe' | 'sc.exe'
export const SYSTEM_PROGRAMS: readonly SystemProgram[] = ['powercfg.exe', 'sc.exe']

/** Arguments are a list and never one line, so that nothing in a name can become another argument. */
export interface ProgramRun {
  readonly program: SystemProgram
  readonly arguments: readonly string[]
}
