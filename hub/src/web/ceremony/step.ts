import type { HttpBindings } from '@hono/node-server'
import { placeOf } from '@lanyard/guard'
import type { Html } from '@lanyard/ui'
import type { Context } from 'hono'
import { sourceOfTry } from '../../people/devices/source-of-try.ts'
import type { AccountId } from '../../ids.ts'
import type { Refusal } from '../../refusal.ts'
import { clientAddressOf } from '../../addresses/client-address.ts'
import { readDevice } from '../device-cookie.ts'
import { type Form, readForm } from '../forms.ts'
import type { Answer } from '../page.ts'
import { sendPage } from '../render.ts'
import type { Site } from '../site.ts'
import type { Ceremony, CeremonyEnv } from './ceremony.ts'
import { type NextPage, findNextPage } from './next-page.ts'
import type { CeremonyFrame } from './frame.ts'
import { goOn } from './go-on.ts'

/** One request to a page of a ceremony. */
export interface CeremonyRequest {
  readonly c: Context<CeremonyEnv>
  readonly site: Site
  readonly ceremony: Ceremony
}

/** The same, once it is clear that it is this page's turn. */
export interface Step<Page extends NextPage['page']> extends CeremonyRequest {
  readonly due: Extract<NextPage, { page: Page }>
}

interface StepHandlers<Page extends NextPage['page']> {
  readonly show: (step: Step<Page>) => Response | Promise<Response>
  readonly post?: (step: Step<Page>, form: Form) => Promise<Response>
}

/**
 * What answers at a page of the ceremony. It is shown, and takes a form, only when its turn has come; from anywhere else,
 * by a stale tab or the back button, the browser is sent to the page that is due.
 */
export function defineStep<Page extends NextPage['page']>(
  page: Page,
  { show, post }: StepHandlers<Page>,
): Readonly<Partial<Record<'GET' | 'POST', Answer<CeremonyEnv>>>> {
  const open = async (c: Context<CeremonyEnv>, site: Site): Promise<Step<Page> | Response> => {
    const { ceremony } = c.var
    const due = await findNextPage(site, ceremony)
    return isDue(due, page) ? { c, site, ceremony, due } : goOn(c, site, ceremony, due)
  }
  return {
    async GET(c, site) {
      const step = await open(c, site)
      return step instanceof Response ? step : show(step)
    },
    ...(post && {
      async POST(c, site) {
        const step = await open(c, site)
        return step instanceof Response ? step : post(step, await readForm(c))
      },
    }),
  }
}

function isDue<Page extends NextPage['page']>(due: NextPage, page: Page): due is Extract<NextPage, { page: Page }> {
  return due.page === page
}

export function surroundings(
  { site, ceremony }: Pick<CeremonyRequest, 'site' | 'ceremony'>,
  refusal?: Refusal,
): CeremonyFrame {
  const backTo = ceremony.purpose.kind === 'hub' ? null : ceremony.client.name
  return { look: site, uid: ceremony.uid, backTo, canChange: ceremony.progress.step !== 'unknown', refusal }
}

/** Answers with a page whose forms may lead to where the ceremony returns to (`form-action`). */
export function sendStep(
  { c, site, ceremony }: CeremonyRequest,
  title: string,
  body: Html,
  refusal?: Refusal,
): Response {
  const { formTargets } = ceremony
  return sendPage(c, site, { title, body, formTargets, status: refusal?.status ?? 200 })
}

/** The place that limits count by. */
export function sourceOf({ env }: { readonly env: HttpBindings }): string {
  return placeOf(clientAddressOf(env.incoming))
}

/** Where a try at an account's code counts: at this browser, where the account knows it. */
export async function sourceOfCode(
  { c, site }: Pick<CeremonyRequest, 'c' | 'site'>,
  account: AccountId,
): Promise<string> {
  return sourceOfTry(site.hub, { account, device: readDevice(c, site), source: sourceOf(c) })
}
