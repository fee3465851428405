// CFEngine, which has no routes: as many files whose content is promised. It runs without its locks and as a dry run.

import { spawnSync } from 'node:child_process'
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Peer } from './peer.ts'

export const cfAgent: Peer = {
  program: 'cf-agent',
  most: 10_000,
  prepare(program, folder, count) {
    const files = join(folder, 'files')
    const bin = join(folder, 'work', 'bin')
    for (const made of [files, bin]) mkdirSync(made, { recursive: true, mode: 0o700 })
    // It checks a policy with its sister program, which it looks for in its own folder only.
    symlinkSync(join(dirname(realpathSync(program)), 'cf-promises'), join(bin, 'cf-promises'))
    const env = { CFENGINE_TEST_OVERRIDE_WORKDIR: join(folder, 'work') }
    const policy = join(folder, 'policy.cf')
    const promises = Array.from({ length: count }, (_, index) => {
      const text = `route 10.${index >> 8}.${index & 255}.0/24 via 192.168.1.1 metric 256`
      return `    "${join(files, `r${index}`)}" create => "true", content => "${text}";`
    })
    writeFileSync(policy, `bundle agent main\n{\n  files:\n${promises.join('\n')}\n}\n`, { mode: 0o600 })
    const run = (args: readonly string[]) =>
      spawnSync(program, args, { env: { ...process.env, ...env }, encoding: 'utf8' })
    const args = ['--no-lock', '--dry-run', '--file', policy]
    const made = run(['--no-lock', '--file', policy])
    const again = run(args)
    // It ends with 0 whatever it finds; what is not as promised it says.
    const said = `${made.stderr}${again.stdout}${again.stderr}`
    if (made.status !== 0 || again.status !== 0 || said !== '') throw new Error(said || 'it could not be started')
    return { name: `cf-agent --dry-run, ${count}`, program, args, cwd: folder, env }
  },
}
