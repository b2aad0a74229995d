/** The product, which all of its hosts share. */
interface Where {
  readonly product: { readonly origin: string }
}

/** Over https the name begins with `__Host-`, which keeps sibling domains from setting the cookie (T39). */
export function cookie(kit: Where, name: string, value: string, seconds: number): string {
  const secure = isSecure(kit) ? '; Secure' : ''
  return `${nameOf(kit, name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}

export function readCookie(kit: Where, request: Pick<Request, 'headers'>, name: string): string | null {
  return cookiesOf(request).get(nameOf(kit, name)) ?? null
}

/** As the browser has it. */
export function nameOf(kit: Where, name: string): string {
  return `${isSecure(kit) ? '__Host-' : ''}${name}`
}

export const isSecure = ({ product }: Where) => product.origin.startsWith('https:')

export function cookiesOf(request: Pick<Request, 'headers'>): Map<string, string> {
  const pairs = (request.headers.get('Cookie') ?? '').split(';').map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=')
    return [name.trim(), value.join('=').trim()]
  })
  return new Map(pairs)
}
