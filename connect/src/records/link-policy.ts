/** Who of a tenant's employees may link an account (A14). */
export type LinkPolicy =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'roles'; readonly roles: readonly string[] }
  | { readonly kind: 'users'; readonly users: readonly string[] }
