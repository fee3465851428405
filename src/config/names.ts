// Which names may be given to Hyper-V objects and interfaces, and which belong to others.
import type { Draft } from './draft.ts'
import { quote } from './quote.ts'
import type { Path } from './source.ts'

/** Reports a name of a switch or of a host adapter that gw must not use. True when it is fine. */
export function checkHyperVName(draft: Draft, name: string, path: Path): boolean {
  if (!checkAlias(draft, name, path)) return false
  if (/[*?[\]]/.test(name)) {
    // facts: windows.md, section 1: Get-VMSwitch -Name takes wildcards.
    draft.error(path, {
      code: 'config/bad-name',
      message: `${quote(name)} has a wildcard character.`,
      why: 'Hyper-V cmdlets read * ? [ ] in a name as a pattern, which may hit other objects too.',
      fix: 'Use letters, digits, dots, hyphens and spaces.',
    })
    return false
  }
  return true
}

/** Reports an alias with characters that no name has, or of an adapter that gw never touches. True when it is fine. */
export function checkAlias(draft: Draft, name: string, path: Path): boolean {
  const strange = /[\p{Cc}\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\ufeff]/u.exec(name)
  if (strange !== null || name !== name.trim()) {
    draft.error(path, {
      code: 'config/bad-name',
      message:
        strange === null
          ? `${quote(name)} begins or ends with a space.`
          : `${quote(name)} has the invisible character U+${hex(strange[0])}.`,
      fix: 'Type the name again.',
    })
    return false
  }
  const owner = ownerOf(name)
  if (owner === undefined) return true
  draft.error(path, {
    code: 'config/reserved-name',
    message: `${quote(name)} belongs to ${owner}.`,
    why: 'Windows makes it again whenever it likes, so gw never touches it.',
    fix: 'Use a name of your own.',
  })
  return false
}

/** facts: windows.md, section 3: Default Switch and the switches of WSL are on the never-touch list. */
function ownerOf(name: string): string | undefined {
  const bare = (/^vEthernet \((.*)\)$/i.exec(name)?.[1] ?? name).toLowerCase()
  if (bare === 'default switch') return 'Hyper-V'
  return bare.startsWith('wsl') ? 'WSL' : undefined
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}
