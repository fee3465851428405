// accept: → findings that the author knows of. Whether they are still found, and still in time, the lints say.
import type { Accepted } from '../../model/gateway.ts'
import type { Draft } from '../draft.ts'

export function readAccept(draft: Draft): Accepted[] {
  const accepted = new Map<string, Accepted>()
  for (const { value, path } of draft.list('accept')) {
    const first = accepted.get(value.code)
    if (first === undefined) accepted.set(value.code, { ...value, position: draft.positionOf([...path, 'code']) })
    else {
      draft.error([...path, 'code'], {
        code: 'config/declared-twice',
        message: `${value.code} is accepted twice.`,
        why: `First in line ${first.position.line}.`,
        fix: 'Keep one of them.',
      })
    }
  }
  return [...accepted.values()]
}
