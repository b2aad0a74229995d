import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { breakable } from './breakable.ts'

const parts = (text: string) => breakable(text).toString().replaceAll('<wbr />', '|').split('|')

describe('breakable', () => {
  it('breaks an address behind the @ and before its dots, and no sentence', () => {
    assert.deepEqual(parts('jo.smith@mail.alder.example'), ['jo', '.smith@', 'mail', '.alder', '.example'])
    assert.deepEqual(parts('Invited. Until Monday.'), ['Invited. Until Monday.'])
    assert.deepEqual(parts('ünal@büro.example'), ['ünal@', 'büro', '.example'])
    assert.deepEqual(parts(''), [''])
  })

  it('breaks inside what is longer than any word, between whole letters', () => {
    const family = '👩‍👩‍👧'

    assert.deepEqual(parts('Donaudampfschifffahrtsgesellschaft'), ['Donaudampfsc', 'hifffahrtsge', 'sellschaft'])
    assert.deepEqual(parts(`See ${family.repeat(24)} there`), [
      `See ${family.repeat(12)}`,
      `${family.repeat(12)} there`,
    ])
    assert.deepEqual(parts('incomprehensibilities stay'), ['incomprehensibilities stay'])
  })
})
