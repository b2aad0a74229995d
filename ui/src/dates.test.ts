import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatDateTime, formatDuration, time, timeIn, timesIn } from './dates.ts'
import { html } from './html.ts'

const british = { language: 'en-GB' }
const morning = Date.parse('2026-11-22T08:02:07Z')

describe('an instant', () => {
  it('is in UTC and says so, for the script to put the reader’s own in place (FC2)', () => {
    const shown = (style: 'date' | 'minute' | 'relative' | 'second') => time(morning, { ...british, style }).toString()
    const element = (style: string, text: string) =>
      `<time datetime="2026-11-22T08:02:07.000Z" data-time="${style}">${text}</time>`

    assert.equal(shown('date'), element('date', '22 Nov 2026 UTC'))
    assert.equal(shown('minute'), element('minute', '22 Nov 2026, 08:02 UTC'))
    assert.equal(shown('relative'), element('relative', '22 Nov 2026, 08:02 UTC'), 'today is the reader’s to say')
    assert.equal(shown('second'), element('second', '08:02:07 UTC'))
    assert.equal(formatDateTime(morning, british), '22 Nov 2026, 08:02 UTC')
  })

  it('stands in a sentence, and what people chose in it is escaped', () => {
    const said = html`${timeIn((at) => `By <b>, ${at}.`, morning, british)}`.toString()
    assert.equal(said, `By &lt;b&gt;, ${time(morning, british).toString()}.`)
  })

  it('is found in a sentence that programs get, too', () => {
    const said = html`${timesIn('Not before 2026-11-22T08:02:07.000Z.', british)}`.toString()
    assert.equal(said, `Not before ${time(morning, british).toString()}.`)
    assert.equal(html`${timesIn('Not now.', british)}`.toString(), 'Not now.')
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
