// The machine of the article: one wired NIC by DHCP, Wi-Fi, Bluetooth, Default Switch, WSL and a running TUN.
import type { SimulatedMachine } from './machine.ts'

export function articleMachine(): SimulatedMachine {
  throw new Error('not there yet')
}
