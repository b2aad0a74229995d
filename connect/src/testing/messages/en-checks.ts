interface CheckWords {
  readonly name: string
  readonly tried: string
  /** What an attacker gains if the check fails. */
  readonly means: string
}

export const checks = {
  tenantNeedsAdmin: {
    name: 'Only an admin connects the company',
    tried: 'Sends the form that connects: logged out, as an employee and as a contact.',
    means: 'Anyone with a login at the product can connect the company to their own organization.',
  },
  tenantForeignForm: {
    name: 'Only a page of the product connects the company',
    tried: 'Sends the form that connects from another site’s page, in an admin’s browser.',
    means: 'A page on another site can start connecting the company of an admin who visits it.',
  },
  tenantState: {
    name: 'Connecting: the answer belongs to this attempt',
    tried: 'Returns an answer of the hub with another state, and one without state.',
    means: 'An answer that was meant for another user connects this company.',
  },
  tenantIssuer: {
    name: 'Connecting: the answer comes from the hub',
    tried: 'Returns an answer with another iss (RFC 9207), and one without iss.',
    means: 'The product takes another provider’s answer for the hub’s.',
  },
  tenantSession: {
    name: 'Connecting: the same user starts and finishes',
    tried: 'Opens the answer in another browser, while logged out, and as another user.',
    means: 'An attacker starts to connect, and a victim’s login at the hub finishes it.',
  },
  tenantFreshness: {
    name: 'Connecting: a fresh login with the second factor',
    tried: 'Returns ID tokens of an old login, of a login without a time, and of a password alone.',
    means: 'An attacker who finds a browser logged in at the hub connects a company with it.',
  },
  tenantLinked: {
    name: 'Connecting works',
    tried: 'Connects the company as an admin, and a master agrees.',
    means: 'The checks that build on this one cannot run.',
  },
  userForeignForm: {
    name: 'Only a page of the product links an account',
    tried: 'Sends the form that links from another site’s page, in an employee’s browser.',
    means: 'A page on another site can start linking the user of an employee who visits it.',
  },
  userNeedsEmployee: {
    name: 'Only an employee links an account',
    tried: 'Sends the form that links: logged out, and as a contact.',
    means: 'Contacts, who work for a client, log in through the hub.',
  },
  userState: {
    name: 'Linking: the answer belongs to this attempt',
    tried: 'Returns an answer with another state, and one without state.',
    means: 'An attacker’s account is linked to a victim’s user.',
  },
  userIssuer: {
    name: 'Linking: the answer comes from the hub',
    tried: 'Returns an answer with another iss, and one without iss.',
    means: 'An account of another provider is linked to a user.',
  },
  userSession: {
    name: 'Linking: the same user starts and finishes',
    tried: 'Opens the answer as another user, while logged out, and without the attempt’s cookie.',
    means: 'An attacker’s account is linked to a victim’s user, or the reverse.',
  },
  userFreshness: {
    name: 'Linking: a fresh login with the second factor',
    tried: 'Returns ID tokens of an old login, of a login without a time, and of a password alone.',
    means: 'An attacker who finds a browser logged in at the hub links that account to their own user.',
  },
  userOrganization: {
    name: 'Linking: the connected organization',
    tried: 'Returns ID tokens of another organization, of another link, and of none.',
    means: 'Members of one company log in at another.',
  },
  userLinked: {
    name: 'Linking works',
    tried: 'Links an account as an employee, and signs in with it.',
    means: 'The checks that build on this one cannot run.',
  },
  userOnce: {
    name: 'One account, one user',
    tried: 'Links, as a colleague, the account that is already linked to the employee.',
    means: 'An account moves to another user without its owner’s consent.',
  },
  renewedAtLink: {
    name: 'Linking begins a new session',
    tried: 'Uses the session cookie from before the link after it.',
    means: 'An attacker who planted or copied a session before the link keeps it.',
  },
  signedIn: {
    name: 'Signing in works',
    tried: 'Signs in with the linked account.',
    means: 'The checks that build on this one cannot run.',
  },
  signInState: {
    name: 'Signing in: the answer belongs to this browser’s request',
    tried: 'Returns an answer with another state, and one without state.',
    means: 'A victim is logged in as the attacker, and works in the attacker’s account.',
  },
  signInIssuer: {
    name: 'Signing in: the answer comes from the hub',
    tried: 'Returns an answer with another iss, and one without iss.',
    means: 'An attacker mixes up the codes of two providers.',
  },
  signInBrowser: {
    name: 'Signing in: the same browser starts and finishes',
    tried: 'Opens the answer in another browser.',
    means: 'A victim is logged in as the attacker, or the attacker as the victim.',
  },
  idToken: {
    name: 'ID tokens are checked',
    tried:
      'Returns tokens with a wrong signature, algorithm, issuer, audience, nonce or time, and without the second factor.',
    means: 'An attacker who writes a token logs in as any user.',
  },
  organization: {
    name: 'Signing in: the connected organization, under the current link',
    tried: 'Signs in with the linked account as a member of another organization, and under another link.',
    means: 'A right from one company counts in another, or after it was revoked.',
  },
  email: {
    name: 'No user is found by e-mail or name',
    tried: 'Signs in with unlinked accounts that have a linked user’s name or address, or one that looks alike.',
    means: 'An attacker who gives an account a victim’s name logs in as the victim.',
  },
  reuse: {
    name: 'An answer counts once',
    tried: 'Opens the same answer a second time, in a copy of the browser.',
    means: 'An address from a log or a browser history logs in.',
  },
  question: {
    name: 'A browser’s session changes users only if its user agrees',
    tried: 'Signs in as another user in a browser where a colleague is logged in.',
    means: 'A link makes a user work under an attacker’s name.',
  },
  renewedAtSignIn: {
    name: 'Signing in begins a new session',
    tried: 'Uses the session cookie from before the sign-in after it.',
    means: 'An attacker who planted a session before the sign-in has it afterwards.',
  },
  proofs: {
    name: 'Requests to the hub carry their proofs',
    tried: 'Reads what the product sent: state, nonce, PKCE, redirect URI and its own assertion.',
    means: 'An attacker redeems a stolen code, or uses an assertion elsewhere.',
  },
  target: {
    name: 'After a sign-in, the product opens only its own pages',
    tried: 'Asks for addresses elsewhere at sign-ins, in many spellings.',
    means: 'A link to the product ends on an attacker’s page, after a real login.',
  },
  initiatedTarget: {
    name: 'A tile opens only pages of the product',
    tried: 'Initiates logins with a target_link_uri elsewhere, in many spellings.',
    means: 'A link to the product ends on an attacker’s page, after a real login.',
  },
  initiatedIssuer: {
    name: 'Only the hub initiates a login',
    tried: 'Initiates logins with another iss, and without one.',
    means: 'An attacker sends a victim to a provider of their own.',
  },
  hint: {
    name: 'A hint changes nothing by itself',
    tried: 'Sends a hint that claims that the link has ended and the member is inactive.',
    means: 'Anyone can log out every user.',
  },
  leaks: {
    name: 'Codes stay in the callback',
    tried: 'Reads where the callback leads, and what it tells caches and other sites.',
    means: 'An attacker finds codes in logs, browser histories and referrers.',
  },
  frames: {
    name: 'Pages cannot be framed',
    tried: 'Reads the headers of a page of a logged-in user.',
    means: 'A click on another site is a click on Connect.',
  },
  logout: {
    name: 'A logout token ends sessions',
    tried: 'Sends logout tokens that name a session, a subject, and both.',
    means: 'A user who logged out at the hub is still logged in here, or an unrelated session has ended.',
  },
  logoutOvertakes: {
    name: 'A logout at the hub stops a sign-in that is under way',
    tried: 'Sends a logout token between the hub’s answer and the return, for the session and for the subject.',
    means: 'A user who logged out at the hub is logged in here a moment later.',
  },
  logoutForged: {
    name: 'Logout tokens are checked',
    tried:
      'Sends tokens with a wrong signature, type, issuer, audience, event or time, with a nonce, and without a subject.',
    means: 'Anyone can log out any user.',
  },
  logoutReplayed: {
    name: 'A logout token counts once',
    tried: 'Sends the same logout token again, after a new sign-in.',
    means: 'An attacker who has seen a token logs out its user as often as they like.',
  },
  logoutOfOthers: {
    name: 'A logout token ends no other user’s session',
    tried: 'Sends a logout token of a stranger, nonsense, and an oversized body.',
    means: 'A logout of one user logs out every user, or takes the product down.',
  },
  securityEvent: {
    name: 'A Security Event Token ends the sessions of its subject',
    tried:
      'Sends events that disable an account, revoke all its sessions, and revoke one. Tries these, later and local sessions.',
    means: 'A user who lost access stays in, or an unrelated session has ended.',
  },
  securityEventOvertakes: {
    name: 'A Security Event Token stops a sign-in that is under way',
    tried: 'Sends a token between the hub’s answer and the return.',
    means: 'A user whose account is disabled is logged in a moment later.',
  },
  securityEventForged: {
    name: 'Security Event Tokens are checked',
    tried: 'Sends tokens with a wrong signature, type, issuer, audience, event, subject or time, and with a nonce.',
    means: 'Anyone can log out any user.',
  },
  securityEventReplayed: {
    name: 'A Security Event Token concerns only what came before it',
    tried: 'Sends the same token again, after a new sign-in.',
    means: 'An attacker who has seen a token logs out its user as often as they like.',
  },
  securityEventOfOthers: {
    name: 'A Security Event Token ends no other user’s session',
    tried:
      'Sends tokens about a stranger, another issuer’s user and an address. Then sends nonsense and an oversized body.',
    means: 'An event about one user logs out every user, or takes the product down.',
  },
  sessionEnded: {
    name: 'A session that ends in the hub’s log ends here',
    tried: 'Ends a session in the log. Then tries it, another session of its user, and a sign-in under way by it.',
    means: 'A user who logged out at the hub is still logged in here, or an unrelated session has ended.',
  },
  loggedOut: {
    name: 'Logging out ends the session',
    tried: 'Uses a copy of the session cookie after its user logged out.',
    means: 'An attacker who copied a session keeps it after its user logged out.',
  },
  deactivatedHere: {
    name: 'Deactivation in the product ends sessions, proofs and the link',
    tried:
      'Deactivates the employee as the admin and activates them again. Then tries the session, an earlier answer and a new sign-in.',
    means: 'A user who lost access stays in, or signs in again without a new link.',
  },
  deactivated: {
    name: 'Deactivation at the hub ends sessions',
    tried: 'Raises the member’s epoch at the hub. Then tries the session and an earlier answer.',
    means: 'A user who lost access stays in until their session expires.',
  },
  formerEpoch: {
    name: 'Proofs from before a deactivation open nothing',
    tried: 'Returns an ID token of the former epoch, and a new one.',
    means: 'A user who kept a token gets in after they lost access.',
  },
  unlinked: {
    name: 'Unlinking ends sessions and proofs',
    tried: 'Unlinks as the employee. Then tries a session in another browser and an earlier answer.',
    means: 'An attacker who had the account still gets in.',
  },
  unlinkedAtHub: {
    name: 'Unlinking at the hub ends the link here',
    tried: 'Asks the hub, as the member, to unlink. Then tries the session, an earlier answer and a new sign-in.',
    means: 'An attacker who has the account still gets in, although its owner ended the link.',
  },
  switchedOff: {
    name: 'Switching off ends sessions and proofs, also if the same organization is connected again',
    tried: 'Switches off as the admin and connects again. Then tries the session and an earlier answer.',
    means: 'A proof from before outlives the decision to end it.',
  },
  severed: {
    name: 'Disconnecting at the hub ends the link here',
    tried: 'Disconnects at the hub as a master. Then tries the session, an earlier answer and a new sign-in.',
    means: 'The hub cannot revoke the access it gave.',
  },
} satisfies Record<string, CheckWords>

export type CheckName = keyof typeof checks
