// Whether this machine can run real packets through namespaces of its own, or why not.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** undefined when everything is there. */
export function missing(): string | undefined {
  if (process.platform !== 'linux') return `it needs Linux, and this is ${process.platform}`
  if (process.getuid?.() !== 0) return 'it needs root'
  if (!existsSync('/dev/net/tun')) return 'there is no /dev/net/tun'
  for (const [program, ...args] of [
    ['ip', '-V'],
    ['perl', '-v'],
    ['nsenter', '--version'],
    ['unshare', '-n', 'true'],
  ]) {
    const run = spawnSync(program ?? '', args, { env: ENVIRONMENT })
    if (run.status !== 0) return `${[program, ...args].join(' ')} does not work`
  }
  const link = spawnSync('unshare', ['-n', 'sh', '-c', TRY], { env: ENVIRONMENT })
  return link.status === 0 ? undefined : 'this kernel makes no veth pairs or bridges'
}

const TRY = 'ip link add tried0 type veth peer name tried1 && ip link add tried2 type bridge'

/** iproute2 is not on the path of every user. */
export const ENVIRONMENT = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin` }
