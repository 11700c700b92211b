/** « I have read it »: nobody signs or enters without. */
import { Said, useField } from '../../ui/form/form.tsx'

export function ReadTick({ label, missing }: { label: string; missing: string }) {
  const field = useField('read', { missing })
  return (
    <div>
      <label class="sign-read">
        <input type="checkbox" {...field.at} required />
        <span>{label}</span>
      </label>
      <Said of={field} />
    </div>
  )
}
