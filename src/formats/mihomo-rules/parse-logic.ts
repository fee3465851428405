// AND, OR, NOT and the condition of SUB-RULE. Works with a stack of its own: mihomo loads conditions ten thousand deep.
import { parseCondition, type Written } from './condition.ts'
import { trimSpan } from './fields.ts'
import { upper } from './letter-case.ts'
import { pairParentheses, partsOf } from './parentheses.ts'
import { Refused, shown } from './problem.ts'
import type { Condition, LogicType, Span } from './rule.ts'
import { hasCommas, type Known, knownType, nearestType } from './types.ts'

/** A condition whose parts are being read. */
interface Frame {
  readonly type: LogicType | 'SUB-RULE'
  readonly payload: Span
  readonly spans: readonly Span[]
  readonly parts: Condition[]
}

/** `text` is the payload, spaces next to commas already gone. Spans of problems are in it. */
export function parseLogic(
  type: LogicType | 'SUB-RULE',
  text: string,
  warn: Written['warn'],
): readonly Condition[] | Refused {
  const pairs = pairParentheses(text)
  if (!(pairs instanceof Map)) {
    const { alone } = pairs
    const message = text[alone] === ')' ? 'This ) has no ( before it.' : 'This ( is never closed.'
    return new Refused('rules/parentheses', message, { start: alone, end: alone + 1 })
  }
  const stack: Frame[] = []
  const first = openFrame(type, { start: 0, end: text.length })
  if (first instanceof Refused) return first
  stack.push(first)
  for (;;) {
    const frame = stack.at(-1)
    if (frame === undefined) return []
    const span = frame.spans[frame.parts.length]
    if (span === undefined) {
      const wrong = wrongCount(frame)
      if (wrong !== undefined) return wrong
      stack.pop()
      const parent = stack.at(-1)
      if (parent === undefined || frame.type === 'SUB-RULE') return frame.parts
      parent.parts.push({ type: frame.type, parts: frame.parts })
      continue
    }
    const part = readPart(span)
    if (part instanceof Refused) return part
    if ('spans' in part) stack.push(part)
    else frame.parts.push(part)
  }

  function openFrame(type: Frame['type'], payload: Span): Frame | Refused {
    if (
      text.charCodeAt(payload.start) !== 40 ||
      text.charCodeAt(payload.end - 1) !== 41 ||
      payload.start >= payload.end
    ) {
      return new Refused(
        'rules/parentheses',
        `The payload of ${type} has to stand in parentheses.`,
        payload,
        `Write ${EXAMPLE[type]}.`,
      )
    }
    const { parts, dropped } = partsOf(text, pairs as ReadonlyMap<number, number>, payload)
    if (parts.length === 0 && (type === 'AND' || type === 'OR') && dropped.length > 0) {
      const result = type === 'AND' ? 'everything' : 'nothing'
      const message = `One part needs double parentheses: as it stands ${type} has no parts and matches ${result}.`
      warn('rules/no-parts', message, payload, `Write (${text.slice(payload.start, payload.end)}).`)
    } else {
      for (const span of dropped)
        warn(
          'rules/dropped-text',
          `${shown(text.slice(span.start, span.end))} stands outside the parts and is dropped.`,
          span,
        )
    }
    return { type, payload, spans: parts, parts: [] }
  }

  function readPart(span: Span): Condition | Frame | Refused {
    const comma = text.indexOf(',', span.start)
    const hasPayload = comma !== -1 && comma < span.end
    const typeSpan = trimSpan(text, span.start, hasPayload ? comma : span.end)
    const name = upper(text.slice(typeSpan.start, typeSpan.end))
    const known = knownType(name)
    if (known === undefined || known.kind === 'match' || known.kind === 'subRule')
      return wrongType(name, typeSpan, known)
    if (!hasPayload) return new Refused('rules/no-payload', `${name} has no payload.`, typeSpan)
    if (known.kind === 'logic') return openFrame(known.type, trimSpan(text, comma + 1, span.end))
    const fields = hasCommas(known) ? [{ start: comma + 1, end: span.end }] : fieldsOf(comma + 1, span.end)
    const [payload = typeSpan, ...params] = fields.map((field) => trimSpan(text, field.start, field.end))
    if (payload.start >= payload.end) return new Refused('rules/no-payload', `${name} has no payload.`, typeSpan)
    return parseCondition(known, {
      payload: text.slice(payload.start, payload.end),
      params: params.map(({ start, end }) => text.slice(start, end)),
      placeOf: (what) => (what === 'type' ? typeSpan : what === 'payload' ? payload : (params[what] ?? payload)),
      warn,
    })
  }

  function fieldsOf(start: number, end: number): Span[] {
    const fields: Span[] = []
    let from = start
    for (let comma = text.indexOf(',', from); comma !== -1 && comma < end; comma = text.indexOf(',', from)) {
      fields.push({ start: from, end: comma })
      from = comma + 1
    }
    return [...fields, { start: from, end }]
  }
}

const EXAMPLE = {
  AND: 'AND,((DOMAIN-SUFFIX,example.com),(NETWORK,udp)),TARGET',
  OR: 'OR,((DST-PORT,22),(DST-PORT,23)),TARGET',
  NOT: 'NOT,((DST-PORT,22)),TARGET',
  'SUB-RULE': 'SUB-RULE,(NETWORK,udp),NAME',
} as const

function wrongCount({ type, payload, parts }: Frame): Refused | undefined {
  if (parts.length === 1 || type === 'AND' || type === 'OR') return undefined
  const message = `${type} takes exactly one part, and this has ${parts.length === 0 ? 'none' : parts.length}.`
  return new Refused('rules/not-one-part', message, payload, `Write ${EXAMPLE[type]}.`)
}

function wrongType(name: string, span: Span, known: Known | undefined): Refused {
  if (known !== undefined) return new Refused('rules/not-here', `${name} cannot stand inside another rule.`, span)
  if (name === '') return new Refused('rules/parentheses', 'A part is empty.', span, 'Write TYPE,PAYLOAD in it.')
  return unknownType(name, span)
}

export function unknownType(name: string, span: Span): Refused {
  if (name === 'UID') return new Refused('rules/not-on-windows', 'UID does not load on Windows.', span)
  const near = nearestType(name)
  const fix = near === undefined ? undefined : `Did you mean ${near}?`
  return new Refused('rules/unknown-type', `${shown(name)} is not a rule type.`, span, fix)
}
