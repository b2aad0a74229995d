/**
 * How a deployment authenticates: with a key (`private_key_jwt`, which a hub requires) or a secret
 * (`client_secret_basic`).
 */
export type Client =
  { readonly id: string; readonly privateKey: ClientKey } | { readonly id: string; readonly secret: string }

/** A private P-256 key as JWK, for ES256. */
export type ClientKey = JsonWebKey & { readonly kid?: string }

/**
 * How to read the ID tokens of a provider that knows nothing of tenant linking. The product is then the only authority
 * over its links: no one reports that a member is gone, or that an organization is connected elsewhere. The README says
 * what still holds and what does not, in "Any OpenID Provider".
 */
export interface ForeignProvider {
  /**
   * The organization of a person: a claim with its id, which never changes and which only the provider sets. If all
   * people at this issuer belong to one organization, its name instead.
   */
  readonly organization: { readonly claim: ClaimPath; readonly nameClaim?: ClaimPath } | { readonly name: string }
  /** Who may connect an organization (A4): a person whose claim is, or contains, one of the values. */
  readonly masters: { readonly claim: ClaimPath; readonly values: readonly string[] } | 'every_member'
  /**
   * What a login must prove: its `acr` is one of these, or its `amr` contains one of these. `left_to_provider` trusts
   * the provider to ask for a second factor by its own policy.
   */
  readonly assurance: { readonly acr?: readonly string[]; readonly amr?: readonly string[] } | 'left_to_provider'
  /**
   * Linking needs a login that was made for it. `auth_time`: the token proves it. `only_asked_for`: the kit asks for it
   * (`prompt=login`, `max_age=0`) and trusts the provider, whose tokens do not say when a person logged in.
   */
  readonly freshness: 'auth_time' | 'only_asked_for'
  /** The algorithm of ID tokens. RS256 by default. */
  readonly idTokenAlgorithm?: 'RS256' | 'PS256' | 'ES256' | 'EdDSA'
  /** `openid profile email` by default. */
  readonly scope?: string
  /**
   * Issuer and audience of its Security Event Tokens, if they differ from those of its ID tokens. Google's issuer, for
   * example, has a slash at its end there. The keys are those of ID tokens.
   */
  readonly securityEvents?: { readonly issuer?: string; readonly audience?: string }
  /** More parameters for every authorization request, such as Google's `hd`. */
  readonly parameters?: Readonly<Record<string, string>>
}

/** A claim's name. For a claim inside objects, the names from the outermost object to the claim. */
export type ClaimPath = string | readonly string[]
