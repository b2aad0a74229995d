import type { Fields } from './kept-form.ts'

/** The body of a request whose length the part has bounded. */
interface Body {
  text(): Promise<string>
  formData(): Promise<FormData>
}

/** The texts of a form as a browser sends it, without its files; none for anything else. */
export async function sentFields(contentType: string | null | undefined, request: Body): Promise<Fields> {
  const type = (contentType ?? '').trim()
  if (/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    return [...new URLSearchParams(await request.text())].filter(([name, value]) => isText(name + value))
  }
  if (!/^multipart\/form-data\s*;/i.test(type)) return []
  try {
    const form = await request.formData()
    return [...form].flatMap(([name, value]) =>
      typeof value === 'string' && isText(name + value) ? [[name, value]] : [],
    )
  } catch {
    return []
  }
}

/** No page takes a NUL, and PostgreSQL stores none. */
function isText(text: string): boolean {
  return !text.includes('\0')
}
