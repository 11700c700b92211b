/** What `check` found on one port: a state a person can act on, in a sentence. Pure. */

export type PartReport = {
  station: string
  part: 'server' | 'door' | 'native' | 'reader' | 'meter' | 'relay'
  driver: string
  /** its port; a plug's id, the server's address */
  port: string
  ok: boolean
  /** what it read or what is wrong, as a sentence */
  says: string
  current_mA?: number
  power_W?: number
  energy_Wh?: number
  cards?: number
}

/** The system's own words for a port that does not open, in ours. */
export function whyNotOpen(port: string, error: string): string {
  if (/Permission denied|EACCES/i.test(error))
    return `this user may not open ${port}: add it to the group that owns the port (dialout on Debian)`
  if (/No such file|ENOENT/i.test(error))
    return `nothing is plugged in as ${port}: is the cable in, and is this its name under /dev/serial/by-id?`
  if (/lock|busy|temporarily/i.test(error))
    return `another program holds ${port}: stop the running gateway before checking`
  return error === '' ? `${port} did not open in time` : `${port} does not open: ${error}`
}

export function line({ station, part, driver, ok, says }: PartReport): string {
  return `${ok ? 'ok   ' : 'WRONG'} ${station} ${part} (${driver}): ${says}`
}
