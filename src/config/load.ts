// The bytes of a gateway.yaml → a Gateway, or everything that is wrong with them. Reads no file and throws nothing.
import { createHash } from 'node:crypto'
import { type Diagnostic, isError, sortDiagnostics } from '../model/diagnostic.ts'
import type { Gateway } from '../model/gateway.ts'
import { Draft } from './draft.ts'
import { Lines } from './lines.ts'
import { parseYaml } from './parse-yaml.ts'
import { readText } from './read-text.ts'
import { readSections } from './sections.ts'
import { Source } from './source.ts'
import { validateSource } from './validate.ts'

/** `gateway` is undefined exactly when one of the diagnostics is an error. `text` shows the lines they point at. */
export interface Loaded {
  readonly gateway: Gateway | undefined
  /** In the order of the file; warnings too. */
  readonly diagnostics: readonly Diagnostic[]
  readonly text: string
}

/** `file` is the name that diagnostics show. */
export function loadGateway(file: string, content: Uint8Array | string): Loaded {
  const text = readText(file, content)
  if (typeof text !== 'string') return { gateway: undefined, diagnostics: [text], text: '' }
  const lines = new Lines(file, text)
  const { root, problems } = parseYaml(lines)
  // What follows a syntax error is not what the author wrote.
  if (root === undefined || problems.some(isError)) return refused(text, problems)
  const source = new Source(root, lines)
  if (source.data === undefined) return refused(text, [...problems, ...source.problems])
  const validated = validateSource(source)
  const draft = new Draft(source, validated)
  const { others, accept } = readSections(draft)
  const diagnostics = [...problems, ...source.problems, ...validated.problems, ...draft.problems]
  if (diagnostics.some(isError)) return refused(text, diagnostics)
  const gateway: Gateway = {
    name: validated.declared.name,
    file,
    hash: createHash('sha256').update(content).digest('hex'),
    text,
    declared: validated.declared,
    resources: [...draft.resources.values()],
    authorities: draft.authorities,
    others,
    accept,
    positionOf: (path) => source.positionOf(path),
  }
  return { gateway, diagnostics: sortDiagnostics(diagnostics), text }
}

function refused(text: string, diagnostics: readonly Diagnostic[]): Loaded {
  return { gateway: undefined, diagnostics: sortDiagnostics(diagnostics), text }
}
