/**
 * Whether a tenant may use the hub (A3). Invited is a fact of the deployment: only the operator changes it.
 *
 * - `withdrawn`, links `kept`: what is linked goes on signing in, nothing new is linked
 * - `withdrawn`, links `ended`: sign-ins are refused too; the link is left to be switched off
 */
export type Invitation =
  | { readonly state: 'uninvited' }
  | { readonly state: 'invited'; readonly at: number }
  | { readonly state: 'withdrawn'; readonly at: number; readonly links: 'kept' | 'ended' }

export function isInvited(invitation: Invitation): boolean {
  return invitation.state === 'invited'
}
