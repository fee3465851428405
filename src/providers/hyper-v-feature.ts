// The Windows features that switches and host adapters stand on, whichever of them a file lists.
import type { Need } from '../model/provider.ts'
import { addressOf } from '../model/resource.ts'

export const HYPER_V: readonly Need[] = ['Microsoft-Hyper-V', 'Microsoft-Hyper-V-All'].map((name) => ({
  address: addressOf('WindowsFeature', name),
}))
