/** Wordings by plural category; `{count}` stands for the number. `other` is what every language has. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>

/**
 * The wording for a number, by the language's own rules.
 *
 * @example
 * plural(12, { one: '{count} person', other: '{count} people' }, 'en') // 12 people
 */
export function plural(count: number, forms: PluralForms, language: string): string {
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other
  return form.replaceAll('{count}', new Intl.NumberFormat(language).format(count))
}
