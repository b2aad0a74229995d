import { parentPort } from 'node:worker_threads'
import { databases } from '@lanyard/storage/testing'
import { faults } from './faults.ts'
import { type Soak, soak } from './soak.ts'
import type { Errand } from './soak-apart.ts'

// What fails here ends the thread, and with it the test that waits for the answer.
parentPort?.on('message', (errand: Errand) => void run(errand).then((soaked) => parentPort?.postMessage(soaked, [])))

function run({ database: name, fault: named, ...wanted }: Errand): Promise<Soak> {
  const database = databases.find((one) => one.name === name)
  const fault = named === undefined ? {} : faults[named]
  if (!database || !fault) throw new Error(`There is no database ${name}, or no fault ${named}`)
  return soak(database, { ...wanted, fault })
}
