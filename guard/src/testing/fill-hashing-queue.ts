import { queue } from '../passwords/hash-password.ts'

/** More than it takes. */
const MANY = 200

/** Takes every turn and every place that strangers have in the queue of hashes, until it is disposed. */
export function fillHashingQueue(): AsyncDisposable {
  const { promise: over, resolve: end } = Promise.withResolvers<void>()
  const works = Promise.allSettled(Array.from({ length: MANY }, () => queue.run('stranger', () => over)))
  return {
    async [Symbol.asyncDispose]() {
      end()
      await works
    },
  }
}
