import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { href } from './href.ts'
import { lastPageOf, listAt, listFields, listPlaceQuery, readListPlace, readSearch } from './list-place.ts'

const usual = { by: 'name', descending: false } as const
const read = (query: string) => readListPlace(new URLSearchParams(query), ['name', 'role'], usual)
const write = (place: ReturnType<typeof read>) => href('', {}, listPlaceQuery(place, usual)).slice(1)

describe('the place in a list', () => {
  it('is written as it is read, and what is as usual is left out', () => {
    for (const query of ['', 'sort=role&order=descending&size=25&page=3', 'order=descending', 'size=200'])
      assert.equal(write(read(query)), query)
    assert.equal(write(read('sort=name&order=ascending&size=50&page=1')), '')
  })

  it('passes over what is no choice, and a page that cannot be', () => {
    for (const page of ['', '0', '-1', '1.5', '1e9', '100000', 'x', 'NaN'])
      assert.deepEqual(read(`page=${page}&size=7&sort=constructor&order=up`), read(''), page)
    assert.equal(read('page=99999').page, 99_999)
  })

  it('is the last page where the list has fewer, and the first of an empty one', async () => {
    const far = read('size=25&page=9')
    const shown = async (total: number) => {
      const { here, rows } = await listAt(far, async (part) => ({ rows: [part], total }))
      return [here, ...rows]
    }
    const at = (page: number) => [
      { ...far, page },
      { first: (page - 1) * 25, most: 25, order: usual },
    ]

    assert.deepEqual(await Promise.all([0, 25, 26, 500].map(shown)), [1, 1, 2, 9].map(at))
    assert.equal(lastPageOf(far, 51), 3)
  })

  it('goes along with a form, as one field that is missing where everything is as usual', () => {
    assert.deepEqual(listFields({ search: 'a&b', page: undefined }), { list: 'search=a%26b' })
    assert.deepEqual(listFields(listPlaceQuery(read(''), usual)), { list: undefined })
  })
})

describe('readSearch', () => {
  it('takes at most 100 characters, no NUL, and nothing for blanks', () => {
    const search = (text: string) => readSearch(new URLSearchParams({ search: text }))

    assert.equal(search(' a\0b '), 'ab')
    assert.equal(search('x'.repeat(101)), 'x'.repeat(100))
    assert.deepEqual([search(' \0 '), search(''), readSearch(new URLSearchParams())], [undefined, undefined, undefined])
  })
})
