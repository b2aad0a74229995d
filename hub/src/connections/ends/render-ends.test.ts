import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { type Cause, causes, type Credential, credentials, ends } from './ends.ts'
import { renderEnds } from './render-ends.ts'

describe('the table of what ends what', () => {
  it('says of each end what it does to each credential (FE1)', () => {
    const missing = (Object.keys(causes) as Cause[]).flatMap((cause) =>
      (Object.keys(credentials) as Credential[])
        .filter((credential) => !Object.hasOwn(ends[cause], credential))
        .map((credential) => `${cause} ${credential}`),
    )

    assert.deepEqual(missing, [])
  })

  it('is what the documentation shows (FE1)', () => {
    const page = readFileSync(new URL('../../../../docs/ends.md', import.meta.url), 'utf8')
    const [, below = ''] = page.split(/^<!-- written from hub.* -->\n\n/m)
    const [shown = ''] = below.split(/^## /m)

    assert.equal(shown.trimEnd(), renderEnds())
  })
})
