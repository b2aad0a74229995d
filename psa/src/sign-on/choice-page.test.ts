import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
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

    const text = await response.text()
    assert.match(text, /You are logged in as admin\. Continue as tech\?/)
    assert.match(text, /method="post" action="\/connect\/choice"[\s\S]*name="attempt" value="att_1"/)
    assert.match(text, /name="answer" value="continue"[^>]*>Continue as tech</)
    assert.match(text, /name="answer" value="keep"[^>]*>Stay logged in as admin</)
  })
})
