// gw doctor
import { doctor } from '../../app/doctor.ts'
import { doctorJson } from '../../report/json.ts'
import { renderExamination } from '../../report/plain/doctor.ts'
import { print, printJson, terminal } from '../terminal.ts'

export interface DoctorFlags {
  readonly host?: string
  readonly json?: true
}

export async function runDoctor(file: string | undefined, { json, ...input }: DoctorFlags): Promise<number> {
  const examination = await doctor({ ...input, ...(file === undefined ? {} : { file }) })
  if (json) printJson(doctorJson(examination))
  else print(renderExamination(terminal().out, examination))
  return examination.exitCode
}
