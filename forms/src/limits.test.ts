import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { findKept } from './find-kept.ts'
import { keepForm } from './keep-form.ts'
import { FORM_LIFETIME, LARGEST_FORM, MOST_FORMS } from './kept-form.ts'
import { pruneForms } from './prune-forms.ts'
import { findOwner, MOST_BROWSERS, OWNER_LIFETIME, rememberPerson } from './remember-person.ts'
import { sentAgain } from './sent-again.ts'
import { openForms, reply } from './testing/open-forms.ts'

for (const dialect of databases) {
  describe(`what is kept of forms that came too late, on ${dialect.name}`, () => {
    it('is one of five of its browser, of which the oldest goes (FS2)', async () => {
      await using forms = await openForms(dialect)
      const [key, elsewhere] = [await forms.ada(), await forms.ada()]
      const ids: string[] = []
      let untouched = null
      for (let count = 0; count <= MOST_FORMS; count += 1) {
        ids.push((await keepForm(forms, key, reply)) ?? '')
        forms.pass(1)
        untouched = await keepForm(forms, elsewhere, reply)
      }

      const left = await Promise.all(ids.map(async (id) => (await findKept(forms, { key, id })) !== null))

      assert.deepEqual(left, [false, ...Array.from({ length: MOST_FORMS }, () => true)])
      assert.ok(await findKept(forms, { key: elsewhere, id: untouched }))
    })

    it('is kept for so many browsers of one person, of which the oldest goes (FS2)', async () => {
      await using forms = await openForms(dialect)
      const [first, second] = [await forms.ada(), await forms.ada()]
      await keepForm(forms, second, reply)
      forms.pass(1)
      await rememberPerson(forms, { key: first, person: 'ada', place: 'alder' })
      for (let count = 2; count < MOST_BROWSERS; count += 1) await forms.ada()
      forms.pass(1)
      const bobs = await rememberPerson(forms, { key: null, person: 'bob', place: 'alder' })
      await forms.ada()

      const owners = await Promise.all([first, second, bobs].map((key) => findOwner(forms, key)))

      assert.deepEqual(
        owners.map((owner) => owner?.person),
        ['ada', undefined, 'bob'],
      )
      const { browsers, kept } = await forms.tables()
      assert.deepEqual([browsers.length, kept], [MOST_BROWSERS + 1, []])
      assert.notEqual(await findOwner(forms, await forms.ada()), null)
    })

    it('is counted with those that come at the same moment', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()

      await Promise.all(Array.from({ length: 8 }, () => keepForm(forms, key, reply)))

      assert.equal((await forms.tables()).kept.length, MOST_FORMS)
    })

    it('that is too large is kept without what it held (FS2)', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()

      const id = (await keepForm(forms, key, { ...reply, sent: [['body', 'x'.repeat(LARGEST_FORM)]] })) ?? ''

      const { fields, isTooLarge, back } = (await findKept(forms, { key, id })) ?? {}
      assert.deepEqual([fields, isTooLarge, back], [[], true, reply.back])
    })

    it('that has grown too large leaves the one that it was given back from (FS2)', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()
      const id = (await keepForm(forms, key, reply)) ?? ''
      const grown = {
        ...reply,
        address: sentAgain(reply.address, id),
        sent: [['body', 'x'.repeat(LARGEST_FORM)]] as const,
      }

      const again = await keepForm(forms, key, grown)

      assert.equal((await findKept(forms, { key, id: again }))?.isTooLarge, true)
      assert.deepEqual((await findKept(forms, { key, id }))?.fields, reply.sent)
    })

    it('has its ten minutes also where its browser was about to be forgotten', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()

      forms.pass(OWNER_LIFETIME - 1)
      const id = await keepForm(forms, key, reply)
      forms.pass(FORM_LIFETIME - 1)

      assert.ok(await findKept(forms, { key, id }))
    })

    it('is gone after ten minutes, its browser after a day and a half (FS2)', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()
      const id = (await keepForm(forms, key, reply)) ?? ''

      forms.pass(FORM_LIFETIME - 1)
      await pruneForms(forms)
      assert.ok(await findKept(forms, { key, id }))
      forms.pass(1)
      assert.equal(await findKept(forms, { key, id }), null)
      await pruneForms(forms)
      const { kept, browsers } = await forms.tables()
      assert.deepEqual([kept.length, browsers.length], [0, 1])
      forms.pass(OWNER_LIFETIME)
      assert.equal(await findOwner(forms, key), null)
      assert.equal(await keepForm(forms, key, reply), null)
      assert.notEqual(await rememberPerson(forms, { key, person: 'ada', place: 'alder' }), key)
      forms.pass(OWNER_LIFETIME)
      await pruneForms(forms)
      assert.deepEqual((await forms.tables()).browsers, [])
    })
  })
}
