// features: → one WindowsFeature each, enabled.
import { isSameName } from '../../powershell/condition.ts'
import { declare } from '../declare.ts'
import type { Draft } from '../draft.ts'
import { checkAlias } from '../names.ts'

/** What switches and host adapters stand on; the file may write it in any case. */
const HYPER_V = ['Microsoft-Hyper-V', 'Microsoft-Hyper-V-All']

export function readFeatures(draft: Draft): void {
  for (const { value, path } of draft.list('features')) {
    checkAlias(draft, value, path)
    const name = HYPER_V.find((known) => isSameName(known, value)) ?? value
    declare(
      draft,
      { kind: 'WindowsFeature', props: { name, state: 'Enabled' } },
      { needs: [], at: path, places: { name: path, state: path } },
    )
  }
}
