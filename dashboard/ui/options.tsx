/** What a list to choose from offers: of a form's field, and of a page that shows less. */
export type Option = { id: string; name: string }

export const Options = ({ of: options, value }: { of: readonly Option[]; value: string | undefined }) => (
  <>
    {options.map(option => (
      <option key={option.id} value={option.id} selected={option.id === value}>
        {option.name}
      </option>
    ))}
  </>
)
