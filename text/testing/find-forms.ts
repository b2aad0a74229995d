import type { Page } from '@lanyard/ui/testing'

interface FoundField {
  readonly name: string
  /** Of the input; `select` for a list, `text` for a box of several lines, too. */
  readonly type: string
  /** What the page has in it. */
  readonly value: string
}

export interface FoundForm {
  readonly method: 'get' | 'post'
  readonly action: string
  readonly isMultipart: boolean
  readonly fields: readonly FoundField[]
}

const BUTTONS: readonly string[] = ['submit', 'button', 'file']

/** The forms of a page, with everything that they send but for buttons and files. */
export function findForms(page: Page, address: string): readonly FoundForm[] {
  return page.select('form').map((form) => {
    const lists = form.select('select').map((list) => {
      const options = list.select('option')
      const value = (options.find((option) => option.attribute('selected') !== null) ?? options[0])?.attribute('value')
      return { name: list.attribute('name'), type: 'select', value: value ?? '' }
    })
    const inputs = form.select('input').map((input) => {
      return {
        name: input.attribute('name'),
        type: input.attribute('type') ?? 'text',
        value: input.attribute('value') ?? '',
      }
    })
    const areas = form
      .select('textarea')
      .map((area) => ({ name: area.attribute('name'), type: 'text', value: area.text }))
    return {
      method: form.attribute('method')?.toLowerCase() === 'post' ? 'post' : 'get',
      action: new URL(form.attribute('action') || address, new URL(address, 'http://page')).pathname,
      isMultipart: form.attribute('enctype') === 'multipart/form-data',
      fields: [...inputs, ...lists, ...areas].flatMap(({ name, type, value }) =>
        name === null || BUTTONS.includes(type) ? [] : [{ name, type, value }],
      ),
    }
  })
}
