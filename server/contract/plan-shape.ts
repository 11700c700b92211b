/** What a room is shaped like until somebody measures it. Both sides of the wire mean the same one; no schemas come along with it. */
export const UNMEASURED = { width_cm: 1_200, depth_cm: 700 }
