// Writes every generated file, or with --check fails when one of them is not fresh.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { renderBundle } from './generate/bundle.ts'
import { renderCatalogue } from './generate/catalogue.ts'
import { renderGatewayTypes } from './generate/gateway-types.ts'
import { renderObjectKeys } from './generate/object-keys.ts'
import { renderProps } from './generate/props.ts'
import { renderValidators } from './generate/validators.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Path below the project root → text, for every generated file kept in git. */
export async function generatedFiles(): Promise<Map<string, string>> {
  return new Map([
    ['src/powershell/catalogue.gen.ts', renderCatalogue()],
    ['src/model/props.gen.ts', await renderProps(`${root}schemas/resources`)],
    ['src/model/object-keys.gen.ts', renderObjectKeys(`${root}schemas/resources`)],
    ['src/model/gateway.gen.ts', await renderGatewayTypes(`${root}schemas`)],
    ['schemas/gateway.schema.json', renderBundle(`${root}schemas`)],
  ])
}

/** Writes the validators, which git does not keep: they follow from the schemas and from the version of ajv. */
export function writeValidators(): void {
  const path = `${root}src/config/validators.gen.js`
  const text = renderValidators(`${root}schemas`)
  if (readOrEmpty(path) !== text) writeFileSync(path, text)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check')
  const stale: string[] = []
  for (const [path, text] of await generatedFiles()) {
    if (check) {
      if (readOrEmpty(root + path) !== text) stale.push(path)
    } else writeFileSync(root + path, text)
  }
  if (!check) writeValidators()
  if (stale.length > 0) {
    console.error(`not fresh, run npm run generate: ${stale.join(', ')}`)
    process.exitCode = 1
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
