// Where gw is installed: its schemas and examples stand there, beside the sources and beside the built program alike.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The nearest folder upwards that has a package.json. Throws when there is none: a broken installation. */
export function packageRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (dirname(folder) === folder) throw new Error('gw is not installed completely: package.json is missing')
  }
}
