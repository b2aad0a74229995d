/**
 * Plays random runs of the real code, for as long as one likes:
 *
 *     npm run soak -- --runs 100000 --seed 1 --database sqlite
 *
 * A failing run is printed with its seed, as short as it gets. The same seed plays the same run again.
 */
import { parseArgs } from 'node:util'
import { databases } from '@lanyard/storage/testing'
import { describeFailure, soak } from './soak.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    database: { type: 'string', default: 'sqlite' },
  },
})
const database = databases.find(({ name }) => name.toLowerCase().startsWith(values.database.toLowerCase()))
const [runs, seed] = [Number(values.runs), Number(values.seed)]
if (!database || !Number.isSafeInteger(runs) || !Number.isSafeInteger(seed)) {
  throw new Error('Usage: npm run soak -- --runs N --seed S --database sqlite|postgres')
}

/** Runs between two lines that say how it goes. */
const PART = 10_000

for (let done = 0; done < runs; done += PART) {
  const { failure, steps } = await soak(database, { seed: seed + done, runs: Math.min(PART, runs - done) })
  if (failure) {
    console.log(describeFailure(failure))
    process.exitCode = 1
    break
  }
  console.log(
    `${database.name}: ${Math.min(done + PART, runs)} runs from seed ${seed}, ${steps} steps in the last part, all hold`,
  )
}
// The server that the tests' databases live on goes with this process.
process.exit()
