/** A sentence with a command in it to be typed elsewhere: the command is kept in one piece, as it is copied. */
export function CommandHint({ sentence, command }: { sentence: (command: string) => string; command: string }) {
  const [before, after] = sentence('\n').split('\n')
  return (
    <p class="hint">
      {before}
      <code class="command">{command}</code>
      {after}
    </p>
  )
}
