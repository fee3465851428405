// One configuration for all tests. Nothing here depends on wall-clock: the limits only catch a hang.
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/one-seed.ts'],
    // Half of the time goes into waiting for PowerShell, so no core is kept free.
    maxWorkers: availableParallelism(),
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
})
