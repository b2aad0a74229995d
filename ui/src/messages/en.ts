/** The few words that the components themselves print or speak; a part gives its own for another language. */
export interface Words {
  skipToContent: string
  navigation: string
  breadcrumbs: string
  showPassword: string
  hidePassword: string
  copy: string
  copied: string
  code: string
  reference: string
  sendToSupport: string
}

export const en: Words = {
  skipToContent: 'Skip to content',
  navigation: 'Main',
  breadcrumbs: 'Where you are',
  showPassword: 'Show',
  hidePassword: 'Hide',
  copy: 'Copy',
  copied: 'Copied',
  code: 'Code',
  reference: 'Reference',
  sendToSupport: 'Send to support',
}
