import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isOn, openConfirmation, openSettings } from '../crashes/ceremonies.ts'
import { openCrashWorld } from '../crashes/world.ts'

const TIMES = 20

describe('a callback of the hub that comes many times at once', () => {
  it(`links once, and none of ${TIMES} pages is an error, although the code is spent (T6, T19, ATTEMPT_ONCE)`, async () => {
    await using world = await openCrashWorld()
    const company = await world.company()
    const { visitor } = company
    await openSettings(company)
    const confirmation = await openConfirmation(company)
    assert.ok(confirmation)
    const { url } = await visitor.post(confirmation.url.href, { decision: 'link_me' }, /\/connect\/callback/)

    const answers = await Promise.all(Array.from({ length: TIMES }, () => visitor.peek(url)))

    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([303]))
    const began = answers.filter(({ headers }) => headers.getSetCookie().some((line) => /-session=\w/.test(line)))
    assert.equal(began.length, 1)
    await world.round()
    await world.check('are settled')
    assert.ok(isOn(await openSettings(company)))
  })
})
