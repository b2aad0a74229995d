import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatDate, formatDateTime, formatDuration, formatRelative, time } from './dates.ts'

const british = { language: 'en-GB', timeZone: 'Europe/London' }
const morning = Date.parse('2026-11-22T08:02:00Z')

describe('dates', () => {
  it('are written in the order of the language and in the zone of the reader', () => {
    assert.equal(formatDate(morning, british), '22 Nov 2026')
    assert.equal(formatDateTime(morning, british), '22 Nov 2026, 08:02')
    assert.equal(formatDateTime(morning, { language: 'en-GB', timeZone: 'Asia/Tokyo' }), '22 Nov 2026, 17:02')
  })

  it('are said as people say them while they are near', () => {
    const at = (iso: string): string => formatRelative(Date.parse(iso), morning, british)

    assert.equal(at('2026-11-22T07:30:00Z'), 'today 07:30')
    assert.equal(at('2026-11-21T17:40:00Z'), 'yesterday 17:40')
    assert.equal(at('2026-11-23T17:40:00Z'), 'tomorrow 17:40')
    assert.equal(at('2026-10-01T17:40:00Z'), '1 Oct 2026')
  })

  it('turn at the midnight of the reader', () => {
    const late = Date.parse('2026-11-21T23:30:00Z')

    assert.equal(formatRelative(late, morning, british), 'yesterday 23:30')
    assert.equal(formatRelative(late, morning, { language: 'en-GB', timeZone: 'Europe/Berlin' }), 'today 00:30')
  })

  it('carry the instant for machines', () => {
    assert.equal(time(morning, 'today').toString(), '<time datetime="2026-11-22T08:02:00.000Z">today</time>')
  })
})

describe('formatDuration', () => {
  it('says a wait in its largest sensible unit, and never less than it lasts', () => {
    const said = [1, 40, 119, 120, 121, 7200, 43_200, 172_800].map((seconds) =>
      formatDuration(seconds, { language: 'en' }),
    )

    assert.deepEqual(said, [
      '1 second',
      '40 seconds',
      '119 seconds',
      '2 minutes',
      '3 minutes',
      '2 hours',
      '12 hours',
      '2 days',
    ])
  })
})
