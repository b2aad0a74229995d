import type { Page } from 'playwright-core'

/** The mail to that address on a part's page `/demo/mail`, newest first. */
export async function openMail(page: Page, origin: string, input: { to: string; subject: RegExp }) {
  await page.goto(`${origin}/demo/mail`)
  const mail = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: input.subject }) })
    .filter({ hasText: `To ${input.to}` })
    .first()
  // It is written after the answer, so that the time of an answer tells no one who exists (T29).
  while ((await mail.count()) === 0) await page.reload()
  return mail
}

/** Where the link of a mail leads. */
export async function readMailedLink(
  page: Page,
  origin: string,
  input: { to: string; subject: RegExp },
): Promise<string> {
  const mail = await openMail(page, origin, input)
  return (await mail.getByRole('link').getAttribute('href')) ?? ''
}
