import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readPage } from '@lanyard/ui/testing'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import { choiceResponse } from './choice-page.ts'

describe('the page that asks who to continue as', () => {
  it('names both users and posts the answer with the fields of the ceremony (A28)', async () => {
    await using psa = await openTestPsa()

    const response = choiceResponse(psa, {
      action: '/connect/choice',
      fields: { attempt: 'att_1' },
      currentName: 'admin',
      otherName: 'tech',
      button: { name: 'answer', continue: 'continue', keep: 'keep' },
    })

    const page = readPage(await response.text())
    assert.match(page.text, /You are logged in as admin\. Continue as tech\?/)
    for (const [button, answer] of [
      ['Continue as tech', 'continue'],
      ['Stay logged in as admin', 'keep'],
    ] as const) {
      const { method, address, fields } = page.submission(button)
      assert.deepEqual([method, address.pathname], ['post', '/connect/choice'])
      assert.deepEqual(Object.fromEntries(fields), { attempt: 'att_1', answer })
    }
  })
})
