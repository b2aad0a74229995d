import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { readBrowserKey } from './browser-key.ts'
import { findKept } from './find-kept.ts'
import { keepForm } from './keep-form.ts'
import { findOwner, forgetOwner, rememberPerson } from './remember-person.ts'
import { openForms, reply } from './testing/open-forms.ts'

for (const dialect of databases) {
  describe(`a form that came too late, on ${dialect.name}`, () => {
    it('is given back as it was, as often as it is asked for, until it is sent (FS2)', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()

      const id = (await keepForm(forms, key, reply)) ?? ''
      const found = [await findKept(forms, { key, id }), await findKept(forms, { key, id, person: 'ada' })]
      const other = await keepForm(forms, key, reply)
      await forms.answer(key, id, {})

      const { pattern, params, back, why, sent: fields } = reply
      const action = '/tickets/tkt_1/replies?list=open'
      const whole = { pattern, params, action, back, why, fields, isTooLarge: false, place: 'alder' }
      assert.deepEqual(found, [whole, whole])
      assert.equal(await findKept(forms, { key, id, person: 'ada' }), null)
      assert.ok(await findKept(forms, { key, id: other }), 'another one of its browser stays')
    })

    it('stays where its page is read, where the part fails, and where it is asked who it is', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()
      const id = (await keepForm(forms, key, reply)) ?? ''

      await forms.answer(key, id, { method: 'GET' })
      await forms.answer(key, id, { status: 500 })
      await forms.answer(key, id, { location: '/login?next=%2F' })
      await forms.answer(null, id, {})
      await forms.answer(await forms.ada(), id, {})

      assert.ok(await findKept(forms, { key, id, person: 'ada' }))
    })

    it('has been answered also where it cannot be dropped', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()
      await forms.db.schema.alterTable('forms_kept').renameTo('away').execute()

      await forms.answer(key, 'any', {})

      assert.deepEqual(forms.logged, ['form_not_dropped /tickets/tkt_1/replies'])
    })

    it('is kept once where it comes too late again (FS2)', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()
      const id = (await keepForm(forms, key, reply)) ?? ''

      const again = await keepForm(forms, key, { ...reply, address: `${reply.address}&kept=${id}` })

      const found = await findKept(forms, { key, id: again })
      assert.equal(found?.action, '/tickets/tkt_1/replies?list=open')
      assert.equal((await forms.tables()).kept.length, 1)
    })

    it('is given to no other person, who gets a key of their own while the form goes (T49)', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()
      const id = (await keepForm(forms, key, reply)) ?? ''

      const asked = await findKept(forms, { key, id, person: 'bob' })
      const other = await rememberPerson(forms, { key, person: 'bob', place: 'alder' })

      assert.equal(asked, null)
      assert.notEqual(other, key)
      assert.deepEqual([await findKept(forms, { key, id }), await findKept(forms, { key: other, id })], [null, null])
      assert.deepEqual((await forms.tables()).kept, [])
    })

    it('knows each browser by itself, also two of one person, and forgets one alone (T49)', async () => {
      await using forms = await openForms(dialect)
      const [key, elsewhere] = [await forms.ada(), await forms.ada()]
      const bobs = await rememberPerson(forms, { key: null, person: 'bob', place: 'birch' })

      const planted = await rememberPerson(forms, { key: bobs, person: 'ada', place: 'cedar' })
      await forgetOwner(forms, key)

      assert.notEqual(planted, bobs)
      const owners = [key, bobs, elsewhere, planted].map((one) => findOwner(forms, one))
      const [alder, cedar] = ['alder', 'cedar'].map((place) => ({ person: 'ada', place }))
      assert.deepEqual(await Promise.all(owners), [null, null, alder, cedar])
      assert.equal(await keepForm(forms, key, reply), null)
    })

    it('waits for the person who comes back with the same browser', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()
      const id = (await keepForm(forms, key, reply)) ?? ''

      const again = await rememberPerson(forms, { key, person: 'ada', place: 'birch' })

      assert.equal(again, key)
      assert.equal((await findKept(forms, { key, id, person: 'ada' }))?.place, 'alder')
      assert.deepEqual(await findOwner(forms, key), { person: 'ada', place: 'birch' })
    })

    it('is kept for no browser that no one has logged in with, nor after a logout (T49)', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()
      const id = (await keepForm(forms, key, reply)) ?? ''

      await forgetOwner(forms, key)

      assert.equal(await findKept(forms, { key, id }), null)
      assert.equal(await keepForm(forms, key, reply), null)
      assert.equal(await keepForm(forms, 'A'.repeat(43), reply), null)
      assert.deepEqual(await forms.tables(), { kept: [], browsers: [] })
    })

    it('never holds a secret, nor what its page does not declare (T50)', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()
      const sent = [...reply.sent, ['password', 'opensesame'], ['toString', 'no'], ['code', '123456']] as const

      const id = (await keepForm(forms, key, { ...reply, sent })) ?? ''

      assert.deepEqual((await findKept(forms, { key, id }))?.fields, reply.sent)
    })

    it('keeps hidden fields of any name where its page says so, and each value of a name', async () => {
      await using forms = await openForms(dialect)
      const key = await forms.ada()
      const sent = [
        ['role', 'admin'],
        ['role', 'technician'],
        ['password', 'opensesame'],
      ] as const

      const declared = { fields: { password: { kind: 'secret' } }, others: 'hidden' } as const
      const id = (await keepForm(forms, key, { ...reply, declared, sent })) ?? ''

      assert.deepEqual((await findKept(forms, { key, id }))?.fields, sent.slice(0, 2))
    })

    it('says nothing to who reads the database, and opens in no other place (T50)', async () => {
      await using forms = await openForms(dialect)
      const [key, other] = [await forms.ada(), await forms.ada()]
      const id = (await keepForm(forms, key, reply)) ?? ''

      const told = JSON.stringify(await forms.tables())
      assert.equal(/Printed|tickets|tkt_1/.test(told) || told.includes(key), false)

      const [mine, theirs] = (await forms.tables()).browsers.map((browser) => browser.id)
      const { browser } = (await forms.tables()).kept[0] ?? {}
      const moved = browser === mine ? theirs : mine
      await forms.db
        .updateTable('forms_kept')
        .set({ browser: String(moved) })
        .execute()
      assert.equal(await findKept(forms, { key: other, id }), null)
      await forms.db
        .updateTable('forms_kept')
        .set({ browser: String(browser) })
        .execute()
      await forms.db.updateTable('forms_browsers').set({ person: 'bob' }).execute()
      assert.equal(await findKept(forms, { key, id }), null)
    })
  })
}

describe('the key of a browser', () => {
  it('is what was made here, and nothing else', () => {
    const key = 'A'.repeat(43)

    assert.equal(readBrowserKey(key), key)
    for (const other of [null, undefined, '', 'A', `${key}A`, `${key.slice(1)}/`])
      assert.equal(readBrowserKey(other), null)
  })
})
