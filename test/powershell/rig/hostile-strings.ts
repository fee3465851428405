// Strings that break what is built by gluing text together. The same thousand every time.

const PARTS = [
  "'", '"', '`', '’', '‘', '‚', '‛', '“', '”', '„', '$', '$(', '${', ')', '}', '@(', '@{', '@"\n', "\n'@", '#', '<#', '#>', ';',
  '|', '&', '>', '2>&1', '--%', '-ErrorAction', '%TEMP%', '\\', '\\u0041', '\\\\', '\n', '\r\n', '\t', '\0', '\x1b[31m', '\u0085',
  '\u2028', '以太网 4', '网', 'é', 'e\u0301', '😀', '👨‍👩‍👧', '\ud83d', '\ude00', 'ß', 'İ', '\u202e', '\ufeff', '*', '?', '[a-z]', '[', ']',
  '`[', ' ', '  ', '=', '==', ',', '/Date(0)/', '2024-01-01T00:00:00Z', '0', '-1', '1e3', 'True', 'null', '{}', '[]', 'vEthernet (vmbr0)',
] // biome-ignore format: one table of parts

/** Each attack must arrive as a name and must not run. */
const ATTACKS = [
  '$(Hyper-V\\Remove-VMSwitch -Name canary -Force)',
  "'; Hyper-V\\Remove-VMSwitch -Name canary -Force; '",
  '"; Hyper-V\\Remove-VMSwitch -Name canary -Force; "',
  '’; Hyper-V\\Remove-VMSwitch -Name canary -Force; ‘',
  "\n'@\nHyper-V\\Remove-VMSwitch -Name canary -Force\n",
  '`"; Hyper-V\\Remove-VMSwitch -Name canary -Force #',
  '#>\nHyper-V\\Remove-VMSwitch -Name canary -Force\n<#',
  '& { Hyper-V\\Remove-VMSwitch -Name canary -Force }',
]

/** `count` strings, no two alike, none empty: an empty argument is refused by PowerShell's own binder. */
export function hostileStrings(count: number): readonly string[] {
  const made = new Set<string>([...PARTS, ...ATTACKS, '以太网 4'.repeat(5_000), '`$("\'’'.repeat(5_000)])
  let seed = 12_345
  const next = (limit: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((seed / 2 ** 31) * limit)
  }
  while (made.size < count) {
    made.add(Array.from({ length: 1 + next(6) }, () => PARTS[next(PARTS.length)] ?? '').join(''))
  }
  return [...made].slice(0, count)
}
