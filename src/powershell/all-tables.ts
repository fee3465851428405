// Every table that gw can read, for what looks at a whole machine. A plan reads only what it needs.
import type { TableName } from './snapshot.ts'
import tables from './tables.json' with { type: 'json' }

// The keys of this very file are what TableName is generated from.
export const ALL_TABLES = Object.keys(tables) as readonly TableName[]
