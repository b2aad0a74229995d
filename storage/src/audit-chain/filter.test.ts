import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readDay, readFilter } from './filter.ts'

const london = 'Europe/London'

describe('readDay', () => {
  it('gives the instants between which a day lies, however long it is (FC2)', () => {
    const hours = (text: string) => {
      const day = readDay(text, london)
      return day && (day.end - day.start) / 3_600_000
    }

    assert.equal(readDay('2026-11-22', london)?.start, Date.parse('2026-11-22T00:00:00Z'))
    assert.deepEqual(['2026-11-22', '2026-03-29', '2026-10-25'].map(hours), [24, 23, 25])
  })

  it('takes nothing that is no day', () => {
    for (const text of ['', 'today', '2026-02-30', '2026-1-1', '2026-11-22T08:02', '+002026-11-22'])
      assert.equal(readDay(text, london), null, text)
  })
})

describe('readFilter', () => {
  const nothing = { from: '', to: '', zone: '', act: '' }

  it('narrows nothing by what was left empty, and means both days', () => {
    const day = readDay('2026-11-22', 'UTC')

    assert.deepEqual(readFilter(nothing), { from: null, until: null, act: null })
    assert.deepEqual(readFilter({ ...nothing, from: '2026-11-22', to: '2026-11-22' }), {
      from: day?.start,
      until: day?.end,
      act: null,
    })
  })

  it('means days of the reader’s zone (FC2)', () => {
    const typed = { ...nothing, from: '2026-11-22', to: '2026-11-22' }
    const start = (zone: string) => new Date(readFilter({ ...typed, zone })?.from ?? 0).toISOString()

    assert.equal(start('Pacific/Auckland'), '2026-11-21T11:00:00.000Z')
    assert.equal(start('America/Los_Angeles'), '2026-11-22T08:00:00.000Z')
    assert.equal(start('Asia/Calcutta'), '2026-11-21T18:30:00.000Z')
  })

  it('takes nothing that is no filter', () => {
    for (const typed of [
      { zone: 'Moon/Tycho' },
      { zone: 'x'.repeat(200) },
      { zone: '../UTC', from: '2026-02-02' },
      { from: 'x' },
      { to: '2026-02-30' },
      { from: '2026-02-02', to: '2026-02-01' },
      { act: "'" },
    ])
      assert.equal(readFilter({ ...nothing, ...typed }), null, JSON.stringify(typed))
  })
})
