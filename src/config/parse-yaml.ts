// YAML text to its syntax tree. Everything the parser complains about becomes a diagnostic; nothing is thrown.
import { Composer, type CST, isScalar, type Node, Parser, type YAMLError } from 'yaml'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Lines } from './lines.ts'
import { quote } from './quote.ts'
import { readSimpleYaml } from './simple-yaml.ts'

/** After so many errors the rest of the text is not looked at: what follows a broken line is rarely right. */
const MAX_ERRORS = 50

export interface Parsed {
  /** The only value of the text; left out when there is none. */
  readonly root?: Node
  readonly problems: readonly Diagnostic[]
}

/** The nodes of the text's only document, and the problems of its syntax; warnings too. */
export function parseYaml(lines: Lines): Parsed {
  try {
    const root = readSimpleYaml(lines.text)
    return root === undefined ? compose(lines) : { root, problems: [] }
  } catch (error) {
    // The parser recurses: nesting that is deep enough ends in a RangeError, and nothing else may come out of it.
    if (!(error instanceof RangeError)) throw error
    return { problems: [tooDeep(lines)] }
  }
}

export function tooDeep(lines: Lines, offset = 0): Diagnostic {
  return {
    severity: 'error',
    code: 'yaml/too-deep',
    message: 'Lists and mappings are nested too deeply.',
    fix: 'A gateway.yaml needs five levels.',
    position: lines.position(offset, offset + 1),
  }
}

/** The whole of YAML, by the yaml package. */
export function compose(lines: Lines): Parsed {
  // The schema is fixed, so that a %YAML 1.1 line does not turn `yes` into true and dates into objects.
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, schema: 'core', merge: false })
  const documents = [...composer.compose(first(new Parser().parse(lines.text)), true, lines.text.length)]
  const [document, second] = documents
  const problems = [
    ...documents.flatMap(({ errors }) => errors.slice(0, MAX_ERRORS).map((error) => syntaxError(error, lines))),
    ...documents.flatMap(({ warnings }) => warnings.map((warning) => yamlWarning(warning, lines))),
  ]
  if (second !== undefined) problems.push(severalDocuments(second.range[0], lines))
  const root = document?.contents
  if (root === undefined || root === null || isNothing(root)) {
    return { problems: problems.length > 0 ? problems : [empty(lines)] }
  }
  return { root, problems: problems.filter(isFirstThere) }
}

function isNothing(root: Node): boolean {
  return isScalar(root) && root.value === null
}

/** Of several errors in one place the first is the one to correct. */
function isFirstThere({ position }: Diagnostic, index: number, all: readonly Diagnostic[]): boolean {
  const isHere = (other: Diagnostic) =>
    other.position?.line === position?.line && other.position?.column === position?.column
  return all.findIndex(isHere) === index
}

/** The tokens up to the error that is one too many. */
function* first(tokens: Generator<CST.Token>): Generator<CST.Token> {
  let errors = 0
  for (const token of tokens) {
    if (token.type === 'error' && ++errors > MAX_ERRORS) return
    yield token
  }
}

function syntaxError(error: YAMLError, lines: Lines): Diagnostic {
  const position = lines.position(error.pos[0], error.pos[1])
  if (error.code === 'TAB_AS_INDENT') {
    return {
      severity: 'error',
      code: 'yaml/tab',
      message: 'The line is indented with a tab.',
      fix: 'Use spaces: YAML does not allow tabs there.',
      position,
    }
  }
  const fix = FIXES[error.code]
  return {
    severity: 'error',
    code: 'yaml/syntax',
    message: `This is not valid YAML: ${error.message}.`,
    ...(fix === undefined ? {} : { fix }),
    position,
  }
}

const FIXES: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_SCALAR_START: 'Put the value in quotes.',
  BAD_DQ_ESCAPE: 'Use single quotes: in them a backslash is only a backslash.',
  BAD_INDENT: 'Check the indentation of this line and the brackets before it.',
  BLOCK_AS_IMPLICIT_KEY: 'Check the indentation of the next line; a value with a colon and a space needs quotes.',
  MISSING_CHAR: 'Check the quotes and brackets before this place.',
  MULTILINE_IMPLICIT_KEY: 'Check the indentation, and that the key ends with a colon.',
  UNEXPECTED_TOKEN: 'Check the indentation of this line.',
}

function yamlWarning(warning: YAMLError, lines: Lines): Diagnostic {
  const position = lines.position(warning.pos[0], warning.pos[1])
  const tag = lines.text.slice(...warning.pos)
  return warning.code === 'TAG_RESOLVE_FAILED'
    ? {
        severity: 'warning',
        code: 'yaml/unknown-tag',
        message: `The tag ${quote(tag)} means nothing here and is ignored.`,
        fix: 'Put a value that begins with ! in quotes.',
        position,
      }
    : { severity: 'warning', code: 'yaml/warning', message: `${warning.message}.`, position }
}

function severalDocuments(offset: number, lines: Lines): Diagnostic {
  return {
    severity: 'error',
    code: 'yaml/several-documents',
    message: 'A second document begins here.',
    fix: 'One file is one gateway: remove the --- line, or split the file.',
    position: lines.position(offset, offset + 3),
  }
}

function empty(lines: Lines): Diagnostic {
  return {
    severity: 'error',
    code: 'yaml/empty',
    message: 'The file is empty.',
    fix: 'gw init whole-house FOLDER makes a first one.',
    position: lines.position(0, 0),
  }
}
