export { type Effect, type EndsTable, type Outcome } from './ends-table.ts'
export { testEnds } from './test-ends.ts'
export { fillHashingQueue } from './fill-hashing-queue.ts'
