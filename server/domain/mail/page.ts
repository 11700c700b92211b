/** The page of a mail, of the same words as its text: nothing is loaded from anywhere, and nothing tells who read it. */
export type MailLanguage = 'fr' | 'en'
export type MailPage = {
  subject: string
  language: MailLanguage
  paragraphs: readonly string[]
  /** below the signature, smaller; null: nothing */
  small: string | null
}

/** Colours of the reader's own program, so that it is dark where the reader likes it dark. */
export function mailPage({ subject, language, paragraphs, small }: MailPage): string {
  const written = paragraphs.map(text => `<p>${escaped(text)}</p>`)
  const note = small === null ? [] : [`<p style="font-size: 14px; opacity: .75">${escaped(small)}</p>`]
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title></head>
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 36em; margin: 1.5em auto; padding: 0 1em">
${[...written, ...note].join('\n')}
</body></html>
`
}

const escaped = (text: string): string =>
  text
    .replaceAll(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)
    .replaceAll('\n', '<br>\n')
