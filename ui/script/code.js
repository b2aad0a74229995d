// Writes the code of an authenticator app in two groups of three while it is typed or pasted.
for (const box of document.querySelectorAll('input[data-code]')) {
  box.addEventListener('input', () => {
    if (box.selectionStart !== box.value.length) return // a person is correcting in the middle
    const digits = box.value.replace(/[\s-]/g, '')
    if (/^\d{1,6}$/.test(digits)) box.value = digits.length > 3 ? `${digits.slice(0, 3)} ${digits.slice(3)}` : digits
  })
}
