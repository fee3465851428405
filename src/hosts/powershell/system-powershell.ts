// Where Windows keeps its own PowerShell. Never PATH, never the current folder: gw often runs as administrator.
import { win32 } from 'node:path'
import { HostLost } from '../../model/host.ts'

/** Absolute path of powershell.exe, which every Windows has: windows.md, section 10. Throws HostLost elsewhere. */
export function systemPowerShell(root = process.env['SystemRoot'], platform: string = process.platform): string {
  return win32.join(systemFolder(root, platform), 'WindowsPowerShell', 'v1.0', 'powershell.exe')
}

/** The folder of Windows' own programs. Throws HostLost elsewhere. */
export function systemFolder(root = process.env['SystemRoot'], platform: string = process.platform): string {
  if (platform !== 'win32') {
    throw new HostLost(
      'host/not-windows',
      'This is not Windows, so there is no local machine to work on. Use --host sim:FILE.',
    )
  }
  // A value without a drive would be looked up from the current folder.
  const folder = root !== undefined && /^[A-Za-z]:\\/.test(root) ? root : 'C:\\Windows'
  return win32.join(folder, 'System32')
}
