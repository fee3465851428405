// npm run test:kernel: apart from the other tests, because it needs root and a Linux kernel of its own choosing.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/kernel/**/*.kernel.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
