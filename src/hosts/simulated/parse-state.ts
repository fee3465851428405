// The text of a machine.sim.json to a state: torn, newer, misshapen or inconsistent files are errors, never guesses.
import { type Diagnostic, Stop } from '../../model/diagnostic.ts'
import { checkAssumption } from './assumptions.ts'
import { offsetOf, type Path, positionAt, tornAt } from './json-positions.ts'
import { isObject, type Misfit } from './shape.ts'
import { FORMAT_VERSION, type MachineState } from './state.ts'
import { machineShape } from './state-shape.ts'

/** Throws Stop with one `sim/...` diagnostic that points into the text. */
export function parseState(written: string, file: string): MachineState {
  const text = written.replace(/^\uFEFF/, '')
  const stop = (code: string, path: Path, message: string, fix: string): never => {
    throw stopAt(file, text, offsetOf(text, path), { code, message, fix })
  }
  const value = parseJson(text, file)
  const version = isObject(value) ? value.formatVersion : undefined
  if (typeof version === 'number' && version > FORMAT_VERSION) {
    const message = `${file} has format version ${version}; this gw knows ${FORMAT_VERSION}.`
    stop('sim/newer-version', ['formatVersion'], message, 'Use the gw that wrote it, or a newer one.')
  }
  const misfit = machineShape(value, [])
  if (misfit) stop('sim/wrong-shape', misfit.path, misfit.message, 'Put it right, or make a new machine with gw init.')
  // The shape names every member of MachineState, so what fits it is one.
  const state = value as MachineState
  for (const [name, choice] of Object.entries(state.assumptions)) {
    const problem = checkAssumption(name, choice)
    if (problem) stop(problem.code, ['assumptions', name], problem.message, problem.fix)
  }
  const broken = findBrokenReference(state)
  if (broken) stop('sim/inconsistent', broken.path, broken.message, 'Put it right, or make a new machine with gw init.')
  return state
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const code = text.trim() === '' ? 'sim/empty' : 'sim/torn'
    const message = text.trim() === '' ? `${file} is empty.` : `${file} is not whole: from here on it is no JSON.`
    const fix = 'Take it back from git or a copy, or make a new machine with gw init.'
    throw stopAt(file, text, tornAt(text) ?? 0, { code, message, fix })
  }
}

function stopAt(
  file: string,
  text: string,
  offset: number,
  rest: Pick<Diagnostic, 'code' | 'message'> & { fix: string },
): Stop {
  return new Stop([{ severity: 'error', ...rest, position: positionAt(file, text, offset) }])
}

/** Everything that names an adapter, a switch or a network names one that is there. */
function findBrokenReference(state: MachineState): Misfit | undefined {
  const adapters = new Set<string>()
  const switches = new Set(state.switches.map(({ id }) => id))
  for (const [index, { guid, lan, name }] of state.adapters.entries()) {
    const path = ['adapters', index]
    if (adapters.has(guid)) return { path: [...path, 'guid'], message: `Two adapters have the GUID ${guid}.` }
    if (lan !== undefined && !(lan in state.lans))
      return { path: [...path, 'lan'], message: `${name} hangs on '${lan}', which is no network here.` }
    adapters.add(guid)
  }
  const lost = (path: Path, guid: string): Misfit => ({ path, message: `There is no adapter with the GUID ${guid}.` })
  for (const [index, { uplink }] of state.switches.entries()) {
    if (uplink !== undefined && !adapters.has(uplink)) return lost(['switches', index, 'uplink'], uplink)
  }
  for (const [index, one] of state.hostAdapters.entries()) {
    if (!adapters.has(one.adapter)) return lost(['hostAdapters', index, 'adapter'], one.adapter)
    if (!switches.has(one.switch)) {
      return { path: ['hostAdapters', index, 'switch'], message: `There is no switch with the id ${one.switch}.` }
    }
  }
  for (const [index, one] of state.interfaces.entries()) {
    if (!adapters.has(one.adapter)) return lost(['interfaces', index, 'adapter'], one.adapter)
  }
  return undefined
}
