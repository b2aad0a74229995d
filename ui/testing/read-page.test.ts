import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { html } from '../src/html.ts'
import { readPage } from './read-page.ts'

const page = readPage(
  `<!doctype html>
<html lang="en"><head><title>People · Hub</title></head><body>
<a class="skip" href="#main">Skip</a>
<h1>People</h1>
<div role="status"><p>Saved</p></div>
<div role="alert"><p>No.</p><p>Code <code>name_invalid</code></p></div>
<button type="button" hidden>Show</button>
<noscript>Needs script</noscript>
<template><div role="alert">Later</div></template>
<form method="post" action="save?step=2"><input type="hidden" name="csrf" value="c &amp; d">
  <label for="who">Name</label><p id="hint">In full.</p>
  <input id="who" name="who" value="Ada" required aria-invalid="true" aria-describedby="hint">
  <label>Notes <textarea name="notes">
First &amp; &lt;b>
second</textarea></label>
  <label>Role <select name="role"><option value="m">Member</option><option value="a" selected>Admin</option></select></label>
  <label><input type="checkbox" name="tell" value="yes" checked> Tell them</label>
  <label><input type="radio" name="end" value="1" checked> Today</label>
  <label><input type="radio" name="end" value="2"> Tomorrow</label>
  <label>Number <input name="number" value="7" readonly></label>
  <button name="does" value="save">Save</button>
</form>
<form id="drop" method="post" action="/drop"><input type="hidden" name="who" value="1"></form>
<label>Reason <input name="why" form="drop"></label><button form="drop">Drop</button>
<form action="/search"><label>Find <input name="q"></label><button>Search</button></form>
<table><caption>People</caption><thead><tr><th>Name</th><th>Role</th></tr></thead><tbody>
<tr><th scope="row">Ada</th><td>Admin</td></tr><tr><th scope="row">ada@<wbr>x.example</th><td>Member</td></tr></tbody></table>
</body></html>`,
  new URL('http://hub.example/people/'),
)

describe('readPage', () => {
  it('finds by role and name, and reads what a person reads', () => {
    assert.equal(page.title, 'People · Hub')
    assert.equal(page.headline, 'People')
    assert.equal(page.heading('People').text, 'People')
    assert.equal(page.link('Skip').href, '#main')
    assert.equal(page.alert(/name_invalid/).text, 'No. Code name_invalid')
    assert.equal(page.attribute('lang'), 'en')
    assert.match(page.text, /^Skip People Saved No\. .*Needs script/)
    assert.deepEqual(page.select('form[action="/search"]').length, 1)
  })

  it('finds nothing that waits for script', () => {
    assert.deepEqual(page.buttons('Show'), [])
    assert.deepEqual(page.alerts('Later'), [])
    assert.doesNotMatch(page.text, /Show|Later/)
  })

  it('reads fields by their labels', () => {
    const { value, description, isRequired, isInvalid } = page.field('Name')

    assert.deepEqual([value, description, isRequired, isInvalid], ['Ada', 'In full.', true, true])
    assert.equal(page.field('Notes').value, 'First & <b>\nsecond')
    assert.deepEqual(page.field('Role').options, ['Member', 'Admin'])
    assert.deepEqual([page.field('Role').value, page.field('Role').chosen], ['a', 'Admin'])
    assert.deepEqual([page.field('Today').isChecked, page.field('Tomorrow').isChecked], [true, false])
  })

  it('reads a table by its columns and the headings of its rows', () => {
    const people = page.table('People')

    assert.deepEqual(people.columns, ['Name', 'Role'])
    assert.deepEqual(people.column('Role'), ['Admin', 'Member'])
    assert.equal(people.row('ada@x.example').cell('Role').text, 'Member')
  })

  it('says what there is where something is missing or there twice', () => {
    assert.throws(() => page.button('Send'), /no button "Send".*"Save", "Drop", "Search"$/)
    assert.throws(() => page.button(), /3 of button/)
    assert.throws(() => page.heading(/x/), /no heading \/x\/.*"People"/)
    assert.throws(() => page.dialog(), /no dialog.*none/)
    assert.throws(() => page.table('People').row('Ada').cell('Age'), /no column "Age", only "Name", "Role"/)
  })

  it('sees what an attacker wrote as an element where it was not escaped', () => {
    const hostile = '"><script>alert(1)</script><b>'

    assert.equal(readPage(html`<p title="${hostile}">${hostile}</p>`.toString()).text, hostile)
    assert.deepEqual(readPage(html`<p title="${hostile}">${hostile}</p>`.toString()).select('script, b'), [])
    assert.equal(readPage(`<p title="${hostile}">`).select('script').length, 1)
  })
})

describe('the submission of a page', () => {
  it('has hidden fields, what stands in the boxes, and the button that is pressed', () => {
    const { method, address, fields } = page.submission('Save')

    assert.deepEqual([method, address.href], ['post', 'http://hub.example/people/save?step=2'])
    assert.deepEqual(Object.fromEntries(fields), {
      csrf: 'c & d',
      who: 'Ada',
      notes: 'First & <b>\nsecond',
      role: 'a',
      tell: 'yes',
      end: '1',
      number: '7',
      does: 'save',
    })
  })

  it('has what a person types, chooses and ticks, by the labels', () => {
    const filled = { Name: 'Bo', Role: 'Member', 'Tell them': false, Tomorrow: true }

    const { fields } = page.submission('Save', filled)

    assert.deepEqual(
      ['who', 'role', 'tell', 'end', 'does'].map((name) => fields.getAll(name)),
      [['Bo'], ['m'], [], ['2'], ['save']],
    )
  })

  it('belongs to the form that a button names', () => {
    const { address, fields } = page.submission('Drop', { Reason: 'Left' })

    assert.equal(address.pathname, '/drop')
    assert.deepEqual(Object.fromEntries(fields), { who: '1', why: 'Left' })
  })

  it('puts a search into the address', () => {
    assert.equal(page.submission('Search', { Find: 'a b' }).address.href, 'http://hub.example/search?q=a+b')
  })

  it('does nothing that a person could not do', () => {
    assert.throws(() => page.submission('Show'), /no button "Show"/)
    assert.throws(() => page.submission('Save', { Number: '8' }), /"Number" cannot be changed/)
    assert.throws(() => page.submission('Save', { Name: true }), /"Name" cannot be ticked/)
    assert.throws(() => page.submission('Save', { Role: 'Owner' }), /no choice "Owner".*"Member", "Admin"/)
    assert.throws(() => page.submission('Save', { Find: 'x' }), /no field "Find"/)
  })
})
