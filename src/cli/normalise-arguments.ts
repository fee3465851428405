// What is done to the words of the command line before commander reads them.

export const DEFAULT_WAIT_SECONDS = 300
/** Stands for standard output where a file could be named. */
export const TO_OUTPUT = '-'

/** PowerShell runs no file of another name, and a gateway.yaml must not be overwritten by a slip. */
export function isScriptName(word: string): boolean {
  return /\.ps1$/i.test(word)
}

/** `--wait` and `--script` alone must not swallow the file behind them, so they get their values here. */
export function normaliseArguments(argv: readonly string[]): string[] {
  const end = argv.indexOf('--')
  const words = argv.slice(0, end === -1 ? undefined : end)
  const normal = words.flatMap((word, index) => {
    if (word === '--wait') return `--wait=${DEFAULT_WAIT_SECONDS}`
    if (word === '--script') return isForScript(words[index + 1]) ? [] : `--script=${TO_OUTPUT}`
    return isForScript(word) && words[index - 1] === '--script' ? `--script=${word}` : word
  })
  return [...normal, ...argv.slice(words.length)]
}

/** Whatever is no option and no gateway.yaml is meant as the script's name, a wrong one too: then that is what is told. */
function isForScript(word: string | undefined): boolean {
  return word === TO_OUTPUT || (word !== undefined && !/^-|\.ya?ml$/i.test(word))
}

/** The words before the first option, as far as they name a verb. For error messages only. */
export function verbOf(argv: readonly string[]): string {
  const [first = '', second = ''] = argv
  if (!/^[a-z]+$/.test(first)) return ''
  return first === 'sim' && /^[a-z]+$/.test(second) ? `sim ${second}` : first
}
