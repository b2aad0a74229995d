import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { recordLog } from '../testing/index.ts'
import { noteRefusal } from './note-refusal.ts'
import { problem, wantsJson } from './problem.ts'
import { RefusalOf } from './refusal.ts'

class Refusal extends RefusalOf<string> {}

const asked = { method: 'POST', path: '/invitations/n2sC4d8hQ0nW2oB4aC6eG8iK0mM2oO4qQ6sS8uU0wW2' }

describe('a refusal', () => {
  it('is in the log under its reference, with nothing that opens something', () => {
    const { log, lines } = recordLog()
    const refusal = new Refusal('code_used', 401, { seconds: 17 })

    noteRefusal(log, asked, refusal)

    const [{ event, code, reference, path, details } = {}] = lines
    assert.deepEqual([event, code, reference], ['refused', 'code_used', refusal.reference])
    assert.deepEqual([path, details], ['/invitations/…', { seconds: 17 }])
  })

  it('that stands for a bug leaves the bug in the log, and none of it in the answer', async () => {
    const { log, lines } = recordLog()
    const refusal = new Refusal('failed', 500)

    noteRefusal(log, asked, refusal, new Error('a secret'))
    const answer = problem(refusal, { text: 'Broken.', next: 'Try again.' })

    assert.deepEqual([lines[0]?.['event'], lines[0]?.['reference']], ['failed', refusal.reference])
    assert.match(JSON.stringify(lines[0]), /a secret/)
    const { reference } = refusal
    assert.deepEqual(await answer.json(), {
      title: 'Broken.',
      detail: 'Try again.',
      status: 500,
      code: 'failed',
      reference,
    })
  })

  it('says when to ask again where waiting helps', () => {
    const waits = [new Refusal('a', 429, { seconds: 7 }), new Refusal('b', 503), new Refusal('c', 409, { seconds: 7 })]

    const told = waits.map((refusal) => problem(refusal, { text: 'No.' }).headers.get('retry-after'))

    assert.deepEqual(told, ['7', '60', null])
  })

  it('is a problem for a program, and a page for a person', () => {
    for (const accept of ['application/json', 'application/problem+json, */*']) assert.ok(wantsJson(accept), accept)
    for (const accept of ['text/html,application/json', '*/*', null]) assert.ok(!wantsJson(accept), String(accept))
  })
})
