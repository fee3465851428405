// An address for a name that nobody has resolved: on the Internet, where only default routes lead.
import type { Ip } from '../../net/ip.ts'

export const SOMEWHERE: Ip = [0x01010101]
