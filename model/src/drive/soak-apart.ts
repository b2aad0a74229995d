import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { TestDialect } from '@lanyard/storage/testing'
import type { SoakResult, SoakRequest } from './soak.ts'

/** Runs for another thread, which a planted fault reaches by its name alone. */
export interface ThreadRequest extends Omit<SoakRequest, 'fault'> {
  readonly database: TestDialect['name']
  readonly fault?: string
}

export interface SoakThread extends AsyncDisposable {
  /** One at a time. */
  soak(errand: ThreadRequest): Promise<SoakResult>
}

/**
 * Plays runs in a thread of their own. The test runner follows every promise of its own thread to the test that made it,
 * and a run, which is made of little else, takes more than twice as long under its eyes.
 */
export function openSoakThread(): SoakThread {
  const thread = new Worker(new URL('soak-thread.ts', import.meta.url))
  return {
    async soak(errand) {
      thread.postMessage(errand, [])
      const [soaked] = (await once(thread, 'message')) as [SoakResult]
      return soaked
    },
    async [Symbol.asyncDispose]() {
      await thread.terminate()
    },
  }
}
