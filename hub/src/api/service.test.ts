import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { problem } from '@lanyard/running'
import { recordLog } from '@lanyard/running/testing'
import { wordRefusal } from '../messages/refusals.ts'
import { Refusal } from '../refusal.ts'
import { createService, readJson } from './service.ts'

function openService() {
  const { log, lines } = recordLog()
  const service = createService<string>({ log }, '/api', {
    authenticate: (request) => {
      const caller = request.headers.get('authorization')
      return caller === null ? Promise.reject(new Refusal('product_refused')) : Promise.resolve(caller)
    },
    write: (refusal) => problem(refusal, wordRefusal(refusal, { name: 'IT Complete' })),
  })
  service.put('/things', async (c) => c.json(await readJson(c, () => new Refusal('form_invalid'))))
  const send = async (path: string, init: RequestInit = {}) => {
    const answer = await service.request(`http://localhost/api${path}`, {
      headers: { authorization: 'psa-us' },
      ...init,
    })
    return { status: answer.status, told: (await answer.json()) as Record<string, unknown> }
  }
  return { send, lines }
}

describe('a door for programs', () => {
  const refused: readonly (readonly [string, number, string, RequestInit])[] = [
    ['an address that is not there', 404, '/nowhere', {}],
    ['a body that is too large', 413, '/things', { method: 'PUT', body: 'x'.repeat(20_000) }],
    ['a body that is no JSON', 400, '/things', { method: 'PUT', body: '{' }],
    ['a parameter that comes twice (FT8)', 400, '/nowhere?after=1&after=2', {}],
    ['a caller without credentials', 401, '/things', { headers: {} }],
  ]
  for (const [what, status, path, init] of refused) {
    it(`answers ${what} with a reference that is in the log`, async () => {
      const { send, lines } = openService()

      const answer = await send(path, init)

      assert.equal(answer.status, status)
      assert.deepEqual(
        lines.map(({ event, code, reference }) => [event, code, reference]),
        [['refused', answer.told['code'], answer.told['reference']]],
      )
    })
  }
})
