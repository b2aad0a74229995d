import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { findPasswordFault, SHORTEST_ALONE, SHORTEST_BESIDE_FACTOR } from './find-password-fault.ts'

const owner = {
  username: 'wilhelmina@alder.example',
  name: 'Mina Sørensen-Ørsted',
  email: 'm.oersted@alder.example',
  places: ['IT Complete', 'Alder MSP'],
}

async function codeFor(password: string, shortest = SHORTEST_BESIDE_FACTOR): Promise<string | null> {
  return (await findPasswordFault(password, owner, shortest))?.code ?? null
}

describe('findPasswordFault', () => {
  it('takes any letters in any order, between 12 and 128 of them however they are composed', async () => {
    assert.equal(await codeFor('elevenchars'), 'password_too_short')
    assert.equal(await codeFor('twelve chars'), null)
    assert.equal(await codeFor('Ελληνικά λόγια'), null)
    assert.equal(await codeFor('🐙🐬🦑🐚🦀🐡🐟🐠🦈🐳🐋🦭'), null)
    assert.equal(await codeFor('🐙🐬🦑🐚🦀🐡🐟🐠🦈🐳🐋'), 'password_too_short')
    assert.equal(await codeFor('e\u0301'.repeat(11)), 'password_too_short')
    const words = 'seven herons over the weir and a lantern by the harbour '
    assert.equal(await codeFor(words.repeat(3).slice(0, 128)), null)
    assert.equal(await codeFor(words.repeat(3).slice(0, 129)), 'password_too_long')
  })

  it('refuses what others would guess first', async () => {
    for (const password of [
      'passwordpassword',
      'password123456',
      'qwertyuiop123',
      'aaaaaaaaaaaaaaaa',
      '123456789012',
      'Pa$$w0rd2024!',
    ]) {
      assert.equal(await codeFor(password), 'password_common', password)
    }
  })

  it('refuses phrases that everybody knows, however they are written, and takes them inside of much more', async () => {
    for (const password of [
      'correct horse battery staple',
      'Correct-Horse-Battery-Staple!',
      'CorrectHorseBatteryStaple1',
      'c0rrect h0rse battery staple',
      'elpats yrettab esroh tcerroc',
      'To be, or not to be',
      'May the Force be with you',
      'The quick brown fox jumps over the lazy dog',
    ]) {
      assert.equal(await codeFor(password), 'password_common', password)
    }
    assert.equal(await codeFor('once upon a time seven herons flew over the weir'), null)
  })

  it('refuses what contains the name of its owner or of the place, in any case or look-alike form', async () => {
    for (const password of [
      'seven WILHELMINA herons',
      'lantern ｗｉｌｈｅｌｍｉｎａ weir',
      'seven m.oersted herons',
      'herons sørensen-ørsted weir',
      'a weir for mina and herons',
      'seven it complete herons',
      'seven itcomplete herons',
      'lantern aldermsp weir',
    ]) {
      assert.equal(await codeFor(password), 'password_contains_name', password)
    }
  })

  it('takes a name of three letters for a part of any word', async () => {
    const bob = { username: 'bob', name: 'Bob Lee', email: 'b@x.example', places: ['Hub'] }
    assert.equal(await findPasswordFault('bobsleighs in the long winter', bob, SHORTEST_BESIDE_FACTOR), null)
  })

  it('wants fifteen letters where nothing stands beside the password (FL8)', async () => {
    assert.equal(await codeFor('fourteen chars', SHORTEST_ALONE), 'password_too_short')
    assert.equal(await codeFor('a fifteen chars', SHORTEST_ALONE), null)
  })

  it('takes the password of the demo, and those of the tests', async () => {
    for (const password of ['lanyard-demo-password', 'seven lanterns over the harbour']) {
      assert.equal(await codeFor(password), null, password)
    }
  })
})
