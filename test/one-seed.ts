// Properties run from one seed, so that a failure is the change's and not the draw's. GW_SEED=random draws anew each time.
import fc from 'fast-check'

const { GW_SEED = '20261123' } = process.env

if (GW_SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(GW_SEED) })
