import { parentPort } from 'node:worker_threads'
import { databases } from '@lanyard/storage/testing'
import { faults } from './faults.ts'
import { type SoakResult, soak } from './soak.ts'
import type { ThreadRequest } from './soak-apart.ts'

// What fails here ends the thread, and with it the test that waits for the answer.
parentPort?.on(
  'message',
  (errand: ThreadRequest) => void run(errand).then((soaked) => parentPort?.postMessage(soaked, [])),
)

function run({ database: name, fault: named, ...wanted }: ThreadRequest): Promise<SoakResult> {
  const database = databases.find((one) => one.name === name)
  const fault = named === undefined ? {} : faults[named]
  if (!database || !fault) throw new Error(`There is no database ${name}, or no fault ${named}`)
  return soak(database, { ...wanted, fault })
}
