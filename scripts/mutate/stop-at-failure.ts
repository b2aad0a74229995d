import type { TestEvent } from 'node:test/reporters'

/** A reporter that says nothing and ends the run at the first failure: one test that notices is enough. */
export default async function* stopAtFailure(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type } of events) {
    if (type === 'test:fail') process.exit(1)
  }
  yield 'passed\n'
}
