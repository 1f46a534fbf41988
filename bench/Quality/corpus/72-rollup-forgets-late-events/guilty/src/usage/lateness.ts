/** Agents buffer readings while they are offline. Intake refuses anything older than this. */
export const MAX_LATENESS_HOURS = 72

/** Readings may be ahead of our clock by this much. */
export const MAX_CLOCK_SKEW_MS = 5 * 60_000

export const HOUR_MS = 3_600_000

export function hourOf(time: Date): Date {
  return new Date(Math.floor(time.getTime() / HOUR_MS) * HOUR_MS)
}

export function hoursBefore(time: Date, hours: number): Date {
  return new Date(time.getTime() - hours * HOUR_MS)
}
