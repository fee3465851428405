// Runs once before all tests: the validators are not in git, so they are made here when missing or stale.
import { writeValidators } from '../scripts/generate.ts'

export default function setup(): void {
  writeValidators()
}
