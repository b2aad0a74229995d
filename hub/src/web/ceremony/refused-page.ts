import type { Html } from '@lanyard/ui'
import { login as words } from '../../messages/en/login.ts'
import type { Refusal } from '../../refusal.ts'
import { refusalNotice } from '../refusal-notice.ts'
import { ceremonyPage, type CeremonyFrame } from './frame.ts'

export interface RefusedView extends CeremonyFrame {
  readonly because: Refusal
  /** As it was first shown, so that a reload and the product show the same. */
  readonly reference: string
}

/** Both factors were right, and it cannot be all the same. */
export function refusedPage(view: RefusedView): Html {
  const { look, because, reference } = view
  return ceremonyPage(view, {
    title: words.refused.title,
    children: refusalNotice(look, because, { reference }),
  })
}
