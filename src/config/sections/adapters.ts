// adapters: → one HyperVAdapter each, behind its switch.
import { addressOf } from '../../model/resource.ts'
import { isSameName } from '../../powershell/condition.ts'
import { declare } from '../declare.ts'
import type { Draft } from '../draft.ts'
import { canonicalMac } from '../interface-name.ts'
import { checkHyperVName } from '../names.ts'
import { nearest } from '../nearest.ts'
import { quote } from '../quote.ts'
import type { Path } from '../source.ts'

export function readAdapters(draft: Draft): void {
  const switches = switchNames(draft)
  const broken = draft.brokenNames('switches', 'name')
  for (const { value, path } of draft.list('adapters')) {
    checkHyperVName(draft, value.name, [...path, 'name'])
    const known = switches.find((name) => isSameName(name, value.switch))
    const isBroken = known === undefined && broken.some((name) => isSameName(name, value.switch))
    if (known === undefined && !isBroken) unknownSwitch(draft, value.switch, [...path, 'switch'], switches)
    const mac = value.macAddress === undefined ? {} : { macAddress: canonicalMac(value.macAddress) }
    declare(
      draft,
      { kind: 'HyperVAdapter', props: { name: value.name, switch: known ?? value.switch, ...mac } },
      { needs: known === undefined ? [] : [addressOf('HyperVSwitch', known)], at: path },
    )
  }
}

function switchNames(draft: Draft): string[] {
  return [
    ...draft.list('switches').map(({ value }) => value.name),
    ...draft.list('resources').flatMap(({ value }) => (value.kind === 'HyperVSwitch' ? [value.name] : [])),
  ]
}

function unknownSwitch(draft: Draft, name: string, path: Path, switches: readonly string[]): void {
  const close = nearest(name, switches)
  draft.error(path, {
    code: 'config/unknown-reference',
    message: `There is no switch ${quote(name)} in this file.`,
    fix: close === undefined ? 'Declare it under switches.' : `Did you mean ${close}?`,
  })
}
