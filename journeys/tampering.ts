import type { Page } from 'playwright-core'

/** What people do who know how to use a browser's tools. */

/**
 * Sends a form that the open page does not have, as the page's own would be sent: from its origin, with the browser's
 * cookies.
 */
export async function postFromPage(page: Page, action: string, fields: Readonly<Record<string, string>> = {}) {
  await page.evaluate(
    ({ to, values }) => {
      const form = document.createElement('form')
      form.method = 'post'
      form.action = to
      for (const [name, value] of Object.entries(values)) {
        const field = document.createElement('input')
        field.name = name
        field.value = value
        form.append(field)
      }
      document.body.append(form)
      form.submit()
    },
    { to: action, values: fields },
  )
}

/** Gives the first option of a combo box another value than the page offers. */
export async function tamperOption(page: Page, box: string, value: string): Promise<void> {
  await page.getByRole('combobox', { name: box }).evaluate((select, forged) => {
    if (!(select instanceof HTMLSelectElement)) throw new Error('not a combo box')
    select.options[0]?.setAttribute('value', forged)
    select.selectedIndex = 0
  }, value)
}
