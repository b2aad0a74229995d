import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readForm, readQuery } from './forms.ts'

describe('what a browser sends to the kit', () => {
  it('counts for nothing where it has a field twice, in a form and in an address (FT8)', async () => {
    const form = (body: string) =>
      readForm(
        new Request('https://psa.example/connect/choice', {
          method: 'POST',
          body,
          headers: {
            'Content-Type': 'application/x-www-form-urlencoded',
            'Content-Length': String(Buffer.byteLength(body)),
          },
        }),
      )
    const query = (search: string) => readQuery(new Request(`https://psa.example/connect/callback?${search}`))

    for (const twice of ['state=a&state=b', 'state=a&code=1&state=a'])
      for (const read of [await form(twice), query(twice)]) assert.equal(read.get('state'), null)
    for (const read of [await form('state=a&code=1'), query('state=a&code=1')]) assert.equal(read.get('state'), 'a')
  })
})
