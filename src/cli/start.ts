// Starts the built program with V8's compiled code from the last run. Kept apart from gw.js, which old Nodes parse too.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Beside the code and not in a folder for temporary files: an elevated gw must not run what others may have written.
enableCompileCache(join(import.meta.dirname, '.cache'))
const { main } = await import('./main.ts')
await main(process.argv.slice(2))
