import { Refusal as ConnectRefusal } from '@lanyard/connect'
import { Refusal, type RefusalCode } from '../refusal.ts'

const known: Readonly<Record<string, RefusalCode>> = {
  // The session that acts ended meanwhile.
  attempt_invalid: 'session_required',
  link_policy_empty: 'link_policy_empty',
  not_an_admin: 'not_an_admin',
  tenant_not_linked: 'tenant_not_linked',
  user_not_linked: 'user_not_linked',
}

/** Runs an act of the kit, whose refusals on the PSA's own pages are worded as the PSA's. */
export async function refusingAsPsa<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    const code = error instanceof ConnectRefusal ? known[error.code] : undefined
    throw code === undefined ? error : new Refusal(code)
  }
}
