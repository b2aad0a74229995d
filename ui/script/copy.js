// Shows the buttons that copy: the value of a text box, or the lines of a list of codes.
for (const button of document.querySelectorAll('button[data-copy]')) {
  const target = document.getElementById(button.dataset.copy ?? '')
  if (target === null || navigator.clipboard === undefined) continue
  button.hidden = false
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(textOf(target)).then(
      () => confirm(button),
      () => getSelection()?.selectAllChildren(target), // not allowed: the person copies what is selected
    )
  })
}

/** Says that it is done until the person goes on. */
function confirm(button) {
  const { textContent: label } = button
  if (label === button.dataset.copied) return
  button.textContent = button.dataset.copied
  button.addEventListener('blur', () => (button.textContent = label), { once: true })
}

function textOf(target) {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return target.value
  const lines = [...target.querySelectorAll('li')]
  return lines.length === 0 ? target.textContent : lines.map((line) => line.textContent.trim()).join('\n')
}
