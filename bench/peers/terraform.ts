// Terraform with its built-in resource terraform_data, which needs neither a download nor a network.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Peer } from './peer.ts'

export const terraform: Peer = {
  program: 'terraform',
  most: 1000,
  prepare(program, folder, count) {
    mkdirSync(folder, { recursive: true })
    const rc = join(folder, 'terraform.rc')
    writeFileSync(rc, '')
    const env = { TF_CLI_CONFIG_FILE: rc, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' }
    const routes = Array.from({ length: count }, (_, index) => `10.${index >> 8}.${index & 255}.0/24`)
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(configuration(routes)))
    // Making them by `terraform apply` would take minutes: it writes the whole state for every one.
    writeFileSync(join(folder, 'terraform.tfstate'), JSON.stringify(state(routes)))
    execFileSync(program, ['init', '-input=false'], { cwd: folder, env: { ...process.env, ...env }, stdio: 'pipe' })
    // 0 is "no changes", 2 would be "changes".
    const args = ['plan', '-input=false', '-detailed-exitcode', '-lock=false']
    return { name: `terraform plan, ${count}`, program, args, cwd: folder, env, exitCode: 0, atMost: 5 }
  },
}

function input(destinationPrefix: string) {
  return { destinationPrefix, interface: 'LAN', nextHop: '192.168.1.1', routeMetric: 256 }
}

function configuration(routes: readonly string[]): object {
  const resources = routes.map((prefix, index) => [`r${index}`, { input: input(prefix) }])
  return { resource: { terraform_data: Object.fromEntries(resources) } }
}

/** Version 4 of the state file, as Terraform 1.x writes it. */
function state(routes: readonly string[]): object {
  const type = [
    'object',
    { destinationPrefix: 'string', interface: 'string', nextHop: 'string', routeMetric: 'number' },
  ]
  const resources = routes.map((prefix, index) => {
    const value = { value: input(prefix), type }
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
    return {
      mode: 'managed',
      type: 'terraform_data',
      name: `r${index}`,
      provider: 'provider["terraform.io/builtin/terraform"]',
      instances: [{ schema_version: 0, attributes: { id, input: value, output: value, triggers_replace: null } }],
    }
  })
  const lineage = '00000000-0000-4000-8000-ffffffffffff'
  return { version: 4, terraform_version: '1.0.0', serial: 1, lineage, outputs: {}, resources, check_results: null }
}
