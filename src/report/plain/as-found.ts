// Turns a change round: a plan says how to put things back, drift says what has happened to them. Display only.
import type { Change, PropertyChange } from '../../model/plan.ts'
import { FREE } from '../../model/provider.ts'

/** What has gone missing was deleted, what is foreign was created, and every property goes from declared to found. */
export function asFound(change: Change): Change {
  const turned = { ...change, properties: change.properties.map(turn), knownAfter: [], touches: [], cost: FREE }
  switch (turned.action) {
    case 'create':
      return { ...turned, action: 'delete', before: turned.after }
    case 'delete':
      return { ...turned, action: 'create', after: turned.before }
    case 'update':
    case 'replace':
      return { ...turned, before: turned.after, after: turned.before }
    case 'clear':
    case 'record':
      return turned
  }
}

function turn({ before, after, ...rest }: PropertyChange): PropertyChange {
  return {
    ...rest,
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
  }
}
